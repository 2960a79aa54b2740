#include "views/since_view.h"

#include "base/array.h"
#include "base/language.h"
#include "review/wording.h"
#include "views/row.h"
#include "views/since.h"

struct state {
	struct session *session;
	struct since since;
	struct pane pane;
	struct pane_source source;
};

static size_t source_count(void *context)
{
	return ((struct state *)context)->since.count;
}

/* A blank row above every heading but the first, and below every piece of news. */
static size_t source_rows(void *context, size_t index, int cells)
{
	struct state *state = context;
	if (state->since.items[index].heading)
		return 1;
	struct paper *paper = since_paper(&state->since, index);
	paper_wrap(paper, cells - ROW_MARGIN, 0);
	return paper->wrap.count + 1;
}

static bool source_selectable(void *context, size_t index)
{
	return !((struct state *)context)->since.items[index].heading;
}

static void source_draw(void *context, size_t index, size_t row, struct area area, bool selected)
{
	struct state *state = context;
	struct since_item *item = &state->since.items[index];
	if (item->heading) {
		char *words = memory_format("%s · %zu", since_heading(item->kind), item->news);
		screen_print(area.row, area.col, area.cols, words, STYLE_HEADING);
		free(words);
		return;
	}
	struct paper *paper = since_paper(&state->since, index);
	paper_wrap(paper, area.cols - ROW_MARGIN, 0);
	if (row >= paper->wrap.count)
		return;
	area = row_begin(area, selected);
	paper_draw(paper, row, area.row, area.col, area.cols, selected ? STYLE_WITH_SELECTED : STYLE_PLAIN);
}

static const char *empty_words(const struct session *session)
{
	if (session->loading)
		return _("Still reading what the others have written …");
	if (session->visit.first)
		return _("This is your first visit: all is new.");
	return _("Nothing has happened since your last visit that concerns you.");
}

static void draw(struct view *view, const struct layout *layout)
{
	struct state *state = view->state;
	const struct session *session = state->session;
	struct buffer when = {0};
	char *title = NULL;
	if (!session->visit.first) {
		wording_when(&when, session->visit.when);
		title = memory_format(_("Since your visit (%s)"), buffer_string(&when));
	}
	view_title(layout, title ? title : _("Since your visit"), NULL, NULL);
	free(title);
	buffer_clear(&when);
	pane_place(&state->pane, &state->source, layout->body);
	pane_draw(&state->pane, true, ROW_MARGIN);
	if (!state->since.count && layout->body.rows)
		screen_print(layout->body.row, layout->body.col + ROW_MARGIN, layout->body.cols - ROW_MARGIN,
			empty_words(session), STYLE_DIM);
	char *status = memory_format(
		P_("%zu piece of news", "%zu pieces of news", state->since.news.count), state->since.news.count);
	view_status(layout, state->since.news.count ? status : NULL, NULL);
	free(status);
}

static void finish(struct view *view)
{
	struct state *state = view->state;
	if (!state->since.count)
		return;
	char id[UUID_TEXT];
	const struct since_item *item = &state->since.items[state->pane.selected];
	const struct news *news = &state->since.news.items[item->news];
	if (item->heading)
		return;
	memcpy(id, item->id, UUID_TEXT);
	stack_pop(view->stack, (struct view_result){.done = true,
				       .number = news->block == STANDING_NONE ? -1 : (long)news->block,
				       .text = text_of(id)});
}

static bool act(struct view *view, enum action action)
{
	struct state *state = view->state;
	if (action != ACTION_OPEN)
		return pane_act(&state->pane, action);
	finish(view);
	return true;
}

static bool key(struct view *view, const struct key *typed)
{
	struct state *state = view->state;
	return row_mouse_finish(view, &state->pane, typed, finish);
}

static bool can(const struct view *view, enum action action)
{
	const struct state *state = view->state;
	return action == ACTION_BACK || state->since.count;
}

struct renewal {
	const struct since *before, *now;
};

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	for (size_t i = 0; i < renewal->now->count; i++)
		if (since_same(&renewal->before->items[old_item], &renewal->now->items[i]))
			return (long)i;
	return PANE_GONE;
}

static void changed(struct view *view)
{
	struct state *state = view->state;
	struct since before = state->since;
	struct renewal renewal = {&before, &state->since};
	since_make(&state->since, state->session);
	pane_remap(&state->pane, find_again, &renewal);
	since_clear(&before);
}

static void close_view(struct view *view)
{
	since_clear(&((struct state *)view->state)->since);
}

/* Whether any tip that can bring news is another than at the visit. */
static bool anybody_moved(const struct session *session)
{
	const struct review *review = session->review;
	const struct visit *visit = &session->visit;
	if (!oid_equal(&visit->base_tip, &review->base_tip))
		return true;
	for (size_t i = 0; i < review->standing->reviewer_count; i++) {
		const struct reviewer *reviewer = &review->standing->reviewers[i];
		bool known = i == review->standing->me || oid_is_zero(&reviewer->tip);
		for (size_t j = 0; j < visit->tips.count && !known; j++)
			known = !strcmp(visit->tips.items[j].ref, reviewer->id) &&
				oid_equal(&visit->tips.items[j].tip, &reviewer->tip);
		if (!known)
			return true;
	}
	return false;
}

bool since_any(struct session *session)
{
	struct news_list news = {0};
	if (session->visit.first || !anybody_moved(session))
		return false;
	visit_news(&news, session->review, &session->visit);
	bool any = news.count > 0;
	news_clear(&news);
	return any;
}

struct view *since_view(struct session *session)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 5, NULL, NULL},
		{ACTION_DOWN, 5, NULL, NULL},
		{ACTION_OPEN, 9, N_("read it in the text"), N_("Go to this paragraph in the text.")},
		{ACTION_PAGE_UP, 0, NULL, NULL},
		{ACTION_PAGE_DOWN, 0, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
		{ACTION_BACK, 8, NULL, NULL},
	};
	static const struct view_class class = {.name = "since",
		.title = N_("Since your visit"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.context = IN_VIEWS,
		.wish = LAYOUT_ONE,
		.draw = draw,
		.act = act,
		.key = key,
		.can = can,
		.changed = changed,
		.close = close_view};
	struct view *view = view_new(&class, sizeof(struct state));
	struct state *state = view->state;
	state->session = session;
	state->source = (struct pane_source){state, source_count, source_rows, source_draw, source_selectable};
	since_make(&state->since, session);
	state->pane.selected = state->since.count ? 1 : 0; /* below the first heading */
	return view;
}
