# Sync: what others have sent comes, what one has written goes, and nothing is lost on the way: clones of one server
# behind the hook, one reviewer on two machines, a server that rewrites, deletes, refuses or does not answer.
. "$(dirname "$0")/lib.sh"

consultation house
git clone -q --bare house server.git
p server-hook install server.git 2>/dev/null
for id in ana bo sec; do
	git clone -q server.git $id
	git config --global user.email $id@example.org
done
git clone -q server.git laptop

# as ID [DIR] -- WORD…: paraphe as that reviewer, whom the server knows
as() {
	who=$1 where=$2
	shift 2
	PARAPHE_PUSHER=$who p -C "$where" --as "$who" "$@"
}
tip() {
	git -C "$1" rev-parse -q --verify "$2"
}

# --- the way it goes
equal 'nothing to do' 'Nothing new, and nothing to send.' "$(as bo bo sync)"
as ana ana annotate --paragraph 2 -m 'From Ana.' >/dev/null
as ana ana initial --paragraph 3 >/dev/null
equal 'what is unsent goes' 'Sent: 2 acts of yours' "$(as ana ana sync)"
equal 'it is there' "$(tip ana review/ana)" "$(tip server.git review/ana)"
equal 'and known to be there' "$(tip ana review/ana)" "$(tip ana origin/review/ana)"
equal 'nothing to do again' 'Nothing new, and nothing to send.' "$(as ana ana sync)"
equal 'what has come is told' 'New: 1 annotation, 1 position' "$(as bo bo sync)"
has 'and is read' "$(as bo bo show)" 'From Ana.'
equal 'nobody else’s branch is made' '' "$(tip bo refs/heads/review/ana)"
git clone -q server.git reader
as bo bo annotate --paragraph 2 -m 'From Bo.' >/dev/null
as bo bo sync >/dev/null
equal 'who has not said who they are only fetches' 'New: 1 annotation' "$(p -C reader sync)"
refused 'no such remote' 'git remote -v' p -C bo --as bo sync elsewhere
refused 'no remote at all' 'git remote add origin' p -C house --as bo sync
refused 'too many words' 'one word too many' p -C bo --as bo sync origin main
equal 'nothing is left lying about' 'journal lock' "$(cd ana/.git/paraphe && echo *)"

# --- the secretariat: the draft first, then its versions, then its own
as sec sec sync >/dev/null
as sec sec decide ana:2 accepted >/dev/null 2>&1
as bo bo amend --paragraph 3 -m 'Les partenaires réaffirment leur soutien en faveur du développement durable.' >/dev/null
as bo bo sync >/dev/null
equal 'a proposal is news' 'New: 1 proposal' "$(as sec sec sync)"
as sec sec decide bo:3 accepted -m 'Better.' >/dev/null
as sec sec merge >/dev/null
as sec sec circulate -m 'First' --no-documents >/dev/null
said=$(as sec sec sync)
has 'the draft goes' "$said" 'Sent: the draft ('
has 'and its version' "$said" 'Sent: Rev. 1'
has 'and what the secretary said' "$said" 'Sent: 1 act of yours'
equal 'the draft first' 'Sent: the draft' "$(echo "$said" | sed 's/ (.*//; q')"
equal 'the base is there' "$(tip sec main)" "$(tip server.git main)"
equal 'the version is there' "$(tip sec rev/1)" "$(tip server.git rev/1)"
said=$(as ana ana sync)
has 'others see what has changed' "$said" '§3 changed'
has 'and what was decided' "$said" '1 decision'
equal 'their local base follows' "$(tip sec main)" "$(tip ana main)"
equal 'with its files' "$(git -C sec show main:drafts/declaration.fr.md)" "$(cat ana/drafts/declaration.fr.md)"
equal 'and the version' "$(tip sec rev/1)" "$(tip ana rev/1)"
echo 'My own line.' >>bo/drafts/declaration.fr.md
cp bo/drafts/declaration.fr.md kept.md
has 'a folder with changes does not follow' "$(as bo bo sync)" 'your folder does not follow'
check 'and keeps them' cmp kept.md bo/drafts/declaration.fr.md
has 'what is read is the new draft all the same' "$(as bo bo show)" 'leur soutien'
git -C bo checkout -q drafts
check 'once it is clean' as bo bo sync
equal 'it follows' "$(tip sec main)" "$(tip bo main)"
echo 'Not mine to send.' >>bo/drafts/declaration.fr.md
git -C bo commit -qam 'On the base'
check 'a reviewer’s own base' as bo bo sync
equal 'is not sent' "$(tip sec main)" "$(tip server.git main)"
git -C bo reset -q --hard origin/main

