#include "spelling/judge.h"

#include "base/array.h"
#include "spelling/unaccented.h"
#include "spelling/elision.h"
#include "spelling/inclusive.h"
#include "spelling/token.h"
#include "text/case.h"
#include "text/utf8.h"

/* What is found in a part counts for the whole; the gravest first. GOOD is none of a finding. */
enum ruling { RULING_GOOD = -1 };

struct found {
	int kind;             /* of enum finding_kind, or RULING_GOOD */
	struct buffer better; /* the part as it would better be */
};

static struct found judge_word(const struct judge *judge, struct text word);

static struct found plain(int kind)
{
	return (struct found){.kind = kind};
}

/* --- scripts and figures */

/* Letters of another script than Latin, and none of it: a name as its own language writes it. */
static bool foreign_script(struct text word, bool *mixed)
{
	enum { LATIN_END = 0x250, LATIN_MORE = 0x1e00, LATIN_MORE_END = 0x1f00 };
	size_t latin = 0, other = 0;
	for (size_t at = 0; at < word.size;) {
		int32_t point;
		at += utf8_step(word, at, &point);
		if (point == UTF8_INVALID || !utf8_is_letter(point))
			continue;
		if (point < LATIN_END || (point >= LATIN_MORE && point < LATIN_MORE_END))
			latin++;
		else
			other++;
	}
	*mixed = latin > 0 && other > 0;
	return latin == 0 && other > 0;
}

/* A run of small letters between figures or capitals that is long enough to be a word: it has to be one. */
static struct found judge_figures(const struct judge *judge, struct text word)
{
	enum { WORD_LEAST = 4 };
	size_t start = 0;
	while (start < word.size) {
		size_t end = start;
		int32_t point;
		for (size_t at = start; at < word.size; end = at) {
			at += utf8_step(word, at, &point);
			if (point == UTF8_INVALID || !utf8_is_letter(point))
				break;
		}
		struct text run = text_part(word, start, end);
		if (utf8_points(run) >= WORD_LEAST && !dictionary_has(judge->dictionary, run))
			return plain(FINDING_MISSPELT);
		start = end > start ? end : end + utf8_step(word, end, &point);
	}
	return plain(RULING_GOOD);
}

/* XIV, XXIe, Ier: as figures are. */
static bool roman(struct text word)
{
	static const char *const endings[] = {"", "e", "es", "er", "ers", "re", "res", "ème", "èmes"};
	size_t size = 0;
	while (size < word.size && strchr("IVXLCDM", word.bytes[size]))
		size++;
	struct text ending = text_part(word, size, word.size);
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (size > 0 && text_is(ending, endings[i]))
			return true;
	return false;
}

/* --- capitals */

/* An acronym nobody knows, and not a word in capitals with a slip in it: short, or without a vowel, or no word is one
 * letter away. */
static bool acronym(const struct judge *judge, struct text word)
{
	enum { SURE = 4, LIKELY = 6, MOST = 8 };
	struct text capitals = word;
	if (word.size > 2 && word.bytes[word.size - 1] == 's')
		capitals = text_part(word, 0, word.size - 1);
	size_t points = utf8_points(capitals);
	if (case_of(capitals) != CASE_CAPITALS || points > MOST)
		return false;
	struct buffer lower = {0};
	case_lower(&lower, capitals);
	bool vowels = strpbrk(buffer_string(&lower), "aeiouyéèêàâîôûœ") != NULL;
	bool near =
		vowels && points > SURE && (points > LIKELY || dictionary_near(judge->dictionary, buffer_text(&lower)));
	buffer_clear(&lower);
	return !near;
}

/* What the dictionary refused. */
static struct found judge_unknown(const struct judge *judge, struct text word)
{
	struct found found = plain(FINDING_MISSPELT);
	if (judge->french && (unaccented_restore(&found.better, judge->dictionary, word) ||
				     unaccented_restore_first(&found.better, judge->dictionary, word)))
		found.kind = FINDING_CAPITALS;
	else if (roman(word))
		found.kind = RULING_GOOD;
	else if (acronym(judge, word))
		found.kind = FINDING_ACRONYM;
	return found;
}

/* --- words of several parts */

/* `head` as it stands, then what was found of the rest; what is better is so of the whole. */
static struct found behind(struct text head, struct found rest)
{
	if (rest.better.size)
		buffer_replace(&rest.better, 0, 0, head);
	return rest;
}

/* The finding that counts for the whole. */
static bool graver(int one, int than)
{
	return than == RULING_GOOD || (one != RULING_GOOD && one < than);
}

/* Nothing but letters of ASCII and Latin-1, none of which is a capital: it says the same alone and within a token. */
static bool plain_letters(struct text word)
{
	enum { LATIN_LEAD = 0xc3, SMALL_LEAST = 0xa0, DIVIDED = 0xb7 };
	for (size_t at = 0; at < word.size; at++) {
		unsigned char byte = (unsigned char)word.bytes[at];
		if (byte >= 'a' && byte <= 'z')
			continue;
		unsigned char next = at + 1 < word.size ? (unsigned char)word.bytes[++at] : 0;
		if (byte != LATIN_LEAD || next < SMALL_LEAST || next == DIVIDED)
			return false;
	}
	return word.size > 0;
}

/* A part of a word, or what stands behind an elision: often a word that was met already, or will be. */
static struct found judge_part(const struct judge *judge, struct text word)
{
	struct verdict verdict;
	struct found found = {0};
	if (!judge->verdicts || !plain_letters(word))
		return judge_word(judge, word);
	if (verdicts_find(&verdict, judge->verdicts, word)) {
		found.kind = verdict.good ? (int)RULING_GOOD : (int)verdict.kind;
		buffer_add(&found.better, verdict.better);
		return found;
	}
	found = judge_word(judge, word);
	verdict = (struct verdict){.good = found.kind == RULING_GOOD, .better = buffer_text(&found.better)};
	if (!verdict.good)
		verdict.kind = (enum finding_kind)found.kind;
	verdicts_put(judge->verdicts, word, &verdict);
	return found;
}

