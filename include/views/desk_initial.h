/* desk_initial - initials, positions, undo
 */
#ifndef VIEWS_DESK_INITIAL_H
#define VIEWS_DESK_INITIAL_H

#include "views/desk.h"

bool desk_initial(struct view *view);
bool desk_initial_rest(struct view *view);
void desk_initial_all(struct desk *desk);
bool desk_take_back(struct view *view, bool redo);
void desk_taken_back(struct view *view, bool redo); /* not asked any more */
bool desk_take_position(struct view *view);
void desk_position_chosen(struct view *view, long chosen);

#endif
