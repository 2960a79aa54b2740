#include "spelling/pattern.h"

#include "base/array.h"
#include "text/utf8.h"

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

bool pattern_is_mark(struct text text)
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
	bool split = one.size == 1 && pattern_is_mark(one) && dictionary_has(ending->dictionary, stem);
	bool fits = stem.size > 1 && one.size > 0 && !pattern_is_mark(other) && !split &&
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
		buffer_add(&all, form_part(form, i));
	}
	bool found = false;
	for (size_t i = 0; i < ARRAY_SIZE(known) && !found; i++)
		found = text_is(buffer_text(&all), known[i]);
	buffer_clear(&all);
	return found;
}

bool pattern_fits(struct ending *ending, const struct form *form)
{
	if (form->hollow || form->count < 2 || form->count > FORM_PARTS)
		return false;
	if (settled(form))
		return true;
	struct text word = form_part(form, 0), second = form_part(form, 1);
	if (form->count == 2)
		return only_plural(ending, word, second) || two_fit(ending, word, second) ||
		       ending_pair(ending, word, second) || feminine_first(ending, word, second);
	struct text third = form_part(form, 2);
	if (form->count == 3)
		return (pattern_is_mark(third) && ending_fits(ending, word, second, NUMBER_SINGULAR) &&
			       plural_fits(ending, word, third)) ||
		       stem_and_two(ending, word, second, third);
	/* act·eur·rice·s */
	struct text mark = form_part(form, 3);
	struct buffer masculine = {0};
	bool fits = text_is(mark, "s") && stem_and_two(ending, word, second, third) &&
		    plural_fits(ending, joined(&masculine, word, second), mark);
	buffer_clear(&masculine);
	return fits;
}
