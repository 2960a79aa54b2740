/* buffer - bytes: a view that never owns, an owner that grows
 *
 * `struct text` is a view of bytes somebody else owns, good until that owner changes; it is not NUL-terminated and may
 * hold anything, NUL included. `struct buffer` always owns. A zeroed buffer is an empty one; buffer_clear() frees and
 * zeroes it. buffer_string() guarantees a NUL behind the bytes.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/fault.h"

struct text {
	const char *bytes;
	size_t size;
};

struct buffer {
	char *bytes;
	size_t size;
	size_t capacity;
};

/* A text over a string; NULL gives the empty text. */
static inline struct text text_of(const char *string)
{
	return (struct text){string ? string : "", string ? strlen(string) : 0};
}

/* The part from byte `start` up to `end`, clamped to the text. */
static inline struct text text_part(struct text whole, size_t start, size_t end)
{
	if (end > whole.size)
		end = whole.size;
	if (start > end)
		start = end;
	return (struct text){whole.bytes + start, end - start};
}

static inline bool text_equal(struct text a, struct text b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

static inline bool text_is(struct text a, const char *string)
{
	return text_equal(a, text_of(string));
}

/* Byte order; a prefix sorts first. */
int text_compare(struct text a, struct text b);
bool text_starts(struct text whole, const char *prefix);
/* Without spaces, tabs, CR and LF at both ends. */
struct text text_trim(struct text whole);
/* A NUL-terminated copy, yours. */
char *text_take(struct text text) MUST_CHECK;

/* The next line of *rest without its LF (and a CR before it); moves *rest behind it. False at the end. */
bool text_line(struct text *rest, struct text *line);

void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_add(struct buffer *buffer, struct text text);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_format(struct buffer *buffer, const char *format, ...) FORMAT(2, 3);
/* Puts `with` in the place of the bytes from `start` up to `end`. */
void buffer_replace(struct buffer *buffer, size_t start, size_t end, struct text with);
void buffer_clear(struct buffer *buffer);
/* Keeps the memory, forgets the bytes. */
void buffer_empty(struct buffer *buffer);

/* Borrowed until the next change; never NULL, NUL-terminated. */
const char *buffer_string(struct buffer *buffer);
/* The NUL-terminated bytes are yours, the buffer is empty again. */
char *buffer_take(struct buffer *buffer) MUST_CHECK;

static inline struct text buffer_text(const struct buffer *buffer)
{
	return (struct text){buffer->bytes ? buffer->bytes : "", buffer->size};
}

#endif
