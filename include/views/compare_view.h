/* compare_view - what has changed since an earlier version
 *
 * First which version: circulated ones, then other moments of the text. Then the whole text with the differences word
 * by word, n and p from one to the next; Esc goes back to the versions. Result of Enter on a paragraph: done, its block
 * as number.
 */
#ifndef VIEWS_COMPARE_VIEW_H
#define VIEWS_COMPARE_VIEW_H

#include "views/session.h"

struct view *compare_view(struct session *session) MUST_CHECK;

#endif
