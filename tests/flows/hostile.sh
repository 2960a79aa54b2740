# Hostile remotes and configurations: whatever a repository's configuration, its files or the other side say, sync runs
# no program of theirs, and nothing that is here is lost. Where plain git would run it, that is shown first: a canary
# that sings.
. "$(dirname "$0")/lib.sh"

export GIT_AUTHOR_DATE='2021-05-18T12:00:00Z' GIT_COMMITTER_DATE='2021-05-18T12:00:00Z'
consultation house
echo '*.md filter=sing diff=sing merge=sing' >house/.gitattributes
git -C house add -A
git -C house commit -q -m 'Attributes'
git clone -q --bare house template.git
git -C template.git config receive.advertisePushOptions false
git clone -q template.git template
(
	cd template && git config user.email bo@example.org
	p --as bo annotate --paragraph 2 -m 'Kept, whatever happens.' >/dev/null
	p --as bo sync >/dev/null
	p --as bo annotate --paragraph 3 -m 'And sent, where that can be.' >/dev/null
	git tag -a -m junk here-only
)
mine=$(git -C template rev-parse review/bo)
# What is new there: a change of the draft, and somebody's branch.
(
	cd house && p --as ana annotate --paragraph 2 -m 'From Ana.' >/dev/null
	git push -q ../template.git review/ana
	echo 'One more.' >>drafts/declaration.fr.md
	git commit -qam 'One more line' && git push -q ../template.git main
	git push -q ../template.git main:junk && git tag -a -m junk there-only && git push -q ../template.git there-only
)

mkdir bin hooks
cat >bin/canary <<CANARY
#!/bin/sh
echo "\$0 \$*" >>"$WORK/sung"
exit 1
CANARY
chmod +x bin/canary
CANARY=$WORK/bin/canary
cp bin/canary bin/git-remote-canary
for hook in reference-transaction pre-push post-checkout post-merge pre-auto-gc post-index-change post-rewrite update \
	pre-receive post-receive post-update proc-receive push-to-checkout fsmonitor-watchman pre-commit; do
	cp bin/canary hooks/$hook
done
PATH=$WORK/bin:$PATH
cases=0 sang=0

# set_up SCRIPT: a clone and a server of its own for each case; the script runs in the clone
set_up() {
	chmod -R u+w clone server.git 2>/dev/null
	rm -rf clone server.git sung outside
	cp -a template clone
	cp -a template.git server.git
	git -C clone remote set-url origin "$WORK/server.git"
	cp clone/.git/config pristine
	(cd clone && eval "$1") >set-up 2>&1
	rm -f sung
	git --git-dir=server.git for-each-ref refs/heads refs/tags >server-before
}

# look NAME: nobody sang; what was here is here; git, with the configuration of before, finds nothing wrong
look() {
	look_name=$1
	cp pristine clone/.git/config
	rm -rf clone/.git/hooks clone/.git/config.worktree
	if [ -e sung ]; then
		not_ok "$look_name: a program has been run" "$(cat sung)"
	elif ! git -C clone merge-base --is-ancestor "$mine" review/bo; then
		not_ok "$look_name: one's own branch has lost something"
	elif ! git -C clone rev-parse -q --verify refs/tags/here-only >/dev/null; then
		not_ok "$look_name: a tag is gone"
	elif git -C clone rev-parse -q --verify refs/tags/there-only >/dev/null; then
		not_ok "$look_name: a tag has come that nobody asked for"
	elif ! git -C clone rev-parse -q --verify refs/remotes/origin/review/bo >/dev/null; then
		not_ok "$look_name: what was known of the other side is gone"
	elif ! git -C clone fsck --no-dangling --no-progress >fsck 2>&1; then
		not_ok "$look_name: fsck" "$(cat fsck)"
	elif [ -n "$(echo clone/.git/paraphe/relay-*)" ] && [ -e "$(echo clone/.git/paraphe/relay-*)" ]; then
		not_ok "$look_name: a relay is left behind"
	elif LC_ALL=C grep -q '[[:cntrl:]]' err; then
		not_ok "$look_name: control characters" "$(cat -v err)"
	else
		ok "$look_name"
	fi
}

