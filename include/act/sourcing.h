/* sourcing - what was proposed in a translation and is about the text itself, retained: its source has words for it
 *
 * The secretariat proposes these in the source (amending.h), and then retains both in one commit of kind `decide`. The
 * translation takes the proposed words at the next `merge`, the source its own; the other languages become stale.
 */
#ifndef ACT_SOURCING_H
#define ACT_SOURCING_H

#include "act/deciding.h"
#include "review/abroad.h"

/* `own`: the name of the amendment of the source that was proposed for it, NULL where its words say it already. */
const struct fault *sourcing_retain(struct buffer *ids, struct review *source, const char *own,
	const struct abroad_item *item, struct text reason) MUST_CHECK;
/* Any other decision: REJECTED, NOTED. The act is the source's review's. */
const struct fault *sourcing_decide(struct buffer *ids, struct review *source, const struct abroad_item *item,
	enum decision decision, struct text reason) MUST_CHECK;
/* All of it at once, for a command: words for the source's paragraph (those that stand there: nothing is proposed). */
const struct fault *sourcing_run(struct buffer *ids, struct review *source, const struct abroad_item *item,
	struct text words, struct text reason) MUST_CHECK;

#endif
