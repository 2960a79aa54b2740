/* ancestry - which commit comes from which, read once; private to src/store
 *
 * libgit2 reads a commit anew for each walk that meets it: with some hundred branches, each compared with a base of
 * some hundred merges, that is most of the time. Here each is read once and kept, as commits never change. The walk is
 * git's own (paint_down_to_common() in commit-reach.c): newest first, marks handed down to parents.
 *
 * Not for shallow clones: FAULT_GIT, as for a commit that cannot be read; the caller asks libgit2 then.
 */
#ifndef STORE_ANCESTRY_H
#define STORE_ANCESTRY_H

#include "store/branch.h"

struct ancestry;

void ancestry_free(struct ancestry *ancestry);

/* All best common ancestors, in no order. */
const struct fault *ancestry_bases(
	struct oids *out, struct repository *repository, const struct oid *a, const struct oid *b) MUST_CHECK;
/* All that can be reached from `tip`, but not from `base`. */
const struct fault *ancestry_beyond(
	struct oids *out, struct repository *repository, const struct oid *tip, const struct oid *base) MUST_CHECK;

#endif
