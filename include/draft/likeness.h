/* likeness - how much of one block's words another has
 *
 * A bag holds a block's words without their order. Also finds, among many blocks, those worth comparing: by words that
 * few of them have, so that the search stays linear in the words and not in the pairs.
 */
#ifndef DRAFT_LIKENESS_H
#define DRAFT_LIKENESS_H

#include "draft/draft.h"

struct bag {
	uint64_t *keys; /* sorted */
	size_t count;
};

void bag_fill(struct bag *out, struct text text);
void bag_clear(struct bag *bag);

/* Words both have. */
size_t bag_common(const struct bag *a, const struct bag *b);
/* Words of `part` that `from` had and `left` has no more: what went from `from` to `part`. */
size_t bag_taken(const struct bag *part, const struct bag *from, const struct bag *left);

struct likeness {
	size_t old_block, new_block;
	bool equal; /* the same words */
	bool same_kind;
	unsigned int score; /* common words in 1/1000 of the words of both */
	size_t common;
};

struct likenesses {
	struct likeness *items;
	size_t count, capacity;
};

struct side_by_side {
	const struct draft *old, *new;
};

/* Adds the pair if it is alike: at least half of the shorter one's words in common. Unlike kinds are never alike where
 * one is a break, an empty item or link definitions. */
void likeness_compare(struct likenesses *out, const struct side_by_side *sides, size_t old_block, size_t new_block);
/* Adds the pairs of these blocks that are alike and share words few others have. */
void likeness_find(struct likenesses *out, const struct side_by_side *sides, const size_t *olds, size_t old_count,
	const size_t *news, size_t new_count);

#endif
