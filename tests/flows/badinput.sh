#!/bin/sh
# Input from strangers, mistakes and accidents: one sentence that says what to do, and the rest still opens.
. "$(dirname "$0")/lib.sh"
draft=drafts/declaration.fr.md
esc=$(printf '\033')
override=$(printf '\342\200\256')

# plant BRANCH PATH FILE [MODE]: a file put on a branch by plain git
plant() {
	blob=$(git hash-object -w "$3")
	plant_entry "$1" "$2" "${4:-100644}" "$blob"
}

plant_entry() {
	parent=$(git rev-parse -q --verify "refs/heads/$1" || git rev-parse main)
	rm -f "$WORK/index"
	GIT_INDEX_FILE=$WORK/index git read-tree "$parent"
	GIT_INDEX_FILE=$WORK/index git update-index --add --cacheinfo "$3,$4,$2"
	tree=$(GIT_INDEX_FILE=$WORK/index git write-tree)
	git update-ref "refs/heads/$1" "$(git commit-tree -p "$parent" -m planted "$tree")"
}

# remark ID CREATOR [TEXT [MOTIVATION]]: an annotation as JSON
remark() {
	cat <<JSON
{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:$1", "type": "Annotation",
 "motivation": "${4:-commenting}", "created": "2021-05-18T12:04:31+02:00",
 "creator": {"type": "Person", "nickname": "$2", "name": "$2"},
 "body": [{"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": "${3:-planted}"}],
 "target": ${target:-{\"source\": \"$draft\"\}}}
JSON
}

uuid() {
	printf '01797f00-0000-7000-8000-%012x' "$1"
}

# harmless NAME: everything opens, and nothing steers the terminal
harmless() {
	if said=$(p show 2>&1) && p status >/dev/null && p show --json >"$WORK/json" && p amendments >/dev/null; then
		case $said$(cat "$WORK/json") in
		*"$esc"* | *"$override"*) not_ok "$1: raw control characters" ;;
		*) ok "$1: opens" ;;
		esac
	else
		not_ok "$1: does not open" "$said"
	fi
}

# Misuse.
refused 'no such command' 'nearest is `paraphe show`' p shwo
refused 'no such option' 'nearest is --paragraph' p show --paragrph 3
refused 'no such option before the command' 'nearest is --language' "$PARAPHE" --langage fr show
refused 'an option given twice, in the language asked for' 'deux fois' "$PARAPHE" --language fr --as a --as b show
refused 'a language without a face' 'write --language en or fr' "$PARAPHE" --language xx show
refused 'an option without its value' '--as needs a value' p --as
refused 'a word too many' 'one word too many' p show 3
refused 'a switch with a value' 'takes no value' p show --json=yes
check 'help' sh -c "'$PARAPHE' help | grep -q 'paraphe annotate'"
check 'help of one command' sh -c "'$PARAPHE' help amend | grep -q -- --move-after"
check '--version' sh -c "'$PARAPHE' --version | grep -q '^paraphe [0-9]'"

# Repositories that are none, or not ours.
mkdir nothing
refused 'not a repository' '' p -C nothing show
refused 'no such folder' '' p -C nowhere show
git init -q empty
refused 'an empty repository' 'paraphe init' p -C empty show
git init -q nodraft
git -C nodraft commit -q --allow-empty -m x
refused 'a repository without drafts' 'paraphe init' p -C nodraft show
if git init -q --object-format=sha256 sha256 2>/dev/null; then
	refused 'a sha256 repository' 'sha256' p -C sha256 show
fi
if [ "$(id -u)" -eq 0 ]; then
	consultation foreign
	chown -R 65534:65534 foreign
	refused 'a repository of another owner' '' p -C foreign show
fi

consultation repo
cd repo
refused 'nobody known' '--as ID' p annotate --general -m x
refused 'no id' 'small letters' p --as 'A B' annotate --general -m x
refused 'no such draft' 'no draft' p --draft de show
refused 'no text' '-m TEXT or -F FILE' p --as ana annotate --general
refused 'an empty text' 'empty' p --as ana annotate --general -m ' '
refused 'nowhere' '--general' p --as ana annotate -m x
refused 'no such paragraph' 'last one is §8' p --as ana annotate --paragraph 12 -m x
refused 'no number' 'no paragraph number' p --as ana annotate --paragraph twelve -m x
refused 'words that are not there' '' p --as ana annotate --paragraph 2 --quote 'nulle part' -m x
refused 'words that stand there twice' '' p --as ana annotate --paragraph 2 --quote 'les' -m x
refused 'no such tag' 'tag' p --as ana annotate --paragraph 2 --tag area:mars -m x
refused 'no such kind' 'comment or question' p --as ana annotate --paragraph 2 --kind rant -m x
refused 'an escape sequence in a text' '' p --as ana annotate --general -m "a${esc}[2Jb"
refused 'a bidi override in a text' 'U+202E' p --as ana annotate --general -m "a${override}b"
printf 'caf\351' >../latin
refused 'a text that is not UTF-8' '' p --as ana annotate --general -F ../latin
head -c 100000 /dev/zero | tr '\0' a >../large
refused 'a text of 100 kB' '' p --as ana annotate --general -F ../large
refused 'a file that is not there' 'nowhere' p --as ana annotate --general -F nowhere
refused 'no such annotation' '' p --as ana resolve 123456
refused 'too few digits' '6' p --as ana resolve 12
refused 'no such amendment' 'paraphe amendments' p --as ana support bo:2
refused 'no amendment' 'ID:12' p --as ana support 2
refused 'no such position' 'reservation' p --as ana initial --paragraph 2 --position maybe
check 'and no branch came of all that' sh -c '! git rev-parse -q --verify review/ana'
check 'NFD text is kept, and found' p --as ana annotate --paragraph 3 --quote "$(printf 're\314\201affirment')" -m x
git update-ref -d refs/heads/review/ana
sh -c "'$PARAPHE' show >/dev/full" 2>../err
equal 'standard output full' 2 $?

# Annotations from strangers.
remark "$(uuid 1)" ana >../one
plant review/ana "annotations/ana/$(uuid 1).json" ../one
has 'a planted annotation is read' "$(p show)" 'planted'
printf '{"id": ' >../bad
plant review/ana "annotations/ana/$(uuid 2).json" ../bad
remark "$(uuid 3)" ana "$(head -c 1048576 /dev/zero | tr '\0' a)" >../bad
plant review/ana "annotations/ana/$(uuid 3).json" ../bad
remark "$(uuid 4)" ana | sed 's/"type": "Annotation"/"type": "Annotation", "type": "Annotation"/' >../bad
plant review/ana "annotations/ana/$(uuid 4).json" ../bad
{
	head -c 2000 /dev/zero | tr '\0' '['
	head -c 2000 /dev/zero | tr '\0' ']'
} >../bad
plant review/ana "annotations/ana/$(uuid 5).json" ../bad
remark "$(uuid 6)" ana 'a\u001b[2Jb' >../bad
plant review/ana "annotations/ana/$(uuid 6).json" ../bad
remark "$(uuid 7)" ana "a${override}b" >../bad
plant review/ana "annotations/ana/$(uuid 7).json" ../bad
remark "$(uuid 8)" bo 'forged words' >../bad
plant review/ana "annotations/ana/$(uuid 8).json" ../bad
remark "$(uuid 9)" bo 'found elsewhere' >../bad
plant review/ana "annotations/bo/$(uuid 9).json" ../bad
remark "$(uuid 10)" ana 'another name' >../bad
plant review/ana "annotations/ana/$(uuid 11).json" ../bad
target="\"urn:uuid:$(uuid 12)\""
remark "$(uuid 12)" ana 'to itself' replying >../bad
plant review/ana "annotations/ana/$(uuid 12).json" ../bad
unset target
printf '/etc/passwd' >../bad
plant review/ana "annotations/ana/$(uuid 13).json" ../bad 120000
plant_entry review/ana "annotations/ana/$(uuid 14).json" 160000 "$(git rev-parse main)"
harmless 'annotations of all bad kinds'
said=$(p show)
has 'the good one is still read' "$said" 'planted'
has 'a forged creator is not believed' "$(printf '%s\n' "$said" | grep -B 2 'forged words')" 'UNVERIFIED: found on'
has 'what lies on another branch is unverified' "$said" 'UNVERIFIED: found on'
lacks 'an id that is not its file name' "$said" 'another name'
lacks 'a symlink is not followed' "$said" 'root:'
git update-ref -d refs/heads/review/ana

# Branch names.
git update-ref "refs/heads/review/a${override}b" main
git update-ref refs/heads/review/NotAnId main
harmless 'branch names that are no ids'

# Drafts, on the base and on a branch.
good=$(git rev-parse main)
base() {
	git update-ref refs/heads/main "$good"
	plant main "$draft" "$1" "${2:-100644}"
}
: >../text
base ../text
harmless 'an empty draft'
printf '# A\n\n```\nnever closed\n\nmore\n' >../text
base ../text
harmless 'an unclosed fence'
printf '# A\n\n<!-- never closed\n\nmore\n' >../text
base ../text
harmless 'an unclosed comment'
printf '# A\n\ncaf\351 \033[2J\000 \342\200\256x\n\nlast\n' >../text
base ../text
harmless 'invalid UTF-8, escapes, NUL'
refused 'a text with an invisible character' '' p --as ana amend --paragraph 4 -m "b${override}c"
p --as ana amend --paragraph 3 -m 'last word' >/dev/null
check 'another paragraph can be amended, the bad bytes stay' sh -c "git show review/ana:$draft | cmp -n 20 - ../text"
git update-ref -d refs/heads/review/ana
{
	printf '# A\n\n'
	head -c 262144 /dev/zero | tr '\0' a
	printf '\n\nlast\n'
} >../text
base ../text
harmless 'a paragraph of 256 KiB'
head -c 16777217 /dev/zero | tr '\0' a >../text
base ../text
refused 'a draft of 16 MiB and more' '' p show
printf '/etc/passwd' >../text
base ../text 120000
refused 'a symlink as draft' '' p show
git update-ref refs/heads/main "$good"
plant_entry review/ana "$draft" 160000 "$good"
harmless 'a submodule as draft on a branch'
git update-ref -d refs/heads/review/ana

# consultation.json
cp drafts/consultation.json ../good.json
consultation_json() {
	git update-ref refs/heads/main "$good"
	plant main drafts/consultation.json "$1"
}
printf '{"title": ' >../json
consultation_json ../json
refused 'consultation.json malformed' 'consultation.json' p show
sed 's/"role": "secretariat"/"role": "emperor"/' ../good.json >../json
consultation_json ../json
refused 'an unknown role' 'emperor' p show
sed 's/"id": "bo"/"id": "ana"/' ../good.json >../json
consultation_json ../json
refused 'two reviewers of one id' 'ana' p show
sed 's#drafts/declaration.fr.md#../../etc/passwd#' ../good.json >../json
consultation_json ../json
refused 'a path that leads out' '' p show
sed 's#drafts/declaration.fr.md#drafts/other.md#' ../good.json >../json
consultation_json ../json
refused 'a draft that is missing' 'drafts/other.md' p show
sed 's/"roster": \[/"roster": {}, "people": [/' ../good.json >../json
consultation_json ../json
refused 'a roster that is no list' 'roster' p --as cy decide bo:2 accepted
git update-ref refs/heads/main "$good"

# Locales, terminals, disks.
check 'no UTF-8 locale' env LC_ALL=C LANG=C "$PARAPHE" show
check 'TERM unknown, no terminal' env TERM=nonsense sh -c "'$PARAPHE' </dev/null >/dev/null"
cd ..
as_nobody() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$WORK/nobody" "$@"
	else
		"$@"
	fi
}
mkdir nobody
consultation readonly
if [ "$(id -u)" -eq 0 ]; then
	chown -R 65534:65534 readonly nobody
	# Nobody must get there, through folders that are the caller's own.
	way=$WORK
	while [ "$way" != / ] && [ -O "$way" ]; do
		chmod a+x "$way"
		way=$(dirname "$way")
	done
	chmod a+r "$WORK"
fi
chmod -R a-w readonly
if as_nobody test -x "$PARAPHE"; then
	check 'a read-only repository is read' as_nobody "$PARAPHE" -C readonly show
	refused 'and not written' 'not written to' as_nobody "$PARAPHE" --language en -C readonly --as ana annotate --general -m x
fi
chmod -R u+w readonly
mkdir small
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=1m none small 2>/dev/null; then
	cp -a repo/. small
	chown -R 0:0 small
	tip=$(git -C small rev-parse main)
	dd if=/dev/zero of=small/filler bs=1k count=2000 2>/dev/null
	refused 'a full disk' 'the disk is full' p -C small --as cy annotate --general -m x
	rm small/filler
	equal 'a full disk harms nothing' "$tip" "$(git -C small rev-parse main)"
	check 'and with room again it is saved' p -C small --as cy annotate --general -m x
	check 'a full disk: fsck' git -C small fsck --strict --no-progress --no-dangling
	umount small
fi
finish
