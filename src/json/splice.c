#include "json/splice.h"

#include "base/language.h"

/* Where the parts of an object's text are; the text is known to be JSON. */
struct place {
	size_t first;      /* the first key: what stands before it is how a key is laid out */
	size_t start, end; /* the value of the key asked for; both 0 where it has none */
	size_t last;       /* behind the last value */
	bool any;
};

static const char blanks[] = " \t\r\n", ends[] = " \t\r\n,:\"{}[]";

static size_t skip_blanks(struct text source, size_t at)
{
	while (at < source.size && memchr(blanks, source.bytes[at], sizeof blanks - 1))
		at++;
	return at;
}

static size_t skip_string(struct text source, size_t at)
{
	for (at++; at < source.size && source.bytes[at] != '"'; at++)
		at += source.bytes[at] == '\\';
	return at + 1;
}

static size_t skip_value(struct text source, size_t at)
{
	size_t depth = 0;
	do {
		char byte = source.bytes[at];
		if (byte == '"') {
			at = skip_string(source, at);
		} else if (byte == '{' || byte == '[') {
			depth++;
			at++;
		} else if (byte == '}' || byte == ']') {
			depth--;
			at++;
		} else {
			size_t from = at;
			while (at < source.size && !memchr(ends, source.bytes[at], sizeof ends - 1))
				at++;
			at += at == from; /* a comma or a blank between two values */
		}
	} while (depth && at < source.size);
	return at;
}

/* A key may be written with escapes. */
static bool key_is(struct text quoted, const char *key)
{
	struct buffer array = {0};
	struct json *root;
	buffer_add_byte(&array, '[');
	buffer_add(&array, quoted);
	buffer_add_byte(&array, ']');
	const struct fault *fault = json_read(&root, buffer_text(&array));
	bool is = !fault && !strcmp(json_as_string(json_at(root, 0)), key);
	if (!fault)
		json_free(root);
	buffer_clear(&array);
	return is;
}

static struct place place_find(struct text source, const char *key)
{
	struct place place = {0};
	size_t at = skip_blanks(source, 0) + 1;
	place.last = at;
	place.first = at = skip_blanks(source, at);
	while (at < source.size && source.bytes[at] == '"') {
		size_t name = at;
		at = skip_string(source, at);
		bool found = key_is(text_part(source, name, at), key);
		at = skip_blanks(source, skip_blanks(source, at) + 1);
		size_t value = at;
		place.last = at = skip_value(source, at);
		place.any = true;
		if (found) {
			place.start = value;
			place.end = at;
		}
		at = skip_blanks(source, at);
		if (at < source.size && source.bytes[at] == ',')
			at = skip_blanks(source, at + 1);
	}
	return place;
}

static void add_quoted(struct buffer *out, const char *value)
{
	buffer_add_byte(out, '"');
	for (; *value; value++) {
		unsigned char byte = (unsigned char)*value;
		if (byte == '"' || byte == '\\')
			buffer_add_byte(out, '\\');
		if (byte < ' ')
			buffer_format(out, "\\u%04x", byte);
		else
			buffer_add_byte(out, *value);
	}
	buffer_add_byte(out, '"');
}

const struct fault *splice_string(struct buffer *out, struct text source, const char *key, const char *value)
{
	struct json *root;
	const struct fault *fault = json_read(&root, source);
	if (fault)
		return fault;
	bool object = json_is_object(root);
	json_free(root);
	if (!object)
		return fault_new(FAULT_MALFORMED, "%s", _("not a JSON object"));
	struct place place = place_find(source, key);
	if (place.end) {
		buffer_add(out, text_part(source, 0, place.start));
		add_quoted(out, value);
		buffer_add(out, text_part(source, place.end, source.size));
		return NULL;
	}
	size_t open = skip_blanks(source, 0) + 1;
	buffer_add(out, text_part(source, 0, place.last));
	if (place.any) {
		buffer_add_byte(out, ',');
		buffer_add(out, text_part(source, open, place.first));
	}
	add_quoted(out, key);
	buffer_add_string(out, ": ");
	add_quoted(out, value);
	buffer_add(out, text_part(source, place.last, source.size));
	return NULL;
}
