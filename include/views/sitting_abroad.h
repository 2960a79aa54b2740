/* sitting_abroad - what translations propose of substance, at the decision desk
 */
#ifndef VIEWS_SITTING_ABROAD_H
#define VIEWS_SITTING_ABROAD_H

#include "views/sitting.h"

/* Makes the right pane of the selected one. */
void sitting_bear_abroad(struct sitting *sitting);
/* Opens the source's paragraph: what is saved there retains it. */
bool sitting_source(struct view *view);
/* They were saved; `own`: the amendment's name. */
void sitting_sourced(struct sitting *sitting, struct text own);
/* Asks for the reason of a decision on it; and decides. */
bool sitting_ask_abroad(struct view *view, enum decision decision);
void sitting_decide_abroad(struct sitting *sitting, struct text reason);
/* Adds "§12 Sherpa A · proposed in ES", safe to show. */
void sitting_name_abroad(struct buffer *out, const struct abroad_item *item);

#endif
