#!/bin/sh
# Each file includes its own folder and lower floors, nothing else; one foreign library a folder. And README.md's tour
# of the house has one line for each module, and none of one that is gone (of commands: what they share).
set -eu
cd "$(dirname "$0")/.."
# shellcheck disable=SC2046 # no name holds a blank
awk '
function fail(what) { print FILENAME ":" FNR ": " what; bad = 1 }
BEGIN {
	split("base=0 text=1 json=1 draft=2 annotation=2 spelling=2 store=2 review=3 act=4 views=5 commands=5", pair, " ")
	for (i in pair) { split(pair[i], kv, "="); floor[kv[1]] = kv[2] }
	split("utf8proc.h=text jansson.h=json cmark.h=draft hunspell/hunspell.h=spelling git2.h=store " \
		"curses.h=views ncurses.h=views libintl.h=base sha256.h=base", lib, " ")
	for (i in lib) { split(lib[i], kv, "="); home[kv[1]] = kv[2] }
}
FNR == 1 {
	n = split(FILENAME, path, "/")
	folder = n == 3 ? path[2] : "main"
	mine = folder == "main" ? 6 : floor[folder]
	if (!(folder in floor) && folder != "main") fail("a folder without a floor: " folder)
}
/^#[ \t]*include[ \t]*"/ {
	name = $0; sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
	split(name, part, "/")
	if (!(part[1] in floor)) { fail("\"" name "\" names no floor"); next }
	if (part[1] != folder && floor[part[1]] >= mine) fail(folder " may not include " name)
}
/^#[ \t]*include[ \t]*</ {
	name = $0; sub(/^[^<]*</, "", name); sub(/>.*/, "", name)
	if (name in home && home[name] != folder) fail("<" name "> belongs to " home[name])
	if (name ~ /^git2\// && folder != "store") fail("<" name "> belongs to store")
}
END { exit bad }
' $(find src include -name '*.[ch]' | sort)
echo "floors: every include keeps its floor"

find src include -name '*.[ch]' | sed 's,^src/,,; s,^include/,,; s,\.[ch]$,,' | sort -u |
	awk -v tour=README.md '
BEGIN {
	while ((getline line < tour) > 0) {
		if (line ~ /^src\/main\.c /) within = 1
		else if (line ~ /^```/) within = 0
		if (!within) continue
		split(line, word, " ")
		if (line ~ /^src\//) folder = substr(word[1], 5)
		else if (told[folder "/" word[1]]++) { print tour ": " folder "/" word[1] " has two lines"; bad = 1 }
	}
	while ((getline line < "include/commands/command.h") > 0)
		for (; line ~ /^extern/ && match(line, /command_[a-z_]+/); line = "extern" substr(line, RSTART + RLENGTH))
			command["commands/" substr(line, RSTART + 8, RLENGTH - 8)] = 1
}
$0 !~ /\// || $0 in command { next }
{ there[$0] = 1 }
!($0 in told) { print tour ": no line for " $0; bad = 1 }
END {
	for (name in told) if (!(name in there)) { print tour ": " name " is not there"; bad = 1 }
	exit bad
}'
echo "tour: every module has its line"
