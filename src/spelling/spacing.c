#include "spelling/spacing.h"

#include "base/memory.h"
#include "text/utf8.h"

static char look(const struct sheet *sheet, size_t at)
{
	return at < sheet->text.size ? sheet->text.bytes[at] : '\0';
}

/* Whether a line, or its list marker, begins at `at`: what stands first there is left alone. */
static bool begins_line(const struct sheet *sheet, size_t at)
{
	int32_t before = sheet_before(sheet, at);
	return before == 0 || before == '\n' || before == '\r';
}

static void report_mark(struct sheet *sheet, enum typography_rule rule, size_t start, size_t at, const char *blank)
{
	char *better = memory_format("%s%c", blank, sheet->text.bytes[at]);
	sheet_report(sheet, rule, start, at + 1, better);
	free(better);
}

/* A high mark or colon at `at`, before which `blank` should stand. */
static void check_before(struct sheet *sheet, enum typography_rule rule, size_t at, const char *blank)
{
	size_t start = sheet_blanks_before(sheet, at);
	if (begins_line(sheet, start))
		return;
	bool spaced = start < at;
	if (sheet->profile == TYPOGRAPHY_UNION_EUROPEENNE) {
		if (spaced && (sheet_word_ends(sheet, start) || sheet_before(sheet, start) == 0x2026))
			report_mark(sheet, rule, start, at, "");
		return;
	}
	if (spaced ? look(sheet, start - 1) == '(' || look(sheet, start - 1) == '[' : !sheet_word_ends(sheet, at))
		return;
	bool right = spaced && utf8_back(sheet->text, at) == start && sheet_no_break(sheet, start, at);
	if (!right)
		report_mark(sheet, rule, start, at, blank);
}

static bool is_high_mark(char byte)
{
	return byte == ';' || byte == '!' || byte == '?';
}

void spacing_high_mark(struct sheet *sheet, size_t at)
{
	if (at > 0 && (is_high_mark(sheet->text.bytes[at - 1]) || sheet->text.bytes[at - 1] == ':'))
		return;
	size_t behind = at + 1;
	while (is_high_mark(look(sheet, behind)))
		behind++;
	bool smiley = look(sheet, at) == ';' && (look(sheet, behind) == ')' || look(sheet, behind) == '(');
	bool named =
		look(sheet, at) != ';' && (look(sheet, behind) == '.' || look(sheet, behind) == ','); /* the sign ! */
	if (!smiley && !named && sheet_pauses(sheet, behind))
		check_before(sheet, TYPOGRAPHY_HIGH_MARKS, at, NARROW_NO_BREAK);
}

void spacing_colon(struct sheet *sheet, size_t at)
{
	char before = at > 0 ? sheet->text.bytes[at - 1] : '\0', after = look(sheet, at + 1);
	if (before == ':' || is_high_mark(before) || after == ':' || after == ')' || after == '(')
		return;
	bool label =
		!utf8_is_blank(sheet_before(sheet, at)) && sheet_at(sheet, sheet_blanks_after(sheet, at + 1)) == 0xbb;
	if (!label && sheet_pauses(sheet, at + 1)) /* « Subject: » is spoken of */
		check_before(sheet, TYPOGRAPHY_COLON, at, NO_BREAK);
}

/* --- guillemets: two bytes each */

enum { GUILLEMET = 2 };

static bool is_line_end(int32_t point)
{
	return point == 0 || point == '\n' || point == '\r';
}

static bool right_inside(const struct sheet *sheet, size_t start, size_t end)
{
	if (sheet->profile == TYPOGRAPHY_UNION_EUROPEENNE)
		return start == end;
	return start < end && sheet_no_break(sheet, start, end) && utf8_back(sheet->text, end) == start;
}

static const char *inside(const struct sheet *sheet)
{
	return sheet->profile == TYPOGRAPHY_UNION_EUROPEENNE ? "" : NO_BREAK;
}

void spacing_opening(struct sheet *sheet, size_t at)
{
	size_t start = at + GUILLEMET, end = sheet_blanks_after(sheet, start);
	int32_t next = sheet_at(sheet, end);
	/* »thus« as well */
	bool reversed = sheet_in_word_before(sheet, at) && (start < end || !sheet_in_word(sheet, end));
	if (is_line_end(next) || next == 0xbb || reversed || right_inside(sheet, start, end))
		return;
	char *better = memory_format("«%s", inside(sheet));
	sheet_report(sheet, TYPOGRAPHY_GUILLEMETS, at, end, better);
	free(better);
}

void spacing_closing(struct sheet *sheet, size_t at)
{
	size_t start = sheet_blanks_before(sheet, at);
	int32_t last = sheet_before(sheet, start);
	bool reversed = sheet_in_word(sheet, at + GUILLEMET) && (start < at || !sheet_in_word_before(sheet, start));
	if (is_line_end(last) || last == 0xab || reversed || right_inside(sheet, start, at))
		return;
	char *better = memory_format("%s»", inside(sheet));
	sheet_report(sheet, TYPOGRAPHY_GUILLEMETS, start, at + GUILLEMET, better);
	free(better);
}

