#include "review/putting.h"

#include "base/array.h"
#include "base/memory.h"
#include "draft/merge.h"

bool putting_has(const struct putting *putting, size_t i)
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
bool putting_speaks(const struct putting *putting, size_t i)
{
	const struct taken *items = putting->taking->items;
	if (!putting_has(putting, i))
		return false;
	for (size_t j = items[i].same_as; j < i; j++)
		if (items[j].same_as == items[i].same_as && putting_has(putting, j))
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
		if (putting_has(putting, i) && moves(&taking->items[i]) &&
			(!mover || strcmp(taking->items[i].reviewer, mover->reviewer) < 0))
			mover = &taking->items[i];
	return mover;
}

/* The rewordings of one block, from item `from` on: their hunks together. */
void putting_words(struct putting *putting, size_t from, size_t block)
{
	const struct taking *taking = putting->taking;
	struct text *sides = memory_new(taking->count - from, sizeof *sides);
	struct buffer *words = text_add(putting);
	size_t count = 0;
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++) {
		if (!putting_speaks(putting, i) || taking->items[i].kind != AMEND_REWORD || taking->items[i].extent > 1)
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

void putting_block(struct putting *putting, size_t from, size_t block)
{
	const struct taking *taking = putting->taking;
	const struct taken *mover = mover_of(putting, from, block);
	bool reworded = false;
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++) {
		if (!putting_speaks(putting, i))
			continue;
		const struct taken *item = &taking->items[bearer(taking, i)];
		if (item->kind == AMEND_DELETE)
			edit_add(putting, EDIT_DELETE, block);
		else if (item->kind == AMEND_REWORD && item->extent > 1)
			put_join(putting, item, mover);
		else if (item->kind == AMEND_REWORD && !reworded)
			putting_words(putting, from, block);
		reworded |= item->kind == AMEND_REWORD;
	}
	if (mover && !reworded)
		edit_words(putting, block, (struct text){0}, mover);
}

static void put_insertions(struct putting *putting)
{
	const struct taking *taking = putting->taking;
	for (size_t i = 0; i < taking->count; i++) {
		if (!putting_speaks(putting, i) || taking->items[i].kind != AMEND_INSERT)
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
	if (!putting->count)
		return;
	struct placed *list = memory_new(putting->count, sizeof *list);
	for (size_t i = 0; i < putting->count; i++)
		list[i] = (struct placed){putting->edits[i], putting->by[i]};
	qsort(list, putting->count, sizeof *list, by_branch);
	for (size_t i = 0; i < putting->count; i++)
		putting->edits[i] = list[i].edit;
	free(list);
}

void putting_clear(struct putting *putting)
{
	for (size_t i = 0; i < putting->text_count; i++)
		buffer_clear(&putting->texts[i]);
	free(putting->texts);
	free(putting->edits);
	free(putting->by);
	putting->texts = NULL;
	putting->edits = NULL;
	putting->by = NULL;
	putting->by_count = putting->by_capacity = 0;
	putting->count = putting->capacity = putting->text_count = putting->text_capacity = 0;
}

/* --- all blocks, with more and more put in */

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
	putting_block(&filled->putting, filled->from, block);
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
	sort_edits(&all);
	const struct fault *fault = rewrite_draft(out, taking->base, all.edits, all.count);
	putting_clear(&all);
	return fault;
}
