#!/bin/sh
# run.sh [windows] [pushes] [meeting]: many at once, and nothing lost; `make load` builds it first.
#
#	windows	64 programs that hold one bare repository open, four of them for each reviewer, 20 acts each
#	pushes	40 clones of a server behind the hook, ten times one act and `git push`, all at once
#	meeting	90 minutes of 300 reviewers and a secretariat in one bare repository, in MEETING seconds (180)
#
# A line for each figure: what, its value; milliseconds as the 50th, 95th and 99th of a hundred and the longest. Then the
# oracle, by plain git: every acknowledged id stands exactly once, in its author's folder on its author's branch, with the
# words it was given, never edited since; a commit an act, each act once; every proposed paragraph reads as it was
# acknowledged last; git fsck --strict and doctor find nothing, no lock and no journal entry is left. Status 1 where
# something is lost or an aim missed. From our environment: BUILD, WORK (a folder to keep the repositories in), MEETING.
set -u
cd "$(dirname "$0")/../.." || exit 2
root=$PWD
build=$root/${BUILD:-build}
paraphe=$build/paraphe
failed=0
longest=15000

if [ -n "${WORK:-}" ]; then
	work=$WORK
	mkdir -p "$work" || exit 2
else
	work=$(mktemp -d) || exit 2
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' INT TERM HUP
fi
HOME=$work/home
export HOME GIT_CONFIG_NOSYSTEM=1 LANG=C.UTF-8 LC_ALL=C.UTF-8 TZ=UTC PARAPHE="$paraphe"
unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME SOURCE_DATE_EPOCH PARAPHE_AS LANGUAGE
mkdir -p "$HOME"
git config --global user.name Load
git config --global user.email load@example.org
git config --global init.defaultBranch main

row() {
	printf '%-52s %s\n' "$1" "$2"
}

# wrong WHAT: something is lost, doubled or late
wrong() {
	failed=1
	printf 'WRONG   %s\n' "$*"
}

# spread NAME [any] <MILLISECONDS: one a line; with `any` none is too long
spread() {
	sort -n >"$work/sorted"
	[ -s "$work/sorted" ] || { wrong "$1: nothing was measured" && return; }
	row "$1, 50/95/99 of 100, longest (ms)" "$(awk '
		{ value[NR] = $1 }
		function part(of) { place = int(NR * of + 0.999); return value[place < 1 ? 1 : place > NR ? NR : place] }
		END { printf "%.0f / %.0f / %.0f, %.0f", part(.5), part(.95), part(.99), value[NR] }' "$work/sorted")"
	[ "${2:-}" = any ] || tail -1 "$work/sorted" | awk -v most="$longest" '{ exit $1 > most }' || wrong "$1 took longer than $longest ms"
}

# most <NUMBERS: the greatest
most() {
	sort -n | tail -1
}

# text: 72 paragraphs of the sample's, none of them a heading or an item; §N is line 2N-1
text() {
	awk 'length($0) > 60 && !/^ *([-#>0-9]|\* )/ { line[++lines] = $0 }
		END { for (i = 0; i < 72; i++) print line[i % lines + 1] (i < lines ? "" : " (bis)") "\n" }' drafts/declaration.fr.md
}

# repository DIR REVIEWERS: a bare one with that text, reviewers r001, r002 … and the secretariat
repository() {
	rm -rf "$1" "$1.seed"
	git init -q "$1.seed" && mkdir "$1.seed/drafts" && text >"$1.seed/drafts/declaration.fr.md" || exit 2
	awk -v reviewers="$2" 'BEGIN {
		print "{\"title\": {\"fr\": \"Déclaration\"}, \"base\": \"main\","
		print "\"drafts\": [{\"path\": \"drafts/declaration.fr.md\", \"language\": \"fr\", \"source\": true}],"
		print "\"areas\": [], \"mechanisms\": [], \"questions\": [], \"groups\": [], \"roster\": ["
		for (i = 1; i <= reviewers; i++)
			printf "{\"id\": \"r%03d\", \"name\": \"Relecteur %d\", \"role\": \"reviewer\"},\n", i, i
		print "{\"id\": \"sec\", \"name\": \"Secrétariat\", \"role\": \"secretariat\"}]}"
	}' >"$1.seed/drafts/consultation.json"
	git -C "$1.seed" add -A && git -C "$1.seed" commit -q -m 'Open the consultation' &&
		git clone -q --bare "$1.seed" "$1" || exit 2
	rm -rf "$1.seed"
}

