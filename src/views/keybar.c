#include "views/keybar.h"

#include <stdio.h>

#include "base/array.h"
#include "base/language.h"
#include "text/utf8.h"

enum { BETWEEN = 2 };

static const enum action pairs[][2] = {
	{ACTION_UP, ACTION_DOWN},
	{ACTION_LEFT, ACTION_RIGHT},
	{ACTION_PAGE_UP, ACTION_PAGE_DOWN},
	{ACTION_FIRST, ACTION_LAST},
	{ACTION_NEXT, ACTION_PREVIOUS},
};

/* Where a bar is made from. */
struct source {
	const struct view_action *actions;
	size_t count;
	enum keymap_context context;
	bool ascii;
	bool (*can)(const void *, enum action);
	const void *whom;
};

static bool offered(const struct source *source, enum action action)
{
	for (size_t i = 0; i < source->count; i++) {
		if (source->actions[i].action == action)
			return !source->can || source->can(source->whom, action);
	}
	return false;
}

/* The pair an action belongs to, where the other one is offered too; else NULL. */
static const enum action *pair_of(const struct source *source, enum action action)
{
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		const enum action *pair = pairs[i];
		if ((pair[0] == action && offered(source, pair[1])) || (pair[1] == action && offered(source, pair[0])))
			return pair;
	}
	return NULL;
}

static void write_keys(char out[KEY_NAME * 2], const struct source *source, enum action action, const enum action *pair)
{
	struct buffer keys = {0};
	keymap_keys(&keys, pair ? pair[0] : action, source->context, 1, source->ascii);
	if (pair) {
		if (keys.size && (unsigned char)keys.bytes[0] < 0x80)
			buffer_add_byte(&keys, '/'); /* n/p, but ↑↓ */
		keymap_keys(&keys, pair[1], source->context, 1, source->ascii);
	}
	snprintf(out, KEY_NAME * 2, "%s", buffer_string(&keys));
	buffer_clear(&keys);
}

static bool already(const struct keybar_item *items, size_t count, const enum action *pair)
{
	for (size_t i = 0; pair && i < count; i++) {
		if (items[i].action == pair[0] || items[i].action == pair[1])
			return true;
	}
	return false;
}

/* All items there could be, with their weights. */
static size_t gather(struct keybar_item *out, int *weights, const struct source *source)
{
	size_t found = 0;
	for (size_t i = 0; i < source->count && found < ACTION_COUNT; i++) {
		const struct view_action *listed = &source->actions[i];
		const struct keymap_entry *entry = keymap_entry(listed->action);
		const char *label = listed->label ? listed->label : entry ? entry->label : NULL;
		const enum action *pair = pair_of(source, listed->action);
		if (!label || listed->weight <= 0 || !offered(source, listed->action) || already(out, found, pair))
			continue;
		struct keybar_item item = {.label = _(label), .action = listed->action};
		write_keys(item.key, source, listed->action, pair);
		if (!item.key[0])
			continue;
		item.cells = (int)(utf8_cells(text_of(item.key)) + 1 + utf8_cells(text_of(item.label)));
		weights[found] = listed->weight;
		out[found++] = item;
	}
	return found;
}

static size_t lightest(const int *weights, size_t count)
{
	size_t found = 0;
	for (size_t i = 1; i < count; i++) {
		if (weights[i] <= weights[found])
			found = i;
	}
	return found;
}

size_t keybar_fill(struct keybar_item *out, size_t most, const struct view_action *actions, size_t count,
	enum keymap_context context, int cells, bool ascii, bool (*can)(const void *, enum action), const void *whom)
{
	struct keybar_item items[ACTION_COUNT];
	int weights[ACTION_COUNT];
	struct source source = {actions, count, context, ascii, can, whom};
	size_t found = gather(items, weights, &source);
	int needed = -BETWEEN;
	for (size_t i = 0; i < found; i++)
		needed += items[i].cells + BETWEEN;
	while (found && (needed > cells || found > most)) {
		size_t drop = lightest(weights, found);
		needed -= items[drop].cells + BETWEEN;
		memmove(items + drop, items + drop + 1, (found - drop - 1) * sizeof *items);
		memmove(weights + drop, weights + drop + 1, (found - drop - 1) * sizeof *weights);
		found--;
	}
	int col = 0;
	for (size_t i = 0; i < found; i++) {
		items[i].col = col;
		col += items[i].cells + BETWEEN;
		out[i] = items[i];
	}
	return found;
}
