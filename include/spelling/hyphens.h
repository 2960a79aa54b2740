/* hyphens - how the words with hyphens of a dictionary's list begin
 *
 * hunspell takes a word with hyphens apart and asks itself about each part, which have been asked about before. That it
 * knows the whole as well, its parts being no words (tohu-bohu), can only be where its list has a word that begins so.
 */
#ifndef SPELLING_HYPHENS_H
#define SPELLING_HYPHENS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct hyphens {
	uint64_t *beginnings; /* sums of what stands before the first hyphen, in small letters */
	size_t count, capacity;
	bool sorted;
};

/* Adds those of hunspell's list, in UTF-8, a word a line: flags stand behind `/`, grammar behind a blank. */
void hyphens_read(struct hyphens *hyphens, struct text list);
void hyphens_clear(struct hyphens *hyphens);

/* Whether there may be a word in the list that has the same beginning. */
bool hyphens_may_begin(struct hyphens *hyphens, struct text word);

#endif
