#include "oracle/expected.h"

#include <stdlib.h>

#include "base/memory.h"
#include "oracle/changes.h"
#include "oracle/decided.h"
#include "oracle/relation.h"

/* --- the base */

/* Words with marks become paragraphs. */
static void put_paragraphs(struct model_text *out, size_t identity, const struct model_words *words)
{
	struct model_paragraph *paragraph = model_insert(out, out->count, identity);
	for (size_t i = 0; i < words->count; i++) {
		if (model_is_mark(words->items[i]))
			paragraph = model_insert(out, out->count, words->items[i] - model_mark(0));
		else
			model_words_add(&paragraph->words, words->items[i]);
	}
}

/* The base's block, with what is taken of it. What speaks of several stands where the first of them stood. */
static void put_block(
	struct model_text *out, const struct wanteds *wanteds, const struct model_text *base, size_t block)
{
	const struct model_words **sides = memory_new(wanteds->count + 1, sizeof *sides);
	struct model_words words = {0};
	size_t count = 0;
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		if (!wanted->taken || wanted->kind != AMEND_REWORD || wanted->block > block ||
			wanted->block + wanted->extent <= block)
			continue;
		if (wanted->extent > 1) {
			if (block == wanted->block)
				put_paragraphs(out, base->items[block].identity, &wanted->carried);
			free(sides);
			return;
		}
		sides[count++] = &wanted->carried;
	}
	changes_put(&words, &base->items[block].words, sides, count);
	put_paragraphs(out, base->items[block].identity, &words);
	model_words_clear(&words);
	free(sides);
}

static bool goes_away(const struct wanteds *wanteds, size_t block)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		if (wanted->taken && wanted->block == block &&
			(wanted->kind == AMEND_DELETE || wanted->kind == AMEND_MOVE || wanted->moves))
			return true;
	}
	return false;
}

/* What is put behind a block: branch after branch, each in its order; who has the same as an earlier one is silent. */
static void put_behind(
	struct model_text *out, const struct wanteds *wanteds, const struct model_text *base, size_t block)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		bool moves = wanted->kind == AMEND_MOVE || wanted->moves, silent = false;
		if (!wanted->taken || (moves ? wanted->after : wanted->block) != block ||
			!(moves || wanted->kind == AMEND_INSERT))
			continue;
		for (size_t j = 0; j < i; j++)
			silent |= wanteds->items[j].taken &&
				  (wanteds->items[j].same_as == wanted->same_as ||
					  (moves && wanteds->items[j].block == wanted->block &&
						  (wanteds->items[j].moves || wanteds->items[j].kind == AMEND_MOVE)));
		if (silent)
			continue;
		if (moves)
			put_block(out, wanteds, base, wanted->block);
		else
			put_paragraphs(out, wanted->identity, &wanted->carried);
	}
}

void expected_base(struct model_text *out, const struct wanteds *wanteds, const struct model_text *base)
{
	put_behind(out, wanteds, base, MODEL_NONE);
	for (size_t i = 0; i < base->count; i++) {
		if (!goes_away(wanteds, i))
			put_block(out, wanteds, base, i);
		put_behind(out, wanteds, base, i);
	}
}

/* --- its words */

static void count_words(struct model_words *counts, const struct model_words *words, bool only_once)
{
	for (size_t i = 0; i < words->count; i++) {
		if (model_is_mark(words->items[i]))
			continue;
		while (counts->count <= words->items[i])
			model_words_add(counts, 0);
		counts->items[words->items[i]] = only_once ? 1 : counts->items[words->items[i]] + 1;
	}
}

/* Whether a word that a proposal puts in is left where the branch takes it out by another: that one has been turned
 * down, or they are few words that go there. */
static bool is_left_behind(const struct wanteds *wanteds, const struct wanted *to, size_t word)
{
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *from = &wanteds->items[i];
		if (from->branch == to->branch && !from->taken && model_words_find(&from->was, word) != MODEL_NONE &&
			model_words_find(&from->now, word) == MODEL_NONE)
			return !wanted_stands(from) || !decided_bound(from, to);
	}
	return false;
}

static const struct model_words *words_before(const struct wanted *wanted)
{
	return wanted->kind == AMEND_DELETE ? &wanted->was : &wanted->base;
}

