/* words - a text as a run of words, and when two texts have the same words
 *
 * A token is a word with the blanks that follow it ("space attached": measured to be the stricter and wholly correct
 * way to merge). Leading blanks form a token of their own with no word. Punctuation belongs to its word, as written.
 *
 * Two texts have the same words when they are equal after NFC, ’ = ', soft hyphen removed, and any run of space, NBSP,
 * NNBSP or line break taken as one space (none before ; : ! ? » or after «). Initials, staleness and collisions ask for
 * words; storing and applying keep bytes.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct word {
	size_t start, end; /* bytes of the word itself */
	size_t next;       /* bytes up to the next token: end plus its blanks */
	uint64_t key;      /* hash of the word, normalised; equal keys are compared again by words_same_at */
};

struct words {
	struct text text; /* borrowed */
	struct word *items;
	size_t count, capacity;
};

/* Cuts `text`, which must outlive the words. An empty text has no tokens. With its " »" or " :" a word is one token:
 * the blank before ; : ! ? » and after « does not cut. */
void words_split(struct words *out, struct text text);
void words_clear(struct words *words);
/* How many words there are in a text, as people count. */
size_t words_count(struct text text);

/* Whether token i of a and token j of b are the same word (blanks apart). */
bool words_same_at(const struct words *a, size_t i, const struct words *b, size_t j);

/* Adds the text as the rule above compares it. Leading and trailing blanks are dropped. */
void words_normalise(struct buffer *out, struct text text);
/* Whether two texts have the same words. Fast for equal bytes. */
bool words_same(struct text a, struct text b);
/* A hash of the normalised text: equal for the same words (FNV-1a, 64 bits). */
uint64_t words_hash(struct text text);

#endif
