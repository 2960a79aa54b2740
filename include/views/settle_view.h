/* settle_view - bringing one's proposals up to date with the text, and settling what meets words that have changed
 *
 * Where nothing collides it is done at once. Else each collision is shown, the text's new words against mine; Enter
 * switches which stand, F2 does it. Nothing is written before. Result: done when the branch was brought up.
 */
#ifndef VIEWS_SETTLE_VIEW_H
#define VIEWS_SETTLE_VIEW_H

#include "act/updating.h"
#include "views/session.h"

/* NULL when there was nothing to settle: a message has said what was done. */
struct view *settle_view(struct session *session) MUST_CHECK;

/* The same for what two machines of one's own have written: what is chosen goes to the session's sending, and leaving
 * it stops that. */
struct view *settle_join_view(struct session *session, const struct update_collisions *collisions) MUST_CHECK;

#endif
