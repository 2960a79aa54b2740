# By e-mail, where there is a server: what a reviewer's bundle holds is entered for them by the secretariat, goes past the
# hook, and stands once, however often and by whichever way it comes.
. "$(dirname "$0")/lib.sh"

consultation house
sed 's/{"id": "sec"/{"id": "aid", "name": "Aid", "language": "en", "role": "secretariat"},\n    &/' \
	-i house/drafts/consultation.json
git -C house commit -q --amend -a -m 'Open the consultation'
git clone -q --bare house server.git
p server-hook install server.git 2>/dev/null
for id in sec cy bo; do git clone -q server.git $id; done
git clone -q server.git mail

# as ID DIR WORD…: paraphe as that reviewer, whom the server knows
as() {
	who=$1 where=$2
	shift 2
	PARAPHE_PUSHER=$who p -C "$where" --as "$who" "$@"
}
tip() {
	git -C "$1" rev-parse -q --verify "$2"
}
# mailed DIR ID: their bundle, taken by the secretary; what is said, on one line
mailed() {
	rm -f "$2.bundle"
	p -C "$1" --as "$2" bundle "$2.bundle" 2>/dev/null
	as sec sec sync "$2.bundle" --accept 2>&1 | tr '\n' ' '
}
acts() {
	git -C "$1" log --format='%(trailers:key=Paraphe-Act,valueonly,separator=%x20)' "$2" | sort
}

# --- the way it goes: two acts, entered, merged and sent in one go
uuid=$(as cy mail annotate --paragraph 2 -m 'By e-mail.')
as cy mail amend --paragraph 5 -m 'premier point, par courriel ;' --reason 'Because.' >/dev/null
p -C mail --as cy bundle cy.bundle 2>/dev/null
said=$(SOURCE_DATE_EPOCH=1621341600 as sec sec sync cy.bundle)
has 'it says whose it claims to be' "$said" 'cy.bundle says it is from: Cy (2 acts)'
equal 'nothing is taken before' '' "$(git -C sec for-each-ref refs/heads/review refs/paraphe)"
said=$(SOURCE_DATE_EPOCH=1621341600 as sec sec sync cy.bundle --accept)
has 'it is told' "$said" '2 acts are entered for Cy'
has 'and where the original is' "$said" refs/paraphe/kept/bundle/review/cy/
equal 'which is that' "$(tip mail review/cy)" "$(git -C sec for-each-ref --format='%(objectname)' refs/paraphe/kept)"
equal 'no branch holds Cy’s own commits' '' "$(git -C sec for-each-ref refs/remotes/bundle)"
equal 'author, time, committer' 'Cy cy@paraphe.invalid 1621338000 Secretariat 1621341600' \
	"$(git -C sec log -1 --format='%an %ae %at %cn %ct' review/cy)"
equal 'the same acts in the same words' "$(git -C mail log --format=%B main..review/cy)" \
	"$(git -C sec log --format=%B main..review/cy)"
equal 'the same draft, byte for byte' "$(tip mail review/cy:drafts)" "$(tip sec review/cy:drafts)"
git -C mail show "review/cy:annotations/cy/$uuid.json" >own.json
git -C sec show "review/cy:annotations/cy/$uuid.json" >entered.json
equal 'annotations differ by who entered them' '  "generator": {     "type": "Person",     "nickname": "sec"   },' \
	"$(diff own.json entered.json | sed -n 's/^> //p' | tr '\n' ' ' | sed 's/ $//')"
equal 'and by nothing else' '' "$(diff own.json entered.json | grep '^<')"
has 'it is shown' "$(as sec sec show --paragraph 2)" 'entered by the secretariat'
equal 'the same bundle again' 'cy.bundle holds nothing that is not here.' "$(as sec sec sync cy.bundle)"
before=$(git -C sec for-each-ref)
check 'even accepted' as sec sec sync cy.bundle --accept
equal 'enters nothing' "$before" "$(git -C sec for-each-ref)"
check 'decided' as sec sec decide cy:5 accepted -m 'Agreed.'
check 'merged' as sec sec merge
said=$(as sec sec sync)
has 'all of it goes: the draft' "$said" 'Sent: the draft ('
has 'and what was entered' "$said" 'Sent: 2 acts entered for Cy'
lacks 'nothing is refused' "$said" 'Refused'
equal 'the server has the branch' "$(tip sec review/cy)" "$(tip server.git review/cy)"
equal 'and the draft' "$(tip sec main)" "$(tip server.git main)"
has 'with the words' "$(git -C server.git show main:drafts/declaration.fr.md)" 'premier point, par courriel'