# --- one reviewer, two machines
as ana laptop annotate --paragraph 4 -m 'From the laptop.' >/dev/null
as ana ana annotate --paragraph 4 -m 'From the desk.' >/dev/null
as ana laptop amend --paragraph 2 -m 'Les gouvernements locaux s’engagent fermement à coopérer, et les villes aussi.' >/dev/null
as ana ana amend --paragraph 2 -m 'Les gouvernements locaux s’engagent à coopérer, et toutes les villes aussi.' >/dev/null
check 'the first machine sends' as ana ana sync
said=$(as ana laptop sync)
has 'the second takes it in' "$said" 'acts of yours from another machine'
has 'and sends both' "$said" 'Sent: '
equal 'one branch' "$(tip laptop review/ana)" "$(tip server.git review/ana)"
check 'and the first' as ana ana sync
equal 'has it, too' "$(tip laptop review/ana)" "$(tip ana review/ana)"
said=$(as ana ana show)
has 'the annotation of one' "$said" 'From the laptop.'
has 'and of the other' "$said" 'From the desk.'
has 'the words of both' "$(git -C ana show review/ana:drafts/declaration.fr.md)" 'fermement à coopérer, et toutes les villes'
has 'nothing was forced' "$(git -C ana log --format=%s -1 review/ana)" 'Bring together'

as ana laptop amend --paragraph 8 -m 'Fin du présent texte.' >/dev/null
as ana ana amend --paragraph 8 -m 'Fin de ce texte.' >/dev/null
as ana ana annotate --paragraph 8 -m 'Meanwhile.' >/dev/null
check 'words that collide: the first sends' as ana ana sync
before=$(tip laptop review/ana)
as ana laptop sync >said 2>err
equal 'the second is asked' 2 $?
has 'what is here' "$(cat said)" 'here: Fin du présent texte.'
has 'what is there' "$(cat said)" 'there: Fin de ce texte.'
has 'and how to settle it' "$(cat err)" '--keep'
equal 'nothing is written before' "$before" "$(tip laptop review/ana)"
has 'settled' "$(as ana laptop sync --keep here)" 'Sent: '
has 'the words chosen stand' "$(git -C server.git show review/ana:drafts/declaration.fr.md)" 'Fin du présent texte.'
has 'the annotations of both' "$(p -C laptop --as ana show)" 'Meanwhile.'
check 'the first again' as ana ana sync
equal 'the same everywhere' "$(tip laptop review/ana)" "$(tip ana review/ana)"
as ana ana amend --paragraph 8 -m 'Fin, une.' >/dev/null
as ana ana sync >/dev/null
as ana laptop amend --paragraph 8 -m 'Fin, deux.' >/dev/null
has 'or the other machine’s' "$(as ana laptop sync --keep there)" 'Sent: '
has 'stand' "$(git -C server.git show review/ana:drafts/declaration.fr.md)" 'Fin, une.'
as ana ana sync >/dev/null

