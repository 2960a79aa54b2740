#!/bin/sh
# run.sh [large|spelling]: the program beside vim, tig, git and the spellers, in one run; `make bench` builds it first.
#
# Program and peer take turns, so that a slow minute slows both; each figure is the median over the rounds, in
# milliseconds unless the row says otherwise. "vim, bare" is vim -u NONE. A line a row: what is done, ours, the peer's, ratio, aim, met or missed.
# `spelling` is its rows alone; `large` only reads 99,900 annotations, beside itself reading 9,000: "its share" is 11.1 times that. "libgit2" reads
# the same objects and does nothing with them. From our environment: BUILD, ROUNDS (7), WORK (a folder to
# keep the repositories in; without it they are made anew and removed).
set -u
cd "$(dirname "$0")/../.." || exit 2
root=$PWD
build=$root/${BUILD:-build}
paraphe=$build/paraphe
latency=$build/terminal/latency
rounds=${ROUNDS:-7}
reviewers=300
case ${1:-} in
'') each=30 ;;
large) each=333 ;;
spelling) each=0 ;;
*) echo "usage: run.sh [large|spelling]" >&2 && exit 2 ;;
esac
total=$((reviewers * each))
missed=0

if [ -n "${WORK:-}" ]; then
	work=$WORK
	mkdir -p "$work" || exit 2
else
	work=$(mktemp -d) || exit 2
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' INT TERM HUP
fi
HOME=$work/home
XDG_CACHE_HOME=$HOME/.cache
export HOME XDG_CACHE_HOME GIT_CONFIG_NOSYSTEM=1 LANG=C.UTF-8 TZ=UTC PARAPHE_AS=bench
unset LC_ALL XDG_CONFIG_HOME XDG_STATE_HOME SOURCE_DATE_EPOCH
mkdir -p "$HOME"
git config --global user.name Bench
git config --global user.email bench@example.org
git config --global init.defaultBranch main
git config --global gc.auto 0

say() {
	printf '%s\n' "$*" >&2
}

# --- what is read

# text BYTES: the sample's French, again and again, a number in each paragraph so that no two are alike.
text() {
	awk -v wanted="$1" '
	{ line[NR] = $0 }
	END {
		for (round = 1; bytes < wanted; round++)
			for (i = 1; i <= NR && bytes < wanted; i++) {
				out = line[i]
				if (length(out) > 60) out = out " (" round "." i ")"
				print out
				bytes += length(out) + 1
			}
	}' drafts/declaration.fr.md
}

# repository NAME BYTES: one draft, committed, objects loose.
repository() {
	[ -e "$work/$1" ] && return
	mkdir -p "$work/$1.new/drafts"
	text "$2" > "$work/$1.new/drafts/declaration.fr.md"
	(cd "$work/$1.new" && git init -q && git add . && git commit -q -m 'Circulate the draft') || exit 2
	mv "$work/$1.new" "$work/$1"
}

# annotated NAME BYTES REVIEWERS EACH: with annotations, all packed.
annotated() {
	[ -e "$work/$1" ] && return
	say "making $1: $(($3 * $4)) annotations on $3 branches"
	repository "$1.bare" "$2"
	path=drafts/declaration.fr.md
	(
		cd "$work/$1.bare" || exit
		"$build/bench/generate" $path $path "$(git rev-parse HEAD:$path)" "$3" "$4" | git fast-import --quiet &&
			git repack -adq --window=0 && git pack-refs --all && git prune
	) || exit 2
	mv "$work/$1.bare" "$work/$1"
}

# --- how it is measured

# value NAME FILE: of a line of latency
value() {
	sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$2"
}

