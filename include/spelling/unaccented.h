/* unaccented - words in capitals whose accents were left out
 *
 * COOPERATION is right as it stands, and COOPÉRATION better; COPERATION is neither. hunspell refuses both: it tries the
 * letters as they are. Accents are put back: é first, up to four, alone or with one other; then any two; OE as Œ.
 */
#ifndef SPELLING_UNACCENTED_H
#define SPELLING_UNACCENTED_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/dictionary.h"

/* Whether accents make a known word of one written in capitals, which the dictionary does not have as it stands. Adds
 * it, in capitals. At most UNACCENTED_TRIES words are asked for. */
enum { UNACCENTED_TRIES = 400 };
bool unaccented_restore(struct buffer *out, struct dictionary *dictionary, struct text word);

/* The same for the first letter alone: Etat, Evaluation. Adds "État". */
bool unaccented_restore_first(struct buffer *out, struct dictionary *dictionary, struct text word);

#endif