# --- a second bundle, of what was done since on the reviewer's own machine
as cy mail annotate --paragraph 3 -m 'Another mail.' >/dev/null
as cy mail amend --paragraph 5 -m 'premier point, par courrier ;' >/dev/null
rm cy.bundle && p -C mail --as cy bundle cy.bundle 2>/dev/null
has 'only what is new counts' "$(as sec sec sync cy.bundle)" 'Cy (2 acts)'
has 'and is entered' "$(mailed mail cy)" '2 acts are entered for Cy'
check 'on what there was' git -C sec merge-base --is-ancestor origin/review/cy review/cy
has 'it goes' "$(as sec sec sync)" 'Sent: 2 acts entered for Cy'
equal 'each act once' "$(acts mail review/cy)" "$(acts server.git review/cy)"
has 'words that go on from their own' "$(as sec sec amendments)" 'par [-courriel ;-] {+courrier ;+}'
has 'entered, too, though no reason says so' "$(as sec sec amendments)" 'Cy · entered by the secretariat · other words'
has 'in the paragraph' "$(as sec sec show --paragraph 5)" 'Cy · entered by the secretariat · other words'
has 'for programs' "$(as sec sec amendments --json)" '"entered": true'
has 'in the table' "$(as sec sec export --format csv)" 'Cy · entered by the secretariat,§5,te,,"premier point, par courrier ;"'

# --- brought up to the base, by a bundle of the secretariat's, and on from there
check 'the secretariat answers' p -C sec --as sec bundle all.bundle
check 'the reviewer opens it' as cy mail sync all.bundle --accept
as cy mail annotate --paragraph 8 -m 'After the answer.' >/dev/null
as cy mail amend --paragraph 8 -m 'Fin du texte proposé.' >/dev/null
as cy mail initial --paragraph 1 >/dev/null
has 'a third bundle' "$(mailed mail cy)" 'entered for Cy'
said=$(as sec sec sync)
has 'goes, too' "$said" 'entered for Cy'
lacks 'past the hook' "$said" 'Refused'
equal 'with the words of theirs' "$(tip mail review/cy:drafts)" "$(tip server.git review/cy:drafts)"

# --- the reviewer gets a network
as cy mail amend --paragraph 8 -m 'Fin du texte tel que proposé.' >/dev/null
as cy mail annotate --paragraph 1 -m 'By the network.' >/dev/null
said=$(as cy mail sync)
has 'their own commits meet the entered ones' "$said" 'Sent: '
lacks 'without a collision' "$said" 'there:'
lacks 'nor anything new from another machine' "$said" 'another machine'
equal 'the server has it' "$(tip mail review/cy)" "$(tip server.git review/cy)"
check 'with their own commits' git -C server.git log -1 "$(git -C mail rev-parse 'review/cy^1')"
equal 'one file stands, the one others have seen' "$(git hash-object entered.json)" \
	"$(tip server.git "review/cy:annotations/cy/$uuid.json")"
lacks 'their own words are nobody else’s entry' "$(as cy mail show --paragraph 8)" 'secretariat · other words'
has 'nor those that are there in commits of their own, now' "$(as cy mail show --paragraph 5)" \
	'Proposal cy:5 · Cy · other words'
