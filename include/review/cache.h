/* cache - bytes by the id of a tree, kept between openings: one file a repository in the user's own cache
 *
 * What a tree holds never changes, so nothing here can be stale; and nothing here says who may speak: that is asked of
 * the refs each time (gathering). Each part of the file has a checksum; a part that is not as it was written, a file of
 * another user's, of another form or cut short is as if it were not there. Files are replaced whole, never written
 * into, and not synced: a power cut costs one reading. Those not opened for CACHE_DAYS go, and the oldest where all are
 * more than CACHE_MOST bytes. May be deleted at any time.
 */
#ifndef REVIEW_CACHE_H
#define REVIEW_CACHE_H

#include "store/repository.h"

enum { CACHE_DAYS = 60, CACHE_MOST = 512 << 20 };

struct cache;

/* Never NULL: what cannot be read holds nothing. */
struct cache *cache_open(struct repository *repository) MUST_CHECK;
void cache_close(struct cache *cache);

/* The bytes kept for a tree; borrowed until the next call. */
bool cache_find(struct text *out, struct cache *cache, const struct oid *tree);

/* A new file beside the old: what is not added is forgotten. NULL where nothing can be written. */
struct cache_writer;
struct cache_writer *cache_begin(struct cache *cache) MUST_CHECK;
void cache_add(struct cache_writer *writer, const struct oid *tree, struct text bytes);
/* Puts it in the place of the old one; `done` false: throws it away. Frees the writer. */
void cache_end(struct cache_writer *writer, bool done);

#endif
