/* amend_meanwhile - what others do to the paragraph while one types
 */
#ifndef VIEWS_AMEND_MEANWHILE_H
#define VIEWS_AMEND_MEANWHILE_H

#include "views/amend.h"

/* What others do to the paragraph meanwhile: what is typed is never touched by it. As it begins, with `base_seen`; not
 * of a text that is taken up again: there what came since it was left is news. After a load: says what is new. */
void amend_meanwhile_begin(struct amend *amend);
void amend_meanwhile_look(struct amend *amend);
/* The page to be read before it is saved; NULL where nothing has changed. Then, what was chosen on it. */
struct view *amend_meanwhile_page(struct amend *amend);
void amend_meanwhile_chosen(struct amend *amend, bool together, struct text words);

#endif
