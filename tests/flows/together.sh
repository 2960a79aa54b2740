# Twenty clones of one server, each with a key of its own through a real sshd, all of them syncing at the same time, round
# after round, while the secretariat merges: whatever was saved stands on the server once, and in every clone.
. "$(dirname "$0")/lib.sh"

SSHD=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v sshd) || SSHD=
if [ -z "$SSHD" ] || ! command -v ssh >/dev/null || ! command -v jq >/dev/null; then
	ok 'twenty clones # SKIP there is no sshd, or no jq, on this machine'
	finish
	exit
fi

PEOPLE=20 ROUNDS=2
people=$(seq -f 'r%g' $PEOPLE)

# --- the server: a draft of as many paragraphs as there are people, a key for each, ed25519 and RSA in turn
consultation house
{
	echo '# Déclaration'
	for id in $people; do
		printf '\nLes gouvernements locaux du groupe %s s’engagent à coopérer, et les villes aussi.\n' "$id"
	done
} >house/drafts/declaration.fr.md
jq --arg people "$people" '.roster = [($people | split("\n")[] | {id: ., name: ("Relecteur " + .), language: "en",
	role: "reviewer"}), {id: "sec", name: "Secretariat", language: "en", role: "secretariat"}]' \
	house/drafts/consultation.json >roster && mv roster house/drafts/consultation.json
git -C house commit -qam 'Invite all'
git clone -q --bare house server.git
SERVER=$WORK/server.git
mkdir keys ssh clones && chmod 700 ssh
ssh-keygen -q -t ed25519 -N '' -f ssh/host
type=ed25519
for id in $people sec; do
	[ $type = rsa ] && bits='-b 2048' || bits=
	ssh-keygen -q -t $type $bits -N '' -C "$id" -f "ssh/$id"
	cp "ssh/$id.pub" keys
	[ $type = rsa ] && type=ed25519 || type=rsa
