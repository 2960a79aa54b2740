/* scope_view - other words for a translation: what are they about? (review/scope.h)
 *
 * Enter answers: done, and scope_answer() of the result; Esc leaves it open.
 */
#ifndef VIEWS_SCOPE_VIEW_H
#define VIEWS_SCOPE_VIEW_H

#include "act/amending.h"
#include "views/stack.h"

/* `substance`: what was answered before; else the wording is offered first. */
struct view *scope_view(bool substance) MUST_CHECK;
enum scope scope_answer(struct view_result told);

#endif
