/* wrap - a text in rows of so many cells (UAX 14 in the small, UAX 29 clusters)
 *
 * Rows break at blanks, after hyphens and dashes, never before French ; : ! ? » nor after « (NBSP and NNBSP never
 * break), and inside a word only when it alone is wider than a row. LF ends a row. Blanks at a break belong to the row
 * they end but take no cells in it. The text passed must be one that `visible` made or approved, save LF.
 */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include "base/buffer.h"

struct wrap_row {
	size_t start, end; /* bytes shown */
	size_t next;       /* where the next row starts */
	size_t cells;
};

struct wrap {
	struct wrap_row *rows;
	size_t count, capacity;
};

/* Wraps at `cells` (>= 1); the first row has `first_cells` fewer. At least one row, even for an empty text. */
void wrap_text(struct wrap *out, struct text text, size_t cells, size_t first_cells);
/* The same, stopping once `most` rows are made (for rows that are shown only). */
void wrap_rows(struct wrap *out, struct text text, size_t cells, size_t first_cells, size_t most);
void wrap_clear(struct wrap *wrap);
/* The row that byte `at` is on: where a cursor at `at` stands. */
size_t wrap_row_of(const struct wrap *wrap, size_t at);

#endif
