#include "oracle/changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "oracle/relation.h"

struct hunk {
	size_t from, to;   /* in the old words */
	size_t start, end; /* in the new */
};

struct hunks {
	struct hunk *items;
	size_t count, capacity;
};

/* For each old word its place in the new ones, if it stays. */
static size_t *find_kept(const struct model_words *old, const struct model_words *new)
{
	size_t *place = memory_new(old->count, sizeof *place), *to = memory_new(old->count, sizeof *to), count = 0;
	bool *keep = memory_new(old->count, sizeof *keep);
	for (size_t i = 0; i < old->count; i++) {
		place[i] = model_words_find(new, old->items[i]);
		if (place[i] != MODEL_NONE)
			to[count++] = place[i];
	}
	relation_rising(keep, to, NULL, count);
	for (size_t i = 0, at = 0; i < old->count; i++)
		if (place[i] != MODEL_NONE && !keep[at++])
			place[i] = MODEL_NONE;
	free(to);
	free(keep);
	return place;
}

static void find_hunks(struct hunks *out, const struct model_words *old, const struct model_words *new)
{
	size_t *kept = find_kept(old, new), j = 0;
	for (size_t i = 0; i <= old->count; i++) {
		struct hunk hunk = {i, i, j, new->count};
		while (hunk.to < old->count && kept[hunk.to] == MODEL_NONE)
			hunk.to++;
		i = hunk.to;
		if (i < old->count)
			hunk.end = kept[i];
		if (hunk.to > hunk.from || hunk.end > hunk.start)
			*ARRAY_ADD(out->items, out->count, out->capacity) = hunk;
		j = hunk.end + 1;
	}
	free(kept);
}

static bool same_hunk(
	const struct hunk *a, const struct model_words *x, const struct hunk *b, const struct model_words *y)
{
	size_t size = a->end - a->start;
	return a->from == b->from && a->to == b->to && size == b->end - b->start &&
	       (!size || !memcmp(x->items + a->start, y->items + b->start, size * sizeof *x->items));
}

bool changes_collide(const struct model_words *base, const struct model_words *x, const struct model_words *y)
{
	struct hunks a = {0}, b = {0};
	bool collide = false;
	find_hunks(&a, base, x);
	find_hunks(&b, base, y);
	for (size_t i = 0; i < a.count; i++)
		for (size_t j = 0; j < b.count; j++)
			collide |= a.items[i].from <= b.items[j].to && b.items[j].from <= a.items[i].to &&
				   !same_hunk(&a.items[i], x, &b.items[j], y);
	free(a.items);
	free(b.items);
	return collide;
}

/* Whether an earlier side has the same change. */
static bool is_again(const struct hunks *all, const struct model_words **sides, size_t side, const struct hunk *hunk)
{
	for (size_t j = 0; j < side; j++)
		for (size_t k = 0; k < all[j].count; k++)
			if (same_hunk(&all[j].items[k], sides[j], hunk, sides[side]))
				return true;
	return false;
}

void changes_put(
	struct model_words *out, const struct model_words *base, const struct model_words **sides, size_t count)
{
	struct hunks *all = memory_new(count, sizeof *all);
	size_t *next = memory_new(count, sizeof *next);
	for (size_t i = 0; i < count; i++)
		find_hunks(&all[i], base, sides[i]);
	for (size_t at = 0; at <= base->count; at++) {
		size_t skip = at;
		for (size_t i = 0; i < count; i++) {
			if (next[i] == all[i].count || all[i].items[next[i]].from != at)
				continue;
			const struct hunk *hunk = &all[i].items[next[i]++];
			bool again = is_again(all, sides, i, hunk);
			for (size_t j = hunk->start; !again && j < hunk->end; j++)
				model_words_add(out, sides[i]->items[j]);
			skip = hunk->to > skip ? hunk->to : skip;
		}
		if (skip == at && at < base->count)
			model_words_add(out, base->items[at]);
		else if (skip > at)
			at = skip - 1;
	}
	for (size_t i = 0; i < count; i++)
		free(all[i].items);
	free(all);
	free(next);
}

bool changes_in_order(const struct model_words *old, const struct model_words *new)
{
	size_t last = 0;
	for (size_t i = 0; i < new->count; i++) {
		size_t at = model_words_find(old, new->items[i]);
		if (at != MODEL_NONE && at < last)
			return false;
		last = at == MODEL_NONE ? last : at;
	}
	return true;
}
