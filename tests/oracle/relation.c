#include "oracle/relation.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"

void relation_rising(bool *keep, const size_t *to, const size_t *weight, size_t count)
{
	size_t *length = memory_new(count, sizeof *length), *sum = memory_new(count, sizeof *sum);
	size_t most = 0, heaviest = 0, last = 0;
	for (size_t i = count; i-- > 0;) {
		for (size_t j = i + 1; j < count; j++)
			if (to[j] > to[i] && (length[j] > length[i] || (length[j] == length[i] && sum[j] > sum[i]))) {
				length[i] = length[j];
				sum[i] = sum[j];
			}
		length[i]++;
		sum[i] += weight ? weight[i] : 1;
		if (length[i] > most || (length[i] == most && sum[i] > heaviest)) {
			most = length[i];
			heaviest = sum[i];
		}
	}
	for (size_t i = 0; i < count; i++) {
		keep[i] = most && length[i] == most && sum[i] == heaviest && to[i] >= last;
		if (!keep[i])
			continue;
		last = to[i] + 1;
		most--;
		heaviest -= weight ? weight[i] : 1;
	}
	free(length);
	free(sum);
}

/* --- pairs */

struct likeness {
	size_t old, new, common, score;
};

struct work {
	struct relation *out;
	const struct model_text *old, *new;
	size_t *old_gap, *new_gap;
	struct likeness *alike; /* all pairs that share at least half of the shorter one's words, the best first */
	size_t count, capacity;
};

static void pair(struct relation *out, size_t old, size_t new)
{
	out->to_new[old] = new;
	out->to_old[new] = old;
}

static bool same_words(const struct work *work, size_t old, size_t new)
{
	return model_words_equal(&work->old->items[old].words, &work->new->items[new].words);
}

static size_t distance(const struct likeness *pair)
{
	return pair->old > pair->new ? pair->old - pair->new : pair->new - pair->old;
}

static int by_likeness(const void *one, const void *two)
{
	const struct likeness *a = one, *b = two;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (distance(a) != distance(b))
		return distance(a) < distance(b) ? -1 : 1;
	return a->old != b->old ? (a->old < b->old ? -1 : 1) : (a->new > b->new) - (a->new < b->new);
}

static void compare(struct work *work)
{
	size_t most = 0;
	for (size_t i = 0; i < work->new->count; i++)
		for (size_t j = 0; j < work->new->items[i].words.count; j++)
			most = work->new->items[i].words.items[j] > most ? work->new->items[i].words.items[j] : most;
	size_t *holder = memory_new(most + 1, sizeof *holder);
	for (size_t i = 0; i < work->new->count; i++)
		for (size_t j = 0; j < work->new->items[i].words.count; j++)
			holder[work->new->items[i].words.items[j]] = i + 1;
	for (size_t i = 0; i < work->old->count; i++) {
		const struct model_words *words = &work->old->items[i].words;
		size_t *common = memory_new(work->new->count, sizeof *common);
		for (size_t j = 0; j < words->count; j++)
			if (words->items[j] <= most && holder[words->items[j]])
				common[holder[words->items[j]] - 1]++;
		for (size_t j = 0; j < work->new->count; j++) {
			size_t other = work->new->items[j].words.count, sum = words->count + other;
			if (common[j] && common[j] * 2 >= (words->count < other ? words->count : other))
				*ARRAY_ADD(work->alike, work->count, work->capacity) =
					(struct likeness){i, j, common[j], common[j] * 2000 / sum};
		}
		free(common);
	}
	if (work->count)
		qsort(work->alike, work->count, sizeof *work->alike, by_likeness);
	free(holder);
}

/* Those with equal words that are in order, and between which of them the others stand. */
static void pair_in_order(struct work *work)
{
	size_t *olds = memory_new(work->count, sizeof *olds), *to = memory_new(work->count, sizeof *to), count = 0;
	bool *keep = memory_new(work->count, sizeof *keep);
	for (size_t i = 0; i < work->old->count; i++)
		for (size_t j = 0; j < work->count; j++)
			if (work->alike[j].old == i && same_words(work, i, work->alike[j].new)) {
				olds[count] = i;
				to[count++] = work->alike[j].new;
				break;
			}
	relation_rising(keep, to, NULL, count);
	for (size_t i = 0; i < count; i++)
		if (keep[i])
			pair(work->out, olds[i], to[i]);
	for (size_t i = 0, gap = 0; i < work->old->count; i++)
		work->old_gap[i] = gap += work->out->to_new[i] != MODEL_NONE;
	for (size_t i = 0, gap = 0; i < work->new->count; i++)
		work->new_gap[i] = gap += work->out->to_old[i] != MODEL_NONE;
	free(olds);
	free(to);
	free(keep);
}

enum where { EQUAL_ANYWHERE, IN_GAP, ANYWHERE };

static bool fits(const struct work *work, const struct likeness *pair, enum where where)
{
	if (where == EQUAL_ANYWHERE)
		return pair->common > 2 && same_words(work, pair->old, pair->new);
	if (where == IN_GAP)
		return work->old_gap[pair->old] == work->new_gap[pair->new];
	return same_words(work, pair->old, pair->new) ? pair->common > 1 : pair->score >= 500 && pair->common > 2;
}

static void pair_best(struct work *work, enum where where)
{
	struct relation *out = work->out;
	for (size_t i = 0; i < work->count; i++) {
		const struct likeness *found = &work->alike[i];
		if (out->to_new[found->old] == MODEL_NONE && out->to_old[found->new] == MODEL_NONE &&
			fits(work, found, where))
			pair(out, found->old, found->new);
	}
}

