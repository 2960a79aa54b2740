#!/bin/sh
# The secretariat circulates versions: annotated tags that git reads, a deadline of which only the value changes,
# paragraph numbers that stay.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo || exit 1
main=$(git rev-parse main)

# Only the secretariat, with a title, and with a deadline that is one.
refused 'only the secretariat circulates' 'only the secretariat' p --as ana circulate --no-documents -m 'Rev. 1'
refused 'a version needs a title' '--message' p --as sec circulate --no-documents
refused 'a blank one is none' 'needs a title' p --as sec circulate --no-documents -m ' '
refused 'a title is one line' 'one line' p --as sec circulate --no-documents -m 'one
two'
refused 'a deadline is a time' 'is no deadline' p --as sec circulate --no-documents -m x --deadline tomorrow
refused 'a deadline is to come' 'over already' p --as sec circulate --no-documents -m x --deadline 2021-05-17T00:00:00Z
equal 'nothing has been done' "$main" "$(git rev-parse main)"
equal 'no tag either' '' "$(git tag)"

# Rev. 1: the base as it stands.
equal 'it says so' 'Rev. 1 is circulated.' "$(p --as sec circulate --no-documents -m 'Première version')"
equal 'an annotated tag' tag "$(git cat-file -t rev/1)"
equal 'on the base' "$main" "$(git rev-parse 'rev/1^{commit}')"
equal 'its message is the title' 'Première version' "$(git tag -l --format='%(contents:subject)' rev/1)"
equal 'by the secretary' Secretariat "$(git tag -l --format='%(taggername)' rev/1)"
equal 'of kind circulate' circulate "$(git tag -l --format='%(trailers:key=Paraphe-Kind,valueonly)' rev/1 | head -n 1)"
has 'git shows it' "$(git show rev/1)" 'Open the consultation'
has 'programs see it' "$(p show --json)" '"revision": 1'
refused 'not twice the same' 'no word has changed since Rev. 1' p --as sec circulate --no-documents -m 'Encore'
equal 'still one tag' rev/1 "$(git tag)"

# The numbers of Rev. 1 stay: what is inserted is bis, what is deleted leaves a gap.
p --as ana amend --paragraph 2 --insert-after -m 'Un paragraphe nouveau.' >/dev/null
p --as ana amend --paragraph 4 --delete >/dev/null
p --as ana amend --paragraph 8 -m 'Fin du texte commun.' >/dev/null
p --as sec decide ana:2+1 ana:4 ana:8 accepted >/dev/null
p --as sec circulate --no-documents -m 'Trop tôt' --deadline 2021-06-01T12:00:00+02:00 >/dev/null 2>../said
has 'what is retained and not applied is named' "$(cat ../said)" '3 retained proposals are not in this version'
equal 'a new deadline is reason enough' rev/1,rev/2 "$(git tag | paste -s -d ,)"
p --as sec merge >/dev/null
numbers=$(p show --json | sed -n 's/^ *"number": "\(.*\)".*/\1/p' | paste -s -d ' ')
equal 'numbers stay, with gap and bis' '1 2 2bis 3 5 6 7 8' "$numbers"
has 'so they are printed' "$(p show)" '§2 bis'
check 'and so they are taken' p --as bo annotate --paragraph 2bis -m 'Bien.'
refused 'a gap is no paragraph' 'no paragraph 4' p --as bo annotate --paragraph 4 -m x

# Its documents: for each draft the clean text and the comparison, and the report.
names=$(p --as ana circulate --documents --output ../papers)
equal 'they are named' '../papers/declaration.fr.html ../papers/declaration.fr.comparison.html ../papers/report.html ../papers/observations.html' \
	"$(echo "$names" | paste -s -d ' ')"
has 'the text, with its numbers' "$(cat ../papers/declaration.fr.html)" \
	'<span class="number">§4</span><div class="words" style="margin-left:2em"><p>- premier point ;</p>'
