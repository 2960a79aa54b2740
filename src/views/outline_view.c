#include "views/outline_view.h"

#include "base/array.h"
#include "base/language.h"
#include "review/margin.h"
#include "review/translation.h"
#include "review/wording.h"
#include "text/visible.h"
#include "views/row.h"
#include "views/screen.h"

enum { INDENT = 2, LEVELS = 6, OPEN = 0, PROPOSALS = 1, SILENT = 2, LEFT = 3, FIGURES = 4 };

struct section {
	size_t block; /* of the heading; 0 without one: what stands before the first heading */
	bool headless;
	int level;     /* 1 to LEVELS */
	size_t parent; /* index, or STANDING_NONE */
	struct number number;
	size_t figures[FIGURES]; /* with its subsections */
};

struct sections {
	struct section *items;
	size_t count, capacity;
};

struct state {
	const struct session *session;
	struct sections sections;
	bool translates; /* the text has a source: what is left to translate is counted */
	struct pane pane;
	struct pane_source source;
};

static void add_sections(struct sections *out, const struct review *review)
{
	for (size_t i = 0; i < review->draft->count && i < review->numbering.count; i++) {
		const struct block *block = &review->draft->blocks[i];
		if (block->kind != BLOCK_HEADING && i > 0)
			continue;
		struct section *section = ARRAY_ADD(out->items, out->count, out->capacity);
		section->block = i;
		section->headless = block->kind != BLOCK_HEADING;
		section->level = section->headless ? 1 : block->level;
		section->number = review->numbering.numbers[i];
	}
}

static void count_own(struct sections *sections, const struct review *review)
{
	size_t count = review->draft->count, at = 0;
	struct margin *facts = margin_all(review->standing, count);
	for (size_t i = 0; i < count && sections->count; i++) {
		while (at + 1 < sections->count && sections->items[at + 1].block <= i)
			at++;
		size_t *figures = sections->items[at].figures;
		figures[OPEN] += facts[i].open;
		figures[PROPOSALS] += facts[i].amendments;
		figures[SILENT] += block_counts(&review->draft->blocks[i]) && !facts[i].i_spoke;
	}
	free(facts);
}

/* The section that a block stands in. */
static struct section *section_of(struct sections *sections, size_t block)
{
	size_t at = 0;
	while (at + 1 < sections->count && sections->items[at + 1].block <= block)
		at++;
	return &sections->items[at];
}

/* What is left to bring in step with the source; a paragraph that is not translated counts where it would stand. False
 * where the text is no translation. */
static bool count_left(struct sections *sections, struct review *review)
{
	struct translation *translation;
	size_t block = 0;
	if (!sections->count || !translation_is(review, review->draft_index) || !review->draft_whole ||
		translation_new(&translation, review))
		return false;
	for (size_t i = 0; i < translation->count; i++) {
		const struct translation_row *row = &translation->rows[i];
		if (row->target_count)
			block = row->target;
		section_of(sections, block)->figures[LEFT] += translation_left(row);
	}
	translation_free(translation);
	return true;
}

/* The section each one belongs to: the last one before it that is above it. */
static void find_parents(struct sections *sections)
{
	size_t last[LEVELS + 1];
	for (int level = 0; level <= LEVELS; level++)
		last[level] = STANDING_NONE;
	for (size_t i = 0; i < sections->count; i++) {
		struct section *section = &sections->items[i];
		section->parent = last[section->level - 1];
		for (int level = section->level; level <= LEVELS && !section->headless; level++)
			last[level] = i;
	}
}

/* From the end, each section gives what it has to the one it belongs to. */
static void add_up(struct sections *sections)
{
	for (size_t i = sections->count; i-- > 0;) {
		const struct section *section = &sections->items[i];
		for (size_t f = 0; section->parent != STANDING_NONE && f < FIGURES; f++)
			sections->items[section->parent].figures[f] += section->figures[f];
	}
}

static void make_sections(struct state *state)
{
	state->sections = (struct sections){0};
	add_sections(&state->sections, state->session->review);
	count_own(&state->sections, state->session->review);
	state->translates = count_left(&state->sections, state->session->review);
	find_parents(&state->sections);
	add_up(&state->sections);
}

static size_t source_count(void *context)
{
	return ((struct state *)context)->sections.count;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	(void)context;
	(void)item;
	(void)cells;
	return 1;
}

static void set_columns(struct row_columns *columns, const struct state *state)
{
	*columns = (struct row_columns){{_("still open"), _("proposals"), _("without me"), _("to translate")},
		state->translates ? FIGURES : LEFT};
}

