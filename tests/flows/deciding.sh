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

# Own words settle a collision with the base: they stand as they are typed, where the text has changed meanwhile. What
# changes after they were typed is kept beside them; what touches them collides, and is said.
path=drafts/declaration.fr.md
other='Les partenaires réaffirment leur engagement en faveur du développement durable.'

# collide DIR: what ana proposes for §3 touches what the base says there since, by bo's hand
collide() {
	cd "$WORK" || exit 1
	consultation "$1"
	cd "$1" || exit 1
	p --as ana amend --paragraph 3 -m "$(echo "$other" | sed 's/leur engagement/leur plein engagement/')" >/dev/null
	p --as bo amend --paragraph 3 -m "$(echo "$other" | sed 's/leur engagement/leurs engagements anciens/')" >/dev/null
	p --as sec decide bo:3 accepted >/dev/null
	p --as sec merge >/dev/null
}

third() {
	git show "main:$path" | sed -n 5p
}

# only: the name of the only proposal
only() {
	p --as sec amendments --json | sed -n 's/^ *"amendment": "\(.*\)",*$/\1/p'
}

# by_hand SED: the base changes by another way
by_hand() {
	sed -i "$1" "$path"
	git commit -q -a -m 'Change the text by hand'
}

collide settled
words='Les partenaires réaffirment leurs pleins engagements d’hier en faveur du développement durable.'
has 'the open one collides with the base' "$(p --as sec amendments --json | tr -d ' \n')" '"collides":["base"]'
lacks 'proposals have no such key' "$(git grep -h . review/ana review/bo -- annotations)" 'paraphe:base'
echo "$words" | p --as sec decide ana:3 modified -F - -m 'Les deux.' >../said 2>../told
equal 'own words on it' 0 $?
has 'that they stand in place of others is said' "$(cat ../told)" 'stand in place of what it says today'
id=$(cat ../said)
has 'the decision remembers the text it was written against' \
	"$(git show "review/sec:annotations/sec/$id.json" | tr -d ' \n')" \
	"\"paraphe:base\":{\"cached\":\"urn:git:blob:$(git rev-parse "main:$path")\",\"paragraph\":3}}"
has 'they do not collide' "$(p --as sec amendments --json | tr -d ' \n')" '"collides":[]'
echo "$words" >../words
refused 'the same is no news' 'exactly that already' p --as sec decide ana:3 modified -F ../words -m 'Les deux.'
check 'they go in' p --as sec merge
equal 'as they were typed' "$words" "$(third)"
equal 'once' 1 "$(git show "main:$path" | grep -c 'réaffirment')"
equal 'nothing is left' '' "$(p --as sec amendments)"
check 'and the branch is merged' git merge-base --is-ancestor review/ana main

# The base moves again before the merge: elsewhere in the paragraph, and in another one.
collide beside
echo "$words" | p --as sec decide ana:3 modified -F - >/dev/null 2>&1
by_hand 's/du développement durable\./du développement humain et durable./; s/^# Déclaration/# Projet\n\nUn préambule.\n\n# Déclaration/'
check 'what comes elsewhere is kept beside them' p --as sec merge
equal 'both stand' "$(echo "$words" | sed 's/développement durable/développement humain et durable/')" \
	"$(git show "main:$path" | sed -n 9p)"

# It moves where they touch it: then they collide, until they are given anew.
collide touching
echo "$words" | p --as sec decide ana:3 modified -F - >/dev/null 2>&1
by_hand 's/leurs engagements anciens/leurs engagements passés/'
now=$(third)
has 'what touches them collides' "$(p --as sec amendments --json | tr -d ' \n')" '"collides":["base"]'
p --as sec merge >../said
equal 'something is open: status 1' 1 $?
has 'and that is said' "$(cat ../said)" 'ana:3'
equal 'the text stays' "$now" "$(third)"
check 'the same words, given again in view of it, are a new decision' p --as sec decide ana:3 modified -F ../words
check 'they go in' p --as sec merge
equal 'as they were typed, too' "$words" "$(third)"

