/* checkout - brings a working tree along when its branch moves; private to src/store
 *
 * Only the files that differ between two commits are touched, and only when index and file both still are what the old
 * (or already the new) commit says: after a crash in between, the same call finishes the work. libgit2's checkout
 * writes files in place and has no such promise. Filters are libgit2's own (line ends, ident); no program is ever run.
 */
#ifndef STORE_CHECKOUT_H
#define STORE_CHECKOUT_H

#include "store/snapshot.h"

struct checkout;

/* *out is NULL when `ref` is checked out in no working tree. Otherwise every touched path has been found clean;
 * FAULT_CONFLICT names one that is not. `old` zero: the branch was unborn. Nothing is changed yet. */
const struct fault *checkout_open(struct checkout **out, struct repository *repository, const char *ref,
	const struct oid *old, const struct oid *new) MUST_CHECK;
/* Writes the files, each atomically, then the index. */
const struct fault *checkout_run(struct checkout *checkout) MUST_CHECK;
void checkout_close(struct checkout *checkout);

/* Where `ref` is checked out: whether these files, in index and folder, are what the commit it stands at has;
 * FAULT_CONFLICT names one that is not. */
const struct fault *checkout_check(struct repository *repository, const char *ref, const struct oid *tip,
	const char *const *paths, size_t count) MUST_CHECK;

#endif
