/* punctuation - the rules of marks and blanks */
#include "spelling/typeset.h"

#include "base/array.h"
#include "base/memory.h"
#include "text/utf8.h"

enum {
	NO_BREAK = 0xa0,
	NARROW = 0x202f,
	THIN = 0x2009,
	APOSTROPHE = 0x2019,
	OPENING = 0xab,
	CLOSING = 0xbb,
	ELLIPSIS = 0x2026,
};

static bool is_letter(int32_t point)
{
	return point > 0 && (utf8_is_letter(point) || utf8_is_mark(point));
}

static bool is_digit(int32_t point)
{
	return point >= '0' && point <= '9';
}

static bool no_break(int32_t point)
{
	return point == NO_BREAK || point == NARROW || point == THIN;
}

/* The end of a text, of a line or of a word. */
static bool is_end(int32_t point)
{
	return point <= 0 || utf8_is_blank(point);
}

/* Where the plain blanks before `at` begin. */
static size_t blanks_start(struct text text, size_t at)
{
	while (at > 0 && text.bytes[at - 1] == ' ')
		at--;
	return at;
}

/* Blanks of any kind but line ends. */
static size_t any_blanks_start(struct text text, size_t at)
{
	size_t start;
	for (;;) {
		int32_t point = typeset_before(text, at, &start);
		if (!(no_break(point) || point == ' '))
			return at;
		at = start;
	}
}

static bool line_starts(struct text text, size_t at)
{
	return at == 0 || text.bytes[at - 1] == '\n';
}

/* What may stand before a high mark with a blank between: the end of a word. */
static bool closes_word(int32_t point)
{
	return is_letter(point) || is_digit(point) || point == CLOSING || point == ')' || point == ']' ||
	       point == '%' || point == '*' || point == '_' || point == 0x20ac || point == 0xb0 ||
	       point == APOSTROPHE || point == '"';
}

static bool list_marker_before(struct text text, size_t at)
{
	size_t line = at;
	while (line > 0 && text.bytes[line - 1] != '\n')
		line--;
	for (; line < at; line++)
		if (!strchr(" \t-*+>#|.:)", text.bytes[line]) && !is_digit(text.bytes[line]))
			return false;
	return true;
}

/* The blank before the mark at `at`, as the profile wants it. */
static void check_blank(struct typeset *set, enum typography_rule rule, size_t at, const char *blank)
{
	struct text text = set->text;
	size_t start, before = any_blanks_start(text, at);
	int32_t previous = typeset_before(text, before, &start);
	char better[8] = {0};
	memcpy(better, blank, strlen(blank));
	better[strlen(blank)] = text.bytes[at];
	if (!closes_word(previous) || list_marker_before(text, before))
		return;
	if (*blank == '\0') {
		if (before < at)
			typeset_report(set, rule, before, at + 1, better);
		return;
	}
	bool right = before < at && no_break(typeset_at(text, before)) && typeset_before(text, at, &start) &&
		     start == before;
	if (!right)
		typeset_report(set, rule, before, at + 1, better);
}

static const char *blank_of(const struct typeset *set, const char *french)
{
	return set->profile == TYPOGRAPHY_UNION_EUROPEENNE ? "" : french;
}

/* ; ! ? */
static void check_high(struct typeset *set, size_t at)
{
	struct text text = set->text;
	int32_t next = typeset_at(text, at + 1);
	bool face = next == ')' || next == '-';
	bool sign = next == '=' || next == '[' || (text.bytes[at] == ';' && is_letter(next) && !blanks_start(text, at));
	size_t start;
	int32_t previous = typeset_before(text, at, &start);
	if ((face && (previous == ' ' || previous == '(')) || sign)
		return;
	/* A query behind an address, a mark of a language that is no French: a word follows at once. */
	if (text.bytes[at] != ';' && is_letter(next))
		return;
	check_blank(set, TYPOGRAPHY_HIGH_MARKS, at, blank_of(set, NNBSP));
}

/* Not in times, ratios, a:b, ::, table rules. */
static void check_colon(struct typeset *set, size_t at)
{
	struct text text = set->text;
	size_t start;
	int32_t next = typeset_at(text, at + 1), previous = typeset_before(text, at, &start);
	if (!(is_end(next) || next == '*' || next == '_' || next == CLOSING) || previous == ':' || previous == '-' ||
		no_break(next))
		return;
	check_blank(set, TYPOGRAPHY_COLON, at, blank_of(set, NBSP));
}