has 'a text has the title of its language' "$(cat ../papers/declaration.fr.html)" '<title>Déclaration d’essai'
has 'the version and its title' "$(cat ../papers/observations.html)" 'Rev. 2 · Trop tôt'
lacks 'no script, nothing from elsewhere' "$(cat ../papers/*.html)" '<script'
check 'the default folder is named for the version' p --as ana -C . circulate --documents
check 'there they are' test -f rev-2/declaration.fr.html
rm -r rev-2
refused 'documents of nothing' 'exclude each other' p --as sec circulate --documents -m x

# The deadline: that value and no other byte.
git show main:drafts/consultation.json >../now
git show "$main:drafts/consultation.json" | sed 's/2021-05-20T13:30:00+02:00/2021-06-01T12:00:00+02:00/' >../wanted
check 'only the value has changed' cmp ../now ../wanted
equal 'one commit of kind circulate' circulate "$(git log -1 --format='%(trailers:key=Paraphe-Kind,valueonly)' rev/2 | head -n 1)"
equal 'says which' 'Set the deadline of Rev. 2' "$(git log -1 --format=%s rev/2)"
check 'the tag holds the deadline' sh -c 'git show rev/2:drafts/consultation.json | grep -q 2021-06-01'
equal 'the checked-out file follows' '' "$(git status --porcelain)"

# Rev. 3 counts anew.
check 'Rev. 3' p --as sec circulate -m 'Troisième version' --output ../papers
page=$(cat ../papers/declaration.fr.comparison.html)
has 'it is compared with Rev. 2' "$page" 'Compared with Rev. 2'
has 'what was deleted' "$page" '<del>premier point ;</del>'
has 'what was inserted' "$page" '<span class="number">§3</span><div class="words"><p><ins>Un paragraphe nouveau.</ins></p>'
has 'what was reworded' "$page" 'Fin du <del>texte.</del><ins>texte commun.</ins>'
has 'what was decided is in the table' "$(cat ../papers/observations.html)" 'retained'
has 'the Bureau has its report' "$(cat ../papers/report.html)" '<table>'
numbers=$(p show --json | sed -n 's/^ *"number": "\(.*\)".*/\1/p' | paste -s -d ' ')
equal 'numbers are those of Rev. 3' '1 2 3 4 5 6 7 8' "$numbers"

p --as bo amend --paragraph 2 -m 'Les villes.' >/dev/null
p --as sec decide bo:2 rejected -m 'Confidentiel.' >/dev/null
p --as sec circulate --documents --output ../papers >/dev/null
lacks 'what is decided and not applied is in no document' "$(cat ../papers/*.html)" 'Confidentiel'
has 'the proposal is' "$(cat ../papers/observations.html)" '<ins>villes.</ins>'

# What is not committed does not go out unseen, and stops it before anything.
p --as bo amend --paragraph 2 -m 'Les villes aussi.' >/dev/null
p --as sec decide bo:2 accepted >/dev/null
p --as sec merge >/dev/null
echo 'by hand' >>drafts/declaration.fr.md
refused 'a changed draft stops it' 'drafts/declaration.fr.md' p --as sec circulate --no-documents -m x
git add drafts/declaration.fr.md
refused 'a staged one, too' 'drafts/declaration.fr.md' p --as sec circulate --no-documents -m x
git reset -q --hard
equal 'no tag was made' 3 "$(git tag | wc -l | tr -d ' ')"
clean 'after all this' .

# Bare repositories, with a tag of a reader's own in the way.
git clone -q --bare . ../bare.git
git -C ../bare.git fetch -q . 'refs/heads/*:refs/heads/*'
git -C ../bare.git tag rev/007 main
git -C ../bare.git tag rev/next main
check 'circulated in a bare repository' p -C ../bare.git --as sec circulate --no-documents -m 'Quatre' --deadline 2021-07-01T12:00:00Z
equal 'as Rev. 4' 'Quatre' "$(git -C ../bare.git tag -l --format='%(contents:subject)' rev/4)"
check 'whole' git -C ../bare.git fsck --strict --no-progress --no-dangling

