#include "views/apply_view.h"

#include "base/array.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"
#include "views/apply.h"
#include "views/confirm_view.h"
#include "views/message.h"
#include "views/row.h"
#include "views/screen.h"
#include "views/underline.h"

enum purpose { FOR_YES = 1 };

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
	apply_items_make(apply);
	session_looked(apply->session);
	apply->working = apply->stale = false;
	return fault;
}

static bool anything(const struct apply_report *report)
{
	return apply_count_branches(report, BRANCH_MERGED) || apply_count_branches(report, BRANCH_PARTIAL);
}

static bool ask(struct view *view)
{
	struct apply *apply = view->state;
	if (!anything(&apply->report)) {
		message_say(MESSAGE_INFO, "%s", _("There is nothing to apply: nothing has been decided since."));
		return true;
	}
	size_t taken = apply_count_fate(&apply->report, FATE_TAKEN);
	char *question = memory_format(
		P_("%zu proposal goes into the text, which everybody reads then. Apply what is decided?",
			"%zu proposals go into the text, which everybody reads then. Apply what is decided?", taken),
		taken);
	stack_push(view->stack, confirm_view(question, 0), FOR_YES);
	free(question);
	return true;
}

static char *done_words(const struct apply *apply, const struct apply_report *report)
{
	struct buffer words = {0};
	size_t taken = apply_count_fate(report, FATE_TAKEN), whole = apply_count_branches(report, BRANCH_MERGED),
	       part = apply_count_branches(report, BRANCH_PARTIAL);
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
	const struct apply_order order = {.read_on = true, .progress = {report_progress, apply}};
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
		open += apply_count_fate(&apply->report, fate);
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
	if (purpose == FOR_YES && told.done && is_current(view->state))
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
	apply_items_clear(apply);
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
