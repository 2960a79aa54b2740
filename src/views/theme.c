#include "views/theme.h"

/* The terminal's own colours; those that are legible on light and on dark backgrounds. */
static const struct look ordinary[STYLE_ROLES] = {
	[STYLE_TITLE] = {LOOK_REVERSE, LOOK_NONE},
	[STYLE_STATUS] = {LOOK_REVERSE, LOOK_NONE},
	[STYLE_KEYBAR] = {0, LOOK_NONE},
	[STYLE_KEY] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_RULE] = {LOOK_DIM, LOOK_NONE},
	[STYLE_HEADING] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_DIM] = {LOOK_DIM, LOOK_NONE},
	[STYLE_EMPHASIS] = {LOOK_ITALIC, LOOK_NONE},
	[STYLE_STRONG] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_NUMBER] = {0, LOOK_CYAN},
	[STYLE_MARK] = {LOOK_BOLD, LOOK_MAGENTA},
	[STYLE_MINE] = {0, LOOK_GREEN},
	[STYLE_SPAN] = {0, LOOK_CYAN},
	[STYLE_COLLISION] = {LOOK_BOLD, LOOK_MAGENTA},
	[STYLE_INSERTED] = {LOOK_UNDERLINE, LOOK_GREEN},
	[STYLE_DELETED] = {0, LOOK_RED},
	[STYLE_STALE] = {0, LOOK_YELLOW},
	[STYLE_OPEN] = {LOOK_ITALIC, LOOK_YELLOW},
	[STYLE_AGREED] = {0, LOOK_GREEN},
	[STYLE_REFUSED] = {0, LOOK_RED},
	[STYLE_SAVED] = {LOOK_REVERSE, LOOK_GREEN},
	[STYLE_ERROR] = {LOOK_REVERSE | LOOK_BOLD, LOOK_RED},
	[STYLE_FIELD] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_CHOSEN] = {LOOK_REVERSE, LOOK_NONE},
	[STYLE_FOUND] = {LOOK_REVERSE, LOOK_YELLOW},
	[STYLE_BLANK] = {LOOK_DIM | LOOK_UNDERLINE, LOOK_NONE},
};

/* Strong attributes, nothing dim, no colours. */
static const struct look contrast[STYLE_ROLES] = {
	[STYLE_TITLE] = {LOOK_REVERSE | LOOK_BOLD, LOOK_NONE},
	[STYLE_STATUS] = {LOOK_REVERSE | LOOK_BOLD, LOOK_NONE},
	[STYLE_KEY] = {LOOK_REVERSE, LOOK_NONE},
	[STYLE_HEADING] = {LOOK_BOLD | LOOK_UNDERLINE, LOOK_NONE},
	[STYLE_EMPHASIS] = {LOOK_UNDERLINE, LOOK_NONE},
	[STYLE_STRONG] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_NUMBER] = {0, LOOK_NONE},
	[STYLE_MARK] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_MINE] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_SPAN] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_COLLISION] = {LOOK_BOLD | LOOK_REVERSE, LOOK_NONE},
	[STYLE_INSERTED] = {LOOK_BOLD | LOOK_UNDERLINE, LOOK_NONE},
	[STYLE_DELETED] = {LOOK_REVERSE, LOOK_NONE},
	[STYLE_STALE] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_OPEN] = {LOOK_BOLD | LOOK_UNDERLINE, LOOK_NONE},
	[STYLE_AGREED] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_REFUSED] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_SAVED] = {LOOK_REVERSE | LOOK_BOLD, LOOK_NONE},
	[STYLE_ERROR] = {LOOK_REVERSE | LOOK_BOLD, LOOK_NONE},
	[STYLE_FIELD] = {LOOK_BOLD, LOOK_NONE},
	[STYLE_CHOSEN] = {LOOK_REVERSE | LOOK_BOLD, LOOK_NONE},
	[STYLE_FOUND] = {LOOK_REVERSE | LOOK_BOLD, LOOK_NONE},
	[STYLE_BLANK] = {LOOK_UNDERLINE, LOOK_NONE},
};

/* What mono says by an attribute where the ordinary theme says it by a colour. */
static int instead_of_colour(int role)
{
	switch (role) {
	case STYLE_COLLISION:
	case STYLE_STALE:
	case STYLE_REFUSED:
		return LOOK_BOLD;
	case STYLE_DELETED:
		return LOOK_DIM;
	default:
		return 0;
	}
}

struct look theme_look(enum theme theme, int style)
{
	int role = style & STYLE_ROLE;
	struct look look = {0, LOOK_NONE};
	if (role < STYLE_ROLES)
		look = theme == THEME_CONTRAST ? contrast[role] : ordinary[role];
	if (theme == THEME_MONO) {
		look.attributes |= instead_of_colour(role);
		look.colour = LOOK_NONE;
	}
	if (style & STYLE_WITH_MISSPELT)
		look.attributes |= LOOK_UNDERLINE;
	if (style & STYLE_WITH_EMPHASIS)
		look.attributes |= theme == THEME_CONTRAST ? LOOK_UNDERLINE : LOOK_ITALIC;
	if (style & STYLE_WITH_STRONG)
		look.attributes |= LOOK_BOLD;
	if (style & STYLE_WITH_SELECTED)
		look.attributes = (look.attributes & ~LOOK_DIM) | LOOK_BOLD;
	return look;
}