# hostile NAME WANTED SCRIPT: WANTED is `goes`, or a part of the sentence that refuses
hostile() {
	cases=$((cases + 1))
	set_up "$3"
	timeout 60 "$PARAPHE" --language en -C clone --as bo sync >out 2>err </dev/null
	status=$?
	if [ "$2" = goes ] && [ $status -ne 0 ]; then
		not_ok "$1: does not go" "status $status" "$(cat out err)"
	elif [ "$2" != goes ] && { [ $status -ne 2 ] || ! grep -q -e "$2" err; }; then
		not_ok "$1: not refused as wanted" "status $status" "$(cat out err)"
	elif [ "$2" = goes ] && [ "$(git --git-dir=server.git rev-parse review/bo)" != "$(git -C clone rev-parse review/bo)" ]; then
		not_ok "$1: one's own branch has not arrived" "$(cat out err)"
	elif ! git --git-dir=server.git for-each-ref refs/heads refs/tags 2>/dev/null | grep -av review/bo | cmp -s - server-rest; then
		not_ok "$1: something else has moved over there" "$(git --git-dir=server.git for-each-ref)"
	else
		look "$1"
	fi
}

# sings NAME WANTED SCRIPT: the same, and plain git would run it
sings() {
	set_up "$3"
	(cd clone && timeout 60 git fetch -q origin; timeout 60 git push -q origin review/bo; git merge -q origin/main) \
		>/dev/null 2>&1 </dev/null
	if [ -e sung ]; then sang=$((sang + 1)); else not_ok "$1: plain git does not run it: the case shows nothing" "$(cat set-up)"; fi
	hostile "$@"
}
git --git-dir=template.git for-each-ref refs/heads refs/tags 2>/dev/null | grep -av review/bo >server-rest

# --- programs that a configuration names
ssh_url='git remote set-url origin ssh://127.0.0.1:1/x.git'
sings 'core.sshCommand' 'does not answer' "$ssh_url; git config core.sshCommand $CANARY"
sings 'core.sshCommand with words' 'does not answer' "$ssh_url; git config core.sshCommand '$CANARY -v'"
sings 'core.sshCommand by include' 'does not answer' "$ssh_url
	git config -f .git/more core.sshCommand $CANARY; git config include.path more"
sings 'core.sshCommand by includeIf' 'does not answer' "$ssh_url
	git config -f .git/more core.sshCommand $CANARY; git config includeIf.gitdir:$WORK/.path $WORK/clone/.git/more"
sings 'remote.uploadpack' goes "git config remote.origin.uploadpack $CANARY"
sings 'remote.receivepack' goes "git config remote.origin.receivepack $CANARY"
sings 'remote.vcs' goes "git config remote.origin.vcs canary"
sings 'core.hooksPath' goes "git config core.hooksPath $WORK/hooks"
sings 'hooks' goes "cp $WORK/hooks/* .git/hooks"
sings 'core.fsmonitor' goes "git config core.fsmonitor $CANARY"
sings 'core.alternateRefsCommand' goes "git config core.alternateRefsCommand $CANARY
	echo $WORK/template.git/objects >.git/objects/info/alternates"
sings 'alternates' goes "git clone -q --bare . ../outside && cp $WORK/hooks/* ../outside/hooks
	echo $WORK/outside/objects >.git/objects/info/alternates; git config core.alternateRefsCommand $CANARY"
sings 'filters' goes "git config filter.sing.smudge $CANARY; git config filter.sing.clean $CANARY"
sings 'a filter process' goes "git config filter.sing.process $CANARY"
hostile 'a required filter' goes "git config filter.sing.smudge $CANARY; git config filter.sing.required true"
hostile 'a merge driver' goes "git config merge.sing.driver $CANARY"
hostile 'a diff driver' goes "git config diff.sing.command $CANARY; git config diff.sing.textconv $CANARY"
hostile 'diff.external' goes "git config diff.external $CANARY"
sings 'push.gpgSign' goes "git --git-dir=../server.git config receive.certNonceSeed x
	git config push.gpgSign true; git config gpg.program $CANARY"
