/* paper - one text as rows to show: wrapped, styled, every byte from outside made visible
 *
 * A paper is built by adding pieces, each with a style; then it is wrapped once for a width and drawn row by row. Bytes
 * that `visible` approves go in as they are; all others as its marks.
 */
#ifndef VIEWS_PAPER_H
#define VIEWS_PAPER_H

#include "text/worddiff.h"
#include "text/wrap.h"
#include "views/layout.h"
#include "views/screen.h"

struct paper {
	struct buffer text;
	struct styled *spans; /* sorted by start */
	size_t count, capacity;
	struct wrap wrap;
	int cells; /* it was wrapped for; 0: not yet */
};

/* Adds a piece; LF stays when `lines`, else becomes a space. */
void paper_add(struct paper *paper, struct text untrusted, int style, bool lines);
void paper_add_string(struct paper *paper, const char *string, int style);
/* Adds what is safe to show already, and clears it. */
void paper_take(struct paper *paper, struct buffer *words, int style);
/* Adds words as a difference: kept as `style`, [-old-] {+new+}; code points where two sides look alike. */
void paper_add_difference(struct paper *paper, struct text old, struct text new, int style);
/* The same, of the unchanged words only those beside a change: "… words before [-old-] {+new+} words behind …". */
void paper_add_changes(struct paper *paper, struct text old, struct text new, int style);
/* A style over bytes that are there already. */
void paper_style(struct paper *paper, size_t start, size_t end, int style);
/* Wraps for a width (again only when it differs); the first row is `first` cells shorter. */
void paper_wrap(struct paper *paper, int cells, int first);
/* Draws row `row`; returns the cells used. */
int paper_draw(const struct paper *paper, size_t row, int screen_row, int col, int cells, int style);
void paper_clear(struct paper *paper);

/* Words over a page, in as many rows as they take and one blank; in a low window they are left out. `body` loses them.
 */
void paper_above(struct area *body, const char *words);

#endif
