#!/bin/sh
# Hand cases of merging: what becomes of every word. Reviewers write with plain git here; after each merge the text is
# compared byte for byte, a second run must change nothing, and git must find the repository whole.
. "$(dirname "$0")/lib.sh"

path=drafts/text.md

# begin NAME: a repository of its own, its text on standard input
begin() {
	case_name=$1
	mkdir -p "$WORK/$1/drafts" && cd "$WORK/$1" || exit 1
	git init -q .
	cat >$path
	git add -A
	git commit -q -m 'Open the text'
}

# write_tree REF: the tree of REF with the text on standard input
write_tree() {
	blob=$(git hash-object -w --stdin)
	GIT_INDEX_FILE=$WORK/index git read-tree "$1"
	GIT_INDEX_FILE=$WORK/index git update-index --add --cacheinfo "100644,$blob,${2:-$path}"
	GIT_INDEX_FILE=$WORK/index git write-tree
}

# propose ID [BRANCH…]: their version of the text, on standard input; from what they had, else from the base, and
# from the branches named, which they have merged
propose() {
	who=$1
	from=$(git rev-parse -q --verify "refs/heads/review/$who" || git rev-parse main)
	shift
	tree=$(write_tree "$from")
	set -- "$from" "$@"
	tip=$(for parent; do printf -- '-p\n%s\n' "$parent"; done |
		GIT_AUTHOR_NAME=$who xargs git commit-tree "$tree" -m 'Propose words')
	git update-ref "refs/heads/review/$who" "$tip"
}

sec() {
	p --as sec "$@"
}

names() {
	sec amendments --json | sed -n 's/^ *"amendment": "\(.*\)",*$/\1/p'
}