has 'the latest words stand' "$(git -C server.git show review/cy:drafts/declaration.fr.md)" 'Fin du texte tel que proposé.'
as bo bo sync >/dev/null
equal 'others see each remark once' 1 "$(as bo bo show | grep -c 'By e-mail.')"
equal 'so does its author' 1 "$(as cy mail show | grep -c 'By e-mail.')"
check 'who withdraws it' as cy mail withdraw "$uuid"
check 'and sends that' as cy mail sync
as sec sec sync >/dev/null
lacks 'for everybody' "$(as sec sec show --paragraph 2 | grep 'Cy · comment')" 'open'
has 'a bundle of what has been sent' "$(mailed mail cy)" 'Nothing new'
check 'the secretary merges it all' as sec sec merge --accept-uncontested
said=$(as sec sec sync)
lacks 'and nothing is refused' "$said" 'Refused'

# --- the same acts sent by their author meanwhile
as bo bo annotate --paragraph 3 -m 'Twice on its way.' >/dev/null
as bo bo amend --paragraph 3 -m 'Les partenaires réaffirment leur soutien en faveur du développement durable.' >/dev/null
has 'by e-mail' "$(mailed bo bo)" '2 acts are entered for Bo'
check 'decided on' as sec sec decide bo:3 accepted
check 'and merged' as sec sec merge
has 'and by the network' "$(as bo bo sync)" 'Sent: 2 acts of yours'
said=$(as sec sec sync)
lacks 'the secretary sends' "$said" 'Refused'
has 'what joins them' "$said" 'entered for Bo'
equal 'the base is there' "$(tip sec main)" "$(tip server.git main)"
check 'Bo goes on' as bo bo sync
equal 'from there' "$(tip server.git review/bo)" "$(tip bo review/bo)"
equal 'with each remark once' 1 "$(as bo bo show | grep -c 'Twice on its way.')"
as bo bo annotate --paragraph 3 -m 'And on.' >/dev/null
has 'as ever' "$(as bo bo sync)" 'Sent: 1 act of yours'

# --- two secretaries to whom the same file was sent
git clone -q server.git aid
as bo bo annotate --paragraph 1 -m 'To both of them.' >/dev/null
p -C bo --as bo bundle both.bundle 2>/dev/null
as sec sec sync >/dev/null
as sec sec sync both.bundle --accept >/dev/null
as aid aid sync both.bundle --accept >/dev/null
has 'the first sends it' "$(as sec sec sync)" 'Sent: 1 act entered for Bo'
said=$(as aid aid sync)
lacks 'the second, too' "$said" 'Refused'
equal 'both have the same' "$(tip server.git review/bo)" "$(tip aid review/bo)"
as sec sec sync >/dev/null
as bo bo sync >/dev/null
for id in sec aid bo; do
	equal "which stands once ($id)" 1 "$(as $id $id show | grep -c 'To both of them.')"
done
file=$(git -C server.git grep -l 'To both of them' review/bo -- annotations/bo)
has 'by one rule' "$(git -C server.git show "$file")" '"nickname": "aid"'

# --- two machines of one reviewer's, one of which is off the network: words that meet
git clone -q server.git away
as bo away amend --paragraph 8 -m 'Fin, ailleurs.' >/dev/null
as bo bo amend --paragraph 8 -m 'Fin, ici.' >/dev/null
as bo bo sync >/dev/null
as sec sec sync >/dev/null
before=$(git -C sec for-each-ref refs/heads)
said=$(mailed away bo)
has 'it is said that they meet' "$said" 'is not entered: these words meet'
has 'with both' "$said" '“Fin, ici.” on their branch, “Fin, ailleurs.” from them now'
has 'and that nothing is lost' "$said" "it stays in refs/paraphe/kept/bundle/review/bo/$(tip away review/bo | cut -c 1-12)"
equal 'nothing has moved' "$before" "$(git -C sec for-each-ref refs/heads)"
as bo away annotate --paragraph 6 -m 'All the same.' >/dev/null
has 'nor later, while they meet' "$(mailed away bo)" 'is not entered'
check 'their author settles it' as bo away sync --keep there
as sec sec sync >/dev/null
has 'and it is here' "$(as sec sec show)" 'All the same.'

