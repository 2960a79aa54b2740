/* recovery - acts that did not land, done again at the start
 *
 * Acts of this uid whose writer is gone, each under the identity that did it and as the same act: annotations by their
 * ids, words merged (old, present, new), withdrawals and undos where they still say something. One that collides
 * becomes an unfinished text; a sentence about what could not be done goes to review->notices.
 */
#ifndef ACT_RECOVERY_H
#define ACT_RECOVERY_H

#include "act/unfinished.h"

/* *recovered: how many acts were brought home. */
const struct fault *recovery_replay(size_t *recovered, struct review *review) MUST_CHECK;

#endif
