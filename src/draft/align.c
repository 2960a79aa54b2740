#include "draft/align.h"

#include "base/memory.h"
#include "draft/likeness.h"
#include "draft/passage.h"
#include "draft/sequence.h"

struct pairing {
	struct align *align;
	struct side_by_side sides;
	size_t *old_gap, *new_gap; /* equal numbers: both stand between the same two pairs of equal words */
};

static void pair(struct align *align, size_t old_block, size_t new_block)
{
	align->to_new[old_block] = new_block;
	align->to_old[new_block] = old_block;
}

static uint64_t key_of(const struct block *block)
{
	return block->words ^ ((uint64_t)block->kind * 0x9e3779b97f4a7c15u);
}

static void pair_equal(struct pairing *pairing)
{
	const struct draft *old = pairing->sides.old, *new = pairing->sides.new;
	uint64_t *old_keys = memory_new(old->count, sizeof *old_keys);
	uint64_t *new_keys = memory_new(new->count, sizeof *new_keys);
	size_t *pairs = memory_new(old->count, sizeof *pairs);
	for (size_t i = 0; i < old->count; i++)
		old_keys[i] = key_of(&old->blocks[i]);
	for (size_t i = 0; i < new->count; i++)
		new_keys[i] = key_of(&new->blocks[i]);
	sequence_match(pairs, old_keys, old->count, new_keys, new->count);
	for (size_t i = 0; i < old->count; i++)
		if (pairs[i] != ALIGN_NONE)
			pair(pairing->align, i, pairs[i]);
	free(old_keys);
	free(new_keys);
	free(pairs);
}

static void pair_same(struct align *align)
{
	for (size_t i = 0; i < align->old_count; i++)
		pair(align, i, i);
}

static void number_gaps(size_t *gap, const size_t *partner, size_t count)
{
	for (size_t i = 0, number = 0; i < count; i++) {
		number += partner[i] != ALIGN_NONE;
		gap[i] = number;
	}
}

/* Blocks without a partner that have words. */
static size_t find_free(size_t *out, const struct draft *draft, const size_t *partner)
{
	size_t count = 0;
	for (size_t i = 0; i < draft->count; i++) {
		enum block_kind kind = draft->blocks[i].kind;
		if (partner[i] == ALIGN_NONE && kind != BLOCK_BREAK && kind != BLOCK_EMPTY_ITEM &&
			passage_bag(draft, i)->count)
			out[count++] = i;
	}
	return count;
}

static size_t distance(const struct likeness *pair)
{
	return pair->old_block > pair->new_block ? pair->old_block - pair->new_block
						 : pair->new_block - pair->old_block;
}

static int compare_likeness(const void *a, const void *b)
{
	const struct likeness *left = a, *right = b;
	unsigned int better = left->score + (left->same_kind ? 100 : 0);
	unsigned int worse = right->score + (right->same_kind ? 100 : 0);
	if (better != worse)
		return better > worse ? -1 : 1;
	if (distance(left) != distance(right))
		return distance(left) < distance(right) ? -1 : 1;
	if (left->old_block != right->old_block)
		return left->old_block < right->old_block ? -1 : 1;
	return (left->new_block > right->new_block) - (left->new_block < right->new_block);
}

/* What is alike in the same gap first, then what is alike anywhere. Far apart, half of a short paragraph's words is
 * chance: there it must be half of both, and more than a word or two. */
static bool fits(const struct pairing *pairing, const struct likeness *pair, bool anywhere)
{
	if (!anywhere)
		return pairing->old_gap[pair->old_block] == pairing->new_gap[pair->new_block];
	return pair->equal ? pair->common > 1 : pair->score >= 500 && pair->common > 2;
}

static void pair_best(struct pairing *pairing, struct likenesses *alike, bool anywhere)
{
	struct align *align = pairing->align;
	if (alike->count)
		qsort(alike->items, alike->count, sizeof *alike->items, compare_likeness);
	for (size_t i = 0; i < alike->count; i++) {
		const struct likeness *found = &alike->items[i];
		if (align->to_new[found->old_block] == ALIGN_NONE && align->to_old[found->new_block] == ALIGN_NONE &&
			fits(pairing, found, anywhere))
			pair(align, found->old_block, found->new_block);
	}
}

/* Blocks without a partner that have words, of both sides. */
struct rest {
	size_t *olds, *news, old_count, new_count;
};

