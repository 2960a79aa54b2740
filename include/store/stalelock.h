/* stalelock - REF.lock files that a process left behind when it died; private to src/store
 *
 * libgit2 and git write REF.lock, rename it over REF, and never look at one that is there: a process killed in between
 * blocks the branch for ever. git takes no flock of ours and may close the file before it renames it, hence the age.
 */
#ifndef STORE_STALELOCK_H
#define STORE_STALELOCK_H

#include <stdbool.h>

#include "base/fault.h"

/* Waits for a ref's lock file to go: a moment for a live one; where `own` (we hold the branch's flock) and the file is
 * of our uid and open in no process, until it is 10 s old, and then removes it. FAULT_BUSY names the file and its age.
 */
const struct fault *stalelock_wait(const char *path, bool own) MUST_CHECK;

#endif