# Words given before the text changed at all, and again after it.
cd "$WORK" || exit 1
consultation twice
cd twice || exit 1
p --as ana amend --paragraph 3 -m "$(echo "$other" | sed 's/leur engagement/leur plein engagement/')" >/dev/null
echo "$other" | sed 's/leur engagement/leur entier engagement/' >../words
p --as sec decide ana:3 modified -F ../words >../said 2>../told
equal 'nothing is said where the text is what it was' '' "$(cat ../told)"
lacks 'nor remembered' "$(git show "review/sec:annotations/sec/$(cat ../said).json")" 'paraphe:base'
by_hand 's/leur engagement/leurs engagements anciens/'
p --as sec merge >/dev/null
has 'they touch what has come since' "$(third)" 'leurs engagements anciens'
check 'given again, they go in' sh -c "\"$PARAPHE\" --as sec decide ana:3 modified -F ../words && \"$PARAPHE\" --as sec merge"
equal 'in their place' "$(cat ../words)" "$(third)"

# Where the base has divided the paragraph, own words are about both parts of it.
cd "$WORK" || exit 1
consultation parted
cd parted || exit 1
p --as ana amend --paragraph 3 -m "$(echo "$other" | sed 's/leur engagement en faveur/leur plein soutien au profit/')" >/dev/null
by_hand 's/^\(Les partenaires réaffirment leur engagement\) \(en faveur.*\)$/\1 ancien.\n\nIls le prennent \2/'
printf 'Les partenaires réaffirment leur soutien ancien.\n\nIls le donnent au profit du développement durable.\n' >../words
p --as sec decide ana:3 modified -F ../words >../said 2>/dev/null
has 'both parts are remembered' "$(git show "review/sec:annotations/sec/$(cat ../said).json" | tr -d ' \n')" \
	'"paragraph":3,"paragraphs":2}}'
check 'own words on both' p --as sec merge
equal 'they stand in their place' "$(cat ../words)" "$(git show "main:$path" | sed -n 5,7p)"
equal 'and nothing twice' 1 "$(git show "main:$path" | grep -c 'développement durable')"

# What was to be deleted and has been changed since can be kept in own words.
cd "$WORK" || exit 1
consultation spared
cd spared || exit 1
p --as ana amend --paragraph 3 --delete >/dev/null
by_hand 's/leur engagement/leurs engagements anciens/'
echo 'Les partenaires réaffirment leurs engagements.' | p --as sec decide ana:3 modified -F - >/dev/null 2>&1
check 'own words in the place of a deletion' p --as sec merge
equal 'stand' 'Les partenaires réaffirment leurs engagements.' "$(third)"

# Where half of what they are about would stay behind, or something stands between, they are merged as ever.
cd "$WORK" || exit 1
consultation halved
cd halved || exit 1
p --as ana amend --paragraph 3 --delete >/dev/null
by_hand 's/^\(Les partenaires réaffirment leur engagement en faveur\) \(du .*\)$/\1\n\n\2/'
name=$(only)
echo 'Les partenaires s’engagent. Ils le font en faveur du développement durable.' |
	p --as sec decide "$name" modified -F - >../said
equal 'own words on half of a deletion' 0 $?
lacks 'that is not remembered' "$(git show "review/sec:annotations/sec/$(cat ../said).json")" 'paraphe:base'
p --as sec merge >/dev/null
equal 'nothing stands twice' 1 "$(git show "main:$path" | grep -c 'développement durable')"

cd "$WORK" || exit 1
consultation between
cd between || exit 1
git checkout -q -b review/ana
sed -i '3{N;N;s/\n\n/ /}' "$path"
git commit -q -a -m 'Join two paragraphs'
git checkout -q main
by_hand '4s/^$/\nUn paragraphe qui sépare les deux.\n/'
now=$(git show "main:$path")
name=$(only)
echo 'Les gouvernements et les partenaires s’engagent ensemble.' |
	p --as sec decide "$name" modified -F - >../said