hostile 'push.gpgSign with ssh' goes "git --git-dir=../server.git config receive.certNonceSeed x
	git config push.gpgSign true; git config gpg.format ssh; git config gpg.ssh.program $CANARY
	git config user.signingKey key::ssh-ed25519"
hostile 'gpg.ssh.defaultKeyCommand' goes "git --git-dir=../server.git config receive.certNonceSeed x
	git config push.gpgSign true; git config gpg.format ssh; git config gpg.ssh.defaultKeyCommand $CANARY"
hostile 'credential.helper' 'does not answer' "git remote set-url origin https://127.0.0.1:1/x.git
	git config credential.helper '!$CANARY'"
hostile 'credential.URL.helper' 'does not answer' "git remote set-url origin https://127.0.0.1:1/x.git
	git config credential.https://127.0.0.1:1.helper '!$CANARY'"
hostile 'core.askPass' 'does not answer' "git remote set-url origin https://u@127.0.0.1:1/x.git
	git config core.askPass $CANARY"
hostile 'core.pager' goes "git config core.pager $CANARY; git config pager.fetch true; git config pager.ls-remote true"
hostile 'core.editor' goes "git config core.editor $CANARY; git config sequence.editor $CANARY"
hostile 'aliases' goes "git config alias.fetch '!$CANARY'; git config alias.push '!$CANARY'; git config alias.remote '!$CANARY'"
hostile 'gc and its hook' goes "git config gc.auto 1; git config gc.autoDetach false; cp $WORK/hooks/pre-auto-gc .git/hooks"
hostile 'uploadpack.packObjectsHook here' goes "git config uploadpack.packObjectsHook $CANARY"
hostile 'uploadpack.packObjectsHook there' goes "git --git-dir=../server.git config uploadpack.packObjectsHook $CANARY"
hostile 'submodules that are fetched' goes "git config protocol.file.allow always
	git init -q ../outside && git -C ../outside commit -q --allow-empty -m x
	git -c protocol.file.allow=always submodule -q add $WORK/outside sub; git commit -qm sub; git push -q origin HEAD:sub
	git config fetch.recurseSubmodules true; git -C sub config remote.origin.uploadpack $CANARY
	git config submodule.recurse true
	git -C ../outside commit -q --allow-empty -m y
	git update-index --cacheinfo 160000,\$(git -C ../outside rev-parse HEAD),sub; git commit -qm sub2
	git push -q --recurse-submodules=no origin HEAD:sub
	git reset -q --hard origin/main; git --git-dir=../server.git update-ref -d refs/heads/sub"

# --- addresses
allow='git config protocol.ext.allow always; git config protocol.allow always'
sings 'ext::' 'not an address that is used here' "$allow; git remote set-url origin 'ext::$CANARY'"
sings 'ext:: by insteadOf' 'not an address that is used here' "$allow
	git config url.'ext::$CANARY '.insteadOf $WORK/server.git"
sings 'ext:: to send to' 'not an address that is used here' "$allow; git config remote.origin.pushurl 'ext::$CANARY'"
sings 'ext:: by pushInsteadOf' 'not an address that is used here' "$allow
	git config url.'ext::$CANARY '.pushInsteadOf $WORK/server.git"
sings 'a helper of its own' 'not an address that is used here' "$allow; git remote set-url origin canary::x"
sings 'a helper of its own, as a scheme' 'not an address that is used here' "$allow; git remote set-url origin canary://x"
sings 'git:// and core.gitProxy' 'not an address that is used here' "$allow
	git remote set-url origin git://127.0.0.1:1/x; git config core.gitProxy $CANARY"
hostile 'http' 'not an address that is used here' 'git remote set-url origin http://127.0.0.1:1/x'
hostile 'ftp' 'not an address that is used here' 'git remote set-url origin ftp://127.0.0.1:1/x'
hostile 'fd::' 'not an address that is used here' "$allow; git remote set-url origin fd::0"
hostile 'a machine that is an option' 'strange hostname' "git remote set-url origin ssh://-oProxyCommand=$CANARY/x"
hostile 'the short form of it' 'strange' "git remote set-url origin -- '-oProxyCommand=$CANARY:x'"
hostile 'a path that is an option' '.' "git config remote.origin.url ssh://127.0.0.1:1/-oProxyCommand=$CANARY"
hostile 'an address that is an option' '.' "git config remote.origin.url --upload-pack=$CANARY"
hostile 'an address with a command' '.' "git config remote.origin.url '\$($CANARY)'"
hostile 'an address with a line end' '.' "git config remote.origin.url 'x
	$CANARY'"
