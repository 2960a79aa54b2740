#include "spelling/letters.h"

#include <strings.h>

#include "base/array.h"
#include "base/memory.h"
#include "text/utf8.h"

static char look(const struct sheet *sheet, size_t at)
{
	return at < sheet->text.size ? sheet->text.bytes[at] : '\0';
}

static bool starts(const struct sheet *sheet, size_t at, const char *with)
{
	return text_starts(text_part(sheet->text, at, sheet->text.size), with);
}

static bool same_letters(struct text word, const char *other)
{
	return word.size == strlen(other) && strncasecmp(word.bytes, other, word.size) == 0;
}

/* --- apostrophes */

/* Whether the letters before `at` are elided before whatever follows: l'« eau », d'*une*. */
static bool is_elision(const struct sheet *sheet, size_t at)
{
	static const char *const elided[] = {"l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu",
		"quoiqu", "quelqu", "presqu", "entr"};
	size_t start = sheet_letters_before(sheet, at);
	struct text word = text_part(sheet->text, start, at);
	for (size_t i = 0; i < ARRAY_SIZE(elided); i++)
		if (same_letters(word, elided[i]))
			return true;
	return false;
}

static bool opens_word(const struct sheet *sheet, size_t at)
{
	size_t behind = sheet_marks_after(sheet, at);
	int32_t next = sheet_at(sheet, behind);
	if (behind > at)
		return sheet_in_word(sheet, behind);
	return next == 0xab || next == 0x201c || next == '"' || next == '(' || next == '[' || sheet_in_word(sheet, at);
}

void letters_apostrophe(struct sheet *sheet, size_t at)
{
	int32_t before = sheet_before(sheet, at), after = sheet_at(sheet, at + 1);
	bool letter = utf8_is_letter(before) || utf8_is_mark(before);
	if (!letter || spans_hold(sheet->masked, at - 1))
		return;
	bool between = utf8_is_letter(after) && !spans_hold(sheet->masked, at + 1);
	if (between || (opens_word(sheet, at + 1) && is_elision(sheet, at)))
		sheet_report(sheet, TYPOGRAPHY_APOSTROPHE, at, at + 1, "’");
}

/* --- ellipses */

/* "[FILE]...", "[...]", "`code`...": a syntax, where the dots mean that something may be repeated. */
static bool is_syntax(const struct sheet *sheet, size_t at, size_t end)
{
	size_t start = sheet_blanks_before(sheet, at), next = sheet_blanks_after(sheet, end);
	char before = start > 0 ? sheet->text.bytes[start - 1] : ' ';
	return strchr("[]}>", before) || before == '\0' || look(sheet, next) == ']' ||
	       (start > 0 && before != ' ' && spans_hold(sheet->masked, start - 1));
}

void letters_ellipsis(struct sheet *sheet, size_t at)
{
	size_t end = at + 3;
	char before = at > 0 ? sheet->text.bytes[at - 1] : ' ', after = look(sheet, end);
	if (!starts(sheet, at, "...") || before == '.' || after == '.' || is_syntax(sheet, at, end))
		return;
	bool path = before == '/' || before == '\\' || after == '/' || after == '\\';
	bool range = sheet_in_word_before(sheet, at) && sheet_in_word(sheet, end);
	if (path || range || utf8_is_digit(sheet_at(sheet, end)))
		return;
	struct text word = text_part(sheet->text, sheet_letters_before(sheet, at), at);
	sheet_report(sheet, TYPOGRAPHY_ELLIPSIS, at, end, same_letters(word, "etc") ? "." : "…");
}

/* --- ligatures */

/* Words that begin so; lower case, as they are written without it. */
static const char *const stems[] = {"boeuf", "choeur", "coeliaque", "coeliosc", "coeur", "désoeuvr", "ecoeur", "écoeur",
	"foetal", "foetaux", "foetus", "manoeuvr", "moeurs", "noeud", "oecumén", "oecumen", "oedème", "oedeme", "oedém",
	"oedip", "oeil", "oenolog", "oesophag", "oestr", "oeuf", "oeuvr", "pomoeri", "rancoeur", "soeur", "voeu",
	"oeuvé"};