# --- somebody who is not on the roster
git clone -q server.git zoe
as zoe zoe annotate --paragraph 2 -m 'From outside.' >/dev/null
said=$(mailed zoe zoe)
has 'off the roster' "$said" 'zoe is not on the roster'
has 'is entered all the same' "$said" '1 act is entered for zoe'
has 'and goes' "$(as sec sec sync)" 'Sent: 1 act entered for zoe'
has 'and is shown as such' "$(as sec sec show --paragraph 2)" 'zoe · off the roster'

# --- what is not whole, or not theirs
git clone -q server.git odd
as cy odd annotate --paragraph 4 -m 'A good one.' >/dev/null
git -C odd switch -q review/cy
echo 'no JSON' >odd/annotations/cy/01796e31-0000-7000-8000-000000000001.json
git -C odd show "review/cy:annotations/cy/$(ls odd/annotations/cy | tail -1)" |
	sed 's/"cy"/"bo"/; s/"Cy"/"Bo"/; s/urn:uuid:[0-9a-f-]*/urn:uuid:01796e31-0000-7000-8000-000000000002/' >odd/annotations/cy/01796e31-0000-7000-8000-000000000002.json
mkdir -p odd/annotations/bo
cp odd/annotations/cy/01796e31-0000-7000-8000-000000000002.json odd/annotations/bo/
sed 's/A good one/Another one/' -i odd/annotations/cy/"$(git -C odd diff-tree -r --name-only HEAD^ HEAD | xargs basename)"
echo 'mine' >odd/README.md
ln -s /etc/passwd odd/dictionaries
git -C odd add -A
git -C odd -c user.name=Cy commit -q -m 'By hand'
as cy odd annotate --paragraph 4 -m 'A second good one.' >/dev/null
said=$(mailed odd cy)
has 'an annotation that is none is left out' "$said" '000000000001.json from Cy is left out'
has 'so is one that says it is another’s' "$said" 'it says that bo made it'
has 'and one that was changed later' "$said" 'this one was changed later'
has 'and what lies in another’s folder' "$said" 'annotations/bo/01796e31-0000-7000-8000-000000000002.json from Cy is left out: it is not theirs'
has 'and any other file' "$said" 'README.md from Cy is left out: it is not theirs'
has 'and a link' "$said" 'dictionaries from Cy is left out'
has 'what is good is entered' "$said" '2 acts are entered for Cy'
lacks 'and goes' "$(as sec sec sync)" 'Refused'
equal 'as it was written' 1 "$(as sec sec show | grep -c 'A good one.')"
has 'both' "$(as sec sec show)" 'A second good one.'
equal 'the rest is kept' "$(tip odd review/cy)" "$(git -C sec for-each-ref --format='%(objectname)' --points-at "$(tip odd review/cy)" refs/paraphe/kept)"

git clone -q server.git hidden
git -C hidden switch -q -c review/cy origin/review/cy
printf 'A\342\200\256B.\n' >>hidden/drafts/declaration.fr.md
git -C hidden -c user.name=Cy commit -qam 'What is not seen'
before=$(git -C sec for-each-ref refs/heads)
said=$(mailed hidden cy)
has 'what the hook refuses is refused before' "$said" 'is not entered: “What is not seen”'
has 'in its words' "$said" 'U+202E'
equal 'and nothing has moved' "$before" "$(git -C sec for-each-ref refs/heads)"

# a bundle in which Bo calls a branch Cy's
git clone -q server.git liar
as bo liar annotate --paragraph 1 -m 'Not Cy’s.' >/dev/null
(cd liar && git branch -f review/cy review/bo && git bundle create -q ../liar.bundle review/cy ^origin/main)
before=$(git -C sec for-each-ref refs/heads)
said=$(as sec sec sync liar.bundle --accept)
has 'another’s acts under this name' "$said" 'is left out: it says that'
has 'are not entered' "$said" 'Nothing that came from Cy could be entered'
equal 'nothing moves' "$before" "$(git -C sec for-each-ref refs/heads)"

