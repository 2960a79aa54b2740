#!/bin/sh
# The secretariat decides and merges: what is retained stands in the text once, what is not does not come back.
. "$(dirname "$0")/lib.sh"
consultation repo
cd repo || exit 1

ana='Les gouvernements locaux et régionaux s’engagent à coopérer, et les villes aussi.'
bo='Les gouvernements locaux s’engagent à coopérer pleinement, et les villes aussi.'
p --as ana amend --paragraph 2 -m "$ana" --reason 'Les régions aussi.' >/dev/null
p --as bo amend --paragraph 2 -m "$bo" >/dev/null
p --as cy amend --paragraph 8 -m 'Fin du projet.' >/dev/null
p --as cy amend --paragraph 3 --delete >/dev/null
p --as ana annotate --paragraph 5 -m 'Une remarque.' >/dev/null
main=$(git rev-parse main)

# Deciding is the secretariat's, and changes nothing in the text.
refused 'only the secretariat decides' 'only the secretariat' p --as ana decide bo:2 accepted
refused 'only the secretariat merges' 'only the secretariat' p --as ana merge
refused 'a decision has four names' 'accepted, modified' p --as sec decide ana:2 maybe
refused 'modified needs words' '-F WORDS' p --as sec decide ana:2 modified
refused 'an amendment must be there' 'no amendment' p --as sec decide ana:3 accepted
check 'retained' p --as sec decide ana:2 bo:2 accepted -m 'Plus complet.'
check 'not retained' p --as sec decide cy:8 rejected -m 'Déjà dit.'
equal 'deciding leaves the base alone' "$main" "$(git rev-parse main)"
equal 'a bulk decision is one commit' 'Retain 2 proposals' "$(git log -1 --skip=1 --format=%s review/sec)"
equal 'of kind decide' decide "$(git log -1 --format='%(trailers:key=Paraphe-Kind,valueonly)' review/sec | head -n 1)"
has 'the secretariat sees it' "$(p --as sec amendments --json)" '"decision": "accepted"'
lacks 'others see it once it is applied' "$(p --as ana amendments --json)" '"decision": "accepted"'

# Trying changes nothing; merging takes exactly what was retained.
p --as sec merge --dry-run >../dry
equal 'a trial leaves the base alone' "$main" "$(git rev-parse main)"
p --as sec merge --json >../merged
equal 'something is undecided: status 1' 1 $?
has 'whole branches' "$(tr -d ' \n' <../merged)" '"merged":["ana","bo","sec"]'
has 'those with something open are taken in part' "$(tr -d ' \n' <../merged)" '"partial":["cy"]'
has 'words of two hands in one sentence are listed' "$(tr -d ' \n' <../merged)" '"reviewers":["ana","bo"]'
text=$(git show main:drafts/declaration.fr.md)
has 'both are in, together' "$text" 'locaux et régionaux s’engagent à coopérer pleinement, et'
has 'what was not retained is not' "$text" 'Fin du texte.'
has 'what is open is not' "$text" 'Les partenaires réaffirment'
equal 'the rest is byte for byte the same' "1 1" "$(git diff --numstat "$main" main -- drafts | cut -f 1,2 | tr '\t' ' ')"
equal 'the files that are checked out follow' '' "$(git status --porcelain)"
check 'git agrees on what is merged' git merge-base --is-ancestor review/ana main
check 'and on what is not' sh -c '! git merge-base --is-ancestor review/cy main'
check 'the objects are whole' git fsck --strict
equal 'every annotation is reachable' 2 "$(git ls-tree -r --name-only main annotations/ana | wc -l | tr -d ' ')"
has 'an accepted one is its author’s in git log' "$(git log --format=%an main)" Ana

# A second run changes nothing.
after=$(git rev-parse main)
p --as sec merge >/dev/null
equal 'a second run changes nothing' "$after" "$(git rev-parse main)"

# What has been applied is not taken back: nothing would say any more who decided.
refused 'an applied decision stays' 'applied to the text' p --as sec withdraw \
	"$(git log --format= --diff-filter=A --name-only review/sec -- annotations/sec | head -n 1 | sed 's|.*/||; s|[.]json||')"

