/* roll - a line a reviewer, in columns: how much they have said, proposed, initialled, and when last
 *
 * No row is wider than it may be: a long name goes on below itself, headings are shortened, and where even that leaves
 * no room the name stands alone above its figures. Figures are never cut.
 */
#ifndef COMMANDS_ROLL_H
#define COMMANDS_ROLL_H

#include "base/buffer.h"
#include "review/tally.h"

enum { ROLL_FIGURES = 4, ROLL_WORDS = ROLL_FIGURES + 1 };

struct roll {
	size_t width;
	size_t rows;                /* who have done something */
	size_t names;               /* cells of the first column; 0: names stand alone */
	size_t columns[ROLL_WORDS]; /* cells, without the gap before */
	bool brief;                 /* the headings are shortened */
	bool apart;                 /* the last act stands below the figures */
};

/* Measures those who have done something. */
void roll_measure(struct roll *roll, const struct review *review, const struct tally *tallies, size_t width);
/* Adds the headings; nothing where there are no rows. */
void roll_head(struct buffer *out, const struct roll *roll);
/* Adds the rows of one, with what not everybody has below. */
void roll_add(struct buffer *out, const struct roll *roll, const struct review *review, size_t reviewer,
	const struct tally *tally);

#endif
