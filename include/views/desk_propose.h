/* desk_propose - propose other words, a deletion, a move; withdraw
 */
#ifndef VIEWS_DESK_PROPOSE_H
#define VIEWS_DESK_PROPOSE_H

#include "views/desk.h"

bool desk_amend(struct view *view, bool insert);
bool desk_withdraw(struct view *view);
bool desk_propose_deletion(struct view *view);
/* Whether it was saved; it has been said. */
bool desk_delete_block(struct desk *desk, struct text reason);
bool desk_propose_move(struct view *view);
void desk_move_block(struct desk *desk, long chosen);

#endif
