# Language versions in step: what is stale, PO files out and in, handing over.
. "$(dirname "$0")/lib.sh"

"$PARAPHE" demo c > /dev/null 2>&1 < /dev/null
p() {
	"$PARAPHE" -C c --language en "$@" 2>&1
}
es() {
	p --as traduction-es "$@"
}
json() {
	p translate --status --json | tr -d ' \n' | sed "s/.*\"language\":\"$1\"//; s/\"paragraphs\".*//"
}

said=$(p translate --status)
equal "the sample is in step: status 0" 0 $?
has "each translation has a line" "$said" "declaration.es.md: 71 paragraphs, 0 stale, 0 not translated, 0 without source"

# The source changes: one paragraph twice, one comes, one goes.
fr=c/drafts/declaration.fr.md
sed -i 's/Aucun service de soins ne tient sans/Nul service de soins ne tient sans/' $fr
git -C c commit -qam 'One word'
sed -i 's/ont droit à la reconnaissance, à la formation/ont droit au respect, à la formation/' $fr
git -C c commit -qam 'Another'
sed -i 's/^### Transition écologique$/Un paragraphe tout neuf sur la pêche côtière.\n\n&/' $fr
sed -i '/^Déclarons ce qui suit/,+1d' $fr
git -C c commit -qam 'One more, one less'
said=$(p translate --status)
equal "status 1 while something is stale" 1 $?
git clone -q c circulated
has "a version circulated out of step says what is left" \
	"$("$PARAPHE" -C circulated --language en --as secretariat circulate --no-documents -m 'First' 2>&1)" "declaration.es.md: "
"$PARAPHE" -C circulated --language en --as secretariat circulate --documents --output papers > /dev/null
has "so does the report of that version" "$(cat papers/report.html)" "declaration.es.md: "
has "and the report that is exported" "$(p export --report --format markdown | grep -A3 'not in step')" "declaration.es.md: "
has "the difference is that of both changes" "$said" "◆ [-Aucun-] {+Nul+} service de soins ne tient sans"
has "the second one, too" "$said" "[-à la reconnaissance,-] {+au respect,+}"
has "a new paragraph" "$said" "not translated: Un paragraphe tout neuf sur la pêche côtière."
has "a paragraph whose source has gone" "$said" "without source: Declaramos"
has "counts for a program" "$(json es)" '"left":3,"stale":1,"new":1,"gone":1'
equal "one draft only where one is named" 1 "$(p --draft en translate --status | grep -c 'paragraphs,')"

# Out: fuzzy with the previous source, and a file that gettext finds right.
p translate --export es > es.po
check "msgfmt finds nothing" msgfmt --check --output-file=/dev/null es.po
equal "one entry is fuzzy" 1 "$(grep -c '^#, fuzzy' es.po)"
has "it has the source it was made for" "$(grep '^#| ' es.po | tr -d '\n')" "Aucun service de soins"
equal "one is empty" 1 "$(LC_ALL=C msgattrib --untranslated es.po | grep -c '^msgctxt')"
before=$(git -C c rev-parse --verify -q review/traduction-es)
said=$(es translate --import es es.po)
has "the same file in again changes nothing" "$said" "0 paragraphs translated, 0 found in step, 2 left to do"
equal "nothing was written" "$before" "$(git -C c rev-parse --verify -q review/traduction-es)"

# A translator's tool: the fuzzy entry reworded and found good, the empty one filled in.
msgattrib --clear-fuzzy --clear-previous --no-wrap es.po |
	sed -e 's/Ningún servicio/Ni un servicio/' \
		-e '/^msgid "Un paragraphe tout neuf/{n;s/""/"Un párrafo nuevo sobre la pesca costera."/;}' > done.po
said=$(es translate --import es done.po)
equal "the import is fine" 0 $?
has "what was done" "$said" "paragraphs translated"
equal "one act" 1 "$(git -C c log --format=%B main..review/traduction-es | grep -c 'Paraphe-Kind: translate')"
has "of kind translate" "$(git -C c log -1 --format=%B review/traduction-es)" "Paraphe-Kind: translate"
has "its author has it in step" "$(es translate --status)" "declaration.es.md: 72 paragraphs, 0 stale, 0 not translated, 1 without source"
es translate --export es > again.po
equal "round trip without loss" \
	"$(msgcat --no-wrap done.po | grep -v '^"')" "$(msgcat --no-wrap again.po | grep -v '^"')"
has "the words are on the branch" "$(git -C c show review/traduction-es:drafts/declaration.es.md)" "Un párrafo nuevo sobre la pesca costera."
p --as secretariat merge review/traduction-es --accept-uncontested > /dev/null
has "in step for all once it is merged" "$(json es)" '"stale":0,"new":0'

# A file that comes back after the source has changed again is in step as of the text it was made from.
p translate --export en > en.po
sed -i 's/Nul service de soins/Pas un service de soins/' $fr
git -C c commit -qam 'Again'
msgattrib --clear-fuzzy --clear-previous en.po > found.po
said=$(p --as traduction-en translate --import en found.po)
has "found in step with what it was made from" "$said" "1 found in step"
has "the difference is the last one only" "$(p --as traduction-en --draft en translate --status)" "◆ [-Nul-] {+Pas un+} service de soins ne tient"

