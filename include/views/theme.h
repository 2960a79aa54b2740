/* theme - how a style looks: attributes and one of eight colours on the terminal's own background
 *
 * Pure tables. A theme without colours tells everything by attributes; none tells anything by colour alone.
 */
#ifndef VIEWS_THEME_H
#define VIEWS_THEME_H

#include "views/style.h"

enum look_attribute {
	LOOK_BOLD = 1,
	LOOK_DIM = 2,
	LOOK_UNDERLINE = 4,
	LOOK_REVERSE = 8,
	LOOK_ITALIC = 16,
};

enum look_colour { LOOK_NONE, LOOK_RED, LOOK_GREEN, LOOK_YELLOW, LOOK_BLUE, LOOK_MAGENTA, LOOK_CYAN };

struct look {
	int attributes; /* a set of enum look_attribute */
	enum look_colour colour;
};

struct look theme_look(enum theme theme, int style);

#endif
