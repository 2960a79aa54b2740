#!/bin/sh
# Many writers at once, git packing under them: nothing lost, nothing doubled, no lock left.
. "$(dirname "$0")/lib.sh"
unset SOURCE_DATE_EPOCH # with a frozen clock ids are the same in every process
consultation repo
cd repo || exit 1
git config gc.auto 0

# writer ID NUMBER: eight remarks; acknowledged ids go to ../acks
writer() {
	for i in 1 2 3 4 5 6 7 8; do
		p --as "$1" annotate --paragraph "$i" -m "$1 $2.$i" >>"../acks.$1.$2" 2>>../trouble
	done
}

writers=
for number in 1 2 3; do
	writer ana $number &
	writers="$writers $!"
done
writer bo 1 &
writers="$writers $!"
(
	while [ ! -e ../done ]; do
		git pack-refs --all --prune
		git gc -q
		git commit -q --allow-empty -m 'The base moves on'
	done
) >/dev/null 2>&1 &
packer=$!
for writer in $writers; do
	wait "$writer"
done
touch ../done
wait $packer

equal 'no writer was refused' '' "$(cat ../trouble)"
equal 'every act is acknowledged' 32 "$(cat ../acks.* | wc -l | tr -d ' ')"
equal 'a commit an act' 24 "$(git rev-list --count main..review/ana)"
equal 'each act once' 24 "$(git log --format='%(trailers:key=Paraphe-Act,valueonly)' main..review/ana | grep . | sort -u | wc -l | tr -d ' ')"
equal 'a file an act' 24 "$(git ls-tree -r --name-only review/ana annotations/ana | wc -l | tr -d ' ')"
missing=0
cat ../acks.* >../acks
git ls-tree -r --name-only review/ana annotations >../files
git ls-tree -r --name-only review/bo annotations >>../files
while read -r id; do
	grep -q "${id##*-}" ../files || missing=$((missing + 1))
done <../acks
equal 'every acknowledged id is there' 0 $missing
equal 'no lock is left' '' "$(find .git -name '*.lock')"
equal 'the journal is empty' '' "$(find .git/paraphe/journal -type f)"
clean 'after the race' .
finish
