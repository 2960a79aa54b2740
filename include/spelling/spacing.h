/* spacing - the blanks around punctuation: which, and whether there is one
 *
 * Each function looks at what stands at byte `at` of a sheet (not masked) and reports what it finds.
 */
#ifndef SPELLING_SPACING_H
#define SPELLING_SPACING_H

#include "spelling/sheet.h"

/* ; ! ? - in a run of them only the first counts. Either no-break space is right. */
void spacing_high_mark(struct sheet *sheet, size_t at);
/* : - not in times, ratios, `::`, smileys. */
void spacing_colon(struct sheet *sheet, size_t at);
/* « and » */
void spacing_opening(struct sheet *sheet, size_t at);
void spacing_closing(struct sheet *sheet, size_t at);
/* , and . with a blank before. */
void spacing_low_mark(struct sheet *sheet, size_t at);
/* , ; : with none behind. */
void spacing_after(struct sheet *sheet, size_t at);
/* The first of several blanks; lines that are laid out with blanks, as tables are, are left alone. */
void spacing_double(struct sheet *sheet, size_t at);

#endif
