#include "act/applying.h"

#include "act/deciding.h"
#include "act/intake.h"
#include "act/moving.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/docket.h"
#include "review/settling.h"

/* --- what is uncontested */

static const struct fault *accept_uncontested(size_t *accepted, struct review *review, const struct apply_order *order)
{
	const struct standing *standing = review->standing;
	size_t *list = memory_new(standing->amendment_count, sizeof *list), count = 0;
	struct buffer ids = {0};
	struct docket docket;
	const struct fault *fault = NULL;
	docket_make(&docket, review, NULL);
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (standing->amendments[i].decision == DECISION_NONE && docket.items[docket.of[i]].uncontested &&
			gathered_asks(order, standing->reviewers[standing->amendments[i].reviewer].id))
			list[count++] = i;
	docket_clear(&docket);
	struct decide_order decide = {
		.amendments = list,
		.count = count,
		.decision = DECISION_ACCEPTED,
		.reason = text_of(_("without objection")),
	};
	if (count && !order->dry_run)
		fault = deciding_run(&ids, review, &decide);
	for (size_t i = 0; order->dry_run && i < count; i++) /* what stands is computed anew at the end */
		review->standing->amendments[list[i]].decision = DECISION_ACCEPTED;
	if (!fault)
		*accepted += count;
	buffer_clear(&ids);
	free(list);
	return fault;
}

/* --- the run */

static bool said(struct text lines, struct text line)
{
	struct text before;
	while (text_line(&lines, &before))
		if (text_equal(before, line))
			return true;
	return false;
}

/* What there was to say of the branches when a draft was read. */
static void add_notices(struct buffer *out, struct text notices)
{
	struct text line;
	while (text_line(&notices, &line)) {
		if (said(buffer_text(out), line))
			continue;
		buffer_add(out, line);
		buffer_add_byte(out, '\n');
	}
}

/* Draft after draft: first what is uncontested, then what becomes of all. */
static const struct fault *take_drafts(struct gathered *g, const struct apply_order *order)
{
	struct review *review = g->review;
	struct apply_report *report = g->report;
	const struct fault *fault = NULL;
	size_t count = review->consultation.draft_count, first = review->draft_index;
	report->drafts = memory_new(count, sizeof *report->drafts);
	for (size_t i = 0; !fault && i < count; i++) {
		size_t index = (first + i) % count; /* the one that is open needs no second reading */
		struct taking *taking = NULL;
		if (index != review->draft_index)
			fault = review_choose(review, index);
		if (fault && fault_kind(fault) == FAULT_MISSING) {
			fault = NULL; /* named by the consultation, not written yet */
			continue;
		}
		if (!fault)
			fault = review_complete(review);
		if (!fault)
			gathered_note_unread(g);
		add_notices(&report->notices, buffer_text(&review->notices));
		if (!fault && order->accept_uncontested)
			fault = accept_uncontested(&report->accepted, review, order);
		if (!fault)
			fault = taking_new(&taking, review);
		if (!fault)
			report->drafts[report->draft_count++] = taking;
	}
	if (review->draft_index != first) {
		const struct fault *back = review_choose(review, first);
		fault = fault ? fault : back;
	}
	if (!fault)
		fault = review_complete(review);
	return fault;
}

static const struct fault *may_apply(const struct review *review)
{
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !decision_allowed(review))
		fault = fault_new(FAULT_FORBIDDEN, "%s", _("only the secretariat merges into the draft"));
	if (!fault && review->base_diverged)
		fault = fault_new(FAULT_CONFLICT, "%s",
			_("the draft here and the draft on the server have gone different ways: bring them together "
			  "with git first"));
	return fault;
}

/* Whether a branch that was not merged may have nothing left that is open; and whatever was retained and not taken may
 * go in now: what it met may be settled, or stand elsewhere. */
static bool may_go_on(const struct apply_report *report)
{
	bool more = false;
	size_t *left = memory_new(report->branch_count, sizeof *left);
	for (size_t i = 0; i < report->branch_count; i++)
		left[i] = report->branches[i].open;
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++) {
			const struct taken *item = &report->drafts[i]->items[j];
			if (item->fate >= FATE_TAKEN)
				continue;
			more |= item->fate == FATE_COLLIDES || item->fate == FATE_UNFIT || item->fate == FATE_WAITS;
			bool may = settling_may(report->drafts[i], j);
			for (size_t k = 0; may && k < report->branch_count; k++)
				left[k] -= !strcmp(report->branches[k].reviewer, item->reviewer);
		}
	for (size_t i = 0; i < report->branch_count; i++)
		more |= !left[i] && !report->branches[i].kept && report->branches[i].fate != BRANCH_MERGED;
	free(left);
	return more;
}

