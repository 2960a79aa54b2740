/* pairing - which paragraphs of a translation belong to which of its source
 *
 * Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), over paragraphs: the cheapest way
 * through both texts in beads of 1-1, 1-0, 0-1, 2-1 and 1-2, where a bead costs the more the less the lengths agree;
 * and the more the less the structure does (kind of block, level of a heading, depth in lists and quotes), the less the
 * more stems they share (cognates.h). What is left over on both sides and shares much is paired wherever it stands: it
 * has been moved. Pairs that people have made are kept, and the rest is found between them.
 */
#ifndef DRAFT_PAIRING_H
#define DRAFT_PAIRING_H

#include "draft/draft.h"

/* A run of blocks of the source and a run of the translation; one of them may be empty. */
struct pair {
	size_t source, source_count;
	size_t target, target_count;
	bool fixed; /* given, not found */
	bool moved; /* the translation stands elsewhere than its source */
};

struct pairing {
	struct pair
		*items; /* in the order of the source; what has no source behind what precedes it in the translation */
	size_t count, capacity;
};

/* Every block of both drafts is in exactly one pair. Of the pairs given (`fixed`, which may have no block on one side:
 * these stand alone), one that names a block that an earlier one has, or that is not there, is passed over. */
void pairing_run(struct pairing *out, const struct draft *source, const struct draft *target, const struct pair *fixed,
	size_t count);
void pairing_clear(struct pairing *pairing);

#endif