static void find_rest(struct rest *rest, struct pairing *pairing)
{
	const struct side_by_side *sides = &pairing->sides;
	rest->old_count = find_free(rest->olds, sides->old, pairing->align->to_new);
	rest->new_count = find_free(rest->news, sides->new, pairing->align->to_old);
}

/* A block by its words and its kind. */
struct keyed {
	uint64_t key;
	size_t block;
};

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed *left = a, *right = b;
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	return (left->block > right->block) - (left->block < right->block);
}

static struct keyed *sort_keyed(const struct draft *draft, const size_t *blocks, size_t count)
{
	struct keyed *keyed = memory_new(count, sizeof *keyed);
	for (size_t i = 0; i < count; i++)
		keyed[i] = (struct keyed){key_of(&draft->blocks[blocks[i]]), blocks[i]};
	qsort(keyed, count, sizeof *keyed, compare_keyed);
	return keyed;
}

/* The same words at another place are a move, whatever else is alike; but a word or two may be chance. */
static void pair_equal_anywhere(struct pairing *pairing, const struct rest *rest)
{
	struct keyed *olds = sort_keyed(pairing->sides.old, rest->olds, rest->old_count);
	struct keyed *news = sort_keyed(pairing->sides.new, rest->news, rest->new_count);
	for (size_t i = 0, j = 0; i < rest->old_count && j < rest->new_count;) {
		if (olds[i].key != news[j].key) {
			if (olds[i].key < news[j].key)
				i++;
			else
				j++;
			continue;
		}
		if (passage_bag(pairing->sides.old, olds[i].block)->count > 2)
			pair(pairing->align, olds[i].block, news[j].block);
		i++;
		j++;
	}
	free(olds);
	free(news);
}

/* In a small gap all are compared; in a large one those that stand about as far from its start. */
static void compare_gap(struct pairing *pairing, struct likenesses *alike, const size_t *olds, size_t old_count,
	const size_t *news, size_t new_count)
{
	enum { ALL = 1024, AROUND = 6 };
	for (size_t i = 0; i < old_count; i++) {
		size_t middle = i * new_count / old_count, first = 0, last = new_count;
		if (old_count > ALL / new_count) {
			first = middle > AROUND ? middle - AROUND : 0;
			last = middle + AROUND < new_count ? middle + AROUND : new_count;
		}
		for (size_t j = first; j < last; j++)
			likeness_compare(alike, &pairing->sides, olds[i], news[j]);
	}
}

static void compare_gaps(struct pairing *pairing, struct likenesses *alike, const struct rest *rest)
{
	size_t i = 0, j = 0;
	while (i < rest->old_count && j < rest->new_count) {
		size_t gap = pairing->old_gap[rest->olds[i]], other = pairing->new_gap[rest->news[j]];
		size_t i_end = i, j_end = j;
		while (gap <= other && i_end < rest->old_count && pairing->old_gap[rest->olds[i_end]] == gap)
			i_end++;
		while (other <= gap && j_end < rest->new_count && pairing->new_gap[rest->news[j_end]] == other)
			j_end++;
		if (gap == other)
			compare_gap(pairing, alike, rest->olds + i, i_end - i, rest->news + j, j_end - j);
		i = i_end;
		j = j_end;
	}
}

static void pair_alike(struct pairing *pairing)
{
	const struct side_by_side *sides = &pairing->sides;
	struct rest rest = {
		memory_new(sides->old->count, sizeof(size_t)), memory_new(sides->new->count, sizeof(size_t)), 0, 0};
	struct likenesses alike = {0};
	find_rest(&rest, pairing);
	pair_equal_anywhere(pairing, &rest);
	find_rest(&rest, pairing);
	compare_gaps(pairing, &alike, &rest);
	pair_best(pairing, &alike, false);
	alike.count = 0;
	find_rest(&rest, pairing);
	likeness_find(&alike, sides, rest.olds, rest.old_count, rest.news, rest.new_count);
	pair_best(pairing, &alike, false);
	pair_best(pairing, &alike, true);
	free(alike.items);
	free(rest.olds);
	free(rest.news);
}

/* What has no words to be known by: breaks, and an empty item that was filled or emptied. In one gap, in order. */
static bool same_place(const struct block *old, const struct block *new)
{
	if (old->kind == BLOCK_BREAK || new->kind == BLOCK_BREAK)
		return old->kind == new->kind;
	bool empty = old->kind == BLOCK_EMPTY_ITEM || new->kind == BLOCK_EMPTY_ITEM;
	return empty && old->item_start && new->item_start && old->list_depth == new->list_depth;
}

