#include "views/view.h"

#include "base/memory.h"
#include "text/utf8.h"
#include "views/screen.h"

struct view *view_new(const struct view_class *class, size_t size)
{
	struct view *view = memory_new(1, sizeof *view);
	view->class = class;
	view->state = memory_new(1, size ? size : 1);
	return view;
}

bool view_wants_text(const struct view *view)
{
	return view->class->wants_text && view->class->wants_text(view);
}

bool view_bare(const struct view *view)
{
	return view->class->bare && view->class->bare(view);
}

bool view_can(const struct view *view, enum action action)
{
	return !view->class->can || view->class->can(view, action);
}

enum keymap_context view_context(const struct view *view)
{
	return view_wants_text(view) ? IN_TEXT : view->class->context;
}

static int cells_of(const char *string)
{
	return string ? (int)utf8_cells(text_of(string)) : 0;
}

/* One row: left, middle between, right. One blank stands at both ends, two between. */
static void draw_bar(struct area row, int style, const char *left, const char *middle, const char *right)
{
	screen_fill(row, style, 0);
	int room = row.cols - 2, used = cells_of(left), right_cells = cells_of(right), middle_cells = cells_of(middle);
	if (right_cells && used + 2 + right_cells <= room) {
		screen_print(row.row, row.col + 1 + room - right_cells, right_cells, right, style);
		room -= right_cells + 2;
	}
	if (left)
		screen_print(row.row, row.col + 1, room, left, style);
	if (middle_cells && used + 2 + middle_cells <= room)
		screen_print(row.row, row.col + 1 + used + 2 + (room - used - 2 - middle_cells) / 2, middle_cells,
			middle, style);
}

void view_title(const struct layout *layout, const char *left, const char *middle, const char *right)
{
	if (layout->two)
		screen_fill(layout->rule, STYLE_RULE, 0x2502);
	if (layout->title.rows)
		draw_bar(layout->title, STYLE_TITLE, left, middle, right);
}

int view_title_room(const struct layout *layout, const char *left, const char *right)
{
	int room = layout->title.cols - 2 - cells_of(right);
	return room - (right ? 2 : 0) - (left ? cells_of(left) + 2 : 0);
}

void view_status(const struct layout *layout, const char *left, const char *right)
{
	if (layout->status.rows)
		draw_bar(layout->status, STYLE_STATUS, left, NULL, right);
}

struct area view_status_area(const struct layout *layout)
{
	struct area window = layout->window;
	return layout->status.rows ? layout->status : layout_cut_bottom(&window, 1);
}
