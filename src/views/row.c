#include "views/row.h"

#include <stdio.h>

#include "text/utf8.h"
#include "views/screen.h"

enum { BUTTON_LEFT = 1, WHEEL_UP = 4, WHEEL_DOWN = 5, WHEEL_ROWS = 3, COLUMN_GAP = 2 };

struct area row_begin(struct area area, bool selected)
{
	int margin = area.cols < ROW_MARGIN ? area.cols : ROW_MARGIN;
	if (selected)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	area.col += margin;
	area.cols -= margin;
	return area;
}

/* Takes a column off the right end; false where the list is too narrow for columns. */
static bool take_column(struct area *area, const char *label, int whole, struct area *out)
{
	int cells = (int)utf8_cells(text_of(label)) + COLUMN_GAP;
	if (whole < ROW_COLUMNS_FROM || area->cols <= cells)
		return false;
	area->cols -= cells;
	*out = (struct area){area->row, area->col + area->cols, 1, cells};
	return true;
}

void row_labels(struct area *area, const struct row_columns *columns)
{
	struct area column;
	int whole = area->cols;
	for (size_t i = columns->count; i-- > 0;)
		if (take_column(area, columns->labels[i], whole, &column))
			screen_print(column.row, column.col + COLUMN_GAP, column.cols - COLUMN_GAP, columns->labels[i],
				STYLE_DIM);
}

void row_figures(struct area *area, const struct row_columns *columns, const size_t *figures, int style)
{
	struct area column;
	int whole = area->cols;
	for (size_t i = columns->count; i-- > 0;) {
		char figure[24];
		int size = snprintf(figure, sizeof figure, "%zu", figures[i]);
		if (!take_column(area, columns->labels[i], whole, &column))
			continue;
		if (figures[i])
			screen_print(column.row, column.col + column.cols - size, size, figure, style);
		else
			screen_print(column.row, column.col + column.cols - 1, 1, "·", STYLE_DIM);
	}
}

bool row_mouse(struct pane *pane, const struct key *key, bool *open)
{
	*open = false;
	if (key->kind != TYPED_MOUSE)
		return false;
	if (key->point == WHEEL_UP || key->point == WHEEL_DOWN) {
		pane_scroll(pane, key->point == WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
		return true;
	}
	bool inside = key->col >= pane->area.col && key->col < pane->area.col + pane->area.cols;
	long item = inside ? pane_item_at(pane, key->row) : PANE_GONE;
	const struct pane_source *source = pane->source;
	if (key->point != BUTTON_LEFT || item == PANE_GONE ||
		(source->selectable && !source->selectable(source->context, (size_t)item)))
		return false;
	*open = pane->selected == (size_t)item;
	pane_select(pane, (size_t)item);
	return true;
}

bool row_mouse_finish(struct view *view, struct pane *pane, const struct key *key, void (*finish)(struct view *view))
{
	bool open = false;
	if (!row_mouse(pane, key, &open))
		return false;
	if (open)
		finish(view);
	return true;
}
