# When git has to ask: a key with a passphrase, a machine that is met for the first time, on a real sshd on loopback. The
# screen makes room for the question and comes back; without a terminal nobody is asked. And what is stopped is stopped.
. "$(dirname "$0")/lib.sh"

consultation house
git clone -q --bare house server.git
git clone -q server.git ana
git -C ana config user.email ana@example.org
p -C ana --as ana annotate --paragraph 2 -m 'Over ssh.' >/dev/null

# --- somebody who stops it
printf '#!/bin/sh\necho $$ >"%s/asked"\nexec sleep 60\n' "$WORK" >slow && chmod +x slow
git -C ana remote set-url origin ssh://127.0.0.1/server.git
for signal in INT TERM; do
	rm -f asked
	GIT_SSH_COMMAND=$WORK/slow "$PARAPHE" --language en -C ana --as ana sync >out 2>err </dev/null &
	program=$!
	tries=0
	until [ -s asked ] || [ $tries -ge 200 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	kill -$signal $program
	wait $program
	equal "stopped by $signal" 2 $?
	has "and says so ($signal)" "$(cat err)" 'stopped; what you wrote is kept'
	check "git is stopped, too ($signal)" sh -c '! kill -0 "$(cat asked)" 2>/dev/null || grep -q "^State:.Z" "/proc/$(cat asked)/status"'
	equal "and leaves nothing ($signal)" 'journal lock' "$(cd ana/.git/paraphe && echo *)"
done

SSHD=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v sshd) || SSHD=
drive=$BUILD/terminal/drive
[ -x "$drive" ] || drive=$ROOT/build/terminal/drive
if [ -z "$SSHD" ] || ! command -v ssh >/dev/null || [ ! -x "$drive" ]; then
	ok 'questions of ssh # SKIP there is no sshd on this machine (package openssh-server)'
	finish
	exit
fi

mkdir ssh && chmod 700 ssh
ssh-keygen -q -t ed25519 -N 'open sesame' -C ana -f ssh/ana
ssh-keygen -q -t ed25519 -N '' -f ssh/host
cp ssh/ana.pub ssh/authorized_keys
port=$((20000 + $$ % 20000))
serve "$port"
daemon=$!
# One connection for fetching and sending, so that it asks once: ssh stays behind, and holds what it was given to write to.
# The name of its socket must be short.
socket=$(mktemp -d /tmp/paraphe.XXXXXX)
leave() {
	ssh -F none -O exit -o ControlPath="$socket/%n" 127.0.0.1 2>/dev/null
}
trap 'leave; kill $daemon 2>/dev/null; rm -rf "$WORK" "$socket"' EXIT
tries=0
until ssh-keyscan -T 2 -p "$port" 127.0.0.1 2>/dev/null | grep -q . || [ $tries -ge 50 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
git config --global core.sshCommand "ssh -F none -p $port -i $WORK/ssh/ana -o IdentitiesOnly=yes -o IdentityAgent=none \
-o UserKnownHostsFile=$WORK/ssh/known -o LogLevel=ERROR -o ControlMaster=auto -o ControlPath=$socket/%n \
-o ControlPersist=60"
git -C ana remote set-url origin "ssh://127.0.0.1$WORK/server.git"

refused 'without a terminal nobody is asked' 'there is no terminal to answer at' setsid -w "$PARAPHE" --language en -C ana --as ana sync
equal 'and nothing is sent' '' "$(git -C server.git for-each-ref refs/heads/review)"

# screen <SCRIPT: the program at a terminal of its own
screen() {
	"$drive" -T 30000 -e LANG=C.UTF-8 -g 120x30 - -- "$PARAPHE" --language en -C ana --as ana
}
cat >script <<'STEPS'
	wait 1 not sent
	send v
	wait Are you sure you want to continue connecting
	absent Over ssh.
	send yes<Enter>
	wait Enter passphrase for key
	send open sesame<Enter>
	wait Sent: 1 act of yours
	absent open sesame
	send q
	exits
STEPS
check 'the screen makes room for the questions, and comes back' screen <script
equal 'what was written is there' "$(git -C ana rev-parse review/ana)" "$(git -C server.git rev-parse review/ana)"
leave
p -C ana --as ana annotate --paragraph 3 -m 'Once more.' >/dev/null
cat >script <<'STEPS'
	wait 1 not sent
	send aSomething half typed
	wait Something half typed
	send <Esc>
	gone Something half typed
	send v
	wait Enter passphrase for key
	send <C-c>
	wait Stopped. What you wrote is kept
	expect 1 not sent
	send q
	wait has not been sent
	send y
	exits
STEPS
check 'a question can be left' screen <script
ssh-keygen -q -p -P 'open sesame' -N '' -f ssh/ana
equal 'a key without one asks nothing' 'Sent: 1 act of yours' "$(p -C ana --as ana sync)"
leave
rm ssh/authorized_keys
p -C ana --as ana annotate --paragraph 4 -m 'Not let in.' >/dev/null
refused 'not let in any more' 'Permission denied' setsid -w "$PARAPHE" --language en -C ana --as ana sync
finish
