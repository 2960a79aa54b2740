# Decisions that are not applied stay out of the base, and on the secretary's branch: whatever the names of those they
# decide on, no merge takes a file away, and the server takes all of it.
. "$(dirname "$0")/lib.sh"

consultation house
sed 's/{"id": "sec"/{"id": "zoe", "name": "Zoe", "language": "fr", "role": "reviewer"},\n    &/' \
	-i house/drafts/consultation.json
git -C house commit -q --amend -a -m 'Open the consultation'
git clone -q --bare house server.git
p server-hook install server.git 2>/dev/null
for id in sec cy zoe; do git clone -q server.git $id; done

# as ID WORD…: paraphe as that reviewer in their clone
as() {
	who=$1
	shift
	PARAPHE_PUSHER=$who p -C "$who" --as "$who" "$@"
}
# What merges have taken away of what their second parent has in annotations/
taken_away() {
	git -C sec log --merges --first-parent --format=%H main | while read -r commit; do
		git -C sec diff --name-only --diff-filter=D "$commit^2" "$commit" -- annotations
	done
}
all_goes() {
	said=$(as sec sync 2>&1)
	equal "$1: it is sent" 0 $?
	has "$1: the draft" "$said" 'Sent: the draft'
	lacks "$1: the hook has no objection" "$said" 'Refused'
	equal "$1: it is there" "$(git -C sec rev-parse main)" "$(git -C server.git rev-parse main)"
	equal "$1: no merge takes a file away" '' "$(taken_away)"
	before=$(git -C sec rev-parse main)
	as sec merge >/dev/null
	equal "$1: a second run changes nothing" "$before" "$(git -C sec rev-parse main)"
}

# --- whoever comes behind the secretary in the alphabet
as zoe amend --paragraph 5 -m 'premier point, de Zoe ;' >/dev/null
as cy amend --paragraph 3 -m 'Les partenaires disent leur soutien.' >/dev/null
for id in zoe cy; do check "$id sends" as $id sync; done
check 'the secretary has it' as sec sync
check 'decides on the one' as sec decide zoe:5 accepted -m 'Agreed.'
said=$(as sec merge)
has 'merges both' "$said" 'zoe: merged'
has 'the secretary’s branch, too' "$said" 'sec: merged'
lacks 'cy’s is open' "$said" 'cy:  merged'
equal 'git says so' '' "$(git -C sec log main..review/sec --format=%h)"
all_goes 'behind the secretary'

# --- one that is undone, one of words that are not proposed any more, one that was another before
id=$(as sec decide cy:3 rejected -m 'No.')
check 'undone' as sec withdraw "$id"
as zoe amend --paragraph 8 -m 'Fin du texte, selon Zoe.' >/dev/null
as zoe amend --paragraph 2 -m 'Les villes du monde, selon Zoe.' >/dev/null
check 'Zoe goes on' as zoe sync
check 'the secretary hears' as sec sync
first=$(as sec decide zoe:8 rejected -m 'No, either.')
check 'decides otherwise' as sec decide zoe:8 accepted -m 'But yes.'
gone=$(as sec decide zoe:2 accepted -m 'Good.')
as zoe amend --paragraph 2 -m 'Les villes du monde, selon Zoe, le lendemain.' >/dev/null
check 'Zoe says it otherwise' as zoe sync
check 'the secretary hears that' as sec sync
said=$(as sec merge)
has 'what is decided is taken' "$said" 'Taken: zoe:8'
has 'what is not stays on the branch' "$said" 'sec: taken in part, 3 decisions that are not applied stay on the branch'
for file in "$id" "$first" "$gone"; do
	check 'there it is' git -C sec cat-file -e "review/sec:annotations/sec/$file.json"
	check 'the base has it not' sh -c "! git -C sec cat-file -e main:annotations/sec/$file.json 2>/dev/null"
done
all_goes 'not applied'
lacks 'and is not said twice' "$(as sec merge)" 'taken in part'
check 'others have it' as zoe sync
has 'the words' "$(as zoe show --paragraph 8)" 'Fin du texte, selon Zoe.'
has 'new ones are a new proposal' "$(as zoe amendments)" 'Zoe, le lendemain'
check 'plain git merges the branch into what is ahead of it' git -C sec checkout -q main
check 'and loses nothing' git -C sec merge -q --no-edit review/sec
for file in "$id" "$first" "$gone"; do
	check 'all of it is there' git -C sec cat-file -e "main:annotations/sec/$file.json"
done
has 'doctor names what was never applied' "$(as sec doctor 2>&1)" 'applied'

# --- the base here and the base there have gone different ways
git -C server.git update-ref refs/heads/main "$(git -C server.git commit-tree -p main -m 'Elsewhere' 'main^{tree}')"
said=$(as sec sync 2>&1)
equal 'what cannot be sent is status 2' 2 $?
has 'and is said' "$said" 'have gone different ways'
finish