static void pair_wordless(struct pairing *pairing)
{
	struct align *align = pairing->align;
	size_t j = 0;
	for (size_t i = 0; i < align->old_count; i++) {
		if (align->to_new[i] != ALIGN_NONE)
			continue;
		while (j < align->new_count && pairing->new_gap[j] < pairing->old_gap[i])
			j++;
		size_t at = j;
		while (at < align->new_count && pairing->new_gap[at] == pairing->old_gap[i] &&
			(align->to_old[at] != ALIGN_NONE ||
				!same_place(&pairing->sides.old->blocks[i], &pairing->sides.new->blocks[at])) &&
			at < j + 16)
			at++;
		if (at < align->new_count && pairing->new_gap[at] == pairing->old_gap[i] &&
			align->to_old[at] == ALIGN_NONE &&
			same_place(&pairing->sides.old->blocks[i], &pairing->sides.new->blocks[at])) {
			pair(align, i, at);
			j = at + 1;
		}
	}
}

static size_t count_words(struct text text)
{
	size_t words = 1;
	for (size_t i = 0; i < text.size; i++)
		words += text.bytes[i] == ' ' || text.bytes[i] == '\n';
	return words;
}

static void find_moves(struct align *align, const struct draft *old)
{
	size_t *to = memory_new(align->old_count, sizeof *to), *weight = memory_new(align->old_count, sizeof *weight);
	bool *keep = memory_new(align->old_count, sizeof *keep), rising = true;
	size_t count = 0;
	for (size_t i = 0; i < align->old_count; i++)
		if (align->to_new[i] != ALIGN_NONE) {
			to[count] = align->to_new[i];
			rising = rising && (!count || to[count] > to[count - 1]);
			count++;
		}
	for (size_t i = 0, at = 0; !rising && i < align->old_count; i++)
		if (align->to_new[i] != ALIGN_NONE)
			weight[at++] = count_words(old->blocks[i].text);
	if (!rising)
		sequence_rising(keep, to, weight, count);
	for (size_t i = 0; !rising && i < count; i++)
		align->moved[to[i]] = !keep[i];
	free(to);
	free(weight);
	free(keep);
}

/* One side's view, for splits (of new blocks) and, mirrored, joins (of old ones). */
struct side {
	const struct draft *mine, *other;
	const size_t *partner;
	size_t *origin;
};

static bool same_frame(const struct block *a, const struct block *b)
{
	return a->kind == b->kind && a->list_depth == b->list_depth && a->quote_depth == b->quote_depth;
}

/* The paired block next to one without a partner, over others of its kind: that come from there, or (a few) that stand
 * between. */
static size_t paired_beside(const struct side *side, size_t at, bool after)
{
	enum { FEW = 4 };
	size_t beside = at, count = side->mine->count;
	for (size_t i = 0; i <= FEW && (after ? beside + 1 < count : beside > 0); i++) {
		beside = after ? beside + 1 : beside - 1;
		if (!same_frame(&side->mine->blocks[at], &side->mine->blocks[beside]))
			break;
		if (side->partner[beside] != ALIGN_NONE)
			return beside;
		if (side->origin[beside] != ALIGN_NONE)
			return side->origin[beside];
	}
	return ALIGN_NONE;
}

/* What was put between the parts of a paragraph, or taken out between two that were joined, is part of that: else half
 * of it could be taken and its words be lost, or stand twice. */
static void take_between(struct side *side, size_t at, size_t beside)
{
	size_t from = at < beside ? at : beside, to = at < beside ? beside : at;
	for (size_t i = from; i <= to; i++)
		if (side->partner[i] == ALIGN_NONE)
			side->origin[i] = beside;
}

static void find_origin(struct side *side, size_t at, bool after)
{
	size_t beside = side->origin[at] == ALIGN_NONE ? paired_beside(side, at, after) : ALIGN_NONE;
	if (beside == ALIGN_NONE || !same_frame(&side->mine->blocks[at], &side->mine->blocks[beside]))
		return;
	size_t partner = side->partner[beside];
	const struct bag *part = passage_bag(side->mine, at);
	const struct bag *from = passage_bag(side->other, partner);
	const struct bag *left = passage_bag(side->mine, beside);
	if (part->count && bag_taken(part, from, left) * 2 >= part->count)
		take_between(side, at, beside);
}

