#!/bin/sh
# install.sh PACKAGE…: install those Debian packages that are missing.
# As root, or where CI is set, at once; else it asks on the terminal before it calls sudo. Where nobody can be asked,
# it prints the line to run. Status 0 when all are there, 2 when not. All words go to stderr.
set -u
tries=3

say() {
	printf '%s\n' "$*" >&2
}

# is_there PACKAGE: installed, whatever its architecture is called.
is_there() {
	dpkg-query --show --showformat='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

missing() {
	for package; do
		is_there "$package" || printf ' %s' "$package"
	done
}

# patiently COMMAND…: a mirror may be away for a moment.
patiently() {
	try=1
	until "$@"; do
		[ "$try" -lt "$tries" ] || return 1
		say "again in $((try * 5)) s: $*"
		sleep $((try * 5))
		try=$((try + 1))
	done
}

if ! command -v dpkg-query >/dev/null; then
	say "This is not a Debian system: what has to be there, by its Debian names, is $*"
	exit 0
fi
wanted=$(missing "$@")
[ -n "$wanted" ] || exit 0
line="apt-get install --no-install-recommends -y$wanted"

as_root=
if [ "$(id -u)" != 0 ]; then
	as_root=sudo
	if [ -n "${CI:-}" ]; then
		as_root='sudo -n'
	elif command -v sudo >/dev/null && (: < /dev/tty) 2>/dev/null; then
		say "These packages are missing:$wanted"
		printf 'Install them now with sudo apt-get? [y/N] ' > /dev/tty
		read -r answer < /dev/tty || answer=
		case $answer in
		[yYoOsS]*) ;;
		*)
			say "Nothing was installed. As root: apt-get update && $line"
			exit 2
			;;
		esac
	else
		say "These packages are missing:$wanted"
		say "Run as root: apt-get update && $line"
		exit 2
	fi
fi

say "Installing:$wanted"
# shellcheck disable=SC2086 # both are lists of words
if patiently $as_root apt-get -q -o Acquire::Retries=3 update >&2 &&
	patiently $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
		install --no-install-recommends -y $wanted >&2; then
	wanted=$(missing "$@")
	[ -n "$wanted" ] || exit 0
fi
say "Still missing:$wanted"
say "Run as root: apt-get update && $line"
exit 2
