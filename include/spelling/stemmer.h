/* stemmer - what the words of a language are inflected from, so that "redes temáticas" is met by "red temática"
 *
 * The stems are hunspell's; one handle, one thread (dictionary.h). Without a dictionary a word is its own stem, and the
 * trouble says why. What was asked once is remembered.
 */
#ifndef SPELLING_STEMMER_H
#define SPELLING_STEMMER_H

#include <stdbool.h>

#include "base/buffer.h"

struct stemmer;

/* Never NULL; loads the dictionary. */
struct stemmer *stemmer_open(const char *language) MUST_CHECK;
void stemmer_close(struct stemmer *stemmer);
/* Why there is no dictionary, a sentence; NULL when there is one. */
const char *stemmer_trouble(const struct stemmer *stemmer);

/* The stems of a word, a line each; the first is the word itself in small letters. Good until the stemmer
 * is closed. */
struct text stemmer_stems(struct stemmer *stemmer, struct text word);
/* Whether two such lists have a line in common. */
bool stemmer_meet(struct text one, struct text two);

#endif
