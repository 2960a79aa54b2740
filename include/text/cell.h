/* cell - untrusted text in a cell of a table that another program reads: Markdown, HTML
 *
 * All of it passes `visible` first; lines within a cell stay lines.
 */
#ifndef TEXT_CELL_H
#define TEXT_CELL_H

#include <stdbool.h>

#include "base/buffer.h"

/* GitHub's tables: marks of Markdown and HTML escaped, lines joined by <br>. */
void cell_markdown(struct buffer *out, struct text untrusted);
/* < > & and quotes as entities, so that it may stand in an attribute, too; line breaks as <br>. */
void cell_html(struct buffer *out, struct text untrusted);
/* The same; what lies between worddiff's runs marked as <del> and <ins>. */
void cell_html_difference(struct buffer *out, struct text was, struct text now);

#endif
