/* desk_speak - annotate, reply, support, object, resolve
 */
#ifndef VIEWS_DESK_SPEAK_H
#define VIEWS_DESK_SPEAK_H

#include "views/desk.h"

/* The unfinished text of this sort on this paragraph, yours; NULL when there is none. */
char *desk_unfinished(struct desk *desk, enum unfinished_kind kind, size_t block);
bool desk_annotate(struct view *view);
bool desk_reply(struct view *view);
bool desk_assess(struct view *view, bool supports);
/* Whether it was saved; it has been said. */
bool desk_object(struct desk *desk, struct text why);
/* The answer to "which proposal?": its place among the conversation's. */
void desk_assess_chosen(struct view *view, bool supports, long chosen);
bool desk_resolve(struct view *view);

#endif
