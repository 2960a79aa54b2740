/* destination - where a proposal puts its paragraph, and whether a decision on it was about that place
 *
 * A digest holds words alone: a move, or a paragraph put in, is named alike wherever it goes. A decision names the
 * version of the branch that it was made on, too; its place there is the paragraph of the ancestor behind which it
 * stands (amendment.h). Today another, and the decision is about something that nobody proposes any more.
 */
#ifndef REVIEW_DESTINATION_H
#define REVIEW_DESTINATION_H

#include "review/work.h"

/* Whether the amendment (of work->next) stands somewhere else than in the version that a decision's target names; true,
 * too, where that cannot be read: then nobody knows what was decided on. Never of what has no place of its own, and
 * found once for each version of the branch and of the base. */
bool destination_changed(struct review *review, const struct amendment *amendment, const struct target *decided);

#endif
