#include "spelling/suggestion.h"

#include <stdlib.h>

#include "base/array.h"
#include "spelling/edits.h"
#include "spelling/elision.h"
#include "spelling/gender.h"
#include "spelling/inclusive.h"
#include "spelling/token.h"
#include "text/case.h"
#include "text/utf8.h"

/* A token taken apart, so that what is found can be written as it is. */
struct search {
	struct suggestions *out;
	struct dictionary *dictionary;
	const struct lexicon *lexicon;
	struct text head; /* elided, normal form */
	struct buffer normal, lower, shaped;
	enum letter_case written;
	bool curly; /* apostrophe ’ */
	const volatile bool *cancelled;
};

static void search_open(struct search *search, struct text token, bool french)
{
	if (!token_normalise(&search->normal, token))
		buffer_add(&search->normal, token);
	struct text word = buffer_text(&search->normal);
	size_t size = french ? elision_size(word) : 0;
	search->head = text_part(word, 0, size);
	word = text_part(word, size, word.size);
	search->written = case_of(word);
	search->curly = memmem(token.bytes, token.size, "\xe2\x80\x99", 3) != NULL;
	case_lower(&search->lower, word);
}

static void search_close(struct search *search)
{
	buffer_clear(&search->normal);
	buffer_clear(&search->lower);
	buffer_clear(&search->shaped);
}

static void add_word(struct search *search, struct text word)
{
	const char *apostrophe = search->curly ? "\xe2\x80\x99" : "'";
	for (size_t i = 0; i < word.size; i++) {
		bool curly = word.size - i >= 3 && memcmp(word.bytes + i, "\xe2\x80\x99", 3) == 0;
		if (curly || word.bytes[i] == '\'')
			buffer_add_string(&search->shaped, apostrophe);
		else
			buffer_add_byte(&search->shaped, word.bytes[i]);
		i += curly ? 2 : 0;
	}
}

/* In the shape of the token; one that is there already, or not to be used, is left out. */
static void add(struct search *search, struct text word)
{
	struct suggestions *out = search->out;
	struct buffer cased = {0};
	const struct lexicon_entry *entry = lexicon_find(search->lexicon, word);
	if (out->count == SUGGESTION_MOST || (entry && entry->forbidden))
		return;
	if (search->written == CASE_CAPITALS)
		case_upper(&cased, word);
	else if (search->written == CASE_CAPITALISED)
		case_capitalise(&cased, word);
	else
		buffer_add(&cased, word);
	buffer_empty(&search->shaped);
	add_word(search, search->head);
	add_word(search, buffer_text(&cased));
	buffer_clear(&cased);
	const char *string = buffer_string(&search->shaped);
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->words[i], string) == 0)
			return;
	out->words[out->count++] = memory_string(string);
}

static bool take(void *context, struct text candidate)
{
	struct search *search = context;
	if (search->cancelled && *search->cancelled)
		return false;
	if (dictionary_has(search->dictionary, candidate) && (search->head.size == 0 || elision_fits(candidate)))
		add(search, candidate);
	return search->out->count < SUGGESTION_MOST;
}

/* quil: an apostrophe left out. */
static void take_elided(struct search *search, struct text lower)
{
	struct buffer joined = {0};
	for (size_t at = 1; at < lower.size; at++) {
		struct text rest = text_part(lower, at, lower.size);
		buffer_empty(&joined);
		buffer_add(&joined, text_part(lower, 0, at));
		buffer_add_byte(&joined, '\'');
		buffer_add(&joined, rest);
		if (elision_size(buffer_text(&joined)) == at + 1 && elision_fits(rest))
			take(search, buffer_text(&joined));
	}
	buffer_clear(&joined);
}

/* peutêtre: a hyphen left out. Each side has two letters at least. */
static void take_hyphened(struct search *search, struct text lower)
{
	struct buffer joined = {0};
	for (size_t at = 0; at < lower.size; at += utf8_step(lower, at, &(int32_t){0})) {
		struct text before = text_part(lower, 0, at), behind = text_part(lower, at, lower.size);
		if (utf8_points(before) < 2 || utf8_points(behind) < 2)
			continue;
		buffer_empty(&joined);
		buffer_add(&joined, before);
		buffer_add_byte(&joined, '-');
		buffer_add(&joined, behind);
		take(search, buffer_text(&joined));
	}
	buffer_clear(&joined);
}

/* Nothing but its capital was missing: afrique. */
static void take_capital(struct search *search, struct text lower)
{
	struct buffer proper = {0};
	case_capitalise(&proper, lower);
	if (search->written == CASE_SMALL && !dictionary_has(search->dictionary, lower) &&
		dictionary_has(search->dictionary, buffer_text(&proper)))
		add(search, buffer_text(&proper));
	buffer_clear(&proper);
}

