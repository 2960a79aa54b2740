/* sheet - one text under the rules of the printer, and how they look at it
 *
 * What every family of rules (spacing.h, quotes.h, figures.h, letters.h) is given: the text, what is masked in it and
 * where findings go. All places are bytes. Emphasis marks (* _ ~) are no characters of the sentence: the functions
 * that say so look through them.
 */
#ifndef SPELLING_SHEET_H
#define SPELLING_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "spelling/finding.h"
#include "spelling/typography.h"
#include "text/span.h"

#define NO_BREAK "\xc2\xa0"            /* U+00A0 */
#define NARROW_NO_BREAK "\xe2\x80\xaf" /* U+202F */

struct sheet {
	struct text text;
	const struct spans *masked;
	struct findings *found;
	enum typography_profile profile;
	/* where the rules have been already: the run of blanks, the line (laid out in columns?), the quotes of a block
	 */
	size_t blanks_end, line_end, quotes_end;
	bool laid_out;
};

/* The code point that starts at `at`, that ends there; 0 at the end, the beginning. */
int32_t sheet_at(const struct sheet *sheet, size_t at);
int32_t sheet_before(const struct sheet *sheet, size_t at);
/* The start of the run of blanks that ends at `at`, the end of the one that starts there; line breaks are none,
 * nor is what is masked (the blank of a list marker). */
size_t sheet_blanks_before(const struct sheet *sheet, size_t at);
size_t sheet_blanks_after(const struct sheet *sheet, size_t at);
/* The same of emphasis marks. */
size_t sheet_marks_before(const struct sheet *sheet, size_t at);
size_t sheet_marks_after(const struct sheet *sheet, size_t at);
/* Whether there is a no-break space among the bytes. */
bool sheet_no_break(const struct sheet *sheet, size_t start, size_t end);

/* Whether a letter, a digit, a mark on one or something masked (a blank apart) stands there. */
bool sheet_in_word(const struct sheet *sheet, size_t at);
bool sheet_in_word_before(const struct sheet *sheet, size_t at);
/* Whether, emphasis apart, a word or what closes around one (a bracket, a quote, %) ends at `at`. */
bool sheet_word_ends(const struct sheet *sheet, size_t at);
/* Whether, emphasis apart, the sentence pauses at `at`: the end, a blank, what closes, punctuation. */
bool sheet_pauses(const struct sheet *sheet, size_t at);
/* The end of the letters that start at `at`, the start of those that end there (32 code points at most). */
size_t sheet_letters_after(const struct sheet *sheet, size_t at);
size_t sheet_letters_before(const struct sheet *sheet, size_t at);

/* Reports that `better` should stand for the bytes; not if any of them is masked. */
void sheet_report(struct sheet *sheet, enum typography_rule rule, size_t start, size_t end, const char *better);

#endif
