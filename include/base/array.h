/* array - a growing run of items of one type
 *
 * An array is three fields of its owner: `T *items; size_t count; size_t capacity;` (any names). ARRAY_ADD() gives the
 * address of a new zeroed item at the end; addresses are good until the next addition. Free `items` with free().
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>
#include <string.h>

#include "base/memory.h"

/* Room for one more item of `size` bytes in *items, zeroed; returns its address and counts it. */
void *array_add(void **items, size_t *count, size_t *capacity, size_t size);

#define ARRAY_ADD(items, count, capacity)                                                                              \
	((__typeof__(items))array_add((void **)&(items), &(count), &(capacity), sizeof *(items)))

/* Takes item `at` out and moves the later ones down. */
void array_remove(void *items, size_t *count, size_t at, size_t size);

#define ARRAY_REMOVE(items, count, at) array_remove((items), &(count), (at), sizeof *(items))

#define ARRAY_SIZE(fixed) (sizeof(fixed) / sizeof *(fixed))

#endif
