#include "spelling/inclusive.h"

#include "base/array.h"
#include "spelling/elision.h"
#include "spelling/pattern.h"
#include "spelling/unaccented.h"
#include "text/case.h"

/* N·m, kW·h: products of units. */
static bool units(const struct form *form, struct text token)
{
	static const char *const known[] = {"N", "m", "kW", "W", "h", "A", "kg", "s", "Pa", "J", "K", "t", "km", "V",
		"MW", "GW", "mol", "kN", "lm"};
	for (size_t i = 0; i < form->count && i <= FORM_PARTS; i++) {
		bool found = false;
		for (size_t k = 0; k < ARRAY_SIZE(known) && !found; k++)
			found = text_is(text_part(token, form->start[i], form->end[i]), known[k]);
		if (!found)
			return false;
	}
	return form->count > 1 && form->count <= FORM_PARTS;
}

/* The accents that the ending was written without in capitals: CONSEILLER·ERE. */
static struct text accented_ending(struct text written)
{
	static const char *const endings_of[][2] = {{"ere", "ère"}, {"eres", "ères"}, {"iere", "ière"},
		{"ieres", "ières"}, {"ete", "ète"}, {"eve", "ève"}, {"ine", "ïne"}};
	for (size_t i = 0; i < ARRAY_SIZE(endings_of); i++)
		if (text_is(written, endings_of[i][0]))
			return text_of(endings_of[i][1]);
	return written;
}

/* The form with another word before its endings. */
static bool fits_with(struct ending *ending, const struct form *form, struct text word)
{
	struct form accented = {.joint = form->joint, .count = form->count};
	case_lower(&accented.lower, word);
	accented.end[0] = accented.lower.size;
	for (size_t i = 1; i < form->count; i++) {
		accented.start[i] = accented.lower.size;
		buffer_add(&accented.lower, accented_ending(form_part(form, i)));
		accented.end[i] = accented.lower.size;
	}
	bool fits = pattern_fits(ending, &accented);
	buffer_clear(&accented.lower);
	return fits;
}

/* RESIDENT·E·S: the accents that were left out are put back, and the form is looked at again; DEPUTE·E as a participle
 * first, for `députe` is a word as well. */
static bool fits_accented(struct ending *ending, const struct form *form, struct text token)
{
	struct buffer word = {0}, restored = {0};
	if (case_of(token) != CASE_CAPITALS || form->hollow || form->count > FORM_PARTS)
		return false;
	struct text plain = form_part(form, 0);
	bool in_e = plain.size > 1 && plain.bytes[plain.size - 1] == 'e';
	case_upper(&word, text_part(plain, 0, plain.size - in_e));
	buffer_add_string(&word, in_e ? "É" : "");
	bool fits = fits_with(ending, form, buffer_text(&word)) ||
		    (unaccented_restore(&restored, ending->dictionary, buffer_text(&word)) &&
			    fits_with(ending, form, buffer_text(&restored)));
	if (!fits && in_e) {
		buffer_empty(&word);
		buffer_empty(&restored);
		case_upper(&word, plain);
		fits = fits_with(ending, form, plain) ||
		       (unaccented_restore(&restored, ending->dictionary, buffer_text(&word)) &&
			       fits_with(ending, form, buffer_text(&restored)));
	}
	buffer_clear(&restored);
	buffer_clear(&word);
	return fits;
}

static void add_preferred(struct buffer *out, const struct form *form, struct text token)
{
	for (size_t i = 0; i < form->count; i++) {
		struct text words = text_part(token, form->start[i], form->end[i]);
		if (i > 0)
			buffer_add_string(out, "·");
		if (form->joint == JOINT_CAPITAL && i > 0)
			case_lower(out, words);
		else
			buffer_add(out, words);
	}
}

static enum inclusive_verdict judge(
	struct dictionary *dictionary, const struct form *form, struct text token, struct buffer *preferred)
{
	struct ending ending = {.dictionary = dictionary};
	/* Signs that stand for much else: nothing but endings behind them. */
	for (size_t i = 1; i < form->count && form->joint != JOINT_DOT && form->joint != JOINT_OTHER; i++)
		if (i >= FORM_PARTS || !joint_is_ending(form_part(form, i)))
			return INCLUSIVE_NONE;
	/* Small letters of another size (İ): the parts would not be where they are. */
	bool fits =
		form->lower.size == token.size && (pattern_fits(&ending, form) || fits_accented(&ending, form, token));
	/* candidat(s): nothing but a plural, nothing to say of the brackets. */
	bool plural = form->joint == JOINT_PAREN && form->count == 2 && pattern_is_mark(form_part(form, 1)) &&
		      dictionary_has(dictionary, form_part(form, 0));
	ending_clear(&ending);
	if (plural || (form->joint == JOINT_DOT && fits) || units(form, token))
		return INCLUSIVE_RIGHT;
	if (fits) {
		if (preferred)
			add_preferred(preferred, form, token);
		return INCLUSIVE_VARIANT;
	}
	return form->joint == JOINT_DOT || form->joint == JOINT_OTHER ? INCLUSIVE_WRONG : INCLUSIVE_NONE;
}

