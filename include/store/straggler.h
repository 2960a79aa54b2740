/* straggler - files that did not follow their branch */
#ifndef STORE_STRAGGLER_H
#define STORE_STRAGGLER_H

#include "store/snapshot.h"

/* Files that stand, in the index and the folder of the working tree that has `ref` checked out, as an earlier version
 * of it has them: the ref moved and they did not follow. What somebody is at work on is none. *folder is that working
 * tree's, yours; NULL where there is nothing to say. */
const struct fault *straggler_find(
	char **folder, struct snapshot_paths *out, struct repository *repository, const char *ref) MUST_CHECK;

#endif