/* l'chat: the whole word in the place of the elided one. */
static void take_whole(struct search *search, struct text rest)
{
	static const char *const wholes[][3] = {{"l'", "le ", "la "}, {"d'", "de "}, {"qu'", "que "}, {"n'", "ne "},
		{"j'", "je "}, {"m'", "me "}, {"t'", "te "}, {"s'", "se "}, {"c'", "ce "}, {"jusqu'", "jusque "},
		{"lorsqu'", "lorsque "}, {"puisqu'", "puisque "}, {"quoiqu'", "quoique "}};
	struct readings readings = {0};
	if (search->head.size == 0 || elision_fits(rest) || !dictionary_has(search->dictionary, rest))
		return;
	readings_find(&readings, search->dictionary, rest);
	struct text head = search->head;
	for (size_t i = 0; i < ARRAY_SIZE(wholes); i++)
		for (size_t k = 1; text_is(head, wholes[i][0]) && k < 3 && wholes[i][k]; k++) {
			int gender = k == 1 ? GENDER_MASCULINE : GENDER_FEMININE;
			if (i == 0 && !readings_have(&readings, gender, NUMBER_SINGULAR))
				continue;
			search->head = text_of(wholes[i][k]);
			add(search, rest);
		}
	search->head = head;
	readings_clear(&readings);
}

/* --- inclusive forms */

/* The endings that a masculine may have, each with the mark of the plural that the form had. */
static void take_endings(struct search *search, struct text word, const char *mark)
{
	static const char *const written[] = {"e", "ne", "le", "te", "se", "ère", "trice", "rice", "euse", "ve", "fe",
		"sse", "que", "he", "elle", "ète"};
	struct buffer form = {0};
	for (size_t i = 0; i < ARRAY_SIZE(written); i++) {
		buffer_empty(&form);
		buffer_format(&form, "%.*s·%s%s", (int)word.size, word.bytes, written[i], mark);
		if (inclusive_check(search->dictionary, buffer_text(&form), NULL) == INCLUSIVE_RIGHT)
			add(search, buffer_text(&form));
	}
	buffer_clear(&form);
}

/* What stands before the first ·, right or put right, with the endings that fit it. */
struct stems {
	struct search *search;
	const char *mark;
	size_t tries;
};

static bool take_stem(void *context, struct text candidate)
{
	enum { STEMS_MOST = 8 };
	struct stems *stems = context;
	struct search *search = stems->search;
	if (search->cancelled && *search->cancelled)
		return false;
	if (dictionary_has(search->dictionary, candidate)) {
		take_endings(search, candidate, stems->mark);
		stems->tries++;
	}
	return stems->tries < STEMS_MOST && search->out->count < SUGGESTION_MOST;
}

static bool take_inclusive(struct search *search, struct text lower)
{
	const char *dot = memmem(lower.bytes, lower.size, "·", strlen("·"));
	if (!dot)
		return false;
	struct text word = text_part(lower, 0, (size_t)(dot - lower.bytes));
	bool plural = lower.bytes[lower.size - 1] == 's';
	struct stems stems = {search, plural ? "·s" : "", 0};
	take_endings(search, word, stems.mark);
	/* élus·e·s */
	if (search->out->count == 0 && word.size > 1 && word.bytes[word.size - 1] == 's')
		take_endings(search, text_part(word, 0, word.size - 1), stems.mark);
	if (search->out->count == 0 && edits_accents(word, take_stem, &stems))
		edits_each(word, take_stem, &stems);
	return true;
}

void suggestion_near(struct suggestions *out, struct dictionary *dictionary, const struct lexicon *lexicon,
	struct text token, bool french, const volatile bool *cancelled)
{
	struct search search = {.out = out, .dictionary = dictionary, .lexicon = lexicon, .cancelled = cancelled};
	search_open(&search, token, french);
	struct text lower = buffer_text(&search.lower);
	if (!french || !take_inclusive(&search, lower)) {
		take_whole(&search, lower);
		take_capital(&search, lower);
		bool going = edits_accents(lower, take, &search);
		if (going && french)
			take_elided(&search, lower);
		if (going && edits_each(lower, take, &search))
			take_hyphened(&search, lower);
	}
	search_close(&search);
}

void suggestion_far(struct suggestions *out, struct dictionary *dictionary, const struct lexicon *lexicon,
	struct text token, bool french)
{
	struct search search = {.out = out, .dictionary = dictionary, .lexicon = lexicon};
	struct buffer lines = {0};
	search_open(&search, token, french);
	/* hunspell breaks at · and makes words of the pieces. */
	if (!memmem(token.bytes, token.size, "·", strlen("·")))
		dictionary_suggest(dictionary, buffer_text(&search.lower), &lines);
	struct text rest = buffer_text(&lines), line;
	while (text_line(&rest, &line))
		if (search.head.size == 0 || elision_fits(line))
			add(&search, line);
	buffer_clear(&lines);
	search_close(&search);
}

void suggestions_clear(struct suggestions *suggestions)
{
	for (size_t i = 0; i < suggestions->count; i++)
		free(suggestions->words[i]);
	*suggestions = (struct suggestions){0};
}
