#include "review/taking.h"

#include "base/array.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/bond.h"
#include "review/decision.h"
#include "review/putting.h"
#include "text/worddiff.h"

const char *fate_name(enum fate fate)
{
	static const char *const names[] = {"open", "contradicted", "collides", "unfit", "waits", "taken", "left"};
	return names[fate];
}

/* --- one block */

/* Whether those that are in can all be put in. */
static bool stand_together(const struct putting *putting, size_t from, size_t to)
{
	const struct taken *items = putting->taking->items;
	for (size_t i = from; i < to; i++) {
		if (!putting_has(putting, i))
			continue;
		if (items[i].collides_with_base && items[i].fate != FATE_TAKEN)
			return false;
		for (size_t j = 0; j < items[i].collide_count; j++)
			if (putting_has(putting, items[i].collides[j]))
				return false;
	}
	return true;
}

enum reading_fate taking_read(struct buffer *out, const struct taking *taking, size_t block, const bool *also)
{
	struct putting putting = {.taking = taking, .also = also};
	enum reading_fate fate = READS_AS_BASE;
	size_t from = 0, to;
	while (from < taking->count && (taking->items[from].block != block))
		from++;
	for (to = from; to < taking->count && taking->items[to].block == block;)
		to++;
	if (!stand_together(&putting, from, to))
		return READS_NOT;
	if (block >= taking->base->count)
		return READS_DELETED; /* it stood before all that the base has today */
	putting_block(&putting, from, block);
	for (size_t i = 0; i < putting.count; i++) {
		if (putting.edits[i].kind == EDIT_DELETE && putting.edits[i].block == block)
			fate = READS_DELETED;
		else if (putting.edits[i].block == block && putting.edits[i].text.size) {
			fate = READS_OTHERWISE;
			buffer_add(out, putting.edits[i].text);
		}
	}
	if (fate == READS_AS_BASE)
		buffer_add(out, taking->base->blocks[block].text);
	putting_clear(&putting);
	return fate;
}

/* --- what becomes of each */

static enum fate fate_of(const struct amendment *amendment)
{
	switch (amendment->decision) {
	case DECISION_NONE:
		return FATE_OPEN;
	case DECISION_CONTRADICTED:
		return FATE_CONTRADICTED;
	case DECISION_REJECTED:
	case DECISION_NOTED:
		return FATE_LEFT;
	default:
		return amendment->collides_with_base ? FATE_COLLIDES : FATE_TAKEN;
	}
}

/* What the base stands in the way of, but somebody else proposes, too, and is taken of them: the wish is granted. */
static void grant_same(struct taking *taking)
{
	bool *granted = memory_new(taking->count, sizeof *granted);
	for (size_t i = 0; i < taking->count; i++)
		granted[taking->items[i].same_as] |= taking->items[i].fate == FATE_TAKEN;
	for (size_t i = 0; i < taking->count; i++)
		if (granted[taking->items[i].same_as] && taking->items[i].fate == FATE_COLLIDES)
			taking->items[i].fate = FATE_TAKEN;
	free(granted);
}

static bool retained(const struct taken *item)
{
	return item->fate == FATE_TAKEN || item->fate == FATE_COLLIDES;
}

/* Both retained and colliding: neither goes in, not even once the base stands in the way of the other. */
static void part_colliding(struct taking *taking, const struct standing *standing)
{
	bool *collides = memory_new(taking->count, sizeof *collides);
	for (size_t i = 0; i < taking->count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		for (size_t j = 0; j < amendment->collide_count; j++)
			collides[i] |=
				taking->items[i].fate == FATE_TAKEN && retained(&taking->items[amendment->collides[j]]);
	}
	for (size_t i = 0; i < taking->count; i++)
		if (collides[i])
			taking->items[i].fate = FATE_COLLIDES;
	free(collides);
}

static void include_wording(struct filling *filling, size_t i, bool included)
{
	const struct taken *items = filling->taking->items;
	for (size_t j = i; j < filling->taking->count; j++)
		if (items[j].same_as == items[i].same_as)
			filling_include(filling, j, included);
}

