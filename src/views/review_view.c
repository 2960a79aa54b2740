#include "views/review_view.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "views/desk.h"
#include "views/desk_act.h"
#include "views/desk_answer.h"
#include "views/desk_bars.h"
#include "views/desk_find.h"
#include "views/message.h"
#include "views/prompt_view.h"
#include "views/review_title.h"
#include "views/sending.h"
#include "views/since_view.h"
#include "views/spot.h"

static struct desk *desk_of(const struct view *view)
{
	return view->state;
}

void desk_refresh(struct desk *desk)
{
	struct subject subject = *reading_subject(&desk->reading);
	conversation_show(&desk->conversation, &subject);
}

/* Where nobody has said anything: in as many rows as that takes. */
static void draw_nothing(const struct desk *desk, struct area area)
{
	struct paper paper = {0};
	paper_add_string(&paper,
		filter_active(&desk->filter) ? _("Nothing that the filter shows; Esc takes it off.")
					     : _("Nothing yet. a: annotate, e: propose other words."),
		STYLE_DIM);
	paper_wrap(&paper, area.cols - 1, 0);
	for (int row = 0; row < area.rows && (size_t)row < paper.wrap.count; row++)
		paper_draw(&paper, (size_t)row, area.row + row, area.col + 1, area.cols - 1, STYLE_PLAIN);
	paper_clear(&paper);
}

static void draw_right(struct desk *desk, struct area area, bool focus, bool narrow)
{
	struct area heading = layout_cut_top(&area, 1);
	if (heading.rows)
		desk_draw_heading(desk, heading, focus, narrow);
	if (!area.rows)
		return;
	if (desk->conversation.count)
		conversation_draw(&desk->conversation, area, focus);
	else
		draw_nothing(desk, area);
	if (focus && !desk->conversation.count)
		screen_cursor(area.row, area.col);
}

/* The hardware cursor on the chosen word, so that a screen reader follows. */
static void place_word_cursor(const struct desk *desk)
{
	const struct reading *reading = &desk->reading;
	const struct pane *pane = &reading->pane;
	if (!reading->choosing || pane->selected >= reading->paper_count || !reading->papers[pane->selected])
		return;
	const struct paper *paper = reading->papers[pane->selected];
	for (size_t i = 0; i < paper->count; i++) {
		if ((paper->spans[i].style & STYLE_ROLE) != STYLE_CHOSEN)
			continue;
		size_t row = wrap_row_of(&paper->wrap, paper->spans[i].start), from = paper->wrap.rows[row].start;
		int at = pane_screen_row(pane, pane->selected, row);
		int before = (int)utf8_cells(text_part(buffer_text(&paper->text), from, paper->spans[i].start));
		if (at != PANE_GONE)
			screen_cursor(at, pane->area.col + pane->area.cols - paper->cells + before);
		return;
	}
}

static void draw(struct view *view, const struct layout *layout)
{
	struct desk *desk = desk_of(view);
	review_title_draw(desk->session->review, layout);
	if (layout->two) {
		draw_right(desk, layout->right, desk->right, false);
		reading_draw(&desk->reading, layout->left, !desk->right);
	} else if (desk->right) {
		draw_right(desk, layout->body, true, true);
	} else {
		reading_draw(&desk->reading, layout->body, true);
	}
	if (!desk->right)
		place_word_cursor(desk);
	desk_draw_status(desk, layout);
}

/* Esc closes one level: the words being chosen, the search, the filter, the conversation; never the program. */
static bool back(struct desk *desk)
{
	if (desk->reading.choosing) {
		desk_choose_end(desk);
	} else if (desk->right) {
		desk->right = false;
	} else if (desk->list == LIST_FOUND) {
		desk_search_end(desk);
	} else if (desk->list == LIST_MISSPELT) {
		desk->list = filter_active(&desk->filter) ? LIST_FILTERED : LIST_OPEN;
	} else if (sending_stop(desk->session->sending)) {
		return true;
	} else if (filter_active(&desk->filter)) {
		filter_clear(&desk->filter);
		desk_search_end(desk);
		message_say(MESSAGE_INFO, "%s", _("The filter is off: everything is shown."));
	} else {
		message_say(MESSAGE_INFO, "%s", _("Nothing to close here; q leaves the program."));
	}
	return true;
}

static bool move(struct desk *desk, enum action action)
{
	if (desk->reading.choosing && desk_choose_words(desk, action))
		return true;
	if (desk->right)
		return pane_act(&desk->conversation.pane, action);
	desk_choose_end(desk);
	if (!pane_act(&desk->reading.pane, action))
		return false;
	desk_refresh(desk);
	return true;
}

