# The doctor: everything readable, whose it says, complete; what is broken is mended from the remote, or named.
. "$(dirname "$0")/lib.sh"

consultation house
"$PARAPHE" -C house --as ana annotate --paragraph 2 -m 'A remark.' >/dev/null
"$PARAPHE" -C house --as bo amend --paragraph 3 -m 'Les partenaires réaffirment.' >/dev/null
said=$(p -C house doctor)
equal 'a healthy one' 0 $?
has 'says so' "$said" 'All is well.'
has 'and what was read' "$said" 'Branches and tags: 3, commits: 3'
git clone -q --bare house server.git
git clone -q server.git desk
check 'a clone' p -C desk doctor
check 'a bare one' p -C server.git doctor

# doctor NAME STATUS PART DIR: what it says
doctor() {
	p -C "$4" doctor >said 2>&1
	equal "$1: status" "$2" $?
	said=$(tr '\n' ' ' <said) # rows are joined again
	has "$1" "$said" "$3"
}

# object DIR REVISION: the file of a loose object
object() {
	hex=$(git -C "$1" rev-parse "$2")
	rest=${hex#??}
	echo "$1/.git/objects/${hex%"$rest"}/$rest"
}

# A clone whose objects are files of their own, each.
loosen() {
	git clone -q --no-hardlinks server.git "$1"
	ls "$1"/.git/objects/pack/*.pack >/dev/null 2>&1 || return 0
	mkdir packs && mv "$1"/.git/objects/pack/* packs
	for pack in packs/*.pack; do git -C "$1" unpack-objects -q <"$pack"; done
	rm -rf packs
}

# --- broken objects, with a remote that has them, and without
for way in empty torn flipped missing; do
	loosen $way
	for what in origin/main:drafts/declaration.fr.md origin/review/ana "origin/review/bo^{tree}"; do
		file=$(object $way "$what")
		chmod u+w "$file"
		case $way in
		empty) : >"$file" ;;
		torn) head -c 20 "$file" >part && cat part >"$file" ;;
		flipped) printf 'X' | dd of="$file" bs=1 seek=12 conv=notrunc status=none ;;
		missing) rm -f "$file" ;;
		esac
	done
	cp -a $way $way-alone
	git -C $way-alone remote set-url origin "$WORK/nowhere"
	doctor "$way: mended" 0 'could not be read have been fetched again' $way
	check "$way: git agrees" git -C $way fsck --strict --no-progress --no-dangling
	doctor "$way: and stays so" 0 'All is well.' $way
	doctor "$way: no remote" 1 'declaration.fr.md, a part of refs/' $way-alone
	has "$way: the remote cannot be asked" "$said" 'could not be asked'
done
find empty/.git/paraphe/damaged -type f | grep -q . && ok 'what is broken is put aside, not deleted' ||
	not_ok 'what is broken is put aside, not deleted'

loosen stray
mkdir -p stray/.git/objects/ab && : >stray/.git/objects/ab/cdef0123456789abcdef0123456789abcdef01
doctor 'an empty object that nothing needs' 0 '1 empty object' stray

# --- locks
loosen locked
p -C locked --as ana annotate --paragraph 4 -m 'Mine.' >/dev/null
touch -d '1 hour ago' locked/.git/refs/heads/review/ana.lock
doctor 'a lock that a dead process left' 0 '1 lock file' locked
check 'it is gone' test ! -e locked/.git/refs/heads/review/ana.lock
has 'what is unsent is named' "$said" 'review/ana: 1 act is not sent: “Comment on §4”'
touch locked/.git/index.lock
doctor 'one of git itself is named' 1 'index.lock' locked
check 'and stays' test -e locked/.git/index.lock

# --- the journal
loosen waiting
mkdir -p "waiting/.git/paraphe/journal/$(id -u)" && chmod 700 waiting/.git/paraphe/journal
echo 'no journal entry' >"waiting/.git/paraphe/journal/$(id -u)/01796e31-0000-7000-8000-000000000001.json"
doctor 'an entry that nobody can do again' 1 'in the journal waits' waiting

# --- whose annotations are
loosen forged
git -C forged switch -q -c review/ana origin/review/ana
mkdir -p forged/annotations/bo
file=$(basename forged/annotations/ana/*.json)
sed 's/"ana"/"bo"/; s/"Ana"/"Bo"/' "forged/annotations/ana/$file" >"forged/annotations/bo/$file"
echo 'none' >forged/annotations/ana/01796e31-0000-7000-8000-000000000001.json
git -C forged add -A && git -C forged commit -q -m 'Forge'
doctor 'an annotation that is none, another that is not its owner’s' 1 '! ' forged
has 'the one' "$said" '00000001'
has 'the other' "$said" "says it is bo's: unverified"
equal 'two problems' '2 problems are left.' "$(tail -1 said)"

# --- decisions that came by a plain merge
loosen merged
p -C merged --as sec decide bo:3 accepted -m 'Fine.' >/dev/null
git -C merged merge -q --no-ff -m 'By hand' review/sec
doctor 'a decision that was not applied' 1 'came into the base otherwise than by' merged

refused 'no repository' 'repository' p -C /var/empty doctor
finish
