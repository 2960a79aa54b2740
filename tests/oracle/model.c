#include "oracle/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

enum { MARK_FROM = 1 << 30 };

size_t model_mark(size_t identity)
{
	return MARK_FROM + identity;
}

bool model_is_mark(size_t word)
{
	return word >= MARK_FROM;
}

size_t model_pick(struct model *model, size_t count)
{
	model->state = model->state * 6364136223846793005u + 1442695040888963407u;
	return count ? (size_t)(model->state >> 33) % count : 0;
}

size_t model_new_word(struct model *model)
{
	return model->next_word++;
}

static size_t new_identity(struct model *model, size_t split_of, size_t word)
{
	while (model->next_identity >= model->identity_capacity) {
		model->identity_capacity = model->identity_capacity * 2 + 64;
		model->split_of = memory_resize(model->split_of, model->identity_capacity, sizeof(size_t));
		model->split_word = memory_resize(model->split_word, model->identity_capacity, sizeof(size_t));
	}
	model->split_of[model->next_identity] = split_of;
	model->split_word[model->next_identity] = word;
	return model->next_identity++;
}

/* What is split off a paragraph from this word on: whoever does so, it is the same. */
static size_t split_identity(struct model *model, size_t of, size_t word)
{
	for (size_t i = 0; i < model->next_identity; i++)
		if (model->split_of[i] != MODEL_NONE && model->split_word[i] == word)
			return i;
	return new_identity(model, of, word);
}

/* --- pieces of texts */

void model_words_add(struct model_words *words, size_t word)
{
	*ARRAY_ADD(words->items, words->count, words->capacity) = word;
}

void model_words_append(struct model_words *words, const struct model_words *more)
{
	for (size_t i = 0; i < more->count; i++)
		model_words_add(words, more->items[i]);
}

void model_words_unmarked(struct model_words *words, const struct model_words *more)
{
	for (size_t i = 0; i < more->count; i++)
		if (!model_is_mark(more->items[i]))
			model_words_add(words, more->items[i]);
}

void model_words_join(struct model_words *words, const struct model_words *more)
{
	for (size_t i = 0; i < more->count; i++)
		if (model_words_find(words, more->items[i]) == MODEL_NONE)
			model_words_add(words, more->items[i]);
}

void model_words_clear(struct model_words *words)
{
	free(words->items);
	*words = (struct model_words){0};
}

size_t model_words_find(const struct model_words *words, size_t word)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->items[i] == word)
			return i;
	return MODEL_NONE;
}

bool model_words_equal(const struct model_words *a, const struct model_words *b)
{
	return a->count == b->count && (!a->count || !memcmp(a->items, b->items, a->count * sizeof *a->items));
}

/* `drop` words from `at` on make way for as many new ones. */
static void replace(struct model *model, struct model_words *words, size_t at, size_t drop, size_t put)
{
	struct model_words out = {0};
	for (size_t i = 0; i < at; i++)
		model_words_add(&out, words->items[i]);
	while (put--)
		model_words_add(&out, model_new_word(model));
	for (size_t i = at + drop; i < words->count; i++)
		model_words_add(&out, words->items[i]);
	model_words_clear(words);
	*words = out;
}

size_t model_find(const struct model_text *text, size_t identity)
{
	for (size_t i = 0; i < text->count; i++)
		if (text->items[i].identity == identity)
			return i;
	return MODEL_NONE;
}

struct model_paragraph *model_insert(struct model_text *text, size_t at, size_t identity)
{
	(void)ARRAY_ADD(text->items, text->count, text->capacity);
	memmove(text->items + at + 1, text->items + at, (text->count - 1 - at) * sizeof *text->items);
	text->items[at] = (struct model_paragraph){.identity = identity};
	return &text->items[at];
}

void model_remove(struct model_text *text, size_t at)
{
	model_words_clear(&text->items[at].words);
	memmove(text->items + at, text->items + at + 1, (text->count - 1 - at) * sizeof *text->items);
	text->count--;
}

void model_text_clear(struct model_text *text)
{
	for (size_t i = 0; i < text->count; i++)
		model_words_clear(&text->items[i].words);
	free(text->items);
	*text = (struct model_text){0};
}

void model_copy(struct model_text *to, const struct model_text *from)
{
	struct model_text copy = {0};
	for (size_t i = 0; i < from->count; i++) {
		struct model_paragraph *paragraph = model_insert(&copy, i, from->items[i].identity);
		model_words_append(&paragraph->words, &from->items[i].words);
	}
	model_text_clear(to);
	*to = copy;
}

