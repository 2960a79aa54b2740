/* review_view - the desk: the draft beside what is said about it */
#ifndef VIEWS_REVIEW_VIEW_H
#define VIEWS_REVIEW_VIEW_H

#include "views/session.h"

/* The bottom view. Goes to where the reader was; a first visit selects §1. */
struct view *review_view(struct session *session) MUST_CHECK;
/* The number selected in it, to be remembered. */
struct number review_view_place(const struct view *view);
/* Asked at the end: what is unsent or unfinished (adds a sentence), and whether something could be sent; false when
 * there is nothing. */
bool review_view_unfinished(struct buffer *out, bool *sendable, struct session *session);

#endif
