#include "views/apply_view.h"

#include "act/applying.h"
#include "base/array.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/wording.h"
#include "text/visible.h"
#include "views/confirm_view.h"
#include "views/message.h"
#include "views/paper.h"
#include "views/row.h"
#include "views/screen.h"
#include "views/underline.h"

/* A row of the page: the heading of a part, or something in it. */
struct apply_item {
	bool heading;
	struct paper paper;
	struct text spelled; /* of the report: words to be looked through; empty: none, or done */
};

struct apply {
	struct session *session;
	struct apply_report report; /* of the trial */
	struct apply_item *items;
	size_t count, capacity;
	struct pane pane;
	struct pane_source source;
	bool stale;   /* something has changed since the trial */
	bool working; /* a trial or the real run: reloads are its own */
	size_t done, total;
	bool stopped;
};

/* --- what the page says */

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

static size_t count_branches(const struct apply_report *report, enum branch_fate fate)
{
	size_t count = 0;
	for (size_t i = 0; i < report->branch_count; i++)
		count += report->branches[i].fate == fate;
	return count;
}

static void add_branches(struct apply *apply, enum branch_fate fate, const char *heading)
{
	const struct apply_report *report = &apply->report;
	size_t count = count_branches(report, fate);
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
		char *open = memory_format(
			P_(" · %zu proposal still open", " · %zu proposals still open", branch->open), branch->open);
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

static void items_clear(struct apply *apply)
{
	for (size_t i = 0; i < apply->count; i++)
		paper_clear(&apply->items[i].paper);
	apply->count = 0;
}

static void items_make(struct apply *apply)
{
	items_clear(apply);
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

/* --- trying and doing */

/* Counts what is to do; Esc or ^C, or a signal, stops before the next branch, once and for all. */
static bool report_progress(void *context, size_t done, size_t total)
{
	struct apply *apply = context;
	if (apply->stopped) /* what is merged because of what was taken is another run */
		return false;
	apply->stopped = screen_stop_asked() || interrupt_pending();
	bool draws = total != apply->total || done * 100 / total != apply->done * 100 / total;
	apply->done = done;
	apply->total = total;
	if (draws)
		stack_draw(apply->session->stack);
	return !apply->stopped;
}

static const struct fault *try_out(struct apply *apply)
{
	const struct apply_order order = {.dry_run = true};
	apply_report_clear(&apply->report);
	apply->working = true;
	const struct fault *fault = applying_run(&apply->report, apply->session->review, &order);
	items_make(apply);
	session_looked(apply->session);
	apply->working = apply->stale = false;
	return fault;
}

static size_t count_fate(const struct apply_report *report, enum fate fate)
{
	size_t count = 0;
	for (size_t i = 0; i < report->draft_count; i++)
		for (size_t j = 0; j < report->drafts[i]->count; j++)
			count += speaks(report->drafts[i], j, fate);
	return count;
}

static bool anything(const struct apply_report *report)
{
	return count_branches(report, BRANCH_MERGED) || count_branches(report, BRANCH_PARTIAL);
}

static bool ask(struct view *view)
{
	struct apply *apply = view->state;
	if (!anything(&apply->report)) {
		message_say(MESSAGE_INFO, "%s", _("There is nothing to apply: nothing has been decided since."));
		return true;
	}
	size_t taken = count_fate(&apply->report, FATE_TAKEN);
	char *question = memory_format(
		P_("%zu proposal goes into the text, which everybody reads then. Apply what is decided?",
			"%zu proposals go into the text, which everybody reads then. Apply what is decided?", taken),
		taken);
	stack_push(view->stack, confirm_view(question, 0), 0);
	free(question);
	return true;
}

static char *done_words(const struct apply *apply, const struct apply_report *report)
{
	struct buffer words = {0};
	size_t taken = count_fate(report, FATE_TAKEN), whole = count_branches(report, BRANCH_MERGED),
	       part = count_branches(report, BRANCH_PARTIAL);
	if (apply->stopped) {
		buffer_format(
			&words, _("Stopped after branch %zu of %zu; what is done stands"), apply->done, apply->total);
		return buffer_take(&words);
	}
	buffer_format(&words, P_("Applied: %zu proposal", "Applied: %zu proposals", taken), taken);
	buffer_format(&words, P_(" · %zu branch merged", " · %zu branches merged", whole), whole);
	if (part)
		buffer_format(&words, P_(" · %zu taken in part", " · %zu taken in part", part), part);
	return buffer_take(&words);
}

static void run(struct view *view)
{
	struct apply *apply = view->state;
	struct apply_report report = {0};
	const struct apply_order order = {.progress = {report_progress, apply}};
	apply->working = true;
	apply->stopped = false;
	apply->done = apply->total = 0;
	const struct fault *fault = applying_run(&report, apply->session->review, &order);
	if (fault) {
		session_failed(apply->session, fault);
		apply->working = false;
		apply->stale = true;
	} else {
		char *words = done_words(apply, &report);
		session_saved(apply->session, words);
		free(words);
		stack_pop(view->stack, (struct view_result){.done = true});
	}
	apply_report_clear(&report);
}

/* --- the page */

static size_t source_count(void *context)
{
	return ((struct apply *)context)->count;
}

/* A blank row above every heading but the first. */
static size_t blank_above(const struct apply *apply, size_t index)
{
	return apply->items[index].heading && index > 0;
}

static size_t source_rows(void *context, size_t index, int cells)
{
	struct apply *apply = context;
	paper_wrap(&apply->items[index].paper, cells - ROW_MARGIN, 0);
	return apply->items[index].paper.wrap.count + blank_above(apply, index);
}

static bool source_selectable(void *context, size_t index)
{
	return !((struct apply *)context)->items[index].heading;
}

static void source_draw(void *context, size_t index, size_t row, struct area area, bool selected)
{
	struct apply *apply = context;
	struct apply_item *item = &apply->items[index];
	if (item->spelled.size && apply->session->proofreads && !apply->working &&
		underline_paper(&item->paper, apply->session->speller, item->spelled))
		item->spelled = text_of("");
	paper_wrap(&item->paper, area.cols - ROW_MARGIN, 0);
	if (row < blank_above(apply, index))
		return;
	row -= blank_above(apply, index);
	if (!item->heading)
		area = row_begin(area, selected);
	paper_draw(&item->paper, row, area.row, area.col, area.cols, selected ? STYLE_WITH_SELECTED : STYLE_PLAIN);
}

static void draw_status(const struct apply *apply, const struct layout *layout)
{
	size_t open = 0;
	for (enum fate fate = FATE_OPEN; fate < FATE_TAKEN; fate++)
		open += count_fate(&apply->report, fate);
	struct buffer left = {0};
	if (apply->total)
		buffer_format(
			&left, _("branch %zu of %zu · Esc stops; what is done stands"), apply->done + 1, apply->total);
	else
		buffer_format(&left,
			P_("Nothing is written before F2. %zu proposal is still open.",
				"Nothing is written before F2. %zu proposals are still open.", open),
			open);
	view_status(layout, buffer_string(&left), NULL);
	buffer_clear(&left);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct apply *apply = view->state;
	struct area body = layout->body;
	view_title(layout, _("Apply what is decided"), NULL, _("F1 help"));
	pane_place(&apply->pane, &apply->source, body);
	pane_draw(&apply->pane, true, ROW_MARGIN);
	if (!apply->count && body.rows)
		screen_print(body.row, body.col + ROW_MARGIN, body.cols - ROW_MARGIN,
			_("Nothing is proposed that is not decided and applied."), STYLE_DIM);
	draw_status(apply, layout);
}

static bool act(struct view *view, enum action action)
{
	struct apply *apply = view->state;
	return action == ACTION_SAVE ? ask(view) : pane_act(&apply->pane, action);
}

static bool key(struct view *view, const struct key *typed)
{
	struct apply *apply = view->state;
	bool open;
	return row_mouse(&apply->pane, typed, &open);
}

/* All that the page says. */
static void page_words(struct buffer *out, const struct apply *apply)
{
	for (size_t i = 0; i < apply->count; i++) {
		buffer_add(out, buffer_text(&apply->items[i].paper.text));
		buffer_add_byte(out, '\n');
	}
}

/* Tries once more: nobody applies what they have not read. */
static bool is_current(struct apply *apply)
{
	struct buffer before = {0}, now = {0};
	page_words(&before, apply);
	bool current = !message_fault(try_out(apply));
	page_words(&now, apply);
	if (current && !text_equal(buffer_text(&before), buffer_text(&now))) {
		message_say(MESSAGE_INFO, "%s", _("Something has been decided or proposed meanwhile: read it again."));
		current = false;
	}
	buffer_clear(&before);
	buffer_clear(&now);
	return current;
}

static void result(struct view *view, int purpose, struct view_result told)
{
	(void)purpose;
	if (told.done && is_current(view->state))
		run(view);
}

/* Somebody has done something meanwhile: the page is made anew when no key waits. */
static void changed(struct view *view)
{
	struct apply *apply = view->state;
	if (apply->working)
		return;
	apply->stale = true;
	loop_wake(apply->session->loop);
}

static bool idle(struct view *view)
{
	struct apply *apply = view->state;
	if (apply->stale && !apply->session->loading) {
		message_fault(try_out(apply));
		stack_changed(view->stack);
	}
	return false;
}

static void close_view(struct view *view)
{
	struct apply *apply = view->state;
	items_clear(apply);
	free(apply->items);
	apply_report_clear(&apply->report);
}

struct view *apply_view(struct session *session)
{
	static const struct view_action actions[] = {
		{ACTION_DOWN, 50, NULL, NULL},
		{ACTION_UP, 0, NULL, NULL},
		{ACTION_SAVE, 100, N_("apply"), N_("Apply what is decided; it is asked once more")},
		{ACTION_BACK, 90, NULL, NULL},
		{ACTION_PAGE_UP, 0, NULL, NULL},
		{ACTION_PAGE_DOWN, 0, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
	};
	static const struct view_class class = {.name = "apply",
		.title = N_("Apply what is decided"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.context = IN_VIEWS,
		.wish = LAYOUT_ONE,
		.draw = draw,
		.act = act,
		.key = key,
		.result = result,
		.changed = changed,
		.idle = idle,
		.close = close_view};
	struct view *view = view_new(&class, sizeof(struct apply));
	struct apply *apply = view->state;
	apply->session = session;
	apply->source = (struct pane_source){apply, source_count, source_rows, source_draw, source_selectable};
	if (!message_fault(try_out(apply)))
		return view;
	close_view(view);
	free(view->state);
	free(view);
	return NULL;
}
