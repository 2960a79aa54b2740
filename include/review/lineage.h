/* lineage - the versions of one draft along the base's first parents, whichever draft is being read
 *
 * Where each paragraph of any version is in the base today (each pair of neighbours is aligned; a version that is not
 * on the chain takes one leap), and which commit gave a paragraph its words.
 */
#ifndef REVIEW_LINEAGE_H
#define REVIEW_LINEAGE_H

#include "base/map.h"
#include "review/review.h"

struct lineage_version {
	struct oid blob;
	struct oid commit;         /* of the base: the one that brought this version */
	const struct draft *draft; /* borrowed of the review */
	size_t *today;             /* of each block: where it is today, or STANDING_NONE */
};

struct lineage {
	struct review *review;
	char *path;
	struct lineage_version *versions; /* the newest, today's, first */
	size_t count, capacity;
	struct lineage_version *others; /* asked for, on no chain */
	size_t other_count, other_capacity;
	struct map place_of; /* blob -> its place in versions */
	struct map other_of; /* blob -> its place in others */
};

/* FAULT_MISSING when the base has no such draft. A version that cannot be read ends the chain. */
const struct fault *lineage_open(struct lineage *out, struct review *review, const char *path) MUST_CHECK;
void lineage_clear(struct lineage *lineage);

/* A version by its blob; good until the next call. FAULT_MISSING when it cannot be read. */
const struct fault *lineage_find(
	const struct lineage_version **out, struct lineage *lineage, const struct oid *blob) MUST_CHECK;
/* The draft's version in a commit; FAULT_MISSING when it is not in it. */
const struct fault *lineage_at(
	const struct lineage_version **out, struct lineage *lineage, const struct oid *commit) MUST_CHECK;

/* Where a block of version `at` got its words: the place of the version, and its block in the one before
 * (STANDING_NONE: it was new there). Goes back from `at`; the block itself is given back through *block. */
size_t lineage_change(size_t *block, size_t *before, const struct lineage *lineage, size_t at);

#endif