# --- the oracle

# files DIR: "REVIEWER tab BLOB tab ID", of all review branches
files() {
	git -C "$1" for-each-ref --format='%(refname:lstrip=3)' refs/heads/review | while read -r reviewer; do
		git -C "$1" ls-tree -r "review/$reviewer" annotations |
			awk -F'[ \t/.]+' -v reviewer="$reviewer" '{ print (($5 == reviewer) ? reviewer : "!" $5) "\t" $3 "\t" $6 }'
	done
}

# words DIR: the same, with the words of each blob behind it
words() {
	files "$1" | sort -u >"$work/files"
	cut -f2 "$work/files" | git -C "$1" cat-file --batch | awk -v files="$work/files" -F'"' '
		BEGIN { while ((getline line < files) > 0) { split(line, part, "\t"); head[part[2]] = line; blob[part[3]]++ } }
		/^[0-9a-f]+ blob [0-9]+$/ { if (key) print head[key] "\t" words; split($0, part, " "); key = part[1]; words = "" }
		$2 == "value" && !words { words = $4 }
		END { if (key) print head[key] "\t" words }'
}

# oracle DIR ACTS: said (REVIEWER, ID, WORDS) and proposed (REVIEWER, WORDS) lie in $work
oracle() {
	words "$1" >"$work/standing"
	awk -F'\t' '
		NR == FNR { if ($1 ~ /^!/) print "in another folder than its author has: " $3; count[$3]++; author[$3] = $1; words[$3] = $4; next }
		{ said++ }
		known[$2]++ { print "acknowledged twice: " $2 }
		count[$2] != 1 { print "stands " count[$2] + 0 " times: " $2; next }
		author[$2] != $1 || words[$2] != $3 { print "not as it was said: " $2 " " $3 " / " words[$2] }
		END { for (id in count) if (!(id in known)) print "nobody was told of: " id }
	' "$work/standing" "$work/said" >"$work/trouble"
	git -C "$1" for-each-ref --format='%(refname:short)' refs/heads/review >"$work/branches"
	while read -r branch; do
		git -C "$1" log --first-parent --format='%(trailers:key=Paraphe-Act,valueonly)' "main..$branch" | grep .
		git -C "$1" log --diff-filter=MDR --name-only --format= "$branch" -- annotations |
			sed 's/^/edited or gone: /' >>"$work/trouble"
	done <"$work/branches" >"$work/acts"
	sort "$work/acts" | uniq -d | sed 's/^/done twice: /' >>"$work/trouble"
	[ "$2" = any ] || [ "$(wc -l <"$work/acts")" = "$2" ] ||
		echo "$2 acts were acknowledged, $(wc -l <"$work/acts") stand" >>"$work/trouble"
	while IFS='	' read -r reviewer text; do
		git -C "$1" show "review/$reviewer:drafts/declaration.fr.md" | grep -qF -- "$text" ||
			echo "$reviewer does not propose: $text" >>"$work/trouble"
	done <"$work/proposed"
	git -C "$1" fsck --strict --no-progress --no-dangling >"$work/fsck" 2>&1 || cat "$work/fsck" >>"$work/trouble"
	find "$1" -name '*.lock' >>"$work/trouble"
	[ ! -d "$1/paraphe/journal" ] || find "$1/paraphe/journal" -type f >>"$work/trouble"
	"$paraphe" --language en -C "$1" --as sec doctor >"$work/doctor" 2>&1 || cat "$work/doctor" >>"$work/trouble"
	row 'acknowledged; lost, doubled or altered' "$(wc -l <"$work/said") and $(wc -l <"$work/proposed") paragraphs; $(
		wc -l <"$work/trouble")"
	[ ! -s "$work/trouble" ] || wrong "$(head -20 "$work/trouble")"
	size=$(du -sk "$1" | cut -f1)
	start=$(date +%s%N)
	git -C "$1" gc -q || wrong 'git gc'
	row 'the repository, before and after git gc (KiB; s)' "$size, $(du -sk "$1" | cut -f1); $(
		echo "$start $(date +%s%N)" | awk '{ printf "%.1f", ($2 - $1) / 1e9 }')"
	words "$1" | cmp -s - "$work/standing" || wrong 'git gc has changed what stands'
}

