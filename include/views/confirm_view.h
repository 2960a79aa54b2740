/* confirm_view - one sentence with the consequence, in the status row; the default is No
 *
 * Yes is the letter of the language (y, o, s). Every other key is No. Result: done is true for yes.
 */
#ifndef VIEWS_CONFIRM_VIEW_H
#define VIEWS_CONFIRM_VIEW_H

#include "views/stack.h"

/* `asked_with` is the character that led here (0: none): where it is the letter for yes, a capital one is asked for. */
struct view *confirm_view(const char *sentence, int32_t asked_with) MUST_CHECK;
/* The same with a third answer, by its own key: done is true, and number CONFIRM_OTHER. */
enum { CONFIRM_YES, CONFIRM_OTHER };
struct view *confirm_view_or(const char *sentence, int32_t asked_with, int32_t other_key, const char *other) MUST_CHECK;

#endif
