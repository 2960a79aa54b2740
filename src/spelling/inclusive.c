#include "spelling/inclusive.h"

#include "base/array.h"
#include "spelling/unaccented.h"
#include "spelling/elision.h"
#include "spelling/ending.h"
#include "text/case.h"
#include "text/utf8.h"

enum { PARTS_MOST = 4, MIDDLE_DOT = 0xb7 };

/* How the parts of a form are joined. */
enum joint {
	JOINT_NONE,
	JOINT_DOT,    /* · */
	JOINT_OTHER,  /* • ⋅ ‧ ・ ∙ : the same sign, badly chosen */
	JOINT_PAREN,  /* résident(e)s */
	JOINT_STOP,   /* résident.e.s */
	JOINT_HYPHEN, /* résident-e-s */
	JOINT_CAPITAL /* résidentEs */
};

/* A form cut into its parts, in small letters. */
struct form {
	enum joint joint; /* of the first cut; JOINT_DOT with another sign among them is JOINT_OTHER */
	struct buffer lower;
	size_t start[PARTS_MOST + 1], end[PARTS_MOST + 1]; /* bytes of the token, and of `lower`, which are the same */
	size_t count;                                      /* of parts; more than PARTS_MOST: too many */
	bool hollow;                                       /* an empty part */
};

static enum joint sign_of(int32_t point)
{
	switch (point) {
	case MIDDLE_DOT:
		return JOINT_DOT;
	case 0x2022:
	case 0x22c5:
	case 0x2027:
	case 0x30fb:
	case 0x2219:
	case 0x387:
		return JOINT_OTHER;
	default:
		return JOINT_NONE;
	}
}

/* Endings as they stand in brackets, behind a full stop or a hyphen, without the s of the plural. */
static const char *const endings[] = {"e", "ne", "le", "te", "se", "sse", "fe", "ve", "que", "che", "ère", "ière",
	"rice", "trice", "ice", "euse", "esse", "elle", "ive", "enne", "ète", "ale", "ë", "ine", "he", "resse"};

static bool is_ending(struct text written)
{
	struct text stem = written;
	if (stem.size > 1 && stem.bytes[stem.size - 1] == 's')
		stem.size--;
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (text_is(stem, endings[i]))
			return true;
	return text_is(written, "s") || text_is(written, "x") || text_is(written, "aux");
}

static size_t letters_at(struct text text, size_t at)
{
	size_t end = at;
	while (end < text.size) {
		int32_t point;
		size_t size = utf8_step(text, end, &point);
		if (point == UTF8_INVALID || !(utf8_is_letter(point) || utf8_is_mark(point)))
			break;
		end += size;
	}
	return end - at;
}

/* "résident" for the tokeniser: what goes on behind it. */
static size_t more_dotted(struct text text, size_t at)
{
	size_t end = at;
	int32_t point;
	while (end < text.size) {
		size_t size = utf8_step(text, end, &point);
		if (point == UTF8_INVALID || sign_of(point) == JOINT_NONE)
			break;
		end += size;
	}
	size_t letters = end > at ? letters_at(text, end) : 0;
	return letters ? end + letters - at : 0;
}

static size_t more_bracketed(struct text text, size_t at)
{
	size_t letters = letters_at(text, at + 1), close = at + 1 + letters;
	if (letters == 0 || close >= text.size || text.bytes[close] != ')')
		return 0;
	struct buffer lower = {0};
	case_lower(&lower, text_part(text, at + 1, close));
	bool fits = is_ending(buffer_text(&lower));
	buffer_clear(&lower);
	if (!fits)
		return 0;
	size_t tail = letters_at(text, close + 1);
	bool mark = tail == 1 && strchr("sxSX", text.bytes[close + 1]);
	return tail == 0 || mark ? close + 1 + tail - at : 0;
}

static size_t more_stopped(struct text text, size_t at)
{
	size_t letters = letters_at(text, at + 1);
	return is_ending(text_part(text, at + 1, at + 1 + letters)) ? 1 + letters : 0;
}

size_t inclusive_more(struct text text, size_t at)
{
	if (at >= text.size)
		return 0;
	switch (text.bytes[at]) {
	case '(':
		return more_bracketed(text, at);
	case '.':
		return more_stopped(text, at);
	default:
		return (unsigned char)text.bytes[at] < 0x80 ? 0 : more_dotted(text, at);
	}
}

