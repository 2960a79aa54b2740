/* prompt_view - one line to type, in the status row, after a label: a search, a word
 *
 * Result: done for Enter (false for Esc), the words in text. With `typing` the view below also hears of every change:
 * its result() is called with number PROMPT_TYPING and done false, while the prompt stays open. The key bar says what
 * Enter does: `enter`, N_(), a literal.
 */
#ifndef VIEWS_PROMPT_VIEW_H
#define VIEWS_PROMPT_VIEW_H

#include "views/stack.h"

enum { PROMPT_TYPING = 1 };

struct view *prompt_view(const char *label, struct text initial, bool typing, const char *enter) MUST_CHECK;

#endif
