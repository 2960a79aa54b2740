/* matrix_sheet - the matrix as it is drawn: share, names of the columns, rows, totals, legend
 *
 * As many columns as fit are shown, always with the chosen one among them; its cells stand in [ ] on the selected row.
 * Every sign is explained in the legend, and the status row says the chosen cell in words.
 */
#ifndef VIEWS_MATRIX_SHEET_H
#define VIEWS_MATRIX_SHEET_H

#include "review/matrix.h"
#include "views/pane.h"
#include "views/session.h"

struct matrix_sheet {
	const struct review *review; /* borrowed; the matrix is of it as it stands */
	struct seals *seals;         /* borrowed */
	struct matrix matrix;
	struct pane pane;
	struct pane_source source;
	size_t column;       /* chosen */
	size_t first, shown; /* columns on the screen, as last laid out */
	int number_cells, words_cells, verdict_cells, column_cells;
};

void matrix_sheet_open(struct matrix_sheet *sheet, struct session *session, enum matrix_by by);
void matrix_sheet_draw(struct matrix_sheet *sheet, struct area area);
/* The chosen cell in words: "§12 · contested · Sherpa C: reservation (signed)". Adds. */
void matrix_sheet_words(struct buffer *out, const struct matrix_sheet *sheet);
void matrix_sheet_clear(struct matrix_sheet *sheet);

#endif
