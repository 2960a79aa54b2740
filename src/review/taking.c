#include "review/taking.h"

#include "base/array.h"
#include "base/memory.h"
#include "draft/merge.h"
#include "draft/rewrite.h"
#include "review/amendment.h"
#include "review/decision.h"
#include "text/worddiff.h"

const char *fate_name(enum fate fate)
{
	static const char *const names[] = {"open", "contradicted", "collides", "unfit", "taken", "left"};
	return names[fate];
}

/* --- the edits */

/* What goes into the draft: edits, and the words they point to. */
struct putting {
	const struct taking *taking;
	const bool *included;
	const bool *also; /* as if they were retained, too; NULL: none */
	struct edit *edits;
	const struct taken **by; /* for each edit that puts something in a new place: whose it is */
	size_t count, capacity, by_count, by_capacity;
	struct buffer *texts;
	size_t text_count, text_capacity;
};

static bool is_in(const struct putting *putting, size_t i)
{
	if (putting->also && putting->also[i])
		return true;
	return putting->taking->items[i].fate == FATE_TAKEN && (!putting->included || putting->included[i]);
}

/* Of those with the same words, one is put in: it has the bytes of the lowest reviewer's. They stand beside each other:
 * all are about one block. */
static size_t bearer(const struct taking *taking, size_t i)
{
	const struct taken *items = taking->items;
	size_t best = i;
	for (size_t j = items[i].same_as; j < taking->count && items[j].block == items[i].block; j++)
		if (items[j].same_as == items[i].same_as && items[j].fate == FATE_TAKEN &&
			strcmp(items[j].reviewer, items[best].reviewer) < 0)
			best = j;
	return best;
}

/* Whether it is the first of its wording that is in: the one that speaks for the others. */
static bool speaks(const struct putting *putting, size_t i)
{
	const struct taken *items = putting->taking->items;
	if (!is_in(putting, i))
		return false;
	for (size_t j = items[i].same_as; j < i; j++)
		if (items[j].same_as == items[i].same_as && is_in(putting, j))
			return false;
	return true;
}

static struct edit *edit_add(struct putting *putting, enum edit_kind kind, size_t block)
{
	struct edit *edit = ARRAY_ADD(putting->edits, putting->count, putting->capacity);
	*ARRAY_ADD(putting->by, putting->by_count, putting->by_capacity) = NULL;
	edit->kind = kind;
	edit->block = block;
	return edit;
}

/* A rewording that may take its block along: `mover` says where to, NULL that it stays. */
static void edit_words(struct putting *putting, size_t block, struct text words, const struct taken *mover)
{
	struct edit *edit = edit_add(putting, mover ? EDIT_MOVE : EDIT_REWORD, block);
	edit->text = words;
	edit->after = mover ? mover->after : 0;
	putting->by[putting->count - 1] = mover;
}

static struct buffer *text_add(struct putting *putting)
{
	return ARRAY_ADD(putting->texts, putting->text_count, putting->text_capacity);
}

static bool moves(const struct taken *item)
{
	return item->kind == AMEND_MOVE || (item->kind == AMEND_REWORD && item->moves);
}

/* Who moves a block: of several, who all move it to one place, the lowest reviewer. NULL: it stays. */
static const struct taken *mover_of(const struct putting *putting, size_t from, size_t block)
{
	const struct taking *taking = putting->taking;
	const struct taken *mover = NULL;
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++)
		if (is_in(putting, i) && moves(&taking->items[i]) &&
			(!mover || strcmp(taking->items[i].reviewer, mover->reviewer) < 0))
			mover = &taking->items[i];
	return mover;
}

