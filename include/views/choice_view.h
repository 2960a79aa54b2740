/* choice_view - a page on which one of a list is chosen
 *
 * Enter chooses: done, the item's index in `number`. Esc leaves.
 */
#ifndef VIEWS_CHOICE_VIEW_H
#define VIEWS_CHOICE_VIEW_H

#include "views/choice.h"
#include "views/session.h"

/* Copied; texts are made visible. */
struct choice_order {
	const char *title;               /* in the language of the face */
	const char *question;            /* a sentence above the list, or NULL */
	const struct choice_item *items; /* at least one */
	size_t count;
	size_t selected;
};

struct view *choice_view(const struct choice_order *order) MUST_CHECK;

#endif
