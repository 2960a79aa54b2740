/* edits - the words one slip of the hand away
 *
 * Of a word of n letters some 55 n: two neighbours changed over, a letter doubled or not, one too many, one for
 * another, one missing. The letters are those of the keyboard, and é. Small letters are asked for; whoever
 * wants capitals makes them again. Source: Damerau, A technique for computer detection and correction of spelling
 * errors, 1964.
 */
#ifndef SPELLING_EDITS_H
#define SPELLING_EDITS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "spelling/dictionary.h"

/* Is called with each, likeliest kinds first; false ends it. */
typedef bool edits_take(void *context, struct text candidate);
/* False where `take` has ended it. Words over DICTIONARY_WORD_LIMIT bytes have none. */
bool edits_each(struct text word, edits_take *take, void *context);

/* The same with accents: each letter with and without, up to two at a time (then é or è among them). */
bool edits_accents(struct text word, edits_take *take, void *context);

#endif
