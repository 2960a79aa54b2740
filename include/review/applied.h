/* applied - which decisions have been applied to the base
 *
 * A decision is applied when its file came into the base's tree by a commit of kind `apply`, wherever that one stands
 * in the base's history: two states of the base may have been brought together with git. What came by a plain `git
 * merge` of a secretary's branch, or by hand, is not.
 */
#ifndef REVIEW_APPLIED_H
#define REVIEW_APPLIED_H

#include "review/review.h"

/* The decisions on one reviewer's amendments of the draft at `path` that have been applied, in the order of their ids;
 * the list is yours (free), the annotations are the review's. */
const struct fault *applied_list(const struct annotation ***out, size_t *count, struct review *review,
	const char *reviewer, const char *path) MUST_CHECK;
/* Those that lie in the base's tree without having been applied. */
const struct fault *applied_lacking(const struct annotation ***out, size_t *count, struct review *review) MUST_CHECK;
/* Whether one has been, as far as the base has been looked at: by applied_list() for one. */
bool applied_has(const struct review *review, const struct annotation *decision);
/* In the state being made (work->next): what has been applied cannot be taken back, though somebody may have done so
 * before they knew. */
const struct fault *applied_hold(struct review *review) MUST_CHECK;
/* FAULT_CONFLICT where it is a decision that has been applied, and so is not to be taken back. */
const struct fault *applied_check_open(struct review *review, const struct annotation *annotation) MUST_CHECK;
/* A reviewer's branch as it was when the base took it in part last; zero: never, as far as its commits say. */
const struct fault *applied_part(struct oid *out, struct review *review, const char *reviewer) MUST_CHECK;
/* The commit of the base that merged this one; itself where it is one of the base, or came in by another. */
const struct fault *applied_merger(struct oid *out, struct review *review, const struct oid *commit) MUST_CHECK;

#endif
