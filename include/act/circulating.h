/* circulating - the text as it stands goes out to everyone as Rev. N
 *
 * The base is tagged rev/N (an annotated tag whose message is the title), N one more than the greatest there is. From
 * then on paragraphs bear the numbers they have in it. A new deadline is written to consultation.json first, by a
 * commit of kind `circulate` that changes that value and no other byte.
 */
#ifndef ACT_CIRCULATING_H
#define ACT_CIRCULATING_H

#include "act/record.h"

enum { CIRCULATE_TITLE_LIMIT = 200 }; /* bytes */

struct circulate_order {
	const char *title;    /* one line */
	const char *deadline; /* RFC 3339, or NULL: as it is */
};

/* On success review->revision is the new one, and the review is complete. FAULT_FORBIDDEN: not of the secretariat.
 * FAULT_CONFLICT, nothing done: no draft has changed since the last one and there is no new deadline; base and remote
 * base have diverged; the checked-out drafts are not what the base says. */
const struct fault *circulating_run(struct review *review, const struct circulate_order *order) MUST_CHECK;

/* How many proposals are retained but not applied to the draft yet, and so not in what is circulated. */
size_t circulating_pending(const struct review *review);

#endif
