#!/bin/sh
# A disk that is full between the branch and the files that are checked out: saved is said, and is true; that the files
# could not follow is said, too; the next start brings them along. No full disk is at hand: here the folder's own form of
# the draft, with two bytes a line end, is longer than a file may be.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo || exit 1
draft=drafts/declaration.fr.md
i=0
while [ "$i" -lt 900 ]; do
	i=$((i + 1))
	printf 'mot\n\n'
done >>"$draft"
printf '%s text eol=crlf\n' "$draft" >.gitattributes
git add -A
git commit -q -m 'A long draft'
p --as ana annotate --paragraph 2 -m 'Une remarque.' >/dev/null
git checkout -q review/ana
equal 'the folder is as the branch' '' "$(git status --porcelain)"

# full COMMAND…: no file may be longer than 5632 bytes
full() (
	trap '' XFSZ
	ulimit -f 11
	"$@"
)
before=$(git rev-parse review/ana)
full "$PARAPHE" --language en --as ana amend --paragraph 2 -m 'Les villes coopèrent.' >../said 2>../why
equal 'it is saved' 0 $?
equal 'it says which' 'ana:2' "$(cat ../said)"
equal 'on the branch' "$before" "$(git rev-parse review/ana^)"
has 'that the files could not follow' "$(cat ../why)" 'saved, but the files of the working tree could not follow'
has 'and why' "$(cat ../why)" 'File too large'
has 'and what not to do' "$(cat ../why)" 'commit nothing there with git'
equal 'the folder is behind' "M  $draft" "$(git status --porcelain)"

# While it cannot be mended the doctor says so; then it is.
full "$PARAPHE" --language en --as ana doctor >../said 2>&1
equal 'the doctor sees it' 1 $?
said=$(tr '\n' ' ' <../said)
has 'the file and the way' "$said" "checkout HEAD -- $draft"
lacks 'nothing is missing on the branch' "$said" 'did not reach its branch'
p --as ana doctor >../said 2>&1
equal 'with room again all is well' 0 $?
clean 'the files have followed' .

# Where nobody is left who knows: files as an earlier version has them are named, those somebody works on are not.
git -C . update-ref refs/heads/kept review/ana
cp -a . ../other
cd ../other || exit 1
git reset -q --hard review/ana^
git update-ref refs/heads/review/ana kept
p --as ana doctor >../said 2>&1
equal 'a folder left behind by anybody' 1 $?
has 'is named' "$(tr '\n' ' ' <../said)" "1 file is as an earlier version has it"
equal 'and left as it is' "M  $draft" "$(git status --porcelain)"
git checkout -q HEAD -- "$draft"
printf 'Encore.\r\n' >>"$draft"
check 'own work is none of it' p --as ana doctor
git add "$draft"
check 'staged, too' p --as ana doctor
finish
