#include "act/gathered.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"

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

/* --- decisions, which go in when they are applied */

static bool is_new_decision(const struct remark *remark)
{
	return remark->verified && !remark->on_base && decision_of(remark->annotation) != DECISION_NONE;
}

/* For each reviewer, whether there are decisions of theirs that the base has not: their branches come last, when what
 * they decide on is in. */
static bool *find_deciders(const struct standing *standing)
{
	bool *decides = memory_new(standing->reviewer_count, sizeof *decides);
	for (size_t i = 0; i < standing->threads.count; i++)
		decides[standing->remarks[i].reviewer] |= is_new_decision(&standing->remarks[i]);
	return decides;
}

struct apply_branch *gathered_find(const struct apply_report *report, const char *reviewer)
{
	for (size_t i = 0; i < report->branch_count; i++)
		if (!strcmp(report->branches[i].reviewer, reviewer))
			return &report->branches[i];
	return NULL;
}

/* The ids of the decisions that this run applies. */
static void list_applied(struct map *out, const struct apply_report *report)
{
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++) {
			const struct taken *item = &report->drafts[i]->items[j];
			const struct apply_branch *branch = item->fate < FATE_TAKEN || !item->decision_count
								    ? NULL
								    : gathered_find(report, item->reviewer);
			for (size_t k = 0; branch && branch->fate != BRANCH_UNTOUCHED && k < item->decision_count; k++)
				map_put(out, text_of(item->decisions[k]->id), 1);
		}
}

/* A branch with decisions that are not applied is not merged whole. */
static void keep_back(struct gathered *g)
{
	const struct standing *standing = g->review->standing;
	struct map applied = {0};
	size_t known;
	list_applied(&applied, g->report);
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct remark *remark = &standing->remarks[i];
		if (!is_new_decision(remark) || map_find(&applied, text_of(remark->annotation->id), &known))
			continue;
		struct apply_branch *branch = gathered_find(g->report, standing->reviewers[remark->reviewer].id);
		if (!branch)
			continue;
		branch->kept++;
		if (branch->fate == BRANCH_MERGED)
			branch->fate = BRANCH_PARTIAL;
	}
	map_clear(&applied);
}

/* --- all of them */

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

bool gathered_asks(const struct apply_order *order, const char *reviewer)
{
	bool wanted = !order->reviewers;
	for (const char *const *id = order->reviewers; id && *id; id++)
		wanted |= !strcmp(*id, reviewer);
	return wanted;
}

/* One that the base does not hold. */
static const struct fault *gather_branch(struct gathered *g, const struct apply_order *order, size_t index)
{
	struct review *review = g->review;
	struct apply_report *report = g->report;
	const struct reviewer *reviewer = &review->standing->reviewers[index];
	if (oid_is_zero(&reviewer->tip) || branch_contains(review->repository, &review->base_tip, &reviewer->tip))
		return NULL;
	struct gathered_branch *branch = ARRAY_ADD(g->branches, g->count, g->capacity);
	struct apply_branch *entry = ARRAY_ADD(report->branches, report->branch_count, report->branch_capacity);
	branch->reviewer = index;
	entry->reviewer = memory_string(reviewer->id);
	count_amendments(entry, report);
	entry->asked = gathered_asks(order, reviewer->id);
	entry->fate = entry->asked ? fate_of(entry, is_unread(g, reviewer->id)) : BRANCH_UNTOUCHED;
	const struct fault *fault = look_at(g, branch);
	if (branch->foreign)
		entry->fate = BRANCH_UNTOUCHED;
	return fault;
}

const struct fault *gathered_branches(struct gathered *g, const struct apply_order *order)
{
	struct review *review = g->review;
	const struct standing *standing = review->standing;
	const struct fault *fault = NULL;
	bool *decides = find_deciders(standing);
	g->tip = review->base_tip;
	for (size_t last = 0; last < 2; last++)
		for (size_t i = 0; !fault && i < standing->reviewer_count; i++)
			if (decides[i] == last)
				fault = gather_branch(g, order, i);
	if (!fault)
		keep_back(g);
	if (!fault)
		part_linked(g);
	free(decides);
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
