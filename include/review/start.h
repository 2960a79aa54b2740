/* start - the beginning of a large draft, kept in the user's cache
 *
 * A packed blob can only be read whole, some 70 ms for 10 MB; a cached beginning is there at once, and the whole text
 * follows while the first page is looked at. Files are named by the blob's id, so they are never stale; only drafts
 * above START_LARGE are kept, START_SIZE bytes of each.
 */
#ifndef REVIEW_START_H
#define REVIEW_START_H

#include "store/repository.h"

enum { START_SIZE = 128 * 1024, START_LARGE = 512 * 1024 };

/* Adds the beginning of the blob; false when it is not kept. */
bool start_find(struct buffer *out, const struct oid *blob);
/* Keeps the beginning of a draft that is large; quietly does nothing where nothing can be written. */
void start_keep(const struct oid *blob, struct text draft);

#endif
