/* disposition - what was said and what became of it, a row for each remark and each amendment
 *
 * The commenting template of ISO and CEN: organisation, paragraph, type, comment, proposed change, observations of the
 * secretariat. Amendments that were decided and applied (or not retained) are rows like the open ones: nothing that was
 * refused is lost. A plain value, in the order of the text; indexes are those of the review's standing, so it is good
 * as long as the review does not advance. Texts are as they stand in the repository: pass them through `visible`.
 */
#ifndef REVIEW_DISPOSITION_H
#define REVIEW_DISPOSITION_H

#include "review/review.h"

struct disposition {
	char *reference;     /* an amendment's name, a remark's UUID; of what is settled, the decision's */
	bool amendment;      /* else a remark */
	const char *thread;  /* of a remark: the UUID of the first of its thread, borrowed */
	size_t reviewer;     /* who said it */
	bool entered;        /* by the secretariat, for them */
	size_t block;        /* of the base today; STANDING_NONE: the whole document, or before the first */
	struct number place; /* paragraph 0: the whole document */
	const char *type;    /* "ge" the whole document, "ed" form only, "te" the rest */
	const char *kind;    /* "comment", "question", "reply", a position; "reword", "insert", "delete", "move" */
	const char *state;   /* "open", "resolved"; of an amendment the decision's name, or "open" */
	struct moment created;
	bool dated;        /* `created` is known: of an amendment, its reason's */
	bool late;         /* it came after the deadline */
	const char *scope; /* of an amendment of a translation: "substance" or "wording"; else NULL */
	struct buffer quote, comment;
	struct buffer was, now;     /* an amendment's words */
	struct buffer proposed;     /* what is to change, in words */
	struct buffer observations; /* what the secretariat answered and decided, and why; one a line */
};

struct dispositions {
	struct disposition *items;
	size_t count, capacity;
	size_t unverified; /* remarks left out, for they lie where their author does not write */
};

/* `published`: without decisions that are not in the base yet, for eyes outside the secretariat. */
void dispositions_make(struct dispositions *out, const struct review *review, bool published);
void dispositions_clear(struct dispositions *dispositions);

#endif
