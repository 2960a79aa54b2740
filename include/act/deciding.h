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
 * of the same kind, reason and words on all of them already: FAULT_CONFLICT. Retaining
 * what is of substance in a translation (scope.h): FAULT_CONFLICT, for its source needs words, too. */
const struct fault *deciding_run(
	struct buffer *ids, struct review *review, const struct decide_order *order) MUST_CHECK;
/* One commit, too, for amendments of several drafts: an order for each of these reviews; the first's act. What is of
 * substance may be retained: it is for sourcing.h, which has words for the source. */
const struct fault *deciding_together(
	struct buffer *ids, struct review *const *reviews, const struct decide_order *orders, size_t count) MUST_CHECK;
/* Whether the words of MODIFIED stand in place of something that the base has changed since they were proposed: who has
 * not had the text in view is to be told. */
bool deciding_replaces(const struct review *review, const struct decide_order *order);
/* Takes back one's own decision on each of them; FAULT_MISSING where there is none, FAULT_CONFLICT where one has been
 * applied. */
const struct fault *deciding_withdraw(struct review *review, const size_t *amendments, size_t count) MUST_CHECK;

#endif
