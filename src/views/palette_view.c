#include "views/palette_view.h"

#include "base/array.h"
#include "base/language.h"
#include "review/position.h"
#include "review/wording.h"
#include "text/utf8.h"
#include "views/editor.h"
#include "views/pane.h"

enum { WORDS_LIMIT = 256, NAME_LEAST = 12, NAME_MOST = 24, KEYS_CELLS = 10, MARGIN = 1, RANKS = 4 };

/* What else it is found by: each position one can take, by its word and by its code. */
static void add_found_by(struct buffer *out, enum action action)
{
	for (size_t i = 0; action == ACTION_POSITION && i < POSITIONS; i++)
		buffer_format(out, " %s %s", wording_position(position_codes[i]), position_codes[i]);
}

/* An action that is to be had, and what it can be found by. */
struct offer {
	enum action action;
	const char *label, *help;            /* in the language of the face */
	struct buffer labelled, named, told; /* folded: the label, the name on the command line of tests, the help */
	char *keys;
};

struct palette {
	struct offer *offers;
	size_t count, capacity;
	size_t found[ACTION_COUNT]; /* those that match what is typed */
	size_t found_count;
	int name_cells;
	struct editor editor;
	struct pane pane;
	struct pane_source source;
};

/* What those are called that have no place on a key bar, or share one there. */
static const char *own_label(enum action action)
{
	static const struct {
		enum action action;
		const char *label;
	} labels[] = {
		{ACTION_UP, N_("up")},
		{ACTION_DOWN, N_("down")},
		{ACTION_PAGE_UP, N_("page up")},
		{ACTION_PAGE_DOWN, N_("page down")},
		{ACTION_PREVIOUS_PANE, N_("previous pane")},
		{ACTION_EXTEND_LEFT, N_("extend to the left")},
		{ACTION_EXTEND_RIGHT, N_("extend to the right")},
		{ACTION_REDRAW, N_("redraw")},
		{ACTION_SUSPEND, N_("suspend")},
		{ACTION_THEME, N_("colours")},
		{ACTION_LANGUAGE, N_("language")},
	};
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++)
		if (labels[i].action == action)
			return _(labels[i].label);
	return NULL;
}

static void add_offer(struct palette *palette, const struct view_action *action, enum keymap_context context)
{
	const struct keymap_entry *entry = keymap_entry(action->action);
	if (!entry || action->action == ACTION_PALETTE)
		return;
	struct offer *offer = ARRAY_ADD(palette->offers, palette->count, palette->capacity);
	struct buffer keys = {0};
	keymap_keys(&keys, action->action, context, 2, screen_ascii());
	const char *label = action->label ? action->label : entry->label, *own = own_label(action->action);
	offer->action = action->action;
	offer->label = own ? own : label ? _(label) : entry->name;
	offer->help = _(action->help ? action->help : entry->help);
	offer->keys = buffer_take(&keys);
	utf8_fold(&offer->labelled, NULL, text_of(offer->label));
	utf8_fold(&offer->named, NULL, text_of(entry->name));
	struct buffer told = {0};
	buffer_add_string(&told, offer->help);
	add_found_by(&told, action->action);
	utf8_fold(&offer->told, NULL, buffer_text(&told));
	buffer_clear(&told);
	int cells = (int)utf8_cells(text_of(offer->label)) + 2;
	if (cells > palette->name_cells)
		palette->name_cells = cells < NAME_MOST ? cells : NAME_MOST;
}

static bool is_letter_before(struct text in, size_t at)
{
	int32_t point;
	if (!at)
		return false;
	utf8_step(in, utf8_back(in, at), &point);
	return point != UTF8_INVALID && utf8_is_letter(point);
}

/* Whether a word of it begins so. */
static bool has_beginning(struct text in, struct text word)
{
	for (size_t at = 0; at + word.size <= in.size; at++)
		if (!memcmp(in.bytes + at, word.bytes, word.size) && !is_letter_before(in, at))
			return true;
	return false;
}

/* Every word typed begins one of the label's, or the name's, or else of the help's: in any order. */
static bool matches(const struct offer *offer, struct text words, bool helps)
{
	for (size_t at = 0; at < words.size;) {
		size_t end = at;
		while (end < words.size && words.bytes[end] != ' ')
			end++;
		struct text word = text_part(words, at, end);
		if (word.size && !has_beginning(buffer_text(&offer->labelled), word) &&
			!has_beginning(buffer_text(&offer->named), word) &&
			!(helps && has_beginning(buffer_text(&offer->told), word)))
			return false;
		at = end + 1;
	}
	return true;
}

/* The lower, the earlier it is shown: what is on the screen begins so, then the English name, then any word of both,
 * then what is said of it. */
static int rank_of(const struct offer *offer, struct text words)
{
	char *typed = text_take(words);
	bool label = text_starts(buffer_text(&offer->labelled), typed),
	     name = text_starts(buffer_text(&offer->named), typed);
	free(typed);
	return label ? 0 : name ? 1 : matches(offer, words, false) ? 2 : matches(offer, words, true) ? 3 : RANKS;
}

