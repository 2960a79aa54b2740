#include "views/choice.h"

#include "base/array.h"
#include "base/clock.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "views/screen.h"

enum { BESIDE_CELLS = 56 }; /* from here on the detail stands beside the label, else below it */

static size_t count_items(void *context)
{
	return ((struct choice *)context)->count;
}

static size_t item_rows(void *context, size_t item, int cells)
{
	const struct choice *choice = context;
	return choice->entries[item].detail && cells < BESIDE_CELLS ? 2 : 1;
}

static int label_column(const struct choice *choice, int cells)
{
	size_t widest = 0;
	for (size_t i = 0; i < choice->count; i++) {
		size_t label = choice->entries[i].detail ? utf8_cells(text_of(choice->entries[i].label)) : 0;
		if (label > widest)
			widest = label;
	}
	int column = (int)widest + 4;
	return column > cells / 2 ? cells / 2 : column;
}

static void draw_item(void *context, size_t item, size_t row, struct area area, bool selected)
{
	struct choice *choice = context;
	const struct choice_entry *entry = &choice->entries[item];
	int style = selected ? STYLE_PLAIN | STYLE_WITH_SELECTED : STYLE_PLAIN;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	if (row > 0) {
		screen_print(area.row, area.col + 4, area.cols - 4, entry->detail, STYLE_DIM);
		return;
	}
	bool beside = entry->detail && area.cols >= BESIDE_CELLS;
	int column = beside ? label_column(choice, area.cols) : area.cols;
	screen_print(area.row, area.col + 2, column - 2, entry->label, style);
	if (beside)
		screen_print(area.row, area.col + column, area.cols - column, entry->detail, STYLE_DIM);
}

static char *fold(const char *words)
{
	struct buffer folded = {0};
	utf8_fold(&folded, NULL, text_of(words));
	return buffer_take(&folded);
}

void choice_open(struct choice *choice, const struct choice_item *items, size_t count, size_t selected)
{
	*choice = (struct choice){0};
	for (size_t i = 0; i < count; i++) {
		struct choice_entry *entry = ARRAY_ADD(choice->entries, choice->count, choice->capacity);
		entry->label = visible_take(items[i].label);
		entry->detail = items[i].detail ? visible_take(items[i].detail) : NULL;
		entry->folded[0] = fold(entry->label);
		entry->folded[1] = fold(entry->detail);
	}
	choice->pane.selected = selected < count ? selected : 0;
}

void choice_draw(struct choice *choice, struct area area, bool focus)
{
	choice->source =
		(struct pane_source){.context = choice, .count = count_items, .rows = item_rows, .draw = draw_item};
	pane_place(&choice->pane, &choice->source, area);
	pane_draw(&choice->pane, focus, 2);
}

/* Whether a word of it begins so. */
static bool fits(const char *at, struct text typed)
{
	while (strncmp(at, typed.bytes, typed.size) != 0) {
		at = strchr(at, ' ');
		if (!at)
			return false;
		at++;
	}
	return true;
}

/* From the selected one on, around the end: in the labels first, then in the details. */
static bool look_for(struct choice *choice, size_t skip)
{
	for (size_t i = 0; i < 2 * choice->count; i++) {
		size_t item = (choice->pane.selected + skip + i) % choice->count;
		if (!fits(choice->entries[item].folded[i / choice->count], buffer_text(&choice->typed)))
			continue;
		pane_select(&choice->pane, item);
		return true;
	}
	return false;
}

bool choice_key(struct choice *choice, const struct key *key)
{
	int64_t now = clock_ticks();
	bool letter = key->kind == TYPED_CHARACTER && !(key->modifiers & (WITH_ALT | WITH_CONTROL)) &&
		      (utf8_is_letter(key->point) || utf8_is_digit(key->point));
	if (!letter || choice->count < CHOICE_TYPE_AHEAD || !choice->pane.source)
		return false;
	if (now - choice->typed_at > CHOICE_PAUSE_MILLISECONDS)
		buffer_empty(&choice->typed);
	choice->typed_at = now;
	struct buffer character = {0};
	utf8_add(&character, key->point);
	bool first = !choice->typed.size;
	utf8_fold(&choice->typed, NULL, buffer_text(&character));
	if (!look_for(choice, first) && !first) {
		/* Nothing has these letters: the last one begins anew. */
		buffer_empty(&choice->typed);
		utf8_fold(&choice->typed, NULL, buffer_text(&character));
		look_for(choice, 1);
	}
	buffer_clear(&character);
	return true;
}

bool choice_find(struct choice *choice, struct text words)
{
	buffer_empty(&choice->typed);
	utf8_fold(&choice->typed, NULL, words);
	bool found = look_for(choice, 0);
	buffer_empty(&choice->typed);
	return found;
}

bool choice_act(struct choice *choice, enum action action)
{
	buffer_empty(&choice->typed);
	return choice->pane.source && pane_act(&choice->pane, action);
}

void choice_clear(struct choice *choice)
{
	for (size_t i = 0; i < choice->count; i++) {
		free(choice->entries[i].label);
		free(choice->entries[i].detail);
		free(choice->entries[i].folded[0]);
		free(choice->entries[i].folded[1]);
	}
	free(choice->entries);
	buffer_clear(&choice->typed);
	*choice = (struct choice){0};
}
