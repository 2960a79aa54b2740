#include "draft/expectation.h"

#include "base/array.h"
#include "base/language.h"

void expectation_add(struct expectation *expectation, enum block_kind kind, int level, struct text words, size_t edited)
{
	*ARRAY_ADD(expectation->items, expectation->count, expectation->capacity) =
		(struct expected){kind, level, expectation->words.size, words.size, FRAME_NONE, edited};
	buffer_add(&expectation->words, words);
}

void expectation_keep(struct expectation *expectation, size_t block)
{
	*ARRAY_ADD(expectation->items, expectation->count, expectation->capacity) =
		(struct expected){.kept = block, .edited = FRAME_NONE};
}

void expectation_clear(struct expectation *expectation)
{
	free(expectation->items);
	buffer_clear(&expectation->words);
	*expectation = (struct expectation){0};
}

/* An untouched block keeps its text, its kind and its depth; a marker it may get (of an item whose first block is
 * gone), but not lose. */
static bool same_block(const struct block *was, const struct block *is)
{
	return is->kind == was->kind && is->level == was->level && text_equal(is->text, was->text) &&
	       is->list_depth == was->list_depth && is->quote_depth == was->quote_depth &&
	       (!was->item_start || (is->item_start && text_equal(is->marker, was->marker)));
}

static bool as_expected(const struct expectation *expectation, const struct expected *expected,
	const struct draft *draft, const struct block *is)
{
	if (expected->kept != FRAME_NONE)
		return same_block(&draft->blocks[expected->kept], is);
	struct text words =
		text_part(buffer_text(&expectation->words), expected->text, expected->text + expected->size);
	return is->kind == expected->kind && is->level == expected->level && text_equal(is->text, words);
}

static const struct fault *unexpected(const struct expected *expected)
{
	if (expected && expected->kept != FRAME_NONE)
		return fault_new(FAULT_MALFORMED,
			_("This would make something else of paragraph %zu, which is not meant to change."),
			expected->kept + 1);
	if (expected && expected->edited != FRAME_NONE)
		return fault_new(FAULT_MALFORMED,
			_("The new words of paragraph %zu would be read as something else: a heading, a list, a "
			  "quotation, or several paragraphs. Leave out what marks it (# - * 1. >): it is there "
			  "already."),
			expected->edited + 1);
	return fault_new(FAULT_MALFORMED, _("These words would change other paragraphs of the draft."));
}

const struct fault *expectation_check(
	struct draft **out, const struct expectation *expectation, const struct draft *draft, struct buffer *result)
{
	struct draft *got;
	*out = NULL;
	const struct fault *fault = draft_take(&got, result, draft);
	if (fault)
		return fault;
	size_t count = expectation->count;
	for (size_t i = 0; i < count && !fault; i++) {
		const struct expected *expected = &expectation->items[i];
		if (i >= got->count || !as_expected(expectation, expected, draft, &got->blocks[i]))
			fault = unexpected(expected);
	}
	if (!fault && got->count != count)
		fault = unexpected(count ? &expectation->items[count - 1] : NULL);
	if (fault)
		draft_free(got);
	else
		*out = got;
	return fault;
}
