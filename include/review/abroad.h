/* abroad - what is proposed in the translations and is about the text itself, seen from the source
 *
 * Who reads the text in Spanish and wants it to say something else says it in Spanish. It stands at the desk of the
 * source, under the source's paragraph. Each translation that has any is opened beside the source; its amendments are
 * those of that review, good until the next look.
 */
#ifndef REVIEW_ABROAD_H
#define REVIEW_ABROAD_H

#include "review/review.h"

struct abroad_item {
	struct review *review; /* of the translation */
	const char *language;  /* its, "es"; borrowed of that review */
	size_t amendment;      /* there: the first of those with the same words */
	bool inserts;          /* a paragraph that is new */
	size_t block; /* of the source: the paragraph, or the one that the new one follows; STANDING_NONE: the start */
	struct number place;    /* of that block */
	enum decision decision; /* as of a matter (docket.h) */
};

struct abroad {
	struct review **reviews; /* by draft of the consultation; NULL: nothing there, or not looked at yet */
	size_t review_count;
	struct abroad_item *items; /* in the order of the source, then of the drafts */
	size_t count, capacity;
};

/* As it stands now; zeroed at first. The source is the draft being read (else there is nothing). What cannot be read is
 * left out, and the fault says so. */
const struct fault *abroad_look(struct abroad *abroad, struct review *source) MUST_CHECK;
/* Where an amendment of a translation stands in the source: block and inserts are filled. */
const struct fault *abroad_place(struct abroad_item *out, struct review *translation, size_t amendment) MUST_CHECK;
const struct amendment *abroad_amendment(const struct abroad_item *item);
void abroad_clear(struct abroad *abroad);

#endif
