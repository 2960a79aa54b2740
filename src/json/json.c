#include "json/json.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "json/arena.h"

/* jansson has these three as macros. */
#undef json_is_object
#undef json_is_array
#undef json_is_true

static json_t *inner(const struct json *value)
{
	return (json_t *)value;
}

static struct json *outer(json_t *value)
{
	return (struct json *)value;
}

/* Above any count of references: a root whose whole text lies in an arena. */
enum { IN_ARENA = 1 << 30 };

/* With memory that ends the program when it runs out, jansson's building calls cannot fail. */
static void set_memory(void)
{
	json_set_alloc_funcs(arena_allocate, arena_free);
}

static void prepare(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, set_memory);
}

/* Refuses nesting above JSON_DEPTH. Up to the first error in the text this sees strings as jansson does, and jansson
 * reads no further than that. */
static const struct fault *check_depth(struct text source)
{
	int depth = 0, line = 1, column = 0;
	bool in_string = false;
	for (size_t i = 0; i < source.size; i++) {
		char byte = source.bytes[i];
		/* Columns are characters: the later bytes of one do not count. */
		column += ((unsigned char)byte & 0xc0) != 0x80;
		if (byte == '\n') {
			line++;
			column = 0;
		} else if (byte == '"') {
			in_string = !in_string;
		} else if (in_string) {
			if (byte == '\\' && i + 1 < source.size &&
				(source.bytes[i + 1] == '"' || source.bytes[i + 1] == '\\')) {
				i++;
				column++;
			}
		} else if (byte == '{' || byte == '[') {
			if (++depth > JSON_DEPTH)
				return fault_new(FAULT_MALFORMED, _("line %d, column %d: JSON nested deeper than %d"),
					line, column, JSON_DEPTH);
		} else if ((byte == '}' || byte == ']') && depth > 0) {
			depth--;
		}
	}
	return NULL;
}

/* jansson's words are English and quote the source; ours are translated and quote nothing. */
static const char *reason(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_invalid_utf8:
		return _("not valid UTF-8");
	case json_error_premature_end_of_input:
		return _("the JSON ends too early");
	case json_error_end_of_input_expected:
		return _("something follows the end of the JSON");
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return _("a NUL character in a string");
	case json_error_duplicate_key:
		return _("a key stands twice in one object");
	case json_error_numeric_overflow:
		return _("a number too large");
	default:
		return _("not valid JSON");
	}
}

const struct fault *json_read(struct json **out, struct text source)
{
	json_error_t error;
	*out = NULL;
	prepare();
	const struct fault *fault = check_depth(source);
	if (fault)
		return fault;
	arena_open();
	json_t *root = json_loadb(source.bytes, source.size, JSON_REJECT_DUPLICATES, &error);
	if (root)
		arena_close();
	else
		arena_abandon();
	if (!root)
		return fault_new(FAULT_MALFORMED, _("line %d, column %d: %s"), error.line > 0 ? error.line : 1,
			error.column > 0 ? error.column : 1, reason(&error));
	root->refcount = IN_ARENA;
	*out = outer(root);
	return NULL;
}

void json_free(struct json *root)
{
	if (root && inner(root)->refcount >= IN_ARENA)
		arena_drop(inner(root));
	else
		json_decref(inner(root));
}

struct json *json_find(const struct json *object, const char *key)
{
	return outer(json_object_get(inner(object), key));
}

size_t json_count(const struct json *array)
{
	return json_array_size(inner(array));
}

struct json *json_at(const struct json *array, size_t index)
{
	return outer(json_array_get(inner(array), index));
}

const char *json_as_string(const struct json *value)
{
	return json_string_value(inner(value));
}

const char *json_find_string(const struct json *object, const char *key)
{
	return json_as_string(json_find(object, key));
}

bool json_is_object(const struct json *value)
{
	return value && json_typeof(inner(value)) == JSON_OBJECT;
}

bool json_is_array(const struct json *value)
{
	return value && json_typeof(inner(value)) == JSON_ARRAY;
}

