/* projection - one paragraph across the whole window, with the proposals on it, for a room to read from its back rows
 *
 * A terminal cannot make letters larger: wide margins, at most PROJECTION_CELLS cells a row, and a blank row between
 * the rows of the paragraph where there is room for it. What everybody may see and no more: the words of the text with
 * their brackets, who proposes what and who supports it; no remarks, no marks, no decision that is not in the text.
 */
#ifndef VIEWS_PROJECTION_H
#define VIEWS_PROJECTION_H

#include "review/review.h"
#include "views/paper.h"

enum { PROJECTION_CELLS = 76 };

struct projection {
	struct paper paper;
	size_t words; /* bytes of the paper that are the paragraph's own */
	long top;     /* the first row in sight */
	/* As drawn last. */
	long rows; /* in all */
	int seen;  /* in sight */
};

/* The paragraph, a block of the draft being read, and what is proposed on it. Keeps `top`. */
void projection_make(struct projection *projection, const struct review *review, size_t block);
/* Adds what is proposed on a block, each with its proposers and supporters; a blank line before each. How many. */
size_t projection_proposals(struct paper *paper, const struct review *review, size_t block);
/* The part of the window that is written on. */
struct area projection_area(struct area window);
/* "§12" on the first row of the area, which loses two; the cursor goes there if `cursor`. */
void projection_heading(struct area *area, const char *place, bool cursor);
void projection_draw(struct projection *projection, struct area area);
/* False at the end (or at the start). */
bool projection_scroll(struct projection *projection, bool down);
void projection_clear(struct projection *projection);

#endif