# both brought up to the base in between, on either machine, and one takes back what the other still has
as ana ana annotate --paragraph 1 -m 'One.' >/dev/null
as ana laptop annotate --paragraph 1 -m 'Two.' >/dev/null
as ana laptop withdraw ana:8 >/dev/null
as ana ana sync >/dev/null
as ana laptop sync >/dev/null
as ana ana sync >/dev/null
lacks 'what was taken back on one is gone on both' "$(git -C ana show review/ana:drafts/declaration.fr.md)" 'Fin, une.'
has 'and stays so' "$(git -C ana show review/ana:drafts/declaration.fr.md)" 'Fin du texte.'

# --- one machine deletes what the other rewords: no choice puts the words back where they stood, so they are named
as ana ana amend --paragraph 7 --delete >/dev/null
as ana laptop amend --paragraph 7 -m 'Une citation que l’on a touchée.' >/dev/null
as ana ana sync >/dev/null
mine=$(tip laptop review/ana)
as ana laptop sync >said 2>err
equal 'deleted there, reworded here: to be settled' 2 $?
said=$(as ana laptop sync --keep here | tr '\n' ' ')
has 'the words are named' "$said" 'deleted the paragraph that you reworded here as “Une citation que l’on a touchée.”'
where=$(echo "$said" | grep -o 'git show [^`]*')
has 'with where they can be read' "$(cd laptop && $where)" 'Une citation que l’on a touchée.'
equal 'which is where they were' "$mine" "$(git -C laptop rev-parse "$(echo "$where" | sed 's/git show //; s/:.*//')")"
has 'and they are offered again' "$said" 'kept as a private draft'
check 'in the journal' grep -rq 'Une citation que l’on a touchée.' laptop/.git/paraphe/journal
lacks 'the text is without them' "$(git -C laptop show review/ana:drafts/declaration.fr.md)" 'Une citation'
as ana ana sync >/dev/null
as ana ana withdraw ana:7 >/dev/null
as ana ana sync >/dev/null
as ana laptop sync >/dev/null

# --- a third clone begins from what is there
git clone -q server.git third
as ana third annotate --paragraph 5 -m 'From a third.' >/dev/null
check 'a third machine' as ana third sync
check 'is behind nobody' git -C server.git merge-base --is-ancestor "$(tip ana review/ana)" review/ana
as ana ana sync >/dev/null

# --- a server that says no
as bo bo annotate --paragraph 6 -m 'Refused.' >/dev/null
PARAPHE_PUSHER=ana p -C bo --as bo sync >said 2>err
equal 'a refused push' 2 $?
has 'is told in the server’s words' "$(cat said)" 'Refused: 1 act of yours'
has 'with its reason' "$(cat said)" 'review/bo belongs to Bo'
lacks 'and not twice' "$(cat said)" 'Sent'
check 'later it goes' as bo bo sync
echo >>sec/drafts/declaration.fr.md
printf 'A\342\200\256B.\n' >>sec/drafts/declaration.fr.md
git -C sec commit -qam 'Something that is not seen'
as sec sec annotate --paragraph 1 -m 'All the same.' >/dev/null
as sec sec sync >said 2>err
equal 'a draft that is refused' 2 $?
has 'is told' "$(cat said)" 'Refused: the draft (1 change)'
has 'the rest goes all the same' "$(cat said)" 'Sent: 1 act of yours'
git -C sec reset -q --hard origin/main

# --- what the secretariat entered for somebody, and what it did not
as sec sec sync >/dev/null
uuid=01798000-0000-7000-8000-000000000001
cat >entered.json <<JSON
{
  "@context": "http://www.w3.org/ns/anno.jsonld",
  "id": "urn:uuid:$uuid",
  "type": "Annotation",
  "motivation": "commenting",
  "created": "2021-05-18T12:04:31+02:00",
  "creator": {"type": "Person", "nickname": "cy", "name": "Cy"},
  "generator": {"type": "Person", "nickname": "sec"},
  "body": [
    {"type": "TextualBody", "purpose": "commenting", "language": "en", "format": "text/plain", "value": "Said in the room."}
  ],
  "target": {"source": "drafts/declaration.fr.md"}
}
JSON
export GIT_INDEX_FILE=$WORK/index
git -C sec read-tree main
git -C sec update-index --add --cacheinfo "100644,$(git -C sec hash-object -w "$WORK/entered.json"),annotations/cy/$uuid.json"
entered=$(GIT_AUTHOR_NAME=Cy GIT_AUTHOR_EMAIL=cy@paraphe.invalid GIT_COMMITTER_NAME=Secretariat \
	git -C sec commit-tree -p main -m 'Comment on the whole text' "$(git -C sec write-tree)")