static bool act(struct view *view, enum action action)
{
	struct desk *desk = desk_of(view);
	switch (action) {
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
	case ACTION_FIRST:
	case ACTION_LAST:
		return move(desk, action);
	case ACTION_LEFT:
	case ACTION_RIGHT:
		if (!desk_choose_words(desk, action))
			desk->right = action == ACTION_RIGHT;
		return true;
	case ACTION_WORDS:
	case ACTION_EXTEND_LEFT:
	case ACTION_EXTEND_RIGHT:
		return !desk->right && desk_choose_words(desk, action);
	case ACTION_OTHER_PANE:
	case ACTION_PREVIOUS_PANE:
		desk_choose_end(desk);
		desk->right = !desk->right;
		return true;
	case ACTION_OPEN:
		desk->right = true;
		return true;
	case ACTION_BACK:
		return back(desk);
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return desk_step(desk, action == ACTION_NEXT);
	default:
		return desk_act(view, action);
	}
}

/* Where the reader was; a first visit starts at §1. */
static void go_to_place(struct desk *desk)
{
	const struct visit *visit = &desk->session->visit;
	size_t block = session_block(desk->session, visit->place);
	if (block == STANDING_NONE && desk->session->review->draft->count)
		block = 0;
	reading_select(&desk->reading, block);
	desk->opened = !visit->place.paragraph || session_block(desk->session, visit->place) != STANDING_NONE;
}

/* How many private drafts there are, and where. */
static void say_unfinished(struct review *review, const struct unfinished_list *list)
{
	struct buffer places = {0};
	for (size_t i = 0; i < list->count; i++) {
		struct spot spot = {0};
		const struct unfinished *item = &list->items[i];
		if (item->draft && !strcmp(item->draft, review_draft(review)->path) && spot_read(&spot, review, item)) {
			struct buffer place = {0};
			wording_place(&place, review, spot_block(&spot, review));
			if (!strstr(buffer_string(&places), buffer_string(&place)))
				buffer_format(&places, "%s%s", places.size ? ", " : "", buffer_string(&place));
			buffer_clear(&place);
		}
		spot_clear(&spot);
	}
	message_say(MESSAGE_INFO,
		P_("%zu unfinished text of yours is kept (%s); a or e there takes it up again.",
			"%zu unfinished texts of yours are kept (%s); a or e there takes them up again.", list->count),
		list->count, buffer_string(&places));
	buffer_clear(&places);
}

/* Once, when everything is there: what is new since the last visit, or that a text was left unfinished. */
static void greet(struct view *view)
{
	struct desk *desk = desk_of(view);
	struct unfinished_list list;
	if (desk->greeted || desk->session->loading || !desk->session->review->identity.id)
		return;
	desk->greeted = true;
	if (!recovery_list(&list, desk->session->review) && list.count)
		say_unfinished(desk->session->review, &list);
	unfinished_list_clear(&list);
	if (stack_top(view->stack) == view && since_any(desk->session))
		stack_push(view->stack, since_view(desk->session), FOR_SINCE);
}

static void changed(struct view *view)
{
	struct desk *desk = desk_of(view);
	if (desk->reading.generation != desk->session->review->generation) {
		desk_choose_end(desk);
		reading_reload(&desk->reading);
	}
	if (!desk->opened)
		go_to_place(desk);
	desk_refresh(desk);
	greet(view);
}

static void verified(struct view *view)
{
	desk_refresh(desk_of(view));
}

static void result(struct view *view, int purpose, struct view_result result)
{
	desk_answer(view, purpose, result);
}

static void close(struct view *view)
{
	struct desk *desk = desk_of(view);
	struct session *session = desk->session;
	visit_write(session->review, &session->visit, review_view_place(view), !session->loading);
	desk_choose_end(desk);
	reading_clear(&desk->reading);
	conversation_clear(&desk->conversation);
	filter_clear(&desk->filter);
	sitting_kept_clear(&desk->sitting);
	free(desk->words);
	free(desk->amendment);
	free(desk->position);
}

