#!/bin/sh
# shellcheck disable=SC2154 # what is set by run.sh
# spelling.sh: the rows about spelling, for run.sh, which reads it.
#
# The peers read the same text in the same run. The long one is real French: manuals of Debian and manual pages in French,
# taken from their packages and kept in build/bench; it is technical, a third of its words are no French, and so it is
# a harsh one. nuspell makes suggestions for each word it refuses, which takes it minutes there: it is given the sample.
# NOTE, from our environment, names one more short text.

french=$build/bench/french.txt
french_packages='debian-faq-fr debian-reference-fr developers-reference-fr maint-guide-fr manpages-fr'
french_bytes=5500000

# Roff to text, roughly: no examples, no requests, no fonts.
unroff() {
	sed -E "/^\.(nf|EX)/,/^\.(fi|EE)/d; /^[.']\\\\\"/d; s/^\.[A-Z]{1,2} ?//; /^\.[a-z]/d; s/\\\\f(\[[A-Z]*\]|[A-Z]|\(..)//g
		s/\\\\-/-/g; s/\\\\&//g; s/\\\\\(aq/'/g; s/\\\\[~ ]/ /g; s/\\\\e/\\\\/g; s/\\\\\(..//g"
}

# The text, made once.
make_french() {
	[ -s "$french" ] && return
	mkdir -p "$work/french" && cd "$work/french" || return
	for package in $french_packages; do
		apt-get -q download "$package" > "$work/said" 2>&1 || say "bench: $package: $(tail -n 1 "$work/said")"
	done
	for archive in ./*.deb; do
		[ -e "$archive" ] && dpkg-deb -x "$archive" tree
	done
	{
		find tree \( -name '*.fr.txt.gz' -o -name 'developers-reference.txt.gz' \) | sort | xargs -r zcat
		find tree -path '*/man/fr/*' -name '*.gz' | sort | xargs -r zcat | unroff
	} 2> /dev/null | head -c "$french_bytes" | sed '$d' > french.txt
	if [ "$(wc -c < french.txt)" -lt 5000000 ]; then
		say 'bench: not enough French: is there a network, and have the package lists been fetched?'
	else
		mkdir -p "$build/bench" && mv french.txt "$french"
	fi
	cd "$root" || exit 2
}

# peak NAME COMMAND…: milliseconds and KiB, a line each round, into spelling.NAME
peak() {
	peak_name=$1
	shift
	(cd "$work" && "$build/bench/peak" "$@") > "$work/spelt" 2> "$work/said" || say "bench: $1: $(tail -n 1 "$work/said")"
	tail -n 1 "$work/said" >> "$work/spelling.$peak_name"
}

# column NUMBER NAME: the median
column() {
	cut -d ' ' -f "$1" "$work/spelling.$2" 2> /dev/null | median
}

forgotten() {
	rm -rf "$XDG_CACHE_HOME/paraphe/spelling"
}

long_text() {
	make_french
	[ -s "$french" ] || return
	cp "$french" "$work/french.txt"
	round=0
	while [ $round -lt 3 ]; do
		peak hunspell hunspell -d fr_FR -i UTF-8 -l "$work/french.txt"
		peak aspell sh -c "aspell -d fr --encoding=utf-8 list < '$work/french.txt'"
		for checks in list all; do
			option=--list
			[ $checks = list ] || option=
			forgotten
			peak $checks "$paraphe" spell --language=fr ${option:+"$option"} "$work/french.txt"
			peak $checks-again "$paraphe" spell --language=fr ${option:+"$option"} "$work/french.txt"
		done
		round=$((round + 1))
	done
	size="$(wc -c < "$french" | awk '{ printf "%.1f", $1 / 1e6 }') MB of French"
	row "spelling, $size, words only" "$(column 1 list)" "$(column 1 hunspell)" hunspell 0.07
	row '  the same, its words known from the last run' "$(column 1 list-again)" "$(column 1 hunspell)" hunspell -
	row '  the same' "$(column 1 list)" "$(column 1 aspell)" aspell -
	row "spelling, $size, all checks" "$(column 1 all)" "$(column 1 hunspell)" hunspell 0.2
	row '  the same, its words known from the last run' "$(column 1 all-again)" "$(column 1 hunspell)" hunspell -
	for checks in list all; do
		row "  peak memory beyond hunspell's (MiB), $checks" "$(echo "$(column 2 $checks) $(column 2 hunspell)" |
			awk '{ printf "%.1f", ($1 - $2) / 1024 }')" - '' 12
	done
}

# short_text NAME FILE
short_text() {
	cp "$2" "$work/short.txt" || return
	set -- "$1" "$work/short.txt"
	round=0
	while [ $round -lt $((rounds * 3)) ]; do
		peak "$1-hunspell" hunspell -d fr_FR -i UTF-8 -l "$2"
		forgotten
		peak "$1-first" "$paraphe" spell --language=fr "$2"
		peak "$1-again" "$paraphe" spell --language=fr "$2"
		round=$((round + 1))
	done
	peak "$1-aspell" sh -c "aspell -d fr --encoding=utf-8 list < '$2'"
	peak "$1-nuspell" nuspell -d fr_FR "$2"
	row "spelling, $1, whole process" "$(column 1 "$1-first")" "$(column 1 "$1-hunspell")" hunspell 0.8
	row '  the same, a second time' "$(column 1 "$1-again")" "$(column 1 "$1-hunspell")" hunspell 0.3
	row '  the same' "$(column 1 "$1-first")" "$(column 1 "$1-aspell")" aspell -
	row '  the same' "$(column 1 "$1-first")" "$(column 1 "$1-nuspell")" nuspell -
	row "  peak memory beyond hunspell's (MiB)" "$(echo "$(column 2 "$1-first") $(column 2 "$1-hunspell")" |
		awk '{ printf "%.1f", ($1 - $2) / 1024 }')" - '' 12
}

# Keys are pressed from the first frame on, while the dictionary is loaded and the draft looked through; and where there
# is nothing to load.
keys_while_loading() {
	round=0
	while [ $round -lt "$rounds" ]; do
		forgotten
		run loading "$round" "$work/sample" -w coop -n 30 -k '<Down>' -k '<Up>' -- "$paraphe"
		run loading-known "$round" "$work/sample" -w coop -n 30 -k '<Down>' -k '<Up>' -- "$paraphe"
		round=$((round + 1))
	done
	row 'key to frame while the dictionary loads, median' "$(of loading key_p50_ms)" "$(of loading-known key_p50_ms)" 'loaded' -
	row '  the same, the slowest of 30' "$(of loading key_p99_ms)" "$(of loading-known key_p99_ms)" 'loaded' -
}

spelling() {
	make_sample
	rm -f "$work"/spelling.*
	keys_while_loading
	figures=$("$build/bench/spelling" drafts/declaration.fr.md tests/lists/typos.txt)
	row 'a paragraph looked through again, no word changed' "$(echo "$figures" | cut -d ' ' -f 1)" - '' 0.1
	row '  the same, one word changed' "$(echo "$figures" | cut -d ' ' -f 2)" - '' 0.1
	row 'first suggestions for a misspelt word, median' "$(echo "$figures" | cut -d ' ' -f 3)" - '' -
	row '  the same, 99th percentile' "$(echo "$figures" | cut -d ' ' -f 4)" - '' 50
	figures=$("$build/bench/mask")
	row 'masks of a hostile text, 1 MB, the slowest' "$(echo "$figures" | cut -d ' ' -f 1)" - '' 1000
	row '  the same, times half of it (quadratic: 4)' "$(echo "$figures" | cut -d ' ' -f 2)" - '' 3
	short_text 'the sample' drafts/declaration.fr.md
	[ -n "${NOTE:-}" ] && short_text 'the note' "$NOTE"
	long_text
}
