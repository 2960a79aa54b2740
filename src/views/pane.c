#include "views/pane.h"

#include "views/screen.h"

enum { BELOW = 1 << 24, ABOVE = -(1 << 24) };

static size_t count_of(const struct pane *pane)
{
	return pane->source->count(pane->source->context);
}

static long rows_of(const struct pane *pane, size_t item)
{
	size_t rows = pane->source->rows(pane->source->context, item, pane->area.cols);
	return rows ? (long)rows : 1;
}

static bool selectable(const struct pane *pane, size_t item)
{
	return !pane->source->selectable || pane->source->selectable(pane->source->context, item);
}

static bool usable(const struct pane *pane)
{
	return pane->source && pane->area.rows > 0 && pane->area.cols > 0 && count_of(pane) > 0;
}

/* The row of the pane an item begins on: ABOVE or BELOW when that cannot be seen without walking far. */
static long offset_of(const struct pane *pane, size_t item)
{
	if (item < pane->top)
		return ABOVE;
	long at = -(long)pane->top_row;
	for (size_t i = pane->top; at < pane->area.rows && i <= item; i++) {
		if (i == item)
			return at;
		at += rows_of(pane, i);
	}
	return BELOW;
}

/* Moves the top so that the item begins on row `at`; at the start of the list it may stand higher. */
static void begin_at(struct pane *pane, size_t item, long at)
{
	while (at > 0 && item > 0)
		at -= rows_of(pane, --item);
	pane->top = item;
	pane->top_row = at < 0 ? (size_t)-at : 0;
}

/* Leaves no row empty below the end while there are rows above. */
static void fill_end(struct pane *pane)
{
	size_t count = count_of(pane);
	long rows = -(long)pane->top_row;
	for (size_t i = pane->top; i < count; i++) {
		rows += rows_of(pane, i);
		if (rows >= pane->area.rows)
			return;
	}
	begin_at(pane, pane->top, pane->area.rows - rows - (long)pane->top_row);
}

static void normalise(struct pane *pane)
{
	size_t count = count_of(pane);
	if (pane->top >= count) {
		pane->top = count - 1;
		pane->top_row = 0;
	}
	if ((long)pane->top_row >= rows_of(pane, pane->top))
		pane->top_row = (size_t)rows_of(pane, pane->top) - 1;
	fill_end(pane);
}

void pane_scroll(struct pane *pane, int rows)
{
	if (!usable(pane))
		return;
	size_t count = count_of(pane);
	if (rows < 0) {
		begin_at(pane, pane->top, -(long)pane->top_row - rows);
		return;
	}
	long at = (long)pane->top_row + rows;
	while (at >= rows_of(pane, pane->top) && pane->top + 1 < count)
		at -= rows_of(pane, pane->top++);
	pane->top_row = (size_t)at;
	normalise(pane);
}

/* The item on a row of the pane, the last one if that is below the end. */
static size_t item_on(const struct pane *pane, long row)
{
	size_t count = count_of(pane), item = pane->top;
	long at = rows_of(pane, item) - (long)pane->top_row;
	while (at <= row && item + 1 < count)
		at += rows_of(pane, ++item);
	return item;
}

/* Brings the selected item into sight: whole if it fits, else its beginning. */
static void show(struct pane *pane)
{
	long rows = rows_of(pane, pane->selected), at = offset_of(pane, pane->selected), height = pane->area.rows;
	if (at == ABOVE || (at < 0 && rows <= height))
		begin_at(pane, pane->selected, 0);
	else if (rows <= height && at + rows > height)
		begin_at(pane, pane->selected, height - rows);
	else if (rows > height && at >= height)
		begin_at(pane, pane->selected, 0);
	normalise(pane);
}

/* The nearest item that can be selected from `item` on, by `step`; PANE_GONE if none. */
static long nearest(const struct pane *pane, long item, long step)
{
	long count = (long)count_of(pane);
	for (; item >= 0 && item < count; item += step) {
		if (selectable(pane, (size_t)item))
			return item;
	}
	return PANE_GONE;
}

static void settle(struct pane *pane)
{
	size_t count = count_of(pane);
	if (pane->selected >= count)
		pane->selected = count - 1;
	long found = nearest(pane, (long)pane->selected, 1);
	if (found < 0)
		found = nearest(pane, (long)pane->selected, -1);
	if (found >= 0)
		pane->selected = (size_t)found;
}

void pane_place(struct pane *pane, const struct pane_source *source, struct area area)
{
	bool resized = area.rows != pane->area.rows || area.cols != pane->area.cols;
	pane->source = source;
	pane->area = area;
	if (!usable(pane))
		return;
	settle(pane);
	normalise(pane);
	if (resized || offset_of(pane, pane->selected) == BELOW)
		show(pane);
}

void pane_draw(struct pane *pane, bool focus, int cursor_col)
{
	struct area area = pane->area;
	if (!usable(pane)) {
		if (focus)
			screen_cursor(area.row, area.col);
		return;
	}
	size_t count = count_of(pane), item = pane->top, row = pane->top_row;
	long rows = rows_of(pane, item);
	int cursor = PANE_GONE;
	for (int at = 0; at < area.rows && item < count; at++) {
		bool selected = item == pane->selected;
		if (selected && cursor < 0)
			cursor = area.row + at;
		pane->source->draw(pane->source->context, item, row,
			(struct area){area.row + at, area.col, 1, area.cols}, selected);
		if ((long)++row == rows) {
			row = 0;
			rows = ++item < count ? rows_of(pane, item) : 0;
		}
	}
	pane->drawn_at = offset_of(pane, pane->selected);
	if (focus)
		screen_cursor(cursor < 0 ? area.row : cursor, area.col + cursor_col);
}

