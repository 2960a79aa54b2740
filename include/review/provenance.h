/* provenance - with which commit each annotation and each proposal came, and who entered it
 *
 * An annotation came with the commit that brought its very bytes to its author's own branch; a proposal with the one
 * that gave the branch the words it proposes. Where a secretary of the roster made that commit for its author, the
 * proposal was entered for them (an annotation says so itself: generator).
 *
 * Commits are read some at a time, for a screen that has something else to do; where a branch has moved on, only what
 * is new is read. Which annotation came with which commit is looked into only for reviewers who sign.
 */
#ifndef REVIEW_PROVENANCE_H
#define REVIEW_PROVENANCE_H

#include "base/map.h"
#include "review/review.h"

struct provenance_branch;

struct provenance {
	const struct review *review;
	struct oid base_tip; /* as far as `base` goes */
	struct map base;     /* commits of the base's own chain: there a branch began */
	struct provenance_branch *branches;
	size_t branch_count, branch_capacity;
	struct map branch_of; /* reviewer's id -> branches */
	struct map words_of;  /* reviewer, digest, tip -> words */
	struct oids words;    /* which commit brought an amendment's */
};

void provenance_open(struct provenance *out, const struct review *review);
void provenance_clear(struct provenance *provenance);

/* Reads some commits of a reviewer's branch; true: there are more. */
bool provenance_read(struct provenance *provenance, size_t reviewer, size_t most);
void provenance_read_all(struct provenance *provenance, size_t reviewer);
/* Whether all of it has been read, as it stands now. Whatever is asked from here on is asked of a branch that has. */
bool provenance_is_read(const struct provenance *provenance, size_t reviewer);

/* Whether some commit on the branch is signed. */
bool provenance_signs(const struct provenance *provenance, size_t reviewer);
/* The commit a remark came with, of a reviewer who signs; false: it is not on their branch. */
bool provenance_remark(struct oid *out, const struct provenance *provenance, size_t index);
/* The commit an amendment came with. */
struct oid provenance_amendment(struct provenance *provenance, size_t index);
/* Whether the secretariat entered an amendment for its reviewer. */
bool provenance_entered(struct provenance *provenance, size_t amendment);

#endif