static const struct fault *try_writing(struct filling *filling)
{
	struct draft *draft = NULL;
	const struct fault *fault = filling_draft(&draft, filling);
	draft_free(draft);
	return fault;
}

/* Where all together would change other paragraphs, one wording after the other is put in, and those that cannot be are
 * left open. */
static const struct fault *part_unfit(struct taking *taking)
{
	struct filling *filling = filling_new(taking);
	for (size_t i = 0; i < taking->count; i++)
		filling_include(filling, i, true);
	const struct fault *fault = try_writing(filling);
	filling_free(filling);
	if (!fault || (fault_kind(fault) != FAULT_MALFORMED && fault_kind(fault) != FAULT_CONFLICT))
		return fault;
	filling = filling_new(taking);
	for (size_t i = 0; i < taking->count; i++) {
		if (taking->items[i].fate != FATE_TAKEN || filling->included[i])
			continue;
		include_wording(filling, i, true);
		fault = try_writing(filling);
		if (!fault)
			continue;
		include_wording(filling, i, false);
		for (size_t j = i; j < taking->count; j++)
			if (taking->items[j].same_as == taking->items[i].same_as && taking->items[j].fate == FATE_TAKEN)
				taking->items[j].fate = FATE_UNFIT;
	}
	filling_free(filling);
	return NULL;
}

static const struct fault *item_fill(struct taken *item, struct review *review, const struct amendment *amendment)
{
	const struct standing *standing = review->standing;
	item->name = memory_string(amendment->name);
	item->reviewer = memory_string(standing->reviewers[amendment->reviewer].id);
	memcpy(item->digest, amendment->digest, sizeof item->digest);
	item->place = amendment->place;
	item->proposed = amendment->kind;
	buffer_add(&item->was, buffer_text(&amendment->was));
	buffer_add(&item->now, buffer_text(&amendment->now));
	item->collides = memory_new(amendment->collide_count, sizeof *item->collides);
	item->collide_count = amendment->collide_count;
	for (size_t i = 0; i < amendment->collide_count; i++)
		item->collides[i] = amendment->collides[i];
	item->collides_with_base = amendment->collides_with_base;
	item->lapsed = amendment->lapsed;
	item->decision = amendment->decision;
	item->fate = fate_of(amendment);
	buffer_add(&item->words, amendment_taken(amendment, &item->kind));
	item->moves = amendment->moved_too;
	item->block = amendment->block;
	item->after = amendment->after;
	item->extent = amendment->extent;
	item->paragraph = amendment->paragraph;
	item->same_as = amendment->same_as;
	item->decisions = memory_new(amendment->decision_count, sizeof *item->decisions);
	for (size_t i = 0; i < amendment->decision_count; i++)
		item->decisions[item->decision_count++] = standing->remarks[amendment->decisions[i]].annotation;
	return review_blob(&item->branch, review, &amendment->blob);
}

/* --- what is to be read */

/* The sentence of the base, counted from 0, that each of its words stands in. */
static size_t *sentences(const struct words *words)
{
	size_t *of = memory_new(words->count + 1, sizeof *of), sentence = 0;
	for (size_t i = 0; i < words->count; i++) {
		struct text word = text_part(words->text, words->items[i].start, words->items[i].end);
		of[i] = sentence;
		if (word.size && strchr(".!?", word.bytes[word.size - 1]))
			sentence++;
	}
	of[words->count] = words->count ? of[words->count - 1] : 0;
	return of;
}

/* Marks the sentences in which a side changes words. */
static void touch(bool *touched, const size_t *of, const struct words *base, struct text side)
{
	struct words words = {0};
	struct worddiff diff = {0};
	words_split(&words, side);
	worddiff_run(&diff, base, &words);
	for (size_t i = 0; i < diff.count; i++)
		for (size_t at = diff.hunks[i].old_start; at <= diff.hunks[i].old_end; at++)
			if (at < diff.hunks[i].old_end || diff.hunks[i].old_start == diff.hunks[i].old_end)
				touched[of[at]] = true;
	worddiff_clear(&diff);
	words_clear(&words);
}

