/* withdrawing - to take a proposal back: the words it came from, restored on one's own branch
 *
 * Only one's own (the secretariat on behalf comes with deciding). What was split is joined, what was joined or deleted
 * comes back with its own frame, what was moved returns. Where nothing else is proposed the file is the ancestor's
 * again.
 */
#ifndef ACT_WITHDRAWING_H
#define ACT_WITHDRAWING_H

#include "act/record.h"

/* `amendment`: an index in review->standing. `again`: of an act that is done again at the start, else NULL. */
const struct fault *withdrawing_run(struct review *review, size_t amendment, const struct again *again) MUST_CHECK;

#endif
