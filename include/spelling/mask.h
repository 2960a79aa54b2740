/* mask - what in a text is not prose
 *
 * Spelling and typography leave alone, in any text: URLs, e-mail addresses, file paths, @names and #tags, invalid
 * UTF-8. In Markdown besides: code (`x` and fences), HTML tags and comments, link destinations, reference labels and
 * definitions, footnote marks, backslashes. Found by a scan of its own over any bytes, paragraph or whole file; what
 * opens and does not close is prose.
 */
#ifndef SPELLING_MASK_H
#define SPELLING_MASK_H

#include "base/buffer.h"
#include "text/span.h"

enum mask_syntax { MASK_PLAIN, MASK_MARKDOWN };

/* Adds the spans that are no prose, and settles them. Linear in the text, whatever it holds. */
void mask_find(struct spans *out, struct text text, enum mask_syntax syntax);

#endif
