#include "commands/listing.h"

#include "base/map.h"
#include "base/memory.h"

static int by_block(const void *one, const void *two)
{
	const struct listed *a = one, *b = two;
	if (a->block + 1 != b->block + 1) /* STANDING_NONE first */
		return a->block + 1 < b->block + 1 ? -1 : 1;
	if (a->root != b->root)
		return a->root < b->root ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static void sort(struct listed *items, size_t count)
{
	if (count)
		qsort(items, count, sizeof *items, by_block);
}

static void list_remarks(struct listing *out, const struct standing *standing)
{
	out->remarks = memory_new(standing->threads.count, sizeof *out->remarks);
	for (size_t i = 0; i < standing->threads.count; i++) {
		size_t root = standing->threads.entries[i].root;
		const struct remark *first = &standing->remarks[root];
		if (!remark_speaks(standing, i) || first->elsewhere)
			continue;
		size_t block = first->general ? STANDING_NONE : first->block;
		out->remarks[out->remark_count++] = (struct listed){block, root, i};
	}
	sort(out->remarks, out->remark_count);
}

static void list_amendments(struct listing *out, const struct standing *standing)
{
	out->amendments = memory_new(standing->amendment_count, sizeof *out->amendments);
	for (size_t i = 0; i < standing->amendment_count; i++)
		out->amendments[out->amendment_count++] = (struct listed){standing->amendments[i].block, i, i};
	sort(out->amendments, out->amendment_count);
}

static void amendment_key(struct buffer *out, const char *reviewer, const char *digest)
{
	buffer_empty(out);
	buffer_format(out, "%s:%s", reviewer, digest);
}

/* Which amendment a thread is about: the one of the author it names, else the first with the same words. */
static void link_amendments(struct listing *out, const struct standing *standing)
{
	struct map named = {0}, worded = {0};
	struct buffer key = {0};
	for (size_t i = standing->amendment_count; i-- > 0;) {
		const struct amendment *amendment = &standing->amendments[i];
		amendment_key(&key, standing->reviewers[amendment->reviewer].id, amendment->digest);
		map_put(&named, buffer_text(&key), i);
		map_put(&worded, text_of(amendment->digest), i);
	}
	out->amendment_of = memory_new(standing->threads.count, sizeof *out->amendment_of);
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct target *target =
			&standing->remarks[standing->threads.entries[i].root].annotation->targets[0];
		size_t found = STANDING_NONE;
		if (target->kind == TARGET_AMENDMENT && target->digest) {
			amendment_key(&key, target->reviewer ? target->reviewer : "", target->digest);
			if (!map_find(&named, buffer_text(&key), &found) &&
				!map_find(&worded, text_of(target->digest), &found))
				found = standing->remarks[standing->threads.entries[i].root].earlier_of;
		}
		out->amendment_of[i] = found;
	}
	buffer_clear(&key);
	map_clear(&named);
	map_clear(&worded);
}

static void mark_holding(struct listing *out, const struct standing *standing)
{
	out->holds = memory_new(standing->threads.count, sizeof *out->holds);
	for (size_t i = 0; i < standing->threads.count; i++)
		out->holds[i] = standing->remarks[i].annotation->motivation != ASSESSING;
	for (size_t i = 0; i < standing->position_count; i++)
		out->holds[standing->positions[i].remark] = !standing->positions[i].lapsed;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		for (size_t j = 0; j < amendment->support_count; j++)
			out->holds[amendment->supports[j]] = true;
		for (size_t j = 0; j < amendment->object_count; j++)
			out->holds[amendment->objects[j]] = true;
	}
}

void listing_make(struct listing *out, const struct review *review)
{
	*out = (struct listing){.review = review, .provenance = memory_new(1, sizeof *out->provenance)};
	provenance_open(out->provenance, review);
	list_remarks(out, review->standing);
	list_amendments(out, review->standing);
	link_amendments(out, review->standing);
	mark_holding(out, review->standing);
}

const struct verdict *listing_verdict(const struct listing *listing, enum signed_kind kind, size_t index)
{
	return listing->signatures ? signatures_of(listing->signatures, kind, index) : NULL;
}

bool listing_entered(const struct listing *listing, size_t amendment)
{
	provenance_read_all(listing->provenance, listing->review->standing->amendments[amendment].reviewer);
	return provenance_entered(listing->provenance, amendment);
}

void listing_clear(struct listing *listing)
{
	provenance_clear(listing->provenance);
	free(listing->provenance);
	free(listing->remarks);
	free(listing->amendments);
	free(listing->amendment_of);
	free(listing->holds);
	*listing = (struct listing){0};
}

static struct listed_run run_of(const struct listed *items, size_t count, size_t block)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (items[middle].block + 1 < block + 1)
			low = middle + 1;
		else
			high = middle;
	}
	struct listed_run run = {items + low, 0};
	while (low + run.count < count && run.items[run.count].block == block)
		run.count++;
	return run;
}

struct listed_run listing_remarks(const struct listing *listing, size_t block)
{
	return run_of(listing->remarks, listing->remark_count, block);
}

struct listed_run listing_amendments(const struct listing *listing, size_t block)
{
	return run_of(listing->amendments, listing->amendment_count, block);
}

const char *listing_state(const struct listing *listing, size_t remark)
{
	enum annotation_state state = listing->review->standing->threads.entries[remark].state;
	if (state != STATE_WITHDRAWN && !listing->holds[remark])
		return "lapsed";
	return annotation_state_name(state);
}
