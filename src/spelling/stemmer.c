#include "spelling/stemmer.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "spelling/dictionary.h"
#include "text/case.h"
#include "text/lines.h"
#include "text/utf8.h"

struct stemmer {
	struct dictionary *dictionary; /* NULL: there is none */
	char *trouble;
	struct map known;     /* word in small letters -> its place in `lists` */
	struct buffer *lists; /* stems, a line each */
	size_t count, capacity;
};

struct stemmer *stemmer_open(const char *language)
{
	struct stemmer *stemmer = memory_new(1, sizeof *stemmer);
	const struct fault *fault = dictionary_open(&stemmer->dictionary, language);
	if (fault) {
		stemmer->dictionary = NULL;
		stemmer->trouble = memory_string(fault_text(fault));
	}
	return stemmer;
}

void stemmer_close(struct stemmer *stemmer)
{
	if (!stemmer)
		return;
	dictionary_close(stemmer->dictionary);
	free(stemmer->trouble);
	map_clear(&stemmer->known);
	for (size_t i = 0; i < stemmer->count; i++)
		buffer_clear(&stemmer->lists[i]);
	free(stemmer->lists);
	free(stemmer);
}

const char *stemmer_trouble(const struct stemmer *stemmer)
{
	return stemmer->trouble;
}

/* Bytes of `word` before `stem` begins in it: those of a prefix that the dictionary takes off ("des" of desigualdades,
 * whose stem is igualdad). What says the opposite is not the same word. */
static size_t prefix_size(struct text word, struct text stem)
{
	enum { BEGINNING = 3 };
	struct text start = text_part(stem, 0, utf8_offset(stem, BEGINNING));
	int32_t one, two;
	if (!stem.size)
		return 0;
	utf8_step(word, 0, &one);
	utf8_step(stem, 0, &two);
	if (one == two)
		return 0;
	const char *within = memmem(word.bytes, word.size, start.bytes, start.size);
	return within ? (size_t)(within - word.bytes) : 0;
}

static void add_stem(struct buffer *list, struct text word, struct text stem)
{
	struct buffer whole = {0};
	buffer_add(&whole, text_part(word, 0, prefix_size(word, stem)));
	case_lower(&whole, stem);
	if (whole.size && !lines_have(buffer_text(list), buffer_text(&whole))) {
		buffer_add(list, buffer_text(&whole));
		buffer_add_byte(list, '\n');
	}
	buffer_clear(&whole);
}

/* The stems in hunspell's analyses: "st:régional po:adj is:fem is:pl". */
static void add_analysed(struct buffer *list, struct text word, struct text analyses)
{
	struct text line;
	while (text_line(&analyses, &line)) {
		const char *stem = memmem(line.bytes, line.size, "st:", 3);
		if (!stem)
			continue;
		size_t start = (size_t)(stem - line.bytes) + 3, end = start;
		while (end < line.size && line.bytes[end] != ' ')
			end++;
		add_stem(list, word, text_part(line, start, end));
	}
}

static void analyse(struct stemmer *stemmer, struct buffer *list, struct text written, struct text small)
{
	struct buffer analyses = {0};
	if (!stemmer->dictionary)
		return;
	dictionary_analyse(stemmer->dictionary, small, &analyses);
	if (!analyses.size && !text_equal(written, small))
		dictionary_analyse(stemmer->dictionary, written, &analyses);
	add_analysed(list, small, buffer_text(&analyses));
	buffer_clear(&analyses);
}

struct text stemmer_stems(struct stemmer *stemmer, struct text word)
{
	struct buffer composed = {0}, small = {0};
	size_t at;
	utf8_compose(&composed, word);
	case_lower(&small, buffer_text(&composed));
	if (!map_find(&stemmer->known, buffer_text(&small), &at)) {
		at = stemmer->count;
		struct buffer *list = ARRAY_ADD(stemmer->lists, stemmer->count, stemmer->capacity);
		*list = (struct buffer){0};
		buffer_add(list, buffer_text(&small));
		buffer_add_byte(list, '\n');
		analyse(stemmer, list, buffer_text(&composed), buffer_text(&small));
		map_put(&stemmer->known, buffer_text(&small), at);
	}
	buffer_clear(&composed);
	buffer_clear(&small);
	return buffer_text(&stemmer->lists[at]);
}

bool stemmer_meet(struct text one, struct text two)
{
	struct text line;
	while (text_line(&one, &line))
		if (lines_have(two, line))
			return true;
	return false;
}
