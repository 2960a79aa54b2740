/* crossed - what is said about the other language versions, seen from the text being read
 *
 * A remark on §12 of the French text is seen from §12 of the Spanish one as made there, and the other way round: from a
 * translation what was said about its source, from the source what was said about its translations. It stays where it
 * was made. Made anew only where a remark, a link or a text has changed.
 */
#ifndef REVIEW_CROSSED_H
#define REVIEW_CROSSED_H

#include "review/review.h"

struct crossed_item {
	char id[UUID_TEXT]; /* of the remark that begins a conversation */
	size_t block;       /* of the draft being read */
	char *language;     /* of the one it was made on: "fr" */
};

struct crossed {
	struct crossed_item *items; /* in the order of the drafts, then of the remarks */
	size_t count, capacity;
	uint64_t key; /* inside: of what it was made from */
	struct oid base_tip;
	size_t draft_index;
	bool made;
};

/* As it stands now; zeroed at first. What cannot be read is left out, and the fault says so. The review is complete. */
const struct fault *crossed_renew(struct crossed *crossed, struct review *review) MUST_CHECK;
/* While the review is being loaded: forgets what is of another text. */
void crossed_check(struct crossed *crossed, const struct review *review);
void crossed_clear(struct crossed *crossed);

#endif