# Rounds: what was rejected does not come back, other words are a new proposal.
lacks 'rejected is not open again' "$(p --as sec amendments)" cy:8
p --as cy amend --paragraph 8 -m 'Fin provisoire du texte.' >/dev/null
has 'other words are open again' "$(p --as sec amendments)" cy:8
has 'after its branch was brought up to the text' "$(git log -2 --format=%s review/cy)" 'Bring the branch up to the base'
printf 'Fin du texte commun.\n' >../words
check 'in other words' p --as sec decide cy:8 modified -F ../words -m 'Au plus court.'
check 'a deletion' p --as sec decide cy:3 noted
check 'all is decided: status 0' p --as sec merge
has 'the secretary’s words stand' "$(git show main:drafts/declaration.fr.md)" 'Fin du texte commun.'
has 'what was noted stays' "$(git show main:drafts/declaration.fr.md)" 'Les partenaires réaffirment'
equal 'nothing is left' '' "$(p --as sec amendments)"
check 'now the branch is merged' git merge-base --is-ancestor review/cy main
has 'its author sees why' "$(p --as cy show --paragraph 8)" 'Au plus court.'

# Files that are not clean stop it before anything.
p --as ana amend --paragraph 8 -m 'Fin du texte, enfin.' >/dev/null
p --as sec decide ana:8 accepted >/dev/null
echo 'by hand' >>drafts/declaration.fr.md
main=$(git rev-parse main)
refused 'files changed by hand stop a merge' 'drafts/declaration.fr.md' p --as sec merge
equal 'and the base stays' "$main" "$(git rev-parse main)"
git checkout -q -- drafts
check 'then it goes on' p --as sec merge

# Bare repositories, too.
git clone -q --bare . ../bare.git
git -C ../bare.git fetch -q . 'refs/heads/*:refs/heads/*'
p -C ../bare.git --as bo amend --paragraph 8 -m 'Fin du texte, enfin !' >/dev/null
check 'merged in a bare repository' p -C ../bare.git --as sec merge --accept-uncontested
has 'there, too' "$(git -C ../bare.git show main:drafts/declaration.fr.md)" 'enfin !'
# Two divide one paragraph at different places: the same words, and two proposals.
cd "$WORK" || exit 1
consultation divided
cd divided || exit 1
p --as ana amend --paragraph 2 -m "$(printf 'Les gouvernements locaux s’engagent\n\nà coopérer, et les villes aussi.')" >/dev/null
p --as bo amend --paragraph 2 -m "$(printf 'Les gouvernements locaux s’engagent à\n\ncoopérer, et les villes aussi.')" >/dev/null
p --as cy amend --paragraph 2 -m 'Les gouvernements locaux s’engagent à agir, et les villes aussi.' >/dev/null
has 'a change of words beside a division collides with it' "$(p --as sec amendments --json | tr -d ' \n')" '"collides":["bo:2"]'
check 'both divisions are retained' p --as sec decide ana:2 bo:2 accepted
p --as sec merge >/dev/null
equal 'and both are there' 3 "$(git show main:drafts/declaration.fr.md | grep -c -e 's’engagent$' -e '^à$' -e '^coopérer, et')"

# Who comes to words that are decided already is decided on with the others, once that is said again.
cd "$WORK" || exit 1
consultation joining
cd joining || exit 1
p --as ana amend --paragraph 8 -m 'Fin commune du texte.' >/dev/null
check 'one has proposed it' p --as sec decide ana:8 accepted
p --as bo amend --paragraph 8 -m 'Fin commune du texte.' >/dev/null
check 'another has come to it' p --as sec decide ana:8 accepted
equal 'both are decided' 2 "$(p --as sec amendments --json | grep -c '"decision": "accepted"')"
refused 'nothing is left to say' 'exactly that already' p --as sec decide ana:8 accepted
p --as sec merge >/dev/null
check 'both are merged' git merge-base --is-ancestor review/bo main

# What one has been refused is not without objection because another proposes it, too.
p --as ana amend --paragraph 8 -m 'Fin refusée du texte.' >/dev/null
check 'refused of one' p --as sec decide ana:8 rejected
p --as bo amend --paragraph 8 -m 'Fin refusée du texte.' >/dev/null
p --as sec merge --accept-uncontested >/dev/null
lacks 'it does not come in by another' "$(git show main:drafts/declaration.fr.md)" 'Fin refusée'

finish
