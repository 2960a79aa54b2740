#include "base/array.h"

void *array_add(void **items, size_t *count, size_t *capacity, size_t size)
{
	if (*count == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 8;
		*items = memory_resize(*items, *capacity, size);
	}
	char *item = (char *)*items + *count * size;
	memset(item, 0, size);
	(*count)++;
	return item;
}

void array_remove(void *items, size_t *count, size_t at, size_t size)
{
	char *bytes = items;
	memmove(bytes + at * size, bytes + (at + 1) * size, (*count - at - 1) * size);
	(*count)--;
}
