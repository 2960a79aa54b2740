/* cells - a grid of character cells, and how text is laid into it
 *
 * The one gate of everything drawn: text goes in by grapheme clusters, clipped, each in the cells it is counted for
 * whatever the terminal makes of it. Control, bidi and invisible characters cannot get in. A cluster that a cell
 * cannot carry is drawn as its base character. No terminal is needed.
 */
#ifndef VIEWS_CELLS_H
#define VIEWS_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "views/style.h"

enum { CELL_POINTS = 5 }; /* a base and four marks */

struct cell {
	int32_t points[CELL_POINTS]; /* 0 where there are no more */
	uint16_t style;
	uint16_t width; /* 1, 2; 0: the right half of the cell before */
};

struct cells {
	struct cell *grid; /* rows * cols */
	int rows, cols;
	bool ascii; /* our marks and accented letters are written in ASCII */
};

/* A blank grid of another size. */
void cells_resize(struct cells *cells, int rows, int cols);
void cells_blank(struct cells *cells);
void cells_clear(struct cells *cells);

static inline struct cell *cells_row(const struct cells *cells, int row)
{
	return cells->grid + (size_t)row * (size_t)cells->cols;
}

/* Lays bytes `start` to `end` of `whole` into at most `limit` cells; returns how many it took. */
int cells_put(struct cells *cells, int row, int col, int limit, struct text whole, size_t start, size_t end, int style,
	const struct styled *spans, size_t count);
/* One character of one cell. */
void cells_set(struct cells *cells, int row, int col, int32_t point, int style);

#endif
