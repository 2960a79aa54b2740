/* matrix_view - which paragraphs are agreed, by whom
 *
 * A row a paragraph, a column a reviewer or a group; ← → go by column, Tab changes what a column is. n and p go to the
 * paragraphs that are not agreed yet. Enter closes it with the block as `number`.
 */
#ifndef VIEWS_MATRIX_VIEW_H
#define VIEWS_MATRIX_VIEW_H

#include "views/session.h"

/* Begins at the row of a block, or nearest before it; STANDING_NONE: at the first. */
struct view *matrix_view(struct session *session, size_t block) MUST_CHECK;

#endif
