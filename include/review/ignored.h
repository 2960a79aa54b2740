/* ignored - words one lets pass in a draft, private to (uid, reviewer) and repository
 *
 * A small text file in the private folder beside the journal, a word a line, one file for each draft. Nobody else sees
 * it; what the house agrees on belongs into its lexicon.
 */
#ifndef REVIEW_IGNORED_H
#define REVIEW_IGNORED_H

#include "base/map.h"
#include "review/review.h"

/* Adds the words as keys. Never fails: what cannot be read ignores nothing. */
void ignored_read(struct map *out, const struct review *review);
/* Adds a word for good; another process's words stay. */
const struct fault *ignored_add(const struct review *review, struct text word) MUST_CHECK;

#endif
