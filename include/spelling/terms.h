/* terms - the agreed terms of a consultation: dictionaries/terms.tsv
 *
 * A concept a line, a language a column; the first line names the languages. In a cell the wordings of one language,
 * with | between them, the agreed one first; `!` before one that is not to be used. A line that begins with # is a
 * remark. Read from any bytes: what makes no sense is left out and told of, the rest holds.
 */
#ifndef SPELLING_TERMS_H
#define SPELLING_TERMS_H

#include <stdbool.h>

#include "base/buffer.h"

enum {
	TERMS_BYTES_LIMIT = 4 << 20,
	TERMS_LINES_LIMIT = 50000, /* what stands below is left out, and told of */
	TERMS_COLUMNS_LIMIT = 64,
	TERM_LIMIT = 256, /* bytes of one wording */
};

struct term {
	struct text words; /* borrowed of `bytes` */
	size_t concept, column;
	bool forbidden;
};

struct terms {
	char *bytes;
	struct text languages[TERMS_COLUMNS_LIMIT];
	size_t column_count;
	struct term *items; /* by concept, then column, as written */
	size_t count, capacity;
	size_t concept_count;
	size_t trouble_count; /* lines that are not whole or make no sense */
	size_t trouble_line;  /* the first of them, from 1 */
	char *trouble;        /* what is wrong with it, a sentence; NULL without */
};

void terms_read(struct terms *out, struct text source);
void terms_clear(struct terms *terms);
/* The column of a language; TERMS_COLUMNS_LIMIT when there is none. */
size_t terms_column(const struct terms *terms, const char *language);

/* A wording to be added to the concept that has `words` already, else to a new one. */
struct term_order {
	const char *language;     /* of `words` */
	struct text words;        /* the term in the source */
	const char *other;        /* the language of the rendering */
	struct text rendering;    /* how it is to be rendered, or is not */
	bool forbidden;           /* the rendering is not to be used */
	const char *const *heads; /* the columns of a new list, NULL at the end */
};

/* Adds the whole new list: `source` with one cell changed or one line more, all other lines as they are.
 * FAULT_MALFORMED where it cannot be a cell, FAULT_CONFLICT when it stands there already, FAULT_MISSING when the list
 * has no such column. */
const struct fault *terms_add(struct buffer *out, struct text source, const struct term_order *order) MUST_CHECK;

#endif
