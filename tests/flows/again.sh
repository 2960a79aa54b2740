# Said once, done once: what has been applied is neither applied again nor taken back, whichever way two states of the
# base were brought together; who proposes the same words once more is asked about anew; what others did to a dictionary
# since stands.
. "$(dirname "$0")/lib.sh"

consultation house
sed 's/{"id": "sec"/{"id": "aid", "name": "Aid", "language": "en", "role": "secretariat"},\n    &/' \
	-i house/drafts/consultation.json
mkdir house/dictionaries
printf 'aaa\nbbb\nzzz\n' >house/dictionaries/fr.txt
git -C house add -A
git -C house commit -q --amend -m 'Open the consultation'
git clone -q --bare house server.git
p server-hook install server.git 2>/dev/null
git clone -q --bare server.git first.git

as() {
	who=$1
	shift
	PARAPHE_PUSHER=$who p -C "$who" --as "$who" "$@"
}
# anew: everybody starts from the consultation as it was opened
anew() {
	rm -rf server.git sec aid cy bo
	cp -r first.git server.git
	p server-hook install server.git 2>/dev/null
	for id in sec aid cy bo; do
		git clone -q server.git $id
		git -C $id config user.name $id
	done
}
sent() {
	for who in "$@"; do check "$who sends and fetches" as "$who" sync; done
}
text() {
	git -C sec show main:drafts/declaration.fr.md
}
# What Cy proposes for §3 goes in, and then, for that is what Bo proposes, what stood there before.
goes_back() {
	sent cy sec
	as sec decide cy:3 accepted >/dev/null
	as sec merge >/dev/null
	sent sec bo
	as bo amend --paragraph 3 -m "$old" >/dev/null
	sent bo sec
	as sec decide bo:3 accepted >/dev/null
	as sec merge >/dev/null
}
old='Les partenaires réaffirment leur engagement en faveur du développement durable.'
new='Les partenaires redisent leur soutien entier.'

# --- a merge of the base with itself, made by git
anew
as cy amend --paragraph 3 --insert-after -m 'Un paragraphe nouveau, de huit mots bien comptés.' >/dev/null
as cy amend --paragraph 2 -m 'Une phrase qui reste ouverte jusqu’au bout.' >/dev/null
sent cy sec
check 'it is retained' as sec decide cy:3+1 accepted
as sec merge >/dev/null
sent sec
sed -i 's/2021/2022/' aid/drafts/consultation.json
git -C aid commit -qam 'Another deadline'
PARAPHE_PUSHER=aid check 'two states are brought together with git' git -C aid pull -q --no-rebase --no-edit
sent aid bo
has 'doctor sees nothing unapplied' "$(as aid doctor)" 'All is well'
number=$(as bo show | sed -n 's/^§\([0-9]*\) .*Un paragraphe nouveau.*/\1/p')
as bo amend --paragraph "$number" --delete >/dev/null
sent bo sec
check 'its deletion is retained' as sec decide "bo:$number" accepted
as sec merge >/dev/null
lacks 'it is gone' "$(text)" 'Un paragraphe nouveau'
sent sec
before=$(git -C sec rev-parse main)
as sec merge >/dev/null
equal 'and stays so' "$before" "$(git -C sec rev-parse main)"

# --- the same words again, after the text has gone back
anew
equal 'it begins with' "$old" "$(text | grep -F "$old")"
as cy amend --paragraph 3 -m "$new" >/dev/null
goes_back
has 'the text went back' "$(text)" "$old"
sent sec cy
as cy amend --paragraph 3 -m "$new" >/dev/null
sent cy sec
has 'it is an open proposal' "$(as sec status)" '1 open proposal · 0 decided'
as sec merge >/dev/null
has 'not taken unasked' "$(text)" "$old"
as sec decide cy:3 accepted >/dev/null
as sec merge >/dev/null
has 'but when it is retained anew' "$(text)" "$new"
sent sec

