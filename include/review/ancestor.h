/* ancestor - what a branch's words came from
 *
 * The merge base's draft; with several merge bases (criss-cross) they are folded in the order of their ids by the word
 * merge, and where they collide, their own ancestor's words stand.
 */
#ifndef REVIEW_ANCESTOR_H
#define REVIEW_ANCESTOR_H

#include "review/review.h"

struct ancestor {
	const struct draft *draft; /* borrowed: of the review's cache, or `folded` */
	struct oid blob;           /* the merge base's; of a fold, the first one's */
	struct draft *folded;      /* owned; NULL when there is one merge base */
	bool missing;              /* unrelated history, or the draft is not in the merge base */
};

/* Of the draft at `path`, between the base for reading and `tip`. */
const struct fault *ancestor_find(
	struct ancestor *out, struct review *review, const struct oid *tip, const char *path) MUST_CHECK;
void ancestor_clear(struct ancestor *ancestor);

#endif