hostile 'an address that steers the terminal' '.' "git config remote.origin.url \"\$(printf '/x\\033]0;y\\007\\302\\233')\""
hostile 'an upstream that is an address' '.' "git config branch.main.remote 'ext::$CANARY'; $allow"
hostile 'a remote in a file' 'with an address' "git config --remove-section remote.origin; mkdir -p .git/remotes
	printf 'URL: ext::$CANARY\\nPull: main\\n' >.git/remotes/origin; $allow"
hostile 'no repository there' 'there is no repository' "git remote set-url origin $WORK/hooks"
hostile 'a file there' '.' "git remote set-url origin $CANARY"
hostile 'a repository of another kind' '.' "git init -q --bare --object-format=sha256 ../outside; git remote set-url origin $WORK/outside"
hostile 'a remote called -x' goes "git config --remove-section remote.origin
	git config remote.--upload-pack=x.url $WORK/server.git; git config --remove-section branch.main
	printf '[branch \"main\"]\n\tremote = --upload-pack=x\n' >>.git/config; git update-ref refs/remotes/--upload-pack=x/main origin/main
	git update-ref refs/remotes/--upload-pack=x/review/bo origin/review/bo"

# --- what would move or delete more than was asked for
hostile 'fetch.prune' goes 'git config fetch.prune true; git config fetch.pruneTags true; git config remote.origin.prune true
	git config remote.origin.pruneTags true'
hostile 'a refspec over our branches' goes "git config remote.origin.fetch '+refs/*:refs/*'
	git --git-dir=../server.git update-ref refs/heads/review/bo refs/heads/review/bo"
hostile 'remote.mirror' goes 'git config remote.origin.mirror true'
hostile 'remote.push' goes "git config remote.origin.push '+refs/heads/*:refs/heads/*'; git config push.default matching"
hostile 'push.followTags' goes 'git config push.followTags true'
hostile 'remote.tagOpt' goes 'git config remote.origin.tagOpt --tags'
hostile 'push.pushOption' goes 'git config push.pushOption ci.skip'
hostile 'push.recurseSubmodules' goes 'git config push.recurseSubmodules only'
hostile 'transfer.fsckObjects off' goes 'git config transfer.fsckObjects false; git config fetch.fsckObjects false'
hostile 'several addresses to send to' goes "git init -q --bare ../outside
	git config --add remote.origin.url $WORK/outside; git config --add remote.origin.url 'ext::$CANARY'; $allow"
check 'of which the first counts' test -z "$(git --git-dir=outside for-each-ref)"

# --- the other side
reff='git --git-dir=../server.git update-ref'
strange() {
	git --git-dir=server.git for-each-ref refs/heads refs/tags 2>/dev/null | grep -av review/bo >server-rest
}
# there NAME WANTED SCRIPT: the script changes the server's own branches
there() {
	there_name=$1 there_wanted=$2 there_script=$3
	set_up "$there_script"
	strange
	hostile "$there_name" "$there_wanted" "$there_script"
	git --git-dir=template.git for-each-ref refs/heads refs/tags 2>/dev/null | grep -av review/bo >server-rest
}
there 'a branch that is a file' goes "$reff refs/tags/rev/3 \$(echo x | git --git-dir=../server.git hash-object -w --stdin)"
there 'a branch of nobody' goes "$reff refs/heads/review/BO main; $reff refs/heads/review/a/b main"
there 'a branch that reads backwards' goes "$reff \"\$(printf 'refs/heads/review/\\342\\200\\256ob')\" main"
there 'a branch that is no text' goes "$reff \"\$(printf 'refs/heads/review/\\377')\" main"
there 'unrelated history' goes "$reff refs/heads/main \$(git --git-dir=../server.git commit-tree -m x \$(git --git-dir=../server.git mktree </dev/null))"
there 'replaced objects' goes "git --git-dir=../server.git replace \$(git rev-parse review/bo~1) \$(git --git-dir=../server.git rev-parse main)"
there 'hundreds of branches' goes 'git --git-dir=../server.git for-each-ref --format="%(objectname)" refs/heads/main >main
	main=$(cat main); rm main; i=0
	while [ $i -lt 600 ]; do echo "$main refs/heads/review/x$i"; i=$((i + 1)); done >>../server.git/packed-refs'
