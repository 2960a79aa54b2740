# Other words for a translation: of substance, or of this language's wording; a translator's changes as a set.
. "$(dirname "$0")/lib.sh"

"$PARAPHE" demo c > /dev/null 2>&1 < /dev/null
p() {
	"$PARAPHE" -C c --language en "$@" 2>&1
}
sec() {
	p --as secretariat "$@"
}
es() {
	p --draft es --as sherpa-a "$@"
}
words() {
	git -C c show "$1:drafts/declaration.$2.md"
}
number=$(p --draft es show --json | tr -d '\n' | sed 's/.*"number": "\([0-9]*\)",[^}]*Ningún servicio.*/\1/')
equal "a paragraph to speak of" 33 "$number"

# What it is about is asked in a translation only, and stands on the comment that comes with the proposal.
equal "proposed on the substance" "sherpa-a:33" "$(es amend --paragraph 33 --substance \
	-m 'Ningún servicio público se sostiene sin quienes lo prestan.' --reason 'Todos los servicios.')"
has "a tag says so" "$(git -C c show review/sherpa-a | grep '^+')" '"value": "scope:substance"'
equal "without a reason, too" "sherpa-b:34" "$(p --draft es --as sherpa-b amend --paragraph 34 --substance -m 'Otra cosa, que no es lo mismo.')"
equal "wording" "sherpa-c:33" "$(p --draft es --as sherpa-c amend --paragraph 33 --wording -m 'Ninguna atención se sostiene sin las personas que cuidan.')"
equal "nothing is written of wording" "" "$(git -C c show --name-only --format= review/sherpa-c -- annotations)"
equal "nothing said is wording" "sherpa-c:35" "$(p --draft es --as sherpa-c amend --paragraph 35 -m 'Palabras distintas.')"
said=$(p --as sherpa-a amend --paragraph 12 --substance -m 'Autre chose.')
equal "in the source: status 2" 2 $?
has "in the source: a sentence" "$said" "this is the source"
said=$(es amend --paragraph 36 --substance --wording -m 'X.')
equal "both: status 2" 2 $?

json=$(p --draft es amendments --json | tr -d ' \n')
has "for a program: substance" "$json" '"amendment":"sherpa-a:33"'
equal "two of substance, two of wording" "2 2" \
	"$(echo "$json" | grep -o '"scope":"substance"' | wc -l) $(echo "$json" | grep -o '"scope":"wording"' | wc -l)"
lacks "the source is asked nothing" "$(p amendments --json)" '"scope"'
has "in words" "$(p --draft es amendments)" "on the substance · open"
has "counted" "$(p status)" "2 proposals on the substance"
has "in the table" "$(p --draft es export --format csv)" "[on the substance] Todos los servicios."
has "in the table for a program" "$(p --draft es export --format json | tr -d ' \n')" '"scope":"substance"'

# Nobody retains it without words for the source, not in bulk either.
said=$(sec --draft es decide sherpa-a:33 accepted -m x)
equal "retained alone: status 2" 2 $?
has "retained alone: a sentence" "$said" "it is retained at the desk of the source"
sec merge --accept-uncontested > /dev/null
lacks "merge leaves it alone" "$(words main es)" "quienes lo prestan"
lacks "and without a reason, too" "$(words main es)" "que no es lo mismo"
has "the wording it takes" "$(words main es)" "Palabras distintas."

# With them, both languages say it.
echo 'Aucun service public ne tient sans celles et ceux qui le rendent.' > fr.txt
said=$(p --draft es --as sherpa-b decide sherpa-a:33 accepted -F fr.txt)
equal "only the secretariat: status 2" 2 $?
said=$(sec decide sherpa-a:33 accepted -F fr.txt -m 'Retenu pour toutes les langues.')
equal "retained: status 0" 0 $?
has "found in the one text that has it" "$said" "that is in drafts/declaration.es.md"
equal "both in one act" "2" "$(git -C c show --name-only --format= review/secretariat -- annotations | wc -l)"
said=$(sec merge)
has "the source" "$(words main fr)" "Aucun service public ne tient sans celles et ceux qui le rendent."
has "and the translation say it" "$(words main es)" "Ningún servicio público se sostiene sin quienes lo prestan."
has "the other language is stale" "$(p --draft en translate --status)" "§33 ◆ Aucun service"
has "what is open is named with its text" "$said" "Still open: drafts/declaration.es.md: "
equal "not retained: the source is left as it is" 0 "$(sec decide sherpa-b:34 rejected -m 'Non.' > /dev/null; echo $?)"
check "git finds nothing wrong" git -C c fsck --strict --no-dangling

# Its translators see what others propose; taking it makes one wording of both.
p --draft es --as sherpa-c amend --paragraph 60 -m 'El párrafo 60, de otro modo.' > /dev/null
has "said to the translators" "$(p --draft es --as traduction-es translate --status)" "§60 ✎ sherpa-c:60: [-"
has "and to a program" "$(p --draft es --as traduction-es translate --status --json | tr -d ' \n')" '"proposed":["sherpa-c:60"]'
has "nothing to oneself" "$(p --draft es --as sherpa-c translate --status --json | tr -d ' \n')" '"proposed":[]'

# Names: the source's first; in one other text; in several.
p --draft en --as sherpa-b amend --paragraph 40 -m 'Some other words.' > /dev/null
p --draft es --as sherpa-b amend --paragraph 40 -m 'Unas palabras distintas.' > /dev/null
said=$(sec decide sherpa-b:40 accepted)
equal "in two texts: status 2" 2 $?
has "in two texts: what to type" "$said" "say which one with --draft"
equal "with it: status 0" 0 "$(sec --draft en decide sherpa-b:40 accepted > /dev/null; echo $?)"
p --draft es --as sherpa-c amend --paragraph 41 -m 'Cosas distintas.' > /dev/null
p --draft en --as sherpa-a amend --paragraph 42 -m 'Other things.' > /dev/null
said=$(sec decide sherpa-c:41 sherpa-a:42 noted)
equal "of two texts: status 2" 2 $?
has "of two texts: a sentence" "$said" "one text at a time"
said=$(sec decide nobody:99 noted)
has "in none" "$said" "there is no amendment nobody:99 of drafts/declaration.fr.md"
has "support finds it, too" "$(p --as sherpa-b support sherpa-c:41)" "that is in drafts/declaration.es.md"

# A translator's changes are decided as a set; what collides with a sherpa's stands apart.
for n in 50 51 52; do
	p --draft es --as traduction-es amend --paragraph $n -m "Traducción revisada del párrafo $n." > /dev/null
done
p --draft es --as sherpa-c amend --paragraph 52 -m 'Párrafo 52, según otra persona.' > /dev/null
said=$(sec decide traduction-es accepted -m 'La traduction.')
equal "the set: status 0" 0 $?
json=$(p --draft es --as secretariat amendments --json | tr -d ' \n' | sed 's/{"amendment"/\n&/g')
has "one of it" "$(echo "$json" | grep 'traduction-es:50')" '"decision":"accepted"'
has "another" "$(echo "$json" | grep 'traduction-es:51')" '"decision":"accepted"'
has "what collides is not" "$(echo "$json" | grep 'traduction-es:52')" '"decision":null'
equal "one act" "Retain 2 proposals" "$(git -C c log -1 --format=%s review/secretariat)"
said=$(sec decide sherpa-c accepted)
equal "a sherpa is no translator: status 2" 2 $?
finish
