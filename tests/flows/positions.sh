#!/bin/sh
# Positions hold on exact words: status counts what is agreed, show says what has changed since, and who came late.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo || exit 1
sed -i 's/Fin du texte\./Fin [provisoire] du texte [ou non]./' drafts/declaration.fr.md
git commit -qam 'Brackets'

# flat COMMAND...: JSON without blanks and line ends
flat() {
	"$@" | tr -d ' \n'
}

# All four positions, in words and for programs.
check 'initialled' p --as ana initial --paragraph 2
check 'ad referendum' p --as ana initial --paragraph 3 --position ad-referendum -m 'Sous réserve du conseil.'
check 'a reservation' p --as bo initial --paragraph 4 --position reservation -m 'Premier point trop vague.'
check 'an objection' p --as bo initial --paragraph 5 --position objection
check 'the rest of the text' p --as ana initial --all
refused 'no other position' 'no position' p --as ana initial --paragraph 2 --position agreed
has 'show names them' "$(p --as ana show --paragraph 3)" 'ad referendum: Ana'
has 'with its reason' "$(p --as ana show --paragraph 4)" 'Premier point trop vague.'

# row NAME: what status says of this reviewer, without the time.
row() {
	p status | tr -s ' ' | grep -A 1 "^$1 " | sed 's/ [0-9]*:[0-9]*$/ —/' | tr -d '\n'
}

said=$(p status)
equal 'status: a line a reviewer' 'Bo (an association) 0 0 0 0 — 1 reservation, 1 objection' "$(row Bo)"
has 'agreed by all: nothing yet' "$said" 'agreed: 0 of 8 paragraphs, 0 % of the words'
has 'unopposed' "$said" 'unopposed: 5 of 8 paragraphs'
has 'contested' "$said" 'contested: 2 of 8 paragraphs'
has 'brackets are not agreed' "$said" 'not settled: 1 of 8 paragraphs'
has 'brackets are counted' "$said" '2 brackets · 0 open proposals · 0 decided · 0 places with rivals'
has 'who is silent' "$said" 'Silent so far: Cy, Secretariat'

# What is agreed by all.
check 'the other one too' p --as bo initial --paragraph 2
has 'agreed by all' "$(p status)" 'agreed: 1 of 8 paragraphs'
has 'in JSON' "$(flat p status --json)" '"verdicts":{"agreed":{"paragraphs":1,'
has 'by reviewer' "$(flat p status --json)" '"reservations":1,"objections":1,"lapsed":0'

# Proposing other words lapses one's own; rival proposals are contested.
p --as ana amend --paragraph 2 -m 'Les gouvernements locaux coopèrent, et les villes aussi.' >/dev/null
p --as bo amend --paragraph 2 -m 'Les gouvernements locaux s’emploient à coopérer, et les villes aussi.' >/dev/null
said=$(p status)
equal 'what one rewords one does not initial' 'Ana (a city) 0 1 1 7 — 1 lapsed' "$(row Ana)"
has 'rivals are contested' "$said" 'contested: 3 of 8 paragraphs'
has 'and counted once' "$said" '2 open proposals · 0 decided · 1 place with rivals'

# The same words of two people are one proposal, here as in the report and at the desk; decided, they are one as well.
p --as ana amend --paragraph 5 -m 'Les mêmes mots de deux.' >/dev/null
p --as bo amend --paragraph 5 -m 'Les mêmes mots de deux.' >/dev/null
has 'the same words are one proposal' "$(p status)" '3 open proposals · 0 decided'
p --as sec decide ana:5 bo:5 rejected -m 'Non.' >/dev/null
has 'and one decision' "$(p --as sec status)" '2 open proposals · 1 decided'
p --as ana withdraw ana:5 >/dev/null
p --as bo withdraw bo:5 >/dev/null

# Retained, applied: the words have changed, and the initials lapse.
p --as sec decide ana:2 accepted -m 'Plus simple.' >/dev/null
has 'decided' "$(p --as sec status)" '1 open proposal · 1 decided'
p --as sec decide bo:2 rejected >/dev/null
check 'applied' p --as sec merge
said=$(p --as sec status)
has 'the initials have lapsed' "$said" 'lapsed: 1 of 8 paragraphs'
has 'nothing is left to decide' "$said" '0 open proposals · 0 decided · 0 places with rivals'
said=$(p --as bo show --paragraph 2)
has 'whose they are' "$said" 'lapsed: Ana, Bo'
has 'and what has changed since' "$said" 'Ana · initialled · since then: Les gouvernements locaux [-s’engagent'
has 'in JSON, the words of then' "$(p show --paragraph 2 --json)" '"then": "Les gouvernements locaux s’engagent à coopérer, et les villes aussi."'
check 'initialled again' p --as bo initial --paragraph 2
lacks 'it holds again' "$(p --as bo show --paragraph 2)" 'lapsed: Ana, Bo'

# After the deadline: accepted, and marked.
lacks 'nobody is late yet' "$(p show)" 'after the deadline'
export SOURCE_DATE_EPOCH=1621600000
check 'a remark after the deadline' p --as cy annotate --paragraph 2 -m 'Un oubli.'
check 'a proposal after it' p --as cy amend --paragraph 8 -m 'Fin du texte [ou non].'
check 'a reservation after it' p --as cy initial --paragraph 3 --position reservation -m 'Trop tard ?'
said=$(p show)
has 'the remark is marked' "$said" 'Cy · comment · open · after the deadline'
has 'so is the proposal' "$said" 'Proposal cy:8 · Cy · other words · after the deadline'
equal 'and only what came late' 'Cy 1 1 0 0 — 1 reservation, 2 after the deadline' "$(row Cy)"
has 'in JSON' "$(flat p show --json)" '"paraphe:late":true'
has 'of the proposal' "$(flat p amendments --json)" '"late":true'
check 'the secretariat is never late' p --as sec annotate --general -m 'Merci.'
equal 'the remark, the proposal, the reservation as such and as a position' 4 "$(p show --json | grep -c '"paraphe:late": true\|"late": true')"
has 'in French' "$("$PARAPHE" --language fr show)" 'après clôture'
# What was said already is said to be so.
cd "$WORK" || exit 1
consultation again
cd again || exit 1
p --as ana amend --paragraph 2 -m 'Les villes coopèrent.' >/dev/null
one=$(p --as bo initial --paragraph 3 2>../why)
equal 'at first without a word' '' "$(cat ../why)"
equal 'the same initials' "$one" "$(p --as bo initial --paragraph 3 2>../why)"
has 'said already' "$(cat ../why)" 'you have said that already: nothing was added'
one=$(p --as bo support ana:2)
equal 'the same support' "$one" "$(p --as bo support ana:2 2>../why)"
has 'said already, too' "$(cat ../why)" 'you have said that already'
equal 'two acts' 2 "$(git rev-list --count main..review/bo)"
finish
