/* suggestion - what a misspelt word was to be
 *
 * In this order: the same letters with other accents; one slip of the hand away; what hunspell makes of it. The first
 * two take some 10 ms, the third 100 to 300. Written as the word is: its elided beginning, its capitals, its
 * apostrophe.
 */
#ifndef SPELLING_SUGGESTION_H
#define SPELLING_SUGGESTION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/dictionary.h"
#include "spelling/lexicon.h"

enum { SUGGESTION_MOST = 9 };

struct suggestions {
	char *words[SUGGESTION_MOST];
	size_t count;
};

/* The first two kinds for a token of a text. Stops early when *cancelled becomes true (may be NULL). Forbidden words of
 * the lexicon are never suggested. */
void suggestion_near(struct suggestions *out, struct dictionary *dictionary, const struct lexicon *lexicon,
	struct text token, bool french, const volatile bool *cancelled);
/* Adds the third kind behind them, what is there already left out. */
void suggestion_far(struct suggestions *out, struct dictionary *dictionary, const struct lexicon *lexicon,
	struct text token, bool french);
void suggestions_clear(struct suggestions *suggestions);

#endif