# --- the same of a branch that was taken in part: its own text still has the words that the draft has no more
anew
as cy amend --paragraph 3 -m "$new" >/dev/null
as cy amend --paragraph 2 -m 'Une phrase qui reste ouverte.' >/dev/null
goes_back
sent sec cy
check 'they can be proposed again' as cy amend --paragraph 3 -m "$new"
sent cy sec
has 'and are open' "$(as sec status)" '2 open proposals · 0 decided'

# --- one branch by name
anew
as cy amend --paragraph 3 -m "$new" >/dev/null
as bo amend --paragraph 5 -m 'premier point, de Bo ;' >/dev/null
sent cy bo sec
as sec decide cy:3 accepted >/dev/null
said=$(as sec merge bo)
has 'what is decided of another is not said to be taken' "$said" 'Decided, on branches that were not named: cy:3'
lacks 'at all' "$said" 'Taken'
has 'for programs' "$(as sec merge bo --json)" '"outcome": "decided"'
has 'and is not' "$(text)" "$old"
has 'until it is named' "$(as sec merge cy)" 'Taken: cy:3'
has 'then it is' "$(text)" "$new"

# --- one bundle, two secretaries
anew
as cy amend --paragraph 3 -m "$new" --reason 'Because.' >/dev/null
as cy amend --paragraph 2 -m 'Une phrase qui reste ouverte.' >/dev/null
p -C cy --as cy bundle cy.bundle 2>/dev/null
check 'one opens it' as aid sync "$PWD/cy.bundle" --accept
as aid decide cy:3 accepted >/dev/null
as aid merge >/dev/null
check 'the other opens it, too' as sec sync "$PWD/cy.bundle" --accept
sent sec
said=$(as aid sync)
lacks 'and what the first made of it goes' "$said" 'Refused'
equal 'to the server' "$(git -C aid rev-parse main)" "$(git -C server.git rev-parse main)"

# --- taken back by who did not know that it was applied
anew
as cy amend --paragraph 3 -m "$new" >/dev/null
as cy amend --paragraph 2 -m 'Une phrase refusée.' >/dev/null
as cy amend --paragraph 1 -m 'Titre qui reste ouvert' >/dev/null
sent cy sec
one=$(as sec decide cy:3 accepted -m 'Good.')
two=$(as sec decide cy:2 rejected -m 'Bad.')
sent sec aid
as aid merge >/dev/null
sent aid
check 'the first, who has not heard' as sec withdraw "$one"
check 'takes both back' as sec withdraw "$two"
sent sec cy
rows=$(as sec export --format csv)
has 'the table knows what was retained' "$rows" 'retained: Good.'
has 'and what was not' "$rows" 'not retained: Bad.'
has 'so does its author' "$(as cy show --paragraph 2)" 'not retained'

# --- dictionaries
anew
sed -i /bbb/d cy/dictionaries/fr.txt
tree=$(git -C cy add dictionaries && git -C cy write-tree)
git -C cy update-ref refs/heads/review/cy "$(git -C cy commit-tree -p main -m 'Forget a word' "$tree")"
git -C cy reset -q --hard
as cy amend --paragraph 1 -m 'Titre qui reste ouvert' >/dev/null
as cy amend --paragraph 3 -m "$new" >/dev/null
sent cy sec
as sec decide cy:3 accepted >/dev/null
as sec merge >/dev/null
equal 'a word is taken out with what is taken' 'aaa zzz' "$(git -C sec show main:dictionaries/fr.txt | tr '\n' ' ' | sed 's/ $//')"
printf 'aaa\nbbb\nzzz\n' >sec/dictionaries/fr.txt
git -C sec commit -qam 'It is a word'
as cy amend --paragraph 2 -m 'Encore une phrase.' >/dev/null
as cy sync >/dev/null
as sec sync >/dev/null
as sec decide cy:2 accepted >/dev/null
as sec merge >/dev/null
has 'that is' "$(text)" 'Encore une phrase.'
equal 'and the word stays' 'aaa bbb zzz' "$(git -C sec show main:dictionaries/fr.txt | tr '\n' ' ' | sed 's/ $//')"
sent sec
check 'all of it in order' git -C server.git fsck --strict
finish
