#include "commands/plaintalk.h"

#include "base/language.h"
#include "commands/call.h"
#include "review/decision.h"
#include "review/position.h"
#include "review/wording.h"
#include "text/visible.h"
#include "text/worddiff.h"

enum { STEP = 2, MOST_STEPS = 5 };

static const struct standing *standing_of(const struct plaintalk *to)
{
	return to->listing->review->standing;
}

static void put(const struct plaintalk *to, struct buffer *line, size_t indent)
{
	call_wrap_text(to->out, buffer_text(line), to->width, indent, STEP);
	buffer_empty(line);
}

static void put_text(const struct plaintalk *to, const char *untrusted, size_t indent)
{
	struct buffer safe = {0};
	visible_add(&safe, text_of(untrusted), VISIBLE_KEEP_LINES);
	call_wrap_text(to->out, buffer_text(&safe), to->width, indent, 0);
	buffer_clear(&safe);
}

/* " · part", or "part" at the start. */
static void add_part(struct buffer *line, const char *part)
{
	if (!part[0])
		return;
	if (line->size)
		buffer_add_string(line, " · ");
	buffer_add_string(line, part);
}

/* " (signed)", behind a name. */
static void add_verdict(const struct plaintalk *to, struct buffer *line, enum signed_kind kind, size_t index)
{
	const struct verdict *verdict = listing_verdict(to->listing, kind, index);
	if (!verdict)
		return;
	buffer_add_string(line, " (");
	verdict_words(line, verdict);
	buffer_add_byte(line, ')');
}

/* " (entered by the secretariat)", behind a name. */
static void add_entered(struct buffer *line, const struct remark *remark)
{
	if (annotation_entered(remark->annotation))
		buffer_format(line, " (%s)", _("entered by the secretariat"));
}

/* " · signed" */
static void add_verdict_part(const struct plaintalk *to, struct buffer *line, enum signed_kind kind, size_t index)
{
	const struct verdict *verdict = listing_verdict(to->listing, kind, index);
	struct buffer words = {0};
	if (verdict)
		verdict_words(&words, verdict);
	add_part(line, buffer_string(&words));
	buffer_clear(&words);
}

static void add_state(const struct plaintalk *to, struct buffer *line, size_t index)
{
	const struct thread_entry *entry = &standing_of(to)->threads.entries[index];
	if (entry->state != STATE_WITHDRAWN && !to->listing->holds[index])
		add_part(line, _("lapsed"));
	else if (entry->state != STATE_OPEN || (entry->root == index && entry->annotation->motivation != ASSESSING &&
						       !standing_of(to)->remarks[index].decides))
		add_part(line, wording_state(entry->state));
}

/* Who really wrote it, where that is not the one it names. */
static void add_provenance(const struct plaintalk *to, struct buffer *line, const struct remark *remark)
{
	struct buffer words = {0};
	const struct annotation *annotation = remark->annotation;
	if (annotation_entered(annotation))
		add_part(line, _("entered by the secretariat"));
	if (remark->verified)
		return;
	buffer_format(&words, _("UNVERIFIED: found on %s, says it is %s's"), remark->found,
		standing_of(to)->reviewers[remark->reviewer].id);
	add_part(line, buffer_string(&words));
	buffer_clear(&words);
}

