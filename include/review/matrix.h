/* matrix - which paragraphs are agreed, by whom
 *
 * Rows are the paragraphs that can be initialled, columns those who take part (tally.h), or their groups. Who is on the
 * roster and has been silent is in no column: silence is named elsewhere, and stops nothing. A plain value; it is good
 * as long as the review does not advance, for names are borrowed from it.
 *
 * Agreed is counted in paragraphs and in words (as words_split() cuts them). A retained proposal is open until it is
 * applied; one that was not retained counts no more. A new paragraph that is proposed speaks of no other's words, so it
 * is counted beside the rows (totals.insertions).
 */
#ifndef REVIEW_MATRIX_H
#define REVIEW_MATRIX_H

#include "review/review.h"

/* What one column says of one row; of a group the mark that weighs most. In the order of their weight. */
enum matrix_mark {
	MARK_NOTHING,
	MARK_INITIALLED,
	MARK_AD_REFERENDUM, /* initialled, subject to confirmation by one's government or board */
	MARK_LAPSED,        /* a position on words that have changed since */
	MARK_PROPOSED,      /* other words, a move or a deletion, not settled yet */
	MARK_RESERVATION,
	MARK_OBJECTION,
	MARKS,
};

/* What becomes of one row; the first that fits. */
enum matrix_verdict {
	VERDICT_CONTESTED, /* a reservation or an objection stands, or rival proposals */
	VERDICT_OPEN,      /* a proposal is not settled, brackets stand, or nobody has initialled it */
	VERDICT_LAPSED,    /* somebody's position has lapsed and was not taken again */
	VERDICT_UNOPPOSED, /* initialled by some, the others have said nothing */
	VERDICT_AGREED,    /* initialled by all who take part, ad referendum or not */
	VERDICTS,
};

enum matrix_by { MATRIX_BY_REVIEWER, MATRIX_BY_GROUP };

struct matrix_cell {
	unsigned char mark;   /* enum matrix_mark */
	unsigned short count; /* how many of the column's members bear it */
};

struct matrix_column {
	size_t reviewer;              /* by group: STANDING_NONE */
	const char *group;            /* by group: its id, NULL for those without one */
	const struct category *label; /* of the group, where the consultation names it */
	size_t members;               /* by reviewer: 1 */
	size_t marks[MARKS];          /* in how many rows it bears which */
};

struct matrix_row {
	size_t block;
	enum matrix_verdict verdict;
	size_t words, brackets;
	size_t proposals;    /* not settled; the same words once */
	bool rivals;         /* two of them collide, or one with the base */
	size_t marks[MARKS]; /* how many who take part bear which, whatever the columns are */
};

struct matrix_totals {
	size_t participants; /* who take part */
	size_t rows, words, brackets;
	size_t verdicts[VERDICTS], verdict_words[VERDICTS]; /* rows, and the words in them */
	size_t marks[MARKS];
	size_t proposals, insertions; /* not settled, the same words once; `proposals` holds the insertions too */
};

struct matrix {
	enum matrix_by by;
	struct matrix_column *columns; /* in the order of ids; of groups as the consultation has them, none last */
	size_t column_count, column_capacity;
	struct matrix_row *rows; /* in the order of the text */
	size_t row_count;
	struct matrix_cell *cells; /* row by row: see matrix_cell() */
	struct matrix_totals totals;
};

void matrix_make(struct matrix *out, const struct review *review, enum matrix_by by);
void matrix_clear(struct matrix *matrix);

static inline const struct matrix_cell *matrix_cell(const struct matrix *matrix, size_t row, size_t column)
{
	return &matrix->cells[row * matrix->column_count + column];
}

/* Percent, rounded down, so that 100 means all; 0 of nothing. */
unsigned int matrix_percent(size_t part, size_t whole);
/* "initialled", "ad-referendum", "lapsed", "proposed", "reservation", "objection"; "" for nothing. For programs. */
const char *matrix_mark_name(enum matrix_mark mark);
/* One sign of one cell: "✓", "~", "↻", "✎", "!", "✗"; "·" for nothing. */
const char *matrix_mark_sign(enum matrix_mark mark);
/* "contested", "open", "lapsed", "unopposed", "agreed". */
const char *matrix_verdict_name(enum matrix_verdict verdict);

#endif
