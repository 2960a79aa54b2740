/* palette_view - type to filter the actions to be had now; Enter does one
 *
 * For stack_push(); it tells no result (the action is done through stack_act() once the palette is closed).
 */
#ifndef VIEWS_PALETTE_VIEW_H
#define VIEWS_PALETTE_VIEW_H

#include "views/stack.h"

struct view *palette_view(struct stack *stack) MUST_CHECK;

#endif