unset GIT_INDEX_FILE
git -C sec update-ref refs/heads/review/cy "$entered"
git -C sec update-ref refs/heads/review/dee main
p -C sec --as dee annotate --paragraph 1 -m 'Not to be sent by others.' >/dev/null 2>&1
equal 'what was entered for somebody goes' 'Sent: 1 act entered for Cy' "$(as sec sec sync)"
equal 'as it is' "$entered" "$(tip server.git review/cy)"
equal 'what somebody wrote on this machine does not' '' "$(tip server.git refs/heads/review/dee)"
git -C sec update-ref -d refs/heads/review/cy
git -C sec update-ref -d refs/heads/review/dee
git -C server.git update-ref -d refs/heads/review/cy
git -C sec update-ref -d refs/remotes/origin/review/cy
for where in ana bo laptop third; do git -C $where update-ref -d refs/remotes/origin/review/cy; done

# --- a server that has been tampered with
git -C server.git config receive.denyDeletes false
old=$(tip server.git review/ana)
as bo bo sync >/dev/null
git -C server.git update-ref refs/heads/review/ana "$(git -C server.git rev-parse review/ana~3)"
said=$(as bo bo sync)
has 'what is rewritten is told' "$said" 'What Ana had sent has been rewritten on origin'
has 'and kept' "$said" refs/paraphe/kept/origin/review/ana/
equal 'the former version' "$old" "$(git -C bo for-each-ref --format='%(objectname)' refs/paraphe/kept)"
equal 'told once' 'Nothing new, and nothing to send.' "$(as bo bo sync)"
mine=$(tip ana review/ana)
has 'whose it is sends it again' "$(as ana ana sync)" 'Sent: '
equal 'all of it' "$mine" "$(tip server.git review/ana)"
git -C server.git update-ref -d refs/heads/review/ana
has 'what is gone is told' "$(as bo bo sync)" 'What Ana had sent is gone from origin'
equal 'and stays' "$old" "$(git -C bo for-each-ref --format='%(objectname)' refs/paraphe/kept)"
check 'as it was' git -C bo rev-parse -q --verify origin/review/ana
has 'whose it is sends it again, too' "$(as ana ana sync)" 'Sent: '
equal 'all of it, too' "$mine" "$(tip server.git review/ana)"
main=$(tip server.git main)
git -C server.git update-ref refs/heads/main "$(git -C server.git rev-parse main~1)"
said=$(as bo bo sync)
has 'a draft that is rewritten is told' "$said" 'The draft has been rewritten on origin'
equal 'what is here stays' "$main" "$(tip bo main)"
git -C server.git update-ref -d refs/heads/main
has 'a draft that is gone is told' "$(as bo bo sync)" 'The draft is gone from origin'
equal 'what is here still stays' "$main" "$(tip bo main)"
git -C server.git update-ref refs/heads/main "$main"
as bo bo sync >/dev/null
git -C server.git tag -f rev/1 "$main~1" >/dev/null
has 'a version that is another one is told' "$(as bo bo sync)" 'The version rev/1 is another one on origin'
equal 'and the one here stays' "$(tip sec rev/1)" "$(tip bo rev/1)"
git -C server.git update-ref refs/tags/rev/1 "$(tip sec rev/1)"
git -C server.git update-ref refs/heads/review/Big "$main"
git -C server.git update-ref refs/tags/rev/x "$main"
said=$(as bo bo sync)
has 'a branch of nobody' "$said" 'review/Big on origin is named after nobody'
has 'a version without a number' "$said" 'tags/rev/x on origin'
equal 'are not taken' '' "$(git -C bo for-each-ref refs/remotes/origin/review/Big refs/tags/rev/x)"
git -C server.git update-ref -d refs/heads/review/Big
git -C server.git update-ref -d refs/tags/rev/x

