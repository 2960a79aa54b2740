/* looseref - a branch that is there, moved with two waits for the disk; private to src/store
 *
 * libgit2 syncs the reflog, its folder, the ref and its folder one after the other. Here reflog and ref are synced
 * together before the ref gets its name, and then its folder: git's own protocol (REF.lock made, the old value compared
 * under it, the file renamed over REF), so that git, libgit2 and we keep out of each other's way. When looseref_move()
 * has returned 0 the move is on disk.
 */
#ifndef STORE_LOOSEREF_H
#define STORE_LOOSEREF_H

#include "store/libgit.h"

/* A code as libgit2 would give it: GIT_ELOCKED, GIT_EMODIFIED, GIT_ERROR with its words set. GIT_PASSTHROUGH: nothing
 * was done, it is libgit2's to do (a new branch, a symbolic ref, that of HEAD, a reflog still to be made). */
int looseref_move(
	struct repository *repository, const char *ref, const git_oid *from, const git_oid *to, const char *message);

#endif
