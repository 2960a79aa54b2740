/* parts - new words, cut into the texts of blocks
 */
#ifndef DRAFT_PARTS_H
#define DRAFT_PARTS_H

#include "draft/draft.h"

/* Adds the words as a block's text is read: LF at line ends, no blanks at either end, and, but for code and HTML, none
 * at the start of a line. */
void parts_clean(struct buffer *out, struct text words, enum block_kind kind);
/* The next part of cleaned words, up to a blank line; code and HTML are one part. False at the end. */
bool parts_next(struct text *rest, struct text *part, enum block_kind kind);

#endif
