/* history - commits and their parents; private to src/store
 *
 * The rest of branch.h (contains, bases, chain, facts) is in history.c; here is what its neighbours need of it. A
 * shallow clone ends where its commits end: libgit2 1.5 does not know such edges, so walks that must cross them are our
 * own.
 */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "store/branch.h"

/* Visits `tip` and all that can be reached from it, each commit once, not going beyond `until` (NULL: nowhere) and
 * without that one; parents that are not here are passed over. Stops when visit() says true, and says so. */
bool history_search(struct repository *repository, const struct oid *tip, const struct oid *until,
	bool (*visit)(void *context, const struct oid *oid, const char *message), void *context);

/* The value of a trailer in the last paragraph of a commit message (never its first), the last one of that name, yours;
 * NULL when there is none. */
char *history_trailer(const char *message, const char *name) MUST_CHECK;

#endif
