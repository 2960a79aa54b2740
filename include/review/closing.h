/* closing - what came after the deadline: accepted, and marked
 *
 * A remark is late by the moment its author gives, a proposal when its words were not on the author's branch yet at the
 * deadline. What the secretariat itself says is never late. A new deadline is a new question: nothing is written.
 */
#ifndef REVIEW_CLOSING_H
#define REVIEW_CLOSING_H

#include "review/review.h"

bool closing_late(const struct consultation *consultation, struct moment when);
/* Whether the one who said it is of the secretariat, which may speak at any time. */
bool closing_exempt(const struct reviewer *reviewer);
/* Whether an earlier version of the branch's draft said, too, what the amendment proposes. */
bool closing_stood(const struct review *review, const struct amendment *amendment, const struct draft *then);

#endif
