# The server: a bare repository behind the hook. Honest pushes are taken, attacks are refused with a sentence, and git
# finds nothing wrong afterwards.
. "$(dirname "$0")/lib.sh"

consultation house
"$PARAPHE" -C house --as bo annotate --paragraph 2 -m 'Before there was a server.' >/dev/null
git clone -q --bare house server.git

# --- setting up
refused 'a working tree is no server' 'bare' p server-hook install house
mkdir nothing.git && git init -q --bare nothing.git
refused 'an empty repository is no server' 'nothing.git' p server-hook install nothing.git
check 'install' p server-hook install server.git
check 'install again' p server-hook install server.git
for setting in receive.fsckObjects receive.denyNonFastForwards receive.denyDeletes; do
	equal "$setting" true "$(git -C server.git config $setting)"
done
equal 'size limit' 20m "$(git -C server.git config receive.maxInputSize)"
equal 'reflogs' always "$(git -C server.git config core.logAllRefUpdates)"
check 'the hook is a program' test -x server.git/hooks/pre-receive
mkdir other.git && git clone -q --bare house other.git
echo '#!/bin/sh' >other.git/hooks/pre-receive
refused 'another hook stays' 'is a hook already' p server-hook install other.git
refused 'not by hand' 'git' p -C server.git server-hook check
echo "$(printf '%040d' 0) $(printf '%040d' 0 | tr 0 g) refs/heads/main" >lines
refused 'not with lines that are none' 'OLD NEW REF' sh -c '"$1" --language en -C server.git server-hook check <lines' - \
	"$PARAPHE"
refused 'no such work' 'server-hook' p server-hook remove

for id in ana bo cy sec; do
	git clone -q server.git $id
	git -C $id config user.name "$(sed -n "s/.*\"id\": \"$id\", \"name\": \"\([^\"]*\)\".*/\1/p" \
		house/drafts/consultation.json)"
	git -C $id config user.email $id@example.org
	git -C $id fetch -q
done

# push ID REFSPEC…: as that reviewer, in their clone
push() {
	pusher=$1
	shift
	PARAPHE_PUSHER=$pusher LC_ALL=C.UTF-8 git -C "$pusher" push -q origin "$@" >push.out 2>&1
}

# taken NAME ID REFSPEC…
taken() {
	taken_name=$1
	shift
	if push "$@"; then ok "$taken_name"; else not_ok "$taken_name" "$(cat push.out)"; fi
}

refs() {
	git -C server.git for-each-ref
}

# attack NAME PART ID REFSPEC…: refused, with PART in what the pusher is told; no ref has moved
attack() {
	attack_name=$1 part=$2
	shift 2
	before=$(refs)
	if push "$@"; then
		not_ok "$attack_name" 'it was taken'
	elif [ "$before" != "$(refs)" ]; then
		not_ok "$attack_name" 'something has moved'
	else
		has "$attack_name" "$(cat push.out)" "$part"
	fi
}

# start ID PARENT: a commit is put together in that clone
start() {
	in=$1 parent=$2
	GIT_INDEX_FILE=$WORK/index git -C "$in" read-tree "$parent"
}

# put MODE PATH <CONTENT
put() {
	GIT_INDEX_FILE=$WORK/index git -C "$in" update-index --add --replace --cacheinfo "$1,$(git -C "$in" hash-object -w --stdin),$2"
}

drop() {
	GIT_INDEX_FILE=$WORK/index git -C "$in" update-index --force-remove "$1"
}

