/* spot - a paragraph, perhaps some of its words, held on to while the text moves on underneath
 *
 * Views that stay open over reloads keep spots, not blocks. A spot names the version it was taken from, so where it
 * stands now is found as an annotation's place is (review_follow, anchor_find).
 */
#ifndef VIEWS_SPOT_H
#define VIEWS_SPOT_H

#include "act/recovery.h"

struct spot {
	struct oid blob;    /* of the draft it was taken from */
	size_t paragraph;   /* 1-based in that blob; 0: no paragraph (the whole document, the start of the text) */
	struct quote quote; /* the spot's own; exact NULL: the whole paragraph */
};

/* A block of the draft being read (STANDING_NONE: none), bytes `start` to `end` of its text (equal: all of it). */
void spot_set(struct spot *spot, const struct review *review, size_t block, size_t start, size_t end);
/* As an unfinished text tells it. Its version may be gone: then the spot is none, and false. */
bool spot_read(struct spot *spot, struct review *review, const struct unfinished *unfinished);
/* Writes draft, blob, paragraph and quote of an unfinished text. */
void spot_write(struct unfinished *out, const struct spot *spot, const struct review *review);
/* The block it is now; STANDING_NONE: none, or gone. */
size_t spot_block(const struct spot *spot, struct review *review);
/* Where its words stand in that block; PLACED_LOST leaves *start and *end 0. */
enum placement spot_words(size_t *start, size_t *end, const struct spot *spot, struct review *review, size_t block);
void spot_clear(struct spot *spot);

#endif
