#include "commands/jsonform.h"

#include "annotation/webjson.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/decision.h"
#include "review/position.h"
#include "review/scope.h"
#include "review/translation.h"

void jsonform_signature(struct json *object, const char *key, const struct verdict *verdict)
{
	if (!verdict)
		return;
	struct json *said = json_add_object(object, key);
	json_add_string(said, "state", signature_name(verdict->is));
	if (verdict->by)
		json_add_string(said, "by", verdict->by);
	if (verdict->reason)
		json_add_string(said, "reason", verdict->reason);
}

void jsonform_remark(struct json *array, const struct listing *listing, size_t index)
{
	const struct remark *remark = &listing->review->standing->remarks[index];
	struct json *object = webjson_add(array, NULL, remark->annotation);
	json_add_string(object, "paraphe:state", listing_state(listing, index));
	json_add_string(object, "paraphe:placement", placement_name(remark->placement));
	if (remark->late)
		json_add_bool(object, "paraphe:late", true);
	if (!remark->verified)
		json_add_string(object, "paraphe:found", remark->found);
	jsonform_signature(object, "paraphe:signature", listing_verdict(listing, SIGNED_REMARK, index));
}

static void add_reviewers(
	struct json *object, const char *key, const struct standing *standing, const size_t *remarks, size_t count)
{
	struct json *list = json_add_array(object, key);
	for (size_t i = 0; i < count; i++)
		json_add_string(list, NULL, standing->reviewers[standing->remarks[remarks[i]].reviewer].id);
}

struct json *jsonform_amendment(struct json *array, const struct listing *listing, size_t index)
{
	const struct review *review = listing->review;
	const struct standing *standing = review->standing;
	const struct amendment *amendment = &standing->amendments[index];
	struct json *object = json_add_object(array, NULL);
	char number[NUMBER_TEXT];
	number_format(number, amendment->place);
	json_add_string(object, "amendment", amendment->name);
	json_add_string(object, "digest", amendment->digest);
	json_add_string(object, "reviewer", standing->reviewers[amendment->reviewer].id);
	json_add_string(object, "draft", review_draft(review)->path);
	json_add_string(object, "paragraph", number);
	json_add_string(object, "kind", amendment_kind_name(amendment->kind));
	json_add_string(object, "type", amendment->type);
	json_add_string(object, "state", decision_settles(amendment->decision) ? "decided" : "open");
	json_add_text(object, "was", buffer_text(&amendment->was));
	json_add_text(object, "now", buffer_text(&amendment->now));
	struct json *collides = json_add_array(object, "collides");
	for (size_t i = 0; i < amendment->collide_count; i++)
		json_add_string(collides, NULL, standing->amendments[amendment->collides[i]].name);
	if (amendment->collides_with_base)
		json_add_string(collides, NULL, "base");
	add_reviewers(object, "supports", standing, amendment->supports, amendment->support_count);
	add_reviewers(object, "objects", standing, amendment->objects, amendment->object_count);
	json_add_string(
		object, "decision", amendment->decision == DECISION_NONE ? NULL : decision_name(amendment->decision));
	if (translation_is(review, review->draft_index))
		json_add_string(object, "scope", scope_name(amendment));
	if (amendment->earlier_support_count)
		add_reviewers(object, "earlier_supports", standing, amendment->earlier_supports,
			amendment->earlier_support_count);
	if (amendment->earlier_object_count)
		add_reviewers(object, "earlier_objects", standing, amendment->earlier_objects,
			amendment->earlier_object_count);
	if (amendment->late)
		json_add_bool(object, "late", true);
	if (listing_entered(listing, index))
		json_add_bool(object, "entered", true);
	return object;
}

struct json *jsonform_position(struct json *array, const struct review *review, const struct position *position)
{
	const struct standing *standing = review->standing;
	struct json *object = json_add_object(array, NULL);
	char *id = memory_format("urn:uuid:%s", standing->remarks[position->remark].annotation->id);
	json_add_string(object, "reviewer", standing->reviewers[position->reviewer].id);
	json_add_string(object, "position", position->code);
	json_add_string(object, "state", position->lapsed ? "lapsed" : "valid");
	json_add_string(object, "annotation", id);
	free(id);
	if (standing->remarks[position->remark].late)
		json_add_bool(object, "late", true);
	if (annotation_entered(standing->remarks[position->remark].annotation))
		json_add_bool(object, "entered", true);
	struct text then;
	if (position->changed && position_words(&then, review, position))
		json_add_text(object, "then", then);
	return object;
}

void jsonform_review(struct json *object, const struct review *review)
{
	jsonform_review_with(object, review, buffer_text(&review->notices));
}

void jsonform_review_with(struct json *object, const struct review *review, struct text rest)
{
	char hex[OID_HEX], deadline[CLOCK_TEXT];
	const struct consultation *consultation = &review->consultation;
	json_add_string(object, "title", labels_in(&consultation->title, language_code()));
	json_add_string(object, "draft", review_draft(review)->path);
	json_add_string(object, "language", review_draft(review)->language);
	struct json *base = json_add_object(object, "base");
	oid_format(hex, &review->base_tip);
	json_add_string(base, "branch", review->base_ref);
	json_add_string(base, "commit", hex);
	json_add_number(object, "revision", review->revision);
	if (consultation->has_deadline)
		clock_format(deadline, consultation->deadline);
	json_add_string(object, "deadline", consultation->has_deadline ? deadline : NULL);
	struct json *notices = json_add_array(object, "notices");
	struct text line;
	while (text_line(&rest, &line))
		json_add_text(notices, NULL, line);
}