/* --- cutting */

static void add_part(struct form *form, size_t start, size_t end)
{
	form->hollow |= start == end;
	if (form->count <= PARTS_MOST) {
		form->start[form->count] = start;
		form->end[form->count] = end;
	}
	form->count++;
}

/* The joint that begins at byte `at`, and its size. */
static enum joint joint_at(struct text token, size_t at, size_t *size)
{
	int32_t point;
	*size = utf8_step(token, at, &point);
	switch (point) {
	case '(':
	case ')':
		return JOINT_PAREN;
	case '.':
		return JOINT_STOP;
	case '-':
		return JOINT_HYPHEN;
	default:
		return sign_of(point);
	}
}

/* At each sign of `by`; a bracket that closes the token closes no part. */
static void cut(struct form *out, struct text token, enum joint by)
{
	size_t start = 0;
	for (size_t at = 0, size; at < token.size; at += size) {
		enum joint joint = joint_at(token, at, &size);
		bool here = joint == by || (by == JOINT_DOT && joint == JOINT_OTHER);
		if (!here)
			continue;
		if (out->joint == JOINT_NONE || joint == JOINT_OTHER)
			out->joint = joint;
		add_part(out, start, at);
		start = at + size;
	}
	if (by != JOINT_PAREN || start < token.size)
		add_part(out, start, token.size);
}

/* résidentEs: small letters, capitals, perhaps a small s. */
static bool cut_capitals(struct form *out, struct text token)
{
	size_t first = 0, last = 0;
	for (size_t at = 0; at < token.size;) {
		size_t before = at;
		at += utf8_step(token, at, &(int32_t){0});
		if (before > 0 && case_of(text_part(token, before, at)) == CASE_CAPITALISED) {
			first = first ? first : before;
			last = at;
		}
	}
	struct text tail = text_part(token, last, token.size);
	if (first < 3 || case_of(text_part(token, first - 1, first)) == CASE_CAPITALISED || tail.size > 1 ||
		(tail.size == 1 && tail.bytes[0] != 's') ||
		(last - first > 1 && case_of(text_part(token, first, last)) != CASE_CAPITALS))
		return false;
	out->joint = JOINT_CAPITAL;
	add_part(out, 0, first);
	add_part(out, first, last);
	if (tail.size)
		add_part(out, last, token.size);
	return true;
}

/* --- the parts of a form */

static struct text part(const struct form *form, size_t i)
{
	return text_part(buffer_text(&form->lower), form->start[i], form->end[i]);
}

/* The words of one form, joined. */
static struct text joined(struct buffer *out, struct text one, struct text two)
{
	buffer_empty(out);
	buffer_add(out, one);
	buffer_add(out, two);
	return buffer_text(out);
}

static bool knows(struct ending *ending, struct text word, int gender, int number)
{
	readings_find(&ending->other, ending->dictionary, word);
	return readings_have(&ending->other, gender, number);
}

static bool ends_in_s(struct text word)
{
	return word.size > 0 && strchr("sxz", word.bytes[word.size - 1]) != NULL;
}

/* Whether the masculine takes that mark of the plural; one in s, x, z takes it from the feminine alone. */
static bool plural_fits(struct ending *ending, struct text masculine, struct text mark)
{
	struct buffer plural = {0};
	bool fits;
	if (text_is(mark, "aux")) {
		size_t size = masculine.size;
		fits = size > 2 && memcmp(masculine.bytes + size - 2, "al", 2) == 0 &&
		       knows(ending, joined(&plural, text_part(masculine, 0, size - 2), mark), GENDER_MASCULINE,
			       NUMBER_PLURAL);
	} else if (text_is(mark, "s") && ends_in_s(masculine)) {
		fits = knows(ending, masculine, GENDER_MASCULINE, NUMBER_PLURAL);
	} else {
		fits = (text_is(mark, "s") || text_is(mark, "x")) &&
		       knows(ending, joined(&plural, masculine, mark), GENDER_MASCULINE, NUMBER_PLURAL);
	}
	buffer_clear(&plural);
	return fits;
}

static bool is_mark(struct text text)
{
	return text_is(text, "s") || text_is(text, "x") || text_is(text, "aux");
}

