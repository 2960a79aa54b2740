/* mask - what in a text is not prose
 *
 * Spelling and typography leave alone: code (`x`, fences; indented blocks are the caller's to leave out), HTML tags,
 * comments, entities and the contents of <code>, <pre> and their like (tag.h), URLs, e-mail addresses, @names,
 * hashtags, paths, identifiers (address.h); invalid UTF-8. In Markdown also: the marks before a line's own words
 * (#, >, list markers, task boxes), lines that are nothing but marks (rules, underlines, a table's second row), the
 * bars of tables with the blanks around them, destinations and labels of links and images, labels of footnotes,
 * link definitions whole, backslashes of escapes. Emphasis marks stay: no letter is among them, and typography reads
 * through them. The text may be one block or a whole file.
 */
#ifndef SPELLING_MASK_H
#define SPELLING_MASK_H

#include "base/buffer.h"
#include "text/span.h"

enum mask_syntax { MASK_PLAIN, MASK_MARKDOWN };

/* Adds the spans that are no prose, and settles them. Linear in the text, whatever it holds. */
void mask_find(struct spans *out, struct text text, enum mask_syntax syntax);

#endif
