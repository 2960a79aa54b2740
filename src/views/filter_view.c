#include "views/filter_view.h"

#include "base/array.h"
#include "base/language.h"
#include "views/filter_values.h"
#include "views/row.h"
#include "views/screen.h"

struct state {
	struct filter *filter, next; /* the caller's; as it would be */
	struct values values;
	struct pane pane;
	struct pane_source source;
	struct filter_counts counts; /* of `next` */
	const struct session *session;
};

static void recount(struct state *state)
{
	for (size_t i = 0; i < state->values.count; i++)
		state->values.items[i].counted = false;
	state->counts = filter_count(&state->next, state->session->review);
}

static void count_value(struct state *state, struct value *value)
{
	struct filter with = {0};
	filter_copy(&with, &state->next);
	filter_value_take(&with, value);
	value->counts = filter_count(&with, state->session->review);
	value->counted = true;
	filter_clear(&with);
}

static size_t source_count(void *context)
{
	return ((struct state *)context)->values.count;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	(void)context;
	(void)item;
	(void)cells;
	return 1;
}

static bool source_selectable(void *context, size_t item)
{
	return !((struct state *)context)->values.items[item].heading;
}

static void set_columns(struct row_columns *columns)
{
	*columns = (struct row_columns){{_("annotations"), _("proposals"), _("initials")}, 3};
}

static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct state *state = context;
	struct value *value = &state->values.items[item];
	struct row_columns columns;
	(void)row;
	if (value->heading) {
		screen_print(area.row, area.col, area.cols, value->label, STYLE_HEADING);
		return;
	}
	if (!value->counted)
		count_value(state, value);
	size_t figures[] = {value->counts.threads, value->counts.amendments, value->counts.positions};
	bool taken = filter_value_taken(&state->next, value), any = figures[0] || figures[1] || figures[2];
	int bold = selected ? STYLE_WITH_SELECTED : 0;
	set_columns(&columns);
	row_figures(&area, &columns, figures, STYLE_PLAIN | bold);
	area = row_begin(area, selected);
	int used = screen_print(
		area.row, area.col, area.cols, taken ? "(●) " : "( ) ", (taken ? STYLE_MARK : STYLE_DIM) | bold);
	screen_print(area.row, area.col + used, area.cols - used, value->label, (any ? STYLE_PLAIN : STYLE_DIM) | bold);
}

static void status_words(struct buffer *out, const struct state *state)
{
	const struct filter_counts *counts = &state->counts;
	filter_text(out, &state->next, state->session->review);
	if (out->size)
		buffer_add_string(out, " · ");
	buffer_format(out, P_("%zu annotation", "%zu annotations", counts->threads), counts->threads);
	buffer_add_string(out, " · ");
	buffer_format(out, P_("%zu proposal", "%zu proposals", counts->amendments), counts->amendments);
	buffer_add_string(out, " · ");
	buffer_format(out, P_("%zu initial", "%zu initials", counts->positions), counts->positions);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct state *state = view->state;
	struct area body = layout->body;
	struct row_columns columns;
	struct buffer status = {0};
	set_columns(&columns);
	view_title(layout, _("What is to be shown"), NULL, NULL);
	if (body.rows > 2 && body.cols >= ROW_COLUMNS_FROM) {
		struct area labels = layout_cut_top(&body, 1);
		row_labels(&labels, &columns);
	}
	pane_place(&state->pane, &state->source, body);
	pane_draw(&state->pane, true, ROW_MARGIN);
	status_words(&status, state);
	view_status(layout, buffer_string(&status), NULL);
	buffer_clear(&status);
}

/* The first value of the next or previous dimension. */
static void step_dimension(struct state *state, bool forward)
{
	const struct values *values = &state->values;
	enum dimension now = values->items[state->pane.selected].dimension;
	for (size_t i = state->pane.selected; i < values->count;
		i = forward ? i + 1 : i - 1) /* below 0 wraps to the end */
		if (values->items[i].dimension != now && !values->items[i].heading &&
			(forward || values->items[i].dimension == BY_NOTHING || values->items[i - 1].heading)) {
			pane_select(&state->pane, i);
			return;
		}
}

