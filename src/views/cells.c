#include "views/cells.h"

#include <assert.h>
#include <stdlib.h>
#include <wchar.h>

#include "base/array.h"
#include "text/utf8.h"
#include "text/visible.h"

enum { NBSP = 0xa0, NNBSP = 0x202f, REPLACEMENT = 0xfffd };

void cells_resize(struct cells *cells, int rows, int cols)
{
	cells->rows = rows;
	cells->cols = cols;
	cells->grid = memory_resize(cells->grid, (size_t)rows * (size_t)cols + 1, sizeof *cells->grid);
	cells_blank(cells);
}

void cells_blank(struct cells *cells)
{
	static const struct cell blank = {{' '}, STYLE_PLAIN, 1};
	size_t count = (size_t)cells->rows * (size_t)cells->cols;
	for (size_t i = 0; i < count; i++)
		cells->grid[i] = blank;
}

void cells_clear(struct cells *cells)
{
	free(cells->grid);
	*cells = (struct cells){0};
}

/* --- ASCII --- */

static int32_t ascii_of(int32_t point)
{
	static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
	static const struct {
		int32_t point;
		char ascii;
	} marks[] = {{0x25cf, '*'}, {0x25d0, '~'}, {0x258c, '#'}, {0x258f, '|'}, {0x2713, 'v'}, {0x2717, 'x'},
		{0x270e, '+'}, {0x21bb, 'o'}, {0x2502, '|'}, {0x2500, '-'}, {0x25c6, '^'}, {0x2026, '.'}, {0xab, '<'},
		{0xbb, '>'}, {0x2018, '\''}, {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'}, {0x2013, '-'}, {0x2014, '-'},
		{0x2212, '-'}, {0x2022, '*'}, {0x2192, '>'}, {0x2190, '<'}, {0x2191, '^'}, {0x2193, 'v'}, {0x21b3, '`'},
		{0x21e5, '>'}, {0x21e7, '^'}, {0xb7, '.'}, {0xa7, 'S'}, {0xb0, 'o'}, {0x152, 'O'}, {0x153, 'o'},
		{0x178, 'Y'}, {0x20ac, 'E'}, {0x25a0, '#'}, {0x25a1, '_'}};
	if (point < 0x80)
		return point;
	if (point >= 0xc0 && point <= 0xff)
		return latin[point - 0xc0];
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		if (marks[i].point == point)
			return marks[i].ascii;
	}
	return '?';
}

/* --- one cluster --- */

/* Puts a cell, and blanks the other half of a wide one it covers in part. */
static void put_cell(struct cells *cells, int row, int col, struct cell cell)
{
	if (row < 0 || row >= cells->rows || col < 0 || col + cell.width > cells->cols)
		return;
	struct cell *at = cells_row(cells, row) + col;
	int last = col + (cell.width ? cell.width : 1);
	if (at->width == 0 && col > 0 && cell.width)
		at[-1] = (struct cell){{' '}, at[-1].style, 1};
	if (last < cells->cols && cell.width && at[last - col].width == 0)
		at[last - col] = (struct cell){{' '}, at[last - col].style, 1};
	*at = cell;
	if (cell.width == 2)
		at[1] = (struct cell){{0}, cell.style, 0};
}

/* The same for a character of one cell, as most are. */
static inline void put_simple(struct cells *cells, int row, int col, int32_t point, int style)
{
	if (row < 0 || row >= cells->rows || col < 0 || col >= cells->cols)
		return;
	struct cell *at = cells_row(cells, row) + col;
	if (at->width == 1)
		*at = (struct cell){{point}, (uint16_t)style, 1};
	else
		put_cell(cells, row, col, (struct cell){{point}, (uint16_t)style, 1});
}

/* Cells a character takes by the C library; one it does not know takes none of ours. */
static int point_cells(int32_t point)
{
	int cells = wcwidth((wchar_t)point);
	return cells < 0 ? 0 : cells;
}

static bool is_joiner(int32_t point)
{
	return point == 0x200d || (point >= 0xfe00 && point <= 0xfe0f);
}

/* Splits a cluster into cells, at most `width`; returns how many characters with a width there were. */
static int split_cluster(struct cell *out, struct text cluster, int width)
{
	int bases = 0, marks = 0;
	for (size_t at = 0; at < cluster.size;) {
		int32_t point;
		at += utf8_step(cluster, at, &point);
		if (is_joiner(point))
			continue;
		int own = point_cells(point);
		if (own == 0 && bases == 0) /* a lone mark stands on a blank; what cannot be drawn is replaced */
			out[bases++] = (struct cell){{utf8_is_mark(point) ? ' ' : REPLACEMENT}, 0, 1};
		if (own > 0) {
			if (bases < width)
				out[bases] = (struct cell){{point}, 0, (uint16_t)own};
			bases++;
			marks = 0;
		} else if (utf8_is_mark(point) && bases <= width && ++marks < CELL_POINTS) {
			out[bases - 1].points[marks] = point;
		}
	}
	return bases;
}

