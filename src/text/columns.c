#include "text/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

struct cells {
	struct text *items;
	size_t count, capacity;
};

static struct cells cells_of(struct text line)
{
	struct cells cells = {0};
	size_t start = 0;
	for (size_t i = 0; i <= line.size; i++)
		if (i == line.size || line.bytes[i] == '\t') {
			*ARRAY_ADD(cells.items, cells.count, cells.capacity) = text_part(line, start, i);
			start = i + 1;
		}
	return cells;
}

static size_t place_of(const struct cells *cells, struct text name)
{
	size_t at = 0;
	while (at < cells->count && !text_equal(cells->items[at], name))
		at++;
	return at;
}

static bool has(const struct cells *cells, struct text name)
{
	return place_of(cells, name) < cells->count;
}

/* The head of a table; empty: it is none. */
static struct text head_of(struct text table)
{
	struct text line;
	while (text_line(&table, &line))
		if (!text_starts(line, "#"))
			return line.size && memchr(line.bytes, '\t', line.size) ? line : text_of("");
	return text_of("");
}

/* Theirs but for what mine has taken out, and what mine has put in. */
static struct cells join(const struct cells heads[COLUMNS_VERSIONS])
{
	const struct cells *before = &heads[COLUMNS_BEFORE], *mine = &heads[COLUMNS_MINE],
			   *theirs = &heads[COLUMNS_THEIRS];
	struct cells joined = {0};
	for (size_t i = 0; i < theirs->count; i++)
		if (has(mine, theirs->items[i]) || !has(before, theirs->items[i]))
			*ARRAY_ADD(joined.items, joined.count, joined.capacity) = theirs->items[i];
	for (size_t i = 0; i < mine->count; i++)
		if (!has(&joined, mine->items[i]) && !has(before, mine->items[i]))
			*ARRAY_ADD(joined.items, joined.count, joined.capacity) = mine->items[i];
	return joined;
}

/* A row's cells under the joined head, without empty ones at its end. */
static void add_row(struct buffer *out, struct text row, const struct cells *head, const struct cells *joined)
{
	struct cells cells = cells_of(row);
	size_t tabs = 0;
	for (size_t i = 0; i < joined->count; i++, tabs++) {
		size_t at = place_of(head, joined->items[i]);
		if (at >= cells.count || at >= head->count || !cells.items[at].size)
			continue;
		for (; tabs; tabs--)
			buffer_add_byte(out, '\t');
		buffer_add(out, cells.items[at]);
	}
	buffer_add_byte(out, '\n');
	free(cells.items);
}

static void add_head(struct buffer *out, const struct cells *joined)
{
	for (size_t i = 0; i < joined->count; i++) {
		if (i)
			buffer_add_byte(out, '\t');
		buffer_add(out, joined->items[i]);
	}
	buffer_add_byte(out, '\n');
}

static void add_table(struct buffer *out, struct text table, const struct cells *head, const struct cells *joined)
{
	struct text line;
	bool begun = false;
	while (text_line(&table, &line)) {
		bool row = line.size && !text_starts(line, "#");
		if (row && !begun)
			add_head(out, joined);
		else if (row)
			add_row(out, line, head, joined);
		begun |= row;
		if (row)
			continue;
		buffer_format(out, "%.*s\n", (int)line.size, line.bytes);
	}
}

bool columns_align(struct buffer out[COLUMNS_VERSIONS], const struct text versions[COLUMNS_VERSIONS])
{
	struct text heads[COLUMNS_VERSIONS];
	struct cells names[COLUMNS_VERSIONS];
	bool tables = true, same = true;
	for (int i = 0; i < COLUMNS_VERSIONS; i++) {
		heads[i] = head_of(versions[i]);
		tables = tables && heads[i].size;
		same = same && text_equal(heads[i], heads[0]);
	}
	if (!tables || same)
		return false;
	for (int i = 0; i < COLUMNS_VERSIONS; i++)
		names[i] = cells_of(heads[i]);
	struct cells joined = join(names);
	for (int i = 0; i < COLUMNS_VERSIONS; i++)
		add_table(&out[i], versions[i], &names[i], &joined);
	for (int i = 0; i < COLUMNS_VERSIONS; i++)
		free(names[i].items);
	free(joined.items);
	return true;
}
