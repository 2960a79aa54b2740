/* desk_find - search, the current list, the word cursor
 */
#ifndef VIEWS_DESK_FIND_H
#define VIEWS_DESK_FIND_H

#include "views/desk.h"

void desk_search(struct desk *desk, struct text words);
void desk_search_end(struct desk *desk);
bool desk_step(struct desk *desk, bool forward);
/* Goes to the first item of the current list, unless the selected one is in it; says so when it is empty. */
void desk_to_list(struct desk *desk);
/* "open items", « phrase », "filter: …". Adds. */
void desk_list_name(struct buffer *out, const struct desk *desk);
bool desk_choose_words(struct desk *desk, enum action action);
void desk_choose_end(struct desk *desk);

#endif
