/* inclusive - French inclusive forms: résident·e·s, directeur·rice, tou·te·s
 *
 * Checked before hunspell sees them, because it splits at `·` and so accepts résidant·z and refuses chef·fe. A form
 * is a masculine, one or more written endings, and perhaps a mark of the plural, joined by `·` (U+00B7) or a variant:
 * • U+2022, ⋅ U+22C5, ‧ U+2027, ・ U+30FB, parentheses résident(e)s, full stop résident.e.s, hyphen résident-e-s,
 * capital résidentEs. Only the first is house style; the others, well made, are a note.
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

/* How many bytes of an inclusive form go on behind byte `at`, the end of a run of letters: "·e·s" of résident·e·s,
 * "(e)s" of résident(e)s, ".e.s" where each part is a known ending (so that a full stop at the end of a sentence is
 * none); 0 where none does. For the tokeniser. */
size_t inclusive_more(struct text text, size_t at);

#endif
