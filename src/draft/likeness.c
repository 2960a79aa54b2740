#include "draft/likeness.h"

#include "base/array.h"
#include "draft/passage.h"
#include "text/words.h"

enum {
	RARE = 16,  /* a word in more blocks than this says nothing about which are worth comparing */
	TRIED = 12, /* blocks compared with one block */
};

static int compare_keys(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

void bag_fill(struct bag *out, struct text text)
{
	struct words words = {0};
	words_split(&words, text);
	out->keys = memory_new(words.count, sizeof *out->keys);
	out->count = 0;
	for (size_t i = 0; i < words.count; i++)
		if (words.items[i].end > words.items[i].start)
			out->keys[out->count++] = words.items[i].key;
	words_clear(&words);
	qsort(out->keys, out->count, sizeof *out->keys, compare_keys);
}

void bag_clear(struct bag *bag)
{
	free(bag->keys);
	*bag = (struct bag){0};
}

size_t bag_common(const struct bag *a, const struct bag *b)
{
	size_t i = 0, j = 0, common = 0;
	while (i < a->count && j < b->count) {
		uint64_t left = a->keys[i], right = b->keys[j];
		common += left == right;
		i += left <= right;
		j += right <= left;
	}
	return common;
}

size_t bag_taken(const struct bag *part, const struct bag *from, const struct bag *left)
{
	struct bag gone = {memory_new(from->count, sizeof *gone.keys), 0};
	for (size_t i = 0, j = 0; i < from->count; i++) {
		while (j < left->count && left->keys[j] < from->keys[i])
			j++;
		if (j < left->count && left->keys[j] == from->keys[i])
			j++;
		else
			gone.keys[gone.count++] = from->keys[i];
	}
	size_t taken = bag_common(part, &gone);
	bag_clear(&gone);
	return taken;
}

/* Where a word stands: for finding the new blocks that have a word of an old one. */
struct entry {
	uint64_t key;
	size_t place; /* index in `news` */
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	return (left->place > right->place) - (left->place < right->place);
}

struct search {
	const struct side_by_side *sides;
	const size_t *news;
	size_t new_count;
	struct entry *entries;
	size_t entry_count;
	unsigned int *hits; /* for each of the news: rare words shared with the present old block */
	size_t *touched;
	size_t touched_count;
	struct likenesses *out;
};

static void index_words(struct search *search)
{
	size_t total = 0;
	for (size_t i = 0; i < search->new_count; i++)
		total += passage_bag(search->sides->new, search->news[i])->count + 1;
	search->entries = memory_new(total, sizeof *search->entries);
	for (size_t i = 0; i < search->new_count; i++) {
		const struct bag *bag = passage_bag(search->sides->new, search->news[i]);
		for (size_t j = 0; j < bag->count; j++)
			if (j == 0 || bag->keys[j] != bag->keys[j - 1])
				search->entries[search->entry_count++] = (struct entry){bag->keys[j], i};
		/* The whole text counts as a word: so the same words are found where all single ones are common. */
		search->entries[search->entry_count++] =
			(struct entry){search->sides->new->blocks[search->news[i]].words, i};
	}
	qsort(search->entries, search->entry_count, sizeof *search->entries, compare_entries);
}

static size_t first_entry(const struct search *search, uint64_t key)
{
	size_t low = 0, high = search->entry_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (search->entries[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void touch(struct search *search, uint64_t key, unsigned int weight)
{
	size_t first = first_entry(search, key), last = first;
	while (last < search->entry_count && search->entries[last].key == key && last - first <= RARE)
		last++;
	if (last - first > RARE && weight == 1)
		return;
	for (size_t i = first; i < last; i++) {
		size_t place = search->entries[i].place;
		if (!search->hits[place])
			search->touched[search->touched_count++] = place;
		search->hits[place] += weight;
	}
}

void likeness_compare(struct likenesses *out, const struct side_by_side *sides, size_t old_block, size_t new_block)
{
	const struct bag *a = passage_bag(sides->old, old_block), *b = passage_bag(sides->new, new_block);
	const struct block *from = &sides->old->blocks[old_block], *to = &sides->new->blocks[new_block];
	bool same_kind = from->kind == to->kind;
	if (!same_kind && (!block_counts(from) || !block_counts(to)))
		return;
	size_t shorter = a->count < b->count ? a->count : b->count;
	bool equal = from->words == to->words;
	size_t common = equal ? shorter : bag_common(a, b);
	if (!common || common * 2 < shorter)
		return;
	unsigned int score = (unsigned int)(common * 2000 / (a->count + b->count));
	*ARRAY_ADD(out->items, out->count, out->capacity) =
		(struct likeness){old_block, new_block, equal, same_kind, score, common};
}

/* The new blocks that share most rare words with an old one. */
static void try_touched(struct search *search, size_t old_block)
{
	for (size_t tried = 0; tried < TRIED; tried++) {
		size_t best = (size_t)-1;
		unsigned int most = 0;
		for (size_t i = 0; i < search->touched_count; i++)
			if (search->hits[search->touched[i]] > most) {
				most = search->hits[search->touched[i]];
				best = search->touched[i];
			}
		if (!most)
			break;
		search->hits[best] = 0;
		likeness_compare(search->out, search->sides, old_block, search->news[best]);
	}
	for (size_t i = 0; i < search->touched_count; i++)
		search->hits[search->touched[i]] = 0;
	search->touched_count = 0;
}

static void find_rare(struct search *search, size_t old_block)
{
	const struct bag *bag = passage_bag(search->sides->old, old_block);
	for (size_t j = 0; j < bag->count; j++)
		if (j == 0 || bag->keys[j] != bag->keys[j - 1])
			touch(search, bag->keys[j], 1);
	touch(search, search->sides->old->blocks[old_block].words, 1000);
	try_touched(search, old_block);
}

void likeness_find(struct likenesses *out, const struct side_by_side *sides, const size_t *olds, size_t old_count,
	const size_t *news, size_t new_count)
{
	struct search search = {.sides = sides, .news = news, .new_count = new_count, .out = out};
	if (!old_count || !new_count)
		return;
	index_words(&search);
	search.hits = memory_new(new_count, sizeof *search.hits);
	search.touched = memory_new(new_count, sizeof *search.touched);
	for (size_t i = 0; i < old_count; i++)
		find_rare(&search, olds[i]);
	free(search.entries);
	free(search.hits);
	free(search.touched);
}
