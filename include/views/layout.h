/* layout - which part of the window is whose
 *
 * Pure arithmetic. From 60x16 on: a title row, the body, a status row, the key bar. Down to 40x8 body and status, down
 * to 20x4 the body alone; below that LAYOUT_TOO_SMALL. The body is split in two from 72 columns on, if wished: left
 * 58 % (at least 40, at most 90), one column for the rule, the rest right.
 */
#ifndef VIEWS_LAYOUT_H
#define VIEWS_LAYOUT_H

#include <stdbool.h>

struct area {
	int row, col, rows, cols; /* rows == 0: not there */
};

enum layout_wish { LAYOUT_ONE, LAYOUT_TWO };

struct layout {
	bool too_small; /* all areas are empty */
	bool two;       /* left and right are side by side; else both are the whole body and one of them is shown */
	struct area window, title, body, left, rule, right, status, keybar;
};

struct layout layout_of(int rows, int cols, enum layout_wish wish);
bool layout_same(struct area a, struct area b);

/* The first `rows` rows of an area, which loses them: for headings, fields, panels. Never more than it has. */
struct area layout_cut_top(struct area *area, int rows);
struct area layout_cut_bottom(struct area *area, int rows);

#endif
