#include "annotation/folded.h"

#include "base/memory.h"
#include "text/utf8.h"

enum { SOFT_HYPHEN = 0xad, LEFT_QUOTE = 0xab, RIGHT_QUOTE = 0xbb, APOSTROPHE = 0x2019, GREEK_QUESTION = 0x37e };

void folded_clear(struct folded *folded)
{
	free(folded->points);
	free(folded->starts);
	free(folded->ends);
	free(folded->places);
	*folded = (struct folded){0};
}

static void reserve(struct folded *folded, size_t capacity)
{
	folded->capacity = capacity;
	folded->points = memory_resize(folded->points, capacity, sizeof *folded->points);
	folded->starts = memory_resize(folded->starts, capacity, sizeof *folded->starts);
	folded->ends = memory_resize(folded->ends, capacity, sizeof *folded->ends);
	folded->places = memory_resize(folded->places, capacity, sizeof *folded->places);
}

static void add(struct folded *folded, int32_t point, size_t start, size_t end, size_t place)
{
	if (folded->count == folded->capacity)
		reserve(folded, folded->capacity * 2 + 16);
	size_t at = folded->count++;
	folded->points[at] = point;
	folded->starts[at] = (uint32_t)start;
	folded->ends[at] = (uint32_t)end;
	folded->places[at] = (uint32_t)place;
}

static bool hugs_left(int32_t point)
{
	return point == ';' || point == ':' || point == '!' || point == '?' || point == RIGHT_QUOTE ||
	       point == GREEK_QUESTION;
}

/* One point that is no blank, behind blanks from byte `blank` on (or none: blank == start). */
static void add_visible(struct folded *folded, int32_t point, size_t blank, size_t start, size_t end, size_t place)
{
	bool first = folded->count == 0;
	bool after_quote = !first && folded->points[folded->count - 1] == LEFT_QUOTE;
	if (blank < start && !first && !after_quote && !hugs_left(point))
		add(folded, ' ', blank, start, place);
	add(folded, point == APOSTROPHE ? '\'' : point, start, end, place);
}

/* A letter and its marks, composed without soft hyphens; what comes out shares the bytes that went in. */
static void add_composed(struct folded *folded, struct text part, size_t blank, size_t start, size_t place)
{
	struct buffer plain = {0}, composed = {0};
	int32_t point;
	for (size_t at = 0, step; at < part.size; at += step) {
		step = utf8_step(part, at, &point);
		if (point != SOFT_HYPHEN)
			buffer_add(&plain, text_part(part, at, at + step));
	}
	utf8_compose(&composed, buffer_text(&plain));
	struct text whole = buffer_text(&composed);
	for (size_t at = 0, step; at < whole.size; at += step) {
		step = utf8_step(whole, at, &point);
		int32_t kept = point == UTF8_INVALID ? -2 - (unsigned char)whole.bytes[at] : point;
		add_visible(folded, kept, blank, start, start + part.size, place);
		blank = start;
	}
	buffer_clear(&plain);
	buffer_clear(&composed);
}

/* The end of the run that composition may join to the point before `end`; *points counts what was stepped over. */
static size_t end_of_marks(struct text text, size_t end, size_t *points)
{
	size_t last = end, stepped = 0;
	int32_t point;
	/* Below U+0300 only a soft hyphen may stand in between: most text is done after a look at its lead byte. */
	while (end < text.size && ((unsigned char)text.bytes[end] >= 0xcc || (unsigned char)text.bytes[end] == 0xc2)) {
		end += utf8_step(text, end, &point);
		stepped++;
		if (utf8_is_mark(point) || (point >= 0x1160 && point <= 0x11ff)) {
			last = end;
			*points += stepped;
			stepped = 0;
		} else if (point != SOFT_HYPHEN) {
			break;
		}
	}
	return last;
}

void folded_make(struct folded *out, struct text text)
{
	*out = (struct folded){0};
	reserve(out, text.size + 1);
	size_t place = 0, blank = 0;
	for (size_t at = 0; at < text.size;) {
		int32_t point;
		size_t points = 1;
		size_t end = at + utf8_step(text, at, &point);
		if (point == SOFT_HYPHEN) {
			if (blank == at)
				blank = end;
		} else if (!utf8_is_blank(point)) {
			size_t marks = end_of_marks(text, end, &points);
			/* Alone, only points from U+0340 on change under NFC. */
			if (marks > end || point >= 0x340 || point < 0)
				add_composed(out, text_part(text, at, marks), blank, at, place);
			else
				add_visible(out, point, blank, at, end, place);
			end = marks;
			blank = end;
		}
		at = end;
		place += points;
	}
}

size_t folded_find(const struct folded *folded, size_t at)
{
	size_t low = 0, high = folded->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (folded->starts[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
