/* loose - whether an object's own file is whole (zlib); private to src/store
 *
 * libgit2 1.5 reads for ever in one that was cut short (a power cut, a full disk): it waits for bytes that do not come.
 * So whoever looks for damage asks here first. libgit2 brings zlib with it; nothing else of it is used.
 */
#ifndef STORE_LOOSE_H
#define STORE_LOOSE_H

#include "store/repository.h"

/* True for an object that has no file of its own (it lies in a pack, or nowhere). */
bool loose_is_whole(const struct repository *repository, const struct oid *oid);
/* The path it has, or would have; yours. */
char *loose_path(const struct repository *repository, const struct oid *oid) MUST_CHECK;

#endif