/* jeune·s, membre·s: of either gender, only the plural is written. */
static bool only_plural(struct ending *ending, struct text word, struct text mark)
{
	struct buffer plural = {0};
	bool fits = (text_is(mark, "s") || text_is(mark, "x")) &&
		    knows(ending, word, GENDER_MASCULINE, NUMBER_SINGULAR) &&
		    readings_have(&ending->other, GENDER_FEMININE, NUMBER_SINGULAR) &&
		    dictionary_has(ending->dictionary, joined(&plural, word, mark));
	buffer_clear(&plural);
	return fits;
}

/* résident·e, résident·es, locaux·ales, maître·sse */
static bool two_fit(struct ending *ending, struct text word, struct text written)
{
	if (ending_fits(ending, word, written, NUMBER_SINGULAR) || ending_fits(ending, word, written, NUMBER_PLURAL))
		return true;
	/* The s of the feminine is the masculine's, too. */
	struct text stem = text_part(written, 0, written.size - 1);
	return written.size > 1 && written.bytes[written.size - 1] == 's' &&
	       ending_fits(ending, word, stem, NUMBER_SINGULAR) && plural_fits(ending, word, text_of("s"));
}

/* étudiantes·ants, actrice·eur: the feminine first. */
static bool feminine_first(struct ending *ending, struct text feminine, struct text written)
{
	static const char *const masculine_ends[] = {"eur", "teur", "er", "ier", "eux", "if", "ien", "en", "ant", "ent",
		"é", "eurs", "teurs", "ers", "iers", "ifs", "iens", "ens", "ants", "ents", "és", "ain", "ains", "el",
		"els", "aux"};
	struct buffer masculine = {0};
	bool fits = false, possible = false;
	for (size_t i = 0; i < ARRAY_SIZE(masculine_ends) && !possible; i++)
		possible = text_is(written, masculine_ends[i]);
	possible = possible && knows(ending, feminine, GENDER_FEMININE, NUMBER_SINGULAR | NUMBER_PLURAL);
	for (size_t size = feminine.size; possible && size > 0 && !fits; size = utf8_back(feminine, size))
		fits = size < feminine.size &&
		       ending_pair(ending, joined(&masculine, text_part(feminine, 0, size), written), feminine);
	buffer_clear(&masculine);
	return fits;
}

/* act·eur·rice, heureu·x·se: what both share, then each. */
static bool stem_and_two(struct ending *ending, struct text stem, struct text one, struct text other)
{
	struct buffer masculine = {0}, feminine = {0};
	joined(&masculine, stem, one);
	joined(&feminine, stem, other);
	/* élu·s·es: the stem alone is the masculine */
	bool split = one.size == 1 && is_mark(one) && dictionary_has(ending->dictionary, stem);
	bool fits = stem.size > 1 && one.size > 0 && !is_mark(other) && !split &&
		    ending_pair(ending, buffer_text(&masculine), buffer_text(&feminine));
	buffer_clear(&masculine);
	buffer_clear(&feminine);
	return fits;
}

/* Forms whose parts are no words of their own. */
static bool settled(const struct form *form)
{
	static const char *const known[] = {"tou·te·s", "tou·tes", "tou·s·tes", "celles·eux", "ceux·elles", "ce·tte",
		"il·elle·s", "ils·elle·s", "quelques-un·e·s", "quelqu'un·e", "tout·e", "poète·sse", "poète·sse·s",
		"exprès·se", "chacun·e", "d'un·e", "tel·le·s", "quel·le·s", "du·de", "au·à", "nombreux·ses",
		"nombreu·x·ses", "madame·monsieur", "m·mme", "mme·m"};
	struct buffer all = {0};
	for (size_t i = 0; i < form->count; i++) {
		if (i > 0)
			buffer_add_string(&all, "·");
		buffer_add(&all, part(form, i));
	}
	bool found = false;
	for (size_t i = 0; i < ARRAY_SIZE(known) && !found; i++)
		found = text_is(buffer_text(&all), known[i]);
	buffer_clear(&all);
	return found;
}