size_t model_joined(const struct model_words *joined, size_t identity)
{
	for (size_t i = 0; i + 1 < joined->count; i += 2)
		if (joined->items[i] == identity)
			return joined->items[i + 1];
	return MODEL_NONE;
}

/* --- edits */

/* Whether a paragraph is as it was, and so are its neighbours: nothing there could be taken for something else. */
static bool is_calm(const struct model *model, const struct model_version *version, size_t at)
{
	const struct model_text *now = &version->now, *before = &version->before;
	size_t was = model_find(before, now->items[at].identity);
	if (model->order.wild)
		return true;
	for (size_t i = at ? at - 1 : 0; i < now->count && i <= at + 2; i++) {
		size_t old = model_find(before, now->items[i].identity);
		if (old == MODEL_NONE || old + at != was + i || now->items[i].identity == version->moved ||
			!model_words_equal(&now->items[i].words, &before->items[old].words))
			return false;
	}
	return was != MODEL_NONE;
}

/* At least three quarters of what it was are left, so that it is known again. */
static bool has_room(const struct model *model, const struct model_version *version,
	const struct model_paragraph *paragraph, size_t drop)
{
	size_t was = model_find(&version->before, paragraph->identity), kept = 0;
	if (paragraph->words.count < 8 + drop)
		return false;
	if (was == MODEL_NONE || model->order.wild)
		return true;
	const struct model_words *old = &version->before.items[was].words;
	for (size_t i = 0; i < old->count; i++)
		kept += model_words_find(&paragraph->words, old->items[i]) != MODEL_NONE;
	size_t longer = old->count > paragraph->words.count ? old->count : paragraph->words.count;
	return (kept - drop) * 4 >= longer * 3;
}

static bool edit_words(struct model *model, struct model_version *version, size_t at)
{
	struct model_paragraph *paragraph = &version->now.items[at];
	size_t kind = model_pick(model, 8), drop = kind < 2 ? 0 : 1 + model_pick(model, 3);
	if (!has_room(model, version, paragraph, drop + 3))
		return false;
	size_t from = model_pick(model, paragraph->words.count - drop + 1);
	replace(model, &paragraph->words, from, drop, kind == 7 ? 0 : 1 + model_pick(model, 2));
	return true;
}

/* Only these are ever deleted, and nothing is put beside them: a paragraph gone and another come in its place would be
 * one that has got other words. */
static bool may_go(const struct model *model, size_t identity)
{
	return model->order.wild || (identity < model->order.drafts * model->order.paragraphs && identity % 4 == 0);
}

static bool insert_paragraph(struct model *model, struct model_version *version, size_t at)
{
	const struct model_text *now = &version->now;
	if (!model->order.wild && ((at && may_go(model, now->items[at - 1].identity)) ||
					  (at < now->count && may_go(model, now->items[at].identity))))
		return false;
	struct model_paragraph *paragraph = model_insert(&version->now, at, new_identity(model, MODEL_NONE, 0));
	replace(model, &paragraph->words, 0, 0, 8 + model_pick(model, 8));
	return true;
}

static bool delete_paragraph(const struct model *model, struct model_version *version, size_t at)
{
	if (!may_go(model, version->now.items[at].identity) || version->now.count < 6 ||
		(version->moved != MODEL_NONE && !model->order.wild) || !is_calm(model, version, at))
		return false;
	model_remove(&version->now, at);
	return true;
}

static void carry(struct model_text *now, size_t at, size_t to)
{
	struct model_paragraph moved = now->items[at];
	memmove(now->items + at, now->items + at + 1, (now->count - 1 - at) * sizeof *now->items);
	memmove(now->items + to + 1, now->items + to, (now->count - 1 - to) * sizeof *now->items);
	now->items[to] = moved;
}

/* What has been moved is moved on, not close to where it was. */
static bool move_again(struct model *model, struct model_version *version)
{
	struct model_text *now = &version->now;
	size_t at = model_find(now, version->moved), to = model_pick(model, now->count);
	size_t home = model_find(&version->before, version->moved);
	size_t there = model_find(&version->before, now->items[to].identity);
	if (at == MODEL_NONE || home == MODEL_NONE || there == MODEL_NONE || to == at || !is_calm(model, version, to) ||
		(there < home + 5 && home < there + 5))
		return false;
	carry(now, at, to);
	return true;
}