there 'a tree with .git in it' 'hasDotgit' "blob=\$(echo '[core]' | git --git-dir=../server.git hash-object -w --stdin)
	tree=\$(printf '100644 blob %s\t.git\n' \$blob | git --git-dir=../server.git mktree)
	$reff refs/heads/review/cy \$(git --git-dir=../server.git commit-tree -p main -m x \$tree)"
there 'objects that are missing' '.' "find ../server.git/objects -type f | xargs rm -f"
there 'a link among the texts' goes "blob=\$(printf /etc/passwd | git --git-dir=../server.git hash-object -w --stdin)
	tree=\$(printf '120000 blob %s\\tdrafts\\n' \$blob | git --git-dir=../server.git mktree)
	$reff refs/heads/review/cy \$(git --git-dir=../server.git commit-tree -p main -m x \$tree)"

# --- the doctor asks the other side, too: an object is broken, and the configuration would have programs run for it
# mends NAME WANTED SCRIPT: WANTED is `mended`, or a part of what is said
mends() {
	cases=$((cases + 1))
	set_up "$3; rm -rf .git/hooks"
	broken=$(git -C clone rev-parse origin/main:drafts/declaration.fr.md)
	for pack in clone/.git/objects/pack/*.pack; do
		[ -e "$pack" ] || continue
		mv "$pack" pack && rm -f "${pack%.pack}".* && git -C clone -c core.fsmonitor=false unpack-objects -q <pack
	done
	rm -f "clone/.git/objects/$(echo "$broken" | sed 's|^..|&/|')" sung
	timeout 60 "$PARAPHE" --language en -C clone doctor >out 2>err </dev/null
	if [ "$2" != mended ] && ! tr '\n' ' ' <out | grep -q -e "$2"; then
		not_ok "doctor, $1: not told as wanted" "$(cat out err)"
	elif [ "$2" = mended ] && ! grep -q 'has been fetched again' out; then
		not_ok "doctor, $1: not mended" "$(cat out err)"
	elif [ "$2" = mended ]; then
		look "doctor, $1"
	elif [ -e sung ]; then
		not_ok "doctor, $1: a program has been run" "$(cat sung)"
	else
		ok "doctor, $1"
	fi
}
mends 'nothing hostile' mended true
mends 'remote.vcs' mended "git config remote.origin.vcs canary"
mends 'remote.uploadpack' mended "git config remote.origin.uploadpack $CANARY"
mends 'core.alternateRefsCommand' mended "git config core.alternateRefsCommand $CANARY"
mends 'core.sshCommand' 'could not be asked' "$ssh_url; git config core.sshCommand $CANARY"
mends 'credential.helper' 'could not be asked' "git remote set-url origin https://127.0.0.1:1/x.git
	git config credential.helper '!$CANARY'"
mends 'ext:: by insteadOf' 'could not be asked' "$allow; git config url.'ext::$CANARY '.insteadOf $WORK/server.git"
mends 'refspecs over our branches' mended "git config remote.origin.fetch '+refs/*:refs/*'"

# --- words of the other side
set_up 'true'
printf '#!/bin/sh\nprintf "\\033[2J\\033]0;x\\007 \\342\\200\\256 no\\n" >&2\nexit 1\n' >server.git/hooks/pre-receive
chmod +x server.git/hooks/pre-receive
"$PARAPHE" --language en -C clone --as bo sync >out 2>err
equal 'a refusal that would steer the terminal' 2 $?
check 'is shown as what it is' grep -q 'U+202E' out
check 'without its control characters' sh -c '! LC_ALL=C tr -d "\n" <out | LC_ALL=C grep -q "[[:cntrl:]]"'
look 'nothing else has happened'

check "at least fifty ($cases)" test $cases -ge 50
check "of which plain git runs many ($sang)" test $sang -ge 20
finish
