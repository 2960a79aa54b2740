/* repository - the git repository under review (libgit2)
 *
 * Opened from any folder in it, bare or not, as git does. Opening sets fsync of the git directory on, always. Where
 * core.sharedRepository is set and the user is in the repository's group, libgit2's owner check is off and the umask is
 * 002 (007 for 0660) before the first write. Everything else of another owner, sha256, partial-clone and
 * worktree-config repositories: a sentence that says which, and what to do. No program named by its configuration is
 * ever run.
 */
#ifndef STORE_REPOSITORY_H
#define STORE_REPOSITORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { OID_BYTES = 20, OID_HEX = 41 };

struct oid {
	unsigned char bytes[OID_BYTES];
};

static inline bool oid_equal(const struct oid *a, const struct oid *b)
{
	return memcmp(a->bytes, b->bytes, OID_BYTES) == 0;
}
bool oid_is_zero(const struct oid *oid);
void oid_format(char out[OID_HEX], const struct oid *oid);
bool oid_parse(struct oid *out, const char *hex);

struct repository;

/* `path` NULL: the current folder. FAULT_MISSING: no repository there or above. FAULT_FORBIDDEN: another owner's. */
const struct fault *repository_open(struct repository **out, const char *path) MUST_CHECK;
/* Makes a new repository with branch `base` checked out (unborn), core.logAllRefUpdates=always; FAULT_CONFLICT when
 * the folder holds one. */
const struct fault *repository_make(struct repository **out, const char *folder, const char *base) MUST_CHECK;
void repository_close(struct repository *repository);
/* Objects of another folder are read as well: those of a push that is not accepted yet (git-receive-pack's
 * GIT_QUARANTINE_PATH). */
const struct fault *repository_quarantine(struct repository *repository, const char *objects) MUST_CHECK;

const char *repository_folder(
	const struct repository *repository); /* the git directory of all work trees, no final / */
const char *repository_work_tree(const struct repository *repository); /* NULL when bare */
/* Whether we may write to it (a read-only mount or folder says no). */
bool repository_writable(const struct repository *repository);
/* The user's own global user.name and user.email (never the repository's), yours; NULL when unset. */
void repository_user(char **name, char **email);

/* An object read whole. FAULT_MISSING when absent; FAULT_MALFORMED above `limit`, told from its header before reading.
 */
const struct fault *repository_blob(
	struct buffer *out, struct repository *repository, const struct oid *oid, size_t limit) MUST_CHECK;
/* At most the first `size` bytes of a blob, by streaming where the object is loose; *whole tells whether that was all.
 * FAULT_MALFORMED where it has more than 16 MiB. */
const struct fault *repository_blob_start(
	struct buffer *out, bool *whole, struct repository *repository, const struct oid *oid, size_t size) MUST_CHECK;
/* Hash verification off for bulk reads that are checked otherwise; on again after. */
void repository_verify(bool on);

#endif
