#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void memory_end(void)
{
	static const char words[] = "paraphe: out of memory; what was saved is safe\n";
	ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
	(void)written;
	_exit(2);
}

void *memory_new(size_t count, size_t size)
{
	void *new = calloc(count ? count : 1, size ? size : 1);
	if (!new)
		memory_end();
	return new;
}

void *memory_resize(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_end();
	size_t bytes = count * size;
	void *new = realloc(old, bytes ? bytes : 1);
	if (!new)
		memory_end();
	return new;
}

char *memory_copy(const void *bytes, size_t size)
{
	char *copy = memory_resize(NULL, size + 1, 1);
	if (size)
		memcpy(copy, bytes, size);
	copy[size] = '\0';
	return copy;
}

char *memory_string(const char *string)
{
	return string ? memory_copy(string, strlen(string)) : NULL;
}

char *memory_format(const char *format, ...)
{
	char *string = NULL;
	va_list arguments;
	va_start(arguments, format);
	int size = vasprintf(&string, format, arguments);
	va_end(arguments);
	if (size < 0)
		memory_end();
	return string;
}
