#include "views/sitting_view.h"

#include "base/array.h"
#include "base/language.h"
#include "review/decision.h"
#include "review/wording.h"
#include "views/apply_view.h"
#include "views/message.h"
#include "views/projection_view.h"
#include "views/review_title.h"
#include "views/row.h"
#include "views/sitting_abroad.h"
#include "views/sitting_decide.h"
#include "views/sitting_filter.h"
#include "views/sitting_list.h"
#include "views/sitting_paper.h"
#include "views/sitting_rows.h"

static struct sitting *sitting_of(const struct view *view)
{
	return view->state;
}

/* --- drawing */

/* "12 of 34 undecided · 3 marked, 2 hidden by the filter · rival proposals · most support first" */
static void draw_status(const struct sitting *sitting, const struct layout *layout)
{
	struct buffer left = {0}, right = {0};
	size_t open = 0, hidden, marked = sitting_marked(sitting, &hidden), count = sitting->rows;
	for (size_t i = 0; i < sitting->docket.count; i++)
		open += !decision_settles(sitting->docket.items[i].decision);
	for (size_t i = 0; i < sitting->abroad.count; i++)
		open += !decision_settles(sitting->abroad.items[i].decision);
	buffer_format(&left, P_("%zu of %zu proposal undecided", "%zu of %zu proposals undecided", count), open, count);
	if (marked)
		buffer_format(&left, P_(" · %zu marked", " · %zu marked", marked), marked);
	if (hidden && marked) /* TRANSLATORS: behind "2 marked" */
		buffer_format(&left, P_(", %zu hidden by the filter", ", %zu hidden by the filter", hidden), hidden);
	else if (hidden)
		buffer_format(&left,
			P_(" · %zu marked hidden by the filter", " · %zu marked hidden by the filter", hidden), hidden);
	if (sitting->session->loading) {
		buffer_add_string(&left, " · ");
		buffer_add_string(&left, _("reading what everyone wrote …"));
	}
	if (docket_filter_active(&sitting->kept->filter)) {
		buffer_format(&left, P_(" · %zu shown: ", " · %zu shown: ", sitting->count), sitting->count);
		docket_filter_text(&left, &sitting->kept->filter, sitting->session->review);
	}
	if (sitting->kept->order != DOCKET_BY_TEXT)
		buffer_add_string(&right, docket_order_name(sitting->kept->order));
	view_status(layout, buffer_string(&left), right.size ? buffer_string(&right) : NULL);
	buffer_clear(&left);
	buffer_clear(&right);
}

static void draw_list(struct sitting *sitting, struct area area, bool focus)
{
	pane_place(&sitting->pane, &sitting->source, area);
	pane_draw(&sitting->pane, focus, ROW_MARGIN);
	if (!sitting->count && area.rows)
		screen_print(area.row, area.col + 1, area.cols - 1,
			docket_filter_active(&sitting->kept->filter)
				? _("Nothing that the filter shows; Esc takes it off.")
				: _("Nothing is proposed that is not decided and applied."),
			STYLE_DIM);
}

/* "§22 · 3 wordings · 2 annotations" */
static void draw_heading(const struct sitting *sitting, struct area area, bool focus, bool narrow)
{
	const struct conversation *bearing = &sitting->bearing;
	struct buffer words = {0};
	char number[NUMBER_TEXT];
	if (sitting->shown == STANDING_NONE && sitting->shown_abroad == STANDING_NONE)
		return;
	number_show(number, sitting->shown != STANDING_NONE ? sitting_amendment(sitting, sitting->shown)->place
							    : sitting->abroad.items[sitting->shown_abroad].place);
	buffer_add_string(&words, focus && !narrow ? "▌" : "");
	if (sitting->shown != STANDING_NONE && sitting_extent(sitting, sitting->shown) > 1)
		buffer_add_string(&words, _("Translation"));
	else
		buffer_add_string(&words, number);
	buffer_format(&words, P_(" · %zu wording", " · %zu wordings", bearing->amendments), bearing->amendments);
	buffer_format(&words, P_(" · %zu annotation", " · %zu annotations", bearing->threads), bearing->threads);
	if (narrow)
		buffer_add_string(&words, _("   [Tab: the list]"));
	screen_print(area.row, area.col, area.cols, buffer_string(&words), STYLE_HEADING);
	buffer_clear(&words);
}

