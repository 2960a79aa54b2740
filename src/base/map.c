#include "base/map.h"

#include "base/memory.h"

/* Eight bytes a step: keys are lines and paragraphs, too. */
static uint64_t map_hash(struct text key)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	uint64_t hash = odd ^ key.size, word;
	for (; key.size >= sizeof word; key = text_part(key, sizeof word, key.size)) {
		memcpy(&word, key.bytes, sizeof word);
		hash = (hash ^ word) * odd;
		hash ^= hash >> 32;
	}
	word = 0;
	if (key.size)
		memcpy(&word, key.bytes, key.size);
	hash = (hash ^ word) * odd;
	return hash ^ hash >> 32;
}

/* The slot that holds the key, or the free one where it would go. */
static struct map_slot *map_slot(const struct map *map, struct text key, uint64_t hash)
{
	size_t at = hash & (map->capacity - 1);
	for (;; at = (at + 1) & (map->capacity - 1)) {
		struct map_slot *slot = &map->slots[at];
		if (!slot->key)
			return slot;
		if (slot->hash == hash && text_equal((struct text){slot->key, slot->size}, key))
			return slot;
	}
}

static void map_grow(struct map *map)
{
	struct map old = *map;
	map->capacity = old.capacity ? old.capacity * 2 : 32;
	map->slots = memory_new(map->capacity, sizeof *map->slots);
	for (size_t i = 0; i < old.capacity; i++) {
		struct map_slot *slot = &old.slots[i];
		if (slot->key)
			*map_slot(map, (struct text){slot->key, slot->size}, slot->hash) = *slot;
	}
	free(old.slots);
}

bool map_put(struct map *map, struct text key, size_t value)
{
	if (map->count * 3 >= map->capacity * 2)
		map_grow(map);
	uint64_t hash = map_hash(key);
	struct map_slot *slot = map_slot(map, key, hash);
	bool new = !slot->key;
	if (new) {
		slot->key = text_take(key);
		slot->size = key.size;
		slot->hash = hash;
		map->count++;
	}
	slot->value = value;
	return new;
}

bool map_find(const struct map *map, struct text key, size_t *value)
{
	if (!map->count)
		return false;
	const struct map_slot *slot = map_slot(map, key, map_hash(key));
	if (!slot->key)
		return false;
	*value = slot->value;
	return true;
}

void map_clear(struct map *map)
{
	for (size_t i = 0; i < map->capacity; i++)
		free(map->slots[i].key);
	free(map->slots);
	*map = (struct map){0};
}
