/* acts - which acts a stretch of history holds
 *
 * An act is the same wherever it was committed: by its Paraphe-Act, or, where plain git made the commit, by when its
 * author made it and what its message says.
 */
#ifndef REVIEW_ACTS_H
#define REVIEW_ACTS_H

#include "base/map.h"
#include "store/branch.h"

struct acts {
	struct map places; /* of the act: its commit */
	struct oids commits;
};

/* Adds those of all commits that can be reached from `tip`, but from none of `known`. */
const struct fault *acts_read(
	struct acts *acts, struct repository *repository, const struct oid *tip, const struct oids *known) MUST_CHECK;
/* The commit of the act that these facts are of; NULL: it is not among them. Borrowed. */
const struct oid *acts_find(const struct acts *acts, const struct commit_facts *facts);
/* How many acts of the commits reachable from `tip`, but from none of `known`, are not among these. */
const struct fault *acts_lacking(size_t *count, const struct acts *acts, struct repository *repository,
	const struct oid *tip, const struct oids *known) MUST_CHECK;
void acts_clear(struct acts *acts);

#endif
