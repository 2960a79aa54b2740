#include "review/comparison.h"

#include "base/array.h"
#include "text/words.h"

static void entry_add(struct comparison *out, enum comparison_kind kind, size_t old, size_t new)
{
	struct comparison_entry *entry = ARRAY_ADD(out->entries, out->count, out->capacity);
	*entry = (struct comparison_entry){kind, false, old, new};
	out->differences += kind != COMPARE_SAME;
}

static enum comparison_kind kind_of(const struct block *old, const struct block *new)
{
	if (old->words != new->words || !words_same(old->text, new->text))
		return COMPARE_CHANGED;
	if (old->kind != new->kind || old->level != new->level || old->list_depth != new->list_depth ||
		old->quote_depth != new->quote_depth)
		return COMPARE_FORM;
	return COMPARE_SAME;
}

/* The deleted blocks in the order of the predecessors they are shown behind: first those before all others. */
struct deleted {
	size_t place; /* 0: at the start; else the new block plus 1 */
	size_t old;
};

static int by_place(const void *one, const void *two)
{
	const struct deleted *a = one, *b = two;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->old > b->old) - (a->old < b->old);
}

static struct deleted *deleted_blocks(size_t *count, const struct align *align)
{
	struct deleted *items = memory_new(align->old_count, sizeof *items);
	*count = 0;
	for (size_t old = 0; old < align->old_count; old++) {
		if (align->to_new[old] != ALIGN_NONE)
			continue;
		size_t neighbour = align_neighbour(align, old);
		items[(*count)++] = (struct deleted){neighbour == ALIGN_NONE ? 0 : neighbour + 1, old};
	}
	qsort(items, *count, sizeof *items, by_place);
	return items;
}

static void add_new(struct comparison *out, const struct align *align, size_t new)
{
	size_t old = align->to_old[new];
	if (old == ALIGN_NONE) {
		entry_add(out, COMPARE_INSERTED, ALIGN_NONE, new);
		return;
	}
	entry_add(out, kind_of(&out->old->blocks[old], &out->new->blocks[new]), old, new);
	struct comparison_entry *entry = &out->entries[out->count - 1];
	entry->moved = align->moved[new];
	out->differences += entry->moved && entry->kind == COMPARE_SAME;
}

void comparison_run(struct comparison *out, const struct draft *old, const struct draft *new)
{
	struct align align = {0};
	size_t count, next = 0;
	*out = (struct comparison){.old = old, .new = new};
	align_run(&align, old, new);
	struct deleted *deleted = deleted_blocks(&count, &align);
	for (size_t block = 0; block <= new->count; block++) {
		for (; next < count && deleted[next].place == block; next++)
			entry_add(out, COMPARE_DELETED, deleted[next].old, ALIGN_NONE);
		if (block < new->count)
			add_new(out, &align, block);
	}
	free(deleted);
	align_clear(&align);
}

void comparison_clear(struct comparison *comparison)
{
	free(comparison->entries);
	*comparison = (struct comparison){0};
}

bool comparison_differs(const struct comparison_entry *entry)
{
	return entry->kind != COMPARE_SAME || entry->moved;
}

size_t comparison_next(const struct comparison *comparison, size_t from, bool forward)
{
	if (forward) {
		for (size_t i = from + 1; i < comparison->count; i++)
			if (comparison_differs(&comparison->entries[i]))
				return i;
		return ALIGN_NONE;
	}
	for (size_t i = from < comparison->count ? from : comparison->count; i-- > 0;)
		if (comparison_differs(&comparison->entries[i]))
			return i;
	return ALIGN_NONE;
}

size_t comparison_rank(const struct comparison *comparison, size_t entry)
{
	size_t rank = 0;
	for (size_t i = 0; i <= entry && i < comparison->count; i++)
		rank += comparison_differs(&comparison->entries[i]);
	return rank;
}

size_t comparison_find(const struct comparison *comparison, size_t new, size_t old)
{
	for (size_t i = 0; i < comparison->count; i++) {
		const struct comparison_entry *entry = &comparison->entries[i];
		if (new != ALIGN_NONE ? entry->new == new : entry->old == old)
			return i;
	}
	return ALIGN_NONE;
}
