#!/bin/sh
# amend: the draft changes on one's own branch, every other byte stays, and so do HEAD, index and working tree.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo
draft=drafts/declaration.fr.md
head=$(git rev-parse HEAD)
index=$(sha256sum .git/index)
tree=$(sha256sum $draft)

# changed BRANCH: the lines a branch takes out and puts in
changed() {
	git diff -U0 main "$1" -- $draft | sed '1,/^+++/d; /^@@/d'
}

# Reword.
name=$(p --as ana amend --paragraph 2 -m 'Les gouvernements locaux veillent à coopérer, et les villes aussi.' --reason 'Plus juste.')
equal 'reword: its name' ana:2 "$name"
equal 'reword: one line of the file' "-Les gouvernements locaux s’engagent à coopérer, et les villes aussi.
+Les gouvernements locaux veillent à coopérer, et les villes aussi." "$(changed review/ana)"
equal 'reword: subject' 'Propose words for §2' "$(git log -1 --format=%s review/ana)"
has 'reword: trailer' "$(git log -1 --format=%b review/ana)" 'Paraphe-Kind: amend'
equal 'the reason is in the same commit' 1 "$(git rev-list --count main..review/ana)"
has 'the reason is a comment' "$(p show --paragraph 2)" '· reason · open'
has 'the reason is shown' "$(p show --paragraph 2)" 'Plus juste.'
has 'word differences' "$(p amendments)" '[-s’engagent-] {+veillent+}'

# Insert, and reword the insertion.
name=$(p --as bo amend --paragraph 4 --insert-after -m 'point nouveau ;')
equal 'insert: its name' bo:4+1 "$name"
equal 'insert: a list item like its neighbour' '+- point nouveau ;' "$(changed review/bo)"
name=$(p --as bo amend --paragraph 4+1 -m 'point tout nouveau ;')
equal 'insert: reworded under its name' bo:4+1 "$name"
equal 'insert: the new words' '+- point tout nouveau ;' "$(changed review/bo)"
name=$(p --as bo amend --paragraph 0 --insert-after -m 'Avant tout.')
equal 'insert: before the first paragraph' bo:0+1 "$name"

# Delete and move.
name=$(p --as cy amend --paragraph 7 --delete)
equal 'delete: its name' cy:7 "$name"
equal 'delete: the lines that go' '-> Une citation que personne ne touche.
-' "$(changed review/cy)"
name=$(p --as cy amend --paragraph 3 --move-after 8)
equal 'move: its name' cy:3 "$name"
has 'move: it is said where to' "$(p show --paragraph 3)" 'to stand after §8'
p --as cy withdraw cy:3 >/dev/null
p --as cy withdraw cy:7 >/dev/null
equal 'withdrawn: the words are the base'"'"'s, byte for byte' '' "$(changed review/cy)"
equal 'withdrawn: no amendment left' '' "$(p amendments | grep 'cy:')"

# Concurrent, equal, collisions.
p --as bo amend --paragraph 2 -m 'Les gouvernements locaux doivent coopérer, et les villes aussi.' >/dev/null
has 'concurrent proposals collide' "$(p amendments)" '! collides with bo:2'
p --as cy amend --paragraph 2 -m 'Les gouvernements locaux veillent à coopérer, et les villes aussi.' >/dev/null
has 'the same words are named as such' "$(p amendments)" 'the same words as ana:2'
has 'status counts collisions' "$(p status | tr -s ' ')" 'Ana (a city) 1 1 1 0'

# What must not be.
refused 'the same words are no proposal' '' p --as sec amend --paragraph 8 -m 'Fin du texte.'
refused 'an empty text is refused' 'empty' p --as sec amend --paragraph 8 -m '  '
refused 'a text that would be a heading' '' p --as sec amend --paragraph 8 -m '# Fin'
refused 'a text that would swallow its neighbours' '' p --as sec amend --paragraph 7 -m '```'
refused 'an unclosed comment' '' p --as sec amend --paragraph 3 -m '<!-- ouvert'
refused 'somebody else'"'"'s proposal' 'author' p --as sec withdraw ana:2
refused 'a paragraph behind itself' 'behind itself' p --as sec amend --paragraph 3 --move-after 3
refused 'no paragraph 99' 'last one is §8' p --as sec amend --paragraph 99 -m x
refused 'two things at once' 'exclude each other' p --as sec amend --paragraph 3 --delete -m x
refused 'nothing to propose' 'say what to propose' p --as sec amend --paragraph 3
check 'no branch of the secretariat came of all that' sh -c '! git rev-parse -q --verify review/sec'

# A base that has moved on: the branch is brought up first, both commits in one move.
sed -i 's/durable/durable et juste/' $draft
git commit -qam 'Une retouche'
head=$(git rev-parse HEAD)
index=$(sha256sum .git/index)
tree=$(sha256sum $draft)
name=$(p --as ana amend --paragraph 3 -m 'Les partenaires affirment leur engagement en faveur du développement durable et juste.')
equal 'a paragraph the base has changed' ana:3 "$name"
check 'the branch was brought up' git merge-base --is-ancestor main review/ana
has 'the words are both' "$(git show review/ana:$draft)" 'affirment leur engagement en faveur du développement durable et juste.'
has 'the other proposal stands' "$(p amendments)" 'Proposal ana:2'

