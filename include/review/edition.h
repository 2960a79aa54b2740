/* edition - a circulated version on paper: the clean text, and what has changed in it, word by word
 *
 * Parts of an HTML page (text/html.h), every paragraph beside its number. In a comparison what was deleted and inserted
 * stands in the running text, marked [-…-] and {+…+} by the page, too.
 */
#ifndef REVIEW_EDITION_H
#define REVIEW_EDITION_H

#include "draft/draft.h"

void edition_text(struct buffer *out, const struct draft *draft);
void edition_comparison(struct buffer *out, const struct draft *old, const struct draft *new);

#endif
