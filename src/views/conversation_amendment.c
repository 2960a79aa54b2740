#include "views/conversation_amendment.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/wording.h"
#include "views/conversation_thread.h"

/* " (entered by the secretariat)", behind a name. */
static void add_entered(struct paper *paper, bool entered)
{
	if (!entered)
		return;
	paper_add_string(paper, " (", STYLE_DIM);
	paper_add_string(paper, _("entered by the secretariat"), STYLE_DIM);
	paper_add_string(paper, ")", STYLE_DIM);
}

static void add_names(struct paper *paper, struct seals *seals, const struct review *review, const char *label,
	const size_t *remarks, size_t count, int style)
{
	if (!count)
		return;
	paper_add_string(paper, "\n", style);
	paper_add_string(paper, label, style);
	for (size_t i = 0; i < count; i++) {
		size_t reviewer = review->standing->remarks[remarks[i]].reviewer;
		paper_add_string(paper, i ? ", " : " ", style);
		paper_add(paper, text_of(review->standing->reviewers[reviewer].name), style, true);
		seals_write(paper, seals, SIGNED_REMARK, remarks[i], SEAL_BRACKETED);
		add_entered(paper, annotation_entered(review->standing->remarks[remarks[i]].annotation));
	}
	for (size_t i = 0; i < count; i++) {
		const char *why = review->standing->remarks[remarks[i]].annotation->text;
		if (!why)
			continue;
		char *who = memory_format("\n   %s%s",
			review->standing->reviewers[review->standing->remarks[remarks[i]].reviewer].name, _(": "));
		paper_add(paper, text_of(who), STYLE_DIM, true);
		paper_add(paper, text_of(why), STYLE_DIM, true);
		free(who);
	}
}

static void add_proposer(struct paper *paper, struct seals *seals, const struct review *review, size_t index)
{
	struct buffer words = {0};
	wording_reviewer(&words, review, review->standing->amendments[index].reviewer);
	paper_take(paper, &words, STYLE_STRONG);
	seals_write(paper, seals, SIGNED_AMENDMENT, index, SEAL_BRACKETED);
	add_entered(paper, seals && seals_entered(seals, index));
}

/* The proposers of the same words, then the kind and how it stands to others. */
static void add_amendment_head(struct paper *paper, struct seals *seals, const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	const struct amendment *amendment = &standing->amendments[index];
	add_proposer(paper, seals, review, index);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		if (i == index || standing->amendments[i].same_as != index)
			continue;
		paper_add_string(paper, ", ", STYLE_DIM);
		add_proposer(paper, seals, review, i);
	}
	paper_add_string(paper, " · ", STYLE_DIM);
	paper_add_string(paper, wording_amendment(amendment), STYLE_PLAIN);
	if (amendment->substance) {
		paper_add_string(paper, " · ", STYLE_DIM);
		paper_add_string(paper, wording_scope(amendment), STYLE_STALE);
	}
	if (amendment->collide_count)
		paper_add_string(paper, _(" [rival proposals]"), STYLE_COLLISION);
	if (amendment->collides_with_base)
		paper_add_string(paper, _(" [the text has moved on]"), STYLE_STALE);
	if (amendment->late)
		conversation_late(paper);
	if (amendment->support_count) {
		char *supporters = memory_format(" +%zu", amendment->support_count);
		paper_add_string(paper, supporters, STYLE_AGREED);
		free(supporters);
	}
	if (amendment->object_count) {
		char *objectors = memory_format(" −%zu", amendment->object_count);
		paper_add_string(paper, objectors, STYLE_REFUSED);
		free(objectors);
	}
}

static void add_move(struct paper *paper, const struct review *review, const struct amendment *amendment)
{
	struct buffer place = {0};
	if (amendment->kind != AMEND_MOVE && !amendment->moved_too)
		return;
	if (amendment->after == STANDING_NONE)
		buffer_add_string(&place, _("to the start"));
	else {
		char number[NUMBER_TEXT];
		number_show(number, review->numbering.numbers[amendment->after]);
		buffer_format(&place, _("behind %s"), number);
	}
	paper_add_string(paper, "\n→ ", STYLE_STALE);
	paper_take(paper, &place, STYLE_STALE);
}

static void add_amendment_words(struct paper *paper, const struct review *review, const struct amendment *amendment)
{
	struct text base = {"", 0};
	paper_add_string(paper, "\n", STYLE_PLAIN);
	switch (amendment->kind) {
	case AMEND_REWORD:
		base = amendment->block == STANDING_NONE || amendment->extent > 1 || amendment->collides_with_base
			       ? buffer_text(&amendment->was)
			       : review->draft->blocks[amendment->block].text;
		paper_add_difference(paper, base, buffer_text(&amendment->carried), STYLE_PLAIN);
		break;
	case AMEND_INSERT:
		paper_add_difference(paper, base, buffer_text(&amendment->now), STYLE_PLAIN);
		break;
	case AMEND_DELETE:
		paper_add_difference(paper, buffer_text(&amendment->was), base, STYLE_PLAIN);
		break;
	case AMEND_MOVE:
		paper_add(paper, buffer_text(&amendment->now), STYLE_DIM, false);
		break;
	}
	add_move(paper, review, amendment);
}

