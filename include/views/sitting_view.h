/* sitting_view - the decision desk: every proposal, what bears on it, and what the secretariat says of it
 *
 * Esc leaves: what is decided stands, filter, order and marks are kept by the owner. Result: done with a block in
 * `number` and an amendment's name in `text` when the reader wants to see it in the text.
 */
#ifndef VIEWS_SITTING_VIEW_H
#define VIEWS_SITTING_VIEW_H

#include "views/sitting.h"

/* `kept` outlives the view; `block`: the paragraph to begin at, STANDING_NONE: where one was. */
struct view *sitting_view(struct session *session, struct sitting_kept *kept, size_t block) MUST_CHECK;

#endif
