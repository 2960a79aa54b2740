#include "spelling/typography.h"

#include "base/language.h"
#include "base/memory.h"
#include "spelling/typeset.h"
#include "text/utf8.h"

bool typography_profile_find(enum typography_profile *out, struct text name)
{
	static const char *const names[] = {[TYPOGRAPHY_NONE] = "none",
		[TYPOGRAPHY_IMPRIMERIE_NATIONALE] = "imprimerie-nationale",
		[TYPOGRAPHY_UNION_EUROPEENNE] = "union-europeenne"};
	*out = TYPOGRAPHY_IMPRIMERIE_NATIONALE;
	if (name.size == 0)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_is(name, names[i])) {
			*out = (enum typography_profile)i;
			return true;
		}
	return false;
}

const char *typography_rule_name(enum typography_rule rule)
{
	static const char *const names[] = {
		[TYPOGRAPHY_APOSTROPHE] = "apostrophe",
		[TYPOGRAPHY_HIGH_MARKS] = "high-marks",
		[TYPOGRAPHY_COLON] = "colon",
		[TYPOGRAPHY_STRAIGHT_QUOTES] = "straight-quotes",
		[TYPOGRAPHY_GUILLEMETS] = "guillemets",
		[TYPOGRAPHY_ELLIPSIS] = "ellipsis",
		[TYPOGRAPHY_SPACE_BEFORE_COMMA] = "space-before-comma",
		[TYPOGRAPHY_NO_SPACE_AFTER] = "no-space-after",
		[TYPOGRAPHY_DOUBLE_SPACE] = "double-space",
		[TYPOGRAPHY_ORDINAL] = "ordinal",
		[TYPOGRAPHY_CAPITAL_ACCENT] = "capital-accent",
		[TYPOGRAPHY_NUMBER_UNIT] = "number-unit",
		[TYPOGRAPHY_THOUSANDS] = "thousands",
		[TYPOGRAPHY_LIGATURE] = "ligature",
		[TYPOGRAPHY_ABBREVIATION] = "abbreviation",
	};
	return names[rule];
}

const char *typography_rule_label(enum typography_rule rule)
{
	static const char *const labels[] = {
		[TYPOGRAPHY_APOSTROPHE] = N_("curved apostrophe"),
		[TYPOGRAPHY_HIGH_MARKS] = N_("space before ; ! ?"),
		[TYPOGRAPHY_COLON] = N_("space before a colon"),
		[TYPOGRAPHY_STRAIGHT_QUOTES] = N_("guillemets, not straight quotes"),
		[TYPOGRAPHY_GUILLEMETS] = N_("space inside guillemets"),
		[TYPOGRAPHY_ELLIPSIS] = N_("one sign for three dots"),
		[TYPOGRAPHY_SPACE_BEFORE_COMMA] = N_("no space before a comma or full stop"),
		[TYPOGRAPHY_NO_SPACE_AFTER] = N_("space after a comma, semicolon or colon"),
		[TYPOGRAPHY_DOUBLE_SPACE] = N_("one space, not several"),
		[TYPOGRAPHY_ORDINAL] = N_("short ordinals: 1re, 2e"),
		[TYPOGRAPHY_CAPITAL_ACCENT] = N_("accents on capitals"),
		[TYPOGRAPHY_NUMBER_UNIT] = N_("no-break space between number and unit"),
		[TYPOGRAPHY_THOUSANDS] = N_("narrow no-break space between thousands"),
		[TYPOGRAPHY_LIGATURE] = N_("ligatures: œ"),
		[TYPOGRAPHY_ABBREVIATION] = N_("abbreviations: M., Mme, n°"),
	};
	return _(labels[rule]);
}

void typeset_report(struct typeset *set, enum typography_rule rule, size_t start, size_t end, const char *better)
{
	for (size_t i = start; i < end; i++)
		if (spans_hold(set->masked, i))
			return;
	struct finding *finding = findings_add(set->out, FINDING_TYPOGRAPHY, start, end, memory_string(better));
	finding->rule = rule;
}

int32_t typeset_before(struct text text, size_t at, size_t *start)
{
	int32_t point = 0;
	*start = at > 0 ? utf8_back(text, at) : 0;
	if (at > 0)
		utf8_step(text, *start, &point);
	return point;
}

int32_t typeset_at(struct text text, size_t at)
{
	int32_t point = 0;
	if (at < text.size)
		utf8_step(text, at, &point);
	return point;
}

static bool is_letter(int32_t point)
{
	return point > 0 && (utf8_is_letter(point) || utf8_is_mark(point));
}

/* The end of the run of letters, or digits, from `at`. */
static size_t run_end(struct text text, size_t at, bool letters)
{
	while (at < text.size) {
		int32_t point;
		size_t size = utf8_step(text, at, &point);
		if (letters ? !is_letter(point) : !(point >= '0' && point <= '9'))
			break;
		at += size;
	}
	return at;
}

/* A blank line, or the end: where a paragraph ends. */
static size_t paragraph_end(struct text text, size_t at)
{
	const char *end = at < text.size ? memmem(text.bytes + at, text.size - at, "\n\n", 2) : NULL;
	return end ? (size_t)(end - text.bytes) + 2 : text.size;
}

void typography_check(struct findings *out, struct text text, const struct spans *masked, const char *language,
	enum typography_profile profile)
{
	struct typeset set = {out, text, masked, strncmp(language, "fr", 2) == 0, profile};
	if (profile == TYPOGRAPHY_NONE)
		return;
	for (size_t at = 0; at < text.size;) {
		int32_t point;
		size_t size = utf8_step(text, at, &point);
		if (set.french && is_letter(point)) {
			size = run_end(text, at, true) - at;
			lettering_word(&set, at, at + size);
		} else if (set.french && point >= '0' && point <= '9') {
			size = run_end(text, at, false) - at;
			lettering_figure(&set, at, at + size);
		} else {
			punctuation_check(&set, at);
		}
		at += size;
	}
	for (size_t at = 0; set.french && at < text.size; at = paragraph_end(text, at))
		punctuation_quotes(&set, at, paragraph_end(text, at));
}
