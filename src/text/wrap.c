#include "text/wrap.h"

#include <stdlib.h>

#include "base/array.h"
#include "text/utf8.h"

/* A row being filled: what stands in it so far and the last place where it may end. */
struct filling {
	struct text text;
	size_t start, at;
	size_t used, room; /* cells */
	struct wrap_row best;
	bool has_best;
	bool inside; /* it had to end inside a word */
};

static unsigned char byte_at(struct text text, size_t at)
{
	return (unsigned char)text.bytes[at];
}

static int32_t point_at(struct text text, size_t at)
{
	int32_t point = UTF8_INVALID;
	if (at < text.size)
		utf8_step(text, at, &point);
	return point;
}

static int32_t point_before(struct text text, size_t start, size_t at)
{
	return at > start ? point_at(text, utf8_back(text, at)) : UTF8_INVALID;
}

/* French punctuation that never starts a row. */
static bool is_closer(int32_t point)
{
	return point == ';' || point == ':' || point == '!' || point == '?' || point == 0xbb;
}

static bool is_glue(int32_t point)
{
	return point == 0xa0 || point == 0x202f || point == 0x2007;
}

/* The size of the blank at `at` where a row may end; 0 when there is none, or when it carries a mark. */
static size_t blank_at(struct text text, size_t at)
{
	int32_t point;
	if (at == text.size || byte_at(text, at) == '\n')
		return 0;
	size_t size = utf8_step(text, at, &point);
	if (!utf8_is_blank(point) || is_glue(point))
		return 0;
	return point == '\r' || utf8_cluster(text, at) == at + size ? size : 0;
}

/* Characters of one cell that neither break nor combine with what may follow below U+0300: most of any text. */
static size_t plain_at(struct text text, size_t at)
{
	unsigned char byte = byte_at(text, at);
	if (byte > 0x20 && byte < 0x7f)
		return byte != '-';
	if (byte >= 0xc3 && byte <= 0xcb && at + 1 < text.size && (byte_at(text, at + 1) & 0xc0) == 0x80)
		return 2;
	return 0;
}

static void fill_plain(struct filling *filling)
{
	struct text text = filling->text;
	size_t at = filling->at, used = filling->used, last = at, size;
	while (used < filling->room && at < text.size && (size = plain_at(text, at)) > 0) {
		last = at;
		at += size;
		used++;
	}
	/* A mark may follow: then the last character is looked at again, with its mark. */
	if (at > last && at < text.size && byte_at(text, at) >= 0xcc) {
		at = last;
		used--;
	}
	filling->at = at;
	filling->used = used;
}

static void may_end(struct filling *filling, size_t end, size_t next, size_t cells)
{
	filling->best = (struct wrap_row){filling->start, end, next, cells};
	filling->has_best = true;
}

/* A hyphen between letters and a dash between words may end a row; a minus sign and "2015-2030" may not. */
static bool ends_in_hyphen(const struct filling *filling, size_t hyphen, size_t behind)
{
	int32_t point = point_at(filling->text, hyphen);
	bool dash = point == 0x2013 || point == 0x2014;
	if (!dash && point != '-' && point != 0x2010)
		return false;
	int32_t before = point_before(filling->text, filling->start, hyphen), next = point_at(filling->text, behind);
	if (!utf8_is_letter(before) && !utf8_is_digit(before))
		return false;
	return utf8_is_letter(next) || (dash && utf8_is_digit(next));
}

/* Puts the next cluster into the row; false when it does not fit. */
static bool fill_cluster(struct filling *filling)
{
	size_t at = filling->at, end = utf8_cluster(filling->text, at);
	size_t cells = (size_t)utf8_cluster_cells((struct text){filling->text.bytes + at, end - at});
	if (filling->used + cells > filling->room)
		return false;
	filling->at = end;
	filling->used += cells;
	if (ends_in_hyphen(filling, at, end))
		may_end(filling, end, end, filling->used);
	return true;
}

/* Blanks before a line's end are shown as far as they fit: a cursor stands on them. */
static void fill_trailing(struct filling *filling, size_t end)
{
	while (filling->at < end) {
		size_t next = utf8_cluster(filling->text, filling->at);
		size_t cells = utf8_cells((struct text){filling->text.bytes + filling->at, next - filling->at});
		if (filling->used + cells > filling->room)
			break;
		filling->used += cells;
		filling->at = next;
	}
}

