/* marked - three versions of a draft as one file, for plain git: what collides stands between git's marks
 *
 * What `theirs` changed since the ancestor is put on `ours`, by words (merge.h). A paragraph on which the two collide
 * stands twice: as ours has it, and as theirs has it; the rest is merged. Where a collision has no place of its own in
 * the result, the whole files stand between the marks: no byte of either side is ever left out.
 */
#ifndef DRAFT_MARKED_H
#define DRAFT_MARKED_H

#include "draft/draft.h"

/* Adds the result; `*collides` tells whether there are marks in it. FAULT_MALFORMED above DRAFT_LIMIT. */
const struct fault *marked_run(
	struct buffer *out, bool *collides, struct text ancestor, struct text ours, struct text theirs) MUST_CHECK;

#endif
