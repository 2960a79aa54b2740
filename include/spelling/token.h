/* token - a text cut into what a dictionary is asked about
 *
 * A token is a run of letters, marks and digits with what holds a word together: an apostrophe before a letter
 * (aujourd’hui, l’eau), a hyphen between two (sud-sud), a soft hyphen or word joiner inside, and the written endings
 * of an inclusive form (inclusive.h). U+200B ends a token as a space does. Masked bytes are stepped over.
 *
 * Walking is linear in the text. A token may be of any size.
 */
#ifndef SPELLING_TOKEN_H
#define SPELLING_TOKEN_H

#include <stdbool.h>

#include "base/buffer.h"
#include "text/span.h"

struct token_walk {
	struct text text;           /* borrowed */
	const struct spans *masked; /* settled; NULL: none */
	bool inclusive;             /* French: endings joined by · and the like belong to the word */
	size_t at;                  /* 0 to begin */
	size_t span;                /* 0 to begin */
};

/* The next token, in bytes of the text; false at the end. */
bool token_next(struct span *out, struct token_walk *walk);

/* Adds the token as dictionaries take it: NFC, apostrophe ', hyphen -, ligatures of typesetting undone, no soft hyphen,
 * no word joiner. False, nothing added, where the token is in this form already. */
bool token_normalise(struct buffer *out, struct text token);

/* Whether there is a digit in it: a number, an ordinal, a measure, a code. */
bool token_has_digit(struct text token);

#endif