static void find_origins(struct side *side)
{
	for (size_t i = 0; i < side->mine->count; i++)
		side->origin[i] = ALIGN_NONE;
	for (size_t i = 0; i < side->mine->count; i++)
		if (side->partner[i] == ALIGN_NONE && block_counts(&side->mine->blocks[i]))
			find_origin(side, i, false);
	for (size_t i = side->mine->count; i-- > 0;)
		if (side->partner[i] == ALIGN_NONE && block_counts(&side->mine->blocks[i]))
			find_origin(side, i, true);
}

/* Nothing is paired. */
static void align_init(struct align *out, size_t old_count, size_t new_count)
{
	*out = (struct align){old_count, new_count, memory_new(old_count, sizeof(size_t)),
		memory_new(new_count, sizeof(size_t)), memory_new(new_count, sizeof(bool)),
		memory_new(new_count, sizeof(size_t)), memory_new(old_count, sizeof(size_t))};
	for (size_t i = 0; i < old_count; i++)
		out->to_new[i] = out->joined_to[i] = ALIGN_NONE;
	for (size_t i = 0; i < new_count; i++)
		out->to_old[i] = out->split_from[i] = ALIGN_NONE;
}

void align_run(struct align *out, const struct draft *old, const struct draft *new)
{
	align_init(out, old->count, new->count);
	struct pairing pairing = {
		out, {old, new}, memory_new(old->count, sizeof(size_t)), memory_new(new->count, sizeof(size_t))};
	if (old == new)
		pair_same(out);
	else
		pair_equal(&pairing);
	number_gaps(pairing.old_gap, out->to_new, old->count);
	number_gaps(pairing.new_gap, out->to_old, new->count);
	pair_alike(&pairing);
	pair_wordless(&pairing);
	find_moves(out, old);
	find_origins(&(struct side){new, old, out->to_old, out->split_from});
	find_origins(&(struct side){old, new, out->to_new, out->joined_to});
	free(pairing.old_gap);
	free(pairing.new_gap);
}

/* The end of a run of blocks without a partner. */
static size_t run_end(const size_t *partner, const size_t *origin, size_t count, size_t at)
{
	while (at < count && partner[at] == ALIGN_NONE && origin[at] == ALIGN_NONE)
		at++;
	return at;
}

static bool same_kinds(const struct draft *old, size_t i, const struct draft *new, size_t j, size_t count)
{
	for (size_t at = 0; at < count; at++)
		if (old->blocks[i + at].kind != new->blocks[j + at].kind)
			return false;
	return true;
}

void align_amended(struct align *out, const struct draft *old, const struct draft *new)
{
	align_run(out, old, new);
	for (size_t i = 0, end; i<old->count; i = end> i ? end : i + 1) {
		end = run_end(out->to_new, out->joined_to, old->count, i);
		size_t count = end - i, j = 0;
		if (i > 0)
			j = out->to_new[i - 1] == ALIGN_NONE ? new->count : out->to_new[i - 1] + 1;
		bool between = count &&
			       j < new->count &&run_end(out->to_old, out->split_from, new->count, j) == j + count &&
			       (end == old->count ? j + count == new->count : out->to_new[end] == j + count);
		for (size_t at = 0; between && same_kinds(old, i, new, j, count) && at < count; at++) {
			out->to_new[i + at] = j + at;
			out->to_old[j + at] = i + at;
		}
	}
}

void align_given(struct align *out, const struct draft *old, const size_t *to_old, size_t count)
{
	align_init(out, old->count, count);
	for (size_t i = 0; i < count; i++)
		if (to_old[i] < old->count && out->to_new[to_old[i]] == ALIGN_NONE)
			pair(out, to_old[i], i);
	find_moves(out, old);
}

void align_clear(struct align *align)
{
	free(align->to_new);
	free(align->to_old);
	free(align->moved);
	free(align->split_from);
	free(align->joined_to);
	*align = (struct align){0};
}

size_t align_neighbour(const struct align *align, size_t old_block)
{
	while (old_block-- > 0)
		if (align->to_new[old_block] != ALIGN_NONE && !align->moved[align->to_new[old_block]])
			return align->to_new[old_block];
	return ALIGN_NONE;
}

size_t align_last_joined(const struct align *align, size_t old_block)
{
	for (size_t i = align->old_count; i-- > old_block + 1;)
		if (align->joined_to[i] == old_block)
			return i;
	return old_block;
}
