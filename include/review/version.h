/* version - the earlier versions of the draft being read
 *
 * First the circulated ones (tags rev/N), then the commits of the base's first-parent chain that changed this draft,
 * each newest first. What stands today is no earlier version and is left out, unless it was circulated.
 */
#ifndef REVIEW_VERSION_H
#define REVIEW_VERSION_H

#include "review/review.h"

enum {
	VERSION_COMMITS = 50, /* at most so many that were not circulated */
	VERSION_CHAIN = 5000, /* commits of the base looked through for them */
};

struct version {
	unsigned int revision; /* Rév. N; 0: a commit that was not circulated */
	struct oid commit, blob;
	struct moment when;
	char *subject; /* of the commit, of a circulated one its title: from outside */
};

struct versions {
	struct version *items;
	size_t count, capacity;
};

/* A version that cannot be read, or did not have this draft, is left out. */
const struct fault *version_list(struct versions *out, struct review *review) MUST_CHECK;
void versions_clear(struct versions *versions);

#endif
