#include "spelling/figures.h"

#include "base/array.h"
#include "base/memory.h"
#include "text/utf8.h"

static char look(const struct sheet *sheet, size_t at)
{
	return at < sheet->text.size ? sheet->text.bytes[at] : '\0';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool starts(const struct sheet *sheet, size_t at, const char *with)
{
	return text_starts(text_part(sheet->text, at, sheet->text.size), with);
}

static size_t skip_digits(const struct sheet *sheet, size_t at)
{
	while (is_digit(look(sheet, at)))
		at++;
	return at;
}

/* Behind the one blank, breaking or not, that may stand at `at`. */
static size_t skip_blank(const struct sheet *sheet, size_t at)
{
	static const char *const blanks[] = {" ", NO_BREAK, NARROW_NO_BREAK, "\xe2\x80\x89"};
	for (size_t i = 0; i < ARRAY_SIZE(blanks); i++)
		if (starts(sheet, at, blanks[i]))
			return at + strlen(blanks[i]);
	return at;
}

static bool breaks(const struct sheet *sheet, size_t at)
{
	return look(sheet, at) == ' ' || starts(sheet, at, "\xe2\x80\x89");
}

/* --- thousands */

/* A number as it is written: groups of three behind the first, then perhaps decimals. */
struct number {
	size_t start, groups_end, end;
	size_t groups, digits;
	bool breaking; /* a plain blank between groups */
};

static struct number read_number(const struct sheet *sheet, size_t at)
{
	size_t end = skip_digits(sheet, at);
	struct number number = {.start = at, .groups_end = end, .groups = 1, .digits = end - at};
	while (number.digits > 0 && end - at <= 3) {
		size_t group = skip_blank(sheet, number.groups_end), next = skip_digits(sheet, group);
		if (group == number.groups_end || next - group != 3)
			break;
		number.breaking = number.breaking || breaks(sheet, number.groups_end);
		number.groups_end = next;
		number.groups++;
		number.digits += 3;
	}
	number.end = number.groups_end;
	if (look(sheet, number.end) == ',' && is_digit(look(sheet, number.end + 1)))
		number.end = skip_digits(sheet, number.end + 1);
	return number;
}

/* What a number of groups is not the quantity of: it names something. */
static bool follows_name(const struct sheet *sheet, size_t at)
{
	static const char *const names[] = {"n°", "no", "nº", "numéro", "tél", "téléphone", "fax", "siret", "siren",
		"rcs", "iban", "isbn", "issn", "code", "réf", "référence", "article", "art", "chapitre", "annexe",
		"page", "p", "tome", "résolution", "décision", "point", "paragraphe", "section", "figure", "tableau",
		"loi", "règlement"};
	size_t end = sheet_blanks_before(sheet, at);
	while (end > 0 && strchr(".:", sheet->text.bytes[end - 1]))
		end = sheet_blanks_before(sheet, end - 1);
	size_t start = end;
	while (start > 0 && end - start < 16 && (unsigned char)sheet->text.bytes[start - 1] > ' ' &&
		sheet->text.bytes[start - 1] != '(')
		start--;
	struct text word = text_part(sheet->text, start, end);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (word.size == strlen(names[i]) && strncasecmp(word.bytes, names[i], word.size) == 0)
			return true;
	return false;
}

/* ", 75 011 Paris", "Paris (75 011)"; round ones are quantities sooner. */
static bool is_postcode(const struct sheet *sheet, const struct number *number)
{
	int32_t before = sheet_before(sheet, sheet_blanks_before(sheet, number->start));
	int32_t next = sheet_at(sheet, skip_blank(sheet, number->end));
	bool capital = (next >= 'A' && next <= 'Z') || next == 0xc9 || next == 0xce;
	bool round = number->end >= 3 && starts(sheet, number->end - 3, "000");
	if (before == '(' && look(sheet, number->end) == ')')
		return number->digits == 5 && !round;
	return number->digits == 5 && capital && !round &&
	       (before == ',' || before == '-' || before == '\n' || before == 0);
}

static bool is_quantity(const struct sheet *sheet, const struct number *number)
{
	char first = look(sheet, number->start), after = look(sheet, number->end);
	size_t next = skip_blank(sheet, number->end);
	bool coordinates = number->groups > 3 && skip_digits(sheet, number->start) - number->start == 3;
	size_t last = sheet_blanks_before(sheet, number->start);
	coordinates = coordinates || (last < number->start && utf8_is_digit(sheet_before(sheet, last)));
	if (first == '0' || coordinates || is_digit(after) || after == '/' ||
		(next > number->end && is_digit(look(sheet, next))))
		return false;
	if (sheet_in_word(sheet, number->end) || (after == '.' && is_digit(look(sheet, number->end + 1))))
		return false;
	return !is_postcode(sheet, number) && !follows_name(sheet, number->start);
}

static void report_thousands(struct sheet *sheet, const struct number *number)
{
	if (!number->breaking || number->groups < 2 || !is_quantity(sheet, number))
		return;
	struct buffer better = {0};
	for (size_t at = number->start; at < number->groups_end;) {
		size_t end = skip_digits(sheet, at);
		buffer_add(&better, text_part(sheet->text, at, end));
		at = skip_blank(sheet, end);
		if (at > end)
			buffer_add_string(&better, NARROW_NO_BREAK);
	}
	/* the blank behind the last group is not the number's */
	while (better.size > 0 && !is_digit(better.bytes[better.size - 1]))
		better.size--;
	sheet_report(sheet, TYPOGRAPHY_THOUSANDS, number->start, number->groups_end, buffer_string(&better));
	buffer_clear(&better);
}

/* --- units */

static const char *const units[] = {"%", "‰", "€", "$", "£", "¥", "k€", "M€", "Md€", "Mds€", "°C", "°F", "km", "m",
	"dm", "cm", "mm", "µm", "nm", "km²", "m²", "cm²", "km2", "m2", "m³", "m3", "ha", "kg", "g", "mg", "µg", "t",
	"Mt", "Gt", "l", "cl", "ml", "hl", "h", "min", "s", "ms", "kW", "kWh", "MW", "MWh", "GW", "GWh", "TWh", "Hz",
	"kHz", "MHz", "GHz", "ko", "Mo", "Go", "To", "km/h", "m/s", "t/ha", "dB", "hPa", "kcal", "kJ"};

/* Signs that are a mistake without any blank, too: 50%. A letter glued to a number may be anything (5G, 3D, 12h30). */
static bool is_sign(struct text unit)
{
	static const char *const signs[] = {"%", "‰", "€", "°C"};
	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (text_is(unit, signs[i]))
			return true;
	return false;
}

/* Nothing but the end of the word may follow a unit: not l', t-, %d. */
static bool unit_ends(const struct sheet *sheet, size_t at)
{
	return !sheet_in_word(sheet, at) && !(at < sheet->text.size && strchr("'-_=", look(sheet, at))) &&
	       sheet_at(sheet, at) != 0x2019;
}

/* The unit that starts at `at`, empty when there is none. */
static struct text unit_at(const struct sheet *sheet, size_t at)
{
	for (size_t i = 0; i < ARRAY_SIZE(units); i++)
		if (starts(sheet, at, units[i]) && unit_ends(sheet, at + strlen(units[i])))
			return text_of(units[i]);
	return text_of("");
}

/* "12 h 30": the minutes belong to it. Behind the blank before them, `at` when there are none. */
static size_t skip_to_minutes(const struct sheet *sheet, struct text unit, size_t at)
{
	size_t next = skip_blank(sheet, at), end = skip_digits(sheet, next);
	return text_is(unit, "h") && next > at && end - next == 2 && !sheet_in_word(sheet, end) ? next : at;
}

static void report_unit(struct sheet *sheet, size_t end)
{
	size_t at = skip_blank(sheet, end);
	struct text unit = unit_at(sheet, at);
	size_t unit_end = at + unit.size, minutes = skip_to_minutes(sheet, unit, unit_end);
	if (unit.size == 0 || (at == end && !is_sign(unit)))
		return;
	bool blank_breaks = at == end || breaks(sheet, end),
	     minutes_break = minutes > unit_end && breaks(sheet, unit_end);
	if (!blank_breaks && !minutes_break)
		return;
	if (!minutes_break)
		minutes = unit_end;
	size_t start = blank_breaks ? end : at;
	char *better = memory_format("%s%s%s", blank_breaks ? NO_BREAK : "", unit.bytes, minutes_break ? NO_BREAK : "");
	sheet_report(sheet, TYPOGRAPHY_NUMBER_UNIT, start, minutes, better);
	free(better);
}

/* --- ordinals */

struct ending {
	const char *written, *right;
};

static const struct ending endings[] = {
	{"ième", "e"},
	{"ièmes", "es"},
	{"ieme", "e"},
	{"iemes", "es"},
	{"ème", "e"},
	{"èmes", "es"},
	{"éme", "e"},
	{"émes", "es"},
	{"eme", "e"},
	{"emes", "es"},
	{"e\xcc\x80me", "e"},
	{"e\xcc\x80mes", "es"},
	{"ie\xcc\x80me", "e"},
	{"ie\xcc\x80mes", "es"},
};

/* Behind 1 (or I) only. */
static const struct ending first_endings[] = {
	{"ère", "re"},
	{"ères", "res"},
	{"ere", "re"},
	{"eres", "res"},
	{"ière", "re"},
	{"ières", "res"},
	{"ier", "er"},
	{"iers", "ers"},
	{"e\xcc\x80re", "re"},
	{"e\xcc\x80res", "res"},
};

/* The ordinal of `figures` whose ending is written at `at`; a blank may stand between. */
static bool report_ending(struct sheet *sheet, const struct ending *list, size_t count, struct span figures, size_t at)
{
	struct text word = text_part(sheet->text, at, sheet_letters_after(sheet, at));
	for (size_t i = 0; i < count; i++) {
		if (!text_is(word, list[i].written) || is_digit(look(sheet, at + word.size)))
			continue;
		int size = (int)(figures.end - figures.start);
		char *better = memory_format("%.*s%s", size, sheet->text.bytes + figures.start, list[i].right);
		sheet_report(sheet, TYPOGRAPHY_ORDINAL, figures.start, at + word.size, better);
		free(better);
		return true;
	}
	return false;
}

static bool report_ordinal(struct sheet *sheet, struct span figures, size_t at)
{
	bool first = figures.end - figures.start == 1 && strchr("1I", sheet->text.bytes[figures.start]);
	return first ? report_ending(sheet, first_endings, ARRAY_SIZE(first_endings), figures, at)
		     : report_ending(sheet, endings, ARRAY_SIZE(endings), figures, at);
}

void figures_roman(struct sheet *sheet, size_t at)
{
	enum { LONGEST_ROMAN = 12 };
	size_t end = at;
	while (end - at < LONGEST_ROMAN && look(sheet, end) && strchr("IVXLCDM", look(sheet, end)))
		end++;
	if (!sheet_in_word_before(sheet, at))
		report_ordinal(sheet, (struct span){at, end}, end);
}

/* --- all of them */

size_t figures_number(struct sheet *sheet, size_t at)
{
	struct number number = read_number(sheet, at);
	if (sheet_in_word_before(sheet, at))
		return number.end;
	char before = at > 0 ? sheet->text.bytes[at - 1] : ' ';
	struct span figures = {number.groups > 1 ? number.groups_end - 3 : at, number.groups_end};
	if (number.end == number.groups_end && (report_ordinal(sheet, figures, number.end) ||
						       report_ordinal(sheet, figures, skip_blank(sheet, number.end))))
		return number.end;
	bool sign_is_code = (before == ':' || before == '=') && look(sheet, number.end) == '%'; /* width:50% */
	bool named = strchr(".,/+:#_\xb0", before) || (before == '-' && sheet_letters_before(sheet, at - 1) < at - 1);
	if (!named)
		report_thousands(sheet, &number);
	if (!sign_is_code)
		report_unit(sheet, number.end);
	return number.end;
}
