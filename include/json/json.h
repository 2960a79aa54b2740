/* json - reading JSON from strangers, writing it for people (jansson)
 *
 * Reading refuses duplicate keys, depth above JSON_DEPTH (scanned before jansson sees it, RFC 8259 section 9 lets us),
 * invalid UTF-8, NUL in strings and trailing text. Writing keeps the order keys were added in, two spaces an indent,
 * UTF-8 as it is, one LF at the end. A `struct json` is a value with one owner: json_free() on the root frees all;
 * values found inside are borrowed.
 *
 * No name here may be one libjansson exports (json_string, json_true …): the program's would take the library's place.
 */
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include <stdbool.h>

#include "base/buffer.h"

enum { JSON_DEPTH = 16 };

struct json;

/* FAULT_MALFORMED with line and column. */
const struct fault *json_read(struct json **out, struct text source) MUST_CHECK;
void json_free(struct json *root);

/* Borrowed; NULL when `object` is NULL, no object, or lacks the key. So look-ups chain. */
struct json *json_find(const struct json *object, const char *key);
/* Items of an array; 0 for anything else. */
size_t json_count(const struct json *array);
struct json *json_at(const struct json *array, size_t index);
/* The string, borrowed; NULL when it is none. */
const char *json_as_string(const struct json *value);
/* json_as_string(json_find(object, key)). */
const char *json_find_string(const struct json *object, const char *key);
bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
bool json_is_true(const struct json *value);
bool json_number(const struct json *value, long long *out);
/* Calls visit for each key of an object, in file order. */
void json_each(
	const struct json *object, void (*visit)(void *context, const char *key, struct json *value), void *context);

/* Building: each returns the new value (borrowed from its container), so that calls nest. `key` is NULL in arrays. A
 * string that is not valid UTF-8 gets U+FFFD for each bad byte; NULL string writes null. */
struct json *json_new_object(void) MUST_CHECK;
struct json *json_new_array(void) MUST_CHECK;
struct json *json_add_object(struct json *container, const char *key);
struct json *json_add_array(struct json *container, const char *key);
void json_add_string(struct json *container, const char *key, const char *value);
void json_add_text(struct json *container, const char *key, struct text value);
void json_add_number(struct json *container, const char *key, long long value);
void json_add_bool(struct json *container, const char *key, bool value);
/* A deep copy of `value` goes in. */
void json_add_copy(struct json *container, const char *key, const struct json *value);

/* Adds the pretty-printed value and one LF. */
void json_write(struct buffer *out, const struct json *root);

#endif