static bool elides(struct text text, size_t at)
{
	static const char *const elided[] = {"l", "d", "j", "m", "t", "s", "n", "c", "qu", "L", "D", "J", "M", "T", "S",
		"N", "C", "Qu", "lorsqu", "puisqu", "jusqu", "quoiqu"};
	size_t start = at;
	while (start > 0 && is_letter(typeset_before(text, start, &(size_t){0})))
		start = utf8_back(text, start);
	for (size_t i = 0; i < ARRAY_SIZE(elided); i++)
		if (text_is(text_part(text, start, at), elided[i]))
			return true;
	return false;
}

static void check_apostrophe(struct typeset *set, size_t at)
{
	size_t start;
	int32_t previous = typeset_before(set->text, at, &start), next = typeset_at(set->text, at + 1);
	if (!is_letter(previous))
		return;
	bool opens = next == OPENING || next == '*' || next == '_' || next == '[' || next == 0x201c || is_digit(next);
	if (is_letter(next) || (opens && elides(set->text, at)))
		typeset_report(set, TYPOGRAPHY_APOSTROPHE, at, at + 1, "\xe2\x80\x99");
}

static void check_opening(struct typeset *set, size_t at)
{
	enum { SIZE = 2 };
	size_t end = at + SIZE;
	int32_t next = typeset_at(set->text, end);
	while (end < set->text.size && set->text.bytes[end] == ' ')
		end++;
	if (no_break(next) || next <= 0 || next == '\n' || typeset_at(set->text, end) == CLOSING)
		return;
	typeset_report(set, TYPOGRAPHY_GUILLEMETS, at, end, "\xc2\xab" NBSP);
}

static void check_closing(struct typeset *set, size_t at)
{
	enum { SIZE = 2 };
	size_t start, before = blanks_start(set->text, at);
	int32_t previous = typeset_before(set->text, at, &start);
	int32_t inner = typeset_before(set->text, before, &start);
	if (no_break(previous) || inner == 0 || inner == '\n' || inner == OPENING || no_break(inner))
		return;
	typeset_report(set, TYPOGRAPHY_GUILLEMETS, before, at + SIZE, NBSP "\xc2\xbb");
}

static void check_dots(struct typeset *set, size_t at)
{
	struct text text = set->text;
	size_t start;
	int32_t previous = typeset_before(text, at, &start), next = typeset_at(text, at + 3);
	if (previous == '.' || previous == '/' || next == '.' || next == '/' || (is_digit(previous) && is_digit(next)))
		return;
	if (text_starts(text_part(text, at, text.size), "..."))
		typeset_report(set, TYPOGRAPHY_ELLIPSIS, at, at + 3, "\xe2\x80\xa6");
}

/* mot , and mot . */
static void check_low(struct typeset *set, size_t at)
{
	struct text text = set->text;
	size_t start, before = any_blanks_start(text, at);
	int32_t previous = typeset_before(text, before, &start), next = typeset_at(text, at + 1);
	const char sign[] = {text.bytes[at], '\0'};
	if (before == at || line_starts(text, before) || list_marker_before(text, before))
		return;
	if (is_digit(next) || (*sign == '.' && !is_end(next)) || !closes_word(previous))
		return;
	typeset_report(set, TYPOGRAPHY_SPACE_BEFORE_COMMA, before, at + 1, sign);
}

static bool small(int32_t point)
{
	struct buffer one = {0}, folded = {0};
	utf8_add(&one, point);
	utf8_fold(&folded, NULL, buffer_text(&one));
	bool is = text_equal(buffer_text(&one), buffer_text(&folded)) || point >= 0xdf;
	buffer_clear(&one);
	buffer_clear(&folded);
	return is && !(point >= 'A' && point <= 'Z');
}

/* a,b and fin.Elle */
static void check_after(struct typeset *set, size_t at)
{
	enum { LETTERS_LEAST = 3 };
	struct text text = set->text;
	size_t start, at_word = at, letters = 0;
	int32_t next = typeset_at(text, at + 1);
	if (!is_letter(next) || !is_letter(typeset_before(text, at, &start)))
		return;
	const char better[] = {text.bytes[at], ' ', '\0'};
	if (text.bytes[at] != '.') {
		typeset_report(set, TYPOGRAPHY_NO_SPACE_AFTER, at, at + 1, better);
		return;
	}
	int32_t point;
	while ((point = typeset_before(text, at_word, &start)) > 0 && is_letter(point) && small(point)) {
		at_word = start;
		letters++;
	}
	size_t second = at + 1 + utf8_step(text, at + 1, &next);
	int32_t following = typeset_at(text, second);
	if (letters >= LETTERS_LEAST && next >= 'A' && next <= 'Z' && is_letter(following) && small(following))
		typeset_report(set, TYPOGRAPHY_NO_SPACE_AFTER, at, at + 1, better);
}

