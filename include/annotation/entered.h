/* entered - an annotation that the secretariat entered for its author, beside the author's own file
 *
 * The two are one act: they differ in `generator` and in nothing else, whatever other keys there are. Where both are to
 * be had, one rule says which stands, whoever looks and from whichever side: what was entered before what was not, for
 * that is what others have seen; of two that were entered, the one of the lesser id.
 */
#ifndef ANNOTATION_ENTERED_H
#define ANNOTATION_ENTERED_H

#include "annotation/annotation.h"

/* Adds the author's file as it is entered by `generator`, an id, all its other keys as they are. FAULT_MALFORMED: no
 * JSON object. */
const struct fault *entered_write(struct buffer *out, struct text source, const char *generator) MUST_CHECK;
/* Whether two files are one act. */
bool entered_same(struct text one, struct text other);
/* Of two files that are one act, whether `other` stands in place of `one`. */
bool entered_stands(struct text one, struct text other);

#endif
