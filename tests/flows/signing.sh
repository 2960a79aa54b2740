# Commits signed as the user's own git would sign them, by ssh, OpenPGP and x509 keys; never as a repository would have it.
. "$(dirname "$0")/lib.sh"

consultation repo
cd repo || exit 1
ssh-keygen -q -t ed25519 -N '' -C ana -f ../ana && ssh-keygen -q -t ed25519 -N '' -C bo -f ../bo || exit 1
ssh-keygen -q -t ed25519 -N 'a long sentence' -C locked -f ../locked || exit 1

# settings LINE…: the user's own global configuration
settings() {
	git config --global --replace-all user.email ana@example.org
	for line in "$@"; do git config --global "${line%%=*}" "${line#*=}" || exit 1; done
}

# verdict BRANCH: what git itself says of its last commit's signature
verdict() {
	git log -1 --format=%G? "$1"
}

# shown PARAGRAPH: what is said of one, without its line breaks
shown() {
	p show --paragraph "$1" | tr -s ' \n' ' '
}

# --- nobody asked for it
p --as ana annotate --paragraph 2 -m 'Unsigned.' >/dev/null
equal 'without commit.gpgsign nothing is signed' N "$(verdict review/ana)"

# --- a repository names no program and no key
cat >../evil <<'EVIL'
#!/bin/sh
touch "$(dirname "$0")/was-run"
EVIL
chmod +x ../evil
git config commit.gpgsign true
git config gpg.format ssh
git config gpg.ssh.program "$WORK/evil"
git config gpg.program "$WORK/evil"
git config user.signingkey "$WORK/ana"
check 'a repository that wants signatures is not heard' p --as ana annotate --paragraph 2 -m 'Unsigned still.'
equal 'nothing was signed' N "$(verdict review/ana)"
settings commit.gpgsign=true gpg.format=ssh "user.signingkey=$WORK/ana.pub"
check 'the user signs, whatever the repository names' p --as ana annotate --paragraph 2 -m 'Signed by the user.'
check 'no program of the repository was run' test ! -e ../was-run
for key in commit.gpgsign gpg.format gpg.ssh.program gpg.program user.signingkey; do git config --unset $key; done

# --- ssh
printf 'ana@example.org %s\nbo@example.org %s\n' "$(cat ../ana.pub)" "$(cat ../bo.pub)" >../allowed
settings "gpg.ssh.allowedSignersFile=$WORK/allowed"
equal 'git takes the signature' G "$(verdict review/ana)"
equal 'of the bytes as they are' ana@example.org "$(git log -1 --format=%GS review/ana)"
check 'an amendment is signed' sh -c '"$PARAPHE" --as ana amend --paragraph 2 -m "Tout autre chose." >/dev/null &&
	test "$(git log -1 --format=%G? review/ana)" = G'
check 'positions are signed' sh -c '"$PARAPHE" --as ana initial --paragraph 3 >/dev/null &&
	test "$(git log -1 --format=%G? review/ana)" = G'

# --- what is said of signatures
printf 'ana,ana@example.org %s\nbo %s\n' "$(cat ../ana.pub)" "$(cat ../bo.pub)" >../allowed
has 'show: signed' "$(p show --paragraph 3)" 'initialled: Ana (signed)'
p --as bo initial --paragraph 3 >/dev/null
has 'by another’s key' "$(p show --paragraph 3)" 'initialled: Ana (signed), Bo (signature does not match)'
settings "user.signingkey=$WORK/bo.pub"
p --as bo initial --paragraph 4 >/dev/null
git config --global --replace-all commit.gpgsign false
p --as bo initial --paragraph 5 >/dev/null
p --as cy initial --paragraph 3 >/dev/null
has 'nothing is said of who signs nothing' "$(p show --paragraph 3)" 'Cy'
lacks 'neither that it is unsigned' "$(p show --paragraph 3)" 'Cy ('
has 'of who signs else it is' "$(p show --paragraph 5)" 'Bo (unsigned)'
has 'status counts them' "$(p status --signatures)" '    positions: 1 unsigned, 1 signed, 1 signature does not match'
has 'all unsigned' "$(p status --signatures)" '    positions: 1 unsigned'
has 'and JSON' "$(p status --signatures --json | tr -d ' \n')" '"signatures":{"unsigned":1,"signed":1,"unchecked":0,"mismatch":1}'
lacks 'unasked status runs no program' "$(p status)" 'positions:'
git cat-file commit review/bo~1 | sed 's/^Initial §4$/Initial §44/' >../forged
git update-ref refs/heads/review/cy "$(git hash-object -t commit -w ../forged)"
git update-ref refs/heads/review/bo review/cy
has 'words that were not signed' "$(p show --paragraph 4)" 'Bo (signature does not match)'
git config --global --unset gpg.ssh.allowedSignersFile
has 'a key of which nothing is known, and why' "$(shown 3)" 'Ana (signature not checked: no gpg.ssh.allowedSignersFile is named)'

