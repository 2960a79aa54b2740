#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"

int text_compare(struct text a, struct text b)
{
	size_t shorter = a.size < b.size ? a.size : b.size;
	int order = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;
	if (order)
		return order;
	return (a.size > b.size) - (a.size < b.size);
}

bool text_starts(struct text whole, const char *prefix)
{
	size_t size = strlen(prefix);
	return whole.size >= size && memcmp(whole.bytes, prefix, size) == 0;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

struct text text_trim(struct text whole)
{
	while (whole.size && is_blank(whole.bytes[0])) {
		whole.bytes++;
		whole.size--;
	}
	while (whole.size && is_blank(whole.bytes[whole.size - 1]))
		whole.size--;
	return whole;
}

char *text_take(struct text text)
{
	return memory_copy(text.bytes, text.size);
}

bool text_line(struct text *rest, struct text *line)
{
	if (rest->size == 0)
		return false;
	const char *end = memchr(rest->bytes, '\n', rest->size);
	size_t size = end ? (size_t)(end - rest->bytes) : rest->size;
	*line = (struct text){rest->bytes, size};
	size_t step = end ? size + 1 : size;
	rest->bytes += step;
	rest->size -= step;
	if (line->size && line->bytes[line->size - 1] == '\r')
		line->size--;
	return true;
}

void buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t needed = buffer->size + more + 1;
	if (needed <= buffer->capacity)
		return;
	size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
	if (capacity < needed)
		capacity = needed;
	buffer->bytes = memory_resize(buffer->bytes, capacity, 1);
	buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, struct text text)
{
	if (!text.size)
		return;
	buffer_reserve(buffer, text.size);
	memcpy(buffer->bytes + buffer->size, text.bytes, text.size);
	buffer->size += text.size;
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, text_of(string));
}

void buffer_add_byte(struct buffer *buffer, char byte)
{
	buffer_add(buffer, (struct text){&byte, 1});
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int size = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (size > 0) {
		buffer_reserve(buffer, (size_t)size);
		vsnprintf(buffer->bytes + buffer->size, (size_t)size + 1, format, again);
		buffer->size += (size_t)size;
	}
	va_end(again);
}

void buffer_replace(struct buffer *buffer, size_t start, size_t end, struct text with)
{
	size_t tail = buffer->size - end;
	size_t size = start + with.size + tail;
	if (size > buffer->size)
		buffer_reserve(buffer, size - buffer->size);
	if (!buffer->bytes)
		return;
	memmove(buffer->bytes + start + with.size, buffer->bytes + end, tail);
	if (with.size)
		memcpy(buffer->bytes + start, with.bytes, with.size);
	buffer->size = size;
}

void buffer_clear(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){0};
}

void buffer_empty(struct buffer *buffer)
{
	buffer->size = 0;
}

const char *buffer_string(struct buffer *buffer)
{
	buffer_reserve(buffer, 0);
	buffer->bytes[buffer->size] = '\0';
	return buffer->bytes;
}

char *buffer_take(struct buffer *buffer)
{
	buffer_string(buffer);
	char *bytes = buffer->bytes;
	*buffer = (struct buffer){0};
	return bytes;
}
