/* translation_view - the draft being read beside its source
 *
 * Source left, translation right, scrolling together. What is stale shows how its source has changed since; e types the
 * translation in place, = finds it in step without touching a word. Result of Enter: done, the block of the draft as
 * number.
 */
#ifndef VIEWS_TRANSLATION_VIEW_H
#define VIEWS_TRANSLATION_VIEW_H

#include "views/session.h"

/* `block`: of the draft being read, to be selected first; STANDING_NONE: the first that is left to do. NULL, with a
 * message, where the draft has no source. */
struct view *translation_view(struct session *session, size_t block) MUST_CHECK;

#endif
