#!/bin/sh
# Plain `git merge` with the word merge as its driver: what git gives up on is merged, what collides stands between
# git's marks, and no word is lost.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo || exit 1
cat >.gitattributes <<'ATTRIBUTES'
drafts/*.md merge=paraphe
dictionaries/* merge=paraphe
ATTRIBUTES
git config merge.paraphe.name 'word merge'
git config merge.paraphe.driver "'$PARAPHE' merge-driver %O %A %B %P"
mkdir dictionaries
printf 'alpha\nbeta\n' >dictionaries/fr.txt
git add -A
git commit -q -m 'Attributes'
draft=drafts/declaration.fr.md

# branch NAME SED…: a branch from main with the draft so edited
branch() {
	git checkout -q -b "$1" main
	shift
	for script; do sed -i "$script" "$draft"; done
	git commit -q -a -m 'Reword'
	git checkout -q main
}
branch one 's/locaux/locaux et régionaux/'
branch two 's/et les villes aussi/et toutes les villes aussi/' 's/premier point/tout premier point/'
branch three 's/coopérer/collaborer/'
branch four 's/coopérer/œuvrer/'
git checkout -q -b words main && printf 'alpha\nbeta\nzeta\n' >dictionaries/fr.txt && git commit -q -a -m Words
git checkout -q -b others main && printf 'alpha\ngamma\n' >dictionaries/fr.txt && git commit -q -a -m Others
git checkout -q main

# One sentence, two hands: git alone gives up, with the driver it merges.
git merge -q --no-edit one >/dev/null
git -c merge.paraphe.driver=false merge -q --no-edit two >/dev/null 2>&1
equal 'git alone gives up' 1 $?
git merge --abort
check 'with the driver it does not' git merge -q --no-edit two
has 'both are in' "$(cat $draft)" 'Les gouvernements locaux et régionaux s’engagent à coopérer, et toutes les villes aussi.'
has 'and the other paragraph' "$(cat $draft)" '- tout premier point ;'
lacks 'no marks' "$(cat $draft)" '<<<<'

# The same word in two ways: marks around that paragraph, the rest merged.
git merge -q --no-edit three >/dev/null
git merge -q --no-edit four >../said 2>&1
equal 'a collision is a conflict' 1 $?
has 'git names the file' "$(cat ../said)" "$draft"
cat >../wanted <<'WANTED'
# Déclaration

<<<<<<< ours
Les gouvernements locaux et régionaux s’engagent à collaborer, et toutes les villes aussi.
=======
Les gouvernements locaux s’engagent à œuvrer, et les villes aussi.
>>>>>>> theirs

Les partenaires réaffirment leur engagement en faveur du développement durable.

- tout premier point ;
- second point.
WANTED
check 'the paragraph stands twice, as each side has it' sh -c "head -n 12 $draft | cmp - ../wanted"
equal 'git knows it as unmerged' "UU $draft" "$(git status --porcelain)"
git merge --abort

# Dictionaries are sets.
git merge -q --no-edit words >/dev/null
check 'two dictionaries' git merge -q --no-edit others
equal 'what was added is in, what was taken out is not' 'alpha gamma zeta' "$(sort dictionaries/fr.txt | paste -s -d ' ')"

# A rebase drives, too.
git checkout -q -b six one
git rebase -q main >/dev/null 2>&1
equal 'a rebase' 0 $?
check 'whole' git fsck --strict --no-progress --no-dangling

# By hand: files on disk, the middle one gets the result; nothing else is a draft.
cd .. || exit 1
printf 'un deux trois\n' >o
printf 'UN deux trois\n' >a
printf 'un deux TROIS\n' >b
chmod 640 a
check 'by hand' p merge-driver o a b
equal 'words of both' 'UN deux TROIS' "$(cat a)"
equal 'with the rights it had' 640 "$(stat -c %a a)"
printf 'un deux quatre\n' >b
printf 'un deux cinq\n' >a
p merge-driver o a b drafts/consultation.json
equal 'another file: git marks' 1 $?
equal 'with both sides' 'un deux cinq|un deux quatre' "$(sed -n '2p;4p' a | paste -s -d '|')"
refused 'a file that is not there' 'missing' p merge-driver missing a b
refused 'a word is missing' 'merge-driver' p merge-driver o a
equal 'then nothing is written' 5 "$(wc -l <a | tr -d ' ')"
finish