/* The rewordings of one block, from item `from` on: their hunks together. */
static void put_words(struct putting *putting, size_t from, size_t block)
{
	const struct taking *taking = putting->taking;
	struct text *sides = memory_new(taking->count - from, sizeof *sides);
	struct buffer *words = text_add(putting);
	size_t count = 0;
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++) {
		if (!speaks(putting, i) || taking->items[i].kind != AMEND_REWORD || taking->items[i].extent > 1)
			continue;
		sides[count++] = buffer_text(&taking->items[bearer(taking, i)].words);
	}
	if (count == 1)
		buffer_add(words, sides[0]); /* carried already: layout and all */
	else
		merge_words(words, taking->base->blocks[block].text, sides, count, NULL);
	edit_words(putting, block, buffer_text(words), mover_of(putting, from, block));
	free(sides);
}

/* A join: the first block takes the words, the others go. */
static void put_join(struct putting *putting, const struct taken *item, const struct taken *mover)
{
	edit_words(putting, item->block, buffer_text(&item->words), mover);
	for (size_t i = 1; i < item->extent; i++)
		edit_add(putting, EDIT_DELETE, item->block + i);
}

static void put_block(struct putting *putting, size_t from, size_t block)
{
	const struct taking *taking = putting->taking;
	const struct taken *mover = mover_of(putting, from, block);
	bool reworded = false;
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++) {
		if (!speaks(putting, i))
			continue;
		const struct taken *item = &taking->items[bearer(taking, i)];
		if (item->kind == AMEND_DELETE)
			edit_add(putting, EDIT_DELETE, block);
		else if (item->kind == AMEND_REWORD && item->extent > 1)
			put_join(putting, item, mover);
		else if (item->kind == AMEND_REWORD && !reworded)
			put_words(putting, from, block);
		reworded |= item->kind == AMEND_REWORD;
	}
	if (mover && !reworded)
		edit_words(putting, block, (struct text){0}, mover);
}

static void put_insertions(struct putting *putting)
{
	const struct taking *taking = putting->taking;
	for (size_t i = 0; i < taking->count; i++) {
		if (!speaks(putting, i) || taking->items[i].kind != AMEND_INSERT)
			continue;
		const struct taken *item = &taking->items[bearer(taking, i)];
		struct edit *edit = edit_add(putting, EDIT_INSERT, 0);
		edit->after = item->block == STANDING_NONE ? EDIT_START : item->block;
		edit->text = buffer_text(&item->words);
		edit->like = item->branch;
		edit->like_block = item->paragraph - 1;
		putting->by[putting->count - 1] = item;
	}
}

/* An edit and whose it is. */
struct placed {
	struct edit edit;
	const struct taken *by;
};

static int by_branch(const void *one, const void *two)
{
	const struct placed *a = one, *b = two;
	if (!a->by || !b->by)
		return a->by ? 1 : b->by ? -1 : (a->edit.block > b->edit.block) - (a->edit.block < b->edit.block);
	int order = strcmp(a->by->reviewer, b->by->reviewer);
	return order ? order : (a->by->paragraph > b->by->paragraph) - (a->by->paragraph < b->by->paragraph);
}

/* What comes to one place keeps its branch's order, branch after branch by reviewer, be it new or moved. */
static void sort_edits(struct putting *putting)
{
	struct placed *list = memory_new(putting->count, sizeof *list);
	for (size_t i = 0; i < putting->count; i++)
		list[i] = (struct placed){putting->edits[i], putting->by[i]};
	qsort(list, putting->count, sizeof *list, by_branch);
	for (size_t i = 0; i < putting->count; i++)
		putting->edits[i] = list[i].edit;
	free(list);
}

static void putting_clear(struct putting *putting)
{
	for (size_t i = 0; i < putting->text_count; i++)
		buffer_clear(&putting->texts[i]);
	free(putting->texts);
	free(putting->edits);
	free(putting->by);
	putting->texts = NULL;
	putting->edits = NULL;
	putting->by = NULL;
	putting->count = putting->capacity = putting->text_count = putting->text_capacity = 0;
	putting->by_count = putting->by_capacity = 0;
}

/* --- all blocks, with more and more put in */

/* What is put into one block, from item `from` on. */
struct filled {
	struct putting putting;
	size_t from;
	bool stale; /* another item has come since */
};