done
check 'the hook, and a line for each key' p server-hook install "$SERVER" --keys keys --authorized-keys ssh/authorized_keys
port=$((20000 + $$ % 20000))
serve "$port" 'MaxStartups 100'
daemon=$!
trap 'kill $daemon 2>/dev/null; rm -rf "$WORK"' EXIT
tries=0
until timeout 5 ssh-keyscan -T 2 -p "$port" 127.0.0.1 >ssh/known 2>/dev/null && [ -s ssh/known ] || [ $tries -ge 50 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
check 'somebody opens' test $tries -lt 50

# --- each at a machine of their own: home, key, clone
# at ID COMMAND…: on that machine
at() {
	who=$1
	shift
	HOME=$WORK/homes/$who timeout 120 "$@"
}
for id in $people sec; do
	mkdir -p "homes/$id"
	at "$id" git config --global user.name "$id"
	at "$id" git config --global user.email "$id@example.org"
	at "$id" git config --global core.sshCommand "ssh -F none -p $port -i $WORK/ssh/$id -o IdentitiesOnly=yes \
-o IdentityAgent=none -o BatchMode=yes -o UserKnownHostsFile=$WORK/ssh/known -o LogLevel=ERROR"
	at "$id" git clone -q 127.0.0.1:server.git "clones/$id" || not_ok "$id clones"
done
equal 'twenty clones, and the secretariat’s' $((PEOPLE + 1)) "$(ls clones | wc -l)"

# act ID ROUND POSITION: a remark on one's neighbour's paragraph, words for one's own, a position; then all of it goes
act() {
	own=$((${1#r} + 1))
	own=$((own > 1 ? own : 2)) round=$2
	other=$((own % PEOPLE + 2))
	{
		at "$1" "$PARAPHE" -C "clones/$1" --as "$1" annotate --paragraph $other -m "Tour $round, de $1." &&
			at "$1" "$PARAPHE" -C "clones/$1" --as "$1" initial --paragraph $other --position $3 &&
			at "$1" "$PARAPHE" -C "clones/$1" --as "$1" amend --paragraph $own --reason "Raison $round de $1." \
				-m "Les gouvernements locaux du groupe $1 s’engagent au tour $round à coopérer, et les villes aussi." &&
			at "$1" "$PARAPHE" -C "clones/$1" --as "$1" --language en sync
	} >"said.$1.$round" 2>&1
	echo $? >"status.$1.$round"
}

round=1
while [ $round -le $ROUNDS ]; do
	jobs=
	[ $round = 1 ] && position=reservation || position=initialled
	for id in $people; do
		act "$id" $round $position &
		jobs="$jobs $!"
	done
	# The secretariat works meanwhile: what it merges goes to the same server at the same time.
	at sec "$PARAPHE" -C clones/sec --as sec sync >"said.sec.$round" 2>&1
	at sec "$PARAPHE" -C clones/sec --as sec merge --accept-uncontested >>"said.sec.$round" 2>&1
	at sec "$PARAPHE" -C clones/sec --as sec sync >>"said.sec.$round" 2>&1
	sent=$?
	for job in $jobs; do
		wait "$job"
	done
	equal "round $round: nobody is refused" '0' "$(cat status.r*.$round | sort -u | tr '\n' ' ' | sed 's/ $//')"
	[ "$(cat status.r*.$round | sort -u)" = 0 ] || cat said.r*.$round | sort | uniq -c | sort -rn | head -5 | sed 's/^/  # /'
	equal "round $round: nor the secretariat" 0 $sent
	round=$((round + 1))
done
at sec "$PARAPHE" -C clones/sec --as sec sync >said.sec.last 2>&1
at sec "$PARAPHE" -C clones/sec --as sec merge --accept-uncontested >>said.sec.last 2>&1
check 'what came last is merged and goes' at sec "$PARAPHE" -C clones/sec --as sec sync

# --- every acknowledged id stands once, on its author's branch, and every clone sees it
ids() {
	git -C "$1" ls-tree -r --name-only "$2" "annotations/$3/" | sed 's|.*/||; s|\.json$||' | sort
}
short=0
for id in $people; do
	sed -n '/^[0-9a-f]\{8\}-/p' said."$id".* | sort -u >acknowledged
	ids "$SERVER" "review/$id" "$id" >there
	[ "$(comm -23 acknowledged there | wc -l)" = 0 ] && [ "$(uniq -d there | wc -l)" = 0 ] || short=$((short + 1))
	# A remark and a position a round; the reason has an id, too, which `amend` does not print.
	[ "$(wc -l <acknowledged)" = $((2 * ROUNDS)) ] && [ "$(wc -l <there)" -ge $((3 * ROUNDS)) ] || short=$((short + 1))
	at "$id" "$PARAPHE" -C "clones/$id" --as "$id" sync >/dev/null 2>"refused.$id" || short=$((short + 1))
done
equal 'each act acknowledged is on the server, once, on its author’s branch' 0 $short
at sec "$PARAPHE" -C clones/sec --as sec show --json | jq -S '[.paragraphs[].annotations[].id] | sort' >all
equal 'the secretariat sees every remark' $((PEOPLE * ROUNDS)) \
	"$(at sec "$PARAPHE" -C clones/sec --as sec show --json |
		jq '[.paragraphs[].annotations[] | .body[]? | select(.value? // "" | test("^Tour [0-9], de"))] | length')"
blind=0
for id in $people; do
	at "$id" "$PARAPHE" -C "clones/$id" --as "$id" show --json | jq -S '[.paragraphs[].annotations[].id] | sort' >mine
	cmp -s all mine || blind=$((blind + 1))
done
equal 'and so does every clone' 0 $blind
equal 'the words of all are in the draft, each once' "$PEOPLE" \
	"$(git -C "$SERVER" show main:drafts/declaration.fr.md | grep -c "au tour $ROUNDS à coopérer")"
equal 'and nothing of the round before' 0 "$(git -C "$SERVER" show main:drafts/declaration.fr.md | grep -c 'au tour 1 à')"
check 'the server: fsck' git -C "$SERVER" fsck --strict --no-progress --no-dangling
check 'the server: doctor' p -C "$SERVER" --as sec doctor
for id in r1 r20; do
	clean "$id" "clones/$id"
done
finish
