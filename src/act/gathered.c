#include "act/gathered.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"

/* --- which branches, and how */

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

static void count_amendments(struct apply_branch *branch, const struct apply_report *report)
{
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++) {
			const struct taken *item = &report->drafts[i]->items[j];
			if (strcmp(item->reviewer, branch->reviewer) != 0)
				continue;
			branch->open += item->fate < FATE_TAKEN;
			branch->settled += item->fate >= FATE_TAKEN;
		}
}

/* The branch's commits that the base does not hold, and which of them are its own. */
static const struct fault *look_at(struct gathered *g, struct gathered_branch *branch)
{
	struct review *review = g->review;
	const struct oid *tip = &review->standing->reviewers[branch->reviewer].tip;
	struct oids bases = {0}, chain = {0};
	struct map beyond = {0};
	size_t known;
	const struct fault *fault = branch_bases(&bases, review->repository, &review->base_tip, tip);
	branch->foreign = !bases.count;
	if (!fault)
		fault = branch_beyond(&branch->beyond, review->repository, tip, &review->base_tip);
	for (size_t i = 0; i < branch->beyond.count; i++)
		map_put(&beyond, oid_text(&branch->beyond.items[i]), 1);
	if (!fault)
		fault = branch_chain(&chain, review->repository, tip, &review->base_tip, branch->beyond.count);
	for (size_t i = 0; i < chain.count && map_find(&beyond, oid_text(&chain.items[i]), &known); i++)
		map_put(&branch->own, oid_text(&chain.items[i]), 1);
	map_clear(&beyond);
	oids_clear(&bases);
	oids_clear(&chain);
	return fault;
}

/* Whether merging one branch would bring commits that are another's own. */
static bool brings(const struct gathered *g, size_t branch, size_t other)
{
	size_t known;
	for (size_t i = 0; i < g->branches[branch].beyond.count; i++)
		if (map_find(&g->branches[other].own, oid_text(&g->branches[branch].beyond.items[i]), &known))
			return true;
	return false;
}

/* Two parents only if all that comes with them from other branches is settled and taken, too. */
static void part_linked(struct gathered *g)
{
	struct apply_branch *branches = g->report->branches;
	struct map owners = {0}; /* commit -> the last branch seen to hold it, plus one */
	bool *shares = memory_new(g->count, sizeof *shares);
	for (size_t i = 0; i < g->count; i++)
		for (size_t j = 0; j < g->branches[i].beyond.count; j++) {
			size_t other;
			struct text commit = oid_text(&g->branches[i].beyond.items[j]);
			if (map_find(&owners, commit, &other))
				shares[i] = shares[other] = true;
			map_put(&owners, commit, i);
		}
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < g->count; i++)
			for (size_t j = 0; shares[i] && branches[i].fate == BRANCH_MERGED && j < g->count; j++) {
				if (j == i || !shares[j] || branches[j].fate == BRANCH_MERGED || !brings(g, i, j))
					continue;
				branches[i].fate = branches[i].settled ? BRANCH_PARTIAL : BRANCH_UNTOUCHED;
				again = true;
			}
	}
	map_clear(&owners);
	free(shares);
}

static enum branch_fate fate_of(const struct apply_branch *branch, bool unread)
{
	if (!branch->open && !unread)
		return BRANCH_MERGED;
	return branch->settled ? BRANCH_PARTIAL : BRANCH_UNTOUCHED;
}

void gathered_note_unread(struct gathered *g)
{
	const struct standing *standing = g->review->standing;
	for (size_t i = 0; i < standing->reviewer_count; i++)
		if (standing->reviewers[i].unread)
			map_put(&g->unread, text_of(standing->reviewers[i].id), 1);
}

static bool is_unread(const struct gathered *g, const char *reviewer)
{
	size_t known;
	return map_find(&g->unread, text_of(reviewer), &known);
}

const struct fault *gathered_branches(struct gathered *g, const struct apply_order *order)
{
	struct review *review = g->review;
	const struct standing *standing = review->standing;
	struct apply_report *report = g->report;
	const struct fault *fault = NULL;
	g->tip = review->base_tip;
	for (size_t i = 0; !fault && i < standing->reviewer_count; i++) {
		const struct reviewer *reviewer = &standing->reviewers[i];
		bool wanted = !order->reviewers;
		for (const char *const *id = order->reviewers; id && *id; id++)
			wanted |= !strcmp(*id, reviewer->id);
		if (oid_is_zero(&reviewer->tip) ||
			branch_contains(review->repository, &review->base_tip, &reviewer->tip))
			continue;
		struct gathered_branch *branch = ARRAY_ADD(g->branches, g->count, g->capacity);
		struct apply_branch *entry = ARRAY_ADD(report->branches, report->branch_count, report->branch_capacity);
		branch->reviewer = i;
		entry->reviewer = memory_string(reviewer->id);
		count_amendments(entry, report);
		entry->fate = wanted ? fate_of(entry, is_unread(g, reviewer->id)) : BRANCH_UNTOUCHED;
		fault = look_at(g, branch);
		if (branch->foreign)
			entry->fate = BRANCH_UNTOUCHED;
	}
	if (!fault)
		part_linked(g);
	return fault;
}

void gathered_clear(struct gathered *g)
{
	for (size_t i = 0; i < g->count; i++) {
		oids_clear(&g->branches[i].beyond);
		map_clear(&g->branches[i].own);
	}
	free(g->branches);
	map_clear(&g->unread);
}