static void put_header(const struct plaintalk *to, size_t index, size_t indent)
{
	const struct review *review = to->listing->review;
	const struct remark *remark = &standing_of(to)->remarks[index];
	size_t amendment = to->listing->amendment_of[index];
	bool reason = amendment != STANDING_NONE && standing_of(to)->amendments[amendment].reason == index;
	struct buffer line = {0}, part = {0};
	if (standing_of(to)->threads.entries[index].depth)
		buffer_add_string(&line, "↳ ");
	wording_reviewer(&line, review, remark->reviewer);
	add_verdict_part(to, &line, SIGNED_REMARK, index);
	add_part(&line, reason ? _("reason") : wording_kind(remark->annotation));
	for (size_t i = 0; i < remark->annotation->tag_count; i++) {
		/* A remark on the whole document stands under the question it answers. */
		if (remark->general && !strncmp(remark->annotation->tags[i], "question:", 9))
			continue;
		wording_tag(&part, review, remark->annotation->tags[i]);
		add_part(&line, buffer_string(&part));
		buffer_empty(&part);
	}
	add_state(to, &line, index);
	if (remark->late)
		add_part(&line, _("after the deadline"));
	add_provenance(to, &line, remark);
	wording_when(&part, remark->annotation->created);
	add_part(&line, buffer_string(&part));
	add_part(&line, wording_id(remark->annotation->id));
	put(to, &line, indent);
	buffer_clear(&part);
	buffer_clear(&line);
}

/* What has been decided on the words that a remark speaks of; the last that was said counts. */
static enum decision decided_on(const struct standing *standing, const struct target *target)
{
	enum decision found = DECISION_NONE;
	for (size_t i = 0; target->digest && target->reviewer && i < standing->threads.count; i++) {
		const struct annotation *annotation = standing->remarks[i].annotation;
		if (!standing->remarks[i].decides || standing->threads.entries[i].state == STATE_WITHDRAWN)
			continue;
		for (size_t j = 0; j < annotation->target_count; j++) {
			const struct target *on = &annotation->targets[j];
			if (on->digest && on->reviewer && !strcmp(on->digest, target->digest) &&
				!strcmp(on->reviewer, target->reviewer))
				found = decision_of(annotation);
		}
	}
	return found;
}

static void put_quote(const struct plaintalk *to, const struct remark *remark, size_t indent)
{
	const struct target *target = &remark->annotation->targets[0];
	struct buffer line = {0}, quote = {0};
	const char *placement = wording_placement(remark->placement);
	if (target->kind == TARGET_PARAGRAPH && target->quote.exact) {
		visible_add(&quote, text_of(target->quote.exact), VISIBLE_ONE_LINE);
		buffer_format(&line, _("“%s”"), buffer_string(&quote));
	} else if (target->kind == TARGET_PARAGRAPH && placement[0]) {
		buffer_add_string(&line, _("the paragraph"));
	} else if (remark->decides) {
		struct buffer was = {0}, now = {0};
		decision_words(&was, &now, to->listing->review, remark->annotation);
		buffer_format(&line, "%s%s", target->reviewer ? target->reviewer : "?", _(": "));
		worddiff_plain(&line, buffer_text(&was), buffer_text(&now));
		buffer_clear(&was);
		buffer_clear(&now);
		placement = "";
	} else if (target->kind == TARGET_AMENDMENT &&
		   to->listing->amendment_of[remark - standing_of(to)->remarks] == STANDING_NONE) {
		enum decision decision = decided_on(standing_of(to), target);
		if (decision != DECISION_NONE)
			buffer_format(&line, _("on a proposal, decided since: %s"), wording_decision(decision));
		else
			buffer_add_string(&line, _("on a proposal that has changed since"));
		placement = decision != DECISION_NONE ? "" : placement;
	} else if (remark->earlier_of != STANDING_NONE) {
		buffer_add_string(&line, _("on an earlier wording"));
	}
	if (line.size && placement[0])
		buffer_format(&line, " (%s)", placement);
	if (line.size)
		put(to, &line, indent);
	buffer_clear(&quote);
	buffer_clear(&line);
}

static void put_remark(const struct plaintalk *to, size_t index)
{
	const struct thread_entry *entry = &standing_of(to)->threads.entries[index];
	const struct remark *remark = &standing_of(to)->remarks[index];
	size_t steps = entry->depth > MOST_STEPS ? MOST_STEPS : entry->depth;
	size_t indent = to->indent + STEP * steps;
	if (to->listing->amendment_of[index] != STANDING_NONE)
		indent += STEP;
	put_header(to, index, indent);
	if (entry->state == STATE_WITHDRAWN)
		return;
	if (entry->root == index)
		put_quote(to, remark, indent + STEP);
	if (remark->annotation->text)
		put_text(to, remark->annotation->text, indent + STEP);
}

