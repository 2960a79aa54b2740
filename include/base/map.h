/* map - from bytes to a number (open addressing)
 *
 * Keys are copied. A zeroed map is an empty one. There is no removal.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct map_slot {
	char *key; /* NULL: free */
	size_t size;
	uint64_t hash;
	size_t value;
};

struct map {
	struct map_slot *slots;
	size_t count, capacity;
};

/* Sets key to value; true when the key is new, else the old value is replaced. */
bool map_put(struct map *map, struct text key, size_t value);
bool map_find(const struct map *map, struct text key, size_t *value);
void map_clear(struct map *map);

#endif
