/* style - what a thing on the screen is, never a colour; the theme decides how it looks
 *
 * A style is one role, plus any of the STYLE_WITH bits.
 */
#ifndef VIEWS_STYLE_H
#define VIEWS_STYLE_H

#include <stddef.h>

enum theme { THEME_DEFAULT, THEME_CONTRAST, THEME_MONO };

enum style {
	STYLE_PLAIN,
	STYLE_TITLE,     /* the title row */
	STYLE_STATUS,    /* the status row */
	STYLE_KEYBAR,    /* a label of the key bar */
	STYLE_KEY,       /* a key in it */
	STYLE_RULE,      /* │ between two panes, ─ between parts */
	STYLE_HEADING,   /* of a document, of a panel */
	STYLE_DIM,       /* secondary: dates, marks of CommonMark */
	STYLE_EMPHASIS,  /* *…* */
	STYLE_STRONG,    /* **…** */
	STYLE_NUMBER,    /* §12 */
	STYLE_MARK,      /* ● ◐ in the margin, and what is open */
	STYLE_MINE,      /* ✓ ✎ in the margin */
	STYLE_SPAN,      /* words an annotation stands on; [ ] around them */
	STYLE_COLLISION, /* ! and rival proposals */
	STYLE_INSERTED,  /* {+ +} */
	STYLE_DELETED,   /* [- -] */
	STYLE_STALE,     /* ◆ ↻ what changed since */
	STYLE_OPEN,      /* [ ] in the text itself: words not agreed yet */
	STYLE_AGREED,    /* retained, initialled, resolved */
	STYLE_REFUSED,   /* not retained, objection */
	STYLE_SAVED,     /* a message: saved */
	STYLE_ERROR,     /* a message: error */
	STYLE_FIELD,     /* the label of a field */
	STYLE_CHOSEN,    /* words under the word cursor; the chosen item of a list that is no pane */
	STYLE_FOUND,     /* what was searched for */
	STYLE_BLANK,     /* NBSP and NNBSP where they are marked */
	STYLE_ROLES,
	STYLE_WITH_SELECTED = 1 << 8, /* belongs to the selected item: bold */
	STYLE_WITH_MISSPELT = 1 << 9, /* underlined */
	STYLE_WITH_EMPHASIS = 1 << 10,
	STYLE_WITH_STRONG = 1 << 11,
	STYLE_WITH_BLANKS = 1 << 12, /* NBSP and NNBSP in this text are marked faintly (else plain blanks) */
	STYLE_ROLE = 0xff,
};

/* Parts of a text with styles of their own: bytes of that text, sorted by start; they may overlap. Where several
 * cover a byte the last role other than PLAIN counts, and all STYLE_WITH bits. */
struct styled {
	size_t start, end;
	int style;
};
#endif
