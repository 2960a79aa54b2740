#!/bin/sh
# crowd.sh REPOSITORY COUNT: so many more reviewers, each of whom adds a paragraph at the end of the draft; the
# secretariat has retained them all.
set -eu
cd "$1"
draft=drafts/declaration.fr.md
git show "main:$draft" >../crowd.draft
size=$(wc -c <../crowd.draft)
i=0
while [ "$i" -lt "$2" ]; do
	i=$((i + 1))
	words=$(printf 'Un paragraphe de plus, le %04d.' "$i")
	printf 'commit refs/heads/review/crowd-%04d\n' "$i"
	printf 'committer Crowd <crowd@example.org> 1795190000 +0000\ndata 7\nPropose\nfrom refs/heads/main\n'
	printf 'M 100644 inline %s\ndata %d\n' "$draft" $((size + ${#words} + 2))
	cat ../crowd.draft
	printf '\n%s\n\n' "$words"
done | git fast-import --quiet
"$PARAPHE" --as secretariat amendments --json | sed -n 's/.*"amendment": "\(crowd-[^"]*\)".*/\1/p' >../crowd.names
[ "$(wc -l <../crowd.names)" = "$2" ]
{ cat ../crowd.names && echo accepted; } | xargs "$PARAPHE" --as secretariat decide -m 'Oui.' >/dev/null
