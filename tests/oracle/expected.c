#include "oracle/expected.h"

#include <stdlib.h>

#include "base/array.h"
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
				!is_out_already(wanteds, i, out->items[j]) && out->items[j] < expected.count &&
				expected.items[out->items[j]])
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
	const struct model_text *before, *now;
	struct relation proposed; /* before -> now */
	const struct model_words *places, *gone;
	struct model_text out;
};

static bool settled_at(const struct settling *s, size_t place)
{
	return place != MODEL_NONE && model_words_find(s->places, place) != MODEL_NONE;
}

/* What of it is not there any more: taken out, joined to another, or moved. */
static bool went_away(const struct settling *s, size_t before)
{
	size_t whole = s->proposed.joined_to[before], place = s->proposed.to_new[before];
	if (whole != MODEL_NONE)
		return settled_at(s, s->proposed.to_new[whole]);
	if (place == MODEL_NONE)
		return model_words_find(s->gone, before) != MODEL_NONE;
	return s->proposed.moved[place] && settled_at(s, place);
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

/* The text that a branch comes from, with what is settled of one of its versions. */
static void settle(struct model_text *text, const struct model_text *now, const struct model_words *places,
	const struct model_words *gone)
{
	struct settling s = {.before = text, .now = now, .places = places, .gone = gone};
	relation_run(&s.proposed, s.before, s.now);
	copy_behind(&s, MODEL_NONE);
	for (size_t i = 0; i < s.before->count; i++) {
		size_t place = s.proposed.to_new[i];
		if (!went_away(&s, i)) {
			if (settled_at(&s, place))
				copy_settled(&s, place);
			else
				copy_paragraph(&s, s.before, i);
		}
		copy_behind(&s, i);
	}
	relation_clear(&s.proposed);
	model_text_clear(text);
	*text = s.out;
}

/* What is settled of a version now, which is kept, too. */
static void settle_version(struct model_version *version, const struct wanteds *wanteds, size_t branch)
{
	struct model_settled *settled = ARRAY_ADD(version->settled, version->settled_count, version->settled_capacity);
	model_copy(&settled->before, &version->before);
	model_copy(&settled->now, &version->now);
	for (size_t i = 0; i < wanteds->count; i++) {
		const struct wanted *wanted = &wanteds->items[i];
		if (wanted->branch != branch || !wanted->settled)
			continue;
		if (wanted->kind == AMEND_DELETE)
			model_words_add(&settled->gone, wanted->before);
		else
			model_words_add(&settled->places, wanted->place);
	}
	settle(&version->before, &version->now, &settled->places, &settled->gone);
	size_t moved = version->moved == MODEL_NONE ? MODEL_NONE : model_find(&version->now, version->moved);
	if (moved != MODEL_NONE && model_words_find(&settled->places, moved) != MODEL_NONE)
		version->moved = MODEL_NONE;
}

/* The same of what was settled when the branch had gone on from it already, unless that is settled, too. */
static void settle_left(void *context, const struct decided_of *of)
{
	const struct wanteds *wanteds = context;
	struct model_version *version = NULL;
	struct relation since;
	bool later = false;
	relation_run(&since, &of->then, &of->version->now);
	for (size_t i = 0; i < wanteds->count; i++)
		later |= wanteds->items[i].version == of->version && wanteds->items[i].settled &&
			 wanteds->items[i].place != MODEL_NONE && wanteds->items[i].place == since.to_new[of->place];
	relation_clear(&since);
	if (later)
		return;
	version = (struct model_version *)of->version;
	struct model_settled *settled = ARRAY_ADD(version->settled, version->settled_count, version->settled_capacity);
	model_copy(&settled->before, &version->before);
	model_copy(&settled->now, &of->then);
	model_words_add(&settled->places, of->place);
	settle(&version->before, &of->then, &settled->places, &settled->gone);
}

/* Another's branch, which this one has merged, is in the base whole: it comes from that one's text now, with what has
 * been settled of it on its own. */
static void come_from_taken(struct model_version *version, const struct model_text *taken)
{
	model_copy(&version->before, taken);
	for (size_t i = 0; i < version->settled_count; i++) {
		const struct model_settled *settled = &version->settled[i];
		struct relation since;
		struct model_words gone = {0};
		relation_run(&since, &settled->before, &version->before);
		for (size_t j = 0; j < settled->gone.count; j++)
			if (since.to_new[settled->gone.items[j]] != MODEL_NONE)
				model_words_add(&gone, since.to_new[settled->gone.items[j]]);
		settle(&version->before, &settled->now, &settled->places, &gone);
		relation_clear(&since);
		model_words_clear(&gone);
	}
}

static bool all_settled(const struct model *model, const struct wanteds *wanteds, size_t branch)
{
	for (size_t i = 0; i < model->order.drafts; i++)
		for (size_t j = 0; j < wanteds[i].count; j++)
			if (wanteds[i].items[j].branch == branch && !wanteds[i].items[j].settled)
				return false;
	return true;
}

bool expected_done(const struct model *model, const struct wanteds *wanteds, size_t branch)
{
	size_t took = model->branches[branch].took;
	return all_settled(model, wanteds, branch) && (took == MODEL_NONE || all_settled(model, wanteds, took));
}

static void merged_whole(struct model *model, size_t branch)
{
	struct model_branch *done = &model->branches[branch];
	done->mixed |= done->whole != MODEL_NONE;
	done->whole = done->exists ? model->past_count : MODEL_NONE;
	done->took = MODEL_NONE;
	done->ahead = false;
	for (size_t i = 0; i < model->order.drafts; i++) {
		struct model_version *version = &done->versions[i];
		model_copy(&version->before, &version->now);
		model_forget(version);
		version->moved = MODEL_NONE;
	}
}

void expected_move_on(struct model *model, const struct wanteds *wanteds, struct decided *decided)
{
	bool *done = memory_new(model->order.branches, sizeof *done);
	for (size_t i = 0; i < model->order.branches; i++)
		done[i] = expected_done(model, wanteds, i);
	for (size_t i = 0; i < model->order.branches; i++) {
		struct model_branch *branch = &model->branches[i];
		for (size_t j = 0; !done[i] && j < model->order.drafts; j++)
			settle_version(&branch->versions[j], &wanteds[j], i);
		if (!done[i] && branch->took != MODEL_NONE && done[branch->took]) {
			for (size_t j = 0; j < model->order.drafts; j++)
				come_from_taken(&branch->versions[j], &branch->taken[j]);
			branch->took = MODEL_NONE;
		}
	}
	for (size_t i = 0; i < model->order.branches; i++)
		if (done[i])
			merged_whole(model, i);
	for (size_t i = 0; i < model->order.drafts; i++)
		decided_left(decided, &wanteds[i], settle_left, (void *)&wanteds[i]);
	free(done);
}

/* Deleted here and moved there, or moved to two places. */
static bool is_torn(const struct wanted *wanted)
{
	bool moves = wanted->moves || wanted->kind == AMEND_MOVE;
	return wanted->base_moved && (moves ? !wanted->there : wanted->kind == AMEND_DELETE);
}

bool expected_put_on(
	struct model_text *out, bool *moves, const struct model_version *version, const struct model_text *base)
{
	struct wanteds wanteds = {0};
	bool all = true;
	*moves = false;
	wanted_between(&wanteds, version, base);
	for (size_t i = 0; i < wanteds.count; i++) {
		struct wanted *wanted = &wanteds.items[i];
		wanted->taken = !wanted->base_collides && !is_torn(wanted);
		wanted->moves = wanted->moves && !wanted->base_moved;
		all = all && wanted->taken;
		*moves |= wanted->taken && (wanted->moves || wanted->kind == AMEND_MOVE);
	}
	expected_base(out, &wanteds, base);
	wanteds_clear(&wanteds);
	return all;
}

bool expected_update(struct model *model, size_t branch)
{
	struct model_branch *reviewer = &model->branches[branch];
	bool all = true;
	for (size_t i = 0; i < model->order.drafts; i++) {
		struct model_version *version = &reviewer->versions[i];
		struct model_text now = {0};
		bool moves;
		all = expected_put_on(&now, &moves, version, &model->bases[i]) && all;
		model_text_clear(&version->now);
		version->now = now;
		model_copy(&version->before, &model->bases[i]);
		version->moved = moves ? version->moved : MODEL_NONE;
		model_forget(version);
	}
	model_words_join(&reviewer->entries, &model->entries);
	model_at_base(reviewer, model->past_count - 1);
	return all;
}
