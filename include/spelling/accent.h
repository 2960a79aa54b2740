/* accent - where French can write an accent, by its neighbours alone
 *
 * é stands in an open syllable only (never in -ett-, -ert-, -ex-), è before a silent e or a last s, à and ù at the end,
 * ç before a, o and u: of the many words that letters without accents may stand for, most need not be looked up. The
 * rules hold for all but one in a thousand of the accents in fr.dic 7.0; those are names and words from elsewhere.
 */
#ifndef SPELLING_ACCENT_H
#define SPELLING_ACCENT_H

#include <stdbool.h>

#include "base/buffer.h"

/* Whether the letter at byte `at` of a word in small letters, which need not have its accents, can be `with`, a letter
 * with an accent. True of what no rule is known for. */
bool accent_fits(struct text word, size_t at, const char *with);

#endif
