#include "views/layout.h"

enum {
	FULL_ROWS = 16,
	FULL_COLS = 60,
	STATUS_ROWS = 8,
	STATUS_COLS = 40,
	LEAST_ROWS = 4,
	LEAST_COLS = 20,
	TWO_COLS = 72,
	LEFT_PERCENT = 58,
	LEFT_LEAST = 40,
	LEFT_MOST = 90,
};

struct area layout_cut_top(struct area *area, int rows)
{
	if (rows > area->rows)
		rows = area->rows;
	if (rows < 0)
		rows = 0;
	struct area top = *area;
	top.rows = rows;
	area->row += rows;
	area->rows -= rows;
	return top;
}

struct area layout_cut_bottom(struct area *area, int rows)
{
	if (rows > area->rows)
		rows = area->rows;
	if (rows < 0)
		rows = 0;
	struct area bottom = *area;
	bottom.row += area->rows - rows;
	bottom.rows = rows;
	area->rows -= rows;
	return bottom;
}

bool layout_same(struct area a, struct area b)
{
	return a.row == b.row && a.col == b.col && a.rows == b.rows && a.cols == b.cols;
}

static void split(struct layout *layout)
{
	struct area body = layout->body;
	int left = body.cols * LEFT_PERCENT / 100;
	if (left < LEFT_LEAST)
		left = LEFT_LEAST;
	if (left > LEFT_MOST)
		left = LEFT_MOST;
	layout->two = true;
	layout->left = (struct area){body.row, body.col, body.rows, left};
	layout->rule = (struct area){body.row, body.col + left, body.rows, 1};
	layout->right = (struct area){body.row, body.col + left + 1, body.rows, body.cols - left - 1};
}

struct layout layout_of(int rows, int cols, enum layout_wish wish)
{
	struct layout layout = {.window = {0, 0, rows < 0 ? 0 : rows, cols < 0 ? 0 : cols}};
	if (rows < LEAST_ROWS || cols < LEAST_COLS) {
		layout.too_small = true;
		return layout;
	}
	struct area rest = layout.window;
	if (rows >= FULL_ROWS && cols >= FULL_COLS) {
		layout.title = layout_cut_top(&rest, 1);
		layout.keybar = layout_cut_bottom(&rest, 1);
	}
	if (rows >= STATUS_ROWS && cols >= STATUS_COLS)
		layout.status = layout_cut_bottom(&rest, 1);
	layout.body = layout.left = layout.right = rest;
	if (wish == LAYOUT_TWO && cols >= TWO_COLS)
		split(&layout);
	return layout;
}
