/* snapshot - the files of one commit, by allow-list
 *
 * Only entries of mode 100644 are files here (100755 is read too, as text); symlinks, submodules, "..", ".git" and
 * names that are not valid UTF-8 are never followed. Names come from strangers.
 */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "store/repository.h"

struct snapshot;

/* The tree of a commit. */
const struct fault *snapshot_open(
	struct snapshot **out, struct repository *repository, const struct oid *commit) MUST_CHECK;
void snapshot_close(struct snapshot *snapshot);

/* The blob at `path`; FAULT_MISSING when absent, FAULT_MALFORMED when it is no plain file. */
const struct fault *snapshot_find(struct oid *blob, struct snapshot *snapshot, const char *path) MUST_CHECK;
/* snapshot_find, then repository_blob. */
const struct fault *snapshot_read(
	struct buffer *out, struct snapshot *snapshot, const char *path, size_t limit) MUST_CHECK;

struct snapshot_entry {
	char *name; /* one path component */
	struct oid oid;
	bool folder;
	bool plain; /* a file of an allowed mode; false: a symlink, a submodule, another mode */
};
struct snapshot_entries {
	struct snapshot_entry *items;
	size_t count, capacity;
};
/* The entries of a folder ("" is the root), at most `most` of them (FAULT_MALFORMED beyond); an absent folder has none.
 */
const struct fault *snapshot_list(
	struct snapshot_entries *out, struct snapshot *snapshot, const char *folder, size_t most) MUST_CHECK;
void snapshot_entries_clear(struct snapshot_entries *entries);
/* The oid of the tree at a folder; zero when absent: equal oids mean nothing changed in it. */
void snapshot_folder(struct oid *out, struct snapshot *snapshot, const char *folder);

/* The paths in which two commits' trees differ, sorted. */
struct snapshot_paths {
	char **items;
	size_t count, capacity;
};
const struct fault *snapshot_changes(struct snapshot_paths *out, struct snapshot *from, struct snapshot *to) MUST_CHECK;
void snapshot_paths_clear(struct snapshot_paths *paths);

#endif
