/* amend_view - to propose other words for a paragraph, or a new paragraph, with the difference beside it
 *
 * Esc keeps the words as a private draft. Result: done with the amendment's name in `text` when it was proposed (empty
 * when the words are the text's own again: nothing is proposed any more); done false when it was left. A decision is
 * saved as `modified`.
 */
#ifndef VIEWS_AMEND_VIEW_H
#define VIEWS_AMEND_VIEW_H

#include "views/session.h"

enum amend_view_kind {
	AMEND_VIEW_REWORD,    /* a block of the base, from one's own words where there are some */
	AMEND_VIEW_INSERT,    /* a new paragraph behind a block (STANDING_NONE: at the start) */
	AMEND_VIEW_INSERTION, /* one's own insertion, by its amendment's name */
	AMEND_VIEW_DECISION,  /* the secretariat's words in the place of proposals on one paragraph */
};

/* Copied; need not outlive the call. */
struct amend_view_order {
	enum amend_view_kind kind;
	size_t block;          /* REWORD, INSERT */
	size_t at;             /* REWORD: byte of the block's text where the cursor begins (the words chosen) */
	const char *insertion; /* INSERTION */
	struct text text; /* REWORD, INSERT: words to put in at once (a correction, somebody's proposal); bytes NULL:
			     none. DECISION: the words to start from */
	const size_t *decides; /* DECISION: the amendments, at least one */
	size_t decide_count;
	struct text reason; /* DECISION; of others NULL or what to start from, where nothing was said yet */
	const char *beside; /* a heading for a difference to look at while one types, shown below one's own; or NULL */
	struct text beside_was, beside_now;
	bool projected;         /* for a room to read along (F8) */
	bool keeps;             /* REWORD: one's own proposal may be saved as it stands */
	const char *unfinished; /* NULL, or the name of an unfinished text to go on with: then all else is ignored */
};

extern const struct view_class amend_class;

/* NULL when an unfinished text or the insertion cannot be had: a message has said so. */
struct view *amend_view(struct session *session, const struct amend_view_order *order) MUST_CHECK;

/* The name of the unfinished text in which other words for this amendment were being decided, yours; NULL: none. */
char *amend_view_deciding(struct session *session, const char *amendment) MUST_CHECK;

#endif
