#include "act/initialling.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/margin.h"
#include "review/position.h"
#include "text/visible.h"

bool initialling_valid(const char *code)
{
	for (size_t i = 0; i < POSITIONS; i++)
		if (!strcmp(code, position_codes[i]))
			return true;
	return false;
}

static struct annotation *position_on(const struct review *review, size_t block, const char *code, struct text reason)
{
	char hex[OID_HEX];
	struct annotation *annotation = annotation_new(ASSESSING);
	struct target *target = &annotation->targets[0];
	oid_format(hex, &review->draft_blob);
	annotation->code = memory_string(code);
	if (text_trim(reason).size) {
		annotation->text = text_take(text_trim(reason));
		annotation->language =
			memory_string(review->identity.language ? review->identity.language : language_code());
	}
	target->kind = TARGET_PARAGRAPH;
	target->source = memory_string(review_draft(review)->path);
	target->cached = memory_string(hex);
	target->paragraph = block + 1;
	return annotation;
}

const struct fault *initialling_allowed(const struct review *review, size_t block)
{
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !block_counts(&review->draft->blocks[block]))
		fault = fault_new(FAULT_CONFLICT, "%s", _("there are no words here to initial"));
	if (fault)
		return fault;
	for (size_t i = 0; i < review->standing->amendment_count; i++) {
		const struct amendment *amendment = &review->standing->amendments[i];
		if (amendment->reviewer == review->standing->me && amendment_covers(amendment, block))
			return fault_new(FAULT_CONFLICT, "%s",
				_("you propose other words for this paragraph: withdraw your proposal first"));
	}
	return NULL;
}

static const struct fault *may_take(const struct review *review, size_t block, const char *code, struct text reason)
{
	if (!initialling_valid(code))
		return fault_new(FAULT_MALFORMED,
			_("“%.60s” is no position: use initialled, ad-referendum, reservation or objection"), code);
	if (reason.size > ANNOTATION_LIMIT / 2)
		return fault_new(FAULT_MALFORMED, _("the text is too long: at most %d KiB"), ANNOTATION_LIMIT / 2048);
	const struct fault *fault = initialling_allowed(review, block);
	return fault || !reason.size ? fault : visible_check(reason);
}

/* "Initial §3", "Reserve on §4". */
static const char *verb_of(const char *code)
{
	if (!strcmp(code, "ad-referendum"))
		return "Initial ad referendum";
	if (!strcmp(code, "reservation"))
		return "Reserve on";
	return strcmp(code, "objection") ? "Initial" : "Object to";
}

/* One's own position on these words that says the same already, or NULL. */
static const struct annotation *taken_so(
	const struct review *review, size_t block, const char *code, struct text reason)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		const struct annotation *annotation = standing->remarks[position->remark].annotation;
		if (position->block == block && position->reviewer == standing->me && !position->lapsed &&
			!strcmp(position->code, code) && text_equal(text_of(annotation->text), text_trim(reason)))
			return annotation;
	}
	return NULL;
}

const struct fault *initialling_one(
	char id[UUID_TEXT], struct review *review, size_t block, const char *code, struct text reason)
{
	char number[NUMBER_TEXT];
	struct record record;
	const struct fault *fault = may_take(review, block, code, reason);
	if (fault)
		return fault;
	const struct annotation *same = taken_so(review, block, code, reason);
	if (same) {
		memcpy(id, same->id, UUID_TEXT);
		return NULL;
	}
	number_show(number, review->numbering.numbers[block]);
	record_init(&record, review, "annotate", "%s %s", verb_of(code), number);
	struct annotation *annotation = position_on(review, block, code, reason);
	memcpy(id, record_annotation(&record, annotation), UUID_TEXT);
	fault = record_save(&record);
	annotation_free(annotation);
	record_clear(&record);
	return fault;
}

static bool is_rest(const struct review *review, const struct margin *facts, size_t block)
{
	return block_counts(&review->draft->blocks[block]) && !facts[block].i_spoke;
}

size_t initialling_rest_count(const struct review *review)
{
	struct margin *facts = margin_all(review->standing, review->draft->count);
	size_t count = 0;
	for (size_t i = 0; i < review->draft->count; i++)
		count += is_rest(review, facts, i);
	free(facts);
	return count;
}

const struct fault *initialling_rest(size_t *count, struct review *review, const char *code)
{
	struct record record;
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !initialling_valid(code))
		fault = fault_new(FAULT_MALFORMED,
			_("“%.60s” is no position: use initialled, ad-referendum, reservation or objection"), code);
	if (!fault)
		fault = review_complete(review); /* the rest of what is known, not of what has been read so far */
	if (fault)
		return fault;
	*count = initialling_rest_count(review);
	if (!*count)
		return fault_new(FAULT_MISSING, "%s", _("there is no paragraph left on which you have said nothing"));
	struct margin *facts = margin_all(review->standing, review->draft->count);
	record_init(&record, review, "annotate", "%s the rest: %zu paragraphs", verb_of(code), *count);
	for (size_t i = 0; i < review->draft->count; i++) {
		if (!is_rest(review, facts, i))
			continue;
		struct annotation *annotation = position_on(review, i, code, (struct text){"", 0});
		record_annotation(&record, annotation);
		annotation_free(annotation);
	}
	fault = record_save(&record);
	record_clear(&record);
	free(facts);
	return fault;
}
