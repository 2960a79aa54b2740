#include "review/collected.h"

#include "base/array.h"
#include "base/memory.h"

static void collected_clear(struct collected *collected)
{
	for (size_t i = 0; i < collected->count; i++)
		amendment_clear(&collected->items[i]);
	free(collected->items);
	*collected = (struct collected){0};
}

void collected_forget(struct review_work *work)
{
	for (size_t i = 0; i < work->collected_count; i++)
		collected_clear(&work->collected[i]);
	free(work->collected);
	map_clear(&work->collected_of);
}

/* As amendments are before anybody's decision, collision or position is known of them. */
static void amendment_copy(struct amendment *to, const struct amendment *from)
{
	*to = *from;
	to->name = memory_string(from->name);
	to->was = to->now = to->carried = (struct buffer){0};
	buffer_add(&to->was, buffer_text(&from->was));
	buffer_add(&to->now, buffer_text(&from->now));
	buffer_add(&to->carried, buffer_text(&from->carried));
}

struct collected *collected_find(struct review *review, const struct reviewer *reviewer, bool *holds)
{
	struct review_work *work = review->work;
	size_t index;
	if (!map_find(&work->collected_of, text_of(reviewer->id), &index)) {
		index = work->collected_count;
		map_put(&work->collected_of, text_of(reviewer->id), index);
		(void)ARRAY_ADD(work->collected, work->collected_count, work->collected_capacity);
	}
	struct collected *collected = &work->collected[index];
	*holds = oid_equal(&collected->base, &review->base_tip) && oid_equal(&collected->tip, &reviewer->tip) &&
		 collected->draft == review->draft_index && collected->revision == review->revision;
	return collected;
}

void collected_give(struct review *review, size_t reviewer, const struct collected *collected)
{
	struct standing *next = review->work->next;
	for (size_t i = 0; i < collected->count; i++) {
		struct amendment *amendment =
			ARRAY_ADD(next->amendments, next->amendment_count, next->amendment_capacity);
		amendment_copy(amendment, &collected->items[i]);
		amendment->reviewer = reviewer;
	}
}

struct collected *collected_keep(struct review *review, const struct reviewer *reviewer, size_t first)
{
	const struct standing *next = review->work->next;
	bool holds;
	struct collected *collected = collected_find(review, reviewer, &holds);
	collected_clear(collected);
	collected->base = review->base_tip;
	collected->tip = reviewer->tip;
	collected->draft = review->draft_index;
	collected->revision = review->revision;
	for (size_t i = first; i < next->amendment_count; i++)
		amendment_copy(
			ARRAY_ADD(collected->items, collected->count, collected->capacity), &next->amendments[i]);
	return collected;
}
