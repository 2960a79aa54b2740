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
	edit->kind = kind;
	edit->block = block;
	return edit;
}

static struct buffer *text_add(struct putting *putting)
{
	return ARRAY_ADD(putting->texts, putting->text_count, putting->text_capacity);
}

/* The rewordings of one block, from item `from` on: their hunks together. */
void putting_words(struct putting *putting, size_t from, size_t block)
{
	const struct taking *taking = putting->taking;
	struct text *sides = memory_new(taking->count - from, sizeof *sides);
	struct buffer *words = text_add(putting);
	size_t count = 0, moves = ALIGN_NONE;
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++) {
		if (!putting_speaks(putting, i) || taking->items[i].kind != AMEND_REWORD || taking->items[i].extent > 1)
			continue;
		const struct taken *item = &taking->items[bearer(taking, i)];
		sides[count++] = buffer_text(&item->words);
		moves = item->moves ? i : moves;
	}
	if (count == 1)
		buffer_add(words, sides[0]); /* carried already: layout and all */
	else
		merge_words(words, taking->base->blocks[block].text, sides, count, NULL);
	struct edit *edit = edit_add(putting, moves == ALIGN_NONE ? EDIT_REWORD : EDIT_MOVE, block);
	edit->text = buffer_text(words);
	edit->after = moves == ALIGN_NONE ? 0 : taking->items[moves].after;
	free(sides);
}

/* A join: the first block takes the words, the others go. */
static void put_join(struct putting *putting, const struct taken *item)
{
	struct edit *edit = edit_add(putting, item->moves ? EDIT_MOVE : EDIT_REWORD, item->block);
	edit->text = buffer_text(&item->words);
	edit->after = item->after;
	for (size_t i = 1; i < item->extent; i++)
		edit_add(putting, EDIT_DELETE, item->block + i);
}

void putting_block(struct putting *putting, size_t from, size_t block)
{
	const struct taking *taking = putting->taking;
	bool reworded = false;
	for (size_t i = from; i < taking->count && taking->items[i].block == block; i++) {
		if (!putting_speaks(putting, i))
			continue;
		const struct taken *item = &taking->items[bearer(taking, i)];
		if (item->kind == AMEND_DELETE)
			edit_add(putting, EDIT_DELETE, block);
		else if (item->kind == AMEND_MOVE)
			edit_add(putting, EDIT_MOVE, block)->after = item->after;
		else if (item->kind == AMEND_REWORD && item->extent > 1)
			put_join(putting, item);
		else if (item->kind == AMEND_REWORD && !reworded) {
			putting_words(putting, from, block);
			reworded = true;
		}
	}
}

static int by_branch(const void *one, const void *two)
{
	const struct taken *a = *(const struct taken *const *)one, *b = *(const struct taken *const *)two;
	int order = strcmp(a->reviewer, b->reviewer);
	return order ? order : (a->paragraph > b->paragraph) - (a->paragraph < b->paragraph);
}

/* What is inserted at one place keeps its branch's order, branch after branch by reviewer. */
static void put_insertions(struct putting *putting)
{
	const struct taking *taking = putting->taking;
	const struct taken **list = memory_new(taking->count, sizeof *list);
	size_t count = 0;
	for (size_t i = 0; i < taking->count; i++)
		if (putting_speaks(putting, i) && taking->items[i].kind == AMEND_INSERT)
			list[count++] = &taking->items[bearer(taking, i)];
	if (count)
		qsort(list, count, sizeof *list, by_branch);
	for (size_t i = 0; i < count; i++) {
		struct edit *edit = edit_add(putting, EDIT_INSERT, 0);
		edit->after = list[i]->block == STANDING_NONE ? EDIT_START : list[i]->block;
		edit->text = buffer_text(&list[i]->words);
		edit->like = list[i]->branch;
		edit->like_block = list[i]->paragraph - 1;
	}
	free(list);
}

void putting_clear(struct putting *putting)
{
	for (size_t i = 0; i < putting->text_count; i++)
		buffer_clear(&putting->texts[i]);
	free(putting->texts);
	free(putting->edits);
	putting->texts = NULL;
	putting->edits = NULL;
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
		for (size_t j = 0; j < one->count; j++)
			*ARRAY_ADD(all.edits, all.count, all.capacity) = one->edits[j];
	}
	put_insertions(&all);
	const struct fault *fault = rewrite_draft(out, taking->base, all.edits, all.count);
	putting_clear(&all);
	return fault;
}
