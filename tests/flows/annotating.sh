#!/bin/sh
# annotate, reply, resolve, withdraw, support, object, initial: each is one commit on one's own branch.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo
head=$(git rev-parse HEAD)
id='^[0-9a-f]\{8\}-[0-9a-f]\{4\}-7[0-9a-f]\{3\}-[0-9a-f]\{4\}-[0-9a-f]\{12\}$'

# Comment, on a whole paragraph, on words, on the document.
whole=$(p --as ana annotate --paragraph 2 -m 'Une remarque.')
check 'annotate prints a UUID of version 7' sh -c "echo '$whole' | grep -q '$id'"
equal 'annotate makes one commit on the branch' 1 "$(git rev-list --count main..review/ana)"
equal 'its subject' 'Comment on §2' "$(git log -1 --format=%s review/ana)"
equal 'its author' 'Ana <ana@paraphe.invalid>' "$(git log -1 --format='%an <%ae>' review/ana)"
has 'its trailers' "$(git log -1 --format=%b review/ana)" 'Paraphe-Kind: annotate'
equal 'its one file' "annotations/ana/$whole.json" "$(git diff --name-only main review/ana)"
has 'its file is a W3C annotation' "$(git show "review/ana:annotations/ana/$whole.json")" \
	'"@context": "http://www.w3.org/ns/anno.jsonld"'
quoted=$(p --as bo annotate --paragraph 2 --quote "s'engagent" --kind question --tag area:sante -m 'Juridiquement ?')
has 'a quote is found whatever the apostrophe' "$(git show "review/bo:annotations/bo/$quoted.json")" '"exact": "s’engagent"'
has 'a question' "$(git show "review/bo:annotations/bo/$quoted.json")" '"motivation": "questioning"'
general=$(printf 'Deux lignes,\r\nla seconde.\n' | p --as ana annotate --general --tag question:q1 -F -)
has 'a text from standard input, line ends made one kind' "$(git show "review/ana:annotations/ana/$general.json")" \
	'"value": "Deux lignes,\nla seconde."'

# Reply, resolve, withdraw.
short=$(printf %s "$quoted" | tail -c 8)
reply=$(p --as sec reply "$short" -m 'Non, politiquement.')
has 'a reply by the last 8 digits' "$(git show "review/sec:annotations/sec/$reply.json")" "urn:uuid:$quoted"
shown=$(p --as ana show --paragraph 2)
has 'show: the thread' "$shown" 'Bo (an association) · question · Health · open'
has 'show: the quote' "$shown" '“s’engagent”'
has 'show: the reply' "$shown" 'Non, politiquement.'
has 'show: the id' "$shown" "$short"
refused 'resolve: only by its author or the secretariat' 'author' p --as ana resolve "$quoted"
p --as bo resolve "$quoted" >/dev/null
has 'resolved' "$(p show --paragraph 2)" '· resolved ·'
refused 'resolve: not twice' '' p --as bo resolve "$quoted"
p --as ana withdraw "$whole" >/dev/null
lacks 'withdrawn: the words are not printed' "$(p show --paragraph 2)" 'Une remarque.'
check 'withdrawn: the file is still there' git cat-file -e "review/ana:annotations/ana/$whole.json"

# Support and object.
amendment=$(p --as ana amend --paragraph 8 -m 'Fin de tout le texte.')
equal 'amend prints the name' ana:8 "$amendment"
p --as bo support ana:8 >/dev/null
p --as cy object ana:8 -m 'Trop long.' >/dev/null
answer=$(p --as bo reply ana:8 -m 'Bien vu.')
check 'a comment on an amendment prints its id' sh -c "echo '$answer' | grep -q '$id'"
shown=$(p show --paragraph 8)
has 'show: word differences' "$shown" '{+de tout le+}'
has 'show: who supports' "$shown" 'supported by: Bo'
has 'show: who objects' "$shown" 'objected to by: Cy'
has 'show: why' "$shown" 'Trop long.'
has 'show: the comment on it' "$shown" 'Bien vu.'
refused 'one does not support oneself' '' p --as ana support ana:8

