#include "act/proposal.h"

#include "base/language.h"

/* The branch's draft at a commit; FAULT_MISSING when the branch removed it. */
static const struct fault *read_branch(struct proposal *p, const struct oid *commit)
{
	struct snapshot *snapshot = NULL;
	const struct fault *fault = snapshot_open(&snapshot, p->review->repository, commit);
	if (fault)
		return fault;
	fault = snapshot_find(&p->branch_blob, snapshot, review_draft(p->review)->path);
	snapshot_close(snapshot);
	if (!fault)
		fault = review_blob(&p->branch, p->review, &p->branch_blob);
	return fault;
}

void proposal_clear(struct proposal *proposal)
{
	ancestor_clear(&proposal->ancestor);
	align_clear(&proposal->since);
	align_clear(&proposal->proposed);
}

const struct fault *proposal_look(struct proposal *proposal, const struct oid *commit)
{
	struct review *review = proposal->review;
	proposal_clear(proposal);
	const struct fault *fault = read_branch(proposal, commit);
	if (!fault)
		fault = ancestor_find(&proposal->ancestor, review, commit, review_draft(review)->path);
	if (!fault && proposal->ancestor.missing)
		fault = fault_new(FAULT_CONFLICT, "%s", _("your branch has no common history with the base"));
	if (fault)
		return fault;
	amendment_align(&proposal->since, proposal->ancestor.draft, review->draft);
	amendment_align(&proposal->proposed, proposal->ancestor.draft, proposal->branch);
	return NULL;
}

bool proposal_touched(const struct proposal *proposal, size_t base_block)
{
	if (base_block == STANDING_NONE)
		return false;
	size_t before = proposal->since.to_old[base_block];
	return before == ALIGN_NONE || !text_equal(proposal->ancestor.draft->blocks[before].text,
					       proposal->review->draft->blocks[base_block].text);
}

size_t proposal_block(const struct proposal *proposal, size_t base_block, bool nearest)
{
	if (base_block == STANDING_NONE)
		return ALIGN_NONE;
	for (size_t at = base_block + 1; at-- > 0;) {
		size_t before = proposal->since.to_old[at];
		size_t mine = before == ALIGN_NONE ? ALIGN_NONE : proposal->proposed.to_new[before];
		if (mine != ALIGN_NONE || !nearest)
			return mine;
	}
	return ALIGN_NONE;
}
