/* shadow - the copy of a draft that cmark is shown
 *
 * Only what decides blocks is kept: line ends, blanks, container marks, the marks that open and close blocks. Words,
 * invalid bytes and NUL become "x", and most lines are cut short behind their first word: so parsing is fast, and input
 * made to slow down an inline parser finds none. Each line of the shadow is one line of the source, in order (where
 * many look the same, the first and the last), and what stands before the first word of a line stands there in both;
 * nothing else of the shadow has a meaning.
 */
#ifndef DRAFT_SHADOW_H
#define DRAFT_SHADOW_H

#include "base/buffer.h"

enum {
	SHADOW_DEPTH = 64,          /* container marks on one line; more are words */
	SHADOW_INDENT = 160,        /* columns of blanks before a list marker; behind more it is a word */
	SHADOW_DEFINITIONS = 10000, /* lines of link definitions without a blank one; more are words */
	SHADOW_BLOCKS = 1000000     /* more possible blocks than this: nobody's declaration */
};

struct shadow_line {
	size_t start; /* byte of the source */
	size_t copy;  /* byte of the copy */
	bool bracket; /* starts with "[" and is kept: what cmark drops here are link definitions */
};

struct shadow {
	struct buffer copy;
	struct shadow_line *lines;
	size_t count, capacity;
	size_t possible; /* upper bound of the containers and blocks in it */
};

/* Makes the shadow of the source from byte `start` to byte `end`, which are line starts or the source's end. */
void shadow_make(struct shadow *out, struct text source, size_t start, size_t end);
void shadow_clear(struct shadow *shadow);

/* The end of the line that starts at byte `at`, without its line end (LF, CR LF or a lone CR). */
size_t shadow_line_end(struct text source, size_t at);
/* The start of the next line: behind the line end that stands at byte `end`. */
size_t shadow_line_next(struct text source, size_t end);

#endif