# --- nobody there
as bo bo annotate --paragraph 7 -m 'Later.' >/dev/null
before=$(git -C bo for-each-ref)
mv server.git elsewhere.git
refused 'a server that is gone' 'there is no repository at' as bo bo sync
mv elsewhere.git server.git
git -C bo remote set-url origin ssh://127.0.0.1:1/server.git
refused 'nobody answers' 'does not answer now' as bo bo sync
git -C bo remote set-url origin https://127.0.0.1:1/server.git
refused 'nor there' 'does not answer now' as bo bo sync
equal 'in few words' 'paraphe: origin does not answer now; what you wrote is kept: send it later (' "$(sed 's/(.*/(/' err)"
lacks 'without what git says to all' "$(cat err)" 'correct access rights'
lacks 'and no warning of ours' "$(cat err)" 'warning'
equal 'nothing has changed' "$before" "$(git -C bo for-each-ref)"
git -C bo remote set-url origin "$WORK/server.git"
has 'later it goes, too' "$(as bo bo sync)" 'Sent: 1 act of yours'

# --- addresses
git -C bo config url."$WORK/server.git".insteadOf shorthand:
git -C bo remote set-url origin shorthand:
as bo bo sync >said 2>err
equal 'an address that is made of another' 0 $?
has 'is shown' "$(cat err)" "origin is shorthand:, and the configuration makes $WORK/server.git of it"
git -C bo remote set-url origin "$WORK/server.git"
git -C bo remote set-url --push origin "$WORK/nowhere.git"
as bo bo sync >said 2>err
has 'where it is sent to is shown' "$(cat err)" "what is sent goes to $WORK/nowhere.git"
git -C bo config --unset remote.origin.pushurl
(cd bo && git remote set-url origin ../server.git && PARAPHE_PUSHER=bo p -C drafts --as bo sync) >said 2>&1
equal 'a relative address means what git takes it for' 'Nothing new, and nothing to send.' "$(cat said)"

# --- a server that is empty as yet
git init -q --bare empty.git
git -C sec remote add empty "$WORK/empty.git"
said=$(as sec sec sync empty)
has 'the first draft' "$said" 'Sent: the draft ('
equal 'is there' "$(tip sec main)" "$(tip empty.git main)"

# --- at the same time
for i in 1 2 3 4 5 6; do
	as ana ana annotate --paragraph 2 -m "Desk $i." >/dev/null
	as ana laptop annotate --paragraph 2 -m "Laptop $i." >/dev/null
	as ana ana sync >one 2>&1 &
	as ana laptop sync >two 2>&1
	wait $!
done
as ana laptop sync >/dev/null
as ana ana sync >/dev/null
as ana laptop sync >/dev/null
equal 'two machines at once agree in the end' "$(tip laptop review/ana)" "$(tip ana review/ana)"
equal 'on the server, too' "$(tip ana review/ana)" "$(tip server.git review/ana)"
equal 'with everything' 12 "$(p -C ana --as ana show | grep -c 'Desk [1-6]\.\|Laptop [1-6]\.')"

