#!/bin/sh
# The faces: each catalogue says everything that the program says. A merge that loses a translation shows here.
. "$(dirname "$0")/lib.sh"
for catalogue in "${here:?}"/src/*.po; do
	name=$(basename "$catalogue")
	equal "$name: nothing is left to translate" '' \
		"$(msgattrib --untranslated --no-obsolete "$catalogue" | grep '^msgid "[^"]')"
	equal "$name: nothing is half translated" '' \
		"$(msgattrib --only-fuzzy --no-obsolete "$catalogue" | grep '^msgid "[^"]')"
	check "$name: what stands in a translation is what stands in the original" \
		msgfmt --check --output-file=/dev/null "$catalogue"
done
finish
