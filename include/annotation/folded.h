/* folded - a text as anchor compares it, with the way back to its bytes
 *
 * The same rule as words_normalise() (NFC, ’ = ', no soft hyphen, blanks as one space, none before ; : ! ? » or after
 * «, none at the ends), one item a code point, each knowing the bytes it came from.
 */
#ifndef ANNOTATION_FOLDED_H
#define ANNOTATION_FOLDED_H

#include <stdint.h>

#include "base/buffer.h"

struct folded {
	int32_t *points;
	uint32_t *starts, *ends; /* bytes of the text (below 4 GiB) each point came from */
	uint32_t *places;        /* number of the text's code point it came from */
	size_t count, capacity;
};

void folded_make(struct folded *out, struct text text);
void folded_clear(struct folded *folded);
/* The first point that came from byte `at` or later; count beyond the last. */
size_t folded_find(const struct folded *folded, size_t at);

#endif