static void combined_add(struct taking *taking, const struct putting *putting, size_t from, struct number place)
{
	size_t block = taking->items[from].block;
	struct combined *combined = ARRAY_ADD(taking->combined, taking->combined_count, taking->combined_capacity);
	struct putting one = {.taking = taking, .included = putting->included};
	combined->block = block;
	combined->place = place;
	buffer_add(&combined->was, taking->base->blocks[block].text);
	putting_words(&one, from, block);
	buffer_add(&combined->now, buffer_text(&one.texts[0]));
	putting_clear(&one);
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++)
		if (putting_speaks(putting, i) && taking->items[i].kind == AMEND_REWORD)
			*ARRAY_ADD(combined->reviewers, combined->reviewer_count, combined->reviewer_capacity) =
				memory_string(taking->items[i].reviewer);
}

static void find_combined(struct taking *taking, const struct numbering *numbering)
{
	struct putting putting = {.taking = taking};
	for (size_t from = 0, to; from < taking->count; from = to) {
		size_t block = taking->items[from].block, count = 0;
		for (to = from; to < taking->count && taking->items[to].block == block; to++)
			count += putting_speaks(&putting, to) && taking->items[to].kind == AMEND_REWORD &&
				 taking->items[to].extent == 1;
		if (count < 2 || block == STANDING_NONE)
			continue;
		struct words words = {0};
		words_split(&words, taking->base->blocks[block].text);
		size_t *of = sentences(&words), most = of[words.count] + 1;
		size_t *hands = memory_new(most + 1, sizeof *hands);
		bool together = false;
		for (size_t i = from; i < to; i++) {
			bool *touched = memory_new(most + 1, sizeof *touched);
			if (putting_speaks(&putting, i) && taking->items[i].kind == AMEND_REWORD)
				touch(touched, of, &words, buffer_text(&taking->items[i].words));
			for (size_t j = 0; j <= most; j++)
				together |= touched[j] && ++hands[j] > 1;
			free(touched);
		}
		if (together)
			combined_add(taking, &putting, from, numbering->numbers[block]);
		free(hands);
		free(of);
		words_clear(&words);
	}
}

const struct fault *taking_new(struct taking **out, struct review *review)
{
	const struct standing *standing = review->standing;
	struct taking *taking = memory_new(1, sizeof *taking);
	const struct fault *fault = NULL;
	taking->path = memory_string(review_draft(review)->path);
	taking->base = review->draft;
	taking->items = memory_new(standing->amendment_count, sizeof *taking->items);
	for (size_t i = 0; !fault && i < standing->amendment_count; i++) {
		fault = item_fill(&taking->items[i], review, &standing->amendments[i]);
		taking->count++;
	}
	if (!fault) {
		grant_same(taking);
		part_colliding(taking, standing);
		do
			fault = part_unfit(taking);
		while (!fault && bond_run(taking));
	}
	if (fault) {
		taking_free(taking);
		return fault;
	}
	find_combined(taking, &review->numbering);
	*out = taking;
	return NULL;
}

void taking_free(struct taking *taking)
{
	if (!taking)
		return;
	for (size_t i = 0; i < taking->count; i++) {
		free(taking->items[i].name);
		free(taking->items[i].reviewer);
		buffer_clear(&taking->items[i].was);
		buffer_clear(&taking->items[i].now);
		buffer_clear(&taking->items[i].words);
		free(taking->items[i].collides);
		free(taking->items[i].decisions);
	}
	for (size_t i = 0; i < taking->combined_count; i++) {
		struct combined *combined = &taking->combined[i];
		buffer_clear(&combined->was);
		buffer_clear(&combined->now);
		for (size_t j = 0; j < combined->reviewer_count; j++)
			free(combined->reviewers[j]);
		free(combined->reviewers);
	}
	free(taking->path);
	free(taking->combined);
	free(taking->items);
	free(taking);
}
