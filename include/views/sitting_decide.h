/* sitting_decide - what the secretariat does at the decision desk
 */
#ifndef VIEWS_SITTING_DECIDE_H
#define VIEWS_SITTING_DECIDE_H

#include "views/sitting.h"

/* Whether the one at the keyboard may; says so where not. */
bool sitting_may_decide(struct sitting *sitting);
/* What the desk goes on with: the next row that waits, none of those decided on now; and goes there. */
void sitting_plan_next(struct sitting *sitting, const size_t *rows, size_t count);
void sitting_go_on(struct sitting *sitting);
/* Asks for the reason; `what` is decided on; `own`: the text to begin with, or NULL. */
void sitting_prompt(struct view *view, enum decision decision, const char *what, const char *own);
/* Asks for the reason of a decision on what is marked, or else selected. */
bool sitting_ask(struct view *view, enum decision decision);
void sitting_decide(struct sitting *sitting, struct text reason);
/* The reason was left: what had been typed is kept for the next prompt of the same decision. */
void sitting_leave(struct sitting *sitting, struct text reason);
/* Own words in the place of what is marked of one paragraph, or else selected. */
bool sitting_own_words(struct view *view);
/* They were saved: as after any decision. */
void sitting_decided(struct sitting *sitting);
/* One's own decision on what is marked, or else selected, is taken back. */
bool sitting_take_back(struct sitting *sitting);
bool sitting_undo(struct sitting *sitting, bool redo);
void sitting_undone(struct sitting *sitting, bool redo); /* not asked any more */
/* An answer to the selected proposal, which everybody reads. */
bool sitting_answer(struct view *view);

#endif
