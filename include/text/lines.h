/* lines - a text as a set of lines: dictionaries and lists of terms, merged without a conflict
 *
 * A line is there or it is not; what either side added stays, what either side took out goes.
 */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include <stdbool.h>

#include "base/buffer.h"

/* Whether a line stands in the text, byte for byte. */
bool lines_have(struct text text, struct text line);
/* Adds the three-way union, each line ended by LF: `theirs` without what `mine` took out since `before`, then what
 * `mine` added, once; in order of their bytes where `theirs` is (remarks at the top, with # before them,
 * and the first line of a table, whose columns are parted by tabs, apart). Tables get the same columns (columns.h). */
void lines_merge(struct buffer *out, struct text before, struct text mine, struct text theirs);

#endif