equal 'HEAD stays' "$head" "$(git rev-parse HEAD)"
equal 'HEAD names main' refs/heads/main "$(git symbolic-ref HEAD)"
equal 'the index stays' "$index" "$(sha256sum .git/index)"
equal 'the working tree stays' "$tree" "$(sha256sum $draft)"
clean 'the repository' .

# Bare.
cd ..
git clone -q --bare repo bare.git
name=$(p -C bare.git --as sec amend --paragraph 8 -m 'Fin du projet.')
equal 'a bare repository' sec:8 "$name"
check 'a bare repository: fsck' git -C bare.git fsck --strict --no-progress --no-dangling

# Wholly other words, while the base rewords the same paragraph, and other words again: one proposal, nothing doubled.
consultation other
cd other
p --as ana amend --paragraph 3 -m 'Tout autre chose.' >/dev/null
sed -i 's/^Les partenaires.*/Chacun agit./' $draft
git commit -qam 'Une autre rédaction'
name=$(p --as ana amend --paragraph 3 -m 'Encore une rédaction.')
equal 'words that collide with the base are replaced' ana:3 "$name"
equal 'by one proposal' 1 "$(p amendments | grep -c '^Proposal ana:')"
equal 'the text differs in that paragraph alone' '-Chacun agit.
+Encore une rédaction.' "$(git diff main...review/ana -- $draft | grep '^[-+][^-+]')"
check 'other words: fsck' git fsck --strict --no-progress --no-dangling
cd ..

# CRLF and a byte order mark stay.
consultation windows
cd windows
printf '\357\273\277# Titre\r\n\r\nUn mot.\r\n\r\nDeux mots.\r\n' >$draft
git -c core.autocrlf=false commit -qam CRLF
p --as ana amend --paragraph 2 -m 'Un seul mot.' >/dev/null
git show review/ana:$draft >../got
printf '\357\273\277# Titre\r\n\r\nUn seul mot.\r\n\r\nDeux mots.\r\n' >../wanted
check 'CRLF and byte order mark stay' cmp ../got ../wanted
# Words that a proposal came from change in the base, and its author's branch is brought up: it is a new proposal, and what
# was said of the old one is shown with it, as what it is.
cd "$WORK" || exit 1
consultation worded
cd worded || exit 1
p --as ana amend --paragraph 2 -m 'Les gouvernements locaux s’engagent à collaborer, et les villes aussi.' \
	--reason 'Coopérer est trop vague.' >/dev/null
p --as bo support ana:2 >/dev/null
p --as cy object ana:2 -m 'Collaborer est pire.' >/dev/null
p --as bo amend --paragraph 2 -m 'Les gouvernements locaux et régionaux s’engagent à coopérer, et les villes aussi.' \
	--reason 'Il y a des régions.' >/dev/null
p --as cy amend --paragraph 3 -m 'Les partenaires réaffirment leur engagement en faveur du développement local.' >/dev/null
p --as sec decide bo:2 cy:3 accepted >/dev/null
p --as sec merge >/dev/null
has 'the reason of what was decided says so' "$(p show | grep -A1 'on a proposal, decided since: retained$')" 'Il y a des régions.'
said=$(p amendments)
has 'before it is brought up all is as it was' "$said" 'supported by: Bo'
p --as ana amend --paragraph 3 -m 'Les partenaires réaffirment leur engagement.' >/dev/null
said=$(p amendments | tr -s ' \n' ' ')
has 'new words, the base in them' "$said" 'locaux et régionaux s’engagent à [-coopérer,-] {+collaborer,+}'
has 'who supported the old ones' "$said" 'supported in an earlier wording by: Bo'
has 'who objected to them' "$said" 'objected to in an earlier wording by: Cy'
has 'the reason is its author’s, and stays' "$said" 'reason · open · 11:40'
has 'with it' "$said" 'on an earlier wording Coopérer est trop vague.'
lacks 'none of it counts for the new ones' "$said" 'supported by'
said=$(p amendments --json | tr -s ' \n' ' ')
has 'for programs, too' "$said" '"supports": [], "objects": [], "decision": null, "earlier_supports": [ "bo" ], "earlier_objects": [ "cy" ]'
p --as sec merge --accept-uncontested >/dev/null
lacks 'what was objected to is not without objection' "$(p show)" 'Les gouvernements locaux et régionaux s’engagent à collaborer'
p --as bo support ana:2 >/dev/null
said=$(p amendments)
has 'supported anew' "$said" 'supported by: Bo'
lacks 'once' "$said" 'supported in an earlier'
# Other words after a decision have nothing of what was decided.
p --as bo amend --paragraph 2 -m 'Les gouvernements locaux et régionaux coopèrent, et les villes aussi.' >/dev/null
lacks 'the reason of what was decided is not that of the next' "$(p show | sed -n '/Proposal bo:2/,$p')" 'Il y a des régions'
finish
