/* keybar - which of a view's actions the last row of the screen names */
#ifndef VIEWS_KEYBAR_H
#define VIEWS_KEYBAR_H

#include "views/keymap.h"

struct keybar_item {
	char key[KEY_NAME * 2]; /* "↑↓" for a pair */
	const char *label;      /* translated */
	enum action action;
	int col, cells; /* where it stands: key, blank, label */
};
enum { KEYBAR_MOST = 24 };

/* A bar as it stands on the screen. */
struct keybar {
	struct keybar_item items[KEYBAR_MOST];
	size_t count;
	int row;
};

/* Chooses what fits in `cells`, dropping the lowest weight first (of equals the later), and places it with two blanks
 * between. Where the opposite of an action (UP, DOWN; NEXT, PREVIOUS …) is offered
 * too, one item names both, with the label of the one listed first. Returns how many items. `can` (may be NULL) says
 * whether an action is to be had now.
 */
size_t keybar_fill(struct keybar_item *out, size_t most, const struct view_action *actions, size_t count,
	enum keymap_context context, int cells, bool ascii, bool (*can)(const void *, enum action), const void *whom);

#endif
