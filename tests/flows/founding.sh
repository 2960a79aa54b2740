#!/bin/sh
# init and demo: a new repository, its first commit checked out and clean.
. "$(dirname "$0")/lib.sh"
mkdir texts
printf '# Déclaration de *Lisbonne*\n\nUn mot.\n' >'texts/Projet final.fr.md'
printf '# Declaration\n\nA word.\n' >texts/other.md

# init
said=$(p init new --draft 'texts/Projet final.fr.md' texts/other.md --language en)
has 'init says how to open it' "$said" 'paraphe -C new'
equal 'the drafts under their names' 'drafts/consultation.json
drafts/other.en.md
drafts/projet-final.fr.md' "$(git -C new ls-files)"
check 'a draft byte for byte' cmp 'texts/Projet final.fr.md' new/drafts/projet-final.fr.md
equal 'one commit on main' '1 refs/heads/main' "$(git -C new rev-list --count HEAD) $(git -C new symbolic-ref HEAD)"
equal 'by the user' 'Test Secretary <secretary@example.org>' "$(git -C new log -1 --format='%an <%ae>')"
clean 'init' new
has 'the title is the first heading' "$(cat new/drafts/consultation.json)" '"fr": "Déclaration de *Lisbonne*"'
has 'the roster has one secretary' "$(cat new/drafts/consultation.json)" '"id": "test-secretary"'
has 'it can be read' "$(p -C new show)" '§1    # Déclaration de *Lisbonne*'
has 'and its translation' "$(p -C new --draft en show)" '§2    A word.'
check 'whoever made it is known in it' p -C new annotate --paragraph 2 -m Bonjour
check 'and writes on a branch' git -C new rev-parse -q --verify review/test-secretary
check 'git goes on from there' git -C new commit -q --allow-empty -m more
mkdir empty
check 'an empty folder is used' p --as sec init empty --draft texts/other.md
has 'under the id of --as' "$(cat empty/drafts/consultation.json)" '"id": "sec"'
check 'deep folders are made' p init a/b/c --draft texts/other.md

refused 'init: a folder that holds something' 'holds something already' p init texts --draft texts/other.md
refused 'init: a repository' 'holds something already' p init new --draft texts/other.md
refused 'init: no draft' '--draft is missing' p init d
refused 'init: no folder' 'something is missing' p init --draft texts/other.md
refused 'init: a file that is not there' 'nowhere.md' p init d --draft nowhere.md
refused 'init: a folder as draft' 'not a regular file' p init d --draft texts
printf 'caf\351\n' >latin.md
refused 'init: not UTF-8' 'not UTF-8' p init d --draft latin.md
printf 'a\0b\n' >nul.md
refused 'init: NUL' 'NUL' p init d --draft nul.md
printf ' \n' >blank.md
refused 'init: no words' 'holds no words' p init d --draft blank.md
head -c 16777217 /dev/zero | tr '\0' a >large.md
refused 'init: over 16 MiB' 'larger than' p init d --draft large.md
head -c 300000 large.md >paragraph.md
refused 'init: a paragraph over 256 KiB' '256 KiB' p init d --draft paragraph.md
refused 'init: two of one name' 'two of the texts' p init d --draft texts/other.md texts/other.md
refused 'init: no language' 'is no language' p init d --draft texts/other.md --language français
check 'nothing was made of all that' test ! -e d

# demo
start=$(date +%s)
said=$(p demo sample </dev/null 2>err) || not_ok 'demo' "$(cat err)"
end=$(date +%s)
# Under 2 s on a quiet machine; a sanitised build on a busy one needs longer.
check 'demo: is made quickly' test $((end - start)) -le 20
equal 'demo: nothing on standard error' '' "$(cat err)"
has 'demo: prints the reading' "$said" '§2   '
has 'demo: says how to open it' "$said" 'paraphe -C sample'
clean 'demo' sample
check 'demo: at least five reviewers' test "$(git -C sample for-each-ref 'refs/heads/review/*' | wc -l)" -ge 5
has 'demo: annotations in threads' "$(p -C sample show)" '· reply ·'
has 'demo: concurrent proposals' "$(p -C sample amendments)" 'collides with'
has 'demo: initials' "$(p -C sample show)" 'initialled: '
equal 'demo: the script'"'"'s clock' 2026-11-16T09:04:00+01:00 \
	"$(git -C sample log --reverse --format=%aI --grep=Paraphe-Act review/secretariat | head -1)"
tips=$(git -C sample for-each-ref)
check 'demo: again opens what is there' sh -c "'$PARAPHE' demo sample </dev/null >again"
equal 'demo: and changes nothing' "$tips" "$(git -C sample for-each-ref)"
p demo twin </dev/null >/dev/null 2>&1
equal 'demo: the same words every time' "$(p -C sample show | sed 's/[0-9a-f]\{8\}$//')" \
	"$(p -C twin show | sed 's/[0-9a-f]\{8\}$//')"
refused 'demo: a folder that holds something else' 'something else' p demo texts
equal 'demo: nothing half made is left' '' "$(ls -d -- *.new-* 2>/dev/null)"
finish