/* Takes a value to combine it with others; what is taken already is given up for "all". */
static void combine(struct state *state)
{
	size_t at = state->pane.selected;
	if (filter_value_taken(&state->next, &state->values.items[at]))
		while (at > 1 && !state->values.items[at - 1].heading)
			at--;
	filter_value_take(&state->next, &state->values.items[at]);
	recount(state);
	pane_select(&state->pane, at);
}

static void finish(struct view *view)
{
	struct state *state = view->state;
	filter_value_take(&state->next, &state->values.items[state->pane.selected]);
	bool other = !filter_same(&state->next, state->filter);
	if (other)
		filter_copy(state->filter, &state->next);
	stack_pop(view->stack, (struct view_result){.done = other});
}

static bool act(struct view *view, enum action action)
{
	struct state *state = view->state;
	switch (action) {
	case ACTION_OPEN:
		finish(view);
		return true;
	case ACTION_WORDS:
		combine(state);
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		step_dimension(state, action == ACTION_NEXT);
		return true;
	default:
		return pane_act(&state->pane, action);
	}
}

static bool key(struct view *view, const struct key *typed)
{
	struct state *state = view->state;
	return row_mouse_finish(view, &state->pane, typed, finish);
}

struct renewal {
	const struct values *before, *now;
};

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	const struct value *old = &renewal->before->items[old_item];
	for (size_t i = 0; i < renewal->now->count; i++) {
		if (filter_value_same(old, &renewal->now->items[i]))
			return (long)i;
	}
	return PANE_GONE;
}

static void changed(struct view *view)
{
	struct state *state = view->state;
	struct values before = state->values;
	struct renewal renewal = {&before, &state->values};
	filter_values_make(&state->values, state->session->review);
	pane_remap(&state->pane, find_again, &renewal);
	filter_values_clear(&before);
	recount(state);
}

static void close_view(struct view *view)
{
	struct state *state = view->state;
	filter_values_clear(&state->values);
	filter_clear(&state->next);
}

struct view *filter_view(struct session *session, struct filter *filter)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 5, NULL, NULL},
		{ACTION_DOWN, 5, NULL, NULL},
		{ACTION_OPEN, 9, N_("show these"), N_("Show only these, and go back to the text.")},
		{ACTION_WORDS, 6, N_("combine"),
			N_("Take this value too, and stay to combine it with others; once more: give it up.")},
		{ACTION_NEXT, 3, N_("next heading"), N_("Go to the next heading.")},
		{ACTION_PREVIOUS, 3, NULL, N_("Go to the previous heading.")},
		{ACTION_PAGE_UP, 0, NULL, NULL},
		{ACTION_PAGE_DOWN, 0, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
		{ACTION_BACK, 8, NULL, NULL},
	};
	static const struct view_class class = {.name = "filter",
		.title = N_("Filter"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.context = IN_VIEWS,
		.wish = LAYOUT_ONE,
		.draw = draw,
		.act = act,
		.key = key,
		.changed = changed,
		.close = close_view};
	struct view *view = view_new(&class, sizeof(struct state));
	struct state *state = view->state;
	state->session = session;
	state->filter = filter;
	filter_copy(&state->next, filter);
	state->source = (struct pane_source){state, source_count, source_rows, source_draw, source_selectable};
	filter_values_make(&state->values, session->review);
	recount(state);
	for (size_t i = 0; i < state->values.count; i++) /* the first that is taken: nothing, or the value to change */
		if (!state->values.items[i].heading && (state->values.items[i].id || state->values.items[i].number) &&
			filter_value_taken(&state->next, &state->values.items[i])) {
			state->pane.selected = i;
			break;
		}
	return view;
}
