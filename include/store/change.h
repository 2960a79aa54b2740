/* change - in which entries two commits' trees differ, modes as they are written there
 *
 * For whoever has to judge what strangers push: every entry is told, whatever its name and mode (snapshot.h shows only
 * what may be read). Folders that are the same are not entered. Names come from strangers.
 */
#ifndef STORE_CHANGE_H
#define STORE_CHANGE_H

#include "store/branch.h"

enum { CHANGE_PLAIN = 0100644, CHANGE_PROGRAM = 0100755, CHANGE_LINK = 0120000, CHANGE_SUBMODULE = 0160000 };

struct change_entry {
	unsigned int mode; /* 0: there is none */
	struct oid oid;
};

static inline bool change_same(const struct change_entry *a, const struct change_entry *b)
{
	return a->mode == b->mode && (!a->mode || oid_equal(&a->oid, &b->oid));
}

struct change {
	char *path;
	struct change_entry before, after;
};

struct changes {
	struct change *items; /* no folders: their files; in the order of the trees */
	size_t count, capacity;
};

/* `from` NULL: an empty tree. FAULT_MALFORMED above `most` entries, or where folders lie too deep. */
const struct fault *change_list(struct changes *out, struct repository *repository, const struct oid *from,
	const struct oid *to, size_t most) MUST_CHECK;
void changes_clear(struct changes *changes);

/* The entry at a path of a commit's tree; absent: mode 0, no fault. */
const struct fault *change_entry(
	struct change_entry *out, struct repository *repository, const struct oid *commit, const char *path) MUST_CHECK;

#endif