equal 'own words on parts that do not stand together' 0 $?
lacks 'these are not remembered' \
	"$(git show "review/sec:annotations/sec/$(cat ../said).json")" 'paraphe:base'
p --as sec merge >/dev/null
equal 'nor replaced, the two of them' "$now" "$(git show "main:$path")"

# Of two secretaries who give the same words, the one who has seen the text of today is believed.
cd "$WORK" || exit 1
consultation both
cd both || exit 1
git rm -q drafts/consultation.json
git commit -q -m 'Let anyone decide'
p --as ana amend --paragraph 3 -m "$(echo "$other" | sed 's/leur engagement/leur plein engagement/')" >/dev/null
echo "$other" | sed 's/leur engagement/leur entier engagement/' >../words
p --as sec-1 decide ana:3 modified -F ../words >/dev/null 2>&1
by_hand 's/leur engagement/leurs engagements anciens/'
check 'another gives the same words, later' sh -c \
	"SOURCE_DATE_EPOCH=1621338100 \"$PARAPHE\" --as sec-2 decide ana:3 modified -F ../words"
check 'they go in' p --as sec-1 merge
equal 'as both have them' "$(cat ../words)" "$(third)"

# forge SED: the decision as it would be by another hand, and what becomes of ana:3
forge() {
	id=$(git ls-tree -r --name-only review/sec annotations/sec | tail -n 1)
	blob=$(git show "$first:$id" | sed "$1" | git hash-object -w --stdin)
	GIT_INDEX_FILE=$WORK/index git read-tree "$first"
	GIT_INDEX_FILE=$WORK/index git update-index --add --cacheinfo "100644,$blob,$id"
	git update-ref refs/heads/review/sec \
		"$(git commit-tree "$(GIT_INDEX_FILE=$WORK/index git write-tree)" -p "$first~1" -m 'Decide by hand')"
	p --as sec amendments --json | tr -d ' \n' | sed 's/.*"collides":\[\([^]]*\)\].*/\1/; s/"//g'
}

# What it remembers may be anything: a version that never was, another file's, a paragraph that is none.
collide forged
echo "$words" | p --as sec decide ana:3 modified -F - >/dev/null 2>&1
first=$(git rev-parse review/sec)
base=$(git rev-parse "main:$path")
equal 'as it was written, it goes in' '' "$(forge 's/x/x/')"
equal 'a version that is not there' base "$(forge "s/$base/0123456789012345678901234567890123456789/")"
equal 'another file’s' base "$(forge "s/$base/$(git rev-parse main:drafts/consultation.json)/")"
equal 'the same words, by no version of the text' base \
	"$(forge "s/$base/$( (git show "main:$path" && echo && echo Plus.) | git hash-object -w --stdin)/")"
equal 'a commit' base "$(forge "s/$base/$(git rev-parse main)/")"
equal 'no paragraph' base "$(forge '/paraphe:base/,$s/"paragraph": 3/"paragraph": 0/')"
equal 'one beyond the last' base "$(forge '/paraphe:base/,$s/"paragraph": 3/"paragraph": 999999999/')"
equal 'another one' base "$(forge '/paraphe:base/,$s/"paragraph": 3/"paragraph": 2/')"
equal 'more than there are' base "$(forge '/paraphe:base/,$s/"paragraph": 3/"paragraph": 3, "paragraphs": 999999999/')"
equal 'one more' base "$(forge '/paraphe:base/,$s/"paragraph": 3/"paragraph": 3, "paragraphs": 2/')"
equal 'none at all' base "$(forge 's/"paraphe:base"/"paraphe:other"/')"
git update-ref refs/heads/review/sec "$first"

finish
