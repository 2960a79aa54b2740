/* desk_act - which act a key asks for
 */
#ifndef VIEWS_DESK_ACT_H
#define VIEWS_DESK_ACT_H

#include "views/desk.h"

bool desk_act(struct view *view, enum action action);
bool desk_can(const struct view *view, enum action action);
/* Opens a view; NULL opens none. */
void desk_push(struct view *view, struct view *next, enum desk_purpose purpose);
/* Another draft of the consultation is read. */
void desk_change_draft(struct desk *desk, long index);
/* The translation at `chosen` of the consultation's drafts, beside its source. */
void desk_open_language(struct view *view, long chosen);
/* Says that an act was saved, or why not; whether it was. */
bool desk_tell(struct desk *desk, const struct fault *fault, const char *what);
/* Asks for the reason of an objection, a deletion or a position (FOR_OBJECTION …); `words` are there already. */
void desk_ask_reason(struct view *view, int purpose, struct text words);
/* Whether somebody may act and a paragraph of the draft is selected; says so if not. */
bool desk_needs_block(struct desk *desk);

/* A list to choose from, with texts of its own. */
struct desk_choices {
	struct choice_item *items;
	size_t count, capacity;
};
void desk_choices_add(struct desk_choices *choices, const char *label, const char *detail);
/* Asks, and forgets the list: the view has its own copy. */
void desk_choices_ask(
	struct view *view, struct desk_choices *choices, const char *title, size_t selected, enum desk_purpose purpose);

#endif
