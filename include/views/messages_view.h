/* messages_view - the log of messages, the newest first
 *
 * For stack_push(); it tells no result.
 */
#ifndef VIEWS_MESSAGES_VIEW_H
#define VIEWS_MESSAGES_VIEW_H

#include "views/stack.h"

struct view *messages_view(void) MUST_CHECK;

#endif
