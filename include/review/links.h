/* links - what the linking annotations say: paragraphs of a translation belong to paragraphs of its source
 *
 * Read for review/translation.h. Of two that speak of one paragraph the greater UUID counts: the newest comes first, as
 * draft/pairing.h takes them.
 */
#ifndef REVIEW_LINKS_H
#define REVIEW_LINKS_H

#include "draft/pairing.h"
#include "review/lineage.h"

/* What a link says, in paragraphs of today. */
struct link {
	size_t remark;
	struct pair pair;
	size_t insertion;     /* one's own amendment that it speaks of, or STANDING_NONE */
	bool alone;           /* one side only, on purpose */
	struct buffer was;    /* the source's words as of then */
	struct oid as_of;     /* their version */
	size_t *as_of_blocks; /* there */
	size_t as_of_count;
};

struct links {
	const struct review *review;
	struct lineage *source, *target; /* borrowed */
	struct link *items;              /* the newest first */
	size_t count, capacity;
};

/* Those that name paragraphs of today (or one's own insertions) of the translation being read. */
void links_read(struct links *links, const struct review *review, struct lineage *source, struct lineage *target);
/* The one that says so of a pair; NULL: none. */
struct link *links_at(struct links *links, const struct pair *pair);
void links_clear(struct links *links);

#endif
