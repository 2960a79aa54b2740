/* inclusive - French inclusive forms: résident·e·s, directeur·rice, tou·te·s
 *
 * Checked before hunspell sees them, because it splits at `·` and so accepts résidant·z and refuses chef·fe. A form
 * is a masculine, one or more written endings, and perhaps a mark of the plural, joined by `·` (U+00B7) or another
 * sign (joint.h). Only the first is house style; the others, well made, are a note.
 *
 * The masculine must be a word, masculine or epicene, not plural alone; the feminine that the ending makes must be a
 * word, feminine or epicene, of the same lemma where the ending is short; the plural mark must fit both. Elision
 * (l’élu·e) and hyphenated compounds (vice-président·e) are seen through; capitals at the beginning or throughout.
 */
#ifndef SPELLING_INCLUSIVE_H
#define SPELLING_INCLUSIVE_H

#include "base/buffer.h"
#include "spelling/dictionary.h"

enum inclusive_verdict {
	INCLUSIVE_NONE,    /* nothing inclusive about the token: ask the dictionary */
	INCLUSIVE_RIGHT,   /* well made, with `·` */
	INCLUSIVE_VARIANT, /* well made, but for the sign: *preferred is the form with `·` */
	INCLUSIVE_WRONG    /* not well made */
};

/* Judges a whole token: NFC, apostrophes as ', no soft hyphen. `preferred` may be NULL. */
enum inclusive_verdict inclusive_check(struct dictionary *dictionary, struct text token, struct buffer *preferred);

#endif
