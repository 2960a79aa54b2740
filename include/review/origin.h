/* origin - the act that gave a paragraph its words, behind what the base did with it
 *
 * The base takes words in by commits of kind `apply`; who wrote them did so on a branch. A commit of the base that is
 * such a one (or any merge) is looked through: which act on the branches it took rewords this paragraph, other than a
 * correction of spelling (`Paraphe-Kind: correct`)? Steps are joined by the words before and after.
 */
#ifndef REVIEW_ORIGIN_H
#define REVIEW_ORIGIN_H

#include "review/review.h"

/* One act's rewording of one paragraph; hashes of words, 0: there were none. */
struct origin_step {
	struct oid commit;
	bool correction;
	uint64_t was, now;
};

struct origin_commit {
	struct oid commit;
	struct origin_step *steps;
	size_t count, capacity;
};

/* What has been looked through; zeroed at first. */
struct origins {
	struct review *review;
	const char *path; /* of the draft; borrowed */
	struct origin_commit *items;
	size_t count, capacity;
};

struct origin {
	struct oid commit; /* whose tree says what the source was then */
	bool correction;   /* only spelling was put right: look further back */
};

/* Of a paragraph whose words went from `was` (0: none) to `now` in a commit of the base. */
void origin_find(struct origin *out, struct origins *origins, const struct oid *commit, uint64_t was, uint64_t now);
/* The same of words that stand on a branch and not in the base yet; `tip` is the branch's. */
void origin_on_branch(struct origin *out, struct origins *origins, const struct oid *tip, uint64_t was, uint64_t now);
void origins_clear(struct origins *origins);

#endif
