#include "annotation/distance.h"

#include <string.h>

#include "base/memory.h"

enum { BITS = 64, SLOTS_LEAST = 256 };

/* For each different point of the pattern a row of `blocks` words: bit i says that the pattern has it at i. Row 0 is
 * empty, for points the pattern lacks. Found through an open-addressed table. */
struct profile {
	size_t blocks, mask, rows;
	int32_t *keys;
	uint32_t *slots;
	uint64_t *bits;
};

static size_t slot_of(const struct profile *profile, int32_t point)
{
	size_t slot = ((uint32_t)point * 2654435761u >> 8) & profile->mask;
	while (profile->slots[slot] && profile->keys[slot] != point)
		slot = (slot + 1) & profile->mask;
	return slot;
}

static void profile_make(struct profile *out, const int32_t *pattern, size_t size)
{
	size_t slots = SLOTS_LEAST;
	while (slots < size * 2)
		slots *= 2;
	*out = (struct profile){.blocks = (size + BITS - 1) / BITS, .mask = slots - 1, .rows = 1};
	out->keys = memory_new(slots, sizeof *out->keys);
	out->slots = memory_new(slots, sizeof *out->slots);
	for (size_t i = 0; i < size; i++) {
		size_t slot = slot_of(out, pattern[i]);
		if (!out->slots[slot])
			out->slots[slot] = (uint32_t)out->rows++;
		out->keys[slot] = pattern[i];
	}
	out->bits = memory_new(out->rows * out->blocks, sizeof *out->bits);
	for (size_t i = 0; i < size; i++) {
		size_t row = out->slots[slot_of(out, pattern[i])];
		out->bits[row * out->blocks + i / BITS] |= UINT64_C(1) << (i % BITS);
	}
}

static void profile_clear(struct profile *profile)
{
	free(profile->keys);
	free(profile->slots);
	free(profile->bits);
}

/* One column of one block: `plus` and `minus` are where the distance grows or shrinks from row to row; *step comes in
 * as the difference along the row above the block and leaves as that along its row `last`. */
static void advance(uint64_t *plus, uint64_t *minus, uint64_t equal, unsigned int last, int *step)
{
	uint64_t down = equal | *minus;
	if (*step < 0)
		equal |= 1;
	uint64_t across = (((equal & *plus) + *plus) ^ *plus) | equal;
	uint64_t grow = *minus | ~(across | *plus);
	uint64_t shrink = *plus & across;
	int leaving = (int)(grow >> last & 1) - (int)(shrink >> last & 1);
	grow = grow << 1 | (*step > 0);
	shrink = shrink << 1 | (*step < 0);
	*plus = shrink | ~(down | grow);
	*minus = grow & down;
	*step = leaving;
}

void distance_run(size_t *distances, const int32_t *pattern, size_t pattern_size, const int32_t *points, size_t size,
	bool anchored)
{
	struct profile profile;
	profile_make(&profile, pattern, pattern_size);
	uint64_t *plus = memory_new(profile.blocks, sizeof *plus);
	uint64_t *minus = memory_new(profile.blocks, sizeof *minus);
	memset(plus, 0xff, profile.blocks * sizeof *plus);
	distances[0] = pattern_size;
	for (size_t j = 0; j < size; j++) {
		const uint64_t *row = profile.bits + profile.slots[slot_of(&profile, points[j])] * profile.blocks;
		int step = anchored ? 1 : 0;
		for (size_t b = 0; b < profile.blocks; b++) {
			unsigned int last = b + 1 < profile.blocks ? BITS - 1 : (pattern_size - 1) % BITS;
			advance(&plus[b], &minus[b], row[b], last, &step);
		}
		distances[j + 1] = distances[j] + (size_t)step;
	}
	free(plus);
	free(minus);
	profile_clear(&profile);
}
