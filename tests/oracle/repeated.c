#include "oracle/repeated.h"

enum { ROW = 6 };

/* Whether the words from `at` on stand in a row in `now`, and none of them in `was`. */
static bool is_row(
	const struct model_words *words, size_t at, const struct model_words *was, const struct model_words *now)
{
	size_t there = model_words_find(now, words->items[at]);
	for (size_t i = 0; i < ROW; i++)
		if (there == MODEL_NONE || there + i >= now->count || at + i >= words->count ||
			now->items[there + i] != words->items[at + i] ||
			model_words_find(was, words->items[at + i]) != MODEL_NONE)
			return false;
	return true;
}

/* Whether half of a paragraph's words, or more, are in such rows. */
static bool has_most(const struct model_words *paragraph, const struct model_words *was, const struct model_words *now)
{
	size_t found = 0;
	for (size_t i = 0; i < paragraph->count; i++) {
		bool in = false;
		for (size_t from = i < ROW ? 0 : i + 1 - ROW; from <= i; from++)
			in |= is_row(paragraph, from, was, now);
		found += in;
	}
	return found && found * 2 >= paragraph->count;
}

static size_t common(const struct model_words *a, const struct model_words *b)
{
	size_t count = 0;
	for (size_t i = 0; i < a->count; i++)
		count += model_words_find(b, a->items[i]) != MODEL_NONE;
	return count;
}

static bool is_new(const struct repeated *r, size_t block)
{
	size_t old = r->since->to_old[block];
	if (old == MODEL_NONE)
		return r->since->split_from[block] == MODEL_NONE;
	return !common(&r->before->items[old].words, &r->base->items[block].words);
}

/* Whether most of `paragraph` has been put into a block that was there. */
static bool is_put_into(const struct repeated *r, size_t block, const struct model_words *paragraph)
{
	struct model_words was = {0}, now = {0};
	size_t old = r->since->to_old[block];
	for (size_t i = 0; i < r->before->count; i++)
		if (i == old || r->since->joined_to[i] == old)
			model_words_append(&was, &r->before->items[i].words);
	for (size_t i = 0; i < r->base->count; i++)
		if (i == block || r->since->split_from[i] == block)
			model_words_append(&now, &r->base->items[i].words);
	bool is = has_most(paragraph, &was, &now);
	model_words_clear(&was);
	model_words_clear(&now);
	return is;
}

static bool repeats(
	const struct repeated *r, size_t block, const struct model_words *was, const struct model_words *now)
{
	const struct model_words none = {0}, *words = &r->base->items[block].words;
	size_t least = words->count < now->count ? words->count : now->count;
	if (common(words, now) < ROW || common(words, now) * 2 < least)
		return false;
	if (is_new(r, block))
		return has_most(words, was, now) || (!was->count && has_most(now, &none, words));
	return !was->count && r->since->to_old[block] != MODEL_NONE && is_put_into(r, block, now);
}

bool repeated_run(const struct repeated *r, const struct model_words *was, const struct model_words *now)
{
	struct model_words old = {0}, new = {0};
	bool found = false;
	model_words_unmarked(&old, was);
	model_words_unmarked(&new, now);
	for (size_t i = 0; i < r->base->count && !found; i++) {
		size_t before = r->since->to_old[i];
		bool same = before != MODEL_NONE &&
			    model_words_equal(&r->before->items[before].words, &r->base->items[i].words);
		bool own = i >= r->first && i - r->first < r->count;
		found = !same && !own && repeats(r, i, &old, &new);
	}
	model_words_clear(&old);
	model_words_clear(&new);
	return found;
}