# median: of the numbers on standard input; - for none
median() {
	sort -n | awk '{ v[NR] = $1 }
	END { if (!NR) print "-"; else if (NR % 2) print v[(NR + 1) / 2]; else print (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# of NAME FIELD: the median of a field of latency over all rounds
of() {
	for file in "$work/runs/$1".*; do
		[ -e "$file" ] && value "$2" "$file"
	done | median
}

# run NAME ROUND FOLDER OPTIONS… -- PROGRAM…
run() {
	run_name=$1 run_round=$2 run_folder=$3
	shift 3
	# Nobody has been here before: reading positions and unfinished texts of the last round are gone.
	rm -rf "$HOME/.local" "$HOME/.config/paraphe"
	(cd "$run_folder" && "$latency" -e PARAPHE_AS=sherpa-a "$@") > "$work/runs/$run_name.$run_round" 2> "$work/runs/error" ||
		say "bench: $run_name: $(tail -n 1 "$work/runs/error")"
}

# milliseconds COMMAND…: of wall clock, the whole process
milliseconds() {
	began=$(date +%s%N)
	"$@" > "$work/said" 2>&1 || say "bench: $1: $(tail -n 1 "$work/said")"
	ended=$(date +%s%N)
	echo $((ended - began)) | awk '{ printf "%.2f\n", $1 / 1e6 }'
}

# row WORK OURS PEER PEER-NAME AIM: the aim is a ratio, with a peer of - an absolute figure, - for none.
row() {
	awk -v work="$1" -v ours="$2" -v peer="$3" -v name="$4" -v aim="$5" 'BEGIN {
		ratio = peer == "-" ? ours : (peer > 0 ? ours / peer : "-")
		state = aim == "-" ? "" : ours == "-" || ours == "" || peer == "" || ratio == "-" ? "not measured" : ratio <= aim + 0 ? "met" : "missed"
		printf "%-58s %9s %9s %-10s %7s %7s  %s\n", work, ours, peer, name,
			(peer == "-" || ratio == "-") ? "" : sprintf("%.2f", ratio), aim == "-" ? "" : "<= " aim, state
		exit state == "missed" || state == "not measured"
	}' || missed=$((missed + 1))
}

head_row() {
	printf '%-58s %9s %9s %-10s %7s %7s\n' 'work (ms)' paraphe peer '' ratio aim
}

# plumbing DIR: git reads what we read
plumbing() {
	cd "$1" || return
	git for-each-ref --format='%(refname)' refs/heads/review | while read -r branch; do
		git ls-tree -r "$branch" annotations/
	done | awk '{ print $3 }' | git cat-file --batch | wc -c
}

# reads NAME REPOSITORY COUNT: the whole process, the first time and again
reads() {
	rm -rf "$XDG_CACHE_HOME/paraphe"
	milliseconds "$build/bench/load" "$2" "$3" >> "$work/$1.first"
	cut -d ' ' -f 1 "$work/said" >> "$work/$1.open"
	milliseconds "$build/bench/load" "$2" "$3" >> "$work/$1.again"
}

reading() {
	repo=$work/annotated-$total
	annotated "annotated-$total" 100000 "$reviewers" "$each"
	rm -f "$work"/reading.*
	round=0
	while [ $round -lt "$rounds" ]; do
		reads reading "$repo" "$total"
		milliseconds "$build/bench/floor" "$repo" >> "$work/reading.floor"
		milliseconds plumbing "$repo" >> "$work/reading.git"
		if [ "$(id -u)" = 0 ] && [ -w /proc/sys/vm/drop_caches ] && (sync && echo 3 > /proc/sys/vm/drop_caches) 2>/dev/null; then
			rm -rf "$XDG_CACHE_HOME/paraphe"
			milliseconds "$build/bench/load" "$repo" "$total" >> "$work/reading.cold"
			(echo 3 > /proc/sys/vm/drop_caches) 2>/dev/null
			milliseconds plumbing "$repo" >> "$work/reading.coldgit"
		fi
		round=$((round + 1))
	done
	peer=$(median < "$work/reading.git")
	row "$total annotations read and placed, packed, warm" "$(median < "$work/reading.first")" "$peer" plumbing 0.06
	row '  the same' "$(median < "$work/reading.first")" "$(median < "$work/reading.floor")" libgit2 -
	row '  the same, opened a second time' "$(median < "$work/reading.again")" "$peer" plumbing 0.06
	[ -e "$work/reading.cold" ] &&
		row '  the same, disk cache dropped' "$(median < "$work/reading.cold")" "$(median < "$work/reading.coldgit")" plumbing -
	row '  of it until the review is open' "$(median < "$work/reading.open")" - '' -
}

# Eleven times as many, beside itself: what takes eleven times as long is linear, and the first frame waits for none.
growing() {
	few=$((reviewers * 30))
	annotated "annotated-$total" 100000 "$reviewers" "$each"
	annotated "annotated-$few" 100000 "$reviewers" 30
	rm -f "$work"/reading.* "$work"/few.*
	round=0
	while [ $round -lt 3 ]; do
		reads reading "$work/annotated-$total" "$total"
		reads few "$work/annotated-$few" "$few"
		milliseconds plumbing "$work/annotated-$total" >> "$work/reading.git"
		round=$((round + 1))
	done
	round=0
	while [ $round -lt "$rounds" ]; do
		for place in $total $few; do
			run "first-$place" $round "$work/annotated-$place" -w coop -n 1 -k '<Down>' -- "$paraphe"
		done
		round=$((round + 1))
	done
	for time in first again; do
		what="$total annotations read and placed"
		[ $time = first ] || what='  the same, opened a second time'
		share=$(awk -v ours="$(median < "$work/few.$time")" -v few="$few" -v all="$total" 'BEGIN { print ours * all / few }')
		row "$what" "$(median < "$work/reading.$time")" "$share" 'its share' 1.1
		row '  the same' "$(median < "$work/reading.$time")" "$(median < "$work/reading.git")" plumbing -
	done
	row "first frame, $total annotations" "$(of "first-$total" first_ms)" "$(of "first-$few" first_ms)" "with $few" 1.2
}

make_sample() {
	[ -e "$work/sample" ] && return
	env -u PARAPHE_AS "$paraphe" demo "$work/sample" > "$work/said" 2>&1 || { cat "$work/said" >&2 && exit 2; }
}

first_frames() {
	make_sample
	annotated annotated-300 100000 10 30
	repository ten-loose 10000000
	[ -e "$work/ten-packed" ] || {
		cp -a "$work/ten-loose" "$work/ten-packed.new"
		git -C "$work/ten-packed.new" repack -adq
		mv "$work/ten-packed.new" "$work/ten-packed"
	}
	draft=drafts/declaration.fr.md
	round=0
	while [ $round -lt "$rounds" ]; do
		for place in sample annotated-300; do
			run "first-$place" $round "$work/$place" -w coop -n 1 -k '<Down>' -- "$paraphe"
			run "first-$place-vim" $round "$work/$place" -w coop -n 1 -k j -- vim -R $draft
			run "first-$place-bare" $round "$work/$place" -w coop -n 1 -k j -- vim -u NONE -R $draft
			run "first-$place-less" $round "$work/$place" -w coop -n 1 -k j -- less $draft
			run "first-$place-tig" $round "$work/$place" -w main -n 1 -k j -- tig --all
		done
		for place in ten-loose ten-packed; do
			run "first-$place" $round "$work/$place" -w coop -n 1 -k '<Down>' -- "$paraphe"
			run "first-$place-vim" $round "$work/$place" -w coop -n 1 -k j -- vim -R $draft
		done
		round=$((round + 1))
	done
	for place in sample annotated-300; do
		what='first frame, the sample'
		[ $place = sample ] || what='first frame, 100 KB with 300 annotations'
		for peer in vim tig; do
			row "$what" "$(of first-$place first_ms)" "$(of first-$place-$peer first_ms)" $peer 1.0
		done
		row '  the same' "$(of first-$place first_ms)" "$(of first-$place-bare first_ms)" 'vim, bare' -
		row '  the same' "$(of first-$place first_ms)" "$(of first-$place-less first_ms)" less -
	done
	row 'first frame, 10 MB, loose' "$(of first-ten-loose first_ms)" "$(of first-ten-loose-vim first_ms)" vim 0.35
	row 'first frame, 10 MB, packed, warm' "$(of first-ten-packed first_ms)" "$(of first-ten-packed-vim first_ms)" vim 0.35
}

keys() {
	round=0
	while [ $round -lt "$rounds" ]; do
		for place in ten-loose annotated-300; do
			run "down-$place" $round "$work/$place" -w coop -n 60 -k '<Down>' -- "$paraphe"
			run "down-$place-vim" $round "$work/$place" -w coop -n 60 -k j -- vim -R $draft
			run "down-$place-bare" $round "$work/$place" -w coop -n 60 -k j -- vim -u NONE -R $draft
			run "page-$place" $round "$work/$place" -w coop -n 25 -k '<PgDn>' -- "$paraphe"
			run "page-$place-vim" $round "$work/$place" -w coop -n 25 -k '<PgDn>' -- vim -R $draft
			run "page-$place-bare" $round "$work/$place" -w coop -n 25 -k '<PgDn>' -- vim -u NONE -R $draft
		done
		run move $round "$work/ten-loose" -w coop -n 40 -k '<Down>' -k '<Up>' -- "$paraphe"
		run talk $round "$work/annotated-300" -w coop -n 40 -k '<Down>' -k '<Up>' -- "$paraphe"
		round=$((round + 1))
	done
	for place in annotated-300 ten-loose; do
		size='100 KB'
		[ $place = ten-loose ] && size='10 MB'
		row "next paragraph, key to frame, $size" "$(of down-$place key_p50_ms)" "$(of down-$place-vim key_p50_ms)" vim 1.0
		row '  the same' "$(of down-$place key_p50_ms)" "$(of down-$place-bare key_p50_ms)" 'vim, bare' -
		row "next page, key to frame, $size" "$(of page-$place key_p50_ms)" "$(of page-$place-vim key_p50_ms)" vim 0.9
		row '  the same' "$(of page-$place key_p50_ms)" "$(of page-$place-bare key_p50_ms)" 'vim, bare' -
	done
	row 'bytes of a move that does not scroll, nothing said there' "$(of move bytes_per_key)" - '' 400
	row '  the same, to another conversation, all of it new' "$(of talk bytes_per_key)" - '' -
	row 'bytes of a page' "$(of page-annotated-300 bytes_per_key)" "$(of page-annotated-300-vim bytes_per_key)" vim -
	row 'peak memory, 100 KB with 300 annotations (KiB)' "$(of page-annotated-300 rss_kib)" "$(of page-annotated-300-vim rss_kib)" vim -
	row 'peak memory, 10 MB (KiB)' "$(of page-ten-loose rss_kib)" "$(of page-ten-loose-vim rss_kib)" vim -
	writes
}

# One frame is one write to the terminal; the first frame and the farewell are taken off by a second run with half the
# keys.
writes() {
	for presses in 20 40; do
		(cd "$work/annotated-300" && "$latency" -e PARAPHE_AS=sherpa-a -w coop -n $presses -k '<PgDn>' -k '<PgUp>' -- \
			strace -f -e trace=write,writev -s 4 -o "$work/writes.$presses" "$paraphe") > /dev/null 2>&1
	done
	if [ -s "$work/writes.40" ]; then
		few=$(grep -c 'writev\{0,1\}(1, ' "$work/writes.20")
		more=$(grep -c 'writev\{0,1\}(1, ' "$work/writes.40")
		row 'writes a frame' "$(echo "$few $more" | awk '{ print ($2 > $1 ? ($2 - $1) / 20 : "-") }')" - '' 1
	else
		row 'writes a frame (reads; strace could not)' "$(of page-annotated-300 reads_per_key)" - '' 1
	fi
}

saving() {
	rm -rf "$work/saving" "$work/clone"
	cp -a "$work/annotated-300" "$work/saving"
	git clone -q "$work/annotated-300" "$work/clone"
	figures=$("$build/bench/save" "$work/saving" "$work/clone" $((rounds * 5)))
	row 'an annotation saved, synced to disk' "${figures% *}" "${figures#* }" 'add+commit' 0.25
	git -C "$work/saving" fsck --strict --no-dangling > "$work/said" 2>&1 || { say "bench: git fsck:" && cat "$work/said" >&2; }
}

# consulted NAME BRANCHES EDITS: many proposals on one text of 120 paragraphs
consulted() {
	[ -e "$work/$1" ] && return
	say "making $1: $3 edits on $2 branches"
	git init -q -b main "$work/$1.new" || exit 2
	(cd "$work/$1.new" && "$build/bench/consult" 1 120 "$2" "$3" | git fast-import --quiet && git reset -q --hard) || exit 2
	mv "$work/$1.new" "$work/$1"
}

# afresh NAME: in a folder of its own, as it was made. None is removed before all are measured: ext4 takes its time to use
# anew what was freed in the last five seconds.
afresh() {
	copies=$((copies + 1))
	cp -a "$work/$1" "$work/merging.$copies"
	cd "$work/merging.$copies" || exit
}

accept() {
	"$paraphe" --as sec-1 merge --accept-uncontested --json
	[ $? -le 1 ]
}

git_merges() {
	git for-each-ref --format='%(refname:short)' refs/heads/review | while read -r branch; do
		git merge -q --no-edit "$branch" > /dev/null 2>&1 || git merge --abort
	done
}

# What was taken, and how many of the new words, each of which stands once on the branches, the base has lost or doubled.
count_taken() {
	git show main:drafts/declaration-1.fr.md | tr -s ' ' '\n' | grep . | sort | uniq -c > "$work/stands"
	doubled=$(awk '$1 > 1' "$work/stands" | wc -l)
	lost=$(jq -r 'def words: split("\n") | join(" ") | split(" ");
		.amendments[] | select(.outcome == "taken") | (.was | words) as $was | (.now | words) - $was | .[]' "$work/said" |
		sort -u | grep . |
		awk 'NR == FNR { stands[$2]; next } !($0 in stands)' "$work/stands" - | wc -l)
	jq -r '.amendments | "\(map(select(.outcome == "taken")) | length) of \(length) proposals taken, \(map(select(
		(.collides | length) > 0 and .outcome == "taken")) | length) of them colliding"' "$work/said"
	echo "words of them lost: $lost, doubled: $doubled"
}