static bool takes_out(const struct wanted *wanted, size_t word)
{
	return wanted->taken && !model_is_mark(word) && model_words_find(words_before(wanted), word) != MODEL_NONE &&
	       model_words_find(&wanted->carried, word) == MODEL_NONE;
}

/* Whether an earlier one takes this word out of the same place: it goes once. */
static bool is_out_already(const struct wanteds *wanteds, size_t at, size_t word)
{
	const struct wanted *wanted = &wanteds->items[at];
	for (size_t i = 0; i < at; i++) {
		const struct wanted *earlier = &wanteds->items[i];
		if (takes_out(earlier, word) && earlier->block < wanted->block + wanted->extent &&
			wanted->block < earlier->block + earlier->extent)
			return true;
	}
	return false;
}

bool expected_is_whole(
	size_t *word, const struct model_text *after, const struct wanteds *wanteds, const struct model_text *base)
{
	struct model_words expected = {0}, found = {0};
	for (size_t i = 0; i < base->count; i++)
		count_words(&expected, &base->items[i].words, false);
	/* A few words that went in elsewhere in an earlier round stand twice until they are taken out here. */
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct model_words *out = words_before(&wanteds->items[i]);
		for (size_t j = 0; j < out->count; j++)
			if (takes_out(&wanteds->items[i], out->items[j]) &&
				!is_out_already(wanteds, i, out->items[j]) && expected.items[out->items[j]])
				expected.items[out->items[j]]--;
	}
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		struct model_words in = {0};
		for (size_t j = 0; wanted->taken && wanted->kind != AMEND_MOVE && j < wanted->carried.count; j++)
			if (model_words_find(&wanted->base, wanted->carried.items[j]) == MODEL_NONE)
				model_words_add(&in, wanted->carried.items[j]);
		for (size_t j = 0; j < in.count; j++) {
			bool stays = in.items[j] < expected.count && expected.items[in.items[j]];
			bool again = stays && is_left_behind(wanteds, wanted, in.items[j]);
			count_words(&expected, &(struct model_words){&in.items[j], 1, 1}, !again);
		}
		model_words_clear(&in);
	}
	for (size_t i = 0; i < after->count; i++)
		count_words(&found, &after->items[i].words, false);
	bool whole = true;
	for (size_t i = 0; whole && (i < expected.count || i < found.count); i++) {
		size_t wanted = i < expected.count ? expected.items[i] : 0;
		whole = wanted == (i < found.count ? found.items[i] : 0);
		*word = i;
	}
	model_words_clear(&expected);
	model_words_clear(&found);
	return whole;
}

/* --- what the branches come from afterwards */

/* What becomes of the text that a branch came from. */
struct settling {
	const struct wanteds *wanteds;
	size_t branch;
	const struct model_text *before, *now;
	struct relation proposed; /* before -> now */
	struct model_text out;
};

static const struct wanted *settled_at(const struct settling *s, size_t place)
{
	for (size_t i = 0; i < s->wanteds->count; i++) {
		const struct wanted *wanted = &s->wanteds->items[i];
		if (wanted->branch == s->branch && wanted->settled && wanted->place == place)
			return wanted;
	}
	return NULL;
}

/* What of it is not there any more: taken out, joined to another, or moved. */
static bool went_away(const struct settling *s, size_t before)
{
	size_t whole = s->proposed.joined_to[before], place = s->proposed.to_new[before];
	if (whole != MODEL_NONE)
		return settled_at(s, s->proposed.to_new[whole]) != NULL;
	for (size_t i = 0; place == MODEL_NONE && i < s->wanteds->count; i++) {
		const struct wanted *wanted = &s->wanteds->items[i];
		if (wanted->branch == s->branch && wanted->settled && wanted->kind == AMEND_DELETE &&
			wanted->before == before)
			return true;
	}
	return place != MODEL_NONE && s->proposed.moved[place] && settled_at(s, place);
}

static void copy_paragraph(struct settling *s, const struct model_text *from, size_t at)
{
	model_words_append(
		&model_insert(&s->out, s->out.count, from->items[at].identity)->words, &from->items[at].words);
}