static void step_down(struct pane *pane)
{
	long rows = rows_of(pane, pane->selected), at = offset_of(pane, pane->selected), height = pane->area.rows;
	if (at + rows > height && at < height) {
		pane_scroll(pane, rows > height ? 1 : (int)(at + rows - height));
		return;
	}
	long next = nearest(pane, (long)pane->selected + 1, 1);
	if (next < 0) {
		pane_scroll(pane, 1);
		return;
	}
	pane->selected = (size_t)next;
	if (rows_of(pane, pane->selected) <= height)
		show(pane);
	else if (offset_of(pane, pane->selected) >= height)
		begin_at(pane, pane->selected, height - 1);
}

static void step_up(struct pane *pane)
{
	long at = offset_of(pane, pane->selected);
	if (at < 0 && at != ABOVE) {
		pane_scroll(pane, -1);
		return;
	}
	long before = nearest(pane, (long)pane->selected - 1, -1);
	if (before < 0) {
		pane_scroll(pane, -1);
		return;
	}
	pane->selected = (size_t)before;
	long rows = rows_of(pane, pane->selected);
	if (rows <= pane->area.rows)
		show(pane);
	else if (offset_of(pane, pane->selected) == ABOVE)
		begin_at(pane, pane->selected, 1 - rows);
	normalise(pane);
}

/* What stood at the edge is selected after a page; at the end of the list, its last item. */
static void page(struct pane *pane, int direction)
{
	size_t top = pane->top, top_row = pane->top_row;
	int rows = pane->area.rows > 1 ? pane->area.rows - 1 : 1;
	size_t edge = direction > 0 ? item_on(pane, pane->area.rows - 1) : top;
	pane_scroll(pane, direction * rows);
	if (pane->top == top && pane->top_row == top_row)
		edge = direction > 0 ? count_of(pane) - 1 : 0;
	long found = nearest(pane, (long)edge, direction);
	if (found < 0)
		found = nearest(pane, (long)edge, -direction);
	if (found >= 0)
		pane->selected = (size_t)found;
	long at = offset_of(pane, pane->selected);
	if (at == ABOVE || at == BELOW)
		show(pane);
}

static void to_end(struct pane *pane, bool last)
{
	long end = last ? (long)count_of(pane) - 1 : 0;
	long found = nearest(pane, end, last ? -1 : 1);
	if (found >= 0)
		pane->selected = (size_t)found;
	pane->top = (size_t)end;
	pane->top_row = 0;
	if (last)
		begin_at(pane, (size_t)end, pane->area.rows - rows_of(pane, (size_t)end));
	normalise(pane);
}

bool pane_act(struct pane *pane, enum action action)
{
	bool ours = action == ACTION_UP || action == ACTION_DOWN || action == ACTION_PAGE_UP ||
		    action == ACTION_PAGE_DOWN || action == ACTION_FIRST || action == ACTION_LAST;
	if (!ours || !usable(pane))
		return ours;
	settle(pane);
	normalise(pane);
	if (action == ACTION_UP)
		step_up(pane);
	else if (action == ACTION_DOWN)
		step_down(pane);
	else if (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)
		page(pane, action == ACTION_PAGE_DOWN ? 1 : -1);
	else
		to_end(pane, action == ACTION_LAST);
	return true;
}

void pane_select(struct pane *pane, size_t item)
{
	pane->selected = item;
	if (!usable(pane))
		return;
	settle(pane);
	normalise(pane);
	show(pane);
}

void pane_select_at(struct pane *pane, size_t item, int above)
{
	pane->selected = item;
	if (!usable(pane))
		return;
	settle(pane);
	begin_at(pane, pane->selected, above);
	normalise(pane);
}

void pane_show_row(struct pane *pane, size_t row)
{
	if (!usable(pane))
		return;
	settle(pane);
	long at = offset_of(pane, pane->selected);
	if (at == ABOVE || (at != BELOW && at + (long)row < 0))
		begin_at(pane, pane->selected, -(long)row);
	else if (at == BELOW || at + (long)row >= pane->area.rows)
		begin_at(pane, pane->selected, pane->area.rows - 1 - (long)row);
	normalise(pane);
}

long pane_item_at(const struct pane *pane, int row)
{
	long at = row - pane->area.row;
	if (!usable(pane) || at < 0 || at >= pane->area.rows)
		return PANE_GONE;
	size_t item = item_on(pane, at);
	return offset_of(pane, item) + rows_of(pane, item) > at ? (long)item : PANE_GONE;
}

int pane_screen_row(const struct pane *pane, size_t item, size_t row)
{
	if (!usable(pane) || item >= count_of(pane))
		return PANE_GONE;
	long at = offset_of(pane, item);
	if (at == ABOVE || at == BELOW || at + (long)row < 0 || at + (long)row >= pane->area.rows)
		return PANE_GONE;
	return pane->area.row + (int)at + (int)row;
}

void pane_remap(struct pane *pane, long (*now)(void *context, size_t old_item), void *context)
{
	long found = now(context, pane->selected);
	for (size_t old = pane->selected; found < 0 && old > 0; old--)
		found = now(context, old - 1);
	pane->selected = found < 0 ? 0 : (size_t)found;
	if (!usable(pane)) {
		pane->top = pane->selected;
		pane->top_row = 0;
		return;
	}
	settle(pane);
	long at = pane->drawn_at;
	if (at == ABOVE || at == BELOW)
		at = 0;
	if (-at >= rows_of(pane, pane->selected))
		at = 1 - rows_of(pane, pane->selected);
	begin_at(pane, pane->selected, at);
	normalise(pane);
}
