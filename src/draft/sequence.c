#include "draft/sequence.h"

#include <stdlib.h>

#include "base/memory.h"

enum { TABLE = 250000, DEPTH = 24, AHEAD = 64 };

struct match {
	size_t *pairs;
	const uint64_t *old, *new;
};

struct range {
	size_t old, old_end, new, new_end;
};

/* One key of either side, for finding those that stand once on each. */
struct key {
	uint64_t key;
	size_t at;
	bool new;
};

static int compare_keys(const void *a, const void *b)
{
	const struct key *left = a, *right = b;
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	if (left->new != right->new)
		return left->new ? 1 : -1;
	return (left->at > right->at) - (left->at < right->at);
}

struct anchor {
	size_t old, new;
};

static int compare_anchors(const void *a, const void *b)
{
	const struct anchor *left = a, *right = b;
	return (left->old > right->old) - (left->old < right->old);
}

/* Keys that stand once in each side of the range, by their place in the old one. */
static size_t find_unique(const struct match *match, struct range range, struct anchor *anchors)
{
	size_t count = 0, total = range.old_end - range.old + range.new_end - range.new, found = 0;
	struct key *keys = memory_new(total, sizeof *keys);
	for (size_t i = range.old; i < range.old_end; i++)
		keys[count++] = (struct key){match->old[i], i, false};
	for (size_t i = range.new; i < range.new_end; i++)
		keys[count++] = (struct key){match->new[i], i, true};
	qsort(keys, total, sizeof *keys, compare_keys);
	for (size_t i = 0, end; i < total; i = end) {
		for (end = i + 1; end < total && keys[end].key == keys[i].key; end++)
			;
		if (end - i == 2 && !keys[i].new &&keys[i + 1].new)
			anchors[found++] = (struct anchor){keys[i].at, keys[i + 1].at};
	}
	free(keys);
	qsort(anchors, found, sizeof *anchors, compare_anchors);
	return found;
}

/* Leaves the anchors that rise on both sides. */
static size_t keep_rising(struct anchor *anchors, size_t count)
{
	size_t *to = memory_new(count, sizeof *to), kept = 0;
	bool *keep = memory_new(count, sizeof *keep);
	for (size_t i = 0; i < count; i++)
		to[i] = anchors[i].new;
	sequence_rising(keep, to, NULL, count);
	for (size_t i = 0; i < count; i++)
		if (keep[i])
			anchors[kept++] = anchors[i];
	free(to);
	free(keep);
	return kept;
}

/* The plain table of the longest common subsequence, for small rests. */
static void match_table(struct match *match, struct range range)
{
	size_t rows = range.old_end - range.old, columns = range.new_end - range.new;
	unsigned int *table = memory_new((rows + 1) * (columns + 1), sizeof *table);
#define AT(i, j) table[(i) * (columns + 1) + (j)]
	for (size_t i = rows; i-- > 0;)
		for (size_t j = columns; j-- > 0;) {
			unsigned int down = AT(i + 1, j), right = AT(i, j + 1);
			AT(i, j) = match->old[range.old + i] == match->new[range.new + j] ? AT(i + 1, j + 1) + 1
				   : down > right                                         ? down
											  : right;
		}
	for (size_t i = 0, j = 0; i < rows && j < columns;) {
		if (match->old[range.old + i] == match->new[range.new + j])
			match->pairs[range.old + i++] = range.new + j++;
		else if (AT(i + 1, j) >= AT(i, j + 1))
			i++;
		else
			j++;
	}
#undef AT
	free(table);
}

/* For large rests of repeated keys: the next equal one, not far ahead. */
static void match_greedy(struct match *match, struct range range)
{
	size_t from = range.new;
	for (size_t i = range.old; i < range.old_end; i++)
		for (size_t j = from; j < range.new_end && j < from + AHEAD; j++)
			if (match->old[i] == match->new[j]) {
				match->pairs[i] = j;
				from = j + 1;
				break;
			}
}

static void match_range(struct match *match, struct range range, int depth)
{
	while (range.old < range.old_end && range.new < range.new_end && match->old[range.old] == match->new[range.new])
		match->pairs[range.old++] = range.new ++;
	while (range.old < range.old_end && range.new < range.new_end &&
		match->old[range.old_end - 1] == match->new[range.new_end - 1])
		match->pairs[--range.old_end] = --range.new_end;
	size_t rows = range.old_end - range.old, columns = range.new_end - range.new;
	if (!rows || !columns)
		return;
	struct anchor *anchors = memory_new(rows < columns ? rows : columns, sizeof *anchors);
	size_t count = depth < DEPTH ? find_unique(match, range, anchors) : 0;
	count = keep_rising(anchors, count);
	if (!count) {
		if (rows < TABLE / columns)
			match_table(match, range);
		else
			match_greedy(match, range);
	}
	for (size_t i = 0; count && i <= count; i++) {
		struct range part = {range.old, i < count ? anchors[i].old : range.old_end, range.new,
			i < count ? anchors[i].new : range.new_end};
		match_range(match, part, depth + 1);
		if (i == count)
			break;
		match->pairs[anchors[i].old] = anchors[i].new;
		range.old = anchors[i].old + 1;
		range.new = anchors[i].new + 1;
	}
	free(anchors);
}

void sequence_match(size_t *pairs, const uint64_t *old, size_t old_count, const uint64_t *new, size_t new_count)
{
	for (size_t i = 0; i < old_count; i++)
		pairs[i] = (size_t)-1;
	struct match match = {pairs, old, new};
	match_range(&match, (struct range){0, old_count, 0, new_count}, 0);
}

/* The best run that starts at a pair. */
struct run {
	size_t count, weight;
};

static bool better(struct run a, struct run b)
{
	return a.count != b.count ? a.count > b.count : a.weight > b.weight;
}

/* A Fenwick tree over to[] from above: the best run among those that start at `from` or higher. */
static struct run best_from(const struct run *tree, size_t size, size_t from)
{
	struct run best = {0};
	for (size_t i = size - from; i > 0; i &= i - 1)
		if (better(tree[i], best))
			best = tree[i];
	return best;
}

static void put_run(struct run *tree, size_t size, size_t at, struct run run)
{
	for (size_t i = size - at; i <= size; i += i & -i)
		if (better(run, tree[i]))
			tree[i] = run;
}

void sequence_rising(bool *keep, const size_t *to, const size_t *weight, size_t count)
{
	size_t size = 0, last = 0;
	bool rising = true;
	for (size_t i = 0; i < count; i++) {
		keep[i] = true;
		rising = rising && (i == 0 || to[i] > to[i - 1]);
		size = to[i] >= size ? to[i] + 1 : size;
	}
	if (rising)
		return;
	struct run *tree = memory_new(size + 1, sizeof *tree), *runs = memory_new(count, sizeof *runs), need = {0};
	for (size_t i = count; i-- > 0;) {
		struct run after = to[i] + 1 < size ? best_from(tree, size, to[i] + 1) : (struct run){0};
		runs[i] = (struct run){after.count + 1, after.weight + (weight ? weight[i] : 1)};
		put_run(tree, size, to[i], runs[i]);
		if (better(runs[i], need))
			need = runs[i];
	}
	for (size_t i = 0; i < count; i++) {
		keep[i] = need.count && runs[i].count == need.count && runs[i].weight == need.weight && to[i] >= last;
		if (!keep[i])
			continue;
		last = to[i] + 1;
		need.count--;
		need.weight -= weight ? weight[i] : 1;
	}
	free(tree);
	free(runs);
}
