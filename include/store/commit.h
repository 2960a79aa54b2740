/* commit - one act written to a branch: object database first, then one ref update
 *
 * No checkout, no index, no change to HEAD or the working tree. Writers of one branch queue on a flock in the git
 * directory (paraphe/lock/BRANCH), then compare-and-swap the ref: two processes never lose each other's commit. A stale
 * REF.lock of our own uid on our own branch is cleared (flock held, older than 10 s, nobody has it open); any other is
 * named in the fault. Any error from the ref update is ambiguous: commit_landed() tells.
 */
#ifndef STORE_COMMIT_H
#define STORE_COMMIT_H

#include "store/branch.h"
#include "store/snapshot.h"

struct commit_file {
	const char *path;
	struct text bytes;      /* bytes NULL: the file is removed */
	const struct oid *blob; /* or a blob that is there already, in their place; else NULL */
};

struct commit_order {
	const char *author_name, *author_email;
	const char *committer_name, *committer_email; /* NULL: the author */
	const char *subject;
	const char *body;    /* may be NULL; before the trailers */
	const char *act;     /* UUID: Paraphe-Act */
	const char *kind;    /* Paraphe-Kind */
	const char *undoes;  /* Paraphe-Undoes: the act taken back; may be NULL */
	const char *taken;   /* Paraphe-Taken: of whose branch, and as of which commit: "ana 1f2e…"; may be NULL */
	const char *message; /* all of it as it is, in the place of the five; else NULL */
	struct moment when;
	const struct moment *authored; /* NULL: `when` is the author's, too */
	const struct commit_file *files;
	size_t file_count;
	const struct oid *parents; /* the first gives the tree that `files` change; none: a first commit */
	size_t parent_count;
};

/* A queue place for one branch; hold it from reading the tip to commit_move(). Waits up to 15 s: FAULT_BUSY. */
struct commit_lock;
const struct fault *commit_lock(struct commit_lock **out, struct repository *repository, const char *ref) MUST_CHECK;
void commit_unlock(struct commit_lock *lock);

/* Writes blobs, trees and the commit, all synced; moves nothing. *out is the new commit. When the tree would be the
 * first parent's and there is one parent, FAULT_CONFLICT: an empty act. */
const struct fault *commit_write(
	struct oid *out, struct repository *repository, const struct commit_order *order) MUST_CHECK;

/* Between these two what commit_write() writes waits in memory, can be read, and is on disk when the second has
 * returned: one pack for all (gathering many merges). */
const struct fault *commit_gather(struct repository *repository) MUST_CHECK;
const struct fault *commit_gathered(struct repository *repository) MUST_CHECK;
/* A file's bytes, between these two only: they can be given to commit_write() as that blob, which is what
 * commit_blob_oid() calls them. */
const struct fault *commit_blob(struct repository *repository, struct text bytes, const struct oid *blob) MUST_CHECK;
/* Or forgets it all. */
void commit_scatter(struct repository *repository);

/* Moves `ref` from `old` (NULL or zero: must not exist yet) to `new`, synced, with a reflog line. FAULT_CONFLICT when
 * it stands elsewhere: read again and retry. FAULT_BUSY when git holds its lock: names the lock file. When the ref is
 * HEAD's branch of a working tree, the touched files are brought along if index and files are clean; if not,
 * FAULT_CONFLICT before anything, saying which file. When it stands at `new` already, only what a crash left of that is
 * finished. */
const struct fault *commit_move(struct repository *repository, const char *ref, const struct oid *old,
	const struct oid *new, const char *message) MUST_CHECK;

/* Where `ref` is checked out in a working tree: FAULT_CONFLICT names one of these files that is, in the index or the
 * folder, not what the commit it stands at has. */
const struct fault *commit_clean(struct repository *repository, const char *ref, const struct oid *tip,
	const char *const *paths, size_t count) MUST_CHECK;

/* Whether a commit with this Paraphe-Act stands on `ref` after `tip` (zero: anywhere on it). */
bool commit_landed(struct repository *repository, const char *ref, const struct oid *tip, const char *act);

/* The blob oid that these bytes have. */
void commit_blob_oid(struct oid *out, struct text bytes);

#endif
