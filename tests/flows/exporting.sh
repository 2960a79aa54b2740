#!/bin/sh
# What was said leaves the house as a table: one row each, with what became of it, and nothing in it that another
# program would run.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo || exit 1

# field FILE COLUMN [ROW]: fields of a CSV file as RFC 4180 has them, a row a line, line ends within them as "/"
field() {
	awk -v column="$2" -v row="${3:-0}" 'BEGIN { RS = "\001" }
	{
		text = $0
		sub(/^\357\273\277/, "", text)
		at = 1
		record = 1
		fields = 1
		value = ""
		while (at <= length(text)) {
			if (substr(text, at, 1) == "\"") {
				for (at++; ; at++) {
					c = substr(text, at, 1)
					if (c == "\"" && substr(text, at + 1, 1) == "\"") { value = value "\""; at++ }
					else if (c == "\"") break
					else value = value (c == "\n" ? "/" : c)
				}
				at++
			} else {
				for (; (c = substr(text, at, 1)) !~ /[,"\r\n]/; at++) value = value c
			}
			if (fields == column && (!row || row == record)) print value
			value = ""
			c = substr(text, at, 1)
			if (c == ",") { fields++; at++ }
			else if (substr(text, at, 2) == "\r\n") {
				if (fields != 9) { print "ROW " record " HAS " fields " FIELDS"; exit 1 }
				record++; fields = 1; at += 2
			} else { print "BROKEN behind " at; exit 1 }
		}
	}' "$1"
}

question=$(p --as ana annotate --paragraph 2 --quote 'les villes' --kind question -m 'Toutes, "vraiment" ?')
p --as sec reply "$question" -m 'Oui, toutes.' >/dev/null
p --as cy reply "$question" -m 'Merci.' >/dev/null
p --as bo annotate --general -m '=HYPERLINK("http://x";"y")' >/dev/null
p --as bo annotate --paragraph 4 -m '<script>alert(1)</script> | *a*
deux lignes' >/dev/null
p --as ana amend --paragraph 2 -m 'Les gouvernements locaux et régionaux s’engagent.' --reason 'Plus complet.' >/dev/null
p --as bo amend --paragraph 3 --delete --reason 'Déjà dit.' >/dev/null
p --as cy amend --paragraph 8 -m 'Fin du texte !' >/dev/null
p --as cy initial --paragraph 6 --position reservation -m 'À voir.' >/dev/null
p --as sec decide bo:3 rejected -m 'Nécessaire.' >/dev/null
p --as sec merge >/dev/null
printf 'Les gouvernements locaux, régionaux aussi, s’engagent.' >../words
p --as sec decide ana:2 modified -F ../words -m 'Au plus juste.' >/dev/null

# CSV: RFC 4180, read back here.
p --as sec export --format csv --output ../table.csv
equal 'headings in their order' 'Organisation Author Paragraph Type Comment' \
	"$(for i in 1 2 3 4 5; do field ../table.csv $i 1; done | paste -s -d ' ')"
equal 'a row each, in the order of the text' 'Paragraph general §2 §2 §2 §3 §4 §6 §8' \
	"$(field ../table.csv 3 | paste -s -d ' ')"
equal 'with their types' 'Type ge te te te te te te ed' "$(field ../table.csv 4 | paste -s -d ' ')"
equal 'who speaks for whom' 'an association' "$(field ../table.csv 1 2)"
equal 'a formula is text' "'=HYPERLINK(\"http://x\";\"y\")" "$(field ../table.csv 5 2)"
equal 'a question with its quote' '“les villes”/Toutes, "vraiment" ?' "$(field ../table.csv 5 3)"
equal 'what the secretariat answered' 'Oui, toutes.' "$(field ../table.csv 7 3)"
equal 'others’ answers are rows' 'reply: Merci.' "$(field ../table.csv 5 4)"
equal 'dates have their zone' '2021-05-18 11:40 +00:00' "$(field ../table.csv 8 2)"
equal 'a proposal: its reason' 'Plus complet.' "$(field ../table.csv 5 5)"
equal 'and its words' 'Les gouvernements locaux et régionaux s’engagent.' "$(field ../table.csv 6 5)"
equal 'what was decided, and why' \
	'retained with a modification: Au plus juste./in the words: Les gouvernements locaux, régionaux aussi, s’engagent.' \
	"$(field ../table.csv 7 5)"
equal 'what was refused is not lost' 'not retained: Nécessaire.' "$(field ../table.csv 7 6)"
equal 'with its reason' 'Déjà dit.' "$(field ../table.csv 5 6)"
equal 'and what it was' '[deletion of the paragraph]' "$(field ../table.csv 6 6)"
equal 'a reservation has its words' 'reservation: À voir.' "$(field ../table.csv 5 8)"
equal 'references name what is open' 'ana:2 cy:8' "$(field ../table.csv 9 | grep : | paste -s -d ' ')"
equal 'UTF-8 is said' 'efbbbf' "$(head -c 3 ../table.csv | od -An -tx1 | tr -d ' \n')"
equal 'lines end in CR LF' 9 "$(grep -c "$(printf '\r')\$" ../table.csv)"
has 'headings in the reader’s language' "$("$PARAPHE" --language fr export --format csv)" 'Observations du secrétariat'
lacks 'what is decided and not applied is the secretariat’s' "$(p --as ana export --format csv)" 'Au plus juste'

# HTML: one page that needs nothing else and runs nothing.
page=$(p --as sec export --format html)
has 'words are escaped' "$page" '&lt;script&gt;alert(1)&lt;/script&gt; | *a*<br>deux lignes'
lacks 'no script' "$page" '<script'
has 'a rewording as a difference' "$page" '<ins>'
has 'nothing is fetched' "$page" "default-src 'none'"

# Markdown: one line a row.
page=$(p --as sec export --format markdown)
has 'marks are escaped' "$page" '&lt;script&gt;alert(1)&lt;/script&gt; \| \*a\*<br>deux lignes'
equal 'one line each' 10 "$(printf '%s\n' "$page" | grep -c '^|')"

# JSON: for programs, with the words before and after.
page=$(p --as sec export --format json)
equal 'as many' 8 "$(printf '%s\n' "$page" | grep -c '"reference":')"
has 'the state' "$page" '"state": "rejected"'
has 'the place' "$page" '"paragraph": "3"'

# The report for the Bureau, in each format.
for format in csv markdown html json; do
	p export --report --format $format >../report.$format
done
has 'as a page' "$(cat ../report.markdown)" '# '
has 'with named reservations' "$(cat ../report.markdown)" 'Cy'
has 'as HTML' "$(cat ../report.html)" '<html lang="en">'
has 'as a table' "$(head -n 1 ../report.csv)" ','
has 'as data' "$(cat ../report.json)" '"coverage"'

# Sentences.
refused 'a format is needed' '--format' p export
refused 'one of ours' 'is no format' p export --format xls
refused 'docx comes later' 'take html' p export --format docx
refused 'a file that cannot be written' 'nowhere' p export --format csv --output nowhere/x.csv

# A remark under another's name is in no table.
git checkout -q review/bo
mkdir -p annotations/ana
file=$(ls annotations/bo | head -n 1)
sed 's/"nickname": "bo"/"nickname": "ana"/' "annotations/bo/$file" | sed 's/"name": "Bo"/"name": "Ana"/' \
	>annotations/ana/01790c5b-2d1e-7c2a-9b1f-2f6d0c8f1a33.json
sed -i 's/urn:uuid:[0-9a-f-]*/urn:uuid:01790c5b-2d1e-7c2a-9b1f-2f6d0c8f1a33/' annotations/ana/01790*.json
git add -A
git commit -q -m 'Forge'
git checkout -q main
p --as sec export --format csv >../forged.csv 2>../said
has 'it is said' "$(cat ../said)" '1 remark is left out'
check 'and not in the table' cmp ../table.csv ../forged.csv
finish