# Here and on the server gone different ways: first bring them together.
git clone -q . ../clone
git -C ../clone commit -q --allow-empty -m 'Here'
git commit -q --allow-empty -m 'There'
git -C ../clone fetch -q
refused 'a divergence stops it' 'different ways' p -C ../clone --as sec circulate --no-documents -m x --deadline 2021-08-01T12:00:00Z
git -C ../clone reset -q --hard HEAD~1

# A clone that is behind circulates what it reads, and its base comes along.
check 'from a clone that is behind' p -C ../clone --as sec circulate --no-documents -m 'Quatre' --deadline 2021-08-01T12:00:00Z
equal 'what is there is in it' There "$(git -C ../clone log -1 --skip=1 --format=%s main)"
clean 'the clone' ../clone

# A crash between the base and the tag: the next start makes the tag.
old=$(git -C ../clone rev-parse main)
new=$(git -C ../clone commit-tree -p "$old" -m 'Set the deadline' "$old^{tree}")
tag=$(printf 'object %s\ntype commit\ntag rev/9\ntagger Sec <s@x> 1621338000 +0000\n\nNeuf\n' "$new" |
	git -C ../clone mktag)
git -C ../clone update-ref refs/heads/main "$new"
journal=../clone/.git/paraphe/journal/$(id -u)
mkdir -p "$journal"
cat >"$journal/0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33.json" <<JSON
{"entry": "move", "branch": "refs/heads/main", "old": "$old", "new": "$new", "message": "Neuf",
 "tag": "refs/tags/rev/9", "tagged": "$tag"}
JSON
p -C ../clone --as sec show >/dev/null
equal 'a crash in between is made good' Neuf "$(git -C ../clone tag -l --format='%(contents:subject)' rev/9)"
equal 'and the journal is empty' '' "$(ls "$journal")"

# Without consultation.json: no deadline, anyone.
git init -q ../plain
printf 'Un.\n\nDeux.\n' >../plain/texte.md
git -C ../plain add -A
git -C ../plain commit -q -m 'Start'
refused 'no file, no deadline' 'drafts/consultation.json' p -C ../plain --as eve circulate --no-documents -m x --deadline 2022-01-01T00:00:00Z
check 'but a version' p -C ../plain --as eve circulate --no-documents -m 'Une'
# A paragraph that is worded wholly anew keeps its number, and so do the others, and what was said of it, whatever
# was put in and taken out meanwhile; at the second look it is read from the cache.
cd ..
consultation reworded
cd reworded || exit 1
p --as sec circulate --no-documents -m 'Première version' >/dev/null
remark=$(p --as bo annotate --paragraph 3 -m 'Sur le trois.')
p --as cy amend --paragraph 2 --insert-after -m 'Un paragraphe nouveau.' >/dev/null
p --as ana amend --paragraph 3 -m 'Rien ne reste ici.' >/dev/null
p --as bo amend --paragraph 5 --delete >/dev/null
p --as sec decide cy:2+1 ana:3 bo:5 accepted >/dev/null
p --as sec merge >/dev/null
for look in first second; do
	p show >../shown
	numbers=$(p show --json | sed -n 's/^ *"number": "\(.*\)".*/\1/p' | paste -s -d ' ')
	equal "numbers stay at the $look look" '1 2 2bis 3 4 6 7 8' "$numbers"
	has 'the words are under it' "$(cat ../shown)" '§3    Rien ne reste ici.'
done
has 'what was said of it still stands there' "$(sed -n '/^§3 /,/^§4 /p' ../shown)" "${remark#"${remark%????????}"}"
check 'it was kept' ls "$HOME"/.cache/paraphe/successions/*
for kept in "$HOME"/.cache/paraphe/successions/*; do sed -i '2,$s/.*/7/' "$kept"; done
check 'what was kept and is nonsense breaks nothing' p show
finish
