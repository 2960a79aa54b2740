/* ancestor - what a branch's words came from
 *
 * The merge base's draft; with several merge bases (criss-cross) they are folded in the order of their ids by the word
 * merge, and where they collide, their own ancestor's words stand. Where a decision on one of the branch's paragraphs
 * has been applied to the base, but is in no merge base's tree (nor in the base's as it was once that was merged, for
 * then all of it was settled), the paragraph as that decision names it: so what has been decided and applied is never
 * open again, and what was rejected does not come back.
 */
#ifndef REVIEW_ANCESTOR_H
#define REVIEW_ANCESTOR_H

#include "draft/align.h"
#include "review/review.h"

/* A version that words of the ancestor may stand in; the latest last. */
struct ancestor_version {
	const struct draft *draft;
	struct oid blob;
	bool aligned;
	struct align align; /* the ancestor's draft to this one, once it is asked for */
};

struct ancestor {
	const struct draft *draft; /* borrowed: of the review's cache, or `folded` */
	struct oid blob;           /* the merge base's; of a fold, the first one's */
	struct draft *folded;      /* owned; NULL when the draft is the merge base's own */
	bool missing;              /* unrelated history, or the draft is not in the merge base */
	struct ancestor_version *versions;
	size_t version_count, version_capacity;
};

/* Of the draft at `path`, between the base for reading and `tip`, a commit of this reviewer's branch. */
const struct fault *ancestor_find(struct ancestor *out, struct review *review, const char *reviewer,
	const struct oid *tip, const char *path) MUST_CHECK;
/* Between any two commits: what was decided is not looked at. */
const struct fault *ancestor_between(struct ancestor *out, struct review *review, const struct oid *one,
	const struct oid *other, const char *path) MUST_CHECK;
/* Where a block of the ancestor stands as it is: the blob of a version, and its paragraph there (1-based). */
void ancestor_origin(struct oid *blob, size_t *paragraph, struct ancestor *ancestor, size_t block);
void ancestor_clear(struct ancestor *ancestor);

#endif
