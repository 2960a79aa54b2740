# The door: a real sshd on loopback, forced commands by key, ed25519 and RSA. Whoever holds a key gets the review as the
# reviewer it belongs to, or git on this one repository, and nothing else.
. "$(dirname "$0")/lib.sh"

SSHD=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v sshd) || SSHD=
if [ -z "$SSHD" ] || ! command -v ssh >/dev/null; then
	ok 'the door # SKIP there is no sshd on this machine (package openssh-server)'
	finish
	exit
fi

consultation house
git clone -q --bare house server.git
SERVER=$WORK/server.git

# --- keys
mkdir keys ssh && chmod 700 ssh
ssh-keygen -q -t ed25519 -N '' -C ana@laptop -f ssh/ana
ssh-keygen -q -t rsa -b 2048 -N '' -C bo@office -f ssh/bo
ssh-keygen -q -t ed25519 -N '' -C sec -f ssh/sec
ssh-keygen -q -t ed25519 -N '' -f ssh/stranger
ssh-keygen -q -t ed25519 -N '' -f ssh/host
cp ssh/ana.pub ssh/bo.pub ssh/sec.pub keys
cp ssh/stranger.pub keys/zoe.pub
p server-hook install "$SERVER" --keys keys >lines 2>notes
equal 'a line for each key' 3 "$(wc -l <lines)"
has 'who is on no roster is left out, and told of' "$(cat notes)" 'zoe.pub is left out: nobody on the roster is called zoe'
has 'the line of ana' "$(head -1 lines)" "restrict,pty,command=\"'"
has 'opens the review as her' "$(head -1 lines)" "-C '$SERVER' --as ana server-hook door\" ssh-ed25519 AAAA"
lacks 'and says nothing else of her' "$(cat lines)" laptop

echo '# the administrator’s own line stays' >ssh/authorized_keys
check 'put into a file' p server-hook install "$SERVER" --keys keys --authorized-keys ssh/authorized_keys
check 'and again' p server-hook install "$SERVER" --keys keys --authorized-keys ssh/authorized_keys
equal 'each line once, others stay' 4 "$(wc -l <ssh/authorized_keys)"
equal 'nobody else reads it' 600 "$(stat -c %a ssh/authorized_keys)"
cp ssh/ana.pub keys/cy.pub
refused 'one key for two' 'have the same key' p server-hook install "$SERVER" --keys keys
echo "command=\"/bin/sh\" $(cat ssh/stranger.pub)" >keys/cy.pub
refused 'options in a key file' 'no public key' p server-hook install "$SERVER" --keys keys
cat ssh/stranger >keys/cy.pub
refused 'a private key' 'no public key' p server-hook install "$SERVER" --keys keys
rm keys/cy.pub
refused 'no folder' 'no folder nowhere' p server-hook install "$SERVER" --keys nowhere
refused 'keys of nobody' '--keys DIR' p server-hook install "$SERVER" --authorized-keys ssh/authorized_keys

# --- sshd, on a port of its own, for this flow
port=$((20000 + $$ % 20000))
serve "$port" 'AcceptEnv *'
daemon=$!
trap 'kill $daemon 2>/dev/null; rm -rf "$WORK"' EXIT

