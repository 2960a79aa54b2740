#include "review/abroad.h"

#include "base/array.h"
#include "review/docket.h"
#include "review/scope.h"
#include "review/translation.h"

const struct amendment *abroad_amendment(const struct abroad_item *item)
{
	return &item->review->standing->amendments[item->amendment];
}

/* The row that a block of the translation is in; where that has no source, the nearest one before that has. */
static const struct translation_row *row_of(const struct translation *translation, size_t block, bool *exact)
{
	const struct translation_row *nearest = NULL;
	*exact = false;
	for (size_t i = 0; i < translation->count && block != STANDING_NONE; i++) {
		const struct translation_row *row = &translation->rows[i];
		if (!row->target_count || row->target > block || !row->source_count)
			continue;
		if (!nearest || row->target >= nearest->target)
			nearest = row;
	}
	*exact = nearest && block < nearest->target + nearest->target_count;
	return nearest;
}

static void place(struct abroad_item *item, const struct translation *translation)
{
	const struct amendment *amendment = abroad_amendment(item);
	bool exact;
	const struct translation_row *row = row_of(translation, amendment->block, &exact);
	item->inserts = amendment->kind == AMEND_INSERT || !exact;
	item->block = !row ? STANDING_NONE : item->inserts ? row->source + row->source_count - 1 : row->source;
	item->place = row ? translation->numbering.numbers[item->block] : (struct number){0};
}

const struct fault *abroad_place(struct abroad_item *out, struct review *translation, size_t amendment)
{
	struct translation *rows;
	*out = (struct abroad_item){
		.review = translation, .language = review_draft(translation)->language, .amendment = amendment};
	const struct fault *fault = translation_new(&rows, translation);
	if (fault)
		return fault;
	place(out, rows);
	translation_free(rows);
	return NULL;
}

static const struct fault *add_items(struct abroad *abroad, struct review *review)
{
	struct translation *rows;
	struct docket docket;
	const struct fault *fault = translation_new(&rows, review);
	if (fault)
		return fault;
	docket_make(&docket, review, NULL);
	for (size_t i = 0; i < docket.count; i++) {
		if (!docket.items[i].substance)
			continue;
		struct abroad_item *item = ARRAY_ADD(abroad->items, abroad->count, abroad->capacity);
		*item = (struct abroad_item){.review = review,
			.language = review_draft(review)->language,
			.amendment = docket.items[i].amendment,
			.decision = docket.items[i].decision};
		place(item, rows);
	}
	docket_clear(&docket);
	translation_free(rows);
	return NULL;
}

static int by_block(const void *one, const void *two)
{
	const struct abroad_item *a = one, *b = two;
	if (a->block + 1 != b->block + 1) /* STANDING_NONE first */
		return a->block + 1 < b->block + 1 ? -1 : 1;
	if (a->review->draft_index != b->review->draft_index)
		return a->review->draft_index < b->review->draft_index ? -1 : 1;
	return (a->amendment > b->amendment) - (a->amendment < b->amendment);
}

static const struct fault *look_at(struct abroad *abroad, struct review *source, size_t draft)
{
	struct review **review = &abroad->reviews[draft];
	const struct fault *fault = NULL;
	if (!scope_elsewhere(source, source->consultation.drafts[draft].path))
		return NULL;
	if (*review) {
		review_notice(*review);
		fault = review_complete(*review);
	} else {
		fault = review_beside(review, source, draft);
	}
	return fault ? fault : add_items(abroad, *review);
}

const struct fault *abroad_look(struct abroad *abroad, struct review *source)
{
	const struct consultation *consultation = &source->consultation;
	const struct fault *fault = NULL;
	if (abroad->review_count != consultation->draft_count)
		abroad_clear(abroad);
	abroad->count = 0;
	if (review_draft(source) != consultation_source(consultation))
		return NULL;
	if (!abroad->reviews)
		abroad->reviews = memory_new(consultation->draft_count, sizeof *abroad->reviews);
	abroad->review_count = consultation->draft_count;
	for (size_t i = 0; i < consultation->draft_count; i++) {
		const struct fault *one = translation_is(source, i) ? look_at(abroad, source, i) : NULL;
		if (fault)
			fault_ignore(one); /* the first is told */
		else
			fault = one;
	}
	if (abroad->count)
		qsort(abroad->items, abroad->count, sizeof *abroad->items, by_block);
	return fault;
}

void abroad_clear(struct abroad *abroad)
{
	for (size_t i = 0; i < abroad->review_count; i++)
		review_close(abroad->reviews[i]);
	free(abroad->reviews);
	free(abroad->items);
	*abroad = (struct abroad){0};
}
