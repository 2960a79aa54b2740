#include "oracle/wanted.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"
#include "oracle/changes.h"
#include "oracle/relation.h"
#include "oracle/repeated.h"

/* What one branch's proposals are found from. */
struct finding {
	struct wanteds *out;
	size_t branch;
	const struct model_version *version;
	const struct model_text *before, *now, *base;
	struct relation proposed, since; /* before -> now, before -> base */
};

/* The base's block for a paragraph, or the one that took its words in; the nearest before where it is gone. */
static size_t base_block(const struct finding *f, size_t before, bool *gone)
{
	size_t joined = f->since.joined_to[before], block = f->since.to_new[before];
	if (block == MODEL_NONE && joined != MODEL_NONE)
		block = f->since.to_new[joined];
	*gone = block == MODEL_NONE;
	return *gone ? relation_neighbour(&f->since, before) : block;
}

/* The base's block behind which something stands that follows paragraph `at` - 1 of the branch. */
static size_t anchor(const struct finding *f, size_t at)
{
	bool gone;
	while (at-- > 0)
		if (f->proposed.to_old[at] != MODEL_NONE && !f->proposed.moved[at])
			return relation_last_part(&f->since,
				base_block(f, relation_last_joined(&f->proposed, f->proposed.to_old[at]), &gone));
	return MODEL_NONE;
}

static struct wanted *add(struct finding *f, enum amendment_kind kind, size_t before, size_t place)
{
	struct wanted *wanted = ARRAY_ADD(f->out->items, f->out->count, f->out->capacity);
	*wanted = (struct wanted){.branch = f->branch,
		.version = f->version,
		.kind = kind,
		.before = before,
		.place = place,
		.block = MODEL_NONE,
		.after = MODEL_NONE,
		.extent = 1,
		.found = MODEL_NONE};
	return wanted;
}

/* Adds a paragraph's words and those of its parts, marks between them. */
static void add_words(struct model_words *out, const struct model_text *text, size_t at, const size_t *part_of)
{
	for (size_t i = 0; i < text->count; i++) {
		if (i != at && part_of[i] != at)
			continue;
		if (out->count)
			model_words_add(out, model_mark(text->items[i].identity));
		model_words_append(out, &text->items[i].words);
	}
}

/* Which blocks of the base have the words of a paragraph and of those joined to it. False where one of them is gone. */
static bool find_blocks(bool *has, bool *in_order, const struct finding *f, size_t before)
{
	bool all = true;
	size_t last = 0;
	*in_order = true;
	for (size_t i = 0; i < f->before->count; i++) {
		bool gone;
		if (i != before && f->proposed.joined_to[i] != before)
			continue;
		size_t block = base_block(f, i, &gone);
		all = all && !gone;
		for (size_t j = 0; !gone && j < f->base->count; j++)
			has[j] |= j == block || f->since.split_from[j] == block;
		*in_order = *in_order && (gone || block >= last);
		last = block;
	}
	return all;
}

/* The base's blocks that it speaks of, which must stand together, and their words. False where they do not. */
static bool find_base(struct wanted *wanted, const struct finding *f)
{
	bool *has = memory_new(f->base->count, sizeof *has), together;
	size_t low = MODEL_NONE, high = 0, count = 0;
	wanted->block = base_block(f, wanted->before, &wanted->gone);
	wanted->gone = !find_blocks(has, &together, f, wanted->before);
	for (size_t i = 0; i < f->base->count; i++)
		if (has[i]) {
			low = low == MODEL_NONE ? i : low;
			high = i;
			count++;
		}
	together = together && !wanted->gone && high - low + 1 == count;
	if (together) {
		wanted->block = low;
		wanted->extent = count;
	}
	for (size_t i = 0; !wanted->gone && i < wanted->extent; i++) {
		if (i)
			model_words_add(&wanted->base, model_mark(f->base->items[wanted->block + i].identity));
		model_words_append(&wanted->base, &f->base->items[wanted->block + i].words);
	}
	free(has);
	return together;
}

/* Whether the base has put in elsewhere what it puts in. */
static bool is_repeated(const struct finding *f, const struct wanted *wanted)
{
	struct repeated repeated = {.before = f->before, .base = f->base, .since = &f->since};
	if (wanted->kind == AMEND_REWORD) {
		repeated.first = wanted->block;
		repeated.count = wanted->extent;
	}
	return repeated_run(&repeated, &wanted->was, &wanted->now);
}

static bool want_words(struct finding *f, size_t before, size_t place)
{
	struct wanted *wanted = add(f, AMEND_REWORD, before, place);
	wanted->moves = f->proposed.moved[place];
	wanted->after = wanted->moves ? anchor(f, place) : MODEL_NONE;
	add_words(&wanted->was, f->before, before, f->proposed.joined_to);
	add_words(&wanted->now, f->now, place, f->proposed.split_from);
	wanted->base_collides = !find_base(wanted, f) || changes_collide(&wanted->was, &wanted->base, &wanted->now);
	if (!wanted->base_collides)
		changes_put(
			&wanted->carried, &wanted->was, (const struct model_words *[]){&wanted->base, &wanted->now}, 2);
	bool changes = wanted->base_collides || !model_words_equal(&wanted->carried, &wanted->base);
	wanted->base_collides = wanted->base_collides || (changes && is_repeated(f, wanted));
	if (wanted->base_collides) {
		model_words_clear(&wanted->carried);
		model_words_append(&wanted->carried, &wanted->now);
	}
	return wanted->moves || changes;
}

