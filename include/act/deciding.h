/* deciding - what the secretariat says of amendments
 *
 * One commit of kind `decide` on one's own branch, whatever the number of amendments: one annotation for each different
 * wording, with a target for everyone who proposed it. Nothing reaches the base before `applying`.
 */
#ifndef ACT_DECIDING_H
#define ACT_DECIDING_H

#include "act/record.h"

struct decide_order {
	const size_t *amendments; /* indexes into review->standing */
	size_t count;
	enum decision decision; /* ACCEPTED, MODIFIED, REJECTED, NOTED */
	struct text reason;     /* may be empty */
	struct text words;      /* MODIFIED: the words to be taken instead */
};

/* Ids of the annotations written come in `ids`, one a line. Only the secretariat: FAULT_FORBIDDEN. One's own decision
 * of the same kind, reason and words on all of them already: FAULT_CONFLICT. */
const struct fault *deciding_run(
	struct buffer *ids, struct review *review, const struct decide_order *order) MUST_CHECK;
/* Takes back one's own decision on each of them; FAULT_MISSING where there is none, FAULT_CONFLICT where one has been
 * applied. */
const struct fault *deciding_withdraw(struct review *review, const size_t *amendments, size_t count) MUST_CHECK;

#endif
