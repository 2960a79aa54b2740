#include "commands/instep.h"

#include "base/language.h"
#include "review/decision.h"
#include "text/visible.h"

const struct fault *instep_choose(struct review *review, size_t draft)
{
	const struct fault *fault = review_choose(review, draft);
	return fault ? fault : review_complete(review);
}

const struct fault *instep_each(size_t *count, struct review *review,
	void (*visit)(void *context, const struct review *review, const struct translation *translation), void *context)
{
	const struct fault *fault = NULL;
	*count = 0;
	for (size_t i = 0; i < review->consultation.draft_count && !fault; i++) {
		struct translation *translation = NULL;
		if (!translation_is(review, i))
			continue;
		++*count;
		fault = instep_choose(review, i);
		if (!fault)
			fault = translation_new(&translation, review);
		if (!fault)
			visit(context, review, translation);
		translation_free(translation);
	}
	return fault;
}

/* What others want the translation to say that its source does not, and nobody has decided on. */
static size_t count_substance(const struct review *review)
{
	const struct standing *standing = review->standing;
	size_t count = 0;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		count += amendment->substance && amendment->same_as == i && !decision_settles(amendment->decision);
	}
	return count;
}

void instep_counts(struct buffer *out, const struct review *review, const struct translation *translation)
{
	const struct translation_totals *totals = &translation->totals;
	visible_add(out, text_of(review_draft(review)->path), VISIBLE_ONE_LINE);
	buffer_add_string(out, _(": "));
	buffer_format(out, P_("%zu paragraph", "%zu paragraphs", totals->rows), totals->rows);
	buffer_add_string(out, ", ");
	buffer_format(out, P_("%zu stale", "%zu stale", totals->stale), totals->stale);
	buffer_add_string(out, ", ");
	buffer_format(out, P_("%zu not translated", "%zu not translated", totals->missing), totals->missing);
	buffer_add_string(out, ", ");
	buffer_format(out, P_("%zu without source", "%zu without source", totals->gone), totals->gone);
	size_t substance = count_substance(review);
	if (substance)
		buffer_format(out, P_(", %zu proposal on the substance", ", %zu proposals on the substance", substance),
			substance);
}

static void add_left(void *context, const struct review *review, const struct translation *translation)
{
	struct buffer *out = context;
	if (!translation->totals.left)
		return;
	instep_counts(out, review, translation);
	buffer_add_byte(out, '\n');
}

const struct fault *instep_left(struct buffer *out, struct review *review)
{
	size_t count, at = review->draft_index;
	const struct fault *fault = instep_each(&count, review, add_left, out);
	const struct fault *back = at == review->draft_index ? NULL : instep_choose(review, at);
	return fault ? fault : back;
}

struct json *instep_json(struct json *array, const struct review *review, const struct translation *translation)
{
	struct json *object = json_add_object(array, NULL);
	const struct translation_totals *totals = &translation->totals;
	json_add_string(object, "draft", review_draft(review)->path);
	json_add_string(object, "language", translation->language);
	json_add_string(object, "source", translation->source_path);
	json_add_number(object, "total", (long long)totals->rows);
	json_add_number(object, "left", (long long)totals->left);
	json_add_number(object, "stale", (long long)totals->stale);
	json_add_number(object, "new", (long long)totals->missing);
	json_add_number(object, "gone", (long long)totals->gone);
	json_add_number(object, "substance", (long long)count_substance(review));
	return object;
}
