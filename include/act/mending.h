/* mending - what is broken in a repository, mended where that can be done
 *
 * Objects that cannot be read are put aside (never deleted) and fetched again from the remote, by way of a
 * relay (errand.h); lock files that a dead
 * process left go; acts in the journal are brought home by `recovery` when the review is opened.
 */
#ifndef ACT_MENDING_H
#define ACT_MENDING_H

#include "store/inspection.h"

struct mending {
	struct inspection before, after; /* `after`: only where something was broken */
	size_t unlocked;                 /* lock files that went */
	size_t emptied;                  /* empty objects put aside that nothing needs */
	bool tried;                      /* `after` says what is left */
	bool fetched;                    /* the remote was asked */
	struct buffer notices;           /* sentences, one a line: what could not be done, and why */
};

/* `remote`: its name, or NULL. */
const struct fault *mending_run(struct mending *out, struct repository *repository, const char *remote,
	const struct progress *progress) MUST_CHECK;
void mending_clear(struct mending *mending);

#endif
