/* inspection - every object that a branch or tag needs, read and verified; and what a dead process or a torn disk left
 *
 * All refs are walked, with all their history: each commit, folder and file is read once and its hash compared. Slow,
 * and only for `doctor`: other readers trust what they read in bulk. Names come from strangers.
 */
#ifndef STORE_INSPECTION_H
#define STORE_INSPECTION_H

#include "base/progress.h"
#include "store/repository.h"

struct broken {
	struct oid oid;
	char *ref;    /* one that needs it */
	char *path;   /* of the file or folder in the first commit found; NULL: the commit itself */
	bool missing; /* else it is there and not what its name says */
};

struct inspection {
	size_t refs, commits, folders, files; /* read */
	struct broken *items;
	size_t count, capacity;
	struct file_paths {
		char **items;
		size_t count, capacity;
	} empty,       /* objects without a byte in them */
		locks; /* files NAME.lock of refs, index, configuration */
	bool stopped;  /* the progress said so */
};

const struct fault *inspection_run(
	struct inspection *out, struct repository *repository, const struct progress *progress) MUST_CHECK;
void inspection_clear(struct inspection *inspection);

/* Puts an object's own file aside (paraphe/damaged/ID in the git directory), so that another copy can be read or
 * written: git and libgit2 never replace one that is there. FAULT_MISSING where it has no file of its own. */
const struct fault *inspection_set_aside(struct repository *repository, const struct oid *oid) MUST_CHECK;
/* Reads the folder of objects anew, after another process has written to it. */
void inspection_refresh(struct repository *repository);
/* A lock file whose process is surely gone goes; FAULT_BUSY names the file otherwise (stalelock.h). */
const struct fault *inspection_unlock(struct repository *repository, const char *path) MUST_CHECK;

#endif