size_t plaintalk_thread(const struct plaintalk *to, struct listed_run remarks)
{
	const struct thread_entry *entries = standing_of(to)->threads.entries;
	size_t count = 0, alive = 0;
	for (; count < remarks.count && remarks.items[count].root == remarks.items[0].root; count++)
		alive += entries[remarks.items[count].index].state != STATE_WITHDRAWN;
	for (size_t i = 0; i < count; i++) {
		size_t index = remarks.items[i].index;
		/* What was withdrawn is named only where others answered it. */
		if (entries[index].state != STATE_WITHDRAWN || (alive && entries[index].root == index))
			put_remark(to, index);
	}
	return count;
}

void plaintalk_threads(const struct plaintalk *to, struct listed_run remarks)
{
	while (remarks.count) {
		size_t count = 1;
		if (to->listing->amendment_of[remarks.items[0].index] == STANDING_NONE)
			count = plaintalk_thread(to, remarks);
		remarks.items += count;
		remarks.count -= count;
	}
}

static void amendment_header(const struct plaintalk *to, size_t index)
{
	const struct standing *standing = standing_of(to);
	const struct amendment *amendment = &standing->amendments[index];
	struct buffer line = {0}, part = {0};
	buffer_format(&line, _("Proposal %s"), amendment->name);
	wording_reviewer(&part, to->listing->review, amendment->reviewer);
	add_part(&line, buffer_string(&part));
	add_verdict_part(to, &line, SIGNED_AMENDMENT, index);
	if (listing_entered(to->listing, index))
		add_part(&line, _("entered by the secretariat"));
	add_part(&line, wording_amendment(amendment));
	add_part(&line, wording_scope(amendment));
	if (amendment->same_as != index) {
		buffer_empty(&part);
		buffer_format(&part, _("the same words as %s"), standing->amendments[amendment->same_as].name);
		add_part(&line, buffer_string(&part));
	}
	if (amendment->late)
		add_part(&line, _("after the deadline"));
	buffer_empty(&part);
	for (size_t i = 0; i < amendment->collide_count; i++)
		buffer_format(&part, "%s%s", i ? ", " : "", standing->amendments[amendment->collides[i]].name);
	if (amendment->collides_with_base)
		buffer_format(&part, "%s%s", part.size ? ", " : "", _("the base"));
	if (part.size) {
		struct buffer words = {0};
		buffer_format(&words, _("! collides with %s"), buffer_string(&part));
		add_part(&line, buffer_string(&words));
		buffer_clear(&words);
	}
	put(to, &line, to->indent);
	buffer_clear(&part);
	buffer_clear(&line);
}

static void amendment_difference(const struct plaintalk *to, const struct amendment *amendment)
{
	struct buffer line = {0}, place = {0};
	if (amendment->kind == AMEND_MOVE || amendment->moved_too) {
		if (amendment->after == STANDING_NONE) {
			buffer_add_string(&line, _("to stand at the start"));
		} else {
			wording_place(&place, to->listing->review, amendment->after);
			buffer_format(&line, _("to stand after %s"), buffer_string(&place));
		}
		put(to, &line, to->indent + STEP);
	}
	if (amendment->kind != AMEND_MOVE) {
		worddiff_plain(&line, buffer_text(&amendment->was), buffer_text(&amendment->now));
		call_wrap_text(to->out, buffer_text(&line), to->width, to->indent + STEP, 0);
	}
	buffer_clear(&place);
	buffer_clear(&line);
}