bool json_is_true(const struct json *value)
{
	return value && json_typeof(inner(value)) == JSON_TRUE;
}

bool json_number(const struct json *value, long long *out)
{
	if (!value || json_typeof(inner(value)) != JSON_INTEGER)
		return false;
	*out = json_integer_value(inner(value));
	return true;
}

void json_each(
	const struct json *object, void (*visit)(void *context, const char *key, struct json *value), void *context)
{
	json_t *in = inner(object);
	for (void *at = json_object_iter(in); at; at = json_object_iter_next(in, at))
		visit(context, json_object_iter_key(at), outer(json_object_iter_value(at)));
}

struct json *json_new_object(void)
{
	prepare();
	return outer(json_object());
}

struct json *json_new_array(void)
{
	prepare();
	return outer(json_array());
}

/* Gives the value to its container. Only a mistake in the program fails here (a key in an array, none in an object, a
 * key that is not UTF-8), and what was returned would dangle: so it ends the program. */
static struct json *add(struct json *container, const char *key, json_t *value)
{
	int failed = key ? json_object_set_new(inner(container), key, value)
			 : json_array_append_new(inner(container), value);
	if (failed)
		abort();
	return outer(value);
}

struct json *json_add_object(struct json *container, const char *key)
{
	return add(container, key, json_object());
}

struct json *json_add_array(struct json *container, const char *key)
{
	return add(container, key, json_array());
}

/* The bytes of the UTF-8 character at the start (RFC 3629, table 3-7 of Unicode); 0 where none starts. */
static size_t character_size(const unsigned char *bytes, size_t left)
{
	unsigned char first = bytes[0];
	size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
	if (size == 0 || size > left)
		return 0;
	for (size_t i = 1; i < size; i++)
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (first == 0xe0 && bytes[1] < 0xa0) || (first == 0xf0 && bytes[1] < 0x90);
	bool surrogate = first == 0xed && bytes[1] > 0x9f;
	bool beyond = first == 0xf4 && bytes[1] > 0x8f;
	return overlong || surrogate || beyond ? 0 : size;
}

/* A NUL is replaced too: it would be written, but no reader of ours takes it back. */
static json_t *repaired_string(struct text value)
{
	struct buffer good = {0};
	for (size_t at = 0; at < value.size;) {
		size_t size = character_size((const unsigned char *)value.bytes + at, value.size - at);
		if (size == 0 || value.bytes[at] == '\0') {
			buffer_add_string(&good, "\xef\xbf\xbd");
			at++;
		} else {
			buffer_add(&good, text_part(value, at, at + size));
			at += size;
		}
	}
	json_t *string = json_stringn(buffer_string(&good), good.size);
	buffer_clear(&good);
	return string;
}

void json_add_text(struct json *container, const char *key, struct text value)
{
	bool has_nul = value.size && memchr(value.bytes, '\0', value.size);
	json_t *string = has_nul ? NULL : json_stringn(value.size ? value.bytes : "", value.size);
	add(container, key, string ? string : repaired_string(value));
}

void json_add_string(struct json *container, const char *key, const char *value)
{
	if (value)
		json_add_text(container, key, text_of(value));
	else
		add(container, key, json_null());
}

void json_add_number(struct json *container, const char *key, long long value)
{
	add(container, key, json_integer(value));
}

void json_add_bool(struct json *container, const char *key, bool value)
{
	add(container, key, value ? json_true() : json_false());
}

void json_add_copy(struct json *container, const char *key, const struct json *value)
{
	add(container, key, value ? json_deep_copy(inner(value)) : json_null());
}

static int add_bytes(const char *bytes, size_t size, void *buffer)
{
	buffer_add(buffer, (struct text){bytes, size});
	return 0;
}

void json_write(struct buffer *out, const struct json *root)
{
	json_dump_callback(inner(root), add_bytes, out, JSON_INDENT(2) | JSON_ENCODE_ANY);
	buffer_add_byte(out, '\n');
}
