/* paint - the bytes that make a terminal which shows one picture show another
 *
 * Pure: two grids of cells are compared and what differs is written into a buffer, in the words of the terminal. The
 * cheapest way to each place is taken: over unchanged cells, by a relative or an absolute movement; blanks that run to
 * the end of a row, or far, are erased; rows that only moved are moved. The cursor's place and the look in force are
 * known all the time; behind what a terminal may count otherwise (a wide character, one with marks, the last column)
 * the place is not, and is given whole.
 */
#ifndef VIEWS_PAINT_H
#define VIEWS_PAINT_H

#include "base/buffer.h"
#include "views/cells.h"
#include "views/theme.h"

enum { PAINT_STYLES = 1 << 13, PAINT_ATTRIBUTES = 5, PAINT_COLOURS = 7 };

/* What a terminal understands: terminfo's words of that name, without padding; NULL where it has none. `cup` and
 * `reset` are never NULL. */
struct paint_words {
	const char *cup, *hpa, *vpa, *cub, *cub1, *cuf, *cuf1, *cud1, *cr; /* the cursor */
	const char *el, *ech, *clear;                                      /* blanks */
	const char *csr, *ind, *indn, *ri, *rin;                           /* rows moved within a region */
	const char *reset;                                                 /* of every look */
	const char *attributes[PAINT_ATTRIBUTES];                          /* by the bit of enum look_attribute */
	const char *colours[PAINT_COLOURS];                                /* by enum look_colour */
	int alone;          /* attributes that colours are not to be combined with */
	bool wraps_at_once; /* a character in the last column sends the cursor to the next row */
	bool moves_plain;   /* the cursor is to be moved in no look only */
	/* A word with its numbers filled in, where it is not one of the simple ones; borrowed until the next call. */
	const char *(*filled)(const char *word, int first, int second);
};

struct paint {
	struct paint_words words;
	enum theme theme;
	int row, col;                 /* of the cursor; PAINT_UNKNOWN */
	int look;                     /* in force: attributes and colour; PAINT_UNKNOWN */
	uint16_t looks[PAINT_STYLES]; /* of each style, plus 1; 0: not asked yet */
};

enum { PAINT_UNKNOWN = -1 };

void paint_open(struct paint *paint, const struct paint_words *words);
void paint_theme(struct paint *paint, enum theme theme);
/* Something else has written to the terminal: neither place nor look is known. */
void paint_forget(struct paint *paint);

/* Everything that is shown becomes blank: writes that, or makes `last` unlike anything where there is no word. */
void paint_clear(struct paint *paint, struct buffer *out, struct cells *last);
/* `last` is what is shown, and becomes `now`; both are of one size. The look is none in the end. */
void paint_cells(struct paint *paint, struct buffer *out, const struct cells *now, struct cells *last);
void paint_cursor(struct paint *paint, struct buffer *out, int row, int col);

/* A look from none, for what is not in a grid. */
void paint_plain(struct paint *paint, struct buffer *out);

#endif
