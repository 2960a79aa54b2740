/* proposal - one's own branch as it is at this moment, beside what it came from and the base
 *
 * What proposing and withdrawing look at again at each try, under the branch's lock.
 */
#ifndef ACT_PROPOSAL_H
#define ACT_PROPOSAL_H

#include "review/ancestor.h"
#include "review/amendment.h"

struct proposal {
	struct review *review;
	struct ancestor ancestor;
	const struct draft *branch; /* borrowed from the review's cache */
	struct oid branch_blob;
	struct align since;    /* ancestor -> base */
	struct align proposed; /* ancestor -> branch */
};

/* The branch as of `commit`; looks anew each time. FAULT_MISSING when it has no such draft, FAULT_CONFLICT when it has
 * no common history with the base. */
const struct fault *proposal_look(struct proposal *proposal, const struct oid *commit) MUST_CHECK;
void proposal_clear(struct proposal *proposal);

/* The branch's block for the base's; its nearest predecessor's when `nearest`. ALIGN_NONE when the branch has none. */
size_t proposal_block(const struct proposal *proposal, size_t base_block, bool nearest);
/* Whether the base's block is not what the branch's ancestor says: then the branch is brought up first. */
bool proposal_touched(const struct proposal *proposal, size_t base_block);

/* What of a new draft the amendment is: blocks and words as everybody will compute them. */
struct outcome {
	struct draft *draft;
	struct align align;   /* ancestor -> draft */
	size_t before, block; /* of the ancestor, of the draft; ALIGN_NONE: an insertion, a deletion */
	struct buffer was, now;
};

/* `before`: the ancestor's block that was taken out, else ALIGN_NONE; `landing`: the new draft's block that was
 * written, else ALIGN_NONE. */
const struct fault *outcome_find(struct outcome *out, const struct proposal *proposal, size_t before, size_t landing,
	struct text source) MUST_CHECK;
void outcome_clear(struct outcome *outcome);

#endif