/* Whether the word begins with a stem whose oe stands at byte `at`. */
static bool is_stem(struct text word, size_t at)
{
	for (size_t i = 0; i < ARRAY_SIZE(stems); i++) {
		size_t size = strlen(stems[i]);
		bool here = at + 1 < size && stems[i][at] == 'o' && stems[i][at + 1] == 'e';
		if (here && word.size >= size && strncasecmp(word.bytes, stems[i], size) == 0)
			return true;
	}
	return false;
}

void letters_ligature(struct sheet *sheet, size_t at)
{
	if (look(sheet, at + 1) != 'e' && look(sheet, at + 1) != 'E')
		return;
	size_t start = sheet_letters_before(sheet, at), end = sheet_letters_after(sheet, at);
	if (!is_stem(text_part(sheet->text, start, end), at - start) || utf8_is_digit(sheet_before(sheet, start)))
		return;
	char *better = memory_format("%.*s%s%.*s", (int)(at - start), sheet->text.bytes + start,
		look(sheet, at) == 'O' ? "Œ" : "œ", (int)(end - at - 2), sheet->text.bytes + at + 2);
	sheet_report(sheet, TYPOGRAPHY_LIGATURE, start, end, better);
	free(better);
}

/* --- abbreviations */

static bool is_capital(int32_t point)
{
	return (point >= 'A' && point <= 'Z') || (point >= 0xc0 && point <= 0xde && point != 0xd7) || point == 0x152;
}

/* Titles that follow an English Mr. */
static bool is_english(struct text rest)
{
	static const char *const titles[] = {"President", "Chair", "Speaker", "Secretary", "Ambassador", "Moderator"};
	for (size_t i = 0; i < ARRAY_SIZE(titles); i++)
		if (text_starts(rest, titles[i]))
			return true;
	return false;
}

static void check_mister(struct sheet *sheet, size_t at)
{
	size_t end = at + 2 + (look(sheet, at + 2) == '.'), name = sheet_blanks_after(sheet, end);
	struct text rest = text_part(sheet->text, name, sheet->text.size);
	if (name == end)
		return;
	if (text_starts(rest, "et M") || text_starts(rest, "le ") || text_starts(rest, "l'") || text_starts(rest, "l’"))
		sheet_report(sheet, TYPOGRAPHY_ABBREVIATION, at, end, "M.");
	else if (is_capital(sheet_at(sheet, name)) && !is_english(rest))
		sheet_report(sheet, TYPOGRAPHY_ABBREVIATION, at, name, "M." NO_BREAK);
}

/* Mme. Mlle. Mmes. Mlles.: no dot, where a name follows. */
static void check_dotted(struct sheet *sheet, size_t at, size_t dot)
{
	size_t name = sheet_blanks_after(sheet, dot + 1);
	if (name == dot + 1 || !is_capital(sheet_at(sheet, name)))
		return;
	char *better = memory_format("%.*s%s", (int)(dot - at), sheet->text.bytes + at, NO_BREAK);
	sheet_report(sheet, TYPOGRAPHY_ABBREVIATION, at, name, better);
	free(better);
}

static void check_number(struct sheet *sheet, size_t at)
{
	size_t end = at + strlen("n°"), digits = sheet_blanks_after(sheet, end);
	if (!utf8_is_digit(sheet_at(sheet, digits)) || sheet_no_break(sheet, end, digits))
		return;
	char *better = memory_format("%c°%s", look(sheet, at), NO_BREAK);
	sheet_report(sheet, TYPOGRAPHY_ABBREVIATION, at, digits, better);
	free(better);
}

void letters_abbreviation(struct sheet *sheet, size_t at)
{
	static const char *const titles[] = {"Mme.", "Mlle.", "Mmes.", "Mlles."};
	if (sheet_in_word_before(sheet, at))
		return;
	if (starts(sheet, at, "n°") || starts(sheet, at, "N°"))
		check_number(sheet, at);
	else if (starts(sheet, at, "Mr ") || starts(sheet, at, "Mr.") || starts(sheet, at, "Mr" NO_BREAK))
		check_mister(sheet, at);
	for (size_t i = 0; i < ARRAY_SIZE(titles); i++)
		if (starts(sheet, at, titles[i]))
			check_dotted(sheet, at, at + strlen(titles[i]) - 1);
}
