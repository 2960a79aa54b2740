/* elision - the short word that French joins to the next one with an apostrophe: l’eau, qu’elle, jusqu’ici
 *
 * Words are given in normal form: apostrophe ', NFC, any case. hunspell accepts l'chat and d'héros, because its
 * affixes do not look at the letter that follows; this does. Source: Grevisse, Le bon usage, § 44-49.
 */
#ifndef SPELLING_ELISION_H
#define SPELLING_ELISION_H

#include <stdbool.h>

#include "base/buffer.h"

/* Bytes of the elided word at the beginning, its apostrophe included ("qu'" is 3); 0 when there is none. Words that
 * only look so are whole: aujourd'hui, prud'homme, presqu'île. */
size_t elision_size(struct text word);

/* The same of a word as it is written, with ' or ’, where what follows may follow. */
size_t elision_written(struct text word);

/* Whether a word may follow an elided one: it begins with a vowel, an h that is not aspirated, or y; or it is an
 * acronym whose first letter is spoken with a vowel (l’ONU, d’HLM). */
bool elision_fits(struct text rest);

#endif
