#include "views/scroll.h"

#include <stdlib.h>

#include "base/memory.h"

enum {
	PIECE = 12,      /* cells */
	CHANGED = 4,     /* rows that differ, below which nothing is looked for */
	BLANK_BYTES = 1, /* a blank piece is erased with others */
	COST = 48,       /* bytes of the words for a move, and what is lost by it */
};

struct piece {
	uint32_t mark; /* of what stands in it */
	int bytes;     /* to write it */
};

struct pieces {
	struct piece *now, *last;
	int *stays; /* of each row: what need not be written as it is */
	int rows, cols;
};

static struct piece piece_of(const struct cell *cells, int count)
{
	struct piece piece = {.mark = 2166136261u, .bytes = 0};
	for (int i = 0; i < count; i++) {
		uint32_t point = (uint32_t)cells[i].points[0];
		piece.mark = (piece.mark ^ point ^ (uint32_t)cells[i].style << 21) * 16777619u;
		piece.bytes += point == ' ' ? 0 : point < 0x80 ? 1 : 2;
	}
	piece.bytes = piece.bytes ? piece.bytes : BLANK_BYTES;
	return piece;
}

static void cut(struct piece *pieces, const struct cells *cells, int cols)
{
	for (int row = 0; row < cells->rows; row++) {
		const struct cell *at = cells_row(cells, row);
		for (int col = 0; col < cols; col++) {
			int from = col * PIECE, rest = cells->cols - from;
			*pieces++ = piece_of(at + from, rest < PIECE ? rest : PIECE);
		}
	}
}

/* What need not be written of a row where row `there` of the last picture stands. */
static int alike(const struct pieces *pieces, int row, int there)
{
	const struct piece *now = pieces->now + row * pieces->cols, *last = pieces->last + there * pieces->cols;
	int bytes = 0;
	for (int col = 0; col < pieces->cols; col++)
		bytes += now[col].mark == last[col].mark ? now[col].bytes : 0;
	return bytes;
}

/* The run of rows that wins most by this move; returns how much. */
static int best_run(struct scroll *out, const struct pieces *pieces, int by)
{
	int best = 0, sum = 0, first = by < 0 ? -by : 0, end = pieces->rows - (by > 0 ? by : 0);
	for (int row = first, from = first; row < end; row++) {
		sum += alike(pieces, row, row + by) - pieces->stays[row];
		if (sum <= 0) {
			sum = 0;
			from = row + 1;
		} else if (sum > best) {
			best = sum;
			*out = (struct scroll){from, row, by};
		}
	}
	for (int i = 1; best > 0 && i <= abs(by); i++) /* and what is lost in the rows that become blank */
		best -= pieces->stays[by > 0 ? out->bottom + i : out->top - i];
	return best;
}

static int changed_rows(const struct cells *now, const struct cells *last)
{
	int changed = 0;
	for (int row = 0; row < now->rows; row++)
		changed +=
			memcmp(cells_row(now, row), cells_row(last, row), (size_t)now->cols * sizeof *now->grid) != 0;
	return changed;
}

bool scroll_find(struct scroll *out, const struct cells *now, const struct cells *last)
{
	if (changed_rows(now, last) < CHANGED)
		return false;
	struct pieces pieces = {.rows = now->rows, .cols = (now->cols + PIECE - 1) / PIECE};
	size_t count = (size_t)pieces.rows * (size_t)pieces.cols;
	pieces.now = memory_new(2 * count, sizeof *pieces.now);
	pieces.last = pieces.now + count;
	pieces.stays = memory_new((size_t)pieces.rows, sizeof *pieces.stays);
	cut(pieces.now, now, pieces.cols);
	cut(pieces.last, last, pieces.cols);
	for (int row = 0; row < pieces.rows; row++)
		pieces.stays[row] = alike(&pieces, row, row);
	int best = COST;
	for (int by = 2 - now->rows; by <= now->rows - 2; by++) {
		struct scroll found;
		int gain = by ? best_run(&found, &pieces, by) : 0;
		if (gain > best) {
			best = gain;
			*out = found;
		}
	}
	free(pieces.now);
	free(pieces.stays);
	return best > COST;
}

void scroll_cells(struct cells *cells, const struct scroll *scroll)
{
	static const struct cell blank = {{' '}, STYLE_PLAIN, 1};
	int top = scroll->top + (scroll->by < 0 ? scroll->by : 0);
	int bottom = scroll->bottom + (scroll->by > 0 ? scroll->by : 0);
	size_t rows = (size_t)scroll->bottom - (size_t)scroll->top + 1, cols = (size_t)cells->cols;
	memmove(cells_row(cells, scroll->top), cells_row(cells, scroll->top + scroll->by),
		rows * cols * sizeof *cells->grid);
	for (int row = top; row <= bottom; row++)
		for (int col = 0; (row < scroll->top || row > scroll->bottom) && col < cells->cols; col++)
			cells_row(cells, row)[col] = blank;
}
