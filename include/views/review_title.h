/* review_title - which text is being read, in which version, and by whom
 */
#ifndef VIEWS_REVIEW_TITLE_H
#define VIEWS_REVIEW_TITLE_H

#include "review/review.h"
#include "views/layout.h"

/* Adds "Declaration · FR · Rev. 2", in so many cells; the title is what is cut. */
void review_title(struct buffer *out, const struct review *review, int cells);
/* The title row: which version it is, who reads it and where help is stand to the last. */
void review_title_draw(const struct review *review, const struct layout *layout);
/* How many acts of the one at the keyboard are not sent; 0 where there is nowhere to send them. */
size_t review_title_unsent(const struct review *review);

#endif
