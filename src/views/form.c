#include "views/form.h"

#include "text/utf8.h"

int form_column(const char *const *labels, size_t count, int cells)
{
	int column = 0;
	for (size_t i = 0; i < count; i++) {
		int label = (int)utf8_cells(text_of(labels[i]));
		if (label > column)
			column = label;
	}
	column += 3;
	return column > cells / 2 ? cells / 2 : column;
}

struct area form_label(struct area area, const char *label, int column, bool focus)
{
	struct area field = area;
	if (column > field.cols)
		column = field.cols;
	field.col += column;
	field.cols -= column;
	if (area.rows < 1)
		return field;
	if (focus)
		screen_print(area.row, area.col, 1, "▌", STYLE_MARK | STYLE_WITH_SELECTED);
	screen_print(area.row, area.col + 1, column - 2, label, STYLE_FIELD | (focus ? STYLE_WITH_SELECTED : 0));
	return field;
}

void form_rule(struct area row, const char *label, bool focus)
{
	if (row.rows < 1 || row.cols < 1)
		return;
	screen_fill((struct area){row.row, row.col, 1, row.cols}, STYLE_RULE, 0x2500);
	screen_print(row.row, row.col, 1, focus ? "▌" : "─", focus ? STYLE_MARK | STYLE_WITH_SELECTED : STYLE_RULE);
	int used = 2;
	used += screen_print(row.row, row.col + used, row.cols - used, " ", STYLE_FIELD);
	used += screen_print(
		row.row, row.col + used, row.cols - used, label, STYLE_FIELD | (focus ? STYLE_WITH_SELECTED : 0));
	screen_print(row.row, row.col + used, row.cols - used, " ", STYLE_FIELD);
}

int form_box(struct area row, int col, enum form_box box, bool on, const char *label, bool cursor)
{
	static const char *const marks[2][2] = {{"( ) ", "(●) "}, {"[ ] ", "[x] "}};
	int style = cursor ? STYLE_CHOSEN | STYLE_WITH_SELECTED : STYLE_PLAIN;
	int left = row.cols - (col - row.col);
	if (row.rows < 1 || left < 1)
		return 0;
	int used = screen_print(row.row, col, left, marks[box][on], style);
	used += screen_print(row.row, col + used, left - used, label, style);
	if (cursor)
		screen_cursor(row.row, col + 1);
	return used;
}