static bool well_made(struct ending *ending, const struct form *form)
{
	if (form->hollow || form->count < 2 || form->count > PARTS_MOST)
		return false;
	if (settled(form))
		return true;
	struct text word = part(form, 0), second = part(form, 1);
	if (form->count == 2)
		return only_plural(ending, word, second) || two_fit(ending, word, second) ||
		       ending_pair(ending, word, second) || feminine_first(ending, word, second);
	struct text third = part(form, 2);
	if (form->count == 3)
		return (is_mark(third) && ending_fits(ending, word, second, NUMBER_SINGULAR) &&
			       plural_fits(ending, word, third)) ||
		       stem_and_two(ending, word, second, third);
	/* act·eur·rice·s */
	struct text mark = part(form, 3);
	struct buffer masculine = {0};
	bool fits = text_is(mark, "s") && stem_and_two(ending, word, second, third) &&
		    plural_fits(ending, joined(&masculine, word, second), mark);
	buffer_clear(&masculine);
	return fits;
}

/* --- judging */

/* N·m, kW·h: products of units. */
static bool units(const struct form *form, struct text token)
{
	static const char *const known[] = {"N", "m", "kW", "W", "h", "A", "kg", "s", "Pa", "J", "K", "t", "km", "V",
		"MW", "GW", "mol", "kN", "lm"};
	for (size_t i = 0; i < form->count && i <= PARTS_MOST; i++) {
		bool found = false;
		for (size_t k = 0; k < ARRAY_SIZE(known) && !found; k++)
			found = text_is(text_part(token, form->start[i], form->end[i]), known[k]);
		if (!found)
			return false;
	}
	return form->count > 1 && form->count <= PARTS_MOST;
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
		buffer_add(&accented.lower, accented_ending(part(form, i)));
		accented.end[i] = accented.lower.size;
	}
	bool fits = well_made(ending, &accented);
	buffer_clear(&accented.lower);
	return fits;
}

/* RESIDENT·E·S: the accents that were left out are put back, and the form is looked at again; DEPUTE·E as a participle
 * first, for `députe` is a word as well. */
static bool fits_accented(struct ending *ending, const struct form *form, struct text token)
{
	struct buffer word = {0}, restored = {0};
	if (case_of(token) != CASE_CAPITALS || form->hollow || form->count > PARTS_MOST)
		return false;
	struct text plain = part(form, 0);
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
	struct dictionary *dictionary, struct form *form, struct text token, struct buffer *preferred)
{
	struct ending ending = {.dictionary = dictionary};
	case_lower(&form->lower, token);
	/* Signs that stand for much else: nothing but endings behind them. */
	for (size_t i = 1; i < form->count && form->joint != JOINT_DOT && form->joint != JOINT_OTHER; i++)
		if (i >= PARTS_MOST || !is_ending(part(form, i)))
			return INCLUSIVE_NONE;
	/* Small letters of another size (İ): the parts would not be where they are. */
	bool fits = form->lower.size == token.size && (well_made(&ending, form) || fits_accented(&ending, form, token));
	/* candidat(s): nothing but a plural, nothing to say of the brackets. */
	bool plural = form->joint == JOINT_PAREN && form->count == 2 && is_mark(part(form, 1)) &&
		      dictionary_has(dictionary, part(form, 0));
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
	if (by == JOINT_CAPITAL)
		cut_capitals(&form, token);
	else
		cut(&form, token, by);
	enum inclusive_verdict verdict = INCLUSIVE_NONE;
	if (form.count > 1 && form.joint != JOINT_NONE)
		verdict = judge(dictionary, &form, token, preferred);
	buffer_clear(&form.lower);
	return verdict;
}

static bool has_sign(struct text token, enum joint by)
{
	for (size_t at = 0, size; at < token.size; at += size) {
		enum joint joint = joint_at(token, at, &size);
		if (joint == by || (by == JOINT_DOT && joint == JOINT_OTHER))
			return true;
	}
	return false;
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
	if (has_sign(token, JOINT_DOT)) {
		enum inclusive_verdict verdict = check_by(dictionary, token, JOINT_DOT, preferred);
		if (verdict == INCLUSIVE_WRONG && memchr(token.bytes, '-', token.size))
			verdict = check_compound(dictionary, token, preferred);
		return verdict;
	}
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		if (others[i] != JOINT_CAPITAL && !has_sign(token, others[i]))
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
