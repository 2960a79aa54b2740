/* sitting_filter - which proposals the decision desk shows, and in which order
 */
#ifndef VIEWS_SITTING_FILTER_H
#define VIEWS_SITTING_FILTER_H

#include "views/sitting.h"

/* Each opens a page to choose on; what is chosen is added to the filter, or given up. */
bool sitting_ask_filter(struct view *view);
bool sitting_ask_order(struct view *view);
void sitting_filter_chosen(struct sitting *sitting, long chosen);

#endif
