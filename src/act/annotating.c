#include "act/annotating.h"

#include <stdio.h>

#include "annotation/anchor.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/applied.h"
#include "review/decision.h"
#include "text/visible.h"

/* What anybody may save as text: not empty, not too long, nothing invisible. */
static const struct fault *check_text(struct text text)
{
	if (!text_trim(text).size)
		return fault_new(FAULT_MALFORMED, "%s", _("there is no text: write something first"));
	if (text.size > ANNOTATION_LIMIT / 2)
		return fault_new(FAULT_MALFORMED, _("the text is too long: at most %d KiB"), ANNOTATION_LIMIT / 2048);
	return visible_check(text);
}

static void set_text(struct annotation *annotation, const struct review *review, struct text text)
{
	const char *language = review->identity.language ? review->identity.language : language_code();
	annotation->text = text_take(text_trim(text));
	annotation->language = memory_string(language);
}

static void set_source(struct target *target, const struct review *review)
{
	char hex[OID_HEX];
	oid_format(hex, &review->draft_blob);
	target->source = memory_string(review_draft(review)->path);
	target->cached = memory_string(hex);
}

/* Saves one annotation as one act. */
static const struct fault *save(char id[UUID_TEXT], struct record *record, struct annotation *annotation)
{
	const struct fault *fault = identity_need(&record->review->identity);
	if (!fault) {
		const char *given = record_annotation(record, annotation);
		memcpy(id, given, UUID_TEXT);
		fault = record_save(record);
	}
	annotation_free(annotation);
	record_clear(record);
	return fault;
}

static const struct fault *check_tags(const struct review *review, const char *const *tags)
{
	for (; tags && *tags; tags++)
		if (!consultation_has_tag(&review->consultation, *tags))
			return fault_new(FAULT_MISSING,
				_("the consultation knows no tag “%.80s”: write area:ID, mechanism:ID or question:ID "
				  "as in its consultation.json"),
				*tags);
	return NULL;
}

const struct fault *annotating_remark(char id[UUID_TEXT], struct review *review, const struct remark_order *order)
{
	const struct fault *fault = check_text(order->text);
	if (!fault)
		fault = check_tags(review, order->tags);
	if (fault)
		return fault;
	struct annotation *annotation = annotation_new(order->question ? QUESTIONING : COMMENTING);
	struct target *target = &annotation->targets[0];
	struct record record;
	set_text(annotation, review, order->text);
	set_source(target, review);
	for (const char *const *tag = order->tags; tag && *tag; tag++)
		annotation_add_tag(annotation, *tag);
	if (order->general) {
		target->kind = TARGET_DOCUMENT;
		record_init(&record, review, "annotate", "%s on the whole document",
			order->question ? "Question" : "Comment");
		return save(id, &record, annotation);
	}
	char number[NUMBER_TEXT];
	target->kind = TARGET_PARAGRAPH;
	target->paragraph = order->block + 1;
	if (order->end > order->start)
		anchor_quote(&target->quote, review->draft->blocks[order->block].text, order->start, order->end);
	number_show(number, review->numbering.numbers[order->block]);
	record_init(&record, review, "annotate", "%s on %s", order->question ? "Question" : "Comment", number);
	return save(id, &record, annotation);
}

/* The place of a remark, for the subject line. */
static void place_of(char out[NUMBER_TEXT], const struct review *review, size_t block)
{
	if (block == STANDING_NONE || block >= review->draft->count)
		snprintf(out, NUMBER_TEXT, "the whole document");
	else
		number_show(out, review->numbering.numbers[block]);
}

static struct annotation *about(const struct review *review, enum motivation motivation, size_t remark)
{
	struct annotation *annotation = annotation_new(motivation);
	annotation->targets[0].kind = TARGET_ANNOTATION;
	annotation->targets[0].annotation = memory_string(review->standing->remarks[remark].annotation->id);
	return annotation;
}

const struct fault *annotating_reply(char id[UUID_TEXT], struct review *review, size_t remark, struct text text)
{
	char place[NUMBER_TEXT];
	struct record record;
	const struct fault *fault = check_text(text);
	if (!fault && !review->standing->remarks[remark].verified)
		fault = fault_new(FAULT_FORBIDDEN, "%s", _("this annotation is unverified: it cannot be answered"));
	if (fault)
		return fault;
	struct annotation *annotation = about(review, REPLYING, remark);
	set_text(annotation, review, text);
	place_of(place, review, review->standing->remarks[remark].block);
	record_init(&record, review, "annotate", "Reply on %s", place);
	return save(id, &record, annotation);
}

void annotating_target(struct target *target, const struct review *review, const struct amendment *amendment)
{
	char hex[OID_HEX];
	target->kind = TARGET_AMENDMENT;
	target->source = memory_string(review_draft(review)->path);
	target->reviewer = memory_string(review->standing->reviewers[amendment->reviewer].id);
	target->digest = memory_string(amendment->digest);
	oid_format(hex, &amendment->blob);
	target->cached = memory_string(hex);
	target->paragraph = amendment->paragraph;
	if (amendment->was_paragraph) {
		oid_format(hex, &amendment->was_blob);
		target->was_blob = memory_string(hex);
		target->was_paragraph = amendment->was_paragraph;
	}
}

