/* letters - the signs within words: apostrophes, ellipses, accents of capitals, ligatures, abbreviations
 *
 * Each function looks at what stands at byte `at` of a sheet (not masked) and reports what it finds.
 */
#ifndef SPELLING_LETTERS_H
#define SPELLING_LETTERS_H

#include "spelling/sheet.h"

/* ' */
void letters_apostrophe(struct sheet *sheet, size_t at);
/* The first of three dots; those of [...], paths and ranges stay. */
void letters_ellipsis(struct sheet *sheet, size_t at);
/* o or O before e: from a list of stems. */
void letters_ligature(struct sheet *sheet, size_t at);
/* M of Mr or Mme., n or N of n°, where a word begins. */
void letters_abbreviation(struct sheet *sheet, size_t at);

#endif
