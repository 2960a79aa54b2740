/* csv - rows of fields (RFC 4180: UTF-8, CRLF, quotes where needed)
 *
 * A field that a spreadsheet would take for a formula (it begins with = + - @, a tab or CR) gets an apostrophe before
 * it. Everything is made visible; line feeds stay, within quotes.
 */
#ifndef COMMANDS_CSV_H
#define COMMANDS_CSV_H

#include "base/buffer.h"

/* Adds a field; `first` of its row: without a comma before it. */
void csv_field(struct buffer *out, struct text text, bool first);
void csv_end(struct buffer *out);

#endif
