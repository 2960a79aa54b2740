/* desk_answer - what views that the desk opened have answered
 */
#ifndef VIEWS_DESK_ANSWER_H
#define VIEWS_DESK_ANSWER_H

#include "views/desk.h"

/* `purpose`: an enum desk_purpose. */
void desk_answer(struct view *view, int purpose, struct view_result result);

#endif