static const struct view_action actions[] = {
	{ACTION_DOWN, 90, N_("paragraph"), NULL},
	{ACTION_OTHER_PANE, 91, N_("pane"), NULL},
	{ACTION_ANNOTATE, 100, NULL, NULL},
	{ACTION_AMEND, 99, NULL, NULL},
	{ACTION_INITIAL, 95, NULL, NULL},
	{ACTION_REPLY, 80, NULL, NULL},
	{ACTION_SUPPORT, 60, NULL, NULL},
	{ACTION_OBJECT, 59, NULL, NULL},
	{ACTION_NEXT, 70, NULL, NULL},
	{ACTION_SEARCH, 75, NULL, NULL},
	{ACTION_UNDO, 72, NULL, NULL},
	{ACTION_SPELLING, 55, NULL, NULL},
	{ACTION_DECISIONS, 58, NULL, NULL},
	{ACTION_OUTLINE, 50, NULL, NULL},
	{ACTION_SEND, 65, NULL, NULL},
	{ACTION_SUGGEST, 0, NULL, NULL},
	{ACTION_INITIAL_REST, 40, NULL, NULL},
	{ACTION_MATRIX, 35, NULL, NULL},
	{ACTION_COMPARE, 30, NULL, NULL},
	{ACTION_TRANSLATION, 29, NULL, NULL},
	{ACTION_UP, 0, NULL, NULL},
	{ACTION_PAGE_UP, 0, NULL, NULL},
	{ACTION_PAGE_DOWN, 0, NULL, NULL},
	{ACTION_FIRST, 0, NULL, NULL},
	{ACTION_LAST, 0, NULL, NULL},
	{ACTION_LEFT, 0, NULL, NULL},
	{ACTION_RIGHT, 0, NULL, NULL},
	{ACTION_OPEN, 0, NULL, NULL},
	{ACTION_BACK, 0, NULL, NULL},
	{ACTION_PREVIOUS, 0, NULL, NULL},
	{ACTION_PREVIOUS_PANE, 0, NULL, NULL},
	{ACTION_WORDS, 0, NULL, NULL},
	{ACTION_EXTEND_LEFT, 0, NULL, NULL},
	{ACTION_EXTEND_RIGHT, 0, NULL, NULL},
	{ACTION_REDO, 0, NULL, NULL},
	{ACTION_RESOLVE, 0, NULL, NULL},
	{ACTION_WITHDRAW, 0, NULL, NULL},
	{ACTION_INSERT_AFTER, 0, NULL, NULL},
	{ACTION_DELETE, 0, NULL, NULL},
	{ACTION_MOVE, 0, NULL, NULL},
	{ACTION_POSITION, 0, NULL, NULL},
	{ACTION_BRING_UP, 0, NULL, NULL},
	{ACTION_FILTER, 0, NULL, NULL},
	{ACTION_GOTO, 0, NULL, NULL},
	{ACTION_GENERAL, 0, NULL, NULL},
	{ACTION_PROJECTION, 0, NULL, NULL},
	{ACTION_SINCE, 0, NULL, NULL},
	{ACTION_DRAFT, 0, NULL, NULL},
};

static const struct view_class review_class = {
	.name = "review",
	.title = N_("Reading the draft"),
	.actions = actions,
	.action_count = sizeof actions / sizeof *actions,
	.context = IN_VIEWS,
	.wish = LAYOUT_TWO,
	.draw = draw,
	.act = act,
	.can = desk_can,
	.result = result,
	.changed = changed,
	.verified = verified,
	.close = close,
};

struct view *review_view(struct session *session)
{
	struct view *view = view_new(&review_class, sizeof(struct desk));
	struct desk *desk = view->state;
	desk->session = session;
	reading_open(&desk->reading, session, &desk->filter);
	conversation_open(&desk->conversation, session, &desk->filter);
	go_to_place(desk);
	desk_refresh(desk);
	return view;
}

struct number review_view_place(const struct view *view)
{
	const struct desk *desk = desk_of(view);
	size_t block = reading_block(&desk->reading);
	return block == STANDING_NONE ? (struct number){0} : desk->session->review->numbering.numbers[block];
}

bool review_view_unfinished(struct buffer *out, bool *sendable, struct session *session)
{
	struct unfinished_list list;
	size_t unsent = review_title_unsent(session->review);
	size_t texts = recovery_list(&list, session->review) ? 0 : list.count;
	unfinished_list_clear(&list);
	*sendable = unsent > 0;
	if (unsent)
		buffer_format(out, P_("%zu act has not been sent.", "%zu acts have not been sent.", unsent), unsent);
	if (unsent && texts)
		buffer_add_byte(out, ' ');
	if (texts)
		buffer_format(out,
			P_("%zu unfinished text is kept for next time.", "%zu unfinished texts are kept for next time.",
				texts),
			texts);
	return unsent || texts;
}
