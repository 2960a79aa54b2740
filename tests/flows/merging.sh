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

finish
