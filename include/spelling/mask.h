/* mask - what in a text is not prose
 *
 * Spelling and typography leave alone: code (`x`, fences, indented blocks are the caller's to leave out), HTML tags and
 * comments and their attributes, URLs, e-mail addresses, file paths, link destinations and reference labels of
 * Markdown, its emphasis marks inside a word excepted, hashtags and @names. Found by own scan over any bytes; invalid
 * UTF-8 is masked.
 */
#ifndef SPELLING_MASK_H
#define SPELLING_MASK_H

#include "base/buffer.h"
#include "text/span.h"

enum mask_syntax { MASK_PLAIN, MASK_MARKDOWN };

/* Adds the spans that are no prose, and settles them. Linear in the text, whatever it holds. */
void mask_find(struct spans *out, struct text text, enum mask_syntax syntax);

#endif