merging() {
	consulted consulted-200 200 900
	consulted consulted-1000 1000 4500
	rm -rf "$work"/merge.* "$work"/merging.*
	copies=0
	sync
	sleep 6
	round=0
	while [ $round -lt 3 ]; do
		run desk $round "$work/consulted-200" -e PARAPHE_AS=sec-1 -o d -w 'Si la 1' -n 1 -k '<Down>' -- "$paraphe"
		afresh consulted-200
		milliseconds accept >> "$work/merge.ours"
		cp "$work/said" "$work/said.200"
		afresh consulted-200
		milliseconds git_merges >> "$work/merge.git"
		round=$((round + 1))
	done
	afresh consulted-1000
	milliseconds accept >> "$work/merge.many"
	share=$(awk -v ours="$(median < "$work/merge.ours")" 'BEGIN { print ours * 5 }')
	row '200 branches, what is uncontested taken' "$(median < "$work/merge.ours")" "$(median < "$work/merge.git")" 'git merge' 0.1
	row '1,000 branches' "$(median < "$work/merge.many")" "$share" 'its share' 1.2
	row 'the desk on the proposals of 200 branches, d to frame' "$(of desk first_ms)" - '' 300
	afresh consulted-200
	accept > "$work/said"
	count_taken
	cd "$root" || exit
	rm -rf "$work"/merging.*
}

# shellcheck source=tests/bench/spelling.sh
. tests/bench/spelling.sh

mkdir -p "$work/runs"
rm -f "$work"/runs/*
head_row
if [ "$total" -gt 10000 ]; then
	growing
elif [ "$total" = 0 ]; then
	spelling
else
	first_frames
	keys
	saving
	reading
	merging
	spelling
fi
echo "aims missed: $missed"
