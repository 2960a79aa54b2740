/* desk_bars - the rows that frame the desk: the status, the heading of the conversation */
#ifndef VIEWS_DESK_BARS_H
#define VIEWS_DESK_BARS_H

#include "views/desk.h"

void desk_draw_status(const struct desk *desk, const struct layout *layout);
void desk_draw_heading(const struct desk *desk, struct area area, bool focus, bool narrow);

#endif
