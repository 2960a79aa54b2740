#include "spelling/quotes.h"

#include "base/array.h"
#include "base/memory.h"
#include "text/utf8.h"

enum { DEEPEST = 16 };

/* A straight quote that has found its role. */
struct role {
	size_t at;
	bool opening, inner;
};

/* What is open at one place of the walk: guillemets and straight quotes in each other. */
struct pairing {
	struct role *roles;
	size_t count, capacity;
	struct {
		bool straight;
		size_t role; /* straight only */
	} open[DEEPEST];
	size_t depth;
};

static bool before_opening(int32_t point)
{
	switch (point) {
	case 0:
	case '(':
	case '[':
	case '{':
	case '/':
	case '-':
	case '|':
	case '\'':
	case 0x2019: /* ’ */
	case 0x2013: /* – */
	case 0x2014: /* — */
	case 0xab:   /* « */
	case 0x201c: /* “ */
		return true;
	default:
		return utf8_is_blank(point);
	}
}

static bool can_open(const struct sheet *sheet, size_t at)
{
	size_t behind = sheet_marks_after(sheet, at + 1);
	int32_t next = sheet_at(sheet, behind);
	return before_opening(sheet_before(sheet, sheet_marks_before(sheet, at))) && next != 0 && next != '\n' &&
	       next != '\r';
}

static bool can_close(const struct sheet *sheet, size_t at)
{
	int32_t last = sheet_before(sheet, at), next = sheet_at(sheet, sheet_marks_after(sheet, at + 1));
	return last != 0 && last != '\n' && last != '\r' && (sheet_pauses(sheet, at + 1) || next == '-' || next == '/');
}

static bool push(struct pairing *pairing, bool straight, size_t role)
{
	if (pairing->depth == DEEPEST)
		return false;
	pairing->open[pairing->depth].straight = straight;
	pairing->open[pairing->depth++].role = role;
	return true;
}

static size_t add_role(struct pairing *pairing, size_t at, bool opening, bool inner)
{
	*ARRAY_ADD(pairing->roles, pairing->count, pairing->capacity) = (struct role){at, opening, inner};
	return pairing->count - 1;
}

static bool within_guillemets(const struct pairing *pairing)
{
	for (size_t i = 0; i < pairing->depth; i++)
		if (!pairing->open[i].straight)
			return true;
	return false;
}

/* Finds the role of the quote at `at`; false when it has none. */
static bool take_quote(struct pairing *pairing, const struct sheet *sheet, size_t at)
{
	bool opens = can_open(sheet, at), closes = can_close(sheet, at);
	bool something_open = pairing->depth > 0,
	     straight_open = something_open && pairing->open[pairing->depth - 1].straight;
	if (!opens && !straight_open && utf8_is_digit(sheet_before(sheet, at)))
		return true; /* inches */
	if (straight_open && closes) {
		const struct role opening = pairing->roles[pairing->open[--pairing->depth].role];
		add_role(pairing, at, false, opening.inner);
		return sheet_blanks_before(sheet, at) > opening.at + 1; /* "" */
	}
	if (!straight_open && opens) {
		bool inner = within_guillemets(pairing);
		return push(pairing, true, add_role(pairing, at, true, inner));
	}
	if (straight_open || !something_open || !closes)
		return false;
	/* « closed by a straight one: somebody began to mend them one by one */
	pairing->depth--;
	add_role(pairing, at, false, false);
	return true;
}

static void take_closing(struct pairing *pairing)
{
	if (pairing->depth > 0)
		pairing->depth--;
}

static bool pair_all(struct pairing *pairing, const struct sheet *sheet, size_t start, size_t end)
{
	size_t from = 0;
	for (size_t at = start; at < end; at++) {
		const struct span *masked = spans_from(sheet->masked, &from, at);
		if (masked && masked->start <= at) {
			at = masked->end - 1;
			continue;
		}
		struct text rest = text_part(sheet->text, at, end);
		if (rest.bytes[0] == '"' && !take_quote(pairing, sheet, at))
			return false;
		if (text_starts(rest, "«") && !push(pairing, false, 0))
			return false;
		if (text_starts(rest, "»"))
			take_closing(pairing);
	}
	while (pairing->depth > 0)
		if (pairing->open[--pairing->depth].straight)
			return false;
	return true;
}

static void report(struct sheet *sheet, const struct role *role)
{
	bool tight = role->inner || sheet->profile == TYPOGRAPHY_UNION_EUROPEENNE;
	const char *blank = tight ? "" : NO_BREAK;
	size_t start = role->at, end = role->at + 1;
	char *better;
	if (role->opening) {
		end = sheet_blanks_after(sheet, end);
		better = memory_format("%s%s", role->inner ? "“" : "«", blank);
	} else {
		start = sheet_blanks_before(sheet, start);
		better = memory_format("%s%s", blank, role->inner ? "”" : "»");
	}
	sheet_report(sheet, TYPOGRAPHY_STRAIGHT_QUOTES, start, end, better);
	free(better);
}

/* The start and end of the block around `at`: blank lines bound it. */
static struct span block_around(const struct sheet *sheet, size_t at)
{
	const char *bytes = sheet->text.bytes;
	size_t start = at, end = at;
	while (start > sheet->quotes_end && !(bytes[start - 1] == '\n' && (start < 2 || bytes[start - 2] == '\n')))
		start--;
	while (end < sheet->text.size &&
		!(bytes[end] == '\n' && (end + 1 == sheet->text.size || bytes[end + 1] == '\n')))
		end++;
	return (struct span){start, end};
}

void quotes_straight(struct sheet *sheet, size_t at)
{
	if (at < sheet->quotes_end)
		return;
	struct pairing pairing = {0};
	struct span block = block_around(sheet, at);
	sheet->quotes_end = block.end;
	if (pair_all(&pairing, sheet, block.start, block.end))
		for (size_t i = 0; i < pairing.count; i++)
			report(sheet, &pairing.roles[i]);
	free(pairing.roles);
}