struct annotation *annotating_reason(const struct review *review, struct text reason, enum scope scope)
{
	if (!text_trim(reason).size && scope == SCOPE_UNSAID)
		return NULL;
	struct annotation *annotation = annotation_new(COMMENTING);
	if (text_trim(reason).size)
		set_text(annotation, review, reason);
	if (scope != SCOPE_UNSAID)
		annotation_add_tag(annotation, scope_tag(scope));
	return annotation;
}

const struct fault *annotating_answer(char id[UUID_TEXT], struct review *review, size_t index, struct text text)
{
	const struct amendment *amendment = &review->standing->amendments[index];
	struct record record;
	const struct fault *fault = check_text(text);
	if (fault)
		return fault;
	struct annotation *annotation = annotation_new(COMMENTING);
	set_text(annotation, review, text);
	annotating_target(&annotation->targets[0], review, amendment);
	record_init(&record, review, "annotate", "Comment on the proposal %s", amendment->name);
	return save(id, &record, annotation);
}

/* Its author or the secretariat. */
static const struct fault *may_close(const struct review *review, size_t remark)
{
	const struct fault *fault = identity_need(&review->identity);
	if (fault)
		return fault;
	if (review->standing->remarks[remark].reviewer == review->standing->me ||
		(review->consultation.member_count &&
			consultation_secretariat(&review->consultation, review->identity.id)))
		return NULL;
	return fault_new(
		FAULT_FORBIDDEN, "%s", _("only its author or the secretariat may close or withdraw an annotation"));
}

static const struct fault *close_as(
	char id[UUID_TEXT], struct review *review, size_t remark, const char *code, const char *verb)
{
	char place[NUMBER_TEXT];
	struct record record;
	enum annotation_state state = review->standing->threads.entries[remark].state;
	const struct fault *fault = may_close(review, remark);
	if (!fault && state == STATE_WITHDRAWN)
		fault = fault_new(FAULT_CONFLICT, "%s", _("this annotation has been withdrawn already"));
	if (!fault && state == STATE_RESOLVED && !strcmp(code, "resolved"))
		fault = fault_new(FAULT_CONFLICT, "%s", _("this annotation is resolved already"));
	if (fault)
		return fault;
	struct annotation *annotation = about(review, MODERATING, remark);
	annotation->code = memory_string(code);
	place_of(place, review, review->standing->remarks[remark].block);
	record_init(&record, review, "annotate", "%s an annotation on %s", verb, place);
	return save(id, &record, annotation);
}

const struct fault *annotating_resolve(char id[UUID_TEXT], struct review *review, size_t remark)
{
	return close_as(id, review, remark, "resolved", "Resolve");
}

const struct fault *annotating_withdraw(char id[UUID_TEXT], struct review *review, size_t remark)
{
	const struct fault *fault = applied_check_open(review, review->standing->remarks[remark].annotation);
	return fault ? fault : close_as(id, review, remark, "withdrawn", "Withdraw");
}

/* One's own position on these words that says the same already, or NULL. */
static const struct annotation *assessed_so(
	const struct review *review, const struct amendment *amendment, const char *code, struct text reason)
{
	const struct standing *standing = review->standing;
	bool objects = !strcmp(code, "objects");
	const size_t *list = objects ? amendment->objects : amendment->supports;
	size_t count = objects ? amendment->object_count : amendment->support_count;
	for (size_t i = 0; i < count; i++) {
		const struct remark *remark = &standing->remarks[list[i]];
		if (remark->reviewer == standing->me &&
			text_equal(text_of(remark->annotation->text), text_trim(reason)))
			return remark->annotation;
	}
	return NULL;
}

const struct fault *annotating_assess(
	char id[UUID_TEXT], struct review *review, size_t index, const char *code, struct text reason)
{
	const struct amendment *amendment = &review->standing->amendments[index];
	struct record record;
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && amendment->reviewer == review->standing->me)
		fault = fault_new(
			FAULT_FORBIDDEN, "%s", _("this proposal is your own: withdraw it, or propose other words"));
	if (!fault && text_trim(reason).size)
		fault = check_text(reason);
	if (fault)
		return fault;
	const struct annotation *same = assessed_so(review, amendment, code, reason);
	if (same) {
		memcpy(id, same->id, UUID_TEXT);
		return NULL;
	}
	struct annotation *annotation = annotation_new(ASSESSING);
	annotation->code = memory_string(code);
	if (text_trim(reason).size)
		set_text(annotation, review, reason);
	annotating_target(&annotation->targets[0], review, amendment);
	record_init(&record, review, "annotate", "%s the proposal %s",
		strcmp(code, "objects") ? "Support" : "Object to", amendment->name);
	return save(id, &record, annotation);
}