static void draw_right(struct sitting *sitting, struct area area, bool focus, bool narrow)
{
	struct area heading = layout_cut_top(&area, 1);
	if (heading.rows)
		draw_heading(sitting, heading, focus, narrow);
	sitting_underline(sitting);
	if (area.rows)
		conversation_draw(&sitting->bearing, area, focus);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct sitting *sitting = sitting_of(view);
	struct buffer title = {0};
	int room = view_title_room(layout, _("Decisions"), _("F1 help"));
	review_title(&title, sitting->session->review, room);
	view_title(layout, _("Decisions"), buffer_string(&title), _("F1 help"));
	buffer_clear(&title);
	if (layout->two) {
		draw_right(sitting, layout->right, sitting->right, false);
		draw_list(sitting, layout->left, !sitting->right);
	} else if (sitting->right) {
		draw_right(sitting, layout->body, true, true);
	} else {
		draw_list(sitting, layout->body, true);
	}
	draw_status(sitting, layout);
}

/* --- acting */

static bool open_selected(struct view *view)
{
	struct sitting *sitting = sitting_of(view);
	size_t selected = sitting_selected(sitting), abroad = sitting_selected_abroad(sitting);
	if (abroad != STANDING_NONE) {
		size_t block = sitting->abroad.items[abroad].block;
		stack_pop(view->stack,
			(struct view_result){.done = true, .number = block == STANDING_NONE ? 0 : (long)block});
	}
	if (selected == STANDING_NONE)
		return true;
	const struct amendment *amendment = sitting_amendment(sitting, selected);
	stack_pop(view->stack, (struct view_result){.done = true,
				       .number = amendment->block == STANDING_NONE ? 0 : (long)amendment->block,
				       .text = text_of(sitting->names[selected])});
	return true;
}

/* Marks it, and steps on. */
static bool mark(struct sitting *sitting)
{
	size_t selected = sitting_selected(sitting);
	if (sitting_selected_abroad(sitting) != STANDING_NONE)
		message_say(MESSAGE_INFO, "%s", _("What is proposed in a translation is decided on by itself."));
	if (selected == STANDING_NONE)
		return true;
	sitting_mark(sitting, selected, !sitting->marked[selected]);
	if (!sitting->right)
		pane_act(&sitting->pane, ACTION_DOWN);
	sitting_bear(sitting);
	return true;
}

static bool step(struct sitting *sitting, bool forward)
{
	size_t next = sitting_next_open(sitting, forward, NULL);
	if (next == STANDING_NONE)
		message_say(MESSAGE_INFO, "%s", _("All that is shown is decided."));
	else
		sitting_select(sitting, next);
	return true;
}

/* Esc closes one level: the right pane, the marks, the filter, the desk. */
static bool back(struct sitting *sitting)
{
	if (sitting->right) {
		sitting->right = false;
	} else if (sitting->kept->mark_count) {
		sitting_unmark_all(sitting);
		message_say(MESSAGE_INFO, "%s", _("Nothing is marked any more."));
	} else if (docket_filter_active(&sitting->kept->filter)) {
		docket_filter_clear(&sitting->kept->filter);
		sitting_relist(sitting);
		message_say(MESSAGE_INFO, "%s", _("The filter is off: everything is shown."));
	} else {
		return false;
	}
	return true;
}

static bool apply(struct view *view)
{
	struct sitting *sitting = sitting_of(view);
	if (!session_may_act(sitting->session) || !session_ready(sitting->session))
		return true;
	struct view *page = apply_view(sitting->session);
	if (page)
		stack_push(view->stack, page, SITTING_APPLY);
	return true;
}

static bool project(struct view *view)
{
	struct sitting *sitting = sitting_of(view);
	size_t selected = sitting_selected(sitting), abroad = sitting_selected_abroad(sitting);
	struct view *page = projection_view(
		sitting->session, selected != STANDING_NONE ? sitting_amendment(sitting, selected)->block
				  : abroad != STANDING_NONE ? sitting->abroad.items[abroad].block
							    : STANDING_NONE);
	if (page)
		stack_push(view->stack, page, SITTING_PROJECTION);
	return true;
}

