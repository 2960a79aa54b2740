/* since_view - what is new since one's last visit: decisions, replies, lapsed initials, changed paragraphs
 *
 * Result of Enter: done, number the block (-1: none, the whole document), text the UUID of the annotation, if any.
 */
#ifndef VIEWS_SINCE_VIEW_H
#define VIEWS_SINCE_VIEW_H

#include "views/session.h"

/* Whether there is anything; cheap where nobody has moved. */
bool since_any(struct session *session);
struct view *since_view(struct session *session) MUST_CHECK;

#endif
