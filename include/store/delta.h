/* delta - one text as a list of copies from another; private to src/store
 *
 * git's own form (gitformat-pack, "Deltified representation"). The pieces that are looked for are lines: good for the
 * next version of a draft, and good enough for trees.
 */
#ifndef STORE_DELTA_H
#define STORE_DELTA_H

#include <stdbool.h>

#include "base/buffer.h"

/* Adds what makes `to` of `from`. */
void delta_add(struct buffer *out, struct text from, struct text to);
/* Adds what `delta` makes of `from`; false where it is no delta of that text. */
bool delta_apply(struct buffer *out, struct text from, struct text delta);

#endif
