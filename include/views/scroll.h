/* scroll - finds out that rows of a picture have only moved up or down
 *
 * Pure. Rows are compared in pieces, so that a pane that scrolls is found beside one that does not. What is found is a
 * guess about what is worth it; whoever uses it compares cells afterwards.
 */
#ifndef VIEWS_SCROLL_H
#define VIEWS_SCROLL_H

#include "views/cells.h"

/* Rows `top` up to `bottom` (included) show what stood `by` rows further down (up, where it is negative). */
struct scroll {
	int top, bottom, by;
};

/* The move after which the fewest bytes have to be written; false where none saves more than it costs. */
bool scroll_find(struct scroll *out, const struct cells *now, const struct cells *last);

/* The same in the cells: rows move, those that nothing moves to become blank. */
void scroll_cells(struct cells *cells, const struct scroll *scroll);

#endif
