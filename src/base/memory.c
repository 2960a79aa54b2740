#include "base/memory.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
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

/* The whole pages within the bytes; none where *start is not below *end. */
static void pages_within(uintptr_t *start, uintptr_t *end, const void *bytes, size_t size)
{
	const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	*start = ((uintptr_t)bytes + page - 1) & ~(page - 1);
	*end = ((uintptr_t)bytes + size) & ~(page - 1);
}

void memory_forget(void *bytes, size_t size)
{
	uintptr_t start, end;
	pages_within(&start, &end, bytes, size);
	if (end > start)
		madvise((void *)start, end - start, MADV_DONTNEED);
}

void memory_expect(size_t size)
{
	enum { MOST = 16 << 20, KEPT = 32 << 20 };
	size = size < MOST ? size : MOST;
	/* What is given back stays ours, and lies where small pieces are taken from. */
	mallopt(M_MMAP_THRESHOLD, KEPT);
	mallopt(M_TRIM_THRESHOLD, KEPT);
	char *room = malloc(size);
	uintptr_t start, end;
	pages_within(&start, &end, room, size);
	if (room && end > start) {
		madvise((void *)start, end - start, MADV_HUGEPAGE);
		madvise((void *)start, end - start, MADV_POPULATE_WRITE);
	}
	free(room);
}
