/* merge - what one version changed, carried to another (three drafts to one)
 *
 * The changes of `ours` since `ancestor` are put on `theirs`: rewordings by words (wordmerge.h), insertions behind the
 * block of theirs that precedes them in ours (a deleted one still marks its place), deletions, moves (an edit follows
 * its paragraph). Changes that both made are taken once. Collisions: both changed the same or touching words; one
 * deleted what the other changed or moved; both moved it to different places; both put in the same paragraph, each at
 * another place (repeat.h). A change of layout only collides with nothing. What nobody touched stays byte for byte
 * theirs. Where all of theirs equals the ancestor, the result is ours, byte for byte; and the mirror.
 */
#ifndef DRAFT_MERGE_H
#define DRAFT_MERGE_H

#include "draft/align.h"

struct merge_collision {
	size_t ancestor_block; /* ALIGN_NONE: an insertion */
	size_t our_block;      /* ALIGN_NONE: deleted by us */
	size_t their_block;    /* ALIGN_NONE: deleted by them */
};

struct merge_collisions {
	struct merge_collision *items;
	size_t count, capacity;
};

/* Adds the merged source to `out`; with collisions, `out` holds theirs there. A merge whose result would not parse into
 * the blocks expected reports the blocks at fault as collisions. */
const struct fault *merge_run(struct buffer *out, struct merge_collisions *collisions, const struct draft *ancestor,
	const struct draft *ours, const struct draft *theirs) MUST_CHECK;
/* wordmerge_many() for the words of paragraphs: the blank line between the parts of a split one is a word like others,
 * so that a change beside it collides and is not taken for one of layout. */
bool merge_words(struct buffer *out, struct text base, const struct text *sides, size_t count, bool *collides);

void merge_collisions_clear(struct merge_collisions *collisions);

#endif