/* Puts a run of blanks into the row; returns its end. */
static size_t fill_blanks(struct filling *filling)
{
	struct text text = filling->text;
	size_t at = filling->at, end = at, size;
	while ((size = blank_at(text, end)) > 0)
		end += size;
	int32_t point = point_at(text, end);
	if (end == text.size || byte_at(text, end) == '\n') {
		fill_trailing(filling, end);
		return end;
	}
	/* A run wider than the row ends it in any case, or each row would look through all of it again. */
	size_t cells = utf8_cells((struct text){text.bytes + at, end - at});
	bool held = at == filling->start || is_closer(point) || point_before(text, filling->start, at) == 0xab;
	if (!held || cells > filling->room)
		may_end(filling, at, end, filling->used);
	filling->used += cells;
	filling->at = end;
	return end;
}

/* Whether a row inside a word must not end here either: French punctuation and NBSP hold their neighbours. */
static bool holds(const struct filling *filling, size_t at)
{
	int32_t before = point_before(filling->text, filling->start, at), next = point_at(filling->text, at);
	return is_closer(next) || utf8_is_blank(next) || before == 0xab || utf8_is_blank(before);
}

/* As many clusters as fit, and one at least. */
static size_t cut_anywhere(const struct filling *filling)
{
	struct text text = filling->text;
	size_t at = utf8_cluster(text, filling->start), used = 0;
	for (size_t from = filling->start; at < filling->at; from = at, at = utf8_cluster(text, from)) {
		used += utf8_cells((struct text){text.bytes + from, at - from});
		size_t next = utf8_cluster(text, at);
		if (used + utf8_cells((struct text){text.bytes + at, next - at}) > filling->room)
			break;
	}
	return at;
}

static struct wrap_row row_inside(struct filling *filling)
{
	struct text text = filling->text;
	size_t start = filling->start, anywhere = cut_anywhere(filling), cut = anywhere;
	filling->inside = true;
	while (cut > start && holds(filling, cut))
		cut = utf8_cluster_back(text, start, cut);
	if (cut == start)
		cut = anywhere;
	return (struct wrap_row){start, cut, cut, utf8_cells((struct text){text.bytes + start, cut - start})};
}

static struct wrap_row row_fill(struct filling *filling)
{
	struct text text = filling->text;
	for (;;) {
		fill_plain(filling);
		if (filling->at == text.size)
			return (struct wrap_row){filling->start, text.size, text.size, filling->used};
		int32_t point = point_at(text, filling->at);
		size_t end = filling->at;
		if (blank_at(text, end) > 0) {
			end = fill_blanks(filling);
			point = point_at(text, end);
		} else if (point != '\n' && !fill_cluster(filling)) {
			return filling->has_best ? filling->best : row_inside(filling);
		}
		if (point == '\n')
			return (struct wrap_row){filling->start, filling->at, end + 1, filling->used};
		if (end == text.size)
			return (struct wrap_row){filling->start, filling->at, end, filling->used};
	}
}

static struct wrap_row row_make(struct text text, size_t start, size_t room, size_t full)
{
	struct filling filling = {.text = text, .start = start, .at = start, .room = room};
	struct wrap_row row = row_fill(&filling);
	if (!filling.inside || room == full)
		return row;
	/* A word too wide for the shorter first row, but not for a whole one, waits for the next. */
	struct filling whole = {.text = text, .start = start, .at = start, .room = full};
	row_fill(&whole);
	return whole.inside && row.cells <= room ? row : (struct wrap_row){start, start, start, 0};
}

void wrap_rows(struct wrap *out, struct text text, size_t cells, size_t first_cells, size_t most)
{
	size_t full = cells ? cells : 1, room = first_cells < full ? full - first_cells : 0, start = 0;
	out->count = 0;
	for (;;) {
		struct wrap_row *row = ARRAY_ADD(out->rows, out->count, out->capacity);
		*row = row_make(text, start, room, full);
		/* Behind a last LF there is a row still: a cursor may stand there. */
		bool more = row->next < text.size || (row->next > row->end && text.bytes[row->next - 1] == '\n');
		start = row->next;
		room = full;
		if (out->count >= most || !more)
			return;
	}
}

void wrap_text(struct wrap *out, struct text text, size_t cells, size_t first_cells)
{
	wrap_rows(out, text, cells, first_cells, SIZE_MAX);
}

void wrap_clear(struct wrap *wrap)
{
	free(wrap->rows);
	*wrap = (struct wrap){0};
}

size_t wrap_row_of(const struct wrap *wrap, size_t at)
{
	size_t low = 0, high = wrap->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (wrap->rows[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}
