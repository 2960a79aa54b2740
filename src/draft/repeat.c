#include "draft/repeat.h"

#include "base/map.h"
#include "base/memory.h"
#include "draft/passage.h"
#include "text/worddiff.h"

/* The words from token `at` on, as a key. */
static struct text row_at(struct buffer *key, const struct words *words, size_t at)
{
	buffer_empty(key);
	for (size_t i = at; i < at + REPEAT_WORDS; i++)
		buffer_add(key, (struct text){(const char *)&words->items[i].key, sizeof words->items[i].key});
	return buffer_text(key);
}

/* Every row of words that `now` has and `was` has not. */
static void rows_put_in(struct map *out, struct text was, struct text now)
{
	struct words old = {0}, new = {0};
	struct worddiff diff = {0};
	struct buffer key = {0};
	words_split(&old, was);
	words_split(&new, now);
	worddiff_run(&diff, &old, &new);
	for (size_t i = 0; i < diff.count; i++)
		for (size_t at = diff.hunks[i].new_start; at + REPEAT_WORDS <= diff.hunks[i].new_end; at++)
			map_put(out, row_at(&key, &new, at), 1);
	worddiff_clear(&diff);
	words_clear(&old);
	words_clear(&new);
	buffer_clear(&key);
}

/* Whether most of a paragraph's words are among those that `now` puts in. */
static bool has_most(struct text paragraph, struct text was, struct text now)
{
	struct map rows = {0};
	struct words words = {0};
	struct buffer key = {0};
	size_t found = 0, counted = 0, one;
	rows_put_in(&rows, was, now);
	words_split(&words, paragraph);
	for (size_t at = 0; rows.count && at + REPEAT_WORDS <= words.count; at++) {
		if (!map_find(&rows, row_at(&key, &words, at), &one))
			continue;
		found += at + REPEAT_WORDS - (counted > at ? counted : at);
		counted = at + REPEAT_WORDS;
	}
	bool most = found && found * 2 >= words.count;
	map_clear(&rows);
	words_clear(&words);
	buffer_clear(&key);
	return most;
}

/* Whether a block of theirs is new: a paragraph with wholly other words in the place of one is no other wording. */
static bool is_new(const struct repeat *r, size_t block)
{
	size_t old = r->align->to_old[block];
	if (old != ALIGN_NONE)
		return !bag_common(passage_bag(r->ancestor, old), passage_bag(r->theirs, block));
	return r->align->split_from[block] == ALIGN_NONE;
}

static void add_part(struct buffer *out, struct text part)
{
	if (out->size)
		buffer_add_string(out, "\n\n");
	buffer_add(out, part);
}

/* Whether they have put most of a paragraph into one that the ancestor has, too. */
static bool is_put_into(const struct repeat *r, size_t block, struct text paragraph)
{
	struct buffer was = {0}, now = {0};
	size_t old = r->align->to_old[block];
	for (size_t i = 0; i < r->ancestor->count; i++)
		if (i == old || r->align->joined_to[i] == old)
			add_part(&was, r->ancestor->blocks[i].text);
	for (size_t i = 0; i < r->theirs->count; i++)
		if (i == block || r->align->split_from[i] == block)
			add_part(&now, r->theirs->blocks[i].text);
	bool is = has_most(paragraph, buffer_text(&was), buffer_text(&now));
	buffer_clear(&was);
	buffer_clear(&now);
	return is;
}

/* Whether it can be so: half of the words of the shorter one are in the other, in any order. */
static bool is_worth_it(const struct repeat *r, size_t block, const struct bag *now)
{
	const struct bag *bag = passage_bag(r->theirs, block);
	size_t least = bag->count < now->count ? bag->count : now->count, common = bag_common(bag, now);
	return common >= REPEAT_WORDS && common * 2 >= least;
}

/* Whether the block can have put in what a paragraph of ours, or a part of one, puts in; the cheapest first. */
static bool may_repeat(const struct repeat *r, size_t block, bool whole)
{
	size_t old = r->align->to_old[block];
	if (block >= r->first && block - r->first < r->count)
		return false;
	if (old == ALIGN_NONE)
		return r->align->split_from[block] == ALIGN_NONE;
	return r->theirs->blocks[block].words != r->ancestor->blocks[old].words && (whole || is_new(r, block));
}

static bool repeats(const struct repeat *r, size_t block, struct text was, struct text now)
{
	struct text words = r->theirs->blocks[block].text;
	if (is_new(r, block))
		return has_most(words, was, now) || (!was.size && has_most(now, was, words));
	return !was.size && is_put_into(r, block, now);
}

size_t repeat_find(const struct repeat *r, struct text was, struct text now)
{
	struct bag bag = {0};
	size_t found = ALIGN_NONE;
	for (size_t i = 0; found == ALIGN_NONE && i < r->theirs->count; i++) {
		if (!may_repeat(r, i, !was.size))
			continue;
		if (!bag.keys)
			bag_fill(&bag, now);
		if (is_worth_it(r, i, &bag) && repeats(r, i, was, now))
			found = i;
	}
	bag_clear(&bag);
	return found;
}