static void draw_words(const struct state *state, const struct section *section, struct area area, int bold)
{
	const struct review *review = state->session->review;
	struct buffer words = {0};
	char number[NUMBER_TEXT];
	int indent = (section->level - 1) * INDENT;
	if (indent > area.cols / 3)
		indent = area.cols / 3;
	number_show(number, section->number);
	indent += screen_print(area.row, area.col + indent, area.cols - indent, number, STYLE_NUMBER | bold);
	indent++;
	if (section->headless)
		buffer_add_string(&words, _("(before the first heading)"));
	else
		visible_add(&words, review->draft->blocks[section->block].text, VISIBLE_ONE_LINE);
	screen_print(area.row, area.col + indent, area.cols - indent, buffer_string(&words),
		(section->level <= 1 && !section->headless ? STYLE_HEADING : STYLE_PLAIN) | bold);
	buffer_clear(&words);
}

static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct state *state = context;
	const struct section *section = &state->sections.items[item];
	int bold = selected ? STYLE_WITH_SELECTED : 0;
	struct row_columns columns;
	(void)row;
	if (section->block >= state->session->review->draft->count)
		return;
	set_columns(&columns, state);
	row_figures(&area, &columns, section->figures, STYLE_PLAIN | bold);
	draw_words(state, section, row_begin(area, selected), bold);
}

/* The selected section's figures in words: all there is of them in a narrow window. */
static void status_words(struct buffer *out, const struct state *state)
{
	char number[NUMBER_TEXT];
	if (!state->sections.count)
		return;
	const struct section *section = &state->sections.items[state->pane.selected];
	const size_t *figures = section->figures;
	number_show(number, section->number);
	buffer_add_string(out, number);
	if (figures[OPEN])
		buffer_format(out, P_(" · %zu open", " · %zu open", figures[OPEN]), figures[OPEN]);
	if (figures[PROPOSALS])
		buffer_format(out, P_(" · %zu proposal", " · %zu proposals", figures[PROPOSALS]), figures[PROPOSALS]);
	if (figures[SILENT])
		buffer_format(out, P_(" · %zu paragraph without me", " · %zu paragraphs without me", figures[SILENT]),
			figures[SILENT]);
	if (figures[LEFT])
		buffer_format(out, P_(" · %zu to translate", " · %zu to translate", figures[LEFT]), figures[LEFT]);
	if (!figures[OPEN] && !figures[PROPOSALS] && !figures[SILENT] && !figures[LEFT])
		buffer_add_string(out, _(" · nothing waits here"));
}

static void draw(struct view *view, const struct layout *layout)
{
	struct state *state = view->state;
	struct area body = layout->body;
	struct row_columns columns;
	struct buffer status = {0};
	set_columns(&columns, state);
	view_title(layout, _("Outline"), NULL, NULL);
	if (!state->sections.count)
		screen_print(body.row, body.col + ROW_MARGIN, body.rows ? body.cols - ROW_MARGIN : 0,
			_("This text is empty."), STYLE_DIM);
	if (state->sections.count && body.rows > 2 && body.cols >= ROW_COLUMNS_FROM) {
		struct area labels = layout_cut_top(&body, 1);
		row_labels(&labels, &columns);
	}
	pane_place(&state->pane, &state->source, body);
	pane_draw(&state->pane, true, ROW_MARGIN);
	status_words(&status, state);
	view_status(layout, buffer_string(&status), NULL);
	buffer_clear(&status);
}

static void finish(struct view *view)
{
	struct state *state = view->state;
	if (!state->sections.count)
		return;
	stack_pop(view->stack,
		(struct view_result){.done = true, .number = (long)state->sections.items[state->pane.selected].block});
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

struct renewal {
	const struct sections *before, *now;
};

static long find_again(void *context, size_t old_item)
{
	const struct renewal *renewal = context;
	for (size_t i = 0; i < renewal->now->count; i++)
		if (!number_compare(renewal->now->items[i].number, renewal->before->items[old_item].number))
			return (long)i;
	return PANE_GONE;
}

static void changed(struct view *view)
{
	struct state *state = view->state;
	struct sections before = state->sections;
	struct renewal renewal = {&before, &state->sections};
	make_sections(state);
	pane_remap(&state->pane, find_again, &renewal);
	free(before.items);
}

static void close_view(struct view *view)
{
	free(((struct state *)view->state)->sections.items);
}

struct view *outline_view(struct session *session, size_t block)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 5, NULL, NULL},
		{ACTION_DOWN, 5, NULL, NULL},
		{ACTION_OPEN, 9, N_("read from here"), N_("Go to this heading in the text.")},
		{ACTION_PAGE_UP, 0, NULL, NULL},
		{ACTION_PAGE_DOWN, 0, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
		{ACTION_BACK, 8, NULL, NULL},
	};
	static const struct view_class class = {.name = "outline",
		.title = N_("Outline"),
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
	state->source = (struct pane_source){state, source_count, source_rows, source_draw, NULL};
	make_sections(state);
	for (size_t i = 0; i < state->sections.count && state->sections.items[i].block <= block; i++)
		state->pane.selected = i;
	return view;
}