static void find_moved(struct work *work)
{
	struct relation *out = work->out;
	size_t *to = memory_new(out->old_count, sizeof *to), *weight = memory_new(out->old_count, sizeof *weight);
	bool *keep = memory_new(out->old_count, sizeof *keep);
	size_t count = 0;
	for (size_t i = 0; i < out->old_count; i++)
		if (out->to_new[i] != MODEL_NONE) {
			weight[count] = work->old->items[i].words.count;
			to[count++] = out->to_new[i];
		}
	relation_rising(keep, to, weight, count);
	for (size_t i = 0; i < count; i++)
		out->moved[to[i]] = !keep[i];
	free(to);
	free(weight);
	free(keep);
}

/* --- what was divided (and, the other way round, joined) */

struct side {
	const struct model_text *mine, *other;
	const size_t *partner;
	size_t *part_of;
};

/* How many words of a part its whole had on the other side, and has no more. */
static size_t taken(const struct side *side, size_t part, size_t whole)
{
	const struct model_words *words = &side->mine->items[part].words;
	size_t count = 0;
	for (size_t i = 0; i < words->count; i++)
		count += model_words_find(&side->other->items[side->partner[whole]].words, words->items[i]) !=
				 MODEL_NONE &&
			 model_words_find(&side->mine->items[whole].words, words->items[i]) == MODEL_NONE;
	return count;
}

/* What stands between the parts of one paragraph belongs to it, too, if it is not much. */
static void find_whole(struct side *side, size_t part, bool behind)
{
	enum { FEW = 4 };
	size_t whole = MODEL_NONE, at = part;
	for (size_t i = 0; whole == MODEL_NONE && i <= FEW && (behind ? at + 1 < side->mine->count : at > 0); i++) {
		at = behind ? at + 1 : at - 1;
		whole = side->partner[at] != MODEL_NONE ? at : side->part_of[at];
	}
	if (whole == MODEL_NONE || taken(side, part, whole) * 2 < side->mine->items[part].words.count)
		return;
	for (size_t i = part < whole ? part : whole; i <= part || i <= whole; i++)
		if (side->partner[i] == MODEL_NONE)
			side->part_of[i] = whole;
}

static void find_parts(struct side *side)
{
	for (size_t i = 0; i < side->mine->count; i++)
		if (side->partner[i] == MODEL_NONE && side->part_of[i] == MODEL_NONE)
			find_whole(side, i, false);
	for (size_t i = side->mine->count; i-- > 0;)
		if (side->partner[i] == MODEL_NONE && side->part_of[i] == MODEL_NONE)
			find_whole(side, i, true);
}

/* --- strangers: as many on both sides between two pairs */

static bool is_free(const size_t *partner, const size_t *part_of, size_t at)
{
	return partner[at] == MODEL_NONE && part_of[at] == MODEL_NONE;
}

static void pair_strangers(struct relation *out)
{
	for (size_t i = 0, end; i < out->old_count; i = end + 1) {
		size_t j = 0, last;
		for (end = i; end < out->old_count && is_free(out->to_new, out->joined_to, end); end++)
			;
		if (end == i || (i && out->to_new[i - 1] == MODEL_NONE))
			continue;
		if (i)
			j = out->to_new[i - 1] + 1;
		for (last = j; last < out->new_count && is_free(out->to_old, out->split_from, last); last++)
			;
		if (last - j != end - i || (end == out->old_count ? last != out->new_count : out->to_new[end] != last))
			continue;
		out->strangers = true;
		for (; i < end; i++, j++)
			pair(out, i, j);
	}
}

static size_t *all_none(size_t count)
{
	size_t *list = memory_new(count, sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = MODEL_NONE;
	return list;
}

void relation_run(struct relation *out, const struct model_text *old, const struct model_text *new)
{
	*out = (struct relation){old->count, new->count, all_none(old->count), all_none(new->count),
		memory_new(new->count, sizeof(bool)), all_none(new->count), all_none(old->count), false};
	struct work work = {.out = out,
		.old = old,
		.new = new,
		.old_gap = memory_new(old->count, sizeof(size_t)),
		.new_gap = memory_new(new->count, sizeof(size_t))};
	compare(&work);
	pair_in_order(&work);
	pair_best(&work, EQUAL_ANYWHERE);
	pair_best(&work, IN_GAP);
	pair_best(&work, ANYWHERE);
	find_moved(&work);
	find_parts(&(struct side){new, old, out->to_old, out->split_from});
	find_parts(&(struct side){old, new, out->to_new, out->joined_to});
	pair_strangers(out);
	free(work.old_gap);
	free(work.new_gap);
	free(work.alike);
}

void relation_clear(struct relation *relation)
{
	free(relation->to_new);
	free(relation->to_old);
	free(relation->moved);
	free(relation->split_from);
	free(relation->joined_to);
	*relation = (struct relation){0};
}

size_t relation_neighbour(const struct relation *relation, size_t old)
{
	while (old-- > 0)
		if (relation->to_new[old] != MODEL_NONE && !relation->moved[relation->to_new[old]])
			return relation->to_new[old];
	return MODEL_NONE;
}

size_t relation_last_part(const struct relation *relation, size_t new)
{
	size_t last = new;
	while (new != MODEL_NONE && last + 1 < relation->new_count && relation->split_from[last + 1] == new)
		last++;
	return last;
}

size_t relation_last_joined(const struct relation *relation, size_t old)
{
	size_t last = old;
	for (size_t i = old + 1; i < relation->old_count; i++)
		last = relation->joined_to[i] == old ? i : last;
	return last;
}
