/* canonical - an annotation read from JSON of exactly the form that webjson_write() gives it; private to annotation
 *
 * Nearly all files have this form, and reading it as a form is ten times faster than as JSON. Anything else, a fault
 * included, is left to webjson_read()'s long way: what this takes, that takes, and makes the same of it.
 */
#ifndef ANNOTATION_CANONICAL_H
#define ANNOTATION_CANONICAL_H

#include "annotation/annotation.h"

/* False: read it the long way. */
bool canonical_read(struct annotation **out, struct text source);

/* Of webjson.c: the motivation of a name; whether what was read makes sense. */
bool webjson_motivation(enum motivation *out, const char *name);
const struct fault *webjson_check(const struct annotation *annotation, size_t size) MUST_CHECK;

#endif