# since START: seconds
since() {
	echo "$1 $(date +%s%N)" | awk '{ printf "%.0f", ($2 - $1) / 1e9 }'
}

# --- the three

windows() {
	repository "$work/windows.git" 16
	start=$(date +%s%N)
	"$build/load/windows" "$work/windows.git" 64 20 16 >"$work/log" 2>"$work/refused" || wrong "$(head -5 "$work/refused")"
	echo && row '64 programs × 20 acts on one repository (s)' "$(since "$start")"
	sed -n 's/^said	//p' "$work/log" >"$work/said"
	sed -n 's/^proposed	//p' "$work/log" >"$work/proposed"
	sed -n 's/^act //p' "$work/log" | spread 'an act, until it is saved'
	sed -n 's/^follow //p' "$work/log" | spread 'what the others did, until it is taken in'
	row 'peak memory of a program (MiB)' "$(sed -n 's/^peak //p' "$work/log" | most | awk '{ printf "%.1f", $1 / 1024 }')"
	oracle "$work/windows.git" "$(grep -c '^act ' "$work/log")"
}

pushes() {
	repository "$work/server.git" 40
	"$paraphe" server-hook install "$work/server.git" >/dev/null 2>&1 || wrong 'the hook cannot be installed'
	: >"$work/lines"
	rm -rf "$work/clones" "$work"/acks.* && mkdir "$work/clones"
	for number in $(seq 40); do
		reviewer=$(printf 'r%03d' "$number")
		git clone -q "$work/server.git" "$work/clones/$reviewer" || exit 2
		git -C "$work/clones/$reviewer" config user.name "Relecteur $number"
		for round in $(seq 10); do
			said="clone $number, envoi $round"
			act="annotate --paragraph $((number + round)) -m '$said'"
			[ $((round % 5)) = 0 ] && act="initial --paragraph $round"
			[ $((round % 5)) = 0 ] && said=initialled
			printf "0\t%s\tact\tid=\$(\"\$PARAPHE\" -C '%s' --as %s %s) && printf '%s\\\\t%%s\\\\t%s\\\\n' \"\$id\" >>'%s'\n" \
				"$reviewer" "$work/clones/$reviewer" "$reviewer" "$act" "$reviewer" "$said" "$work/acks.$reviewer"
			printf "0\t%s\tpush\tPARAPHE_PUSHER=%s exec git -C '%s' push -q origin review/%s\n" \
				"$reviewer" "$reviewer" "$work/clones/$reviewer" "$reviewer"
		done
	done >>"$work/lines"
	start=$(date +%s%N)
	"$build/load/crowd" 40 <"$work/lines" >"$work/log" 2>"$work/refused"
	echo && row '40 clones × 10 pushes through the hook (s)' "$(since "$start")"
	[ -z "$(awk '$5 != 0' "$work/log")" ] || wrong "refused: $(awk '$5 != 0' "$work/log" | wc -l), $(head -5 "$work/refused")"
	cat "$work"/acks.* >"$work/said"
	: >"$work/proposed"
	awk '$1 == "push" { print $2 }' "$work/log" | spread 'a push, until it is taken'
	awk '$1 == "act" { print $2 }' "$work/log" | spread 'an act in the clone'
	row 'peak memory: a push with its hook, an act (MiB)' "$(awk '
		{ if ($4 > peak[$1]) peak[$1] = $4 } END { printf "%.1f, %.1f", peak["push"] / 1024, peak["act"] / 1024 }' "$work/log")"
	oracle "$work/server.git" 400
}