/* The blanks at `at`, the first of a run. */
static void check_blanks(struct typeset *set, size_t at)
{
	struct text text = set->text;
	size_t end = at, start, line = at;
	int32_t kept = 0;
	if (typeset_before(text, at, &start) == ' ' || no_break(typeset_before(text, at, &start)))
		return;
	for (;;) {
		int32_t point = typeset_at(text, end);
		if (point != ' ' && !no_break(point))
			break;
		kept = point == ' ' ? kept : point;
		end += utf8_step(text, end, &point);
	}
	int32_t next = typeset_at(text, end);
	if (end - at < 2 || (kept && utf8_points(text_part(text, at, end)) < 2) || next <= 0 || next == '\n' ||
		next == '\r' || line_starts(text, at) || list_marker_before(text, at))
		return;
	while (line > 0 && text.bytes[line - 1] != '\n')
		line--;
	const char *stop = memchr(text.bytes + line, '\n', text.size - line);
	size_t size = (stop ? (size_t)(stop - text.bytes) : text.size) - line;
	if (memchr(text.bytes + line, '|', size) || memchr(text.bytes + line, '\t', size))
		return;
	typeset_report(set, TYPOGRAPHY_DOUBLE_SPACE, at, end, kept == NARROW ? NNBSP : kept ? NBSP : " ");
}

void punctuation_check(struct typeset *set, size_t at)
{
	char byte = set->text.bytes[at];
	if (byte == ' ' || (unsigned char)byte == 0xc2 || (unsigned char)byte == 0xe2)
		if (byte == ' ' || no_break(typeset_at(set->text, at)))
			check_blanks(set, at);
	if (!set->french)
		return;
	switch (byte) {
	case '\'':
		check_apostrophe(set, at);
		break;
	case ';':
		check_after(set, at);
		check_high(set, at);
		break;
	case '!':
	case '?':
		check_high(set, at);
		break;
	case ':':
		check_colon(set, at);
		break;
	case '.':
		check_dots(set, at);
		check_low(set, at);
		check_after(set, at);
		break;
	case ',':
		check_low(set, at);
		check_after(set, at);
		break;
	default:
		if (typeset_at(set->text, at) == OPENING)
			check_opening(set, at);
		else if (typeset_at(set->text, at) == CLOSING)
			check_closing(set, at);
	}
}

/* --- straight quotes */

static bool opens(struct text text, size_t at)
{
	size_t start;
	int32_t previous = typeset_before(text, at, &start), next = typeset_at(text, at + 1);
	return (is_end(previous) || previous == '(' || previous == '[' || previous == APOSTROPHE || previous == '\'' ||
		       previous == '*' || previous == '_') &&
	       !is_end(next);
}

static bool closes(struct text text, size_t at)
{
	size_t start;
	int32_t previous = typeset_before(text, at, &start), next = typeset_at(text, at + 1);
	return !is_end(previous) && !is_letter(next) && !is_digit(next);
}

void punctuation_quotes(struct typeset *set, size_t start, size_t end)
{
	struct text text = set->text;
	size_t *quotes = NULL, count = 0, capacity = 0;
	bool paired = true;
	for (size_t at = start; at < end; at++) {
		const char *found = memchr(text.bytes + at, '"', end - at);
		if (!found)
			break;
		at = (size_t)(found - text.bytes);
		/* A quote in code is none, one behind a figure is inches. */
		if (spans_hold(set->masked, at) || (at > 0 && is_digit(text.bytes[at - 1]) && !(count % 2)))
			continue;
		*ARRAY_ADD(quotes, count, capacity) = at;
	}
	for (size_t i = 0; i < count && paired; i++)
		paired = i % 2 ? closes(text, quotes[i]) : opens(text, quotes[i]);
	for (size_t i = 0; paired && count % 2 == 0 && i < count; i++)
		typeset_report(set, TYPOGRAPHY_STRAIGHT_QUOTES, quotes[i], quotes[i] + 1,
			i % 2 ? NBSP "\xc2\xbb" : "\xc2\xab" NBSP);
	free(quotes);
}