/* Over at least three others, so that nobody can say that it was they that moved. */
static bool move_paragraph(struct model *model, struct model_version *version, size_t at)
{
	struct model_text *now = &version->now;
	if (version->moved != MODEL_NONE && !model->order.wild)
		return move_again(model, version);
	size_t to = model_pick(model, now->count), between = 0;
	for (size_t i = at < to ? at + 1 : to; i <= (at < to ? to : at - 1) && i < now->count; i++)
		between += model_find(&version->before, now->items[i].identity) != MODEL_NONE;
	size_t identity = now->items[at].identity;
	/* Parts that stand apart are hard to tell for anybody. */
	if (!model->order.wild &&
		(model->split_of[identity] != MODEL_NONE ||
			(at + 1 < now->count && model->split_of[now->items[at + 1].identity] != MODEL_NONE)))
		return false;
	if (to == at || (between < 4 && !model->order.wild) || !is_calm(model, version, at) ||
		!is_calm(model, version, to))
		return false;
	version->moved = identity;
	carry(now, at, to);
	return true;
}

static bool split_paragraph(struct model *model, struct model_version *version, size_t at)
{
	if (!is_calm(model, version, at) || version->now.items[at].words.count < 12)
		return false;
	const struct model_paragraph *whole = &version->now.items[at];
	size_t cut = whole->words.count / 2 + model_pick(model, whole->words.count / 6);
	size_t identity = split_identity(model, whole->identity, whole->words.items[cut]);
	if (model_find(&version->before, identity) != MODEL_NONE || model_find(&version->now, identity) != MODEL_NONE)
		return false;
	struct model_paragraph *second = model_insert(&version->now, at + 1, identity);
	struct model_paragraph *first = &version->now.items[at];
	for (size_t i = cut; i < first->words.count; i++)
		model_words_add(&second->words, first->words.items[i]);
	first->words.count = cut;
	return true;
}

static bool join_paragraphs(const struct model *model, struct model_version *version, size_t at)
{
	if (at + 1 >= version->now.count || !is_calm(model, version, at) || !is_calm(model, version, at + 1))
		return false;
	struct model_paragraph *first = &version->now.items[at], *second = first + 1;
	if (second->words.count > first->words.count && !model->order.wild)
		return false;
	model_words_append(&first->words, &second->words);
	model_words_add(&version->joined, second->identity);
	model_words_add(&version->joined, first->identity);
	model_remove(&version->now, at + 1);
	return true;
}

/* Whether one of these words stands in another paragraph of the text than in this one. */
static bool stands_elsewhere(const struct model_text *text, size_t at, const struct model_words *words)
{
	for (size_t i = 0; i < text->count; i++)
		for (size_t j = 0; i != at && j < words->count; j++)
			if (model_words_find(&text->items[i].words, words->items[j]) != MODEL_NONE)
				return true;
	return false;
}

size_t model_person(struct model *model)
{
	size_t person = model_pick(model, model->order.branches);
	return model->order.mirrored ? model->order.branches - 1 - person : person;
}

/* The very words that another has put, where both started from the same. */
static bool copy_edit(struct model *model, struct model_version *version, size_t draft, size_t at)
{
	const struct model_version *other = &model->branches[model_person(model)].versions[draft];
	size_t identity = version->now.items[at].identity, there = model_find(&other->now, identity);
	size_t mine = model_find(&version->before, identity), theirs = model_find(&other->before, identity);
	if (other == version || !is_calm(model, version, at) || there == MODEL_NONE || mine == MODEL_NONE ||
		theirs == MODEL_NONE ||
		!model_words_equal(&version->before.items[mine].words, &other->before.items[theirs].words))
		return false;
	for (size_t i = 0; i < other->joined.count; i += 2)
		if (other->joined.items[i + 1] == identity)
			return false;
	size_t next = there + 1;
	bool divided = next < other->now.count && model->split_of[other->now.items[next].identity] == identity &&
		       model_find(&other->before, other->now.items[next].identity) == MODEL_NONE;
	if (stands_elsewhere(&version->now, at, &other->now.items[there].words) ||
		(divided && stands_elsewhere(&version->now, at, &other->now.items[next].words)))
		return false;
	struct model_words *words = &version->now.items[at].words;
	model_words_clear(words);
	model_words_append(words, &other->now.items[there].words);
	if (divided)
		model_words_append(&model_insert(&version->now, at + 1, other->now.items[next].identity)->words,
			&other->now.items[next].words);
	return true;
}

