/* applying - what is decided goes into the base, and the branches are merged
 *
 * A branch whose every amendment is settled is merged with two parents (base, review/ID), provided that all it would
 * bring from other review branches is settled and merged with it; one that still has open ones is taken in part, by an
 * ordinary commit, and stays open for the rest. So is a secretary's while it has decisions that are not applied: in the
 * base they would count as applied, and a merge that leaves a file out takes it away from everybody who merges later.
 * Each commit is of kind `apply` and holds the words taken of that branch, the decisions on it, its annotations and its
 * lexicon entries; together they are one move of the base, all or nothing. Every amendment is carried once to the
 * base's tip (review/taking.h), so the result depends on no order. A second run changes nothing.
 *
 * Only the drafts, the dictionaries and annotations/ID/ are ever taken from review/ID; other paths are named.
 */
#ifndef ACT_APPLYING_H
#define ACT_APPLYING_H

#include "act/record.h"
#include "base/progress.h"
#include "review/taking.h"

struct apply_order {
	const char *const *reviewers; /* ids whose branches are applied, NULL-terminated; NULL: all */
	bool accept_uncontested;      /* first retain what nothing speaks against (docket.h) */
	bool dry_run;                 /* say what would be done */
	bool read_on;                 /* the review is read on afterwards: what it will ask for is kept */
	struct progress progress;     /* in branches */
};

enum branch_fate { BRANCH_UNTOUCHED, BRANCH_MERGED, BRANCH_PARTIAL };

struct apply_branch {
	char *reviewer;
	enum branch_fate fate;
	bool asked;           /* all are applied, or this one by name */
	size_t open, settled; /* amendments, in all drafts */
	size_t kept;          /* decisions that are not applied: they stay on the branch */
};

struct apply_report {
	struct taking **drafts; /* one for each draft of the consultation */
	size_t draft_count;
	struct apply_branch
		*branches; /* those that the base did not hold already, by their ids; who decides comes last */
	size_t branch_count, branch_capacity;
	size_t accepted;       /* uncontested ones that were retained by this run */
	struct buffer notices; /* sentences, one a line, safe to show: paths left alone, what stands in the way */
	bool moved;            /* the base has moved */
	struct oid base;       /* where it stands now */
};

/* Afterwards the review is to be read anew (review_advance()). FAULT_FORBIDDEN: not of the secretariat. FAULT_CONFLICT:
 * base and remote base have diverged, or the checked-out files are not clean; nothing is done then. The report is
 * filled as far as it goes. */
const struct fault *applying_run(
	struct apply_report *out, struct review *review, const struct apply_order *order) MUST_CHECK;
/* Whether the run was to apply a reviewer's branch: what is decided of another is not taken. */
bool apply_report_asked(const struct apply_report *report, const char *reviewer);
/* How many amendments of the report still wait for a decision (open, contradicted, colliding, unfit). */
size_t apply_report_open(const struct apply_report *report);
void apply_report_clear(struct apply_report *report);

#endif