# A meeting: people come in waves, remarks first, then words, then support and initials; the secretariat decides twice,
# and at the end a version goes out.
script() {
	awk -v minutes=90 -v seconds="${MEETING:-180}" -v work="$work" '
	function at(minute) { return minute * seconds / minutes }
	function later(from, to) { return at(from + rand() * (to - from)) }
	function run(when, who, name, command) { printf "%.3f\t%s\t%s\t%s\n", when, who, name, command }
	function said(when, who, name, command, words) {
		run(when, who, name, "id=$(\"$PARAPHE\" -C \"" work "/meeting.git\" --as " who " " command \
			") && printf \"" who "\\\\t%s\\\\t" words "\\\\n\" \"$id\" >>\"" work "/acks." who "\"")
	}
	BEGIN {
		srand(7)
		for (i = 1; i <= 300; i++) {
			who = sprintf("r%03d", i)
			for (j = 1; j <= 3; j++) {
				words = "réunion, " who ", remarque " j
				said(later(2, 75), who, "annotate", \
					(j == 2 ? "annotate --kind question" : "annotate") " --paragraph " int(rand() * 72) + 1 " -m \"" words "\"", words)
			}
			if (i % 3 == 0) {
				words = "proposé par " who
				paragraph = own[i] = int(rand() * 72) + 1
				proposals[++proposed] = who ":" paragraph
				when[proposed] = later(15, 50)
				run(when[proposed], who, "amend", "words=$(sed -n \"$((" paragraph " * 2 - 1))p\" \"" work "/draft\") && " \
					"\"$PARAPHE\" -C \"" work "/meeting.git\" --as " who " amend --paragraph " paragraph \
					" -m \"$words (" words ")\" >/dev/null && printf \"" who "\\\\t(" words ")\\\\n\" >>\"" work "/proposals\"")
			}
		}
		for (i = 1; i <= 300; i++) {
			who = sprintf("r%03d", i)
			if (i % 3) {
				which = int(rand() * proposed) + 1
				said(at(55) + rand() * at(15), who, "support", "support " proposals[which], "supports")
			}
			said(later(60, 88), who, "initial", "initial --paragraph " (i % 72 + 1 == own[i] ? 1 + own[i] % 72 : i % 72 + 1), "initialled")
		}
		for (i = 1; i <= 20; i++)
			said(at(70) + i * at(0.5), "sec", "decide", "decide " proposals[i * 4] \
				(i % 2 ? " accepted" : " rejected -m \"Pas maintenant.\""), i % 2 ? "accepted" : "rejected")
		run(at(82), "sec", "merge", "\"$PARAPHE\" -C \"" work "/meeting.git\" --as sec merge >/dev/null; [ $? -le 1 ]")
		run(at(89), "sec", "circulate", "exec \"$PARAPHE\" -C \"" work "/meeting.git\" --as sec circulate -m \"Rev. 1\" --no-documents >/dev/null")
	}' | sort -n
}

meeting() {
	repository "$work/meeting.git" 300
	git -C "$work/meeting.git" show main:drafts/declaration.fr.md >"$work/draft"
	rm -f "$work"/acks.* && : >"$work/proposals"
	script >"$work/lines"
	"$build/load/follow" "$work/meeting.git" r001 >"$work/followed" 2>&1 &
	follower=$!
	start=$(date +%s%N)
	"$build/load/crowd" 32 <"$work/lines" >"$work/log" 2>"$work/refused"
	echo && row '90 minutes of 300 reviewers, in (s)' "$(since "$start")"
	kill -TERM "$follower"
	wait "$follower" || wrong "$(tail -1 "$work/followed")"
	cat "$work"/acks.* >"$work/said"
	cp "$work/proposals" "$work/proposed"
	row 'acts' "$(awk '{ count[$1]++ } END { for (name in count) printf "%s %d  ", name, count[name] }' "$work/log")"
	for name in annotate amend support initial decide merge circulate; do
		awk -v name="$name" '$1 == name { print $2 }' "$work/log" | spread "$name"
	done
	awk '{ print ($3 > 0 ? $3 : 0) }' "$work/log" | spread 'begun after its time (thirty times the pace)' any
	sed -n 's/^follow //p' "$work/followed" | spread 'an open screen, until it has taken in what is new'
	row 'peak memory: a command, the open screen (MiB)' "$(awk '{ print $4 }' "$work/log" | most | awk '{ printf "%.1f", $1 / 1024 }'), $(
		sed -n 's/^peak //p' "$work/followed" | awk '{ printf "%.1f", $1 / 1024 }')"
	[ -z "$(awk '$5 != 0' "$work/log")" ] || wrong "refused: $(awk '$5 != 0' "$work/log" | wc -l), $(sort "$work/refused" | uniq -c | head -5)"
	oracle "$work/meeting.git" any
}

[ $# -gt 0 ] || set -- windows pushes meeting
for part in "$@"; do
	case $part in
	windows) windows ;;
	pushes) pushes ;;
	meeting) meeting ;;
	*) echo "usage: run.sh [windows] [pushes] [meeting]" >&2 && exit 2 ;;
	esac
done
exit $failed