# --- what cannot be looked into, and why
settings "gpg.ssh.allowedSignersFile=$WORK/nothing"
has 'a list that cannot be read' "$(shown 3)" 'Ana (signature not checked: gpg.ssh.allowedSignersFile cannot be read)'
grep bo ../allowed >../others
settings "gpg.ssh.allowedSignersFile=$WORK/others"
has 'a key that nobody has listed' "$(shown 3)" 'Ana (signature not checked: its key is not among the allowed signers)'
settings "gpg.ssh.allowedSignersFile=$WORK/allowed" "gpg.ssh.program=/no/such/program"
has 'no such program' "$(shown 3)" 'Ana (signature not checked: /no/such/program is not installed)'
has 'in French' "$("$PARAPHE" --language fr show --paragraph 3 | tr -s ' \n' ' ')" 'Ana (signature non vérifiée'
printf '#!/bin/sh\nexit 126\n' >../broken
printf '#!/bin/sh\necho >>"%s/asked"\nexec sleep 600\n' "$WORK" >../silent
chmod +x ../broken ../silent
settings "gpg.ssh.program=$WORK/broken"
has 'one that does not work' "$(shown 3)" "Ana (signature not checked: $WORK/broken does not work)"
settings "gpg.ssh.program=$WORK/silent"
said=$(p show --signatures | tr -s ' \n' ' ')
has 'one that does not answer' "$said" "initialled: Ana (signature not checked: $WORK/silent does not answer)"
has 'of nobody' "$said" "Bo (signature not checked: $WORK/silent does not answer)"
equal 'it is asked once' 1 "$(wc -l <../asked | tr -d ' ')"
git config --global --unset gpg.ssh.program

# --- every kind of act, and to programs
settings commit.gpgsign=true "user.signingkey=$WORK/ana.pub"
note=$(p --as ana annotate --paragraph 6 -m 'A signed remark.')
p --as ana reply "$note" -m 'A signed reply.' >/dev/null
p --as ana amend --paragraph 6 -m 'Des mots signés.' >/dev/null
p --as bo support ana:6 >/dev/null
said=$(shown 6)
has 'a remark' "$said" 'Ana (a city) · signed · comment'
has 'a reply' "$said" '↳ Ana (a city) · signed · reply'
has 'a proposal' "$said" 'Proposal ana:6 · Ana (a city) · signed · '
has 'who supports it, by another’s key' "$said" 'supported by: Bo (signature does not match)'
json=$(p show --paragraph 6 --json | tr -d ' \n')
has 'JSON: a remark' "$json" '"paraphe:signature":{"state":"signed"}'
has 'JSON: a proposal' "$json" '"decision":null,"signature":{"state":"signed"}'
has 'JSON: a position' "$(p show --paragraph 3 --json | tr -d ' \n')" '"signature":{"state":"mismatch"}'
lacks 'a whole draft is shown without' "$(p show --json)" signature
has 'unless that is asked for' "$(p show --signatures --json)" paraphe:signature

