/* pack - many objects written at once, as one pack and its index; private to src/store
 *
 * The formats are git's (gitformat-pack): version 2 of both. Nothing is compressed, but each version of a draft or of a
 * folder is kept as what it changes of an earlier one; git packs better later. The pack is synced under its name before
 * its index is, without which nobody reads it: whatever moment the power fails, all of it is there or nothing.
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "store/libgit.h"

struct pack_object {
	git_oid id;
	git_object_t type;
	struct text bytes;
};

/* Sets the object's name from its type and bytes. */
void pack_name(struct pack_object *object);
/* Each object once. All on disk, and found by the repository's next look. */
const struct fault *pack_write(
	struct repository *repository, const struct pack_object *objects, size_t count) MUST_CHECK;

#endif
