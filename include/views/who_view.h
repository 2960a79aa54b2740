/* who_view - the first run: who is at the keyboard?
 *
 * The roster is offered; who is not on it says name, organisation and group. It is remembered for this repository, so
 * it is asked once. Result: done when somebody is known now; Esc is reading only.
 */
#ifndef VIEWS_WHO_VIEW_H
#define VIEWS_WHO_VIEW_H

#include "views/session.h"

struct view *who_view(struct session *session) MUST_CHECK;

#endif
