/* composer_view - to write a remark, a reply, an answer to a proposal
 *
 * Opens with the cursor in the text; what it is about stays visible. Esc keeps the text as a private draft.
 * Result: done with the new annotation's id in `text` when it was saved; done false when it was left.
 */
#ifndef VIEWS_COMPOSER_VIEW_H
#define VIEWS_COMPOSER_VIEW_H

#include "views/session.h"

enum composer_kind {
	COMPOSE_REMARK,  /* on a block, or words of it */
	COMPOSE_GENERAL, /* on the whole document */
	COMPOSE_REPLY,   /* to a remark */
	COMPOSE_ANSWER,  /* to an amendment */
};

/* Copied; need not outlive the call. */
struct composer_order {
	enum composer_kind kind;
	size_t block;           /* REMARK */
	size_t start, end;      /* REMARK: bytes of the block's text; equal: the whole paragraph */
	bool question;          /* REMARK, GENERAL: begin as a question, not a comment */
	const char *tag;        /* REMARK, GENERAL: a tag chosen from the start ("question:q1"), or NULL */
	const char *target;     /* REPLY: the remark's UUID; ANSWER: the amendment's name */
	const char *unfinished; /* NULL, or the name of an unfinished text to go on with: then all else is ignored */
};

extern const struct view_class composer_class;

/* NULL when an unfinished text cannot be had (open in another window, gone): a message has said so. */
struct view *composer_view(struct session *session, const struct composer_order *order) MUST_CHECK;

#endif
