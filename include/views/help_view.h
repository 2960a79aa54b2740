/* help_view - the keys of the view that is on top now, then those that work everywhere
 *
 * For stack_push(); it tells no result.
 */
#ifndef VIEWS_HELP_VIEW_H
#define VIEWS_HELP_VIEW_H

#include "views/stack.h"

struct view *help_view(struct stack *stack) MUST_CHECK;

#endif
