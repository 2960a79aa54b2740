/* compared - an earlier version beside the text as it stands, paragraph by paragraph in one list
 *
 * Rows are made when they are shown, so a large text costs no more than what is looked at. Made again when the review
 * was loaded anew (compared_renew), the same paragraph stays selected.
 */
#ifndef VIEWS_COMPARED_H
#define VIEWS_COMPARED_H

#include "review/comparison.h"
#include "review/version.h"
#include "views/pane.h"
#include "views/paper.h"
#include "views/session.h"

struct compared {
	struct session *session;
	struct oid blob;  /* of the earlier version */
	bool numbered;    /* it is the last circulated one: its paragraphs bear today's numbers */
	struct oid today; /* what it is compared with: the draft and the last revision as they were then */
	unsigned int revision;
	struct comparison comparison;
	struct number *numbers; /* of each entry; paragraph 0: it has none today */
	struct paper *papers;   /* of each entry, empty until it is shown */
	struct pane pane;
	struct pane_source source;
};

/* `compared` must stay where it is until compared_clear(). A fault: the version cannot be read. */
const struct fault *compared_open(
	struct compared *compared, struct session *session, const struct version *version) MUST_CHECK;
const struct fault *compared_renew(struct compared *compared) MUST_CHECK;
void compared_draw(struct compared *compared, struct area area);
/* Goes to the next or previous difference; false when there is none. */
bool compared_step(struct compared *compared, bool forward);
/* The block of today's text that is selected, or the one before what was deleted; STANDING_NONE: none. */
size_t compared_block(const struct compared *compared);
void compared_clear(struct compared *compared);

#endif
