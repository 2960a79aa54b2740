/* arrival - what others have said and done since a moment ago, in a line: "3 annotations, 1 decision, §12 changed" */
#ifndef REVIEW_ARRIVAL_H
#define REVIEW_ARRIVAL_H

#include "base/map.h"
#include "review/review.h"

struct arrival {
	struct map seen; /* ids of annotations, names and digests of proposals */
	struct oid base_tip, draft_blob;
	char *draft; /* its path */
};

/* What stands now is nothing new; the review is complete. */
void arrival_begin(struct arrival *out, const struct review *review);
/* Adds what has come since, of others; nothing where nothing has. The review is complete again. */
void arrival_words(struct buffer *out, const struct arrival *arrival, struct review *review);
void arrival_clear(struct arrival *arrival);

#endif