# Initials.
p --as ana initial --paragraph 3 >/dev/null
p --as bo initial --paragraph 3 --position reservation -m 'À voir.' >/dev/null
shown=$(p show --paragraph 3)
has 'show: initials on one line' "$shown" 'initialled: Ana · reservation: Bo'
has 'show: a reservation says why' "$shown" 'À voir.'
refused 'no initial where one proposes other words' '' p --as ana initial --paragraph 8
before=$(git rev-list --count review/cy)
count=$(p --as cy initial --all)
equal 'initial --all prints how many: all but the one objected to' 7 "$count"
equal 'and is one commit' $((before + 1)) "$(git rev-list --count review/cy)"
refused 'and then there is nothing left' '' p --as cy initial --all

# The whole, as text and for programs.
shown=$(p show)
has 'text: title' "$shown" 'Test declaration'
has 'text: deadline in its zone and here' "$shown" '20 May 2021, 13:30 (UTC+02:00), here 20 May, 11:30'
has 'text: the guiding question' "$shown" 'Question q1: What has changed?'
has 'text: numbers and marks' "$shown" '§6    ## Suite'
has 'text: list items' "$shown" '§4    - premier point ;'
check 'text: no row above 80 columns' test "$(p show | wc -L)" -le 80
equal 'no terminal: the same text' "$shown" "$(p </dev/null)"
equal '--plain: the same text' "$shown" "$(p --plain </dev/null)"
if command -v python3 >/dev/null; then
	check 'show --json is JSON with the keys promised' sh -c "'$PARAPHE' --language en show --json | python3 -c '
import json, sys
whole = json.load(sys.stdin)
assert len(whole[\"paragraphs\"]) == 8
for paragraph in whole[\"paragraphs\"]:
    assert list(paragraph) == [\"number\", \"block\", \"kind\", \"text\", \"annotations\", \"amendments\", \"positions\"]
assert whole[\"general\"][0][\"paraphe:state\"] == \"open\"
remarks = whole[\"paragraphs\"][1][\"annotations\"]
assert {r[\"motivation\"]: r[\"paraphe:state\"] for r in remarks} == {
    \"commenting\": \"withdrawn\", \"questioning\": \"resolved\", \"replying\": \"open\"}, remarks
assert {r[\"paraphe:placement\"] for r in remarks} == {\"exact\"}, remarks
a = whole[\"paragraphs\"][7][\"amendments\"][0]
assert list(a) == \"amendment digest reviewer draft paragraph kind type state was now collides supports objects decision\".split()
assert a[\"supports\"] == [\"bo\"] and a[\"objects\"] == [\"cy\"] and a[\"kind\"] == \"reword\"
assert [p[\"reviewer\"] for p in whole[\"paragraphs\"][2][\"positions\"]] == [\"ana\", \"bo\", \"cy\"]
'"
	check 'status --json says who was silent' sh -c "'$PARAPHE' status --json | python3 -c '
import json, sys
whole = json.load(sys.stdin)
assert whole[\"silent\"] == []
ana = whole[\"reviewers\"][0]
assert ana[\"reviewer\"] == \"ana\" and ana[\"annotations\"] == 1 and ana[\"amendments\"] == 1 and ana[\"initials\"] == 1
'"
fi
has 'status: a line a reviewer' "$(p status | tr -s ' ')" 'Ana (a city) 1 1 0 1'

# git saw nothing but branches.
equal 'HEAD stays' "$head" "$(git rev-parse HEAD)"
clean 'the repository' .

# Another clone sees the same.
cd ..
git clone -q repo other
equal 'a clone reads the same from remote-tracking branches' "$shown" "$(p -C other show)"
p -C other --as ana annotate --paragraph 1 -m 'Depuis le clone.' >/dev/null
check 'its branch goes on from the remote one' git -C other merge-base --is-ancestor origin/review/ana review/ana
check 'and is pushed without force' git -C other push -q origin review/ana
has 'and is read by the first' "$(p -C repo show --paragraph 1)" 'Depuis le clone.'
finish
