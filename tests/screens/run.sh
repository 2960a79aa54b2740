#!/bin/sh
# run.sh SCRIPT SAMPLE: lead the real program through a script, on a copy of the sample consultation.
#
# The steps are tests/terminal/steps.h's; golden pictures lie in tests/screens/golden, UPDATE_GOLDEN=1 records them anew
# (look at them before you commit: what failed is left in tests/screens/failed as text and SVG). Three lines at the top of
# a script may say more:
#
#	# with: -g 80x24 -e NO_COLOR=1		options of drive (120x36, xterm-256color)
#	# program: -C demo --as sherpa-c	arguments of paraphe (-C demo --as sherpa-a --language en)
#	# spelling: unasked			misspelt words are underlined while one reads: whenever the dictionary
#						is there, so that only what waits for it may look at the screen
#
# The script runs in a folder of its own that holds the sample as `demo`; BUILD and the rest of the environment are
# tests/run.sh's.
set -u
script=$(realpath "$1") || exit 2
sample=$(realpath "$2") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
with=$(sed -n 's/^# with: //p' "$script")
program=$(sed -n 's/^# program: //p' "$script")
settings=$HOME/.config/paraphe/settings
mkdir -p "${settings%/*}"
if grep -q '^# spelling: unasked' "$script"; then rm -f "$settings"; else printf '[spelling]\n\tunasked = no\n' >"$settings"; fi
cp -a "$sample" "$work/demo" && cd "$work" || exit 2
# shellcheck disable=SC2086 # both are lists of words
"$BUILD/terminal/drive" -o "${script%/*}/golden" -e TZ=UTC -e LANG=C.UTF-8 -e GIT_CONFIG_NOSYSTEM=1 \
	-e SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" -e PARAPHE="$PARAPHE" -e DRIVE="$BUILD/terminal/drive" -e SCREENS="${script%/*}" $with "$script" -- \
	"$PARAPHE" ${program:--C demo --as sherpa-a --language en}