# --- clones of other sorts
git clone -q --bare sec deep.git
git clone -q --depth 1 "file://$WORK/deep.git" shallow
as cy shallow annotate --paragraph 2 -m 'From a shallow clone.' >/dev/null
has 'from a shallow clone' "$(as cy shallow sync)" 'Sent: 1 act of yours'
equal 'which stays shallow' true "$(git -C shallow rev-parse --is-shallow-repository)"
as bo bo sync >/dev/null
git -C bo worktree add -q ../linked -b side
as bo linked annotate --paragraph 3 -m 'From a linked tree.' >/dev/null
equal 'from a linked working tree' 'Sent: 1 act of yours' "$(as bo linked sync)"
git clone -q --bare server.git bare.git
as bo bare.git annotate --paragraph 4 -m 'From a bare clone.' >/dev/null
equal 'from a bare clone' 'Sent: 1 act of yours' "$(as bo bare.git sync)"
as bo bo sync >/dev/null
GIT_DIR=$WORK/bo/.git p --as bo annotate --paragraph 5 -m 'By GIT_DIR.' >/dev/null
equal 'by GIT_DIR' 'Sent: 1 act of yours' "$(GIT_DIR=$WORK/bo/.git PARAPHE_PUSHER=bo p --as bo sync)"
git clone -q --single-branch server.git single
as bo single annotate --paragraph 6 -m 'From a single branch.' >/dev/null
check 'from a clone of one branch' as bo single sync
git clone -q -b review/bo server.git checkedout
as bo bo sync >/dev/null
as bo bo annotate --paragraph 7 -m 'Files follow.' >/dev/null
as bo bo sync >/dev/null
check 'where one’s own branch is checked out' as bo checkedout sync
equal 'it follows' "$(tip bo review/bo)" "$(tip checkedout review/bo)"
clean 'with its files' checkedout

# --- by e-mail
git clone -q server.git mail
git init -q stranger && git -C stranger commit -q --allow-empty -m x && mkdir stranger/drafts && echo '# Texte' >stranger/drafts/t.md
git -C stranger add -A && git -C stranger commit -qm 'Another text'
as cy mail annotate --paragraph 2 -m 'By e-mail.' >/dev/null
as cy mail amend --paragraph 5 -m 'premier point, par courriel ;' >/dev/null
as bo reader sync >/dev/null
refused 'nothing written, nothing to send' 'nothing to send' p -C stranger --as bo bundle zoe.bundle
has 'one’s own branch in a file' "$(p -C mail --as cy bundle cy.bundle 2>&1)" 'cy.bundle holds 2 acts of yours'
refused 'not over another file' 'is there already' p -C mail --as cy bundle cy.bundle
refused 'not where there is no folder' 'nowhere' p -C mail --as cy bundle nowhere/cy.bundle
refused 'nobody’s' '--as' p -C reader bundle nobody.bundle
check 'a bundle as git knows it' git -C sec bundle verify -q "$WORK/cy.bundle"
equal 'with that branch and no other' refs/heads/review/cy "$(git bundle list-heads cy.bundle | cut -d ' ' -f 2)"
check 'and nothing that the base has' test "$(git -C sec bundle verify "$WORK/cy.bundle" 2>&1 | grep -c requires)" -eq 1
said=$(as sec sec sync cy.bundle)
has 'opened, it says whose it claims to be' "$said" 'cy.bundle says it is from: Cy (2 acts)'
has 'and what to do' "$said" '--accept'
lacks 'nothing is taken before' "$(as sec sec show)" 'By e-mail.'
equal 'nor does a branch move' '' "$(git -C sec for-each-ref refs/remotes/bundle)"
has 'taken' "$(as sec sec sync cy.bundle --accept)" 'New: 1 annotation, 1 proposal'
has 'it is read' "$(as sec sec show)" 'By e-mail.'
has 'and can be decided on' "$(as sec sec amendments)" 'cy:5'
equal 'again there is nothing' 'cy.bundle holds nothing that is not here.' "$(as sec sec sync cy.bundle)"
as cy mail annotate --paragraph 3 -m 'Another mail.' >/dev/null
p -C mail --as cy bundle cy2.bundle 2>/dev/null
has 'the next one' "$(as sec sec sync cy2.bundle)" 'Cy (1 act)'
check 'is taken as well' as sec sec sync cy2.bundle --accept
has 'and read' "$(as sec sec show)" 'Another mail.'
check 'the secretariat has it in the text' as sec sec decide cy:5 accepted -m 'By e-mail.'
as sec sec merge >/dev/null
has 'merged' "$(git -C sec show main:drafts/declaration.fr.md)" 'premier point, par courriel'
has 'the secretariat’s holds everything' "$(p -C sec --as sec bundle all.bundle 2>&1)" 'holds the draft, its versions and'
equal 'the draft, one version, each branch' "$(printf '%s\n' HEAD refs/heads/main refs/heads/review/ana refs/heads/review/bo \
	refs/heads/review/cy refs/heads/review/sec refs/tags/rev/1)" "$(git bundle list-heads all.bundle | cut -d ' ' -f 2 | LC_ALL=C sort)"
