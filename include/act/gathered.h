/* gathered - the branches that one application of decisions takes
 *
 * For applying.c. Which branches are merged whole, which in part, which not at all; intake.h makes their commits.
 */
#ifndef ACT_GATHERED_H
#define ACT_GATHERED_H

#include "act/applying.h"
#include "base/map.h"

/* A branch that the base does not hold yet. */
struct gathered_branch {
	size_t reviewer;    /* in review->standing */
	struct oids beyond; /* its commits that the base does not hold */
	struct map own;     /* of them, those on its own first-parent chain */
	bool foreign;       /* it has no history in common with the base */
};

struct gathered {
	struct review *review;
	struct apply_report *report; /* its drafts are there; branches and notices are filled */
	struct gathered_branch *branches;
	size_t count, capacity; /* parallel to report->branches */
	struct map unread;      /* ids of reviewers whose text of a draft cannot be read: never merged whole */
	struct oid tip;         /* where the base is to go; the base's tip where nothing is to be done */
};

/* Whether an order is about a reviewer's branch: it names it, or none. */
bool gathered_asks(const struct apply_order *order, const char *reviewer);
/* A branch of the report; NULL: the base holds it already, or there is none. */
struct apply_branch *gathered_find(const struct apply_report *report, const char *reviewer);
/* Notes whose text of the draft that is open cannot be read. */
void gathered_note_unread(struct gathered *gathered);
const struct fault *gathered_branches(struct gathered *gathered, const struct apply_order *order) MUST_CHECK;
void gathered_clear(struct gathered *gathered);

#endif