static enum inclusive_verdict check_by(
	struct dictionary *dictionary, struct text token, enum joint by, struct buffer *preferred)
{
	struct form form = {0};
	form_cut(&form, token, by);
	enum inclusive_verdict verdict = INCLUSIVE_NONE;
	if (form.count > 1 && form.joint != JOINT_NONE)
		verdict = judge(dictionary, &form, token, preferred);
	form_clear(&form);
	return verdict;
}

/* What stands before a hyphen and is no word of its own. */
static bool is_prefix(struct text words)
{
	static const char *const prefixes[] = {"co", "ex", "non", "inter", "pro", "anti", "néo", "semi", "auto", "éco",
		"socio", "multi", "pluri", "trans", "afro", "euro", "franco", "anglo", "germano", "luso", "latino",
		"turco", "sino", "italo", "hispano", "israélo", "russo", "gréco", "austro", "nord", "sud", "sous",
		"vice", "intra", "extra"};
	struct buffer lower = {0};
	bool found = false;
	case_lower(&lower, words);
	for (size_t i = 0; i < ARRAY_SIZE(prefixes) && !found; i++)
		found = text_is(buffer_text(&lower), prefixes[i]);
	buffer_clear(&lower);
	return found;
}

/* vice-président·e, président·e-directeur·rice: each part between hyphens by itself. */
static enum inclusive_verdict check_compound(struct dictionary *dictionary, struct text token, struct buffer *preferred)
{
	enum inclusive_verdict verdict = INCLUSIVE_RIGHT;
	struct buffer whole = {0};
	for (size_t start = 0; start <= token.size && verdict != INCLUSIVE_WRONG;) {
		const char *hyphen = memchr(token.bytes + start, '-', token.size - start);
		size_t end = hyphen ? (size_t)(hyphen - token.bytes) : token.size;
		struct text words = text_part(token, start, end);
		enum inclusive_verdict one = inclusive_check(dictionary, words, &whole);
		if (one == INCLUSIVE_VARIANT || one == INCLUSIVE_WRONG)
			verdict = one;
		else if (one == INCLUSIVE_NONE && !is_prefix(words) && !dictionary_has(dictionary, words))
			verdict = INCLUSIVE_WRONG;
		if (one != INCLUSIVE_VARIANT)
			buffer_add(&whole, words);
		if (hyphen)
			buffer_add_byte(&whole, '-');
		start = end + 1;
	}
	if (verdict == INCLUSIVE_VARIANT && preferred)
		buffer_add(preferred, buffer_text(&whole));
	buffer_clear(&whole);
	return verdict;
}

static enum inclusive_verdict check_signs(struct dictionary *dictionary, struct text token, struct buffer *preferred)
{
	static const enum joint others[] = {JOINT_PAREN, JOINT_STOP, JOINT_HYPHEN, JOINT_CAPITAL};
	if (joint_holds(token, JOINT_DOT)) {
		enum inclusive_verdict verdict = check_by(dictionary, token, JOINT_DOT, preferred);
		if (verdict == INCLUSIVE_WRONG && memchr(token.bytes, '-', token.size))
			verdict = check_compound(dictionary, token, preferred);
		return verdict;
	}
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		if (others[i] != JOINT_CAPITAL && !joint_holds(token, others[i]))
			continue;
		enum inclusive_verdict verdict = check_by(dictionary, token, others[i], preferred);
		if (verdict != INCLUSIVE_NONE)
			return verdict;
	}
	return INCLUSIVE_NONE;
}

enum inclusive_verdict inclusive_check(struct dictionary *dictionary, struct text token, struct buffer *preferred)
{
	if (token.size > DICTIONARY_WORD_LIMIT || token.size < 3)
		return INCLUSIVE_NONE;
	size_t elided = elision_size(token);
	struct text rest = text_part(token, elided, token.size);
	size_t before = preferred ? preferred->size : 0;
	enum inclusive_verdict verdict = check_signs(dictionary, rest, preferred);
	if (elided == 0 || verdict == INCLUSIVE_NONE)
		return verdict;
	if (preferred && preferred->size > before)
		buffer_replace(preferred, before, before, text_part(token, 0, elided));
	return elision_fits(rest) ? verdict : INCLUSIVE_WRONG;
}