/* What the secretariat has decided on it, each of them where they differ. */
static void add_decisions(
	struct paper *paper, struct seals *seals, const struct review *review, const struct amendment *amendment)
{
	for (size_t i = 0; i < amendment->decision_count; i++) {
		const struct remark *remark = &review->standing->remarks[amendment->decisions[i]];
		bool refused = decision_of(remark->annotation) == DECISION_REJECTED;
		paper_add_string(paper, "\n→ ", STYLE_DIM);
		paper_add_string(paper, wording_kind(remark->annotation), refused ? STYLE_REFUSED : STYLE_AGREED);
		struct buffer who = {0};
		buffer_add_string(&who, " · ");
		wording_reviewer(&who, review, remark->reviewer);
		buffer_add_byte(&who, ' ');
		wording_when(&who, remark->annotation->created);
		paper_take(paper, &who, STYLE_DIM);
		seals_write(paper, seals, SIGNED_REMARK, amendment->decisions[i], SEAL_TAIL);
		if (remark->annotation->words) {
			paper_add_string(paper, "\n", STYLE_PLAIN);
			paper_add_difference(
				paper, buffer_text(&amendment->now), text_of(remark->annotation->words), STYLE_PLAIN);
		}
		if (remark->annotation->text) {
			paper_add_string(paper, "\n", STYLE_PLAIN);
			paper_add(paper, text_of(remark->annotation->text), STYLE_PLAIN, true);
		}
	}
}

/* What others said to the proposal, and its author's reason. */
static void add_amendment_remarks(struct paper *paper, struct seals *seals, const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	const struct amendment *amendment = &standing->amendments[index];
	if (amendment->reason != STANDING_NONE &&
		standing->remarks[amendment->reason].annotation->text) { /* else it only says what it is about */
		paper_add_string(paper, "\n", STYLE_PLAIN);
		paper_add_string(paper,
			amendment->reason_earlier ? _("Reason for an earlier wording: ") : _("Reason: "), STYLE_FIELD);
		paper_add(paper, text_of(standing->remarks[amendment->reason].annotation->text), STYLE_PLAIN, true);
		/* It came with the proposal, which bears the mark already. */
		if (seals &&
			seals_of(seals, SIGNED_REMARK, amendment->reason) != seals_of(seals, SIGNED_AMENDMENT, index))
			seals_write(paper, seals, SIGNED_REMARK, amendment->reason, SEAL_TAIL);
	}
	for (size_t i = 0; i < standing->threads.count; i++) {
		const struct annotation *annotation = standing->remarks[i].annotation;
		const struct target *target = &annotation->targets[0];
		if (i == amendment->reason || annotation->motivation != COMMENTING ||
			target->kind != TARGET_AMENDMENT || !target->digest ||
			(strcmp(target->digest, amendment->digest) != 0 && standing->remarks[i].earlier_of != index) ||
			standing->threads.entries[i].state == STATE_WITHDRAWN)
			continue;
		paper_add_string(paper, "\n ↳ ", STYLE_DIM);
		conversation_head(paper, seals, review, i);
		if (standing->remarks[i].earlier_of == index) {
			paper_add_string(paper, "\n   ", STYLE_PLAIN);
			paper_add_string(paper, _("on an earlier wording"), STYLE_STALE);
		}
		paper_add_string(paper, "\n   ", STYLE_PLAIN);
		paper_add(paper, text_of(annotation->text), STYLE_PLAIN, true);
		conversation_replies(paper, seals, review, i);
	}
	add_names(paper, seals, review, _("Supported by"), amendment->supports, amendment->support_count, STYLE_AGREED);
	add_names(
		paper, seals, review, _("Objected to by"), amendment->objects, amendment->object_count, STYLE_REFUSED);
	add_names(paper, seals, review, _("Supported in an earlier wording by"), amendment->earlier_supports,
		amendment->earlier_support_count, STYLE_STALE);
	add_names(paper, seals, review, _("Objected to in an earlier wording by"), amendment->earlier_objects,
		amendment->earlier_object_count, STYLE_STALE);
}

void conversation_amendment(struct paper *paper, struct seals *seals, const struct review *review, size_t index)
{
	const struct amendment *amendment = &review->standing->amendments[index];
	add_amendment_head(paper, seals, review, index);
	add_amendment_words(paper, review, amendment);
	add_decisions(paper, seals, review, amendment);
	add_amendment_remarks(paper, seals, review, index);
}