static bool moved(const struct sitting *sitting)
{
	return sitting_selected(sitting) != sitting->shown || sitting_selected_abroad(sitting) != sitting->shown_abroad;
}

static bool move(struct sitting *sitting, enum action action)
{
	if (sitting->right)
		return pane_act(&sitting->bearing.pane, action);
	if (!pane_act(&sitting->pane, action))
		return false;
	if (moved(sitting))
		sitting_bear(sitting);
	return true;
}

static bool act(struct view *view, enum action action)
{
	struct sitting *sitting = sitting_of(view);
	switch (action) {
	case ACTION_BACK:
		return back(sitting);
	case ACTION_OTHER_PANE:
	case ACTION_PREVIOUS_PANE:
		sitting->right = !sitting->right;
		return true;
	case ACTION_LEFT:
	case ACTION_RIGHT:
		sitting->right = action == ACTION_RIGHT;
		return true;
	case ACTION_OPEN:
		return open_selected(view);
	case ACTION_WORDS:
		return mark(sitting);
	case ACTION_MARK_ALL:
		sitting_mark_shown(sitting);
		return true;
	case ACTION_RETAIN:
		return sitting_ask(view, DECISION_ACCEPTED);
	case ACTION_NOT_RETAIN:
		return sitting_ask(view, DECISION_REJECTED);
	case ACTION_NOTE:
		return sitting_ask(view, DECISION_NOTED);
	case ACTION_AMEND:
		return sitting_own_words(view);
	case ACTION_REPLY:
		return sitting_answer(view);
	case ACTION_WITHDRAW:
		return sitting_take_back(sitting);
	case ACTION_UNDO:
	case ACTION_REDO:
		return sitting_undo(sitting, action == ACTION_REDO);
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return step(sitting, action == ACTION_NEXT);
	case ACTION_SHOW_ONLY:
		return sitting_ask_filter(view);
	case ACTION_SORT:
		return sitting_ask_order(view);
	case ACTION_PROJECTION:
		return project(view);
	case ACTION_APPLY:
		return apply(view);
	default:
		return move(sitting, action);
	}
}

static bool key(struct view *view, const struct key *typed)
{
	struct sitting *sitting = sitting_of(view);
	bool open = false;
	if (!row_mouse(sitting->right ? &sitting->bearing.pane : &sitting->pane, typed, &open))
		return false;
	if (!sitting->right && moved(sitting))
		sitting_bear(sitting);
	if (open)
		open_selected(view);
	return true;
}

static void result(struct view *view, int purpose, struct view_result told)
{
	struct sitting *sitting = sitting_of(view);
	if (!told.done && purpose == SITTING_REASON)
		sitting_leave(sitting, told.text);
	if (!told.done)
		return;
	switch ((enum sitting_purpose)purpose) {
	case SITTING_REASON:
		sitting_decide(sitting, told.text);
		break;
	case SITTING_FILTER:
		sitting_filter_chosen(sitting, told.number);
		break;
	case SITTING_ORDER:
		sitting->kept->order = (enum docket_order)told.number;
		sitting_relist(sitting);
		break;
	case SITTING_WORDS:
		sitting_decided(sitting);
		break;
	case SITTING_UNDO:
		sitting_undone(sitting, false);
		break;
	case SITTING_SOURCE:
		sitting_sourced(sitting, told.text);
		break;
	default:
		break;
	}
}

static bool can(const struct view *view, enum action action)
{
	const struct sitting *sitting = sitting_of(view);
	switch (action) {
	case ACTION_RETAIN:
	case ACTION_NOT_RETAIN:
	case ACTION_NOTE:
	case ACTION_AMEND:
	case ACTION_REPLY:
	case ACTION_WORDS:
	case ACTION_MARK_ALL:
	case ACTION_WITHDRAW:
	case ACTION_OPEN:
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return sitting->count > 0;
	default:
		return true;
	}
}

static void changed(struct view *view)
{
	struct sitting *sitting = sitting_of(view);
	if (sitting->generation != sitting->session->review->generation ||
		(sitting->abroad_due && !sitting->session->loading))
		sitting_renew(sitting);
}