/* A paragraph of the branch with its parts. */
static void copy_settled(struct settling *s, size_t place)
{
	for (size_t i = 0; i < s->now->count; i++)
		if (i == place || s->proposed.split_from[i] == place)
			copy_paragraph(s, s->now, i);
}

/* Where a paragraph of the branch belongs that is put in or moved: behind which of those that stand where they stood.
 */
static size_t place_of(const struct settling *s, size_t place)
{
	while (place-- > 0)
		if (s->proposed.to_old[place] != MODEL_NONE && !s->proposed.moved[place])
			return relation_last_joined(&s->proposed, s->proposed.to_old[place]);
	return MODEL_NONE;
}

static void copy_behind(struct settling *s, size_t before)
{
	for (size_t i = 0; i < s->now->count; i++) {
		bool elsewhere = s->proposed.to_old[i] == MODEL_NONE || s->proposed.moved[i];
		if (elsewhere && s->proposed.split_from[i] == MODEL_NONE && settled_at(s, i) &&
			place_of(s, i) == before)
			copy_settled(s, i);
	}
}

static void settle(struct model_version *version, const struct wanteds *wanteds, size_t branch)
{
	struct settling s = {.wanteds = wanteds, .branch = branch, .before = &version->before, .now = &version->now};
	relation_run(&s.proposed, s.before, s.now);
	copy_behind(&s, MODEL_NONE);
	for (size_t i = 0; i < s.before->count; i++) {
		size_t place = s.proposed.to_new[i];
		if (!went_away(&s, i)) {
			if (place != MODEL_NONE && settled_at(&s, place))
				copy_settled(&s, place);
			else
				copy_paragraph(&s, s.before, i);
		}
		copy_behind(&s, i);
	}
	relation_clear(&s.proposed);
	model_text_clear(&version->before);
	version->before = s.out;
	size_t moved = version->moved == MODEL_NONE ? MODEL_NONE : model_find(&version->now, version->moved);
	if (moved != MODEL_NONE && settled_at(&s, moved))
		version->moved = MODEL_NONE;
}

bool expected_done(const struct model *model, const struct wanteds *wanteds, size_t branch)
{
	for (size_t i = 0; i < model->order.drafts; i++)
		for (size_t j = 0; j < wanteds[i].count; j++)
			if (wanteds[i].items[j].branch == branch && !wanteds[i].items[j].settled)
				return false;
	return true;
}

void expected_move_on(struct model *model, const struct wanteds *wanteds)
{
	for (size_t i = 0; i < model->order.branches; i++)
		for (size_t j = 0; j < model->order.drafts; j++) {
			struct model_version *version = &model->branches[i].versions[j];
			if (!expected_done(model, wanteds, i)) {
				settle(version, &wanteds[j], i);
				continue;
			}
			if (!model->branches[i].exists) /* it will start from there */
				model_copy(&version->now, &model->bases[j]);
			model_copy(&version->before, &version->now);
			version->moved = MODEL_NONE;
		}
}

/* Deleted here and moved there, or moved to two places. */
static bool is_torn(const struct wanted *wanted)
{
	bool moves = wanted->moves || wanted->kind == AMEND_MOVE;
	return wanted->base_moved && (moves ? !wanted->there : wanted->kind == AMEND_DELETE);
}

bool expected_update(struct model *model, size_t branch, size_t draft)
{
	struct model_version *version = &model->branches[branch].versions[draft];
	struct wanteds wanteds = {0};
	struct model_text now = {0};
	bool collides = false, moved = false;
	wanted_all(&wanteds, model, draft);
	for (size_t i = 0; i < wanteds.count; i++) {
		struct wanted *wanted = &wanteds.items[i];
		bool mine = wanted->branch == branch, meets = wanted->base_collides || is_torn(wanted);
		wanted->taken = mine && !meets;
		wanted->moves = wanted->moves && !wanted->base_moved;
		collides |= mine && meets;
		moved |= wanted->taken && (wanted->moves || wanted->kind == AMEND_MOVE);
	}
	expected_base(&now, &wanteds, &model->bases[draft]);
	wanteds_clear(&wanteds);
	model_text_clear(&version->now);
	version->now = now;
	model_copy(&version->before, &model->bases[draft]);
	version->moved = moved ? version->moved : MODEL_NONE;
	return collides;
}
