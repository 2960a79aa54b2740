#include "draft/rewrite.h"

#include "base/array.h"
#include "base/language.h"
#include "draft/assembly.h"
#include "text/visible.h"

/* The edits, sorted by where they apply. */
struct plan {
	const struct draft *draft;
	const struct edit **reword; /* for each block, or NULL */
	bool *gone;                 /* for each block: deleted, or moved away */
	bool *deleted;
	const struct edit **added; /* insertions and moves, by place, then as listed */
	size_t added_count;
};

static size_t place_of(const struct edit *edit)
{
	return edit->after == EDIT_START ? 0 : edit->after + 1;
}

static int compare_places(const void *a, const void *b)
{
	const struct edit *left = *(const struct edit *const *)a, *right = *(const struct edit *const *)b;
	if (place_of(left) != place_of(right))
		return place_of(left) < place_of(right) ? -1 : 1;
	return (left > right) - (left < right);
}

static const struct fault *plan_edit(struct plan *plan, const struct edit *edit)
{
	size_t count = plan->draft->count;
	bool names = edit->kind != EDIT_INSERT, placed = edit->kind == EDIT_INSERT || edit->kind == EDIT_MOVE;
	if ((names && edit->block >= count) || (placed && edit->after != EDIT_START && edit->after >= count))
		return fault_new(FAULT_MISSING, _("There is no such paragraph in this draft."));
	if (names && edit->kind != EDIT_REWORD && plan->gone[edit->block])
		return fault_new(FAULT_CONFLICT, _("Paragraph %zu cannot be deleted or moved twice."), edit->block + 1);
	if (edit->kind == EDIT_REWORD && plan->reword[edit->block])
		return fault_new(FAULT_CONFLICT, _("Paragraph %zu cannot be reworded twice."), edit->block + 1);
	if (edit->kind == EDIT_REWORD)
		plan->reword[edit->block] = edit;
	if (edit->kind == EDIT_DELETE || edit->kind == EDIT_MOVE)
		plan->gone[edit->block] = true;
	if (edit->kind == EDIT_DELETE)
		plan->deleted[edit->block] = true;
	if (placed)
		plan->added[plan->added_count++] = edit;
	return NULL;
}

static struct text words_of(const struct edit *edit)
{
	return edit && edit->text.bytes ? edit->text : (struct text){0};
}

/* A moved block takes the words given with the move, or those of a rewording in the same list. */
static void assemble_move(const struct plan *plan, struct assembly *assembly, const struct edit *edit)
{
	struct text words = edit->text.bytes ? edit->text : words_of(plan->reword[edit->block]);
	if (edit->like)
		assembly_foreign(assembly, edit->like, edit->like_block,
			words.bytes ? words : plan->draft->blocks[edit->block].text);
	else
		assembly_moved(assembly, edit->block, edit->after, words);
}

static void assemble_insertion(const struct plan *plan, struct assembly *assembly, const struct edit *edit)
{
	if (edit->like)
		assembly_foreign(assembly, edit->like, edit->like_block, edit->text);
	else if (!plan->draft->count)
		assembly_words(assembly, FRAME_NONE, false, edit->text);
	else if (edit->after == EDIT_START)
		assembly_words(assembly, 0, true, edit->text);
	else
		assembly_words(assembly, edit->after, false, edit->text);
}

static void assemble(const struct plan *plan, struct assembly *assembly)
{
	size_t count = plan->draft->count, added = 0;
	for (size_t place = 0; place <= count; place++) {
		size_t block = place - 1;
		if (place && !plan->gone[block])
			assembly_block(assembly, block, words_of(plan->reword[block]));
		for (; added < plan->added_count && place_of(plan->added[added]) == place; added++) {
			const struct edit *edit = plan->added[added];
			if (edit->kind == EDIT_MOVE)
				assemble_move(plan, assembly, edit);
			else
				assemble_insertion(plan, assembly, edit);
		}
	}
	assembly_close(assembly, count && !plan->deleted[count - 1]);
}

/* So much the result has at most, but for marks and blank lines around what is new. */
static size_t size_of(const struct plan *plan)
{
	size_t size = plan->draft->source.size;
	for (size_t i = 0; i < plan->draft->count; i++)
		size += words_of(plan->reword[i]).size;
	for (size_t i = 0; i < plan->added_count; i++)
		size += plan->added[i]->text.size;
	return size;
}

static const struct fault *try_plan(struct draft **out, const struct plan *plan, bool careful)
{
	struct assembly assembly;
	struct buffer bytes = {0};
	buffer_reserve(&bytes, size_of(plan));
	assembly_open(&assembly, &bytes, plan->draft, careful);
	assemble(plan, &assembly);
	const struct fault *fault = assembly_check(out, &assembly);
	buffer_clear(&bytes);
	assembly_clear(&assembly);
	return fault;
}

const struct fault *rewrite_draft(struct draft **out, const struct draft *draft, const struct edit *edits, size_t count)
{
	*out = NULL;
	if (!count)
		return draft_read_like(out, draft->source, draft);
	struct plan plan = {draft, memory_new(draft->count, sizeof *plan.reword),
		memory_new(draft->count, sizeof *plan.gone), memory_new(draft->count, sizeof *plan.deleted),
		memory_new(count, sizeof *plan.added), 0};
	const struct fault *fault = NULL;
	for (size_t i = 0; i < count && !fault; i++)
		fault = plan_edit(&plan, &edits[i]);
	if (!fault) {
		if (plan.added_count)
			qsort(plan.added, plan.added_count, sizeof *plan.added, compare_places);
		fault = try_plan(out, &plan, false);
		if (fault) {
			const struct fault *again = try_plan(out, &plan, true);
			fault = again ? fault : NULL;
		}
	}
	free(plan.reword);
	free(plan.gone);
	free(plan.deleted);
	free(plan.added);
	return fault;
}

const struct fault *rewrite_run(struct buffer *out, const struct draft *draft, const struct edit *edits, size_t count)
{
	struct draft *read = NULL;
	const struct fault *fault = count ? rewrite_draft(&read, draft, edits, count) : NULL;
	if (!fault)
		buffer_add(out, read ? read->source : draft->source);
	draft_free(read);
	return fault;
}

const struct fault *rewrite_check(const struct draft *draft, size_t block, struct text text)
{
	if (!text_trim(text).size)
		return fault_new(FAULT_MALFORMED, _("A paragraph cannot be left without words; delete it instead."));
	if (text.size > DRAFT_BLOCK_LIMIT)
		return fault_new(FAULT_MALFORMED, _("A paragraph cannot be larger than 256 KiB."));
	const struct fault *fault = visible_check(text);
	if (fault)
		return fault;
	struct edit edit = {.kind = EDIT_REWORD, .block = block, .text = text};
	struct buffer result = {0};
	fault = rewrite_run(&result, draft, &edit, 1);
	buffer_clear(&result);
	return fault;
}
