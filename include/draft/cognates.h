/* cognates - how much two paragraphs of different languages look like translations of each other
 *
 * Numbers, and words of four letters and more by their first four without accents: coopération, cooperación and
 * cooperation agree (Simard, Foster and Isabelle, "Using cognates to align sentences", 1992). A stem counts the more
 * the fewer paragraphs have it. Languages without such stems in common are told by nothing here, and lose nothing by
 * it.
 */
#ifndef DRAFT_COGNATES_H
#define DRAFT_COGNATES_H

#include "draft/draft.h"

enum { COGNATES_ALL = 1000 };

struct stem {
	uint64_t key;
	unsigned int weight;
};

/* The stems of one paragraph, sorted by key, and the sum of their weights. */
struct stems {
	struct stem *items;
	size_t count, capacity;
	uint64_t sum;
};

/* Of all blocks of both drafts; each array has as many entries as its draft has blocks and is yours: cognates_free().
 */
void cognates_read(struct stems **source, struct stems **target, const struct draft *a, const struct draft *b);
void cognates_free(struct stems *stems, size_t count);

/* What runs of blocks have in common, in 1/1000 of what they have (twice the common weight by the sum of both). */
unsigned int cognates_share(const struct stems *a, size_t a_count, const struct stems *b, size_t b_count);

#endif
