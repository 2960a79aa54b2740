/* wordmerge - three texts to one, by words
 *
 * A change is a hunk between the base and one side. Two changes of different sides collide when the words they change
 * overlap or touch (no unchanged word between them), unless they are the same change (same words at the same place),
 * which is taken once, with ours' bytes. A change of blanks only collides with nothing; where another changes words
 * beside it, the words win. What is untouched stays byte for byte the base's.
 */
#ifndef TEXT_WORDMERGE_H
#define TEXT_WORDMERGE_H

#include <stdbool.h>

#include "text/worddiff.h"

/* Merges ours and theirs over base into `out` (added). False when anything collides; `out` then holds the base with
 * ours where it collides (and theirs elsewhere), which is good for showing only. */
bool wordmerge_run(struct buffer *out, struct text base, struct text ours, struct text theirs);

/* The same for any number of sides at once: all hunks go in together, from right to left, so the result does not depend
 * on the order of sides. collides[i * count + j] (may be NULL) tells which sides collide. */
bool wordmerge_many(struct buffer *out, struct text base, const struct text *sides, size_t count, bool *collides);

/* Whether changing base to `a` and base to `b` collide. */
bool wordmerge_collide(struct text base, struct text a, struct text b);

#endif
