/* random - the same "random" cases on every run */
#ifndef UNIT_TEXT_RANDOM_H
#define UNIT_TEXT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/buffer.h"

static uint64_t random_state = 0x2545f4914f6cdd1dU;

/* Marsaglia's xorshift64; below `limit`. */
static inline size_t random_below(size_t limit)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (size_t)(random_state >> 11) % limit;
}

static inline void random_pieces(struct buffer *out, const char *const *pieces, size_t kinds, size_t most)
{
	buffer_empty(out);
	for (size_t left = random_below(most + 1); left > 0; left--)
		buffer_add_string(out, pieces[random_below(kinds)]);
	buffer_string(out);
}

/* Anything at all: letters, French punctuation, marks, hidden characters, emoji, broken bytes. */
static inline void random_text(struct buffer *out, size_t most)
{
	static const char *const pieces[] = {"a", "b", "\xc3\xa9", "e\xcc\x81", "\xcc\x81", " ", " ", "\n", "\t",
		"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x99", "'", ";", " :", "\xc2\xab", "\xc2\xbb", "\xc2\xad", "-",
		"\xe2\x80\x94", "\xe2\x80\xae", "\xe2\x80\x8b", "\xe2\x80\x8d", "\xef\xb8\x8f", "\xf0\x9f\x98\x80",
		"\xf0\x9f\x8f\xbd", "1", "\xe2\x83\xa3", "\xff", "\xc3", "\x80", "\xe4\xbd\xa0", "\r", "\x1b[2J",
		"\r\n", "\xed\xa0\x80", "\xf0\x9f\x87\xab", "\xcd\xbe", "\xe2\x80\x80", "\xea\xb0\x80", "\xe1\x84\x80",
		"mot"};
	random_pieces(out, pieces, ARRAY_SIZE(pieces), most);
}

#endif