/* Whether a block of the base stands behind `after`, but for what has been put in between. */
static bool stands_behind(const struct finding *f, size_t block, size_t after)
{
	while (block-- > 0)
		if (block == after || f->since.to_old[block] != MODEL_NONE)
			return block == after;
	return after == MODEL_NONE;
}

static bool is_kin(const struct model_words *a, const struct model_words *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (model_words_find(b, a->items[i]) != MODEL_NONE)
			return true;
	return false;
}

/* What the base has divided, or joined to another, does not move: half of it would, or too much. */
static bool is_regrouped(const struct relation *since, size_t before, size_t block)
{
	if (since->to_new[before] != block)
		return true;
	for (size_t i = 0; i < since->new_count; i++)
		if (since->split_from[i] == block)
			return true;
	for (size_t i = 0; i < since->old_count; i++)
		if (since->joined_to[i] == before)
			return true;
	return false;
}

static bool want_move(struct finding *f, size_t before, size_t place)
{
	struct wanted *wanted = add(f, AMEND_MOVE, before, place);
	const struct model_words *words = &f->now->items[place].words;
	wanted->block = base_block(f, before, &wanted->gone);
	wanted->after = anchor(f, place);
	model_words_append(&wanted->was, words);
	model_words_append(&wanted->now, words);
	model_words_append(&wanted->carried, words);
	wanted->gone = wanted->gone || !is_kin(words, &f->base->items[wanted->block].words);
	wanted->base_collides = wanted->gone || is_regrouped(&f->since, before, wanted->block);
	return wanted->base_collides || !stands_behind(f, wanted->block, wanted->after);
}

static bool want_insertion(struct finding *f, size_t place)
{
	struct wanted *wanted = add(f, AMEND_INSERT, MODEL_NONE, place);
	const struct model_words *words = &f->now->items[place].words;
	wanted->block = anchor(f, place);
	wanted->identity = f->now->items[place].identity;
	model_words_append(&wanted->now, words);
	model_words_append(&wanted->carried, words);
	wanted->base_collides = is_repeated(f, wanted);
	for (size_t at = wanted->block + 1; at < f->base->count && f->since.to_old[at] == MODEL_NONE; at++)
		if (model_words_equal(&f->base->items[at].words, words))
			return false;
	return true;
}

static bool want_deletion(struct finding *f, size_t before)
{
	struct wanted *wanted = add(f, AMEND_DELETE, before, MODEL_NONE);
	bool gone;
	wanted->block = base_block(f, before, &gone);
	wanted->base_collides =
		!gone && !model_words_equal(&f->base->items[wanted->block].words, &f->before->items[before].words);
	model_words_append(&wanted->was, &f->before->items[before].words);
	return !gone;
}

static void wanted_clear(struct wanted *wanted)
{
	model_words_clear(&wanted->was);
	model_words_clear(&wanted->now);
	model_words_clear(&wanted->carried);
	model_words_clear(&wanted->base);
	model_words_clear(&wanted->own);
}

void wanteds_clear(struct wanteds *wanteds)
{
	for (size_t i = 0; i < wanteds->count; i++)
		wanted_clear(&wanteds->items[i]);
	free(wanteds->items);
	*wanteds = (struct wanteds){0};
}

/* Whether parts have come of a paragraph, or others have been joined to it. */
static bool regroups(const struct finding *f, size_t before, size_t place)
{
	for (size_t i = 0; i < f->now->count; i++)
		if (f->proposed.split_from[i] == place)
			return true;
	for (size_t i = 0; i < f->before->count; i++)
		if (f->proposed.joined_to[i] == before)
			return true;
	return false;
}

/* What the base has already is none. */
static void drop_unless(struct finding *f, bool wanted)
{
	if (!wanted)
		wanted_clear(&f->out->items[--f->out->count]);
}

/* What the base has done with its place. */
static void find_moves(struct finding *f)
{
	for (size_t i = 0; i < f->out->count; i++) {
		struct wanted *wanted = &f->out->items[i];
		if (wanted->branch != f->branch || wanted->before == MODEL_NONE)
			continue;
		size_t block = f->since.to_new[wanted->before];
		if (block == MODEL_NONE)
			continue;
		wanted->base_moved = f->since.moved[block];
		wanted->there = stands_behind(f, block, wanted->after);
	}
}

