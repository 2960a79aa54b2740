#include "views/apply.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/wording.h"

static struct apply_item *item_add(struct apply *apply)
{
	return ARRAY_ADD(apply->items, apply->count, apply->capacity);
}

static void heading_add(struct apply *apply, const char *words, size_t count)
{
	struct apply_item *item = item_add(apply);
	item->heading = true;
	char *line = memory_format("%s · %zu", words, count);
	paper_add_string(&item->paper, line, STYLE_HEADING);
	free(line);
}

/* "FR §12 Sherpa A, Sherpa C": the language only where several texts are concerned. */
static void add_place(struct paper *paper, const struct apply *apply, const struct taking *taking, struct number place)
{
	char number[NUMBER_TEXT];
	const struct consultation_draft *draft = consultation_find(&apply->session->review->consultation, taking->path);
	number_show(number, place);
	if (apply->report.draft_count > 1 && draft && draft->language[0]) {
		paper_add(paper, text_of(draft->language), STYLE_DIM, false);
		paper_add_string(paper, " ", STYLE_DIM);
	}
	paper_add_string(paper, number, STYLE_NUMBER);
}

static void add_name(struct paper *paper, const struct apply *apply, const char *reviewer, bool first)
{
	const struct standing *standing = apply->session->review->standing;
	size_t index = standing_reviewer(standing, reviewer);
	paper_add_string(paper, first ? " " : ", ", STYLE_DIM);
	paper_add(paper, text_of(index == STANDING_NONE ? reviewer : standing->reviewers[index].name), STYLE_STRONG,
		false);
}

/* One wording with all who propose it. */
static void add_wording(struct apply *apply, const struct taking *taking, size_t index)
{
	const struct taken *item = &taking->items[index];
	struct paper *paper = &item_add(apply)->paper;
	bool first = true;
	add_place(paper, apply, taking, item->place);
	for (size_t i = index; i < taking->count; i++)
		if (taking->items[i].same_as == item->same_as && taking->items[i].fate == item->fate) {
			add_name(paper, apply, taking->items[i].reviewer, first);
			first = false;
		}
	if (item->decision != DECISION_NONE) {
		paper_add_string(paper, " · ", STYLE_DIM);
		paper_add_string(paper, wording_decision(item->decision),
			item->decision == DECISION_REJECTED ? STYLE_REFUSED : STYLE_AGREED);
	}
	if (item->fate == FATE_OPEN)
		return;
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add_difference(paper, buffer_text(&item->was),
		item->fate == FATE_LEFT || item->kind == AMEND_DELETE ? buffer_text(&item->now)
								      : buffer_text(&item->words),
		STYLE_DIM);
}

/* The first of its wording that has this fate. */
static bool speaks(const struct taking *taking, size_t index, enum fate fate)
{
	const struct taken *items = taking->items;
	if (items[index].fate != fate)
		return false;
	for (size_t i = items[index].same_as; i < index; i++)
		if (items[i].same_as == items[index].same_as && items[i].fate == fate)
			return false;
	return true;
}

static void add_part(struct apply *apply, enum fate fate, const char *heading)
{
	size_t at = apply->count, count = 0;
	const struct apply_report *report = &apply->report;
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++) {
			if (!speaks(report->drafts[i], j, fate))
				continue;
			if (!count++)
				heading_add(apply, heading, 0);
			add_wording(apply, report->drafts[i], j);
		}
	if (!count)
		return;
	paper_clear(&apply->items[at].paper);
	char *line = memory_format("%s · %zu", heading, count);
	paper_add_string(&apply->items[at].paper, line, STYLE_HEADING);
	free(line);
}

static size_t count_combined(const struct apply_report *report)
{
	size_t count = 0;
	for (size_t i = 0; i < report->draft_count; i++)
		count += report->drafts[i]->combined_count;
	return count;
}

static void add_combined(struct apply *apply)
{
	const struct apply_report *report = &apply->report;
	if (!count_combined(report))
		return;
	heading_add(apply, _("Combined inside one sentence: read it"), count_combined(report));
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->combined_count; j++) {
			const struct combined *combined = &report->drafts[i]->combined[j];
			struct apply_item *item = item_add(apply);
			add_place(&item->paper, apply, report->drafts[i], combined->place);
			for (size_t k = 0; k < combined->reviewer_count; k++)
				add_name(&item->paper, apply, combined->reviewers[k], k == 0);
			paper_add_string(&item->paper, "\n", STYLE_PLAIN);
			paper_add_difference(
				&item->paper, buffer_text(&combined->was), buffer_text(&combined->now), STYLE_PLAIN);
			if (!strcmp(report->drafts[i]->path, review_draft(apply->session->review)->path))
				item->spelled = buffer_text(&combined->now); /* the dictionary is this draft's */
		}
}

size_t apply_count_branches(const struct apply_report *report, enum branch_fate fate)
{
	size_t count = 0;
	for (size_t i = 0; i < report->branch_count; i++)
		count += report->branches[i].fate == fate;
	return count;
}

static void add_branches(struct apply *apply, enum branch_fate fate, const char *heading)
{
	const struct apply_report *report = &apply->report;
	size_t count = apply_count_branches(report, fate);
	if (!count)
		return;
	heading_add(apply, heading, count);
	for (size_t i = 0; i < report->branch_count; i++) {
		const struct apply_branch *branch = &report->branches[i];
		if (branch->fate != fate)
			continue;
		struct paper *paper = &item_add(apply)->paper;
		add_name(paper, apply, branch->reviewer, true);
		if (fate != BRANCH_PARTIAL)
			continue;
		char *open = branch->kept && !branch->open
				     ? memory_format(P_(" · %zu decision not applied stays there",
							     " · %zu decisions not applied stay there", branch->kept),
					       branch->kept)
				     : memory_format(P_(" · %zu proposal still open", " · %zu proposals still open",
							     branch->open),
					       branch->open);
		paper_add_string(paper, open, STYLE_DIM);
		free(open);
	}
}

static void add_notices(struct apply *apply)
{
	struct text notices = buffer_text(&apply->report.notices), rest = notices, line;
	size_t count = 0;
	while (text_line(&rest, &line))
		count += line.size > 0;
	if (count)
		heading_add(apply, _("To know"), count);
	for (rest = notices; text_line(&rest, &line);)
		if (line.size)
			paper_add(&item_add(apply)->paper, line, STYLE_PLAIN, true);
}

void apply_items_clear(struct apply *apply)
{
	for (size_t i = 0; i < apply->count; i++)
		paper_clear(&apply->items[i].paper);
	apply->count = 0;
}

void apply_items_make(struct apply *apply)
{
	apply_items_clear(apply);
	add_combined(apply);
	add_part(apply, FATE_TAKEN, _("Goes into the text"));
	add_part(apply, FATE_COLLIDES, _("Retained, but colliding: decide which"));
	add_part(apply, FATE_UNFIT, _("Retained, but would change other paragraphs"));
	add_part(apply, FATE_WAITS, _("Decided, but waiting for what goes with it"));
	add_part(apply, FATE_CONTRADICTED, _("Decided in two ways: one is to be taken back"));
	add_part(apply, FATE_LEFT, _("Does not go in, as decided"));
	add_branches(apply, BRANCH_MERGED, _("Merged whole"));
	add_branches(apply, BRANCH_PARTIAL, _("Taken in part"));
	add_notices(apply);
	add_part(apply, FATE_OPEN, _("Still open"));
}

size_t apply_count_fate(const struct apply_report *report, enum fate fate)
{
	size_t count = 0;
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++)
			count += speaks(report->drafts[i], j, fate);
	return count;
}
