/* filter_view - choose what is to be shown: by state, kind, area, guiding question, group, reviewer
 *
 * Every value says how much would remain with it. Enter takes the value it stands on and closes; Space takes it and
 * stays, to combine several; Esc leaves the filter as it was. Result: done when the filter is another than before.
 */
#ifndef VIEWS_FILTER_VIEW_H
#define VIEWS_FILTER_VIEW_H

#include "review/filter.h"
#include "views/session.h"

/* `filter` is the caller's, outlives the view, and is written only on Enter. */
struct view *filter_view(struct session *session, struct filter *filter) MUST_CHECK;

#endif
