/* worktree - the working tree in which a branch is checked out, and files of it that are touched; private to src/store
 *
 * What two versions have at a path is noted; whether index and folder still are one of them is asked of the disk.
 */
#ifndef STORE_WORKTREE_H
#define STORE_WORKTREE_H

#include "store/libgit.h"

/* One touched path: what the old and the new version have there; mode 0: nothing. */
struct touched {
	char *path, *file; /* within the tree, and as the system knows it */
	git_oid old, new;
	uint16_t old_mode, new_mode;
};

struct worktree {
	git_repository *git; /* its own view of the repository; NULL: the branch is checked out nowhere */
	struct touched *changes;
	size_t count, capacity;
};

/* The main working tree or the linked one that has `ref` checked out; nothing is touched yet. */
const struct fault *worktree_open(struct worktree *out, struct repository *repository, const char *ref) MUST_CHECK;
void worktree_clear(struct worktree *worktree);

/* The tree of a commit, yours; NULL where the oid is zero. */
const struct fault *worktree_version(git_tree **out, const struct worktree *worktree, const struct oid *oid) MUST_CHECK;
/* The index as it is on disk now, yours. */
const struct fault *worktree_index(git_index **out, const struct worktree *worktree) MUST_CHECK;

/* Notes a path. FAULT_CONFLICT: it is noted, and no plain file on one of the sides. */
const struct fault *worktree_add(struct worktree *worktree, const git_diff_delta *delta) MUST_CHECK;
/* Notes one that is to be as `tree` has it. */
void worktree_add_unchanged(struct worktree *worktree, git_tree *tree, const char *path);

/* Whether all that is noted is, in index and folder, as the old or the new version has it; FAULT_CONFLICT names one
 * that is not. */
const struct fault *worktree_check(const struct worktree *worktree) MUST_CHECK;
/* The same of one file in the folder. */
bool worktree_file_is_clean(const struct worktree *worktree, const struct touched *change);

#endif
