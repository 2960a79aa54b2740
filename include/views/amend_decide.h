/* amend_decide - the secretariat's own words in the place of proposals
 */
#ifndef VIEWS_AMEND_DECIDE_H
#define VIEWS_AMEND_DECIDE_H

#include "views/amend.h"

void amend_decides_write(struct amend *amend, const struct amend_view_order *order);
/* The next amendment of *rest (of `decides`), which moves on; `index` is STANDING_NONE where it is not what it was any
 * more. */
bool amend_decides_next(const char **rest, size_t *index, const struct session *session);
/* What the words are compared with: those of `draft` from `block` on, as many paragraphs as it is about; or of the
 * paragraph that was proposed. Adds; nothing where it is not proposed any more. */
void amend_decision_base(struct buffer *out, const struct amend *amend, const struct draft *draft, size_t block);
/* Whether the words can stand where what they are about stands today. */
bool amend_decision_fits(const struct amend *amend);
/* Brings `base_today` up to date; what is gone leaves it as it was. */
void amend_decision_follow(struct amend *amend);
const struct fault *amend_decide(char **name, struct amend *amend) MUST_CHECK;
/* DECISION: the amendments it is about, STANDING_NONE for one that is not what it was any more; yours. Returns how
 * many.
 */
size_t amend_decides(size_t **out, const struct amend *amend);

#endif
