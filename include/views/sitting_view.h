/* sitting_view - the decision desk: every proposal, what bears on it, and what the secretariat says of it
 *
 * Esc leaves: what is decided stands, filter, order and marks are kept by the owner. Result: done with a block in
 * `number` and an amendment's name in `text` when the reader wants to see it in the text.
 */
#ifndef VIEWS_SITTING_VIEW_H
#define VIEWS_SITTING_VIEW_H

#include "review/docket.h"
#include "views/session.h"

struct sitting_mark {
	char *name; /* of the matter's first amendment */
	char digest[65];
};

/* What a sitting goes on with when the desk is opened again: its owner's. */
struct sitting_kept {
	struct docket_filter filter;
	enum docket_order order;
	struct sitting_mark *marks;
	size_t mark_count, mark_capacity;
	char *at;     /* the first amendment of the matter that was selected last; NULL: none */
	size_t block; /* of the text, where the reader stood when the desk was opened last */
};

void sitting_kept_clear(struct sitting_kept *kept);

/* `kept` outlives the view; `block`: the paragraph to begin at, STANDING_NONE: where one was. */
struct view *sitting_view(struct session *session, struct sitting_kept *kept, size_t block) MUST_CHECK;

#endif