static void put_ascii(struct cells *cells, int row, int col, struct text cluster, int width, int style)
{
	int32_t point;
	utf8_step(cluster, 0, &point);
	for (int i = 0; i < width; i++)
		put_cell(cells, row, col + i, (struct cell){{i ? ' ' : ascii_of(point)}, (uint16_t)style, 1});
}

static void put_cluster(struct cells *cells, int row, int col, struct text cluster, int width, int style)
{
	struct cell parts[2] = {{{0}, 0, 0}, {{0}, 0, 0}};
	int bases = visible_is(cluster, VISIBLE_ONE_LINE) ? split_cluster(parts, cluster, width) : 0;
	bool fits = bases == 2 && parts[0].width + parts[1].width == width;
	if (bases == 0 || parts[0].width > width)
		parts[0] = (struct cell){{REPLACEMENT}, 0, 1};
	if (!fits)
		parts[1] = (struct cell){{' '}, 0, 1};
	for (int i = 0, at = 0; i < 2 && at < width; at += parts[i].width, i++) {
		parts[i].style = (uint16_t)style;
		put_cell(cells, row, col + at, parts[i]);
	}
}

void cells_set(struct cells *cells, int row, int col, int32_t point, int style)
{
	if (cells->ascii)
		point = ascii_of(point);
	put_cell(cells, row, col, (struct cell){{point}, (uint16_t)style, 1});
}

/* --- text --- */

/* The style of byte `at`. Spans are sorted by start; those before *first end before any later byte is asked for. */
static inline int style_at(int style, const struct styled *spans, size_t count, size_t *first, size_t at)
{
	while (*first < count && spans[*first].end <= at)
		++*first;
	for (size_t i = *first; i < count && spans[i].start <= at; i++) {
		if (spans[i].end <= at)
			continue;
		int role = spans[i].style & STYLE_ROLE;
		if (role == STYLE_PLAIN)
			role = style & STYLE_ROLE;
		style = role | ((style | spans[i].style) & ~STYLE_ROLE);
	}
	return style;
}

/* Where the character at `at` is an everyday one (ASCII, Latin, French quotes and dashes) and alone in its cluster: its
 * size in bytes, and the character. Else 0, and all of Unicode has to be asked. */
static inline size_t everyday(struct text text, size_t at, int32_t *point)
{
	unsigned char byte = (unsigned char)text.bytes[at];
	size_t size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : 3;
	if (at + size > text.size || (at + size < text.size && (signed char)text.bytes[at + size] < 0))
		return 0; /* what follows may be a mark on it */
	*point = byte;
	if (size > 1 && utf8_step(text, at, point) != size)
		return 0;
	int32_t is = *point;
	bool known =
		(is >= ' ' && is < 0x7f) || (is > NBSP && is < 0x300 && is != 0xad) || (is >= 0x2010 && is <= 0x2026);
	return known ? size : 0;
}

/* A blank that does not break: drawn as a blank, as terminals disagree about it. */
static bool is_fixed_blank(struct text cluster)
{
	int32_t point;
	return cluster.size <= 3 && utf8_step(cluster, 0, &point) == cluster.size && (point == NBSP || point == NNBSP);
}

int cells_put(struct cells *cells, int row, int col, int limit, struct text whole, size_t start, size_t end, int style,
	const struct styled *spans, size_t count)
{
	struct text text = text_part(whole, 0, end);
	size_t first = 0;
	int used = 0;
#ifdef __SANITIZE_ADDRESS__
	assert(visible_is(text_part(text, start, end), VISIBLE_ONE_LINE));
#endif
	for (size_t at = start; at < text.size;) {
		int32_t point;
		size_t simple = everyday(text, at, &point), next = simple ? at + simple : utf8_cluster(text, at);
		struct text cluster = text_part(text, at, next);
		int width = simple ? 1 : utf8_cluster_cells(cluster);
		if (used + width > limit)
			break;
		int own = count ? style_at(style, spans, count, &first, at) : style;
		if (simple) {
			put_simple(cells, row, col + used, cells->ascii ? ascii_of(point) : point, own);
		} else if (is_fixed_blank(cluster)) {
			if (own & STYLE_WITH_BLANKS)
				own = (own & ~STYLE_ROLE) | STYLE_BLANK;
			put_cell(cells, row, col + used, (struct cell){{' '}, (uint16_t)own, 1});
		} else if (cells->ascii) {
			put_ascii(cells, row, col + used, cluster, width, own);
		} else if (width > 0) {
			put_cluster(cells, row, col + used, cluster, width, own);
		}
		used += width;
		at = next;
	}
	return used;
}
