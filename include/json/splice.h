/* splice - one value of a JSON text put in, every other byte as it was */
#ifndef JSON_SPLICE_H
#define JSON_SPLICE_H

#include "json/json.h"

/* Adds `source`, an object, with `key` of it (not of what is nested) at this string: in the place of its value, or
 * behind the last one, laid out like the first. FAULT_MALFORMED where it is no JSON that json_read() takes, or no
 * object. */
const struct fault *splice_string(
	struct buffer *out, struct text source, const char *key, const char *value) MUST_CHECK;

#endif
