/* align - which block of one version is which block of the next
 *
 * Equal words first (longest common subsequence over words hashes, unique ones first as in patience diff), then what is
 * left between two pairs by likeness of words (at least half of the shorter one's words in common), best first; then
 * what is left anywhere (moves). A pair outside the longest common subsequence of all pairs is moved (ties: fewest
 * words move, then the later paragraph). Kinds need not be equal, but are preferred.
 *
 * Split: a new block without a partner, next to a paired one, at least half of whose words come from that pair's old
 * block and are gone from its new one. Join: the mirror. Both are one amendment over the pair, and over a few blocks of
 * the same kind that were put, or stood, between the parts.
 */
#ifndef DRAFT_ALIGN_H
#define DRAFT_ALIGN_H

#include "draft/draft.h"

#define ALIGN_NONE ((size_t)-1)

struct align {
	size_t old_count, new_count;
	size_t *to_new;     /* for each old block its new one, or ALIGN_NONE: deleted */
	size_t *to_old;     /* for each new block its old one, or ALIGN_NONE: inserted */
	bool *moved;        /* for each new block: paired, but stands elsewhere */
	size_t *split_from; /* for each new block: the new block it was split off, or ALIGN_NONE */
	size_t *joined_to;  /* for each old block: the old block whose new one took its words, or ALIGN_NONE */
};

void align_run(struct align *out, const struct draft *old, const struct draft *new);
/* As align_run(), and paragraphs with wholly other words are paired, too, where as many stand between the same two: a
 * rewording may leave no word. */
void align_amended(struct align *out, const struct draft *old, const struct draft *new);
/* An alignment of which the pairs are known: the old block of each of `count` new ones, or ALIGN_NONE. What of them has
 * moved is found; of splits and joins nothing is said. */
void align_given(struct align *out, const struct draft *old, const size_t *to_old, size_t count);
void align_clear(struct align *align);

/* The new block before which (or at whose end) a deleted old block stood: the nearest surviving predecessor's new
 * block, or ALIGN_NONE: at the start. */
size_t align_neighbour(const struct align *align, size_t old_block);
/* The last old block whose words went into the same new one as this one's: what stands behind a joined paragraph stands
 * behind all that it was made of. */
size_t align_last_joined(const struct align *align, size_t old_block);

#endif
