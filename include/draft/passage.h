/* passage - the words of a block, shared by all drafts that have it
 *
 * Versions of a draft are alike but for a few blocks. What is known of a block's words is known of the same block in
 * every draft that was read as one like another (draft_read_like), and is found only once.
 */
#ifndef DRAFT_PASSAGE_H
#define DRAFT_PASSAGE_H

#include "draft/likeness.h"

struct draft_frame;

/* The block's words without their order; borrowed from the draft, made when it is first asked for. */
const struct bag *passage_bag(const struct draft *draft, size_t block);

/* For draft.c: looks in another draft for the blocks of this one, in their order. */
struct passage_search {
	const struct draft *like; /* NULL: none */
	size_t next;              /* where the next one is likely to stand */
};
/* The block of the other draft with just this text, or (size_t)-1 where none stands near the place it is looked for. */
size_t passage_find(struct passage_search *search, struct text text);
void passage_share(struct draft_frame *frame, size_t block, const struct draft *like, size_t twin);
void passages_free(struct draft_frame *frame);

#endif
