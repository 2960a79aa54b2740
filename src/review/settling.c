#include "review/settling.h"

#include "draft/merge.h"
#include "text/words.h"

static bool overlap(const struct taken *a, const struct taken *b)
{
	if (a->block == STANDING_NONE || b->block == STANDING_NONE)
		return a->block == b->block;
	return a->block < b->block + b->extent && b->block < a->block + a->extent;
}

/* Whether it leaves the paragraph that it speaks of one, where it is. */
static bool is_plain(const struct taken *item)
{
	return item->kind == AMEND_INSERT || (item->kind == AMEND_REWORD && item->extent == 1 && !item->moves &&
						     !memmem(item->words.bytes, item->words.size, "\n\n", 2));
}

/* Whether anything is taken that speaks of one of an item's blocks: anything at all, or what is more than other words
 * for a paragraph. */
static bool touched(const struct taking *taking, const struct taken *item, bool plainly)
{
	for (size_t i = 0; i < taking->count; i++) {
		const struct taken *other = &taking->items[i];
		if (other->fate == FATE_TAKEN && overlap(item, other) && (plainly || !is_plain(other)))
			return true;
	}
	return false;
}

/* Whether the paragraph, as it will read, has all of the item's words: carried to it, they change nothing. */
static bool stands(const struct taking *taking, const struct taken *item)
{
	struct buffer reads = {0}, carried = {0};
	enum reading_fate fate = taking_read(&reads, taking, item->block, NULL);
	bool there = fate == READS_DELETED || fate == READS_NOT;
	if (fate == READS_OTHERWISE)
		there = merge_words(&carried, buffer_text(&item->was),
				(const struct text[]){buffer_text(&reads), buffer_text(&item->now)}, 2, NULL) &&
			text_equal(buffer_text(&carried), buffer_text(&reads));
	buffer_clear(&reads);
	buffer_clear(&carried);
	return there;
}

static bool is_deleted(const struct taking *taking, size_t block)
{
	struct buffer reads = {0};
	enum reading_fate fate = taking_read(&reads, taking, block, NULL);
	buffer_clear(&reads);
	return fate == READS_DELETED || fate == READS_NOT;
}

static bool is_moved(const struct taking *taking, size_t block)
{
	for (size_t i = 0; i < taking->count; i++)
		if (taking->items[i].fate == FATE_TAKEN && taking->items[i].block == block &&
			(taking->items[i].kind == AMEND_MOVE || taking->items[i].moves))
			return true;
	return false;
}

/* Whether the same words are taken as a new paragraph, wherever that is. */
static bool is_inserted(const struct taking *taking, const struct taken *item)
{
	for (size_t i = 0; i < taking->count; i++)
		if (taking->items[i].fate == FATE_TAKEN && taking->items[i].kind == AMEND_INSERT &&
			words_same(buffer_text(&taking->items[i].words), buffer_text(&item->now)))
			return true;
	return false;
}

bool settling_may(const struct taking *taking, size_t i)
{
	const struct taken *item = &taking->items[i];
	if (item->proposed == AMEND_INSERT)
		return is_inserted(taking, item);
	if (!touched(taking, item, true))
		return false;
	if (item->extent > 1) /* a join: as long as all are apart and in their places there is something to join */
		return touched(taking, item, false);
	if (item->proposed == AMEND_MOVE)
		return is_moved(taking, item->block) || is_deleted(taking, item->block);
	return item->proposed == AMEND_DELETE ? is_deleted(taking, item->block) : stands(taking, item);
}
