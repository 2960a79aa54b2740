/* tabular - dispositions as a table that another program reads: CSV, Markdown, HTML, JSON
 *
 * Columns, in this order: organisation, author, paragraph, type, comment, proposed change, observations of the
 * secretariat, date, reference; their headings are in the face's language.
 */
#ifndef COMMANDS_TABULAR_H
#define COMMANDS_TABULAR_H

#include "base/buffer.h"
#include "review/disposition.h"

/* Each adds the whole: begins with a byte order mark (spreadsheets need it to know UTF-8); lines end in CR LF. */
void tabular_csv(struct buffer *out, const struct review *review, const struct dispositions *rows);
/* A heading and a table. */
void tabular_markdown(struct buffer *out, const struct review *review, const struct dispositions *rows);
/* The same as part of a page (text/html.h); proposed words as a difference. */
void tabular_html(struct buffer *out, const struct review *review, const struct dispositions *rows);
void tabular_json(struct buffer *out, const struct review *review, const struct dispositions *rows);

#endif