# --- one's words changed behind one's back: what is shown is never the signature of other words
git config --global --replace-all commit.gpgsign false
p --as ana initial --paragraph 7 >/dev/null
has 'an unsigned act later takes nothing away' "$(shown 6)" 'Proposal ana:6 · Ana (a city) · signed · '
git worktree add -q ../ana-tree review/ana
(
	cd ../ana-tree || exit 1
	sed -i 's/A signed remark/A forged remark/' annotations/ana/*.json
	sed -i 's/Des mots signés/Des mots forgés/' drafts/declaration.fr.md
	git -c user.name=Ana commit -qam 'Forge'
)
git worktree remove --force ../ana-tree
said=$(shown 6)
has 'the forged remark is shown' "$said" 'A forged remark.'
has 'as unsigned' "$said" 'Ana (a city) · unsigned · comment'
has 'and so the forged proposal' "$said" 'Proposal ana:6 · Ana (a city) · unsigned · '
has 'its signed reply stays' "$said" '↳ Ana (a city) · signed · reply'

# --- whose key it is: the id tells; an address is said, for nobody can tell whose that is
printf '*@example.org %s\n' "$(cat ../ana.pub)" >../pattern
settings commit.gpgsign=true "gpg.ssh.allowedSignersFile=$WORK/pattern"
mkdir -p "$HOME/.config/paraphe"
printf '[repository "%s"]\n\tid = ana\n' "$PWD/.git" >"$HOME/.config/paraphe/identity"
p initial --paragraph 8 >/dev/null
equal 'the author has an address of their own' ana@example.org "$(git log -1 --format=%ae review/ana)"
has 'which the key bears, by a pattern' "$(shown 8)" 'Ana (signed by ana@example.org)'
printf 'ana@example.org valid-before="20200101" %s\n' "$(cat ../ana.pub)" >../pattern
has 'a key that held no more when it signed' "$(shown 8)" 'Ana (signature not checked: its key is not among'
printf 'ana@example.org valid-before="20220101" %s\n' "$(cat ../ana.pub)" >../pattern
has 'a key that held when it signed' "$(shown 8)" 'Ana (signed by ana@example.org)'
rm "$HOME/.config/paraphe/identity"

settings commit.gpgsign=true "gpg.ssh.allowedSignersFile=$WORK/allowed"
git config gpg.ssh.program "$WORK/evil"
git config gpg.ssh.allowedSignersFile /dev/null
has 'a repository has no say in it' "$(p show --paragraph 3)" 'Ana (signed)'
check 'none of its programs was run' test ! -e ../was-run
git config --unset gpg.ssh.program
git config --unset gpg.ssh.allowedSignersFile
git branch -q -D review/cy

settings "user.signingkey=key::$(cat ../ana.pub)"
refused 'a literal key wants an agent' 'ssh-add' p --as ana annotate --paragraph 2 -m 'Key in an agent.'
tip=$(git rev-parse review/ana)
settings "user.signingkey=$WORK/locked.pub"
refused 'a locked key is not asked for in the terminal' 'unlock the key' p --as ana annotate --paragraph 2 -m 'Locked.'
equal 'nothing was written' "$tip" "$(git rev-parse review/ana)"
equal 'the journal is empty' '' "$(find .git/paraphe/journal -type f)"
settings user.signingkey=
git config --global --unset user.signingkey
refused 'no key is named' 'user.signingkey' p --as ana annotate --paragraph 2 -m 'No key.'
settings "user.signingkey=$WORK/nothing.pub"
refused 'the key is not there' 'cannot' p --as ana annotate --paragraph 2 -m 'No such key.'

# --- OpenPGP
GNUPGHOME=$WORK/gnupg
export GNUPGHOME
mkdir -m 700 "$GNUPGHOME"
unset SOURCE_DATE_EPOCH
gpg -q --batch --passphrase '' --quick-gen-key 'Ana <ana@paraphe.invalid>' ed25519 sign never 2>/dev/null
gpg -q --batch --passphrase '' --quick-gen-key 'Mallory <mallory@example.org>' ed25519 sign never 2>/dev/null
git config --global --unset user.signingkey
settings gpg.format=openpgp
check 'OpenPGP: the key of the committer' p --as ana annotate --paragraph 2 -m 'Signed with OpenPGP.'
has 'and so is it shown' "$(p --as ana initial --paragraph 5 >/dev/null && p show --paragraph 5)" 'Ana (signed)'
case $(verdict review/ana) in
G | U) ok 'git takes it' ;;
*) not_ok 'git takes it' "$(verdict review/ana)" ;;
esac
settings user.signingkey=mallory@example.org
p --as bo initial --paragraph 6 >/dev/null
has 'a good signature by a key of another name' "$(shown 6)" 'initialled: Bo (signature does not match)'
gpg -q --batch --quick-add-uid mallory@example.org 'Bo <bo@paraphe.invalid>' 2>/dev/null
has 'a key may bear several names' "$(shown 6)" 'initialled: Bo (signed)'
gpg -q --batch --export mallory@example.org >../bo.gpg
mkdir -m 700 ../strangers
GNUPGHOME=$WORK/strangers
has 'a key that is not in the keyring' "$(shown 6)" 'Bo (signature not checked: its key is not in your keyring)'
gpg -q --batch --import ../bo.gpg 2>/dev/null
has 'one that nobody vouches for' "$(shown 6)" 'Bo (signature not checked: its key is not certified in your keyring)'
GNUPGHOME=$WORK/gnupg
gpg -q --batch --quick-revoke-uid mallory@example.org 'Bo <bo@paraphe.invalid>' 2>/dev/null
has 'a name that was taken back' "$(shown 6)" 'initialled: Bo (signature does not match)'
settings user.signingkey=nobody@example.org
refused 'OpenPGP: no such key' 'gpg cannot' p --as ana annotate --paragraph 2 -m 'No such key.'
settings gpg.format=smoke
refused 'a format nobody knows' 'smoke' p --as ana annotate --paragraph 2 -m 'Smoke.'

# --- x509
echo allow-loopback-pinentry >"$GNUPGHOME/gpg-agent.conf"
echo disable-crl-checks >"$GNUPGHOME/gpgsm.conf"
gpgconf --kill gpg-agent
printf '%s\n' 'Key-Type: RSA' 'Key-Length: 2048' 'Key-Usage: sign' 'Serial: random' 'Name-DN: CN=Ana' \
	'Name-Email: ana@paraphe.invalid' >../parameters
gpgsm -q --batch --pinentry-mode loopback --passphrase-fd 0 --gen-key ../parameters </dev/null >../ana.pem 2>/dev/null
gpgsm -q --import ../ana.pem 2>/dev/null
gpgsm --with-colons --list-keys 2>/dev/null | sed -n 's/^fpr:*\([0-9A-F]*\):.*/\1 S relax/p' >../trustlist.txt
cp ../trustlist.txt "$GNUPGHOME"
gpgconf --kill gpg-agent
settings gpg.format=x509 user.signingkey=ana@paraphe.invalid
check 'x509: gpgsm signs' p --as ana initial --paragraph 4
has 'a message of its own' "$(git cat-file commit review/ana)" 'gpgsig -----BEGIN SIGNED MESSAGE-----'
has 'and so is it shown' "$(shown 4)" 'Ana (signed)'
p --as bo initial --paragraph 7 >/dev/null
has 'by another’s certificate' "$(shown 7)" 'Bo (signature does not match)'
git cat-file commit review/ana | sed 's/^Initial §4$/Initial §44/' >../forged
tip=$(git rev-parse review/ana)
git update-ref refs/heads/review/ana "$(git hash-object -t commit -w ../forged)"
has 'of other words' "$(shown 4)" 'Ana (signature does not match)'
git update-ref refs/heads/review/ana "$tip"
rm "$GNUPGHOME/trustlist.txt"
gpgconf --kill gpg-agent
has 'one that is not trusted' "$(shown 4)" 'Ana (signature not checked: its certificate is not trusted)'
GNUPGHOME=$WORK/strangers
has 'one that is not known' "$(shown 4)" 'Ana (signature not checked: its certificate is not known here)'
gpgconf --kill gpg-agent
GNUPGHOME=$WORK/gnupg
gpgconf --kill gpg-agent

# --- the sample's people are not there
settings gpg.format=ssh "user.signingkey=$WORK/locked.pub"
check 'the sample is made unsigned' "$PARAPHE" demo "$WORK/sample"
clean 'afterwards' .
finish