static void find_branch(struct finding *f)
{
	relation_run(&f->proposed, f->before, f->now);
	relation_run(&f->since, f->before, f->base);
	for (size_t i = 0; i < f->now->count; i++) {
		size_t before = f->proposed.to_old[i];
		if (before == MODEL_NONE && f->proposed.split_from[i] == MODEL_NONE)
			drop_unless(f, want_insertion(f, i));
		else if (before == MODEL_NONE)
			continue;
		else if (regroups(f, before, i) ||
			 !model_words_equal(&f->before->items[before].words, &f->now->items[i].words))
			drop_unless(f, want_words(f, before, i));
		else if (f->proposed.moved[i])
			drop_unless(f, want_move(f, before, i));
	}
	for (size_t i = 0; i < f->before->count; i++)
		if (f->proposed.to_new[i] == MODEL_NONE && f->proposed.joined_to[i] == MODEL_NONE)
			drop_unless(f, want_deletion(f, i));
	find_moves(f);
	relation_clear(&f->proposed);
	relation_clear(&f->since);
}

static bool same_wanted(const struct wanted *a, const struct wanted *b)
{
	return a->branch != b->branch && a->kind == b->kind && a->block == b->block && a->gone == b->gone &&
	       a->after == b->after && a->moves == b->moves && a->extent == b->extent &&
	       model_words_equal(&a->carried, &b->carried) &&
	       (a->kind != AMEND_DELETE || model_words_equal(&a->was, &b->was));
}

void wanted_all(struct wanteds *out, const struct model *model, size_t draft)
{
	for (size_t i = 0; i < model->order.branches; i++) {
		const struct model_version *version = &model->branches[i].versions[draft];
		find_branch(&(struct finding){.out = out,
			.branch = i,
			.version = version,
			.before = &version->before,
			.now = &version->now,
			.base = &model->bases[draft]});
	}
	for (size_t i = 0; i < out->count; i++) {
		model_words_append(&out->items[i].own, &out->items[i].carried);
		out->items[i].own_collides = out->items[i].base_collides;
	}
	wanted_find_same(out);
}

void wanted_between(struct wanteds *out, const struct model_version *version, const struct model_text *base)
{
	find_branch(&(struct finding){
		.out = out, .version = version, .before = &version->before, .now = &version->now, .base = base});
	wanted_find_same(out);
}

void wanted_find_same(struct wanteds *wanteds)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		wanteds->items[i].same_as = i;
		for (size_t j = 0; j < i && wanteds->items[i].same_as == i; j++)
			if (same_wanted(&wanteds->items[j], &wanteds->items[i]))
				wanteds->items[i].same_as = wanteds->items[j].same_as;
	}
}

void wanted_modify(struct wanted *wanted, const struct model_words *words, const struct model_words *against)
{
	bool inserts = wanted->kind == AMEND_INSERT;
	model_words_clear(&wanted->carried);
	wanted->base_collides = wanted->own_collides;
	if (words)
		wanted->base_collides = !inserts && (wanted->gone || changes_collide(against, &wanted->base, words));
	if (!words)
		model_words_append(&wanted->carried, &wanted->own);
	else if (inserts || wanted->base_collides)
		model_words_append(&wanted->carried, words);
	else
		changes_put(&wanted->carried, against, (const struct model_words *[]){&wanted->base, words}, 2);
}

/* --- collisions */

static bool moves(const struct wanted *wanted)
{
	return wanted->moves || wanted->kind == AMEND_MOVE;
}

static bool speak_of_one(const struct wanted *a, const struct wanted *b)
{
	return a->kind != AMEND_INSERT && b->kind != AMEND_INSERT && !a->gone && !b->gone &&
	       a->block < b->block + b->extent && b->block < a->block + a->extent;
}

bool wanted_collide(const struct wanted *a, const struct wanted *b)
{
	if (a->branch == b->branch || a->same_as == b->same_as || !speak_of_one(a, b))
		return false;
	if (a->kind == AMEND_DELETE || b->kind == AMEND_DELETE)
		return a->kind != b->kind;
	if (moves(a) && moves(b) && a->after != b->after)
		return true;
	if (a->extent > 1 || b->extent > 1)
		return true;
	return a->kind == AMEND_REWORD && b->kind == AMEND_REWORD &&
	       changes_collide(&a->base, &a->carried, &b->carried);
}

bool wanted_stands(const struct wanted *wanted)
{
	return wanted->decision != DECISION_REJECTED && wanted->decision != DECISION_NOTED;
}

static bool is_retained(const struct wanted *wanted)
{
	return wanted->decision == DECISION_ACCEPTED || wanted->decision == DECISION_MODIFIED;
}

/* What the base stands in the way of, but another proposes, too, and it is taken of them, is taken with it. */
static bool is_possible(const struct wanteds *wanteds, const struct wanted *wanted)
{
	for (size_t i = 0; i < wanteds->count; i++)
		if (wanteds->items[i].same_as == wanted->same_as && is_retained(&wanteds->items[i]) &&
			!wanteds->items[i].base_collides)
			return true;
	return false;
}

void wanted_settle(struct wanteds *wanteds)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		struct wanted *wanted = &wanteds->items[i];
		wanted->taken = is_retained(wanted) && is_possible(wanteds, wanted);
		for (size_t j = 0; j < wanteds->count && wanted->taken; j++)
			wanted->taken = !is_retained(&wanteds->items[j]) || !wanted_collide(wanted, &wanteds->items[j]);
		wanted->settled = wanted->taken || !wanted_stands(wanted);
	}
}
