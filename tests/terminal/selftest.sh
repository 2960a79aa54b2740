#!/bin/sh
# selftest.sh DRIVE [LATENCY]: each step of drive against small real programs, passing and failing when it must.
# Prints ok / not ok lines and `N passed, N failed`; status 0 if none failed. Needs less, vim and sh.

drive=$(realpath "${1:?usage: selftest.sh DRIVE [LATENCY]}") || exit 2
latency=${2:+$(realpath "$2")}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
unset UPDATE_GOLDEN
number=0 failed=0
seq 1 300 | sed 's/^/ligne é /' > text
printf 'old\n' > old

# holds NAME FILE COMMAND…: one line, ok if COMMAND succeeds; else what FILE says.
holds() {
	claim=$1 witness=$2
	shift 2
	number=$((number + 1))
	if "$@"; then
		echo "ok $number - $claim"
	else
		failed=$((failed + 1))
		echo "not ok $number - $claim"
		head -n 15 "$witness" | sed 's/^/# /'
	fi
}

# run: the script on standard input; arguments of drive before --, the program after.
run() {
	cat > script
	options=
	while [ "$1" != -- ]; do
		options="$options $1"
		shift
	done
	# shellcheck disable=SC2086
	"$drive" $options script "$@" > out 2> err
	echo $? > status
}

# passes NAME … -- PROGRAM…
passes() {
	name=$1
	shift
	run "$@"
	holds "$name" err test "$(cat status)" = 0
}

ended() {
	test "$(cat status)" = "$1" && grep -q -- "$2" err
}

# fails NAME STATUS SAYING … -- PROGRAM…: this status, and stderr says this (a basic regular expression).
fails() {
	name=$1 wanted=$2 saying=$3
	shift 3
	run -T 400 "$@"
	holds "$name" err ended "$wanted" "$saying"
}

# --- texts
passes 'wait, send, exits (less)' -- less text <<'END'
# a comment, then a blank line

wait ligne é 35
send j
wait ligne é 36
send q
exits
END
passes 'a character that comes in two pieces' -- sh -c \
	"stty -echo; printf 'one'; read x; printf ' two \\342\\234'; read x; printf '\\223 end'; read x; stty echo" <<'END'
wait one
send \n
wait two
send \n
wait two ✓ end
send \n
exits
END
fails 'wait: never there' 1 'script:2: wait ligne 999' -- less text <<'END'
wait ligne é 1
wait ligne 999
END
holds 'a failure shows the screen' err grep -q '  |ligne é 7$' err
fails 'wait: true before' 1 'was true before' -- less text <<'END'
wait ligne é 35
send j
wait ligne é 35
END
passes 'mark frees wait, expect needs no mark' -- less text <<'END'
wait ligne é 35
send j
wait ligne é 36
expect ligne é 35
mark
wait ligne é 35
END
fails 'expect: never there' 1 'did not come' -- less text <<'END'
expect nowhere
END
passes 'gone and absent' -- less text <<'END'
wait ligne é 35
absent ligne é 200
send 200g
gone ligne é 35
expect ligne é 200
END
fails 'gone: still there' 1 'did not leave' -- less text <<'END'
wait ligne é 35
send j
gone ligne é 35
END
fails 'gone: was not there' 1 'was not there before' -- less text <<'END'
wait ligne é 35
gone ligne é 99
END
fails 'absent: it is there' 1 'is on the screen' -- less text <<'END'
wait ligne é 35
absent ligne é 35
END
fails 'wait: the program ends meanwhile, no timeout needed' 1 'has ended with status 0' -T 60000 -- less text <<'END'
wait ligne é 35
send q
wait nowhere
END