static void search(struct palette *palette)
{
	struct buffer words = {0};
	utf8_fold(&words, NULL, buffer_text(&palette->editor.text));
	palette->found_count = 0;
	for (int rank = 0; rank < RANKS; rank++)
		for (size_t i = 0; i < palette->count; i++)
			if (rank_of(&palette->offers[i], buffer_text(&words)) == rank)
				palette->found[palette->found_count++] = i;
	palette->pane = (struct pane){.area = palette->pane.area, .source = palette->pane.source};
	buffer_clear(&words);
}

static size_t count_found(void *context)
{
	const struct palette *palette = context;
	return palette->found_count;
}

static size_t one_row(void *context, size_t item, int cells)
{
	(void)context;
	(void)item;
	(void)cells;
	return 1;
}

static void draw_row(void *context, size_t item, size_t row, struct area area, bool selected)
{
	const struct palette *palette = context;
	const struct offer *offer = &palette->offers[palette->found[item]];
	int bold = selected ? STYLE_WITH_SELECTED : 0, col = area.col + MARGIN, left = area.cols - MARGIN;
	(void)row;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | bold);
	int name = palette->name_cells;
	screen_print(area.row, col, left < name - 1 ? left : name - 1, offer->label, STYLE_PLAIN | bold);
	col += name;
	left -= name;
	screen_print(area.row, col, left < KEYS_CELLS ? left : KEYS_CELLS, offer->keys, STYLE_KEY | bold);
	screen_print(area.row, col + KEYS_CELLS, left - KEYS_CELLS, offer->help, STYLE_PLAIN | bold);
}

static void draw(struct view *view, const struct layout *layout)
{
	struct palette *palette = view->state;
	struct area body = layout->body, field = layout_cut_top(&body, 1);
	view_title(layout, _("All actions"), NULL, NULL);
	view_status(
		layout, palette->found_count ? _("Type to find, Enter does it") : _("No action of this name"), NULL);
	pane_place(&palette->pane, &palette->source, body);
	pane_draw(&palette->pane, false, 0);
	screen_print(field.row, field.col, 2, ": ", STYLE_FIELD);
	field.col += 2;
	field.cols -= 2;
	editor_draw(&palette->editor, field, true, STYLE_PLAIN, NULL, 0);
}

static bool key(struct view *view, const struct key *typed)
{
	struct palette *palette = view->state;
	unsigned version = palette->editor.version;
	bool ends = typed->kind == TYPED_HOME || typed->kind == TYPED_END;
	if ((ends && !palette->editor.text.size) || !editor_key(&palette->editor, typed))
		return false;
	if (palette->editor.version != version)
		search(palette);
	return true;
}

static void paste(struct view *view, struct text words)
{
	struct palette *palette = view->state;
	editor_paste(&palette->editor, words);
	search(palette);
}

static bool act(struct view *view, enum action action)
{
	struct palette *palette = view->state;
	if (pane_act(&palette->pane, action))
		return true;
	if (action != ACTION_OPEN)
		return false;
	if (palette->found_count) {
		enum action chosen = palette->offers[palette->found[palette->pane.selected]].action;
		stack_pop(view->stack, (struct view_result){0});
		stack_act(view->stack, chosen);
	}
	return true;
}

static bool wants_text(const struct view *view)
{
	(void)view;
	return true;
}

static void close_palette(struct view *view)
{
	struct palette *palette = view->state;
	for (size_t i = 0; i < palette->count; i++) {
		free(palette->offers[i].keys);
		buffer_clear(&palette->offers[i].labelled);
		buffer_clear(&palette->offers[i].named);
		buffer_clear(&palette->offers[i].told);
	}
	free(palette->offers);
	editor_clear(&palette->editor);
}

struct view *palette_view(struct stack *stack)
{
	static const struct view_action actions[] = {
		{ACTION_UP, 6, N_("choose"), NULL},
		{ACTION_DOWN, 6, N_("choose"), NULL},
		{ACTION_OPEN, 9, N_("do it"), N_("Do the chosen action")},
		{ACTION_BACK, 8, NULL, NULL},
		{ACTION_PAGE_UP, 0, NULL, NULL},
		{ACTION_PAGE_DOWN, 0, NULL, NULL},
		{ACTION_FIRST, 0, NULL, NULL},
		{ACTION_LAST, 0, NULL, NULL},
	};
	static const struct view_class class = {.name = "palette",
		.title = N_("All actions"),
		.actions = actions,
		.action_count = ARRAY_SIZE(actions),
		.draw = draw,
		.act = act,
		.key = key,
		.paste = paste,
		.wants_text = wants_text,
		.close = close_palette};
	struct view *view = view_new(&class, sizeof(struct palette));
	struct palette *palette = view->state;
	struct view_action offered[ACTION_COUNT];
	struct view *top = stack_top(stack);
	size_t count = stack_actions(stack, top, offered);
	palette->name_cells = NAME_LEAST;
	for (size_t i = 0; i < count; i++)
		add_offer(palette, &offered[i], view_context(top));
	editor_open(&palette->editor, text_of(""), WORDS_LIMIT, EDITOR_ONE_LINE);
	palette->source =
		(struct pane_source){.context = palette, .count = count_found, .rows = one_row, .draw = draw_row};
	search(palette);
	return view;
}
