/* conflict - two wordings that a person must choose from, between git's marks
 *
 *	<<<<<<< ours
 *	…
 *	=======
 *	…
 *	>>>>>>> theirs
 *
 * Whole lines; one that lacks its end gets it. Nothing of either side is left out.
 */
#ifndef TEXT_CONFLICT_H
#define TEXT_CONFLICT_H

#include <stdbool.h>

#include "base/buffer.h"

/* Adds both, between the marks. `crlf`: the marks' lines end so. */
void conflict_add(struct buffer *out, struct text ours, struct text theirs, bool crlf);
/* Adds two whole texts: the lines with which both begin and end once, the rest between the marks. */
void conflict_whole(struct buffer *out, struct text ours, struct text theirs);

#endif
