#include "review/crossed.h"

#include "base/array.h"
#include "review/translation.h"

/* --- whether anything has changed */

static void mix(uint64_t *key, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	for (size_t i = 0; i < size; i++)
		*key = (*key ^ at[i]) * 0x100000001b3; /* FNV-1a */
}

/* Whether it matters here: a link, or a remark on another draft. */
static bool matters(const struct remark *remark)
{
	return remark->annotation->motivation == LINKING || remark->elsewhere;
}

static uint64_t key_of(const struct review *review)
{
	const struct standing *standing = review->standing;
	uint64_t key = 0xcbf29ce484222325;
	mix(&key, &review->base_tip, sizeof review->base_tip);
	mix(&key, &review->draft_index, sizeof review->draft_index);
	for (size_t i = 0; i < standing->threads.count; i++)
		if (matters(&standing->remarks[i])) {
			mix(&key, standing->remarks[i].annotation->id, UUID_TEXT);
			mix(&key, &standing->threads.entries[i].state, sizeof standing->threads.entries[i].state);
		}
	return key;
}

static bool any(const struct review *review)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->threads.count; i++)
		if (standing->remarks[i].elsewhere && standing->threads.entries[i].root == i &&
			standing->remarks[i].annotation->targets[0].kind == TARGET_PARAGRAPH)
			return true;
	return false;
}

/* --- one translation */

static void add(struct crossed *out, const struct review *review, size_t remark, size_t block, const char *language)
{
	struct crossed_item *item = ARRAY_ADD(out->items, out->count, out->capacity);
	memcpy(item->id, review->standing->remarks[remark].annotation->id, UUID_TEXT);
	item->block = block;
	item->language = memory_string(language);
}

/* What was said about the source, from its translation. Where a row is not translated, the nearest one before it. */
static void add_from_source(struct crossed *out, const struct review *review, const struct translation *translation)
{
	size_t block = 0;
	for (size_t i = 0; i < translation->count; i++) {
		const struct translation_row *row = &translation->rows[i];
		if (row->target_count)
			block = row->target;
		for (size_t k = 0; k < row->remark_count; k++)
			add(out, review, row->remarks[k], block, translation->source_language);
	}
}

/* And about a translation, from its source. */
static void add_from_translation(
	struct crossed *out, const struct review *review, const struct translation *translation)
{
	size_t block = 0;
	for (size_t i = 0; i < translation->count; i++) {
		const struct translation_row *row = &translation->rows[i];
		if (row->source_count)
			block = row->source;
		for (size_t k = 0; k < row->said_count; k++)
			add(out, review, row->said[k], block, translation->language);
	}
}

static const struct fault *look(struct crossed *out, struct review *review, size_t draft, bool from_source)
{
	struct translation *translation;
	const struct fault *fault = translation_of(&translation, review, draft);
	if (fault)
		return fault;
	if (from_source)
		add_from_source(out, review, translation);
	else
		add_from_translation(out, review, translation);
	translation_free(translation);
	return NULL;
}

const struct fault *crossed_renew(struct crossed *crossed, struct review *review)
{
	uint64_t key = key_of(review);
	const struct fault *fault = NULL;
	bool source = review_draft(review) == consultation_source(&review->consultation);
	if (crossed->made && crossed->key == key)
		return NULL;
	crossed_clear(crossed);
	crossed->made = true;
	crossed->key = key;
	crossed->base_tip = review->base_tip;
	crossed->draft_index = review->draft_index;
	if (!any(review))
		return NULL;
	if (translation_is(review, review->draft_index))
		return look(crossed, review, review->draft_index, true);
	for (size_t i = 0; i < review->consultation.draft_count && source; i++) {
		const struct fault *one = translation_is(review, i) ? look(crossed, review, i, false) : NULL;
		if (fault)
			fault_ignore(one); /* the first is told */
		else
			fault = one;
	}
	return fault;
}

void crossed_check(struct crossed *crossed, const struct review *review)
{
	if (crossed->draft_index != review->draft_index || !oid_equal(&crossed->base_tip, &review->base_tip))
		crossed_clear(crossed);
}

void crossed_clear(struct crossed *crossed)
{
	for (size_t i = 0; i < crossed->count; i++)
		free(crossed->items[i].language);
	free(crossed->items);
	*crossed = (struct crossed){0};
}
