/* packed - an annotation as bytes that are read back faster than JSON, for a cache
 *
 * No format of the repository: numbers are in the machine's own order, and the bytes mean something to this build's
 * FORM only. Reading takes nothing on trust that could make it read elsewhere; what it gives is one allocation.
 */
#ifndef ANNOTATION_PACKED_H
#define ANNOTATION_PACKED_H

#include "annotation/annotation.h"

/* To be raised whenever the bytes change, or what webjson_read() makes of a text. */
enum { PACKED_FORM = 2 };

/* Adds the bytes, a multiple of 8. */
void packed_write(struct buffer *out, const struct annotation *annotation);
/* Reads one from the start of *rest and moves *rest behind it; `out` NULL: only moves. False where the bytes cannot be
 * an annotation. */
bool packed_read(struct annotation **out, struct text *rest);

#endif