bool model_edit(struct model *model, size_t branch, size_t draft)
{
	struct model_version *version = &model->branches[branch].versions[draft];
	size_t at = model_pick(model, version->now.count), kind = model_pick(model, 100);
	bool done = kind < 70   ? edit_words(model, version, at)
		    : kind < 78 ? insert_paragraph(model, version, at + model_pick(model, 2))
		    : kind < 83 ? delete_paragraph(model, version, at)
		    : kind < 88 ? move_paragraph(model, version, at)
		    : kind < 92 ? split_paragraph(model, version, at)
		    : kind < 95 ? join_paragraphs(model, version, at)
				: copy_edit(model, version, draft, at);
	model->branches[branch].changed |= done;
	return done;
}

/* --- its life */

void model_end_round(struct model *model)
{
	struct model_past *past = ARRAY_ADD(model->past, model->past_count, model->past_capacity);
	past->drafts = memory_new(model->order.drafts, sizeof *past->drafts);
	for (size_t i = 0; i < model->order.drafts; i++)
		model_copy(&past->drafts[i], &model->bases[i]);
	model_words_append(&past->entries, &model->entries);
}

void model_at_base(struct model_branch *branch, size_t level)
{
	branch->level = level;
	branch->whole = branch->took = MODEL_NONE;
	branch->mixed = false;
}

void model_start(struct model *model, size_t branch, size_t level)
{
	model_at_base(&model->branches[branch], level);
	for (size_t i = 0; i < model->order.drafts; i++) {
		model_copy(&model->branches[branch].versions[i].before, &model->past[level].drafts[i]);
		model_copy(&model->branches[branch].versions[i].now, &model->past[level].drafts[i]);
	}
}

void model_forget(struct model_version *version)
{
	version->forgotten++;
	for (size_t i = 0; i < version->settled_count; i++) {
		model_text_clear(&version->settled[i].before);
		model_text_clear(&version->settled[i].now);
		model_words_clear(&version->settled[i].places);
		model_words_clear(&version->settled[i].gone);
	}
	free(version->settled);
	version->settled = NULL;
	version->settled_count = version->settled_capacity = 0;
}

void model_open(struct model *model, const struct model_order *order)
{
	*model = (struct model){.order = *order, .state = order->seed * 2654435761u + 1, .next_word = 1};
	model->bases = memory_new(order->drafts, sizeof *model->bases);
	model->branches = memory_new(order->branches, sizeof *model->branches);
	for (size_t i = 0; i < order->drafts; i++)
		for (size_t j = 0; j < order->paragraphs; j++)
			replace(model, &model_insert(&model->bases[i], j, new_identity(model, MODEL_NONE, 0))->words, 0,
				0, order->words / 2 + model_pick(model, order->words));
	for (size_t i = 0; i < order->branches; i++) {
		struct model_branch *branch = &model->branches[i];
		snprintf(branch->name, sizeof branch->name, "r%04zu", i);
		branch->versions = memory_new(order->drafts, sizeof *branch->versions);
		branch->taken = memory_new(order->drafts, sizeof *branch->taken);
		branch->whole = branch->took = MODEL_NONE;
		for (size_t j = 0; j < order->drafts; j++) {
			model_copy(&branch->versions[j].before, &model->bases[j]);
			model_copy(&branch->versions[j].now, &model->bases[j]);
			branch->versions[j].moved = MODEL_NONE;
		}
	}
	model_end_round(model);
}

void model_close(struct model *model)
{
	for (size_t i = 0; i < model->order.branches; i++) {
		struct model_branch *branch = &model->branches[i];
		for (size_t j = 0; j < model->order.drafts; j++) {
			model_text_clear(&branch->versions[j].before);
			model_text_clear(&branch->versions[j].now);
			model_words_clear(&branch->versions[j].joined);
			model_text_clear(&branch->taken[j]);
			model_forget(&branch->versions[j]);
		}
		free(branch->taken);
		model_words_clear(&branch->entries);
		free(branch->versions);
	}
	for (size_t i = 0; i < model->order.drafts; i++)
		model_text_clear(&model->bases[i]);
	for (size_t i = 0; i < model->past_count; i++) {
		for (size_t j = 0; j < model->order.drafts; j++)
			model_text_clear(&model->past[i].drafts[j]);
		free(model->past[i].drafts);
		model_words_clear(&model->past[i].entries);
	}
	free(model->past);
	model_words_clear(&model->entries);
	free(model->branches);
	free(model->bases);
	free(model->split_of);
	free(model->split_word);
	*model = (struct model){0};
}