static void verified(struct view *view)
{
	sitting_bear(sitting_of(view));
}

static void close_view(struct view *view)
{
	sitting_clear(sitting_of(view));
}

static const struct view_action actions[] = {
	{ACTION_DOWN, 70, NULL, NULL},
	{ACTION_UP, 0, NULL, NULL},
	{ACTION_RETAIN, 100, NULL, NULL},
	{ACTION_NOT_RETAIN, 99, NULL, NULL},
	{ACTION_NOTE, 90, NULL, NULL},
	{ACTION_AMEND, 95, N_("own words"), N_("Retain it in other words, typed beside the difference")},
	{ACTION_WORDS, 92, N_("mark"), N_("Mark the proposal: a decision is on all that is marked and shown")},
	{ACTION_MARK_ALL, 60, NULL, NULL},
	{ACTION_SHOW_ONLY, 80, NULL, NULL},
	{ACTION_SORT, 50, NULL, NULL},
	{ACTION_UNDO, 75, NULL, NULL},
	{ACTION_APPLY, 94, NULL, NULL},
	{ACTION_OTHER_PANE, 96, N_("pane"), NULL},
	{ACTION_BACK, 55, NULL, NULL},
	{ACTION_NEXT, 45, N_("next undecided"), N_("The next proposal that waits for a decision")},
	{ACTION_PREVIOUS, 0, NULL, N_("The one before that waits for a decision")},
	{ACTION_OPEN, 40, N_("in the text"), N_("Go to the paragraph in the text")},
	{ACTION_REPLY, 0, NULL, N_("Answer the proposal; everybody reads it")},
	{ACTION_PROJECTION, 0, NULL, NULL},
	{ACTION_WITHDRAW, 0, N_("take back"), N_("Take back one’s own decision on what is marked or selected")},
	{ACTION_REDO, 0, NULL, NULL},
	{ACTION_LEFT, 0, NULL, NULL},
	{ACTION_RIGHT, 0, NULL, NULL},
	{ACTION_PREVIOUS_PANE, 0, NULL, NULL},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_FIRST, 0, NULL, NULL},
	{ACTION_LAST, 0, NULL, NULL},
};

static const struct view_class sitting_class = {.name = "decisions",
	.title = N_("Deciding on proposals"),
	.actions = actions,
	.action_count = ARRAY_SIZE(actions),
	.context = AT_DESK,
	.wish = LAYOUT_TWO,
	.draw = draw,
	.act = act,
	.key = key,
	.result = result,
	.can = can,
	.changed = changed,
	.verified = verified,
	.close = close_view};

/* Where one was, if the reader has not gone elsewhere in the text meanwhile; else the first matter on a paragraph, or
 * the nearest behind it. */
static void begin_at(struct sitting *sitting, size_t block)
{
	struct sitting_kept *kept = sitting->kept;
	bool back = kept->at && kept->block == block;
	size_t amendment = back ? session_amendment(sitting->session, kept->at) : STANDING_NONE;
	kept->block = block;
	if (amendment != STANDING_NONE && amendment < sitting->docket.of_count) {
		sitting_select(sitting, sitting->docket.of[amendment]);
		return;
	}
	for (size_t i = 0; i < sitting->count && block != STANDING_NONE; i++) {
		size_t row = sitting->list[i], matters = sitting->docket.count;
		size_t at = row < matters ? sitting_amendment(sitting, row)->block
					  : sitting->abroad.items[row - matters].block;
		if (at != STANDING_NONE && at >= block) {
			sitting_select(sitting, row);
			return;
		}
	}
}

struct view *sitting_view(struct session *session, struct sitting_kept *kept, size_t block)
{
	struct view *view = view_new(&sitting_class, sizeof(struct sitting));
	struct sitting *sitting = view->state;
	sitting->session = session;
	sitting->kept = kept;
	sitting->shown = sitting->shown_abroad = STANDING_NONE;
	sitting_sources(sitting);
	conversation_open(&sitting->bearing, session, NULL);
	sitting_renew(sitting);
	begin_at(sitting, block);
	return view;
}
