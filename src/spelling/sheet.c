#include "spelling/sheet.h"

#include "base/memory.h"
#include "text/utf8.h"

enum { LONGEST_WORD_POINTS = 32 };

int32_t sheet_at(const struct sheet *sheet, size_t at)
{
	int32_t point = 0;
	if (at < sheet->text.size)
		utf8_step(sheet->text, at, &point);
	return point;
}

int32_t sheet_before(const struct sheet *sheet, size_t at)
{
	return at > 0 ? sheet_at(sheet, utf8_back(sheet->text, at)) : 0;
}

static bool is_blank(int32_t point)
{
	return point != '\n' && point != '\r' && utf8_is_blank(point);
}

size_t sheet_blanks_before(const struct sheet *sheet, size_t at)
{
	while (at > 0 && is_blank(sheet_before(sheet, at)) && !spans_hold(sheet->masked, at - 1))
		at = utf8_back(sheet->text, at);
	return at;
}

size_t sheet_blanks_after(const struct sheet *sheet, size_t at)
{
	int32_t point;
	while (at < sheet->text.size) {
		size_t size = utf8_step(sheet->text, at, &point);
		if (!is_blank(point) || spans_hold(sheet->masked, at))
			break;
		at += size;
	}
	return at;
}

static bool is_emphasis(char byte)
{
	return byte == '*' || byte == '_' || byte == '~';
}

size_t sheet_marks_before(const struct sheet *sheet, size_t at)
{
	while (at > 0 && is_emphasis(sheet->text.bytes[at - 1]))
		at--;
	return at;
}

size_t sheet_marks_after(const struct sheet *sheet, size_t at)
{
	while (at < sheet->text.size && is_emphasis(sheet->text.bytes[at]))
		at++;
	return at;
}

bool sheet_no_break(const struct sheet *sheet, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++) {
		struct text rest = text_part(sheet->text, i, end);
		if (text_starts(rest, NO_BREAK) || text_starts(rest, NARROW_NO_BREAK))
			return true;
	}
	return false;
}

static bool is_word(int32_t point)
{
	return utf8_is_letter(point) || utf8_is_digit(point) || utf8_is_mark(point);
}

/* List markers and the bars of tables are masked with their blanks, and no words. */
static bool masked_at(const struct sheet *sheet, size_t at)
{
	return at < sheet->text.size && sheet->text.bytes[at] != ' ' && spans_hold(sheet->masked, at);
}

bool sheet_in_word(const struct sheet *sheet, size_t at)
{
	return is_word(sheet_at(sheet, at)) || masked_at(sheet, at);
}

bool sheet_in_word_before(const struct sheet *sheet, size_t at)
{
	return at > 0 && (is_word(sheet_before(sheet, at)) || masked_at(sheet, at - 1));
}

static bool is_closing(int32_t point)
{
	switch (point) {
	case ')':
	case ']':
	case '}':
	case 0xbb:   /* » */
	case 0x201d: /* ” */
	case 0x2019: /* ’ */
	case '"':
		return true;
	default:
		return false;
	}
}

bool sheet_word_ends(const struct sheet *sheet, size_t at)
{
	at = sheet_marks_before(sheet, at);
	int32_t point = sheet_before(sheet, at);
	return sheet_in_word_before(sheet, at) || is_closing(point) || point == '%' || point == 0x20ac || point == 0xb0;
}

bool sheet_pauses(const struct sheet *sheet, size_t at)
{
	at = sheet_marks_after(sheet, at);
	int32_t point = sheet_at(sheet, at);
	if (at == sheet->text.size || utf8_is_blank(point) || is_closing(point))
		return true;
	switch (point) {
	case ',':
	case '.':
	case ';':
	case ':':
	case '!':
	case '?':
	case '<': /* a tag */
	case '|':
	case 0xab:   /* « */
	case 0x2013: /* – */
	case 0x2014: /* — */
	case 0x2026: /* … */
		return true;
	default:
		return false;
	}
}

static bool is_letter(int32_t point)
{
	return utf8_is_letter(point) || utf8_is_mark(point);
}

size_t sheet_letters_after(const struct sheet *sheet, size_t at)
{
	for (int i = 0; i < LONGEST_WORD_POINTS && at < sheet->text.size; i++) {
		int32_t point;
		size_t size = utf8_step(sheet->text, at, &point);
		if (!is_letter(point))
			break;
		at += size;
	}
	return at;
}

size_t sheet_letters_before(const struct sheet *sheet, size_t at)
{
	for (int i = 0; i < LONGEST_WORD_POINTS && at > 0 && is_letter(sheet_before(sheet, at)); i++)
		at = utf8_back(sheet->text, at);
	return at;
}

static bool overlaps_mask(const struct sheet *sheet, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		if (spans_hold(sheet->masked, i))
			return true;
	return false;
}

void sheet_report(struct sheet *sheet, enum typography_rule rule, size_t start, size_t end, const char *better)
{
	if (overlaps_mask(sheet, start, end))
		return;
	findings_add(sheet->found, FINDING_TYPOGRAPHY, start, end, memory_string(better))->rule = rule;
}