# --- keys: cat -v tells what arrives
passes 'send: names, escapes, modifiers' -- cat -v <<'END'
send <Up><S-Left><C-Right>\x41\\<<x><F1><F5><S-F5><PgUp><Del><S-Tab><Esc>o<Enter>
wait ^[[A^[[1;2D^[[1;5CA\<x>^[OP^[[15~^[[15;2~^[[5~^[[3~^[[Z^[o
END
passes 'send: SS3 in application cursor mode' -- sh -c 'printf "\033[?1h\033[?25hready"; exec cat -v' <<'END'
wait ready
send <Up><Home><S-Up><Enter>
wait ^[OA^[OH^[[1;2A
END
passes 'paste: raw without mode 2004' -- cat -v <<'END'
paste un <Up>\x21
wait un <Up>!
absent 200~
END
passes 'paste: in brackets with mode 2004' -- sh -c 'printf "\033[?2004hready"; exec cat -v' <<'END'
wait ready
paste un
send <Enter>
wait ^[[200~un^[[201~
END
fails 'paste: absent brackets are missed' 1 'did not come' -- cat -v <<'END'
paste un\n
expect 200~
END
fails 'send: an unknown key is misuse' 2 'no such key' -- less text <<'END'
send <Hyper>
END
fails 'send: to a program that has ended' 1 'nobody reads' -- true <<'END'
exits
send x
END

# --- golden screens
UPDATE_GOLDEN=1
export UPDATE_GOLDEN
fails 'golden: ^L shows what vim forgets (the search command)' 1 'drawn anew by ^L' -- vim -u NONE -R text <<'END'
wait ligne é 35
send /70$<Enter>
wait ligne é 70
golden vim
END
rm -rf golden failed
passes 'golden: recorded with UPDATE_GOLDEN=1' -- less -S text <<'END'
wait ligne é 35
send /é 70$<Enter>
wait ligne é 70
golden less
send q
exits
END
unset UPDATE_GOLDEN
passes 'golden: equal, drawn anew equal' -- less -S text <<'END'
wait ligne é 35
send /é 70$<Enter>
golden less
END
holds 'golden: attributes on record' golden/less.txt grep -q '^  0: 6-9 reverse$' golden/less.txt
fails 'golden: other words' 1 '^  0 + ligne é 1$' -- less -S text <<'END'
wait ligne é 35
golden less
END
holds 'golden: what failed is left as txt' err test -s failed/less.txt
holds 'golden: and as svg' err grep -q '</svg>' failed/less.svg
sed 's/6-9 reverse/6-9 bold/' golden/less.txt > golden/bold.txt
fails 'golden: other attributes only' 1 '+   0: 6-9 reverse' -- less -S text <<'END'
wait ligne é 35
send /é 70$<Enter>
golden bold
END
fails 'golden: none on record' 1 'UPDATE_GOLDEN=1 records it' -- less text <<'END'
golden none
END
cat > forgetful.sh <<'END'
stty raw -echo
printf '\033[2J\033[HWORDS'
while c=$(dd bs=1 count=1 2>/dev/null); [ "$c" != q ]; do
	case $1 in
	half) printf '\033[H\033[2JWORD' ;;
	none) printf '\033[H' ;;
	esac
done
END
for kind in half none silent; do
	UPDATE_GOLDEN=1 "$drive" -T 500 -o golden - -- sh forgetful.sh "$kind" > out 2> err <<'END'
wait WORDS
golden forgetful
END
	holds "golden: ^L that repaints $kind is caught" err test $? = 1
done
cat > look.sh <<'END'
printf '\033[7mabc \033[1;4mdef\033[22;24m ghi\033[m\n\033[2mdim\033[22m \033[4:3;58;5;1mcurl\033[m '
printf '\033[31mred\033[m \033[38;5;200;48;2;1;2;3mx\033[0;9my\033[m'
END
{
	printf 'abc def ghi\ndim curl red xy\n'
	yes '' | head -n 34
	echo '--- attributes'
	echo '  0: 0-10 reverse; 4-6 bold underline'
	echo '  1: 0-2 dim; 4-7 curly; 9-11 fg 1; 13-13 fg 200 bg #010203; 14-14 strike'
	echo '--- cursor 1,15 visible'
} > golden/look.txt
passes 'golden: dim, curly, colours, strike, runs within runs, as written by hand' -- sh look.sh <<'END'
exits
golden look
END

# --- looking
passes 'text to standard output, svg to a file' -- less text <<'END'
wait ligne é 35
text -
svg screen.svg
END
holds 'text holds the screen' out grep -qx 'ligne é 12' out
holds 'svg holds the screen' out grep -q '<text' screen.svg
fails 'text: a file that cannot be' 1 'can be written' -- less text <<'END'
text nowhere/at/all
END
passes 'cursor by place and by text' -- vim -u NONE -R text <<'END'
wait ligne é 1
cursor 0 0
send jj
cursor ligne é 3
send <Right>
cursor 2 1
END
fails 'cursor: elsewhere' 1 'it is at 0 0, visible' -- vim -u NONE -R text <<'END'
wait ligne é 1
cursor 5 0
END
fails 'cursor: hidden' 1 'hidden' -- sh -c 'printf "\033[?25lready"; read x' <<'END'
wait ready
cursor ready
END
passes 'writes' -- less text <<'END'
wait ligne é 35
writes first
send j
wait ligne é 36
writes down
END
holds 'writes prints its count' out grep -q '^down: [1-9][0-9]* reads, [0-9]* bytes$' out

# --- the window and signals
passes 'resize' -- sh -c 'trap "stty size" WINCH; echo ready; while :; do sleep 0.05; done' <<'END'
wait ready
resize 60x16
wait 16 60
resize 1x1
resize 80x24
wait 24 80
END
passes 'resize: storms, down to 1x1 (vim)' -- vim -u NONE -R text <<'END'
wait ligne é 35
resize 1x1
resize 60x16
resize 2x1
resize 300x80
wait ligne é 79
resize 120x36
gone ligne é 79
send :q<Enter>
exits
END
fails 'resize: nonsense is misuse' 2 'needs COLUMNSxROWS' -- less text <<'END'
resize big
END
# With the key, for vim 9.0 loses a SIGTSTP that comes between two of its selects.
passes 'the key ^Z, stopped, signal CONT (vim restores and returns)' -- vim -u NONE -R text <<'END'
wait ligne é 35
send <C-z>
stopped
signal CONT
send G
wait ligne é 300
send :q<Enter>
exits
END
passes 'signal TSTP and STOP, the key ^Z, signal CONT' -- cat <<'END'
signal TSTP
stopped
signal CONT
send <C-z>
stopped
signal CONT
send encore<Enter>
wait encore
signal STOP
stopped
signal CONT
send <C-d>
exits
END
fails 'stopped: it runs' 1 'did not stop' -- cat <<'END'
stopped
END
fails 'stopped: with the terminal in disorder' 1 \
	'not restored while stopped: .*alternate screen, bracketed paste, hidden' -- \
	sh -c 'stty -echo; printf "\033[?1049h\033[?2004h\033[?25lready"; read x' <<'END'
wait ready
signal TSTP
stopped
END
passes 'signal TERM, HUP, INT, KILL' -- \
	sh -c 'trap "echo got-hup" HUP; trap "echo got-int" INT; trap "echo got-term" TERM
	echo ready; while :; do sleep 0.02; done' <<'END'
wait ready
signal HUP
wait got-hup
signal INT
wait got-int
signal TERM
wait got-term
signal KILL
exits signal
END
fails 'signal: the program has ended' 1 'has ended' -- true <<'END'
exits
signal TERM
END
passes 'hangup: SIGHUP arrives, the program ends as it likes' -- \
	sh -c 'trap "echo hup > heard; exit 3" HUP; echo ready; while :; do sleep 0.02; done' <<'END'
wait ready
hangup
exits 3
run test -s heard
END
passes 'hangup: a reader gets the end' -- sh -c 'trap "" HUP; echo ready; cat; exit 4' <<'END'
wait ready
hangup
exits 4
END
fails 'hangup: one that stays is noticed' 1 'did not end' -- \
	sh -c 'trap "" HUP; echo ready; while :; do sleep 0.02; done' <<'END'
wait ready
hangup
exits
END

# --- the end
passes 'exits N and by signal' -- sh -c 'read x; exit 7' <<'END'
send <Enter>
exits 7
END
fails 'exits: another status' 1 'shall end with 0; it ended with status 7' -- sh -c 'exit 7' <<'END'
exits
END
fails 'exits: it does not' 1 'did not end' -- cat <<'END'
exits
END
fails 'exits: by signal where a status was wanted' 1 'by signal 15' -- cat <<'END'
signal TERM
exits
END
for disorder in 'stty -echo:termios' "printf '\\033[?1049h':alternate screen" "printf '\\033[?2004h':bracketed paste" \
	"printf '\\033[?25l':hidden cursor" "printf '\\033[?1000h':mouse" \
	"printf '\\033[?1h':application cursor keys"; do
	fails "exits: left on: ${disorder##*:}" 1 "not restored at the end: ${disorder##*:}" -- \
		sh -c "${disorder%:*}" <<'END'
exits
END
done
passes 'run, with the environment of the program' -e WORD=mot=1 -- \
	sh -c 'echo "[$WORD][$TERM][$LANG][$SECRET]"; read x' <<'END'
wait [mot=1][xterm-256color][C.UTF-8][]
run test "$WORD" = mot=1 && test -z "$SECRET"
END
fails 'run: a command that fails' 1 'with status 4' -- cat <<'END'
run exit 4
END
fails 'run: a command that does not end' 1 'did not end' -- cat <<'END'
run sleep 5
END
passes 'run: a program that floods the terminal is not held up' -- \
	sh -c 'read x; seq 1 100000; echo done > flooded; read x' <<'END'
send <Enter>
run while ! test -s flooded; do sleep 0.02; done
expect 100000
END
passes 'a program that does not read does not hold us up' -- sh -c 'stty raw -echo; echo ready; exec sleep 60' <<END
wait ready
send $(head -c 60000 /dev/zero | tr '\0' x)
absent xxx
END
passes 'a program with a child in a session of its own' -- \
	sh -c 'setsid sh -c "echo \$\$ > orphan; exec sleep 600" &
		while ! test -s orphan; do sleep 0.02; done; echo ready; read x' <<'END'
wait ready
END
holds 'nothing survives, not even in another session' orphan eval '! kill -0 "$(cat orphan)" 2>/dev/null'

# --- misuse of drive itself
fails 'an unknown step is misuse, before anything runs' 2 'script:2: dance: no such step' -- touch ran <<'END'
exits
dance
END
holds 'and nothing was run' err [ ! -e ran ]
fails 'a program that cannot run' 2 'No such file' -- ./nowhere <<'END'
exits
END
"$drive" -g huge script -- true 2> err
holds 'bad options are misuse' err test $? = 2
"$drive" nowhere -- true 2> err
holds 'a script that is not there is misuse' err test $? = 2

# --- latency
if [ -n "$latency" ]; then
	"$latency" -n 20 -w 'ligne é 1' -k j -k k -l 'a "label"' -- less text > out 2> err
	number_list='"first_ms":N,"first_bytes":N,"key_p50_ms":N,"key_p99_ms":N,"bytes_per_key":N,"reads_per_key":N'
	pattern=$(echo "^{\"label\":\"a .*\",\"n\":20,$number_list,\"rss_kib\":N,\"silent\":0}\$" |
		sed 's/:N/:[0-9][0-9.]*/g')
	holds 'latency measures less' out grep -q "$pattern" out
	TEST_TIMEOUT_FACTOR=0.02 "$latency" -n 5 -w nowhere -k j -- less text > out 2> err
	holds 'latency: a text that does not come' err test $? = 1
	"$latency" -n 5 -w 'ligne é 1' -k q -- less text > out 2> err
	holds 'latency: a program that ends' err test $? = 1
	"$latency" -n 5 -- less text > out 2> err
	holds 'latency: no keys is misuse' err test $? = 2
fi

echo "$((number - failed)) passed, $failed failed"
[ "$failed" = 0 ]
