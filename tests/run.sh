#!/bin/sh
# run.sh [terminal] [flows] [screens] [unit]: the tests, all of them or those kinds; `make test` builds them first.
#
#	unit		build/unit/*/*_test		cmocka, each test counts
#	terminal	tests/terminal/selftest.sh	the harness of the screens itself
#	flows		tests/flows/*.sh		ok / not ok lines, at the end `N passed, N failed`
#	screens		tests/screens/*.script		see tests/screens/run.sh; each script counts
#
# Two run at a time, each in an environment that is always the same: no settings of the user or the machine, UTC,
# C.UTF-8, a frozen clock, a HOME and a TMPDIR of its own. They find PARAPHE (the program), ROOT (the checkout) and
# BUILD. A line for each that passed, the whole output of each that did not; at the end `N passed, N failed`.
# From our own environment: BUILD (build; build/asan), JOBS (2), TEST_TIMEOUT_FACTOR, UPDATE_GOLDEN.
#
# run.sh --one KIND FILE: one of them, used by itself.
set -u
cd "$(dirname "$0")/.." || exit 2
ROOT=$PWD
BUILD=$ROOT/${BUILD:-build}
limit=$((600 * ${TEST_TIMEOUT_FACTOR:-1}))

# fixed COMMAND…: in the environment that is always the same.
fixed() {
	mkdir -p "$own/home" "$own/tmp" "$own/runtime" && chmod 700 "$own/runtime" || exit 2
	env -i PATH="$PATH" HOME="$own/home" TMPDIR="$own/tmp" XDG_CONFIG_HOME="$own/home/.config" \
		XDG_STATE_HOME="$own/home/.local/state" XDG_CACHE_HOME="$own/home/.cache" \
		XDG_DATA_HOME="$own/home/.local/share" XDG_RUNTIME_DIR="$own/runtime" \
		LANG=C.UTF-8 TZ=UTC TERM=xterm-256color SOURCE_DATE_EPOCH=1795190400 \
		GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 CMOCKA_MESSAGE_OUTPUT=tap \
		ASAN_OPTIONS=abort_on_error=0:detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
		LSAN_OPTIONS="suppressions=$ROOT/tests/leaks.supp:print_suppressions=0" \
		TEST_TIMEOUT_FACTOR="${TEST_TIMEOUT_FACTOR:-1}" UPDATE_GOLDEN="${UPDATE_GOLDEN:-}" \
		ROOT="$ROOT" BUILD="$BUILD" PARAPHE="$BUILD/paraphe" \
		timeout --kill-after=10 "$limit" "$@"
}

# What a TAP stream and the status of its program say: "PASSED FAILED". Tests that were planned and never ran failed;
# so did one that says nothing at all, and the group whose status speaks against its lines.
count_unit() {
	awk -v status="$1" '
	/^1\.\.[0-9]+$/ { planned += substr($0, 4) }
	/^not ok [0-9]+ # SKIP/ { skipped++; next }
	/^not ok [0-9]+ - .*GROUP SETUP$/ { next }
	/^ok [0-9]/ { passed++ }
	/^not ok [0-9]/ { failed++ }
	END {
		ran = passed + failed + skipped
		if (planned > ran) failed += planned - ran
		if (!failed && (status != 0 || !planned)) failed = 1
		print passed + 0, failed + 0
	}' "$own/log"
}

# The same of a shell test: its last line must agree with its lines.
count_lines() {
	awk -v status="$1" '
	/^ok / { passed++ }
	/^not ok / { failed++ }
	{ last = $0 }
	END {
		if (!failed && (status != 0 || last != passed + 0 " passed, 0 failed")) failed = 1
		print passed + 0, failed + 0
	}' "$own/log"
}

one() {
	kind=$1 file=$2
	name=$(echo "$file" | sed "s,^$BUILD/,,; s,^tests/,,; s,_test\$,,; s,\\.sh\$,,; s,\\.script\$,,")
	own=$RESULTS/$(echo "$kind/$name" | tr / _)
	mkdir -p "$own" || exit 2
	case $kind in
	unit)
		fixed "$file" > "$own/log" 2>&1
		status=$?
		counts=$(count_unit "$status")
		;;
	flows)
		fixed sh "$file" > "$own/log" 2>&1
		status=$?
		counts=$(count_lines "$status")
		;;
	terminal)
		fixed sh "$file" "$BUILD/terminal/drive" "$BUILD/terminal/latency" > "$own/log" 2>&1
		status=$?
		counts=$(count_lines "$status")
		;;
	screens)
		fixed sh tests/screens/run.sh "$file" "$RESULTS/demo" > "$own/log" 2>&1
		status=$?
		counts="1 0"
		[ "$status" = 0 ] || counts="0 1"
		;;
	esac
	passed=${counts% *} failed=${counts#* }
	echo "$passed $failed" > "$own/counts"
	{
		flock 9
		if [ "$failed" = 0 ]; then
			printf 'ok      %-36s %4d passed\n' "$name" "$passed"
			grep -i '# skip' "$own/log" | sed 's/^not ok/skipped/; s/^/        /'
		else
			printf 'FAILED  %-36s %4d passed, %d failed (status %d)\n' "$name" "$passed" "$failed" "$status"
			sed 's/^/    /' "$own/log"
		fi
	} 9> "$RESULTS/lock"
	rm -rf "${own:?}/home" "$own/tmp"
}

if [ "${1:-}" = --one ]; then
	one "$2" "$3"
	exit 0
fi

kinds=${*:-terminal flows screens unit} # the long ones first
RESULTS=$(mktemp -d) && chmod 711 "$RESULTS" || exit 2 # another user may be asked to read below it
export RESULTS
trap 'rm -rf "$RESULTS"' EXIT
trap 'exit 130' INT TERM HUP

# list KIND PATTERN…: the files there are, a line each; none is a mistake worth a word.
list() {
	kind=$1
	shift
	for file; do
		[ -e "$file" ] && [ "${file##*/}" != lib.sh ] && printf '%s %s\n' "$kind" "$file"
	done
}
for kind in $kinds; do
	case $kind in
	# Only what has a source: a test that was taken away may still lie in the build.
	unit)
		for source in tests/unit/*/*_test.c; do
			test=${source#tests/}
			echo "unit $BUILD/${test%.c}"
		done
		;;
	terminal) list terminal tests/terminal/selftest.sh ;;
	flows) list flows tests/flows/*.sh ;;
	screens) list screens tests/screens/*.script ;;
	*) echo "run.sh: there are no tests of the kind $kind" >&2 && exit 2 ;;
	esac
done > "$RESULTS/list"

case " $kinds " in
*' screens '*)
	# The sample is made once; each screen has a copy.
	own=$RESULTS/making
	if ! fixed "$BUILD/paraphe" demo "$RESULTS/demo" > "$RESULTS/making.log" 2>&1; then
		echo 'FAILED  the sample for the screens cannot be made:'
		sed 's/^/    /' "$RESULTS/making.log"
	fi
	;;
esac

sed 's/ /\n/' "$RESULTS/list" | tr '\n' '\0' |
	BUILD=${BUILD#"$ROOT"/} xargs -0 -r -n 2 -P "${JOBS:-2}" sh tests/run.sh --one

cat "$RESULTS"/*/counts 2>/dev/null | awk -v expected="$(wc -l < "$RESULTS/list")" '
{ passed += $1; failed += $2 }
END {
	if (NR < expected) failed += expected - NR
	printf "%d passed, %d failed\n", passed, failed
	exit failed > 0 || passed == 0
}'
