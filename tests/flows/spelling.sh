#!/bin/sh
# Spelling from the command line: what is wrong, where, and what it was to be; fit for somebody else's CI.
. "$(dirname "$0")/lib.sh"
XDG_CACHE_HOME=$PWD/cache
export XDG_CACHE_HOME

# Texts anywhere, outside a repository too.
printf 'Le dévelopement durable.\nLa COOPERATION des résident·e·s, CGLU et CGLU.\nUn chef·trice.\n' >text.fr.txt
p spell text.fr.txt >out
equal 'a misspelling is status 1' 1 $?
has 'file, line and column' "$(cat out)" 'text.fr.txt:1:4: dévelopement'
has 'capitals without accents are a note' "$(cat out)" 'text.fr.txt:2:4: COOPERATION ('
equal 'an acronym is noted once' 1 "$(grep -c CGLU out)"
lacks 'a good inclusive form is nothing' "$(cat out)" résident
has 'a bad one is' "$(cat out)" 'text.fr.txt:3:4: chef·trice ('
equal 'the list has the words alone' 'dévelopement chef·trice' "$(p spell --list text.fr.txt | tr '\n' ' ' | sed 's/ $//')"
has 'suggestions' "$(p spell --suggest text.fr.txt)" '→ développement'
equal 'a second run says the same' "$(cat out)" "$(p spell text.fr.txt)"
equal 'the verdicts are kept, for French' 1 "$(find cache/paraphe/spelling -type f | wc -l)"
printf 'Un texte juste.\n' >good.txt
check 'nothing wrong is status 0' p spell --language fr good.txt
printf 'Le dévelopement.\n' | p spell --language fr - >out
has 'standard input' "$(cat out)" '-:1:4: dévelopement'
printf 'The wrods.\n' | p spell --language en - >out
has 'English' "$(cat out)" '-:1:5: wrods'
printf 'Las ciudades nececitan.\n' | p spell --language es - >out
has 'Spanish' "$(cat out)" 'nececitan'
refused 'a language without dictionary names the package' 'hunspell-xx' p spell --language xx good.txt
refused 'a file that is not there' 'nothing.txt' p spell --language fr nothing.txt
refused 'list or JSON' 'list' p spell --list --json good.txt

# Typography apart.
printf "C'est l'eau ! Le 2ème.\n" >typo.fr.md
p spell typo.fr.md >out
equal 'typography alone is status 0' 0 $?
equal 'an apostrophe, a mark, an ordinal' 4 "$(grep -c . out)"
equal 'none without' '' "$(p spell --no-typography typo.fr.md)"

# JSON.
p spell --json text.fr.txt | tr -d ' \n' >out
has 'an array of findings' "$(cat out)" '"file":"text.fr.txt","line":1,"column":4,"word":"dévelopement","kind":"misspelt","rule":null,"suggestions":["développement"]'
p spell --json typo.fr.md | tr -d ' \n' >out
has 'with the rule' "$(cat out)" '"word":"2ème","kind":"typography","rule":"ordinal","suggestions":["2e"]'

# Hostile texts.
head -c 1000000 /dev/urandom >noise
p spell --language fr --list noise >/dev/null 2>&1
equal 'noise is survived' yes "$([ $? -le 1 ] && echo yes)"
head -c 1000000 /dev/zero | tr '\0' a >long
equal 'a word of a megabyte is one misspelling' 1 "$(p spell --language fr --list long | grep -c .)"
printf 'Un d\351velopement, un dévelopement.\n' | p spell --language fr - >out
equal 'bytes that are no UTF-8 hide nothing behind them' yes "$(grep -q ' dévelopement$' out && echo yes)"
check 'and do not come out as they are' iconv -f UTF-8 -t UTF-8 out
printf 'mot\033[31m rouge\n' | p spell --language fr - >out
lacks 'no raw escape comes out' "$(cat out)" "$(printf '\033')"

# A long text is let go of behind what has been said: what is said does not change, to the last line.
awk 'BEGIN { for (i = 1; i <= 40000; i++) printf "Ligne %d : un dévelopement et « une ville ».\n\n", i }' >vast.fr.md
p spell vast.fr.md | sed -n 's/^vast.fr.md:\([0-9]*\):.*dévelopement$/\1/p' >out
equal 'each of 40,000 places' 40000 "$(grep -c . out)"
equal 'on its line' '1 79999' "$(head -n 1 out) $(tail -n 1 out)"
equal 'and the rules of typography all along' "$(printf 'Ligne 1 : un dévelopement et « une ville ».\n' | p spell --language fr - | grep -c .)" \
	"$(p spell vast.fr.md | awk 'END { print NR / 40000 }')"

# A dictionary cut short, or in another encoding: $DICPATH is one's own environment.
mkdir dictionaries
cp /usr/share/hunspell/fr.aff dictionaries/fr_FR.aff
head -c 100000 /usr/share/hunspell/fr.dic >dictionaries/fr_FR.dic
DICPATH=$PWD/dictionaries
export DICPATH
refused 'a dictionary cut short is refused' 'not whole' p spell text.fr.txt
printf 'SET ISO8859-1\n' >dictionaries/fr_FR.aff
printf '2\nd\351veloppement\nle\n' >dictionaries/fr_FR.dic
equal 'a dictionary in Latin-1 is read as what it is' dévelopement \
	"$(printf 'Le développement, le dévelopement.\n' | p spell --list --language fr -)"
