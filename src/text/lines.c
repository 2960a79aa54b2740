#include "text/lines.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "text/columns.h"

bool lines_have(struct text text, struct text line)
{
	struct text at;
	while (text_line(&text, &at))
		if (text_equal(at, line))
			return true;
	return false;
}

struct lines {
	struct text *items;
	size_t count, capacity;
};

static struct map set_of(struct text text)
{
	struct map set = {0};
	struct text line;
	while (text_line(&text, &line))
		map_put(&set, line, 0);
	return set;
}

static bool within(const struct map *set, struct text line)
{
	size_t unused;
	return map_find(set, line, &unused);
}

/* Remarks at the top stay there, and so does the head of a table. */
static size_t top_of(const struct lines *lines)
{
	size_t top = 0;
	while (top < lines->count && text_starts(lines->items[top], "#"))
		top++;
	struct text head = top < lines->count ? lines->items[top] : text_of("");
	return top + (head.size && memchr(head.bytes, '\t', head.size));
}

static bool sorted(const struct lines *lines, size_t count)
{
	for (size_t i = top_of(lines) + 1; i < count; i++)
		if (text_compare(lines->items[i - 1], lines->items[i]) > 0)
			return false;
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void merge(struct buffer *out, struct text before, struct text mine, struct text theirs)
{
	struct map old = set_of(before), own = set_of(mine), other = set_of(theirs);
	struct lines lines = {0};
	struct text rest = theirs, line;
	while (text_line(&rest, &line))
		if (!within(&old, line) || within(&own, line))
			*ARRAY_ADD(lines.items, lines.count, lines.capacity) = line;
	size_t kept = lines.count;
	for (rest = mine; text_line(&rest, &line);)
		if (!within(&old, line) && map_put(&other, line, 0))
			*ARRAY_ADD(lines.items, lines.count, lines.capacity) = line;
	size_t top = top_of(&lines);
	if (lines.count > kept && sorted(&lines, kept))
		qsort(lines.items + top, lines.count - top, sizeof *lines.items, by_bytes);
	for (size_t i = 0; i < lines.count; i++) {
		buffer_add(out, lines.items[i]);
		buffer_add_byte(out, '\n');
	}
	free(lines.items);
	map_clear(&old);
	map_clear(&own);
	map_clear(&other);
}

void lines_merge(struct buffer *out, struct text before, struct text mine, struct text theirs)
{
	struct buffer aligned[COLUMNS_VERSIONS] = {{0}};
	if (columns_align(aligned, (const struct text[]){before, mine, theirs}))
		merge(out, buffer_text(&aligned[COLUMNS_BEFORE]), buffer_text(&aligned[COLUMNS_MINE]),
			buffer_text(&aligned[COLUMNS_THEIRS]));
	else
		merge(out, before, mine, theirs);
	for (int i = 0; i < COLUMNS_VERSIONS; i++)
		buffer_clear(&aligned[i]);
}
