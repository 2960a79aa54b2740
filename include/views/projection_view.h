/* projection_view - F8: the text, a paragraph a page, for a projector; what comes in appears by itself
 *
 * No title, key bar or message; Esc or F8 leaves. Other words are typed before the eyes of the room, as they come.
 * Result: done, with the block (0-based) that was shown last in `number`.
 */
#ifndef VIEWS_PROJECTION_VIEW_H
#define VIEWS_PROJECTION_VIEW_H

#include "views/session.h"

extern const struct view_class projection_class;

/* From this block on (STANDING_NONE: the first). NULL where the draft has no words: a message has said so. */
struct view *projection_view(struct session *session, size_t block) MUST_CHECK;

#endif
