# Commits signed as the user's own git would sign them, by ssh and OpenPGP keys; never as a repository would have it.
. "$(dirname "$0")/lib.sh"

consultation repo
cd repo || exit 1
ssh-keygen -q -t ed25519 -N '' -C ana -f ../ana && ssh-keygen -q -t ed25519 -N '' -C bo -f ../bo || exit 1
ssh-keygen -q -t ed25519 -N 'a long sentence' -C locked -f ../locked || exit 1

# settings LINE…: the user's own global configuration
settings() {
	git config --global --replace-all user.email ana@example.org
	for line in "$@"; do git config --global "${line%%=*}" "${line#*=}" || exit 1; done
}

# verdict BRANCH: what git itself says of its last commit's signature
verdict() {
	git log -1 --format=%G? "$1"
}

# --- nobody asked for it
p --as ana annotate --paragraph 2 -m 'Unsigned.' >/dev/null
equal 'without commit.gpgsign nothing is signed' N "$(verdict review/ana)"

# --- a repository names no program and no key
cat >../evil <<'EVIL'
#!/bin/sh
touch "$(dirname "$0")/was-run"
EVIL
chmod +x ../evil
git config commit.gpgsign true
git config gpg.format ssh
git config gpg.ssh.program "$WORK/evil"
git config gpg.program "$WORK/evil"
git config user.signingkey "$WORK/ana"
check 'a repository that wants signatures is not heard' p --as ana annotate --paragraph 2 -m 'Unsigned still.'
equal 'nothing was signed' N "$(verdict review/ana)"
settings commit.gpgsign=true gpg.format=ssh "user.signingkey=$WORK/ana.pub"
check 'the user signs, whatever the repository names' p --as ana annotate --paragraph 2 -m 'Signed by the user.'
check 'no program of the repository was run' test ! -e ../was-run
for key in commit.gpgsign gpg.format gpg.ssh.program gpg.program user.signingkey; do git config --unset $key; done

# --- ssh
printf 'ana@example.org %s\nbo@example.org %s\n' "$(cat ../ana.pub)" "$(cat ../bo.pub)" >../allowed
settings "gpg.ssh.allowedSignersFile=$WORK/allowed"
equal 'git takes the signature' G "$(verdict review/ana)"
equal 'of the bytes as they are' ana@example.org "$(git log -1 --format=%GS review/ana)"
check 'an amendment is signed' sh -c '"$PARAPHE" --as ana amend --paragraph 2 -m "Tout autre chose." >/dev/null &&
	test "$(git log -1 --format=%G? review/ana)" = G'
check 'positions are signed' sh -c '"$PARAPHE" --as ana initial --paragraph 3 >/dev/null &&
	test "$(git log -1 --format=%G? review/ana)" = G'

# --- what is said of signatures
printf 'ana,ana@example.org %s\nbo %s\n' "$(cat ../ana.pub)" "$(cat ../bo.pub)" >../allowed
has 'show: signed' "$(p show --paragraph 3)" 'initialled: Ana (signed)'
p --as bo initial --paragraph 3 >/dev/null
has 'by another’s key' "$(p show --paragraph 3)" 'initialled: Ana (signed), Bo (signature does not match)'
settings "user.signingkey=$WORK/bo.pub"
p --as bo initial --paragraph 4 >/dev/null
git config --global --replace-all commit.gpgsign false
p --as bo initial --paragraph 5 >/dev/null
p --as cy initial --paragraph 3 >/dev/null
has 'nothing is said of who signs nothing' "$(p show --paragraph 3)" 'Cy'
lacks 'neither that it is unsigned' "$(p show --paragraph 3)" 'Cy ('
has 'of who signs else it is' "$(p show --paragraph 5)" 'Bo (unsigned)'
has 'status counts them' "$(p status --signatures)" '    positions: 1 unsigned, 1 signed, 1 signature does not match'
has 'all unsigned' "$(p status --signatures)" '    positions: 1 unsigned'
has 'and JSON' "$(p status --signatures --json | tr -d ' \n')" '"signatures":{"unsigned":1,"signed":1,"unchecked":0,"mismatch":1}'
lacks 'unasked status runs no program' "$(p status)" 'positions:'
git cat-file commit review/bo~1 | sed 's/^Initial §4$/Initial §44/' >../forged
git update-ref refs/heads/review/cy "$(git hash-object -t commit -w ../forged)"
git update-ref refs/heads/review/bo review/cy
has 'words that were not signed' "$(p show --paragraph 4)" 'Bo (signature does not match)'
git config --global --unset gpg.ssh.allowedSignersFile
has 'a key of which nothing is known' "$(p show --paragraph 3)" 'Ana (signature not checked)'
settings commit.gpgsign=true "gpg.ssh.allowedSignersFile=$WORK/allowed"
git config gpg.ssh.program "$WORK/evil"
git config gpg.ssh.allowedSignersFile /dev/null
has 'a repository has no say in it' "$(p show --paragraph 3)" 'Ana (signed)'
check 'none of its programs was run' test ! -e ../was-run
git config --unset gpg.ssh.program
git config --unset gpg.ssh.allowedSignersFile
git branch -q -D review/cy

settings "user.signingkey=key::$(cat ../ana.pub)"
refused 'a literal key wants an agent' 'ssh-add' p --as ana annotate --paragraph 2 -m 'Key in an agent.'
tip=$(git rev-parse review/ana)
settings "user.signingkey=$WORK/locked.pub"
refused 'a locked key is not asked for in the terminal' 'unlock the key' p --as ana annotate --paragraph 2 -m 'Locked.'
equal 'nothing was written' "$tip" "$(git rev-parse review/ana)"
equal 'the journal is empty' '' "$(find .git/paraphe/journal -type f)"
settings user.signingkey=
git config --global --unset user.signingkey
refused 'no key is named' 'user.signingkey' p --as ana annotate --paragraph 2 -m 'No key.'
settings "user.signingkey=$WORK/nothing.pub"
refused 'the key is not there' 'cannot' p --as ana annotate --paragraph 2 -m 'No such key.'

# --- OpenPGP
if command -v gpg >/dev/null; then
	GNUPGHOME=$WORK/gnupg
	export GNUPGHOME
	mkdir -m 700 "$GNUPGHOME"
	unset SOURCE_DATE_EPOCH
	gpg -q --batch --passphrase '' --quick-gen-key 'Ana <ana@paraphe.invalid>' ed25519 sign never 2>/dev/null
	git config --global --unset user.signingkey
	settings gpg.format=openpgp
	check 'OpenPGP: the key of the committer' p --as ana annotate --paragraph 2 -m 'Signed with OpenPGP.'
	has 'and so is it shown' "$(p --as ana initial --paragraph 5 >/dev/null && p show --paragraph 5)" 'Ana (signed)'
	case $(verdict review/ana) in
	G | U) ok 'git takes it' ;;
	*) not_ok 'git takes it' "$(verdict review/ana)" ;;
	esac
	settings user.signingkey=nobody@example.org
	refused 'OpenPGP: no such key' 'gpg cannot' p --as ana annotate --paragraph 2 -m 'No such key.'
	settings gpg.format=smoke
	refused 'a format nobody knows' 'smoke' p --as ana annotate --paragraph 2 -m 'Smoke.'
	gpgconf --kill gpg-agent
else
	echo 'not ok 1 # SKIP there is no gpg'
fi

# --- the sample's people are not there
settings gpg.format=ssh "user.signingkey=$WORK/locked.pub"
check 'the sample is made unsigned' "$PARAPHE" demo "$WORK/sample"
clean 'afterwards' .
finish