said=$(as cy mail sync all.bundle)
has 'opened by a reviewer' "$said" 'the draft ('
check 'and taken' as cy mail sync all.bundle --accept
equal 'their draft follows' "$(tip sec main)" "$(tip mail main)"
has 'and they read the others' "$(as cy mail show)" 'From Ana.'
check 'who has nothing yet clones it' git clone -q all.bundle newcomer
has 'and reads it' "$(p -C newcomer --as zoe show)" 'premier point, par courriel'
p -C newcomer --as zoe annotate --paragraph 1 -m 'From far away.' >/dev/null
has 'what they write goes in a file, too' "$(p -C newcomer --as zoe sync)" 'paraphe bundle'
has 'their own' "$(p -C newcomer --as zoe bundle zoe.bundle 2>&1)" 'holds 1 act'
as sec sec sync zoe.bundle --accept >/dev/null
has 'which comes home' "$(as sec sec show)" 'From far away.'
refused 'a file that builds on what is not here' 'is not here yet' p -C stranger --as bo sync cy.bundle
echo 'no bundle' >not.bundle
refused 'a file that is none' 'not.bundle' as sec sec sync not.bundle
refused 'a file that is not there' 'gone.bundle' as sec sec sync gone.bundle
as bo bo annotate --paragraph 4 -m 'Later than what was sent.' >/dev/null
p -C bo --as bo bundle bo.bundle 2>/dev/null
as sec sec sync bo.bundle --accept >/dev/null
has 'what is later than on the server counts' "$(as sec sec show)" 'Later than what was sent.'
# a bundle that says it is somebody’s
as bo bo sync >/dev/null
git -C bo fetch -q origin && git -C bo branch -f forged "$(tip bo review/bo)"
git -C bo -c user.name=Bo commit-tree -p forged -m 'Not Bo’s' "forged^{tree}" >forged
git -C bo update-ref refs/heads/forged "$(cat forged)"
(cd bo && git push -q . forged:refs/heads/review/cy -f && git bundle create -q ../forged.bundle review/cy ^main && git branch -D review/cy forged >/dev/null)
before=$(git -C sec for-each-ref refs/heads)
has 'where there is a server, it is not entered' "$(as sec sec sync forged.bundle --accept)" 'is left out: it says that'
equal 'and nothing moves' "$before" "$(git -C sec for-each-ref refs/heads)"
git clone -q sec lone && git -C lone remote remove origin
as sec lone sync cy2.bundle --accept >/dev/null
kept=$(tip lone refs/remotes/bundle/review/cy)
said=$(as sec lone sync forged.bundle --accept)
has 'where there is none, a history that is another one is told' "$said" 'What Cy had sent has been rewritten on bundle'
equal 'and the former one kept' "$kept" "$(git -C lone for-each-ref --format='%(objectname)' refs/paraphe/kept/bundle)"

for where in ana bo sec laptop third mail newcomer; do clean $where $where; done
check 'server: fsck' git -C server.git fsck --strict --no-progress --no-dangling
finish
