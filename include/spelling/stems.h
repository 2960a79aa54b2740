/* stems - the short words of a dictionary's list, to tell a slip in capitals from an acronym
 *
 * Letters only, accents apart, of up to STEMS_MOST letters, as they stand in the list and with s or e behind. A word is
 * compared with all that have as many letters, one more or one fewer, eight bytes in a register: a small part of a
 * millisecond, where asking hunspell for all that lies one slip away takes several.
 */
#ifndef SPELLING_STEMS_H
#define SPELLING_STEMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { STEMS_LEAST = 4, STEMS_MOST = 7 };

struct stems {
	/* by the number of their letters, from STEMS_LEAST on */
	struct stems_of {
		uint64_t *words;
		size_t count, capacity;
	} by_letters[STEMS_MOST - STEMS_LEAST + 1];
	struct buffer room;
};

/* Adds the word of a line of hunspell's list, in UTF-8: flags stand behind `/`, grammar behind a blank. */
void stems_add(struct stems *stems, struct text line);
void stems_clear(struct stems *stems);

/* Whether one of them is the word, or one slip of the hand away: two neighbours changed over, a letter too many,
 * missing or another. */
bool stems_near(struct stems *stems, struct text word);

#endif