struct filling {
	const struct taking *taking;
	bool *included;
	struct filled *blocks;
	size_t count, *block_of; /* of each item */
};

struct filling *filling_new(const struct taking *taking)
{
	struct filling *filling = memory_new(1, sizeof *filling);
	filling->taking = taking;
	filling->included = memory_new(taking->count, sizeof *filling->included);
	filling->blocks = memory_new(taking->count, sizeof *filling->blocks);
	filling->block_of = memory_new(taking->count, sizeof *filling->block_of);
	for (size_t i = 0; i < taking->count; i++) {
		if (i == 0 || taking->items[i - 1].block != taking->items[i].block) {
			struct putting putting = {.taking = taking, .included = filling->included};
			filling->blocks[filling->count++] = (struct filled){.putting = putting, .from = i};
		}
		filling->block_of[i] = filling->count - 1;
	}
	return filling;
}

void filling_free(struct filling *filling)
{
	if (!filling)
		return;
	for (size_t i = 0; i < filling->count; i++)
		putting_clear(&filling->blocks[i].putting);
	free(filling->included);
	free(filling->blocks);
	free(filling->block_of);
	free(filling);
}

void filling_include(struct filling *filling, size_t item, bool included)
{
	if (filling->included[item] == included)
		return;
	filling->included[item] = included;
	filling->blocks[filling->block_of[item]].stale = true;
}

static void refill(struct filled *filled)
{
	size_t block = filled->putting.taking->items[filled->from].block;
	if (!filled->stale || block == STANDING_NONE)
		return;
	putting_clear(&filled->putting);
	put_block(&filled->putting, filled->from, block);
	filled->stale = false;
}

const struct fault *filling_draft(struct draft **out, struct filling *filling)
{
	const struct taking *taking = filling->taking;
	struct putting all = {.taking = taking, .included = filling->included};
	for (size_t i = 0; i < filling->count; i++) {
		const struct putting *one = &filling->blocks[i].putting;
		refill(&filling->blocks[i]);
		for (size_t j = 0; j < one->count; j++) {
			*ARRAY_ADD(all.edits, all.count, all.capacity) = one->edits[j];
			*ARRAY_ADD(all.by, all.by_count, all.by_capacity) = one->by[j];
		}
	}
	put_insertions(&all);
	if (all.count)
		sort_edits(&all);
	const struct fault *fault = rewrite_draft(out, taking->base, all.edits, all.count);
	putting_clear(&all);
	return fault;
}

/* --- one block */

/* Whether those that are in can all be put in. */
static bool stand_together(const struct putting *putting, size_t from, size_t to)
{
	const struct taken *items = putting->taking->items;
	for (size_t i = from; i < to; i++) {
		if (!is_in(putting, i))
			continue;
		if (items[i].collides_with_base && items[i].fate != FATE_TAKEN)
			return false;
		for (size_t j = 0; j < items[i].collide_count; j++)
			if (is_in(putting, items[i].collides[j]))
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
	put_block(&putting, from, block);
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
	put_words(&one, from, block);
	buffer_add(&combined->now, buffer_text(&one.texts[0]));
	putting_clear(&one);
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++)
		if (speaks(putting, i) && taking->items[i].kind == AMEND_REWORD)
			*ARRAY_ADD(combined->reviewers, combined->reviewer_count, combined->reviewer_capacity) =
				memory_string(taking->items[i].reviewer);
}

static void find_combined(struct taking *taking, const struct numbering *numbering)
{
	struct putting putting = {.taking = taking};
	for (size_t from = 0, to; from < taking->count; from = to) {
		size_t block = taking->items[from].block, count = 0;
		for (to = from; to < taking->count && taking->items[to].block == block; to++)
			count += speaks(&putting, to) && taking->items[to].kind == AMEND_REWORD &&
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
			if (speaks(&putting, i) && taking->items[i].kind == AMEND_REWORD)
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
		fault = part_unfit(taking);
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
