/* position - who supports or objects to what, and whose initial still holds
 *
 * Of one reviewer on one paragraph (or one amendment) the greatest UUID counts, clocks do not. A position on words
 * lapses when the words have changed, or when its author proposes others; it holds again where they come back.
 */
#ifndef REVIEW_POSITION_H
#define REVIEW_POSITION_H

#include "review/review.h"

/* On a paragraph's words, as people rank them: "initialled", "ad-referendum", "reservation", "objection"; then NULL. */
enum { POSITIONS = 4 };
extern const char *const position_codes[POSITIONS + 1];

/* The words a position was taken on, borrowed until review_close(); false where that version cannot be read. */
bool position_words(struct text *then, const struct review *review, const struct position *position) MUST_CHECK;

#endif