# retain [NAME…]: those, or all there are
retain() {
	# shellcheck disable=SC2046 # names have no blanks
	[ $# -gt 0 ] || set -- $(names)
	sec decide "$@" accepted >/dev/null || not_ok "$case_name: retained $*"
}

merge() {
	sec merge "$@" >"$WORK/said" 2>"$WORK/err"
	status=$?
	[ $status -le 1 ] || not_ok "$case_name: merged" "$(cat "$WORK/err")"
}

# stands WHAT: the base has exactly the text on standard input, and a second run leaves it there
stands() {
	cat >"$WORK/wanted"
	git cat-file blob "main:$path" >"$WORK/got"
	check "$case_name: $1" diff -u "$WORK/wanted" "$WORK/got"
	before=$(git rev-parse main)
	merge
	equal "$case_name: a second run changes nothing" "$before" "$(git rev-parse main)"
	clean "$case_name" .
}

# taken ID… : the base holds these branches, by git's word
taken() {
	for who; do
		check "$case_name: the branch of $who is merged" git merge-base --is-ancestor "review/$who" main
	done
}

open() {
	for who; do
		check "$case_name: the branch of $who is not" sh -c "! git merge-base --is-ancestor review/$who main"
	done
}

# --- one paragraph moved to two places: git would double it
printf 'Un le premier paragraphe.\n\nDeux le paragraphe suivant.\n\nTrois au milieu du texte.\n\nQuatre vers la fin.\n\nCinq pour finir ici.\n' >"$WORK/five"
begin moved <"$WORK/five"
propose ana <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Quatre vers la fin.

Un le premier paragraphe.

Cinq pour finir ici.
TEXT
propose bo <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Un le premier paragraphe.

Quatre vers la fin.

Cinq pour finir ici.
TEXT
equal 'moved: both are seen to move it' 'ana:1 bo:1' "$(names | tr '\n' ' ' | sed 's/ $//')"
has 'moved: the two collide' "$(sec amendments --json | tr -d ' \n')" '"collides":["bo:1"]'
retain
merge
stands 'moved to two places it stays where it is' <"$WORK/five"
open ana bo
sec decide bo:1 rejected >/dev/null
merge
git cat-file blob "review/ana:$path" >"$WORK/ana"
stands 'one decided against, it stands at the other place, once' <"$WORK/ana"
taken ana bo

# --- a paragraph divided, and words of it changed
begin split <<'TEXT'
# Titre

Les villes s’engagent à coopérer entre elles, et les régions soutiennent cette coopération.

Fin.
TEXT
propose ana <<'TEXT'
# Titre

Les villes s’engagent à coopérer entre elles,

et les régions soutiennent cette coopération.

Fin.
TEXT
propose bo <<'TEXT'
# Titre

Les villes s’engagent à coopérer entre elles, et les régions soutiennent durablement cette coopération.

Fin.
TEXT
propose cy <<'TEXT'
# Titre

Les grandes villes s’engagent à coopérer entre elles, et toutes les régions soutiennent cette coopération.

Fin.
TEXT
retain
merge
stands 'divided, with the words of all' <<'TEXT'
# Titre

Les grandes villes s’engagent à coopérer entre elles,

et toutes les régions soutiennent durablement cette coopération.

Fin.
TEXT
taken ana bo

# --- lines broken elsewhere, and words changed
begin reflow <<'TEXT'
Les villes s’engagent à coopérer entre elles et à rendre
compte de ce qu’elles ont fait.

Les régions soutiennent cette coopération et
la font connaître.
TEXT
propose ana <<'TEXT'
Les villes s’engagent à coopérer
entre elles et à rendre compte de ce qu’elles ont fait.

Les régions soutiennent
cette coopération et la font connaître.
TEXT
propose bo <<'TEXT'
Les villes s’engagent à coopérer pleinement entre elles et à rendre
compte de ce qu’elles ont fait.

Les régions soutiennent cette coopération et
la font connaître.
TEXT
lacks 'reflow: layout collides with nothing' "$(sec amendments --json | tr -d ' \n')" '"collides":["'
retain
merge
stands 'where words change beside it they win, else the layout is taken' <<'TEXT'
Les villes s’engagent à coopérer pleinement entre elles et à rendre compte de ce qu’elles ont fait.

Les régions soutiennent
cette coopération et la font connaître.
TEXT
taken ana bo

# --- taken out, and changed
begin delete <<'TEXT'
Un, qui reste.

Deux, dont on discute encore.

Trois, qui reste.
TEXT
propose ana <<'TEXT'
Un, qui reste.

Trois, qui reste.
TEXT
propose bo <<'TEXT'
Un, qui reste.

Deux, dont on discute toujours.

Trois, qui reste.
TEXT
git show "main:$path" >"$WORK/was"
retain
merge
stands 'both retained, neither is taken' <"$WORK/was"
open ana bo
sec decide ana:2 rejected >/dev/null
merge
git show "review/bo:$path" >"$WORK/bo"
stands 'not taken out, it is changed' <"$WORK/bo"
taken ana bo

# --- a word put in behind one that another replaces; the same words put in by two
begin words <<'TEXT'
Les villes coopèrent entre elles.

Les régions les y aident.
TEXT
propose ana <<'TEXT'
Les communes coopèrent entre elles.

Les régions les y aident volontiers.
TEXT
propose bo <<'TEXT'
Les villes voisines coopèrent entre elles.

Les régions les y aident volontiers.

Fin du texte.
TEXT
propose cy <<'TEXT'
Les villes coopèrent entre elles.

Les régions les y aident.

Fin du texte.
TEXT
has 'words: what touches collides' "$(sec amendments --json | tr -d ' \n')" '"collides":["bo:1"]'
retain
merge
stands 'the two that touch are open, the same words stand once' <<'TEXT'
Les villes coopèrent entre elles.

Les régions les y aident volontiers.

Fin du texte.
TEXT
open ana bo
taken cy
sec decide ana:1 modified -m 'Les deux.' -F - >/dev/null <<'TEXT'
Les communes voisines coopèrent entre elles.
TEXT
sec decide bo:1 rejected >/dev/null
merge
stands 'in the words of the secretariat' <<'TEXT'
Les communes voisines coopèrent entre elles.

Les régions les y aident volontiers.

Fin du texte.
TEXT
taken ana bo

# --- a whole new version
begin anew <<'TEXT'
# Déclaration

Les villes coopèrent.

Les régions les y aident.

- premier point

Fin du texte.
TEXT
propose ana <<'TEXT'
# Manifeste des territoires

Nous agissons partout ensemble, sans attendre.

Chacun donne selon ses moyens.

Chacun reçoit selon ses besoins.

- rien sans nous

Une devise toute neuve.
TEXT
propose bo <<'TEXT'
# Déclaration

Les villes coopèrent déjà.

Les régions les y aident.

- premier point

Fin du texte.
TEXT
sec decide bo:2 rejected >/dev/null
# shellcheck disable=SC2046
retain $(names | grep ana)
merge
git show "review/ana:$path" >"$WORK/ana"
stands 'a whole new version is taken whole' <"$WORK/ana"
taken ana bo

# --- list items
begin items <<'TEXT'
Les villes :

- habitent ;
- bâtissent ;
- transportent ;
- soignent ;
- enseignent.

Fin.
TEXT
propose ana <<'TEXT'
Les villes :

- habitent ;
- nourrissent ;
- bâtissent ;
- transportent ;
- soignent ;
- enseignent.

Fin.
TEXT
propose bo <<'TEXT'
Les villes :

- habitent ;
- jardinent ;
- bâtissent ;
- transportent ;
- soignent ;
- enseignent.

Fin.
TEXT
propose cy <<'TEXT'
Les villes :

- soignent ;
- habitent ;
- bâtissent ;
- transportent ;
- enseignent.

Fin.
TEXT
propose dan <<'TEXT'
Les villes :

- habitent ;
- bâtissent ;
- transportent en commun ;
- soignent ;

Fin.
TEXT
retain
merge
stands 'items put in, moved, changed, taken out' <<'TEXT'
Les villes :

- soignent ;
- habitent ;
- nourrissent ;
- jardinent ;
- bâtissent ;
- transportent en commun ;

Fin.
TEXT
taken ana bo cy dan

# --- new and moved to one place: branch after branch
begin place <<'TEXT'
Un, le début du texte.

Deux, qui vient ensuite.

Trois, vers le milieu.

Quatre, qui s’en va ailleurs.

Cinq, la fin du texte.
TEXT
propose ana <<'TEXT'
Un, le début du texte.

Nouveau, de la main de A.

Deux, qui vient ensuite.

Trois, vers le milieu.

Quatre, qui s’en va ailleurs.

Cinq, la fin du texte.
TEXT
propose bo <<'TEXT'
Un, le début du texte.

Quatre, qui s’en va ailleurs.

Deux, qui vient ensuite.

Trois, vers le milieu.

Cinq, la fin du texte.
TEXT
propose cy <<'TEXT'
Un, le début du texte.

Nouveau, de la main de C.

Quatre, qui s’en va plus loin.

Deux, qui vient ensuite.

Trois, vers le milieu.

Cinq, la fin du texte.
TEXT
retain
merge
stands 'branch after branch' <<'TEXT'
Un, le début du texte.

Nouveau, de la main de A.

Quatre, qui s’en va plus loin.

Nouveau, de la main de C.

Deux, qui vient ensuite.

Trois, vers le milieu.

Cinq, la fin du texte.
TEXT
taken ana bo cy

# --- nothing in common, nothing proposed, nothing of ours
begin strangers <<'TEXT'
Un, le début du texte.

Deux, la fin du texte.
TEXT
propose ana <<'TEXT'
Un, le début du texte.

Deux, la fin du beau texte.
TEXT
git update-ref refs/heads/review/bo main
git update-ref refs/heads/review/cy "$(git commit-tree -p main -m 'Nothing at all' 'main^{tree}')"
git update-ref refs/heads/review/dan "$(git commit-tree -m 'Another beginning' "$(write_tree review/ana <<'TEXT'
Un autre texte.
TEXT
)")"
git update-ref refs/heads/review/eve "$(git commit-tree -p main -m 'A file of my own' "$(write_tree main notes.txt <<'TEXT'
Rien pour vous.
TEXT
)")"
has 'strangers: a branch without common history is named' "$(sec amendments --json)" 'review/dan has no common history'
retain
git show "review/ana:$path" >"$WORK/ana"
merge
has 'strangers: what is left alone is named' "$(cat "$WORK/said" "$WORK/err")" 'eve has changed notes.txt, too: that is left alone.'
stands 'only what is proposed is taken' <"$WORK/ana"
taken ana bo cy eve
open dan
equal 'strangers: no file of theirs is taken' "$path" "$(git ls-tree -r --name-only main | grep -v ^annotations/)"

# --- only what stands around the words
begin frames <<'TEXT'
# Titre

## Partie

- premier point
- second point

Fin du texte.
TEXT
git show "main:$path" >"$WORK/was"
propose ana <<'TEXT'
# Titre

### Partie

* premier point
* second point

Fin du texte.
TEXT
propose bo <<'TEXT'
# Titre

## Partie

- premier point
- second point

Fin du beau texte.
TEXT
has 'frames: what stands around words is left alone, and named' "$(sec merge --dry-run)" 'ana has changed what stands around the words'
retain
merge
git show "review/bo:$path" >"$WORK/bo"
stands 'the words are taken' <"$WORK/bo"

# --- one divides a paragraph and puts another between; somebody changes words of the second half
begin between <<'TEXT'
Les villes s’engagent à coopérer entre elles. Les régions soutiennent cette coopération chaque année.

Fin du texte.
TEXT
propose ana <<'TEXT'
Les villes s’engagent à coopérer entre elles.

Voici une phrase que personne n’attendait ici.

Les régions soutiennent cette coopération chaque année.

Fin du texte.
TEXT
propose bo <<'TEXT'
Les villes s’engagent à coopérer entre elles. Les régions soutiennent cette belle coopération chaque année.

Fin du texte.
TEXT
retain
merge
stands 'the second half stands once, with the words of both' <<'TEXT'
Les villes s’engagent à coopérer entre elles.

Voici une phrase que personne n’attendait ici.

Les régions soutiennent cette belle coopération chaque année.

Fin du texte.
TEXT
taken ana bo

# --- two joined to one, and something behind it or between
cat >"$WORK/four" <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération.

Deux, et elles en rendent compte chaque année.

Trois, le suivi est confié au Bureau exécutif du réseau.

Quatre, la fin du texte.
TEXT
begin joined <"$WORK/four"
propose ana <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération. Deux, et elles en rendent compte chaque année.

Neuf, ce qui est nouveau vient derrière les deux.

Trois, le suivi est confié au Bureau exécutif du réseau.

Quatre, la fin du texte.
TEXT
sed 's/confié/remis/' "$WORK/four" | propose bo
retain ana:2+1 bo:3
merge
stands 'what stands behind the joined one comes behind both' <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération.

Deux, et elles en rendent compte chaque année.

Neuf, ce qui est nouveau vient derrière les deux.

Trois, le suivi est remis au Bureau exécutif du réseau.

Quatre, la fin du texte.
TEXT
equal 'joined: the join is open still, and one' 'ana:1' "$(names)"
has 'it is no matter of form' "$(p amendments --json | tr -d ' \n')" '"kind":"reword","type":"te"'
retain
merge
stands 'then the two are joined, every word once' <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération. Deux, et elles en rendent compte chaque année.

Neuf, ce qui est nouveau vient derrière les deux.

Trois, le suivi est remis au Bureau exécutif du réseau.

Quatre, la fin du texte.
TEXT
taken ana bo

begin apart <"$WORK/four"
propose ana <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération. Deux, et elles en rendent compte chaque année.

Trois, le suivi est confié au Bureau exécutif du réseau.

Quatre, la fin du texte.
TEXT
sed '2a Neuf, ce qui est nouveau vient entre les deux.\n' "$WORK/four" | propose bo
retain bo:1+1
merge
retain
merge
git cat-file blob "review/bo:$path" >"$WORK/bo"
stands 'two that do not stand together any more are not joined' <"$WORK/bo"
open ana
has 'apart: the join meets the text as it is' "$(sec amendments)" 'ana:1'

# --- two paragraphs made one, which others take out: not the same words, not the same wish
begin gone <"$WORK/four"
propose ana <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération. Deux, et elles en rendent compte chaque année.

Trois, le suivi est confié au Bureau exécutif du réseau.

Quatre, la fin du texte.
TEXT
sed 1,2d "$WORK/four" | propose bo
sed 3,4d "$WORK/four" | propose cy
retain ana:1
merge
git cat-file blob "main:$path" | sed 1,2d | propose dan
sec decide dan:1 rejected >/dev/null
equal 'gone: what one of them wants out is not what another wants out' 'bo:1 accepted? cy:1 accepted?' \
	"$(sec amendments --json | awk -F '"' '$2 == "amendment" { name = $4 } $2 == "decision" && $3 ~ /null/ { printf "%s%s accepted?", sep, name; sep = " " }')"

# --- a paragraph divided in the text, the longer half behind: the whole does not move, nor half of it
begin halves <"$WORK/four"
sed 's/^Un, les villes et les régions /Un, les villes et les régions\n\n/' "$WORK/four" | propose ana
{
	sed 1,2d "$WORK/four"
	printf '\n'
	sed -n 1p "$WORK/four"
} | propose bo
sed 's/à la coopération/à toute coopération/' "$WORK/four" | propose cy
retain ana:1
merge
retain bo:2
merge
git cat-file blob "review/ana:$path" >"$WORK/ana"
stands 'half of it does not move' <"$WORK/ana"
open bo
{
	sed '3,4d' "$WORK/ana"
	printf '\n'
	sed -n 3p "$WORK/ana"
} | propose dan
has 'halves: to move one half meets words changed over both' "$(sec amendments --json | tr -d ' \n' | sed 's/.*"amendment":"dan//')" '"cy:'

# --- words that go from one paragraph to another that is no neighbour: both proposals, or neither
begin far <"$WORK/four"
propose ana <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération. Trois, le suivi est confié au Bureau exécutif du réseau.

Deux, et elles en rendent compte chaque année.

Quatre, la fin du texte.
TEXT
sed 's/confié/remis/' "$WORK/four" | propose bo
retain ana:1
merge
has 'far: it is said to wait' "$(cat "$WORK/said")" 'waiting for what goes with it: ana:1'
stands 'put in, but not taken out: neither is done' <"$WORK/four"
retain ana:3 bo:3
merge
stands 'taken out, but somebody changes it: neither is done' <"$WORK/four"
sec decide bo:3 rejected >/dev/null
merge
git cat-file blob "review/ana:$path" >"$WORK/ana"
stands 'nothing in the way: every word once' <"$WORK/ana"
taken ana bo

begin uncontested <"$WORK/four"
propose ana <"$WORK/ana"
merge --accept-uncontested
stands 'what is without objection waits for what is never taken without a decision' <"$WORK/four"

# --- one decision on the same words of two, and another on those of one
begin shared <"$WORK/four"
sed 's/la fin/la vraie fin/' "$WORK/four" | propose ana
no=$(p --as zoe decide ana:4 accepted)
sed 's/la fin/la vraie fin/' "$WORK/four" | propose bo
sec decide bo:4 rejected >/dev/null
merge
equal 'shared: what is said of both is settled for neither' 'ana:4 bo:4' "$(names | tr '\n' ' ' | sed 's/ $//')"
stands 'contradicted for one, it waits for both' <"$WORK/four"
p --as zoe withdraw "$no" >/dev/null
merge
equal 'shared: then for both' '' "$(names)"
stands 'turned down, it is left' <"$WORK/four"
taken ana bo

# --- a branch that comes back to what it had
begin back <"$WORK/four"
refuse() {
	sed "s/la fin/$1/; s/prennent part/participent/" "$WORK/four" | propose ana
	sec decide ana:4 rejected >/dev/null || not_ok "back: refused $1"
	merge
	equal "back: refused, $1 does not come back" 'ana:1' "$(names)"
}
refuse 'la vraie fin'
refuse 'la bonne fin'
refuse 'la vraie fin'
sed 's/du monde entier/\n\n&/; s/prennent part/participent/' "$WORK/four" | propose ana
sec decide ana:1 rejected >/dev/null
merge
stands 'what was refused is not there' <"$WORK/four"
sed 's/est confié/revient/' "$WORK/four" | propose ana
retain ana:3
merge
git cat-file blob "review/ana:$path" >"$WORK/ana"
stands 'back to the text as it is, and another word' <"$WORK/ana"
taken ana
sed 's/la coopération/toute coopération/' "$WORK/ana" | propose ana
lacks 'back: what was divided once, and is whole, was whole' "$(sec amendments --json | grep '"was":')" '\n\n'
retain
merge
git cat-file blob "review/ana:$path" >"$WORK/ana"
stands 'and goes on from there' <"$WORK/ana"

# --- more than can be read: nobody knows what is proposed there, so nothing of it counts as settled
begin large <"$WORK/four"
{
	cat "$WORK/four"
	awk 'BEGIN { for (i = 0; i < 230000; i++) printf "\nParagraphe %d, où les villes et les régions du monde entier se parlent entre elles.\n", i }'
} | propose ana
sed 's/la fin/la vraie fin/' "$WORK/four" | propose bo
retain bo:4
merge
has 'large: it is named' "$(cat "$WORK/err" "$WORK/said")" 'review/ana cannot be read'
git cat-file blob "review/bo:$path" >"$WORK/bo"
stands 'a text of more than 16 MiB hides no other' <"$WORK/bo"
taken bo
open ana
sed 's/confié/remis/' "$WORK/four" | propose ana
retain ana:3
merge
sed 's/confié/remis/' "$WORK/bo" >"$WORK/ana"
stands 'shorter again, it is taken' <"$WORK/ana"
taken ana

# --- branches that go far back, criss-cross, and through each other
begin rounds <<'TEXT'
Un, le début du texte.

Deux, sur les villes du pays.

Trois, sur les régions du pays.

Quatre, la fin du texte.
TEXT
git tag first
propose old <<'TEXT'
Un, le tout début du texte.

Deux, sur les villes du pays.

Trois, sur les régions du pays.

Quatre, la vraie fin du texte.
TEXT
sec decide old:4 rejected >/dev/null
propose ana <<'TEXT'
Un, le début du texte.

Deux, sur toutes les villes du pays.

Trois, sur les régions du pays.

Quatre, la fin du texte.
TEXT
retain ana:2
merge ana
propose ana main <<'TEXT'
Un, le début du texte.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.

Quatre, la fin du texte.
TEXT
propose bo review/ana <<'TEXT'
Un, le début du texte.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.

Quatre, la fin du grand texte.
TEXT
retain bo:4
merge
stands 'who has merged the branch of another brings only what is retained' <<'TEXT'
Un, le début du texte.

Deux, sur toutes les villes du pays.

Trois, sur les régions du pays.

Quatre, la fin du grand texte.
TEXT
open ana bo old
retain ana:3 bo:3 old:1
merge
stands 'a branch from before the last two merges gives what is its own' <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.

Quatre, la fin du grand texte.
TEXT
taken ana bo old
# Each has merged what the other had before: two merge bases.
propose ana <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du vaste pays.

Trois, sur toutes les régions du pays.

Quatre, la fin du grand texte.
TEXT
theirs=$(git rev-parse review/ana)
main=$(git rev-parse main)
retain
merge
propose ana "$main" <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du vaste pays.

Trois, sur toutes les belles régions du pays.

Quatre, la fin du grand texte.
TEXT
tree=$(git rev-parse 'main^{tree}')
git update-ref refs/heads/review/bo "$(git commit-tree -p "$(git rev-parse main)" -p "$theirs" -m 'Both ways' "$tree")"
propose bo <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du vaste pays.

Trois, sur toutes les régions du pays.

Quatre, la fin du grand texte commun.
TEXT
retain
merge
stands 'criss-cross' <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du vaste pays.

Trois, sur toutes les belles régions du pays.

Quatre, la fin du grand texte commun.
TEXT
taken ana bo

# --- two secretaries who contradict each other, and agree again
propose cy <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du vaste pays.

Trois, sur toutes les belles régions du pays.

Quatre, la fin du très grand texte commun.
TEXT
git show "main:$path" >"$WORK/was"
retain cy:4
no=$(p --as zoe decide cy:4 rejected -m 'Trop.')
merge
stands 'contradicted, it is neither taken nor left' <"$WORK/was"
open cy
p --as zoe withdraw "$no" >/dev/null
merge
git show "review/cy:$path" >"$WORK/cy"
stands 'agreed again, it is taken' <"$WORK/cy"
taken cy

# --- one who has moved a paragraph moves it again: nobody has said anything of the new place
begin again <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.

Quatre, la fin du grand texte.

Cinq, rien que les signatures.
TEXT
propose ana <<'TEXT'
Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.

Un, le tout début du texte.

Quatre, la fin du grand texte.

Cinq, rien que les belles signatures.
TEXT
retain ana:1
merge
stands 'the move is taken, the other words wait' <<'TEXT'
Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.

Un, le tout début du texte.

Quatre, la fin du grand texte.

Cinq, rien que les signatures.
TEXT
git show "main:$path" >"$WORK/was"
propose ana <<'TEXT'
Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.

Quatre, la fin du grand texte.

Cinq, rien que les belles signatures.

Un, le tout début du texte.
TEXT
merge
stands 'moved again, it waits for a decision of its own' <"$WORK/was"
open ana
retain
merge
git show "review/ana:$path" >"$WORK/ana"
stands 'retained again, it stands where it was moved last' <"$WORK/ana"
taken ana

# --- a decision on a move is about its place, too: its author chooses another before it is taken
printf 'Un le premier paragraphe.\n\nDeux le paragraphe suivant.\n\nTrois au milieu du texte.\n\nQuatre vers la fin.\n\nCinq pour finir ici.\n' >"$WORK/five"
begin elsewhere <"$WORK/five"
propose ana <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Un le premier paragraphe.

Quatre vers la fin.

Cinq pour finir ici.
TEXT
propose bo <<'TEXT'
Un le premier paragraphe.

Deux le paragraphe suivant.

Deux et demi, que personne ne connaissait.

Trois au milieu du texte.

Quatre vers la fin.

Cinq pour finir ici.
TEXT
retain
propose ana <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Quatre vers la fin.

Cinq pour finir ici.

Un le premier paragraphe.
TEXT
propose bo <<'TEXT'
Un le premier paragraphe.

Deux le paragraphe suivant.

Trois au milieu du texte.

Quatre vers la fin.

Deux et demi, que personne ne connaissait.

Cinq pour finir ici.
TEXT
lacks 'elsewhere: what was said of the other place is no decision' "$(sec amendments --json)" '"accepted"'
merge
stands 'moved and put in where nobody has decided on, neither is taken' <"$WORK/five"
open ana bo
propose ana <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Un le premier paragraphe.

Quatre vers la fin, ou presque.

Cinq pour finir ici.
TEXT
merge
stands 'back where it was decided on, it is taken; other words beside it do not matter' <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Un le premier paragraphe.

Quatre vers la fin.

Cinq pour finir ici.
TEXT
sec decide ana:4 bo:4+1 accepted -m 'Ici.' >/dev/null || not_ok 'elsewhere: decided anew'
merge
stands 'decided anew, the other is taken, too' <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Un le premier paragraphe.

Quatre vers la fin, ou presque.

Deux et demi, que personne ne connaissait.

Cinq pour finir ici.
TEXT
taken ana bo

# --- two move it alike, one chooses another place: the other is not to wait
begin alone <"$WORK/five"
for who in ana bo; do
	propose $who <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Un le premier paragraphe.

Quatre vers la fin.

Cinq pour finir ici.
TEXT
done
retain ana:1
git show "review/ana:$path" >"$WORK/ana"
propose bo <<'TEXT'
Deux le paragraphe suivant.

Trois au milieu du texte.

Quatre vers la fin.

Cinq pour finir ici.

Un le premier paragraphe.
TEXT
has 'alone: the two collide now' "$(sec amendments --json | tr -d ' \n')" '"collides":["bo:1"]'
merge
stands 'what was decided on is taken of the one who still proposes it' <"$WORK/ana"
taken ana
open bo
equal 'alone: the other is open' 'bo:3' "$(names | tr '\n' ' ' | sed 's/ $//')"

# --- other words for what stood first and is gone, while something is put before all
begin first <<'TEXT'
Un, le tout début du texte.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.
TEXT
propose ana <<'TEXT'
Un, le vrai début du texte.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.
TEXT
propose bo <<'TEXT'
Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.
TEXT
propose cy <<'TEXT'
Préambule que personne encore ne connaissait.

Un, le tout début du texte.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.
TEXT
retain bo:1
merge
retain cy:0+1
merge
stands 'what is put before all is taken, the words for what is gone wait' <<'TEXT'
Préambule que personne encore ne connaissait.

Deux, sur toutes les villes du pays.

Trois, sur toutes les régions du pays.
TEXT
open ana

# --- one who has merged another's branch, which is then merged whole: what was settled of hers stays so
for one in ana zoe; do
	begin "through$one" <"$WORK/four"
	propose bo <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération.

Deux, et elles en rendent compte chaque trimestre.

Trois, le suivi est confié au Bureau exécutif du réseau.

Quatre, la fin du texte.
TEXT
	propose $one review/bo <<'TEXT'
Un, les villes et les régions du vaste monde entier prennent part à la coopération.

Deux, et elles en rendent compte chaque trimestre.

Trois, le suivi est confié au Bureau du réseau.

Quatre, la fin.
TEXT
	retain bo:2 $one:4
	sec decide $one:1 rejected >/dev/null
	merge
	taken bo
	open $one
	equal "$case_name: what was not retained does not come back" "$one:3" "$(names)"
	retain $one:3
	merge
	stands 'the rest is taken' <<'TEXT'
Un, les villes et les régions du monde entier prennent part à la coopération.

Deux, et elles en rendent compte chaque trimestre.

Trois, le suivi est confié au Bureau du réseau.

Quatre, la fin.
TEXT
	taken $one
done

# --- one who has merged another's branch, in which a paragraph is deleted that they have joined to the next: the deletion
# is not retained, the other's branch is merged whole, and the paragraph stands where it stood
begin rejoined <<'TEXT'
Un, le début du texte.

Deux, les villes du monde entier prennent part à la coopération.

Trois, elles en rendent compte chaque année devant leurs habitants réunis.

Quatre, le suivi est confié au Bureau exécutif du réseau mondial.

Cinq, la fin du texte.
TEXT
git cat-file blob "main:$path" >"$WORK/before"
propose bo <<'TEXT'
Un, le début.

Trois, elles en rendent compte chaque année devant leurs habitants réunis.

Quatre, le suivi est confié au Bureau exécutif du réseau mondial.

Cinq, la fin du texte.
TEXT
propose ana review/bo <<'TEXT'
Un, le début du texte.

Deux, les villes du monde entier prennent part à la coopération. Trois, elles en rendent compte chaque année devant leurs habitants réunis.

Quatre, le suivi est confié au Bureau exécutif du réseau mondial.

Cinq, la fin du texte.
TEXT
sec decide bo:1 bo:2 rejected >/dev/null
merge
taken bo
open ana
retain ana:3
merge
stands 'its words would stand twice: the join is not taken' <"$WORK/before"
open ana
has "$case_name: it collides with the base" "$(sec amendments)" '! collides with the base'
propose zoe <<'TEXT'
Un, le début du texte.

Deux, les villes du monde entier prennent part à la coopération.

Trois, elles en rendent compte chaque année devant leurs habitants réunis.

Quatre, le suivi est confié au Bureau du réseau mondial.

Cinq, la fin du texte.
TEXT
retain zoe:4
merge
equal "$case_name: she is asked before her branch is brought up" \
	'paraphe: the text has moved on, and 1 of your proposals meets words that have changed: bring your proposals up to date first (in the palette)' \
	"$(p --as ana amend --paragraph 4 -m 'Quatre, le suivi est confié au Bureau du réseau.' 2>&1)"

# --- interrupted: what stands is whole branches, and the next run does the rest
WORK=$WORK awk 'BEGIN {
	srand(1)
	for (i = 1; i <= 120; i++) text[i] = "Paragraphe numéro " i " du texte commun."
}
function put(changed,   i, all) {
	for (i = 1; i <= 120; i++)
		all = all (i > 1 ? "\n\n" : "") (i == changed || changed < 0 ? "Beau p" substr(text[i], 2) : text[i])
	all = all "\n"
	printf "data <<END\n%sEND\n", all
}
END {
	printf "commit refs/heads/main\ncommitter T <t@example.org> 1621330000 +0000\ndata 4\nText\nM 100644 inline drafts/text.md\n"
	put(0)
	for (i = 1; i <= 120; i++) {
		printf "\ncommit refs/heads/review/r%03d\ncommitter R <r@example.org> 1621330000 +0000\ndata 4\nWord\nfrom refs/heads/main\nM 100644 inline drafts/text.md\n", i
		put(i)
	}
}' </dev/null >"$WORK/stream"
case_name=interrupted
git init -q --bare "$WORK/many.git"
cd "$WORK/many.git" || exit 1
git fast-import --quiet <"$WORK/stream"
for wait in 0.03 0.06 0.12 0.25 0.5; do
	timeout --foreground -s INT $wait "$PARAPHE" --as sec merge --accept-uncontested >/dev/null 2>&1
	check "interrupted after $wait s: fsck" git fsck --strict --no-progress --no-dangling
	merged=$(git for-each-ref --merged main --format=x 'refs/heads/review/r*' | wc -l)
	equal "interrupted after $wait s: the text has what is merged" "$merged" "$(git show "main:$path" | grep -c ^Beau)"
done
merge
equal 'interrupted: the next run does the rest' 120 "$(git show "main:$path" | grep -c ^Beau)"

finish
