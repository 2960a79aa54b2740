/* hypertext - one block of a draft as HTML (cmark)
 *
 * Emphasis, links and code as CommonMark has them; no HTML of the draft's own, no picture (its description stands as a
 * link), no address that runs anything. Everything passes `visible` first.
 */
#ifndef DRAFT_HYPERTEXT_H
#define DRAFT_HYPERTEXT_H

#include "draft/draft.h"

enum { HYPERTEXT_LIMIT = 64 * 1024 }; /* bytes of a block beyond which it is written plainly */

/* Adds <p>, <h1> … <h6>, <pre>, <hr>; a list item's marker stands before its words. */
void hypertext_block(struct buffer *out, const struct block *block);

#endif
