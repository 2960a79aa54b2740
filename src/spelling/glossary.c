#include "spelling/glossary.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "spelling/stemmer.h"
#include "text/utf8.h"

enum { NO_ENTRY = SIZE_MAX };

/* One word of a text, or of a term: its stems, a line each. */
struct stemmed {
	struct text stems; /* borrowed of the stemmer */
	bool apart;        /* what stands before it parts terms */
};

struct phrase {
	struct stemmed *words;
	size_t count, capacity;
};

struct wording {
	struct phrase phrase;
	char *words;
	size_t concept;
	bool forbidden;
};

/* Wordings by the stems of their first word. */
struct entry {
	size_t wording, next;
};

struct side {
	struct stemmer *stemmer;
	struct wording *wordings;
	size_t count, capacity;
	struct map first; /* stem -> entry */
	struct entry *entries;
	size_t entry_count, entry_capacity;
};

struct glossary {
	struct side source, target;
	size_t concept_count;
	bool any;
};

/* The wordings met in a text. */
struct meetings {
	size_t *items;
	size_t count, capacity;
};

/* --- texts as stems */

/* What may stand between the words of one term: blanks, hyphens, apostrophes, emphasis, brackets. */
static bool joins(int32_t point)
{
	return utf8_is_blank(point) || point == 0x2019 || point == 0x2010 || point == 0x2011 || point == 0xad ||
	       (point > 0 && point < 0x80 && strchr("'-*_[]", (int)point));
}

static bool of_word(int32_t point)
{
	return utf8_is_letter(point) || utf8_is_mark(point) || utf8_is_digit(point);
}

static void phrase_read(struct phrase *out, struct stemmer *stemmer, struct text text)
{
	bool apart = false;
	for (size_t at = 0; at < text.size;) {
		int32_t point;
		size_t start = at;
		while (at < text.size) {
			size_t size = utf8_step(text, at, &point);
			if (!of_word(point))
				break;
			at += size;
		}
		if (at > start) {
			struct text stems = stemmer_stems(stemmer, text_part(text, start, at));
			*ARRAY_ADD(out->words, out->count, out->capacity) = (struct stemmed){stems, apart};
			apart = false;
		}
		if (at < text.size) {
			at += utf8_step(text, at, &point);
			apart = apart || !joins(point);
		}
	}
}

static void phrase_clear(struct phrase *phrase)
{
	free(phrase->words);
	*phrase = (struct phrase){0};
}

/* --- the wordings of one language */

static void side_index(struct side *side, size_t wording)
{
	struct text stems = side->wordings[wording].phrase.words[0].stems, stem;
	while (text_line(&stems, &stem)) {
		size_t next = NO_ENTRY;
		map_find(&side->first, stem, &next);
		map_put(&side->first, stem, side->entry_count);
		*ARRAY_ADD(side->entries, side->entry_count, side->entry_capacity) = (struct entry){wording, next};
	}
}

static void side_read(struct side *side, const struct terms *terms, size_t column)
{
	for (size_t i = 0; i < terms->count; i++) {
		const struct term *term = &terms->items[i];
		struct phrase phrase = {0};
		if (term->column != column)
			continue;
		phrase_read(&phrase, side->stemmer, term->words);
		if (!phrase.count)
			continue;
		*ARRAY_ADD(side->wordings, side->count, side->capacity) =
			(struct wording){phrase, text_take(term->words), term->concept, term->forbidden};
		side_index(side, side->count - 1);
	}
}

static void side_clear(struct side *side)
{
	for (size_t i = 0; i < side->count; i++) {
		phrase_clear(&side->wordings[i].phrase);
		free(side->wordings[i].words);
	}
	free(side->wordings);
	free(side->entries);
	map_clear(&side->first);
	stemmer_close(side->stemmer);
}

static bool stands_at(const struct phrase *phrase, const struct phrase *text, size_t at)
{
	if (phrase->count > text->count - at)
		return false;
	for (size_t i = 0; i < phrase->count; i++)
		if ((i && text->words[at + i].apart) ||
			!stemmer_meet(phrase->words[i].stems, text->words[at + i].stems))
			return false;
	return true;
}

/* The words of the longest wordings that begin here, and all wordings that have so many; 0: none. */
static size_t meet_at(struct meetings *out, const struct side *side, const struct phrase *text, size_t at)
{
	struct text stems = text->words[at].stems, stem;
	size_t longest = 0, from = out->count;
	while (text_line(&stems, &stem)) {
		size_t entry = NO_ENTRY;
		map_find(&side->first, stem, &entry);
		for (; entry != NO_ENTRY; entry = side->entries[entry].next) {
			size_t wording = side->entries[entry].wording, size = side->wordings[wording].phrase.count;
			if (size < longest || !stands_at(&side->wordings[wording].phrase, text, at))
				continue;
			if (size > longest)
				out->count = from;
			longest = size;
			*ARRAY_ADD(out->items, out->count, out->capacity) = wording;
		}
	}
	return longest;
}

static void meet(struct meetings *out, const struct side *side, struct text words)
{
	struct phrase text = {0};
	phrase_read(&text, side->stemmer, words);
	for (size_t at = 0; at < text.count;) {
		size_t size = meet_at(out, side, &text, at);
		at += size ? size : 1;
	}
	phrase_clear(&text);
}