# knock ID WORD…: ssh with that key
knock() {
	knocking=$1
	shift
	timeout 60 ssh -F none -p "$port" -i "ssh/$knocking" -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes \
		-o UserKnownHostsFile="$WORK/ssh/known" -o StrictHostKeyChecking=accept-new -o LogLevel=ERROR \
		127.0.0.1 "$@"
}
tries=0
until knock ana </dev/null >/dev/null 2>&1 || [ $tries -ge 50 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
check 'somebody opens' test $tries -lt 50

said=$(knock ana </dev/null 2>&1)
has 'without a terminal the review is printed' "$said" 'Les gouvernements locaux'
knock stranger </dev/null >out 2>&1
equal 'a stranger is not let in' 255 $?

# attempt NAME PART WORD…: what ana may not ask for
attempt() {
	attempt_name=$1 attempt_part=$2
	shift 2
	said=$(knock ana "$@" 2>&1 </dev/null)
	has "$attempt_name" "$said" "$attempt_part"
	[ ! -e "$WORK/broken" ] || not_ok "$attempt_name: something has been run"
}
only='here are only the review'
attempt 'no shell' "$only" sh
attempt 'no command' "$only" "touch $WORK/broken"
attempt 'no option' "$only" "paraphe --as bo"
attempt 'no other repository' "$only" "git-receive-pack '$WORK/house'"
attempt 'no way out of the name' "$only" "git-upload-pack '$SERVER'; touch $WORK/broken"
attempt 'no substitution' "$only" "git-upload-pack '\$(touch $WORK/broken)/server.git' x"
attempt 'no option for git' "$only" "git-upload-pack --timeout=1 '$SERVER'"
attempt 'no other git' "$only" "git-shell -c sh"
attempt 'no git command' "$only" "git -c alias.x=!sh x '$SERVER'"
attempt 'no sftp' 'subsystem request failed' -s sftp
knock ana -N -L "$((port + 1)):127.0.0.1:$port" -o ExitOnForwardFailure=yes </dev/null >out 2>&1 &
tunnel=$!
sleep 0.5
said=$(timeout 5 ssh-keyscan -T 2 -p $((port + 1)) 127.0.0.1 2>/dev/null)
equal 'no tunnel' '' "$said"
kill $tunnel 2>/dev/null

# --- git on the same keys
git config --global core.sshCommand "ssh -F none -p $port -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes \
-o UserKnownHostsFile=$WORK/ssh/known -o StrictHostKeyChecking=accept-new -o LogLevel=ERROR"
# as ID GIT-WORD…
as() {
	key=$1
	shift
	timeout 60 env GIT_SSH_COMMAND="$(git config core.sshCommand) -i $WORK/ssh/$key" git "$@"
}
for id in ana bo sec; do
	check "$id clones" as $id clone -q "127.0.0.1:server.git" $id
	git -C $id config user.name "$id"
done
p -C ana --as ana annotate --paragraph 2 -m 'Over ssh.' >/dev/null
check 'ed25519: her own branch' as ana -C ana push -q origin review/ana
p -C bo --as bo annotate --paragraph 3 -m 'Over ssh, too.' >/dev/null
check 'RSA: his own branch' as bo -C bo push -q origin review/bo
said=$(as bo -C bo push origin +review/bo:review/ana 2>&1)
has 'not hers' "$said" 'review/ana belongs to Ana'
said=$(GIT_SSH_COMMAND="$(git config core.sshCommand) -i $WORK/ssh/bo -o SendEnv=PARAPHE_PUSHER -o SendEnv=GIT_DIR" \
	PARAPHE_PUSHER=sec git -C bo push origin review/bo:main 2>&1)
has 'the environment says nothing of who one is' "$said" 'main is written by the secretariat only'
git -C bo fetch -q "$SERVER" review/ana:refs/remotes/origin/review/ana
has 'each is who their key says' "$(p -C "$SERVER" --as sec show)" 'Over ssh, too.'
check 'an archive' as ana archive --remote=127.0.0.1:server.git main -o ana.tar
echo More >>sec/drafts/declaration.fr.md
git -C sec commit -qam 'More'
check 'the secretariat writes the base' as sec -C sec push -q origin main


# --- the screen, through a pseudo-terminal
drive=$BUILD/terminal/drive
[ -x "$drive" ] || drive=$ROOT/build/terminal/drive
# through ID <SCRIPT: what somebody meets who types `ssh HOST`
through() {
	"$drive" -T 20000 -e LANG=C.UTF-8 -e EDITOR=/bin/sh -e VISUAL=/bin/sh -g 100x30 - -- ssh -F none -p "$port" \
		-i "$WORK/ssh/$1" -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes -o LogLevel=ERROR \
		-o UserKnownHostsFile="$WORK/ssh/known" -o SendEnv=EDITOR -o SendEnv=VISUAL -o SendEnv=LANG 127.0.0.1
}
if [ -x "$drive" ]; then
	cat >script <<-'STEPS'
		wait ●
		expect Ana
		absent not sent
		send v
		wait the server's own screen
		send <F4>
		wait All actions
		send suspend
		gone Comment or ask
		absent Back to the shell
		send <Esc>
		gone All actions
		send a
		wait F2
		send Through the door.
		wait Through the door.
		send <F4>
		wait All actions
		send editor
		mark
		absent one's own editor
		send <Esc>
		gone All actions
		send <F2>
		wait Comment on §1 · saved
		send q
		exits
	STEPS
	check 'ssh HOST opens the review' through ana <script
	has 'what was said is hers' "$(git -C "$SERVER" log -1 --format='%an %ae %s' review/ana)" 'Ana ana@paraphe.invalid Comment'
	has 'and on the server' "$(p -C "$SERVER" --as sec show)" 'Through the door.'
	as ana -C ana pull -q --ff-only origin review/ana:review/ana 2>out
	check 'and comes to her clone' git -C ana merge-base --is-ancestor "$(git -C "$SERVER" rev-parse review/ana)" review/ana
else
	ok 'the screen # SKIP there is no build/terminal/drive'
fi

check 'the server: fsck' git -C "$SERVER" fsck --strict --no-progress --no-dangling
finish