/* --- commas and full stops */

void spacing_low_mark(struct sheet *sheet, size_t at)
{
	size_t start = sheet_blanks_before(sheet, at);
	if (start == at || begins_line(sheet, start) || !sheet_word_ends(sheet, start))
		return;
	bool comma = look(sheet, at) == ',';
	int32_t next = sheet_at(sheet, at + 1);
	int32_t beyond = sheet_at(sheet, sheet_blanks_after(sheet, at + 1));
	bool leader = beyond == look(sheet, at);              /* . . . */
	bool sign = !comma && beyond >= 'a' && beyond <= 'z'; /* the sign itself is spoken of */
	if (leader || sign || (comma ? utf8_is_digit(next) || next == '.' : !sheet_pauses(sheet, at + 1)))
		return;
	report_mark(sheet, TYPOGRAPHY_SPACE_BEFORE_COMMA, start, at, "");
}

/* A word of letters alone, between blanks or quotes: what is glued to brackets or figures may be a formula. */
static bool plain_word(const struct sheet *sheet, size_t start, size_t end, char chain)
{
	if (spans_hold(sheet->masked, start) || spans_hold(sheet->masked, end - 1))
		return false;
	int32_t before = sheet_before(sheet, sheet_marks_before(sheet, start));
	if (before == ',' || before == ';' || before == ':')
		return before != chain;
	return before == 0 || utf8_is_blank(before) || before == '\'' || before == 0x2019 || before == 0xab ||
	       before == 0x201c || before == '"' || before == '-';
}

void spacing_after(struct sheet *sheet, size_t at)
{
	char mark = look(sheet, at);
	size_t next = at + 1, end = sheet_letters_after(sheet, next);
	size_t word_end = mark == ',' ? at : sheet_blanks_before(sheet, at),
	       word = sheet_letters_before(sheet, word_end);
	size_t least = mark == ',' ? 1 : 2; /* :D ;p */
	if (end - next < least || word_end - word < least || spans_hold(sheet->masked, next))
		return;
	/* a:b may be anything; a colon that stands off is the sentence's */
	if (mark == ':' && word_end == at)
		return;
	char behind = look(sheet, sheet_marks_after(sheet, end)), chain = word_end == at ? mark : '\0'; /* a,b,c */
	bool goes_on = behind == '\'' || behind == '-' || sheet_at(sheet, end) == 0x2019;
	if (behind != mark && (goes_on || sheet_pauses(sheet, end)) && plain_word(sheet, word, word_end, chain)) {
		char *better = memory_format("%c ", mark);
		sheet_report(sheet, TYPOGRAPHY_NO_SPACE_AFTER, at, next, better);
		free(better);
	}
}

/* --- double spaces */

enum { COLUMN_GAP = 3, WIDE_GAP = 4 };

/* A tab, a gap of four blanks or two of three: columns. */
static bool is_laid_out(const struct sheet *sheet, size_t at, size_t end)
{
	size_t gaps = 0;
	for (at = sheet_blanks_after(sheet, at); at < end; at++) {
		if (sheet->text.bytes[at] == '\t')
			return true;
		size_t gap = at;
		while (gap < end && sheet->text.bytes[gap] == ' ')
			gap++;
		size_t size = gap - at;
		if (gap == end || size < COLUMN_GAP)
			continue;
		if (size >= WIDE_GAP || ++gaps > 1)
			return true;
		at = gap;
	}
	return false;
}

static bool in_columns(struct sheet *sheet, size_t at)
{
	if (at >= sheet->line_end) {
		size_t start = at, end = at;
		while (start > 0 && sheet->text.bytes[start - 1] != '\n')
			start--;
		while (end < sheet->text.size && sheet->text.bytes[end] != '\n')
			end++;
		sheet->line_end = end;
		sheet->laid_out = is_laid_out(sheet, start, end);
	}
	return sheet->laid_out;
}

void spacing_double(struct sheet *sheet, size_t at)
{
	if (at < sheet->blanks_end)
		return;
	size_t start = sheet_blanks_before(sheet, at), end = sheet_blanks_after(sheet, at);
	sheet->blanks_end = end;
	if (end - start < 2 || is_line_end(sheet_at(sheet, end)) || begins_line(sheet, start) || in_columns(sheet, at))
		return;
	bool narrow = memmem(sheet->text.bytes + start, end - start, NARROW_NO_BREAK, 3) != NULL;
	bool fixed = sheet_no_break(sheet, start, end);
	sheet_report(sheet, TYPOGRAPHY_DOUBLE_SPACE, start, end, narrow ? NARROW_NO_BREAK : fixed ? NO_BREAK : " ");
}
