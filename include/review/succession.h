/* succession - which paragraph of an earlier version of the base's draft is which of today's
 *
 * In one leap a paragraph that has no word left of what it was cannot be told from one that was taken out and another
 * put in its place. From one commit to the next it can: a place holds. So where one leap leaves paragraphs of both
 * versions without a partner, the commits between are halved until each step is plain; only those drafts are read, and
 * what was found is kept in the user's cache until the base moves.
 */
#ifndef REVIEW_SUCCESSION_H
#define REVIEW_SUCCESSION_H

#include "draft/align.h"
#include "review/work.h"

/* From the draft `from`, which stands in the commit `since`, to the review's own. One leap where `since` is not among
 * the base's first parents. */
void succession_run(struct align *out, struct review *review, const struct draft *from, const struct oid *since);

#endif