# seal [MESSAGE [PARENT…]]: prints the commit
seal() {
	message=${1:-Attack}
	[ $# -eq 0 ] || shift
	more=
	for other; do more="$more -p $other"; done
	# shellcheck disable=SC2086
	git -C "$in" commit-tree -p "$parent" $more -m "$message" "$(GIT_INDEX_FILE=$WORK/index git -C "$in" write-tree)"
}

# annotation ID UUID [TEXT [NAME [GENERATOR]]]
annotation() {
	generator=
	[ $# -lt 5 ] || generator="\"generator\": {\"type\": \"Person\", \"nickname\": \"$5\"},"
	cat <<JSON
{
  "@context": "http://www.w3.org/ns/anno.jsonld",
  "id": "urn:uuid:$2",
  "type": "Annotation",
  "motivation": "commenting",
  "created": "2021-05-18T12:04:31+02:00",
  "creator": {
    "type": "Person",
    "nickname": "$1",
    "name": "${4:-$1}"
  },
  $generator
  "body": [
    {
      "type": "TextualBody",
      "purpose": "commenting",
      "language": "en",
      "format": "text/plain",
      "value": "${3:-A word.}"
    }
  ],
  "target": {
    "source": "drafts/declaration.fr.md"
  }
}
JSON
}

# --- honest pushes
p -C ana --as ana annotate --paragraph 2 --quote coopérer -m 'A remark.' >/dev/null
p -C ana --as ana amend --paragraph 2 -m 'Les gouvernements locaux veillent à coopérer.' --reason 'Clearer.' >/dev/null
p -C ana --as ana initial --all >/dev/null
taken 'a reviewer sends her branch' ana review/ana
p -C ana --as ana reply "$(p -C ana --as ana show | grep -o '[0-9a-f]\{8\}' | tail -1)" -m 'More.' >/dev/null 2>&1
p -C ana --as ana annotate --general -m 'More.' >/dev/null
taken 'and again' ana review/ana
p -C bo --as bo annotate --paragraph 3 -m 'Bo says.' >/dev/null
taken 'a branch that was there before' bo review/bo
equal 'what was sent is there' "$(git -C ana rev-parse review/ana)" "$(git -C server.git rev-parse review/ana)"


# by plain git, in an editor: an amendment like any other
git -C cy switch -q -c review/cy origin/main
sed -i 's/Fin du texte/Fin de la déclaration/' cy/drafts/declaration.fr.md
mkdir cy/dictionaries && echo décarbonation >cy/dictionaries/fr.txt
git -C cy add -A && git -C cy commit -q -m 'Propose other words 👩‍🌾'
taken 'plain git' cy review/cy
PARAPHE_PUSHER=bo git -C bo fetch -q

# --- whose branch
head=$(git -C ana rev-parse review/ana)
attack 'another’s branch' 'review/bo belongs to Bo: you may write review/ana only' ana "+$head:refs/heads/review/bo"
attack 'the base' 'main is written by the secretariat only' ana "$head:refs/heads/main"
attack 'a branch of somebody who is not there' 'review/dee is not yours' ana "$head:refs/heads/review/dee"
attack 'any branch' 'nothing is kept under refs/heads/feature' ana "$head:refs/heads/feature"
attack 'case: review/Ana' 'review/Ana is no reviewer' ana "$head:refs/heads/review/Ana"
attack 'case: Review/ana' 'nothing is kept under refs/heads/Review/ana' ana "$head:refs/heads/Review/ana"
attack 'case: MAIN' 'nothing is kept' ana "$head:refs/heads/MAIN"
attack 'below her own' "no reviewer's branch" ana "$head:refs/heads/review/ana/more"
attack 'a name with a bidi mark' "no reviewer's branch" ana "$head:refs/heads/review/$(printf 'an\342\200\256a')"
attack 'notes' 'git notes are not kept here' ana "$head:refs/notes/commits"
attack 'replaced objects' 'nothing is kept under refs/replace' ana "$head:refs/replace/$head"
attack 'kept branches' 'nothing is kept under refs/paraphe' ana "$head:refs/paraphe/kept/x"
attack 'a remote branch' 'nothing is kept' ana "$head:refs/remotes/origin/main"
attack 'a tag' 'the only tags kept here' ana "$head:refs/tags/v1"
attack 'a version' 'circulated by the secretariat only' ana "origin/main:refs/tags/rev/1"
attack 'one good, one bad' 'belongs to Bo' ana "$(start ana review/ana && seal Good):refs/heads/review/ana" "+$head:refs/heads/review/bo"

# --- nothing is rewritten or deleted
attack 'delete her own' 'cannot be deleted' ana :review/ana
attack 'delete the base' 'written by the secretariat only' ana :main
attack 'delete another’s' 'belongs to Bo' ana :review/bo
first=$(git -C ana rev-parse review/ana~1)
attack 'force' 'what was sent earlier would be lost' ana "+$first:refs/heads/review/ana"
start ana origin/main
attack 'force, forked' 'what was sent earlier would be lost' ana "+$(seal Fork):refs/heads/review/ana"
start cy origin/main
orphan=$(git -C cy commit-tree -m Alone "$(GIT_INDEX_FILE=$WORK/index git -C cy write-tree)")
attack 'a history of its own' 'would be lost' cy "+$orphan:refs/heads/review/cy"
attack 'a history of its own, merged' 'begins a history of its own' cy \
	"$(start cy origin/review/cy && seal Merge "$orphan"):refs/heads/review/cy"
attack 'no commit' '' ana "$(git -C ana rev-parse "$head^{tree}"):refs/heads/review/ana"

# --- annotations
uuid=01796e31-0000-7000-8000-000000000001
# forge NAME PART PATH MODE <CONTENT: one file more on review/ana
forge() {
	forge_name=$1 forge_part=$2
	start ana review/ana
	put "$4" "$3"
	attack "$forge_name" "$forge_part" ana "$(seal):refs/heads/review/ana"
}
annotation ana $uuid >content
forge 'in another’s folder' "is not ana's to change" annotations/bo/$uuid.json 100644 <content
annotation bo $uuid >content
forge 'a forged creator' 'it says that bo made it' annotations/ana/$uuid.json 100644 <content
annotation ana $uuid x Bo >content
forge 'another’s name' 'the name of somebody else' annotations/ana/$uuid.json 100644 <content
annotation ana 01796e31-0000-7000-8000-000000000002 >content
forge 'a forged id' 'must be named after it' annotations/ana/$uuid.json 100644 <content
annotation ana $uuid x Ana sec >content
forge 'as if entered by the secretariat' 'it says that sec entered it' annotations/ana/$uuid.json 100644 <content
annotation ana $uuid >content
forge 'a name that is no id' 'annotations/ID/UUID.json' annotations/ana/note.json 100644 <content
annotation ana $uuid >content
forge 'case: the id' 'annotations/ID/UUID.json' annotations/ana/01796E31-0000-7000-8000-00000000000A.json 100644 <content
annotation ana $uuid >content
forge 'case: the ending' 'annotations/ID/UUID.json' annotations/ana/$uuid.JSON 100644 <content
annotation ana $uuid >content
forge 'case: the folder' "is not ana's to change" Annotations/ana/$uuid.json 100644 <content
annotation ana $uuid >content
forge 'case: the owner' "is not ana's to change" annotations/Ana/$uuid.json 100644 <content
annotation ana $uuid >content
forge 'a folder deeper' 'annotations/ID/UUID.json' annotations/ana/more/$uuid.json 100644 <content
annotation ana $uuid >content
forge 'a folder whose name begins so' "is not ana's to change" annotations/anabel/$uuid.json 100644 <content
annotation ana $uuid >content
forge 'executable' 'the mode 100755' annotations/ana/$uuid.json 100755 <content
echo /etc/passwd >content
forge 'a symlink' 'is a symbolic link' annotations/ana/$uuid.json 120000 <content
echo 'hello' >content
forge 'no JSON' "annotations/ana/$uuid.json" annotations/ana/$uuid.json 100644 <content
annotation ana $uuid | sed 's/"type": "Annotation"/"id": "urn:uuid:x", &/' >content
forge 'a key twice' "annotations/ana/$uuid.json" annotations/ana/$uuid.json 100644 <content
{ printf '{"a":' && head -c 100000 /dev/zero | tr '\0' '['; } >content
forge 'a deep one' "annotations/ana/$uuid.json" annotations/ana/$uuid.json 100644 <content
annotation ana $uuid | sed 's/"type": "Annotation"/"paraphe:version": 99, &/' >content
forge 'a version to come' "annotations/ana/$uuid.json" annotations/ana/$uuid.json 100644 <content
annotation ana $uuid "$(head -c 70000 /dev/zero | tr '\0' x)" >content
forge 'a long one' 'larger than 64 KiB' annotations/ana/$uuid.json 100644 <content
annotation ana $uuid 'A \u202ehidden\u202c word' >content
forge 'U+202E in a remark' 'U+202E, which nobody can see' annotations/ana/$uuid.json 100644 <content
annotation ana $uuid "$(printf 'zero\342\200\213width')" >content
forge 'U+200B in a remark' 'U+200B, which nobody can see' annotations/ana/$uuid.json 100644 <content
annotation ana $uuid '\u001b[2J' >content
forge 'an escape sequence' 'U+001B, which nobody can see' annotations/ana/$uuid.json 100644 <content
own=$(git -C ana ls-tree -r --name-only review/ana annotations/ana | head -1)
git -C ana show "review/ana:$own" | sed 's/Ana/ana/' >content
forge 'an edited annotation' 'never changed' "$own" 100644 <content
git -C ana show "review/ana:$own" >content
forge 'an annotation made executable' 'never changed' "$own" 100755 <content
echo x >content
forge 'her folder replaced by a file' 'never deleted' annotations/ana 100644 <content
start ana review/ana
drop "$own"
attack 'a deleted annotation' 'never deleted' ana "$(seal):refs/heads/review/ana"
start ana review/ana
drop "$own"
gone=$(seal Gone)
start ana "$gone"
git -C ana show "review/ana:$own" | put 100644 "$own"
attack 'deleted, and brought back' 'never deleted' ana "$(seal Back):refs/heads/review/ana"
cat >content <<JSON
{
  "@context": "http://www.w3.org/ns/anno.jsonld",
  "id": "urn:uuid:$uuid",
  "type": "Annotation",
  "motivation": "moderating",
  "created": "2021-05-18T12:04:31+02:00",
  "creator": {"type": "Person", "nickname": "ana", "name": "Ana"},
  "body": {"type": "TextualBody", "purpose": "moderating", "value": "accepted"},
  "target": {
    "paraphe:reviewer": "bo",
    "paraphe:digest": "$(printf '%064d' 0)",
    "source": "drafts/declaration.fr.md"
  }
}
JSON
forge 'a reviewer decides' 'only the secretariat decides' annotations/ana/$uuid.json 100644 <content

# --- other paths, other modes
echo x >content
forge 'another path' "README.md is not ana's to change" README.md 100644 <content
echo '{}' >content
forge 'the roster' "consultation.json is not ana's to change" drafts/consultation.json 100644 <content
echo '* merge=ours' >content
forge 'attributes' ".gitattributes is not ana's" .gitattributes 100644 <content
echo x >content
forge 'a workflow' "is not ana's" .github/workflows/x.yml 100644 <content
echo x >content
forge 'another draft' "is not ana's" drafts/other.fr.md 100644 <content
echo x >content
forge 'case: drafts' "is not ana's" Drafts/declaration.fr.md 100644 <content
echo x >content
forge 'a script among the lexicons' "is not ana's" dictionaries/fr.sh 100644 <content
echo ../../etc/passwd >content
forge 'a symlink for the draft' 'is a symbolic link' drafts/declaration.fr.md 120000 <content
git -C ana show review/ana:drafts/declaration.fr.md >content
forge 'an executable draft' 'the mode 100755' drafts/declaration.fr.md 100755 <content
start ana review/ana
GIT_INDEX_FILE=$WORK/index git -C ana update-index --add --cacheinfo "160000,$head,dictionaries/fr.txt"
attack 'a submodule' 'is another repository' ana "$(seal):refs/heads/review/ana"
start ana review/ana
drop drafts/declaration.fr.md
attack 'the draft taken away' "is not ana's to change" ana "$(seal):refs/heads/review/ana"

# plant NAME PART ENTRY…: a tree that git itself would not write, beside the drafts
plant() {
	plant_name=$1 plant_part=$2
	shift 2
	tree=$({ git -C ana ls-tree review/ana && printf '%b\n' "$@"; } | git -C ana mktree --missing)
	attack "$plant_name" "$plant_part" ana \
		"$(git -C ana commit-tree -p review/ana -m Attack "$tree"):refs/heads/review/ana"
}
blob=$(echo x | git -C ana hash-object -w --stdin)
empty=$(git -C ana mktree </dev/null)
plant 'a .git file' 'hasDotgit' "100644 blob $blob\t.git"
plant 'a .GIT folder' 'hasDotgit' "040000 tree $(printf '100644 blob %s\tconfig\n' "$blob" | git -C ana mktree)\t.GIT"
plant 'dot dot' 'hasDotdot' "040000 tree $(printf '100644 blob %s\tx\n' "$blob" | git -C ana mktree)\t.."
plant 'one name twice' 'duplicateEntries' "100644 blob $blob\tREADME" "100644 blob $blob\tREADME"
plant 'a missing object' '' "100644 blob 1234567890123456789012345678901234567890\tREADME"
plant 'an empty folder' '' "040000 tree $empty\tannotations2" "100644 blob $blob\tREADME"
# mode 100664, as no git of today writes it
drafts=$(git -C ana rev-parse review/ana:drafts)
git -C ana cat-file tree "$drafts" | sed '1s/^100644 consultation/100664 consultation/' >tree.raw
raw=$(git -C ana hash-object -t tree -w --stdin --literally <tree.raw)
tree=$(git -C ana ls-tree review/ana | sed "s/$drafts/$raw/" | git -C ana mktree)
attack 'the mode 100664' '' ana "$(git -C ana commit-tree -p review/ana -m Attack "$tree"):refs/heads/review/ana"

# --- texts
draft=drafts/declaration.fr.md
hide() {
	git -C ana show review/ana:$draft | sed "s/Fin du texte/Fin $2du texte/" >content
	forge "$1 in the draft" "$3" $draft 100644 <content
}
hide 'U+202E' "$(printf '\342\200\256')" 'line 14: character 5 is U+202E, which nobody can see'
hide 'U+200B' "$(printf '\342\200\213')" 'U+200B, which nobody can see'
hide 'a tag character' "$(printf '\363\240\201\201')" 'U+E0041, which nobody can see'
hide 'an escape' "$(printf '\033')" 'U+001B, which nobody can see'
hide 'what is not UTF-8' "$(printf '\377')" 'the byte FF, which is not UTF-8'
printf 'mot\342\200\256\n' >content
forge 'U+202E in the lexicon' 'U+202E' dictionaries/fr.txt 100644 <content
head -c 17000000 /dev/zero | tr '\0' a >content
forge 'a huge draft' 'more than the 16777216 that are read' $draft 100644 <content
head -c 21000000 /dev/urandom >content
forge 'a huge push' 'exceeds maximum allowed size' $draft 100644 <content

# --- people
start ana review/ana
attack 'a message that runs backwards' 'U+202E' ana "$(seal "$(printf 'Fine \342\200\256')"):refs/heads/review/ana"
start ana review/ana
forged=$(GIT_AUTHOR_NAME=Bo seal 'As Bo')
attack 'another’s name as author' 'it says that Bo made it' ana "$forged:refs/heads/review/ana"
start ana review/ana
forged=$(GIT_COMMITTER_EMAIL=bo@paraphe.invalid seal 'As Bo')
attack 'another’s address as committer' 'it says that bo@paraphe.invalid made it' ana "$forged:refs/heads/review/ana"
attack 'another’s branch merged' 'annotations/bo/' ana \
	"$(start ana review/ana && GIT_INDEX_FILE=$WORK/index git -C ana read-tree -m --aggressive "$(git -C ana merge-base review/ana origin/review/bo)" \
		review/ana origin/review/bo && seal Merge origin/review/bo):refs/heads/review/ana"
sentence=$(git -C ana push -q origin "$head:refs/heads/review/ana" 2>&1)
equal 'what is there already needs no hook' '' "$sentence"
start ana review/ana
new=$(seal 'Nobody knows')
sentence=$(git -C ana push -q origin "$new:refs/heads/review/ana" 2>&1)
has 'nobody known' "$sentence" 'this server does not know who you are'
git -C server.git config "paraphe.$(id -un).reviewer" bo
sentence=$(git -C ana push -q origin "$new:refs/heads/review/ana" 2>&1)
has 'a user of the system' "$sentence" 'review/ana belongs to Ana: you may write review/bo only'
git -C server.git config --unset "paraphe.$(id -un).reviewer"
PARAPHE_PUSHER=ana git -C ana push -q -o ci.skip origin "$new:refs/heads/review/ana" >push.out 2>&1
has 'a push option' "$(cat push.out)" 'push options'
git -C server.git config receive.advertisePushOptions true
PARAPHE_PUSHER=ana git -C ana push -q -o ci.skip origin "$new:refs/heads/review/ana" >push.out 2>&1
has 'a push option where git would take it' "$(cat push.out)" 'takes no push options'
git -C server.git config receive.advertisePushOptions false

# --- the secretariat
refresh() {
	git -C sec fetch -q
	git -C sec merge -q --ff-only origin/main
}
refresh
check 'merge' p -C sec --as sec merge --accept-uncontested
taken 'the secretariat sends base and branch' sec main review/sec
check 'a version' git -C sec tag -a -m 'First version' rev/1 main
taken 'the secretariat circulates a version' sec rev/1
attack 'a version moved' 'has been circulated already' sec "+main~1:refs/tags/rev/1"
attack 'a version deleted' 'a version that went out stays' sec :refs/tags/rev/1
attack 'a version of what nobody has' 'send that first' sec "$(start sec main && seal Later):refs/tags/rev/2"
attack 'a version of no number' 'the only tags kept here' sec main:refs/tags/rev/two
attack 'version nought' 'the only tags kept here' sec main:refs/tags/rev/0
attack 'the base deleted' 'cannot be deleted' sec :main
attack 'the base rewritten' 'would be rewritten' sec +main~1:main
attack 'another base' 'nothing is kept under refs/heads/next' sec main:next

# tamper NAME PART PATH MODE <CONTENT: one file more on the base
tamper() {
	tamper_name=$1 tamper_part=$2
	start sec main
	put "$4" "$3"
	attack "$tamper_name" "$tamper_part" sec "$(seal):refs/heads/main"
}
annotation ana $uuid x Ana >content
tamper 'the secretariat invents a remark' 'not on that reviewer' annotations/ana/$uuid.json 100644 <content
git -C sec show "main:$own" | sed 's/ana/Ana/' >content
tamper 'the secretariat edits a remark' 'never changed' "$own" 100644 <content
echo x >content
tamper 'a symlink on the base' 'is a symbolic link' docs 120000 <content
tamper 'a reviewer’s folder that is none' 'annotations/ID/UUID.json' annotations/README 100644 <content
echo '{}' >content
tamper 'a roster that nobody can read' 'drafts' drafts/consultation.json 100644 <content
sed 's/"secretariat"/"reviewer"/' house/drafts/consultation.json >content
tamper 'a roster without a secretariat' 'somebody of the secretariat' drafts/consultation.json 100644 <content
sed 's/"base": "main"/"base": "other"/' house/drafts/consultation.json >content
tamper 'another base' 'must go on naming main' drafts/consultation.json 100644 <content
git -C sec show main:$draft | sed 's/Suite/Su\xe2\x80\x8bite/' >content
tamper 'U+200B on the base' 'U+200B' $draft 100644 <content
start sec main
drop $draft
attack 'the base without its draft' "there is no $draft" sec "$(seal):refs/heads/main"
start sec main
drop "$own"
attack 'a remark taken off the base' 'never deleted' sec "$(seal):refs/heads/main"
start sec main
attack 'the base in another’s name' 'it says that Bo made it' sec "$(GIT_COMMITTER_NAME=Bo seal):refs/heads/main"

# on behalf of a reviewer
# behalf NAME PART [GENERATOR]: the secretariat writes for bo
behalf() {
	start sec origin/review/bo
	annotation bo $uuid 'Said in the room.' Bo ${2:+"$2"} >content
	put 100644 annotations/bo/$uuid.json <content
}
export GIT_AUTHOR_NAME=Bo GIT_AUTHOR_EMAIL=bo@paraphe.invalid
behalf x
attack 'on behalf, and not said so' 'must say who entered it' sec "$(seal):refs/heads/review/bo"
behalf x cy
attack 'on behalf, another said to have done it' 'must say who entered it' sec "$(seal):refs/heads/review/bo"
behalf x sec
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
attack 'on behalf, as one’s own' 'it says that Secretariat made it' sec "$(seal):refs/heads/review/bo"
export GIT_AUTHOR_NAME=Bo GIT_AUTHOR_EMAIL=bo@paraphe.invalid
behalf x sec
taken 'on behalf, and said so' sec "$(seal 'Comment on §3'):refs/heads/review/bo"
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL

# --- the others go on from there
PARAPHE_PUSHER=bo git -C bo fetch -q
git -C bo switch -q -c review/bo2 origin/review/bo
check 'what was entered for him is shown' p -C bo --as bo show
git -C bo branch -q -f review/bo origin/review/bo
p -C bo --as bo withdraw 00000001 >/dev/null
taken 'he withdraws it' bo review/bo
git -C ana fetch -q
p -C ana --as ana amend --paragraph 3 -m 'Les partenaires réaffirment leur engagement.' >/dev/null
taken 'she goes on, brought up to the base' ana review/ana
git -C cy fetch -q
git -C cy switch -q review/cy
git -C cy merge -q -m 'Bring up' origin/main >/dev/null 2>&1
taken 'plain git brings the base' cy review/cy
# an evil merge: what is another's is changed in passing
start sec main
echo 'News.' >content
put 100644 NEWS <content
news=$(seal 'Tell the news')
git -C sec update-ref refs/heads/main "$news" && git -C sec reset -q --hard
taken 'the base moves' sec main
git -C cy fetch -q
start cy origin/main
echo 'Other news.' >content
put 100644 NEWS <content
attack 'an evil merge' "NEWS is not cy's to change" cy "$(seal Merge origin/review/cy):refs/heads/review/cy"
start cy origin/review/cy
attack 'a merge that leaves the base’s behind' "NEWS is not cy's to change" cy \
	"$(seal Merge origin/main):refs/heads/review/cy"

# the same reviewer on two machines
git clone -q server.git ana2
git -C ana2 config user.name Ana
p -C ana2 --as ana annotate --paragraph 6 -m 'From the other machine.' >/dev/null
PARAPHE_PUSHER=ana git -C ana2 push -q origin review/ana
p -C ana --as ana annotate --paragraph 6 -m 'From this one.' >/dev/null
attack 'a fork' 'fetch first' ana review/ana
attack 'a fork, forced' 'what was sent earlier would be lost' ana +review/ana
git -C ana fetch -q
git -C ana switch -q review/ana
git -C ana merge -q -m 'Two machines' origin/review/ana
taken 'two machines, merged by plain git' ana review/ana
lost=$(git -C server.git ls-tree -r --name-only review/ana annotations/ana | wc -l)
check 'nothing of hers is lost' test "$lost" -ge 8

# --- in the reviewer's language
sed 's/"id": "cy", "name": "Cy", "language": "en"/"id": "cy", "name": "Cy", "language": "fr"/' \
	house/drafts/consultation.json >content
start sec main
put 100644 drafts/consultation.json <content
git -C sec update-ref refs/heads/main "$(seal 'Complete the roster')" && git -C sec reset -q --hard
taken 'the roster changes' sec main
attack 'in French' 'n’est écrite que par le secrétariat' cy "+$head:refs/heads/main"

# --- the e-mail that invites
refused 'no address' '--address is missing' p -C server.git invite ana
refused 'no contact' '--contact is missing' p -C server.git invite ana --address x@example.org
refused 'nobody of that name' 'nobody on the roster is called anna; the nearest is ana' p -C server.git invite anna
for words in 'read@a
b' 'read@\033[31mhost' 'read@a b' '-oProxyCommand=x' ''; do
	refused 'an address is one word' address p server-hook install server.git --address "$(printf %b "$words")"
done
refused 'a contact is one line' '--contact is one line' p server-hook install server.git --contact 'a
b'
equal 'nothing of it is kept' '' "$(git -C server.git config paraphe.address)"
check 'address and contact are kept' p server-hook install server.git --address read@ssh.example.org --contact 'Sec, 42'
mail=$("$PARAPHE" -C server.git invite ana)
has 'the one line to type' "$mail" '    ssh read@ssh.example.org'
has 'the deadline, in its own zone' "$mail" 'closes on 20 May 2021, 13:30 (UTC+02:00).'
has 'whom to call' "$mail" 'call Sec, 42.'
mail=$("$PARAPHE" -C server.git invite cy)
has 'in the reviewer’s language' "$mail" 'Bonjour Cy,'
has 'and in its grammar' "$mail" 'ne marche pas : Sec, 42.'
has 'from a clone, with what it needs' "$(p -C ana invite bo --address a@b --contact Me)" 'Dear Bo,'

# --- what is left
clean 'the server' house
check 'the server: fsck' git -C server.git fsck --strict --no-progress --no-dangling --full
equal 'nothing that was refused is kept' '' "$(find server.git/objects -name 'tmp_objdir*' -o -name 'incoming*')"
check 'the reflog says who moved what' grep -q push server.git/logs/refs/heads/review/ana
finish
