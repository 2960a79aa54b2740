#include "views/help_view.h"

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"
#include "text/wrap.h"
#include "views/pane.h"
#include "views/screen.h"

enum { KEYS_MOST = 20, KEYS_SHOWN = 4, MARGIN = 1 };

/* A row of the page: an action, or where there is no `help` a heading. */
struct line {
	char *keys;
	const char *help; /* translated */
};

struct help {
	const struct view_class *about;
	struct line *lines;
	size_t count, capacity;
	int keys_cells;
	struct pane pane;
	struct pane_source source;
	struct wrap wrap; /* of the line asked for last */
};

static void add_heading(struct help *help, const char *words)
{
	struct line *line = ARRAY_ADD(help->lines, help->count, help->capacity);
	line->keys = memory_string(words);
}

static void add_action(struct help *help, const struct view_action *action, enum keymap_context context)
{
	const struct keymap_entry *entry = keymap_entry(action->action);
	if (!entry)
		return;
	struct buffer keys = {0};
	keymap_keys(&keys, action->action, context, KEYS_SHOWN, screen_ascii());
	if (!keys.size) /* in the palette only */
		buffer_format(&keys, "F4 %s", entry->name);
	int cells = (int)utf8_cells(buffer_text(&keys));
	if (cells > help->keys_cells)
		help->keys_cells = cells < KEYS_MOST ? cells : KEYS_MOST;
	struct line *line = ARRAY_ADD(help->lines, help->count, help->capacity);
	line->help = _(action->help ? action->help : entry->help);
	line->keys = buffer_take(&keys);
}

static void fill(struct help *help, const struct stack *stack, const struct view *top)
{
	struct view_action actions[ACTION_COUNT];
	size_t count = stack_actions(stack, top, actions);
	bool everywhere = false;
	add_heading(help, _(top->class->title ? top->class->title : N_("This page")));
	for (size_t i = 0; i < count; i++) {
		const struct keymap_entry *entry = keymap_entry(actions[i].action);
		if (entry && entry->global && !everywhere) {
			everywhere = true;
			add_heading(help, _("Everywhere"));
		}
		add_action(help, &actions[i], view_context(top));
	}
}

static size_t count_lines(void *context)
{
	const struct help *help = context;
	return help->count;
}

static bool selectable(void *context, size_t item)
{
	const struct help *help = context;
	return help->lines[item].help != NULL;
}

static int help_col(const struct help *help)
{
	return MARGIN + help->keys_cells + 2;
}

static const struct wrap *wrapped(struct help *help, size_t item, int cells)
{
	int room = cells - help_col(help);
	wrap_text(&help->wrap, text_of(help->lines[item].help), room > 1 ? (size_t)room : 1, 0);
	return &help->wrap;
}

static size_t rows(void *context, size_t item, int cells)
{
	struct help *help = context;
	return help->lines[item].help ? wrapped(help, item, cells)->count : item > 0 ? 2 : 1;
}

static void draw_row(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct help *help = context;
	const struct line *line = &help->lines[item];
	int bold = selected ? STYLE_WITH_SELECTED : 0;
	if (!line->help) {
		if (row > 0 || item == 0)
			screen_print(area.row, area.col + MARGIN, area.cols - MARGIN, line->keys, STYLE_HEADING);
		return;
	}
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | bold);
	if (row == 0)
		screen_print(area.row, area.col + MARGIN, help->keys_cells, line->keys, STYLE_KEY | bold);
	const struct wrap_row *at = &wrapped(help, item, area.cols)->rows[row];
	screen_put(area.row, area.col + help_col(help), area.cols - help_col(help),
		text_part(text_of(line->help), at->start, at->end), STYLE_PLAIN | bold);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct help *help = view->state;
	view_title(layout, _("Help"), help->about->title ? _(help->about->title) : NULL, NULL);
	view_status(layout, _("The same keys in every language; u undoes what you did."), NULL);
	pane_place(&help->pane, &help->source, layout->body);
	pane_draw(&help->pane, true, 0);
}

static bool act(struct view *view, enum action action)
{
	struct help *help = view->state;
	return pane_act(&help->pane, action);
}

static void close_help(struct view *view)
{
	struct help *help = view->state;
	for (size_t i = 0; i < help->count; i++)
		free(help->lines[i].keys);
	free(help->lines);
	wrap_clear(&help->wrap);
}

struct view *help_view(struct stack *stack)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 5, NULL, NULL},
		{ACTION_DOWN, 5, NULL, NULL},
		{ACTION_PAGE_UP, 4, NULL, NULL},
		{ACTION_PAGE_DOWN, 4, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
		{ACTION_BACK, 8, NULL, NULL},
	};
	static const struct view_class class = {.name = "help",
		.title = N_("Help"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.draw = draw,
		.act = act,
		.close = close_help};
	struct view *view = view_new(&class, sizeof(struct help));
	struct help *help = view->state;
	help->about = stack_top(stack)->class;
	fill(help, stack, stack_top(stack));
	help->source = (struct pane_source){
		.context = help, .count = count_lines, .rows = rows, .draw = draw_row, .selectable = selectable};
	return view;
}
