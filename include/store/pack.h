/* pack - many objects written at once, as one pack and its index; private to src/store
 *
 * The formats are git's (gitformat-pack): version 2 of both. Nothing is compressed, but each version of a draft or of a
 * folder is kept as what it changes of an earlier one, in memory, too; git packs better later. The pack is synced under
 * its name before its index is, without which nobody reads it: whatever moment the power fails, all of it is there or
 * nothing.
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "store/libgit.h"

struct pack;

struct pack *pack_new(void) MUST_CHECK;
void pack_free(struct pack *pack);

/* The name of an object. */
void pack_name(git_oid *id, git_object_t type, struct text bytes);
/* Adds it, once. */
void pack_add(struct pack *pack, const git_oid *id, git_object_t type, struct text bytes);
/* Whether it is among them; of NULL nothing is. */
bool pack_find(git_object_t *type, size_t *size, const struct pack *pack, const git_oid *id);
/* Adds its bytes to `out`. */
bool pack_read(struct buffer *out, const struct pack *pack, const git_oid *id);
/* All on disk, and found by the repository's next look. No file where there are none. */
const struct fault *pack_write(struct pack *pack, struct repository *repository) MUST_CHECK;

#endif
