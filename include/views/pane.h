/* pane - a list of items of varying height, scrolled by rows
 *
 * Rows are asked for lazily, only around what is shown, so 20,000 paragraphs cost nothing. One item is selected; in an
 * item taller than the pane, up and down first scroll within it. The pane knows places only: on a change of the list
 * its owner finds its ids again and tells it where they are (pane_remap).
 */
#ifndef VIEWS_PANE_H
#define VIEWS_PANE_H

#include "views/keymap.h"
#include "views/layout.h"

enum { PANE_GONE = -1 };

/* The list, as its owner shows it. */
struct pane_source {
	void *context;
	size_t (*count)(void *context);
	/* Rows the item takes in so many cells, at least 1. */
	size_t (*rows)(void *context, size_t item, int cells);
	/* Draws row `row` of the item into `area`, which is one screen row. */
	void (*draw)(void *context, size_t item, size_t row, struct area area, bool selected);
	/* Whether the item can be selected; NULL: all can. */
	bool (*selectable)(void *context, size_t item);
};

/* Zeroed stands at the start. */
struct pane {
	size_t selected;
	size_t top;       /* the item on the first row … */
	size_t top_row;   /* … and which of its rows */
	struct area area; /* moves are measured by it */
	long drawn_at;    /* on which row of the pane the selected item began when last drawn; may be negative */
	const struct pane_source *source;
};

/* The area of the coming moves and drawing; keeps the selection in sight when the size changes. */
void pane_place(struct pane *pane, const struct pane_source *source, struct area area);
/* Draws all rows; with focus the hardware cursor goes to the selected item (its first row in sight, `cursor_col` cells
 * into the area). */
void pane_draw(struct pane *pane, bool focus, int cursor_col);

/* UP DOWN PAGE_UP PAGE_DOWN FIRST LAST; true when it was one of them. */
bool pane_act(struct pane *pane, enum action action);
/* Selects an item and brings it into sight, moving as little as possible (an item that fits is shown whole). */
void pane_select(struct pane *pane, size_t item);
/* Selects it and puts its first row `above` rows below the pane's top. */
void pane_select_at(struct pane *pane, size_t item, int above);
/* Brings one row of the selected item into sight (a word cursor, a find). */
void pane_show_row(struct pane *pane, size_t row);
void pane_scroll(struct pane *pane, int rows);
/* The item at a row of the screen (mouse), or PANE_GONE. */
long pane_item_at(const struct pane *pane, int row);
/* The screen row of a row of an item as last drawn, or PANE_GONE when out of sight. */
int pane_screen_row(const struct pane *pane, size_t item, size_t row);

/* The list has changed: `now` gives the new place of an old item or PANE_GONE. The selected item stays on its row of
 * the screen; if it is gone, the nearest one before it is selected, else the first. */
void pane_remap(struct pane *pane, long (*now)(void *context, size_t old_item), void *context);

#endif