unset DICPATH
rm dictionaries/fr_FR.dic

# In a consultation: its draft, its words, its typography.
consultation repo
cd repo || exit 1
printf '{"drafts":[{"path":"drafts/declaration.fr.md","language":"fr","source":true}],"typography":"none"}\n' >drafts/consultation.json
mkdir -p dictionaries
printf '# house\nabracadabrantesque/difficile\nfoobarer/rienduntout\n*coopérer\nnonsense here\n' >dictionaries/fr.txt
git add -A && git commit -qm words
printf 'Des mots abracadabrantesques à coopérer. Oui !\n' >../words.fr.txt
p spell ../words.fr.txt >../out 2>../err
has 'a house word inflected as its model is good' "$(cat ../out)" 'coopérer (not to be used)'
equal 'and nothing else is said, the profile being none' 1 "$(grep -c . ../out)"
has 'a line that makes no sense is told of' "$(cat ../err)" 'dictionaries/fr.txt, line 5'
printf 'Nous foobarer, vous foobarez.\n' >../words.fr.txt
equal 'a word whose model nobody knows is good as it stands' foobarez "$(p spell --list ../words.fr.txt 2>/dev/null)"
p spell >../out 2>/dev/null
has 'the draft without a file' "$(cat ../out)" 'drafts/declaration.fr.md:'
# The words are those of the repository a file lies in, wherever one stands and however it is named.
printf 'Des mots foobarer.\n' >drafts/note.fr.md
equal 'the lexicon holds for a draft' '' "$(p spell --list drafts/note.fr.md 2>/dev/null)"
equal 'named by its whole path' '' "$(p spell --list "$PWD/drafts/note.fr.md" 2>/dev/null)"
equal 'from elsewhere' '' "$(cd / && p spell --list "$OLDPWD/drafts/note.fr.md" 2>/dev/null)"
equal 'a file outside has the words of where one stands' '' "$(cp drafts/note.fr.md ../note.fr.md && p spell --list ../note.fr.md 2>/dev/null)"
# Several files, several repositories: each has its own words.
git init -q ../other && mkdir ../other/dictionaries && echo zozoteux >../other/dictionaries/fr.txt
git -C ../other add -A && git -C ../other commit -qm words
printf 'Des mots foobarer et zozoteux.\n' | tee drafts/both.fr.md >../other/both.fr.md
equal 'each file has the words of its own repository' 'zozoteux foobarer zozoteux' \
	"$(p spell --list drafts/both.fr.md ../other/both.fr.md drafts/both.fr.md 2>/dev/null | tr '\n' ' ' | sed 's/ $//')"
equal 'and its typography' ../other/both.fr.md \
	"$(printf 'Oui !\n' | tee drafts/both.fr.md >../other/both.fr.md; p spell drafts/both.fr.md ../other/both.fr.md 2>/dev/null | cut -d : -f 1)"
rm drafts/both.fr.md
# A word that is not committed is no word of the house yet.
printf 'abracadabrantesque/difficile\nzozoteux\n' >dictionaries/fr.txt
printf 'Un zozoteux.\n' | p spell --list --language fr - >../out 2>../err
equal 'it is refused' zozoteux "$(cat ../out)"
has 'and why' "$(cat ../err)" 'dictionaries/fr.txt has changes that are not committed'
git checkout -q dictionaries/fr.txt
printf 'Un zozoteux.\n' | p spell --list --language fr - >../out 2>../err
lacks 'nothing to say otherwise' "$(cat ../err)" 'not committed'
# A lexicon as long as may be, and one line longer.
LC_ALL=C awk 'BEGIN { for (i = 0; i <= 100000; i++) { word = "z"; n = i; for (k = 0; k < 4; k++) {
	word = word sprintf("%c", 97 + n % 26); n = int(n / 26) } print word "qx" } }' | LC_ALL=C sort >dictionaries/fr.txt
git add -A && git commit -qm many
first=$(head -n 1 dictionaries/fr.txt) last=$(tail -n 1 dictionaries/fr.txt)
printf 'Un %s, un %s, un zqxzqxz.\n' "$first" "$last" >../words.fr.txt
equal 'a hundred thousand words are known, what stands below is not' "$last zqxzqxz" \
	"$(timeout 60 "$PARAPHE" spell --list ../words.fr.txt 2>../err | tr '\n' ' ' | sed 's/ $//')"
has 'which is told of' "$(cat ../err)" 'line 100001: the lexicon has too many lines'
cd .. || exit 1

# The consultation the project carries.
equal 'the sample has its natural slips' yes "$(cd "${here:?}" && [ "$(p spell --list drafts/declaration.fr.md | grep -c .)" -ge 5 ] && echo yes)"
finish