# Handing over: says what is left.
said=$(es translate --done es)
equal "handed over with something left: status 1" 1 $?
has "everybody reads it" "$(p --draft es show)" "Translation handed over; 2 paragraphs are left:"

# Bad input: a sentence, status 2, nothing written.
tip=$(git -C c rev-parse review/traduction-es)
refuse() {
	said=$(es translate --import es "$2")
	equal "$1: status 2" 2 $?
	has "$1: a sentence" "$said" "$3"
	lacks "$1: no escape sequence" "$said" "$(printf '\033')"
}
p translate --export es > es.po
sed 's/^msgid "PREAMBULE"/msgid "AUTRE CHOSE"/' es.po > other.po
refuse "other paragraphs" other.po "is no paragraph of the source"
printf 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "3"\nmsgid "PREAMBULE"\nmsgstr "A\\033[31mB"\n' > escape.po
refuse "an escape sequence" escape.po "U+001B"
has "its entry is named" "$said" 'the entry 3 of the PO file, “PREAMBULE”'
head -c 5000 es.po > half.po
refuse "half a file" half.po "damaged"
echo 'no PO at all' > none.po
refuse "no PO" none.po "damaged"
: > empty.po
refuse "an empty file" empty.po "has no entries"
printf 'msgid ""\nmsgstr ""\n\nmsgid "\377"\nmsgstr "x"\n' > bytes.po
refuse "not UTF-8" bytes.po "not UTF-8"
p translate --export en > en.po
refuse "another language's" en.po "of the language en, not es"
refuse "no file" absent.po "absent.po"
said=$(es translate --import fr es.po)
has "the source is no translation" "$said" "this is the source"
said=$(es translate --import xx es.po)
has "an unknown language" "$said" "no draft of this consultation is in the language"
equal "nothing was written" "$tip" "$(git -C c rev-parse review/traduction-es)"
said=$(p translate)
equal "nothing asked: status 2" 2 $?
has "nothing asked: a sentence" "$said" "say what is to be done"
said=$(p translate --status --done es)
equal "two things asked: status 2" 2 $?

# Agreed terms: what is missing, what is not to be used; a list that is not whole is told of, and the rest holds.
said=$(p --draft es translate --status)
lacks "the sample keeps its terms" "$said" "agreed term missing"
printf 'fr\ten\tes\nvilles\ttowns\nrégion\t\tcomarca\n\033[31mx\ty\tz\nsoin\t\tatención|!cuidado\n' > c/dictionaries/terms.tsv
git -C c commit -qam terms
said=$(p --draft es translate --status)
has "a missing term" "$said" "! agreed term missing: comarca"
has "a forbidden one" "$said" "not to be used: cuidado (agreed: atención)"
has "a ragged line" "$said" "dictionaries/terms.tsv, line 2:"
lacks "no escape sequence" "$said" "$(printf '\033')"
has "as JSON" "$(p --draft es translate --status --json)" '"met": "cuidado"'

# One's own translation, reworded later as any text is, is in step again; somebody else's rewording claims nothing.
has "the source has changed since it was translated" "$(es --draft es translate --status)" "◆ [-Nul-] {+Pas un+} service de soins"
number=$(es --draft es translate --status | sed -n 's/^ *§\([0-9]*\) ◆ \[-Nul-\].*/\1/p')
p --as sherpa-a --draft es amend --paragraph "$number" -m 'Nada se sostiene.' > /dev/null
has "somebody else's" "$(p --as sherpa-a --draft es translate --status)" "◆ [-Nul-] {+Pas un+}"
equal "its name is printed" "traduction-es:$number" "$(es --draft es amend --paragraph "$number" -m 'Ni un solo servicio se sostiene.')"
lacks "one's own" "$(es --draft es translate --status)" "◆ [-Nul-]"

# One language only; ten.
mkdir one && printf '# Un\n\nTexte.\n' > one/text.fr.md
"$PARAPHE" init o --draft one/text.fr.md > /dev/null
said=$("$PARAPHE" -C o --language en translate --status 2>&1)
equal "one language: status 2" 2 $?
has "one language: a sentence" "$said" "in one language only"
for language in fr en es de it pt nl pl ro sv; do printf '# Un\n\nTexte %s.\n' $language > one/text.$language.md; done
"$PARAPHE" init t --draft one/text.fr.md one/text.en.md one/text.es.md one/text.de.md one/text.it.md one/text.pt.md \
	one/text.nl.md one/text.pl.md one/text.ro.md one/text.sv.md > /dev/null
equal "ten languages: nine lines" 9 "$("$PARAPHE" -C t --language en translate --status | grep -c 'paragraphs, 0 stale')"
git -C c fsck --strict 2>&1 | grep -v '^dangling' | grep . && not_ok "git finds nothing wrong"
finish