# --- the hook: one act in two files, and nothing else
git clone -q server.git forge
git -C forge switch -q -c review/cy origin/review/cy
git -C forge config user.name Cy
file=$(cd forge && ls annotations/cy/*.json | head -1)
sed '/"generator"/,/},/d' -i "forge/$file"
git -C forge commit -qam 'As if nobody had entered it'
PARAPHE_PUSHER=cy git -C forge push -q origin review/cy >push.out 2>&1
has 'it is still not to be edited' "$(cat push.out)" 'never changed'
git -C forge reset -q --hard HEAD~1
git -C forge switch -q -c side origin/main
mkdir -p "forge/$(dirname "$file")"
sed '/"generator"/,/},/d; s/By e-mail/By the way/' own.json >forge/"$file"
git -C forge add -A && git -C forge commit -qm 'Another text'
git -C forge switch -q review/cy
git -C forge merge -q -X theirs -m 'Merge' side >/dev/null 2>&1 || { git -C forge checkout -q side -- "$file" && git -C forge commit -qm 'Merge'; }
PARAPHE_PUSHER=cy git -C forge push -q origin review/cy >push.out 2>&1
has 'nor by a merge' "$(cat push.out)" 'never changed'

# --- the doctor says what is kept, and what of it stands nowhere else
said=$(p -C sec doctor | tr '\n' ' ')
ref=refs/paraphe/kept/bundle/review/zoe/$(tip zoe review/zoe | cut -c 1-12)
has 'what was entered stands elsewhere' "$said" \
	"Kept: review/zoe of bundle, its last act of 18 May 2021, 11:40 (UTC+00:00); all of it stands elsewhere, too. To look at it: \`git log -p $ref\`; to let it go: \`git update-ref -d $ref\`"
equal 'what was left out, what is hidden and what is another’s does not' 3 "$(echo "$said" | grep -o '; 1 act stands nowhere else' | wc -l)"
has 'the one that is hidden' "$said" '1 act stands nowhere else. To look at it: `git log -p refs/paraphe/kept/bundle/review/cy/'"$(tip hidden review/cy | cut -c 1-12)"

# --- where there is no server, or nobody of the secretariat: as it came
git clone -q server.git alone
git -C alone remote remove origin
as sec alone sync odd.bundle >/dev/null 2>&1
as cy mail annotate --paragraph 7 -m 'As it came.' >/dev/null
rm -f cy.bundle && p -C mail --as cy bundle cy.bundle 2>/dev/null
as sec alone sync cy.bundle --accept >/dev/null
equal 'without a server' "$(tip mail review/cy)" "$(tip alone refs/remotes/bundle/review/cy)"
as bo bo sync cy.bundle --accept >/dev/null
equal 'by another reviewer' "$(tip mail review/cy)" "$(tip bo refs/remotes/bundle/review/cy)"
equal 'with each remark once' 1 "$(as bo bo show | grep -c 'As it came.')"

# --- files that are no bundle, or not all of one
echo 'no bundle' >not.bundle
refused 'no bundle' 'not.bundle is not what `paraphe bundle` writes' as sec sec sync not.bundle
: >empty.bundle
refused 'an empty file' 'is not what' as sec sec sync empty.bundle
cp house/drafts/declaration.fr.md text.bundle
refused 'a text' 'is not what' as sec sec sync text.bundle
size=$(wc -c <cy.bundle)
for part in 20 90 200 $((size / 2)) $((size - 30)) $((size - 1)); do
	head -c "$part" cy.bundle >cut.bundle
	refused "$part bytes of a bundle" 'is not whole' as sec sec sync cut.bundle
done
git init -q stranger
(cd stranger && mkdir drafts && echo '# Texte' >drafts/t.md && git add -A && git commit -qm x)
refused 'one that builds on what is not here' 'ask the secretariat for all of it' p -C stranger --as bo sync cy.bundle
refused 'no folder for it' 'nothing can be written in' p -C mail --as cy bundle nowhere/cy.bundle
if [ "$(id -u)" != 0 ]; then
	mkdir shut && chmod 500 shut
	refused 'a folder that is shut' 'nothing can be written in' p -C mail --as cy bundle shut/cy.bundle
fi

for where in sec aid cy bo mail away zoe; do clean $where $where; done
check 'server: fsck' git -C server.git fsck --strict --no-progress --no-dangling
finish