/* --- both */

struct glossary *glossary_open(const struct terms *terms, const char *source, const char *target)
{
	struct glossary *glossary = memory_new(1, sizeof *glossary);
	size_t from = terms_column(terms, source), to = terms_column(terms, target);
	glossary->concept_count = terms->concept_count;
	if (from == TERMS_COLUMNS_LIMIT || to == TERMS_COLUMNS_LIMIT || from == to || !terms->count)
		return glossary;
	glossary->source.stemmer = stemmer_open(source);
	glossary->target.stemmer = stemmer_open(target);
	side_read(&glossary->source, terms, from);
	side_read(&glossary->target, terms, to);
	glossary->any = glossary->source.count && glossary->target.count;
	return glossary;
}

void glossary_close(struct glossary *glossary)
{
	if (!glossary)
		return;
	side_clear(&glossary->source);
	side_clear(&glossary->target);
	free(glossary);
}

bool glossary_any(const struct glossary *glossary)
{
	return glossary->any;
}

const char *glossary_trouble(const struct glossary *glossary)
{
	const char *trouble = glossary->any ? stemmer_trouble(glossary->source.stemmer) : NULL;
	return trouble || !glossary->any ? trouble : stemmer_trouble(glossary->target.stemmer);
}

/* The first wording of a concept that may be used; NULL when the language has none. */
static const char *agreed_of(const struct side *side, size_t concept)
{
	for (size_t i = 0; i < side->count; i++)
		if (side->wordings[i].concept == concept && !side->wordings[i].forbidden)
			return side->wordings[i].words;
	return NULL;
}

/* The wording of the concept that was met, one that may be used before one that may not; NULL: none. */
static const struct wording *met_of(const struct side *side, const struct meetings *met, size_t concept)
{
	const struct wording *found = NULL;
	for (size_t i = 0; i < met->count; i++) {
		const struct wording *wording = &side->wordings[met->items[i]];
		if (wording->concept != concept)
			continue;
		if (!wording->forbidden)
			return wording;
		found = wording;
	}
	return found;
}

static const struct wording *forbidden_of(const struct side *side, const struct meetings *met, size_t concept)
{
	for (size_t i = 0; i < met->count; i++) {
		const struct wording *wording = &side->wordings[met->items[i]];
		if (wording->concept == concept && wording->forbidden)
			return wording;
	}
	return NULL;
}

static void judge(struct usage *out, const struct glossary *glossary, const struct wording *term,
	const struct meetings *met, bool translated)
{
	const char *agreed = agreed_of(&glossary->target, term->concept);
	const struct wording *kept = met_of(&glossary->target, met, term->concept),
			     *forbidden = forbidden_of(&glossary->target, met, term->concept);
	if (!agreed && !forbidden)
		return; /* the list has nothing to say of it in this language */
	struct usage_item *item = ARRAY_ADD(out->items, out->count, out->capacity);
	*item = (struct usage_item){.term = memory_string(term->words), .agreed = memory_string(agreed ? agreed : "")};
	if (forbidden) {
		item->state = USAGE_FORBIDDEN;
		item->met = memory_string(forbidden->words);
	} else if (translated && !kept) {
		item->state = USAGE_MISSING;
	}
}

void glossary_check(struct usage *out, struct glossary *glossary, struct text source, struct text words)
{
	struct meetings from = {0}, to = {0};
	*out = (struct usage){0};
	if (!glossary->any)
		return;
	bool *seen = memory_new(glossary->concept_count, sizeof *seen);
	meet(&from, &glossary->source, source);
	if (from.count)
		meet(&to, &glossary->target, words);
	for (size_t i = 0; i < from.count; i++) {
		const struct wording *term = &glossary->source.wordings[from.items[i]];
		if (!seen[term->concept])
			judge(out, glossary, term, &to, text_trim(words).size > 0);
		seen[term->concept] = true;
	}
	free(seen);
	free(from.items);
	free(to.items);
}

void usage_clear(struct usage *usage)
{
	for (size_t i = 0; i < usage->count; i++) {
		free(usage->items[i].term);
		free(usage->items[i].agreed);
		free(usage->items[i].met);
	}
	free(usage->items);
	*usage = (struct usage){0};
}

void usage_terms(struct buffer *out, const struct usage *usage)
{
	for (size_t i = 0; i < usage->count; i++)
		if (usage->items[i].agreed[0])
			buffer_format(
				out, "%s%s → %s", out->size ? "; " : "", usage->items[i].term, usage->items[i].agreed);
}

void usage_points(struct buffer *out, const struct usage *usage)
{
	for (size_t i = 0; i < usage->count; i++) {
		const struct usage_item *item = &usage->items[i];
		if (item->state == USAGE_KEPT)
			continue;
		if (out->size)
			buffer_add_string(out, "; ");
		if (item->state == USAGE_MISSING)
			buffer_format(out, _("agreed term missing: %s"), item->agreed);
		else if (item->agreed[0])
			buffer_format(out, _("not to be used: %s (agreed: %s)"), item->met, item->agreed);
		else
			buffer_format(out, _("not to be used: %s"), item->met);
	}
}
