/* gathering - who has a branch, and which annotation files count as whose (phases BRANCHES, LISTING, READING)
 */
#ifndef REVIEW_GATHERING_H
#define REVIEW_GATHERING_H

#include "review/work.h"

const struct fault *gathering_branches(struct review *review) MUST_CHECK;
const struct fault *gathering_list(struct review *review, size_t source) MUST_CHECK;
size_t gathering_sources(const struct review *review);
/* The branch's name; the base is source 0. From outside. */
const char *gathering_source(const struct review *review, size_t source);
/* Reads and parses the next `most` blobs of the pool. */
void gathering_read(struct review *review, size_t most);
/* The blob's place in the pool, a new one if need be. */
size_t gathering_pool(struct review_work *work, const struct oid *blob);

#endif
