# What all flows share: a home of their own, fixed clock and language, git as the other side.
# A flow sources this, checks things, and ends with `finish`.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
PARAPHE=${PARAPHE:-$here/build/paraphe}
[ -x "$PARAPHE" ] || {
	echo "not ok there is no $PARAPHE: run make first"
	exit 1
}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/paraphe-flow.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$WORK/home
export HOME TZ=UTC LANG=C.UTF-8 LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1621338000 GIT_CONFIG_NOSYSTEM=1
unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME PARAPHE_AS LANGUAGE GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
mkdir "$HOME"
git config --global user.name 'Test Secretary'
git config --global user.email 'secretary@example.org'
git config --global init.defaultBranch main
git config --global advice.detachedHead false
cd "$WORK"
passed=0
failed=0

ok() {
	passed=$((passed + 1))
	echo "ok $1"
}

not_ok() {
	failed=$((failed + 1))
	echo "not ok $1"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@" | sed 's/^/  # /'
}

# check NAME COMMAND...: the command succeeds
check() {
	check_name=$1
	shift
	if check_said=$("$@" 2>&1); then ok "$check_name"; else not_ok "$check_name" "$*" "$check_said"; fi
}

# equal NAME WANTED GOT
equal() {
	if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "wanted: $2" "got:    $3"; fi
}

# has NAME TEXT PART: the text holds the part
has() {
	case $2 in
	*"$3"*) ok "$1" ;;
	*) not_ok "$1" "no '$3' in:" "$2" ;;
	esac
}

# lacks NAME TEXT PART
lacks() {
	case $2 in
	*"$3"*) not_ok "$1" "there is '$3' in:" "$2" ;;
	*) ok "$1" ;;
	esac
}

# paraphe with an English face
p() {
	"$PARAPHE" --language en "$@"
}

# refused NAME PART COMMAND...: exit status 2, nothing on standard output, one sentence with PART on standard error
refused() {
	refused_name=$1
	refused_part=$2
	shift 2
	"$@" >"$WORK/out" 2>"$WORK/err" </dev/null
	refused_status=$?
	sentence=$(cat "$WORK/err")
	if [ $refused_status -ne 2 ]; then
		not_ok "$refused_name" "status $refused_status, not 2" "$sentence"
	elif [ "$(wc -l <"$WORK/err")" -ne 1 ] || [ "${sentence#paraphe: }" = "$sentence" ]; then
		not_ok "$refused_name" "not one sentence:" "$sentence"
	elif [ -s "$WORK/out" ]; then
		not_ok "$refused_name" "something on standard output" "$(cat "$WORK/out")"
	elif LC_ALL=C grep -q '[[:cntrl:]]' "$WORK/err"; then
		not_ok "$refused_name" "control characters in the sentence"
	else
		has "$refused_name" "$sentence" "$refused_part"
	fi
}

# consultation DIR: three members, areas, a question; the draft has 8 paragraphs
consultation() {
	git init -q "$1"
	mkdir "$1/drafts"
	cat >"$1/drafts/declaration.fr.md" <<'DRAFT'
# Déclaration

Les gouvernements locaux s’engagent à coopérer, et les villes aussi.

Les partenaires réaffirment leur engagement en faveur du développement durable.

- premier point ;
- second point.

## Suite

> Une citation que personne ne touche.

Fin du texte.
DRAFT
	cat >"$1/drafts/consultation.json" <<'JSON'
{
  "title": {"fr": "Déclaration d’essai", "en": "Test declaration"},
  "base": "main",
  "drafts": [{"path": "drafts/declaration.fr.md", "language": "fr", "source": true}],
  "areas": [{"id": "sante", "label": {"fr": "Santé", "en": "Health"}}],
  "mechanisms": [],
  "questions": [{"id": "q1", "label": {"fr": "Qu’est-ce qui a changé ?", "en": "What has changed?"}}],
  "groups": [{"id": "villes", "label": {"fr": "Villes", "en": "Cities"}}],
  "deadline": "2021-05-20T13:30:00+02:00",
  "roster": [
    {"id": "ana", "name": "Ana", "organisation": "a city", "group": "villes", "language": "en", "role": "reviewer"},
    {"id": "bo", "name": "Bo", "organisation": "an association", "language": "en", "role": "reviewer"},
    {"id": "cy", "name": "Cy", "language": "en", "role": "reviewer"},
    {"id": "sec", "name": "Secretariat", "language": "en", "role": "secretariat"}
  ]
}
JSON
	git -C "$1" add -A
	git -C "$1" commit -q -m 'Open the consultation'
}

# clean NAME DIR: git finds nothing wrong and nothing changed
clean() {
	check "$1: fsck" git -C "$2" fsck --strict --no-progress --no-dangling
	equal "$1: status" "" "$(git -C "$2" status --porcelain)"
}

# serve PORT [LINE…]: sshd on loopback, with ssh/host and ssh/authorized_keys; LINEs are more of its configuration. $! is
# to be stopped by the flow. SHLVL: bash then reads nobody's .bashrc, which may take its time.
serve() {
	cat >ssh/config <<CONFIG
Port $1
ListenAddress 127.0.0.1
HostKey $WORK/ssh/host
PidFile $WORK/ssh/pid
AuthorizedKeysFile $WORK/ssh/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
SetEnv SHLVL=9
CONFIG
	shift
	for line; do
		echo "$line" >>ssh/config
	done
	[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
	timeout 300 "$SSHD" -D -e -f ssh/config 2>ssh/log &
}

finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}
