#include "spelling/typography.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/language.h"
#include "spelling/capitals.h"
#include "spelling/figures.h"
#include "spelling/finding.h"
#include "spelling/letters.h"
#include "spelling/quotes.h"
#include "spelling/sheet.h"
#include "spelling/spacing.h"

bool typography_profile_find(enum typography_profile *out, struct text name)
{
	static const char *const names[] = {
		[TYPOGRAPHY_NONE] = "none",
		[TYPOGRAPHY_IMPRIMERIE_NATIONALE] = "imprimerie-nationale",
		[TYPOGRAPHY_UNION_EUROPEENNE] = "union-europeenne",
	};
	*out = TYPOGRAPHY_IMPRIMERIE_NATIONALE;
	if (name.size == 0)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (text_is(name, names[i])) {
			*out = (enum typography_profile)i;
			return true;
		}
	return false;
}

static const struct {
	const char *name, *label;
} rules[TYPOGRAPHY_RULES] = {
	[TYPOGRAPHY_APOSTROPHE] = {"apostrophe", N_("curved apostrophe")},
	[TYPOGRAPHY_HIGH_MARKS] = {"high-marks", N_("space before ; ! ?")},
	[TYPOGRAPHY_COLON] = {"colon", N_("space before a colon")},
	[TYPOGRAPHY_STRAIGHT_QUOTES] = {"straight-quotes", N_("guillemets, not straight quotes")},
	[TYPOGRAPHY_GUILLEMETS] = {"guillemets", N_("space inside guillemets")},
	[TYPOGRAPHY_ELLIPSIS] = {"ellipsis", N_("one sign for three dots")},
	[TYPOGRAPHY_SPACE_BEFORE_COMMA] = {"space-before-comma", N_("no space before a comma or full stop")},
	[TYPOGRAPHY_NO_SPACE_AFTER] = {"no-space-after", N_("space after a comma, semicolon or colon")},
	[TYPOGRAPHY_DOUBLE_SPACE] = {"double-space", N_("one space, not several")},
	[TYPOGRAPHY_ORDINAL] = {"ordinal", N_("short ordinals: 1re, 2e")},
	[TYPOGRAPHY_CAPITAL_ACCENT] = {"capital-accent", N_("accents on capitals")},
	[TYPOGRAPHY_NUMBER_UNIT] = {"number-unit", N_("no-break space between number and unit")},
	[TYPOGRAPHY_THOUSANDS] = {"thousands", N_("narrow no-break space between thousands")},
	[TYPOGRAPHY_LIGATURE] = {"ligature", N_("ligatures: œ")},
	[TYPOGRAPHY_ABBREVIATION] = {"abbreviation", N_("abbreviations: M., Mme, n°")},
};

const char *typography_rule_name(enum typography_rule rule)
{
	return rules[rule].name;
}

const char *typography_rule_label(enum typography_rule rule)
{
	return _(rules[rule].label);
}

/* Shows the rules what stands at byte `at`; returns the byte to go on with. */
static size_t check_french(struct sheet *sheet, size_t at)
{
	struct text text = sheet->text;
	switch (text.bytes[at]) {
	case '\'':
		letters_apostrophe(sheet, at);
		break;
	case ';':
	case '!':
	case '?':
		spacing_high_mark(sheet, at);
		if (text.bytes[at] == ';')
			spacing_after(sheet, at);
		break;
	case ':':
		spacing_colon(sheet, at);
		spacing_after(sheet, at);
		break;
	case '"':
		quotes_straight(sheet, at);
		break;
	case '\xc2':
		if (at + 1 < text.size && text.bytes[at + 1] == '\xab')
			spacing_opening(sheet, at);
		if (at + 1 < text.size && text.bytes[at + 1] == '\xbb')
			spacing_closing(sheet, at);
		break;
	case '.':
		letters_ellipsis(sheet, at);
		spacing_low_mark(sheet, at);
		break;
	case ',':
		spacing_low_mark(sheet, at);
		spacing_after(sheet, at);
		break;
	case ' ':
		spacing_double(sheet, at);
		break;
	case '0' ... '9':
		return figures_number(sheet, at);
	case 'X':
	case 'V':
		figures_roman(sheet, at);
		break;
	case 'I':
		figures_roman(sheet, at);
		capitals_check(sheet, at);
		break;
	case 'E':
	case 'A':
		capitals_check(sheet, at);
		break;
	case 'o':
	case 'O':
		letters_ligature(sheet, at);
		break;
	case 'M':
	case 'n':
	case 'N':
		letters_abbreviation(sheet, at);
		break;
	default:
		break;
	}
	return at + 1;
}

static size_t check_any(struct sheet *sheet, size_t at)
{
	if (sheet->text.bytes[at] == ' ')
		spacing_double(sheet, at);
	return at + 1;
}

/* One place is one finding: a double space is no news where another rule replaces it anyway, and of two others that
 * want the same blank the first has it. */
static void hand_over(struct findings *out, struct findings *found)
{
	findings_sort(found);
	size_t reached = 0;
	for (size_t i = 0; i < found->count; i++) {
		struct finding *finding = &found->items[i];
		const struct finding *next = i + 1 < found->count ? finding + 1 : NULL;
		bool doubled = finding->rule == TYPOGRAPHY_DOUBLE_SPACE && next && next->start < finding->end;
		if (doubled || finding->start < reached)
			continue;
		reached = finding->end;
		findings_add(out, FINDING_TYPOGRAPHY, finding->start, finding->end, finding->better)->rule =
			finding->rule;
		finding->better = NULL;
	}
	findings_clear(found);
}

void typography_check(struct findings *out, struct text text, size_t from, const struct spans *masked,
	const char *language, enum typography_profile profile)
{
	if (profile == TYPOGRAPHY_NONE)
		return;
	bool french =
		strncmp(language, "fr", 2) == 0 && (language[2] == '\0' || language[2] == '_' || language[2] == '-');
	struct findings found = {0};
	struct sheet sheet = {.text = text, .masked = masked, .found = &found, .profile = profile};
	size_t next = 0;
	for (size_t at = from; at < text.size;) {
		const struct span *span = spans_from(masked, &next, at);
		if (span && span->start <= at)
			at = span->end;
		else
			at = french ? check_french(&sheet, at) : check_any(&sheet, at);
	}
	hand_over(out, &found);
}
