/* webjson - an annotation as JSON, in the fixed key order of the README
 *
 * @context, id, type, motivation, created, creator{type,nickname,name,paraphe:organisation,paraphe:group}, generator,
 * body[], target. Unknown keys are ignored when reading (the file itself keeps them). `body` and `target` may be one
 * value or an array; a body may be a bare string.
 */
#ifndef ANNOTATION_WEBJSON_H
#define ANNOTATION_WEBJSON_H

#include "annotation/annotation.h"
#include "json/json.h"

/* Adds the pretty-printed JSON. */
void webjson_write(struct buffer *out, const struct annotation *annotation);
/* The same as a JSON value inside a container (for `show --json`). Returns the object, so keys can follow. */
struct json *webjson_add(struct json *container, const char *key, const struct annotation *annotation);
/* FAULT_MALFORMED says what is wrong: not JSON, duplicate key, too deep, too large, no id, a paraphe:version above
 * ours … Hidden characters are read (visible_check is for writing). Any number of threads may read at once. */
const struct fault *webjson_read(struct annotation **out, struct text source) MUST_CHECK;

#endif