static void amendment_voices(const struct plaintalk *to, const char *format, const size_t *remarks, size_t count)
{
	const struct standing *standing = standing_of(to);
	struct buffer names = {0}, line = {0};
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_string(&names, ", ");
		visible_add(&names, text_of(standing->reviewers[standing->remarks[remarks[i]].reviewer].name),
			VISIBLE_ONE_LINE);
		add_verdict(to, &names, SIGNED_REMARK, remarks[i]);
		add_entered(&names, &standing->remarks[remarks[i]]);
	}
	if (count) {
		buffer_format(&line, "%s%s", format, buffer_string(&names));
		put(to, &line, to->indent + STEP);
	}
	buffer_clear(&names);
	buffer_clear(&line);
}

void plaintalk_amendment(const struct plaintalk *to, size_t index)
{
	const struct amendment *amendment = &standing_of(to)->amendments[index];
	amendment_header(to, index);
	if (amendment->same_as == index)
		amendment_difference(to, amendment);
	amendment_voices(to, _("supported by: "), amendment->supports, amendment->support_count);
	amendment_voices(to, _("objected to by: "), amendment->objects, amendment->object_count);
	amendment_voices(to, _("supported in an earlier wording by: "), amendment->earlier_supports,
		amendment->earlier_support_count);
	amendment_voices(to, _("objected to in an earlier wording by: "), amendment->earlier_objects,
		amendment->earlier_object_count);
	struct listed_run remarks = listing_remarks(to->listing, amendment->block);
	while (remarks.count) {
		size_t count = 1;
		if (to->listing->amendment_of[remarks.items[0].index] == index)
			count = plaintalk_thread(to, remarks);
		remarks.items += count;
		remarks.count -= count;
	}
}

/* "initialled: Sherpa A, Sherpa B"; `code` NULL: those that have lapsed. */
static void add_positions(const struct plaintalk *to, struct buffer *line, size_t block, const char *code)
{
	const struct standing *standing = standing_of(to);
	struct buffer part = {0};
	for (size_t i = standing_positions(standing, block); i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		if (position->block != block)
			break;
		if (code ? position->lapsed || strcmp(position->code, code) != 0 : !position->lapsed)
			continue;
		if (part.size)
			buffer_add_string(&part, ", ");
		else
			buffer_format(&part, "%s%s", code ? wording_position(code) : _("lapsed"), _(": "));
		visible_add(&part, text_of(standing->reviewers[position->reviewer].name), VISIBLE_ONE_LINE);
		add_verdict(to, &part, SIGNED_REMARK, position->remark);
		add_entered(&part, &standing->remarks[position->remark]);
	}
	add_part(line, buffer_string(&part));
	buffer_clear(&part);
}

/* What has changed since the words that somebody initialled: once for all who initialled the same. */
static void put_changes(const struct plaintalk *to, size_t block)
{
	const struct review *review = to->listing->review;
	const struct standing *standing = review->standing;
	struct buffer line = {0};
	struct text last = {"", 0}, then;
	for (size_t i = standing_positions(standing, block); i < standing->position_count; i++) {
		const struct position *position = &standing->positions[i];
		if (position->block != block)
			break;
		if (!position->changed || !position_words(&then, review, position) || words_same(then, last))
			continue;
		last = then;
		visible_add(&line, text_of(standing->reviewers[position->reviewer].name), VISIBLE_ONE_LINE);
		buffer_format(&line, " · %s · ", wording_position(position->code));
		buffer_add_string(&line, _("since then: "));
		worddiff_plain(&line, then, review->draft->blocks[block].text);
		put(to, &line, to->indent + STEP);
	}
	buffer_clear(&line);
}

void plaintalk_positions(const struct plaintalk *to, size_t block)
{
	struct buffer line = {0};
	for (size_t i = 0; i <= POSITIONS; i++)
		add_positions(to, &line, block, position_codes[i]);
	if (line.size)
		put(to, &line, to->indent);
	put_changes(to, block);
	buffer_clear(&line);
}
