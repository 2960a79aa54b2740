#!/bin/sh
# French prose that somebody else has written: each complaint is one that has been looked at (tests/lists/prose.txt).
. "$(dirname "$0")/lib.sh"
XDG_CACHE_HOME=$PWD/cache
LC_ALL=C.UTF-8
export XDG_CACHE_HOME LC_ALL
faq=/usr/share/doc/debian/FAQ/debian-faq.fr.txt.gz
list=$here/tests/lists/prose.txt

version=$(dpkg-query --show --showformat='${Version}' debian-faq-fr 2>/dev/null)
if [ "$version" != 11.1 ] || [ ! -r "$faq" ]; then
	ok 'the words of the Debian FAQ # SKIP needs debian-faq-fr 11.1 with its documentation'
	finish
	exit 0
fi
zcat "$faq" | awk '{ words += NF; print; if (words >= 10000) exit }' >faq.txt
equal 'ten thousand words' yes "$([ "$(wc -w <faq.txt)" -ge 10000 ] && echo yes)"
p spell --list --language fr faq.txt >said
equal 'something is misspelt' 1 $?
LC_ALL=C sort -u said >complaints
grep -v '^#' "$list" | cut -d ' ' -f 2- | tr ' ' '\n' | LC_ALL=C sort >classified
equal 'every word is classified once' '' "$(uniq -d classified)"
equal 'every complaint is one that was looked at' '' "$(comm -23 complaints classified)"
equal 'and every one of these is still made' '' "$(comm -13 complaints classified)"
finish
