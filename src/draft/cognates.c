#include "draft/cognates.h"

#include <math.h>

#include "base/array.h"
#include "base/map.h"
#include "text/utf8.h"

enum { STEM_LETTERS = 4, WEIGHT_UNIT = 64 };

static int by_key(const void *one, const void *two)
{
	uint64_t a = ((const struct stem *)one)->key, b = ((const struct stem *)two)->key;
	return (a > b) - (a < b);
}

/* FNV-1a */
static uint64_t key_of(struct text text)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < text.size; i++)
		hash = (hash ^ (unsigned char)text.bytes[i]) * 1099511628211u;
	return hash;
}

/* A word or number from `start` to `end` of a folded text: its stem, where it has one. */
static void add_stem(struct stems *out, struct text folded, size_t start, size_t end)
{
	struct text word = text_part(folded, start, end);
	int32_t first;
	if (!word.size)
		return;
	utf8_step(word, 0, &first);
	bool number = utf8_is_digit(first);
	if (!number && utf8_points(word) < STEM_LETTERS)
		return;
	struct stem *stem = ARRAY_ADD(out->items, out->count, out->capacity);
	stem->key = key_of(number ? word : text_part(word, 0, utf8_offset(word, STEM_LETTERS)));
}

static void read_block(struct stems *out, struct text text)
{
	struct buffer folded = {0};
	size_t start = 0, at = 0;
	utf8_fold(&folded, NULL, text);
	struct text words = buffer_text(&folded);
	while (at < words.size) {
		int32_t point;
		size_t size = utf8_step(words, at, &point);
		if (!utf8_is_letter(point) && !utf8_is_mark(point) && !utf8_is_digit(point)) {
			add_stem(out, words, start, at);
			start = at + size;
		}
		at += size;
	}
	add_stem(out, words, start, at);
	buffer_clear(&folded);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_key);
}

static struct text key_text(const uint64_t *key)
{
	return (struct text){(const char *)key, sizeof *key};
}

/* Adds how many paragraphs have each stem. */
static void count_blocks(struct map *having, const struct stems *stems, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < stems[i].count; k++) {
			const struct stem *stem = &stems[i].items[k];
			size_t have = 0;
			if (k && stem[-1].key == stem->key)
				continue;
			map_find(having, key_text(&stem->key), &have);
			map_put(having, key_text(&stem->key), have + 1);
		}
}

static void weigh(struct stems *stems, size_t count, const struct map *having, size_t all)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < stems[i].count; k++) {
			struct stem *stem = &stems[i].items[k];
			size_t have = 1;
			map_find(having, key_text(&stem->key), &have);
			stem->weight = 1 + (unsigned int)(WEIGHT_UNIT * log((double)(all + 1) / (double)have));
			stems[i].sum += stem->weight;
		}
}

void cognates_read(struct stems **source, struct stems **target, const struct draft *a, const struct draft *b)
{
	struct map having = {0};
	*source = memory_new(a->count, sizeof **source);
	*target = memory_new(b->count, sizeof **target);
	for (size_t i = 0; i < a->count; i++)
		read_block(&(*source)[i], a->blocks[i].text);
	for (size_t i = 0; i < b->count; i++)
		read_block(&(*target)[i], b->blocks[i].text);
	count_blocks(&having, *source, a->count);
	count_blocks(&having, *target, b->count);
	weigh(*source, a->count, &having, a->count + b->count);
	weigh(*target, b->count, &having, a->count + b->count);
	map_clear(&having);
}

void cognates_free(struct stems *stems, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(stems[i].items);
	free(stems);
}

static uint64_t common(const struct stems *a, const struct stems *b)
{
	uint64_t sum = 0;
	for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
		if (a->items[i].key == b->items[k].key) {
			sum += a->items[i].weight;
			i++;
			k++;
		} else if (a->items[i].key < b->items[k].key) {
			i++;
		} else {
			k++;
		}
	}
	return sum;
}

unsigned int cognates_share(const struct stems *a, size_t a_count, const struct stems *b, size_t b_count)
{
	uint64_t both = 0, all = 0;
	for (size_t i = 0; i < a_count; i++)
		for (size_t k = 0; k < b_count; k++)
			both += common(&a[i], &b[k]);
	for (size_t i = 0; i < a_count; i++)
		all += a[i].sum;
	for (size_t k = 0; k < b_count; k++)
		all += b[k].sum;
	if (!all || 2 * both > all)
		return all ? COGNATES_ALL : 0;
	return (unsigned int)(2 * both * COGNATES_ALL / all);
}
