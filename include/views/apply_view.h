/* apply_view - what applying the decisions would do, to be read; then, asked once more, it is done
 *
 * First what was put together inside one sentence, with what is misspelt in it; then what is taken, what stands in the
 * way, what is not taken, which branches are merged whole or in part, what is still open. F2 asks; only yes applies.
 * While it goes on Esc stops it before the next branch: what is done stands. Result: done when the text has moved.
 */
#ifndef VIEWS_APPLY_VIEW_H
#define VIEWS_APPLY_VIEW_H

#include "views/session.h"

/* NULL when it cannot be done: a message has said why. */
struct view *apply_view(struct session *session) MUST_CHECK;

#endif