static const struct fault *run_locked(struct gathered *g, const struct apply_order *order, const char *ref)
{
	struct review *review = g->review;
	struct oid old;
	const struct fault *fault = branch_find(&old, review->repository, ref);
	if (fault && fault_kind(fault) == FAULT_MISSING) {
		memset(&old, 0, sizeof old); /* a clone that knows the base of its remote only */
		fault = NULL;
	}
	if (!fault)
		fault = take_drafts(g, order);
	if (!fault)
		fault = gathered_branches(g, order);
	if (fault || order->dry_run)
		return fault;
	fault = intake_run(g, &order->progress, order->read_on || may_go_on(g->report));
	if (fault || oid_equal(&g->tip, &review->base_tip))
		return fault;
	const struct move move = {.ref = ref, .old = old, .new = g->tip, .message = "Apply what is decided"};
	fault = moving_run(review, &move);
	g->report->moved = !fault;
	return fault;
}

static const struct fault *run_once(
	struct apply_report *out, struct review *review, const struct apply_order *order, const char *ref)
{
	struct gathered g = {.review = review, .report = out};
	review_notice(review); /* what stands while nobody else moves the base */
	const struct fault *fault = review_complete(review);
	if (!fault)
		fault = run_locked(&g, order, ref);
	gathered_clear(&g);
	return fault;
}

/* What the later run has done to a branch is what became of it. */
static void report_add(struct apply_report *report, const struct apply_report *later)
{
	for (size_t i = 0; i < later->branch_count; i++)
		for (size_t j = 0; j < report->branch_count; j++)
			if (!strcmp(report->branches[j].reviewer, later->branches[i].reviewer) &&
				later->branches[i].fate == BRANCH_MERGED)
				report->branches[j].fate = BRANCH_MERGED;
}

/* What was open may be settled by what has just been taken of others: then its branch is merged, too. Each time at
 * least one is, so this ends; were it ever not so, after as many times. */
static const struct fault *run_on(
	struct apply_report *out, struct review *review, const struct apply_order *order, const char *ref)
{
	const struct apply_order rest = {.reviewers = order->reviewers, .progress = order->progress};
	const struct fault *fault = NULL;
	bool more = out->moved && may_go_on(out);
	for (size_t i = 0; !fault && more && i < out->branch_count; i++) {
		struct apply_report later = {0};
		fault = run_once(&later, review, &rest, ref);
		report_add(out, &later);
		more = later.moved && may_go_on(&later);
		apply_report_clear(&later);
	}
	return fault;
}

const struct fault *applying_run(struct apply_report *out, struct review *review, const struct apply_order *order)
{
	struct commit_lock *lock = NULL;
	*out = (struct apply_report){0};
	const struct fault *fault = may_apply(review);
	if (fault)
		return fault;
	char *ref = memory_format("refs/heads/%s", review->consultation.base);
	fault = commit_lock(&lock, review->repository, ref);
	if (!fault)
		fault = run_once(out, review, order, ref);
	if (!fault)
		fault = run_on(out, review, order, ref);
	commit_unlock(lock);
	if (out->moved || (order->dry_run && order->accept_uncontested))
		review_notice(review);
	if (fault && out->moved)
		fault_ignore(review_complete(review)); /* the first fault is the one to hear of */
	out->base = review->base_tip;
	free(ref);
	return fault;
}

bool apply_report_asked(const struct apply_report *report, const char *reviewer)
{
	const struct apply_branch *branch = gathered_find(report, reviewer);
	return !branch || branch->asked;
}

size_t apply_report_open(const struct apply_report *report)
{
	size_t open = 0;
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++)
			open += report->drafts[i]->items[j].fate < FATE_TAKEN;
	return open;
}

void apply_report_clear(struct apply_report *report)
{
	for (size_t i = 0; i < report->draft_count; i++)
		taking_free(report->drafts[i]);
	for (size_t i = 0; i < report->branch_count; i++)
		free(report->branches[i].reviewer);
	free(report->drafts);
	free(report->branches);
	buffer_clear(&report->notices);
	*report = (struct apply_report){0};
}
