/* row - what the rows of a list have in common: the selection bar, columns of figures, the mouse
 */
#ifndef VIEWS_ROW_H
#define VIEWS_ROW_H

#include "views/pane.h"
#include "views/view.h"

enum { ROW_MARGIN = 2, ROW_COLUMNS = 4, ROW_COLUMNS_FROM = 72 };

/* Draws the bar of a selected row; returns what is right of the margin. */
struct area row_begin(struct area area, bool selected);

/* Columns of figures at the right end, as wide as their labels (in the language of the face); none in a list narrower
 * than ROW_COLUMNS_FROM. Both take the columns off the area. A figure of 0 is a faint dot. */
struct row_columns {
	const char *labels[ROW_COLUMNS];
	size_t count;
};
void row_labels(struct area *area, const struct row_columns *columns);
void row_figures(struct area *area, const struct row_columns *columns, const size_t *figures, int style);

/* Wheel and click in a pane; true when it was one. A click on what is selected already sets *open. */
bool row_mouse(struct pane *pane, const struct key *key, bool *open);
/* The same for a page: opens what is clicked with `finish`. */
bool row_mouse_finish(struct view *view, struct pane *pane, const struct key *key, void (*finish)(struct view *view));

#endif
