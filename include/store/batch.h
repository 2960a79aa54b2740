/* batch - the objects of one act, held in memory until all are written, and synced together; private to src/store
 *
 * libgit2 syncs each loose object and its folder before it writes the next: five of them wait ten times for the disk.
 * Here first the contents of all are synced under temporary names (tmp_obj_*, which git tidies away), then they get
 * their names, then the folders are synced: whatever moment the power fails, a name never stands over torn contents,
 * and when batch_end() has returned all are on disk. Small objects only, written as zlib's stored blocks (git's
 * core.looseCompression=0): each takes one block of the disk either way, and git packs them later. Larger ones go
 * libgit2's way.
 */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include "store/libgit.h"

enum { BATCH_LARGEST = 32 * 1024 };

/* From here on what is written waits; what waits can be read. */
const struct fault *batch_begin(struct repository *repository) MUST_CHECK;
/* All on disk. FAULT_GIT where git, tidying up, took a folder or file away meanwhile: write them again. */
const struct fault *batch_end(struct repository *repository) MUST_CHECK;
/* Forgets what waits. */
void batch_cancel(struct repository *repository);

/* Many acts at once: from here on batch_begin(), batch_end() and batch_cancel() do nothing, objects of any size wait,
 * and batch_gathered() writes all as one pack (pack.h), synced. */
const struct fault *batch_gather(struct repository *repository) MUST_CHECK;
const struct fault *batch_gathered(struct repository *repository) MUST_CHECK;
/* Or forgets them. */
void batch_scatter(struct repository *repository);
/* A blob of text that waits, named by us (pack_name). libgit2 looks for a collision of SHA-1 in each, which takes ten
 * times as long (those that are known are no UTF-8), and through the folders for each that is new. False where nothing
 * is gathered.
 */
bool batch_take(struct repository *repository, const git_oid *id, struct text bytes);

#endif
