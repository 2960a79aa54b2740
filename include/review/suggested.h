/* suggested - other words that somebody proposes for a translation, row by row, for those who translate it
 *
 * A translator takes them as their own words, or not; either way the secretariat decides. What has been decided on, and
 * what one proposes oneself in the same words, is left out.
 */
#ifndef REVIEW_SUGGESTED_H
#define REVIEW_SUGGESTED_H

#include "review/translation.h"

/* Fills `suggested` of every row. */
void suggested_run(struct translation *translation, const struct review *review);

/* Whether they can take the place of the row's words by themselves: a rewording of all of it. */
bool suggested_fits(const struct translation_row *row, const struct amendment *amendment);
/* The words. */
struct text suggested_words(const struct amendment *amendment);

#endif
