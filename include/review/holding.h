/* holding - which files an annotation folder holds
 */
#ifndef REVIEW_HOLDING_H
#define REVIEW_HOLDING_H

#include "review/work.h"

/* Which files an annotation folder holds. */
struct holding {
	struct oid tree;
	struct snapshot_entries files;
	bool used; /* by the gathering under way, or the last one */
	bool own;  /* met where its owner writes */
	bool kept; /* in the user's cache */
};

/* The files of the folder `path` with that tree; borrowed until the next one is asked for. `own`: met where
 * its owner writes. What the user's cache knows of them is in the pool then. */
const struct fault *holding_find(const struct holding **out, struct review *review, struct snapshot *snapshot,
	const char *path, const struct oid *tree, bool own) MUST_CHECK;
/* Another gathering begins. */
void holding_renew(struct review_work *work);
/* A step of phase KEEPING; false when there is no more to do. */
bool holding_keep(struct review_work *work, size_t step);
void holding_forget(struct review_work *work);

#endif
