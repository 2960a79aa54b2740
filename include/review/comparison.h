/* comparison - two versions of a draft as one run of paragraphs, to be read from top to bottom
 *
 * Every block of the new version in its order, and every deleted one of the old behind its surviving predecessor. Both
 * drafts are borrowed.
 */
#ifndef REVIEW_COMPARISON_H
#define REVIEW_COMPARISON_H

#include "draft/align.h"

enum comparison_kind {
	COMPARE_SAME,
	COMPARE_CHANGED,
	COMPARE_FORM, /* the same words, now a heading, in a list, of another level */
	COMPARE_INSERTED,
	COMPARE_DELETED,
};

struct comparison_entry {
	enum comparison_kind kind;
	bool moved;      /* stands elsewhere than before */
	size_t old, new; /* blocks; ALIGN_NONE */
};

struct comparison {
	const struct draft *old, *new;
	struct comparison_entry *entries;
	size_t count, capacity;
	size_t differences;
};

void comparison_run(struct comparison *out, const struct draft *old, const struct draft *new);
void comparison_clear(struct comparison *comparison);

bool comparison_differs(const struct comparison_entry *entry);
/* The next difference behind entry `from` (forward), or before it; ALIGN_NONE when there is none. */
size_t comparison_next(const struct comparison *comparison, size_t from, bool forward);
/* How many differences stand up to and with entry `entry`. */
size_t comparison_rank(const struct comparison *comparison, size_t entry);
/* The entry of a new block, else (ALIGN_NONE) of an old one; ALIGN_NONE. */
size_t comparison_find(const struct comparison *comparison, size_t new, size_t old);

#endif
