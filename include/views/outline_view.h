/* outline_view - the headings, and what waits in each section
 *
 * Figures are of a section with all its subsections. Result: done with the block of the heading as number.
 */
#ifndef VIEWS_OUTLINE_VIEW_H
#define VIEWS_OUTLINE_VIEW_H

#include "views/session.h"

/* Opens at the section of `block`. */
struct view *outline_view(struct session *session, size_t block) MUST_CHECK;

#endif
