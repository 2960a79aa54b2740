/* bundling - what one would send, in a file for people who have only e-mail
 *
 * A git bundle (gitformat-bundle(5)). A reviewer's holds their own branch, without what the base has: the secretariat
 * has that. The secretariat's holds everything: the draft, its versions, all branches; who has nothing yet can clone
 * it. It is opened with `paraphe sync FILE` (syncing.h).
 */
#ifndef ACT_BUNDLING_H
#define ACT_BUNDLING_H

#include "review/review.h"

struct bundling {
	size_t branches; /* of reviewers, in it */
	size_t acts;     /* of one's own; the secretariat's: 0 */
};

/* FAULT_CONFLICT: the file is there already, or there is nothing to put into it. */
const struct fault *bundling_run(struct bundling *out, struct review *review, const char *path) MUST_CHECK;

/* FAULT_MALFORMED where a file cannot be one, or ends before its branches do (git would take it for an empty one). */
const struct fault *bundling_check(const char *path) MUST_CHECK;

#endif
