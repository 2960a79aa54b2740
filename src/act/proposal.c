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
		fault = ancestor_find(
			&proposal->ancestor, review, review->identity.id, commit, review_draft(review)->path);
	if (!fault && proposal->ancestor.missing)
		fault = fault_new(FAULT_CONFLICT, "%s", _("your text and the draft have no common history"));
	if (fault)
		return fault;
	align_amended(&proposal->since, proposal->ancestor.draft, review->draft);
	align_amended(&proposal->proposed, proposal->ancestor.draft, proposal->branch);
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

const struct fault *outcome_find(
	struct outcome *out, const struct proposal *proposal, size_t before, size_t landing, struct text source)
{
	const struct draft *ancestor = proposal->ancestor.draft;
	*out = (struct outcome){.before = before, .block = landing};
	const struct fault *fault = draft_read(&out->draft, source);
	if (fault)
		return fault;
	align_amended(&out->align, ancestor, out->draft);
	if (out->before != ALIGN_NONE && out->align.joined_to[out->before] != ALIGN_NONE)
		out->block = out->align.to_new[out->align.joined_to[out->before]];
	else if (out->before != ALIGN_NONE)
		out->block = out->align.to_new[out->before];
	if (out->block < out->draft->count && out->align.split_from[out->block] != ALIGN_NONE)
		out->block = out->align.split_from[out->block];
	if (out->block < out->draft->count)
		out->before = out->align.to_old[out->block];
	if (out->before != ALIGN_NONE)
		amendment_words(&out->was, ancestor, out->before, out->align.joined_to);
	if (out->block < out->draft->count)
		amendment_words(&out->now, out->draft, out->block, out->align.split_from);
	return NULL;
}

void outcome_clear(struct outcome *outcome)
{
	draft_free(outcome->draft);
	align_clear(&outcome->align);
	buffer_clear(&outcome->was);
	buffer_clear(&outcome->now);
}
