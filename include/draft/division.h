/* division - where a paragraph is divided, while its words are merged
 *
 * Between the parts of a paragraph stands a mark then: a word like others, so that a change beside it collides and is
 * not taken for one of layout.
 */
#ifndef DRAFT_DIVISION_H
#define DRAFT_DIVISION_H

#include "draft/draft.h"

/* Adds the words of `count` blocks, a mark between each two. */
void division_words(struct buffer *out, const struct draft *draft, size_t first, size_t count);
/* Adds a text whose parts have blank lines between, with marks; false where it holds such marks already: then it cannot
 * be merged. */
bool division_mark(struct buffer *out, struct text words);
bool division_has_mark(struct text text);
/* As it is written again, with blank lines. */
void division_unmark(struct buffer *words);

#endif
