/* sitting_list - which rows the decision desk shows, in their order
 */
#ifndef VIEWS_SITTING_LIST_H
#define VIEWS_SITTING_LIST_H

#include "views/sitting.h"

/* Makes the list anew; `names`, `count`: what was shown before, taken over. */
void sitting_list(struct sitting *sitting, char **names, size_t count);
/* What is shown, by the names it has, yours: the state it was made from may be gone already. */
char **sitting_shown_names(const struct sitting *sitting);
/* How many matters a shown one stands for: 1, or those of its set. */
size_t sitting_extent(const struct sitting *sitting, size_t matter);
/* Whether the filter, by itself, shows an item of abroad. */
bool sitting_passes_abroad(const struct docket_filter *filter, const struct abroad_item *item);

#endif
