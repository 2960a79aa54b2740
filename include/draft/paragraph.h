/* paragraph - inline emphasis within one block's raw text
 *
 * The raw text is shown untouched; marks (`*`, `**`, backticks, link punctuation and destinations) are to be dimmed,
 * what they enclose is emphasised. Brackets around words not yet agreed (`[d'ici à 2030]`, no link) are reported as
 * such.
 */
#ifndef DRAFT_PARAGRAPH_H
#define DRAFT_PARAGRAPH_H

#include "draft/draft.h"

enum inline_style {
	INLINE_MARK = 1 << 0, /* a mark itself: dim */
	INLINE_EMPHASIS = 1 << 1,
	INLINE_STRONG = 1 << 2,
	INLINE_CODE = 1 << 3,
	INLINE_LINK = 1 << 4,
	INLINE_OPEN = 1 << 5, /* inside [ ] brackets: not yet agreed (the brackets included) */
};

struct inline_span {
	size_t start, end; /* bytes of the text */
	int style;         /* set of enum inline_style */
};

struct inline_spans {
	struct inline_span *items;
	size_t count, capacity;
};

/* Spans in order, not overlapping; plain text has none. */
void paragraph_styles(struct inline_spans *out, struct text text);
void inline_spans_clear(struct inline_spans *spans);
/* How many brackets stand in the text (outermost pairs that are no links). */
size_t paragraph_brackets(struct text text);

/* The same of a block in its draft: what the draft defines is a link there, code and HTML have no styles, and the task
 * box of a list item ("[ ]" or "[x]"; a capital X is a figure to be filled in) and footnotes ("[^1]") are no brackets.
 */
void block_styles(struct inline_spans *out, const struct draft *draft, size_t block);
size_t block_brackets(const struct draft *draft, size_t block);

#endif
