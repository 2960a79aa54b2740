/* amendment - one paragraph of one review branch whose text differs from its ancestor
 *
 * Reworded, inserted, gone, or standing elsewhere. Named REVIEWER:PLACE, bound to the digest of its words before and
 * after. A split or a join is one amendment over both paragraphs: their texts, with a blank line between. What the base
 * says already is no amendment any more.
 *
 * What an amendment speaks of are the base's blocks that have the words it came from, with those that the base has
 * divided them into. It collides with the base where one of them is gone, or they do not follow each other any more
 * with nothing between; a move also where the base has divided its paragraph or joined another to it. Where it is taken
 * over several blocks, it stands where the first of them stood, and before all that is put behind any of them.
 */
#ifndef REVIEW_AMENDMENT_H
#define REVIEW_AMENDMENT_H

#include "draft/align.h"
#include "review/work.h"

/* "ed": only layout, punctuation, capitals or accents differ; else "te". */
const char *amendment_type(struct text was, struct text now);
void amendment_digest(char out[65], struct text was, struct text now);
/* Adds the texts of a block and of those that were split off it (or joined to it: `follows` of the align), with blank
 * lines between; how many they are. */
size_t amendment_words(struct buffer *out, const struct draft *draft, size_t block, const size_t *follows);
/* Adds the base's words that it speaks of today (an insertion: none). */
void amendment_base_words(struct buffer *out, const struct amendment *amendment, const struct draft *base);
/* What would be taken of it: its own words as they would stand in the base, or those of the decision `modified` (which
 * rewords what was to be deleted). */
struct text amendment_taken(const struct amendment *amendment, enum amendment_kind *kind);
/* Whether it rewords, deletes or moves this block of the base (a join: one of several). */
bool amendment_covers(const struct amendment *amendment, size_t block);
void amendment_clear(struct amendment *amendment);
const char *amendment_kind_name(enum amendment_kind kind); /* "reword", "insert", "delete", "move" */

#endif