static struct found judge_compound(const struct judge *judge, struct text word)
{
	struct found whole = plain(RULING_GOOD);
	struct buffer better = {0};
	bool restored = false;
	for (size_t start = 0; start <= word.size;) {
		const char *hyphen = memchr(word.bytes + start, '-', word.size - start);
		size_t end = hyphen ? (size_t)(hyphen - word.bytes) : word.size;
		struct text part = text_part(word, start, end);
		struct found found = judge_part(judge, part);
		if (start > 0)
			buffer_add_byte(&better, '-');
		buffer_add(&better, found.better.size ? buffer_text(&found.better) : part);
		restored |= found.better.size > 0;
		if (found.kind != RULING_GOOD && graver(found.kind, whole.kind))
			whole.kind = found.kind;
		buffer_clear(&found.better);
		start = end + 1;
	}
	if (restored && whole.kind != FINDING_MISSPELT)
		whole.better = better;
	else
		buffer_clear(&better);
	return whole;
}

/* A word with hyphens, not all of its parts good, that the dictionary has as a whole. No ending of a French word has a
 * hyphen but before words (allons-y). */
static bool joined(const struct judge *judge, struct text word)
{
	bool may =
		!judge->french || memchr(word.bytes, '\'', word.size) || dictionary_may_join(judge->dictionary, word);
	return may && dictionary_has(judge->dictionary, word);
}

/* Between hyphens there is a word that is good, each time. */
static bool parts_good(const struct judge *judge, struct text word)
{
	for (size_t start = 0; start <= word.size;) {
		const char *hyphen = memchr(word.bytes + start, '-', word.size - start);
		size_t end = hyphen ? (size_t)(hyphen - word.bytes) : word.size;
		struct found found = judge_part(judge, text_part(word, start, end));
		buffer_clear(&found.better);
		if (found.kind != RULING_GOOD)
			return false;
		start = end + 1;
	}
	return true;
}

/* A word without elision. */
static struct found judge_word(const struct judge *judge, struct text word)
{
	if (word.size == 0)
		return plain(FINDING_MISSPELT);
	if (word.size > DICTIONARY_WORD_LIMIT)
		return plain(FINDING_MISSPELT);
	const struct lexicon_entry *entry = lexicon_find(judge->lexicon, word);
	if (entry)
		return plain(entry->forbidden ? (int)FINDING_FORBIDDEN : RULING_GOOD);
	if (token_has_digit(word) && !memchr(word.bytes, '-', word.size))
		return judge_figures(judge, word);
	bool compound = memchr(word.bytes, '-', word.size);
	if (compound ? parts_good(judge, word) || joined(judge, word) : dictionary_has(judge->dictionary, word))
		return plain(RULING_GOOD);
	return compound ? judge_compound(judge, word) : judge_unknown(judge, word);
}

static struct found judge_elided(const struct judge *judge, struct text word)
{
	size_t size = judge->french ? elision_size(word) : 0;
	if (size == 0 || lexicon_find(judge->lexicon, word))
		return judge_word(judge, word);
	struct text rest = text_part(word, size, word.size);
	if (!elision_fits(rest))
		return plain(FINDING_MISSPELT);
	return behind(text_part(word, 0, size), judge_part(judge, rest));
}

/* Inclusive forms come before all else: hunspell breaks them at · and is content with the pieces. */
static struct found judge_normal(const struct judge *judge, struct text word)
{
	if (judge->french && !lexicon_find(judge->lexicon, word)) {
		struct found found = {0};
		switch (inclusive_check(judge->dictionary, word, &found.better)) {
		case INCLUSIVE_RIGHT:
			return plain(RULING_GOOD);
		case INCLUSIVE_VARIANT:
			found.kind = FINDING_SEPARATOR;
			return found;
		case INCLUSIVE_WRONG:
			buffer_clear(&found.better);
			return plain(FINDING_INCLUSIVE);
		case INCLUSIVE_NONE:
			break;
		}
	}
	return judge_elided(judge, word);
}

/* With the apostrophe that the token has. */
static void add_better(struct buffer *out, struct text better, struct text token)
{
	const char curly[] = "\xe2\x80\x99";
	bool has = memmem(token.bytes, token.size, curly, strlen(curly)) != NULL;
	for (size_t i = 0; i < better.size; i++)
		if (has && better.bytes[i] == '\'')
			buffer_add_string(out, curly);
		else
			buffer_add_byte(out, better.bytes[i]);
}

bool judge_token(const struct judge *judge, struct text token, enum finding_kind *kind, struct buffer *better)
{
	struct buffer normal = {0};
	bool mixed = false;
	*kind = FINDING_MISSPELT;
	if (token.size > DICTIONARY_WORD_LIMIT)
		return true;
	struct text word = token_normalise(&normal, token) ? buffer_text(&normal) : token;
	struct found found = plain(RULING_GOOD);
	if (!foreign_script(word, &mixed))
		found = mixed ? plain(FINDING_MISSPELT) : judge_normal(judge, word);
	if (found.kind != RULING_GOOD)
		*kind = (enum finding_kind)found.kind;
	add_better(better, buffer_text(&found.better), token);
	buffer_clear(&found.better);
	buffer_clear(&normal);
	return found.kind != RULING_GOOD;
}
