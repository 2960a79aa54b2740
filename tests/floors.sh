#!/bin/sh
# Each file includes its own folder and lower floors, nothing else; one foreign library a folder.
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
