#!/bin/sh
# lint.sh FLAGS…: cppcheck, clang-tidy and shellcheck over everything of ours; FLAGS are the compiler's.
# Two files at a time. Status 1 if any of them has a word to say.
set -u
cd "$(dirname "$0")/.." || exit 2
said=0

# Of the flags cppcheck needs these alone. Its parser stumbles over a cast within ?: (internalAstError), and whose
# value may not be dropped is for the compiler to say.
own=$(for flag; do
	case $flag in -D_GNU_SOURCE | -Iinclude | -Itests | -Itests/unit) echo "$flag" ;; esac
done)
echo "cppcheck"
# shellcheck disable=SC2086 # a list of words
cppcheck --quiet --error-exitcode=1 -j 2 --std=c11 --inline-suppr --enable=warning,performance \
	--suppress=missingIncludeSystem --suppress=internalAstError --suppress=ignoredReturnValue \
	--library=posix --library=gnu $own '-DPREFIX="/usr/local"' '-DMUST_CHECK=' src tests/unit tests/bench tests/load || said=1

# tidy CHECKS FOLDER…
flags=$(printf "'%s' " -std=gnu17 "$@")
tidy() {
	checks=$1
	shift
	# shellcheck disable=SC2016 # the inner shell expands them
	find "$@" -name '*.c' | sort | xargs -r -P 2 -n 4 sh -c '
		checks=$1 flags=$2
		shift 2
		eval "clang-tidy --quiet --checks=\"$checks\" \"\$@\" -- $flags" 2>/dev/null' sh "$checks" "$flags"
}
echo "clang-tidy"
mkdir -p build
# The analyzer does not know that an assertion of cmocka never returns.
{
	tidy '' src
	tidy '-clang-analyzer-*' tests/unit tests/bench tests/load tests/oracle
} > build/clang-tidy.txt
grep -v '^$' build/clang-tidy.txt && said=1

echo "shellcheck"
# French quotes are meant (SC1112); a flow that cannot enter a folder fails soon enough (SC2164).
# shellcheck disable=SC2046 # no name holds a blank
shellcheck -s sh -S warning -e SC1112,SC2164 .ci/run $(find tests -name '*.sh' | sort) || said=1
exit "$said"
