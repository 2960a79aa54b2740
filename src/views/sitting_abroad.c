/* sitting_abroad - what is proposed in the translations as substance, at the desk of the source: retaining it opens the
 * source's paragraph, and what is saved there goes in with it */
#include "views/sitting_abroad.h"

#include <string.h>

#include "act/amending.h"
#include "act/sourcing.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/wording.h"
#include "text/case.h"
#include "text/visible.h"
#include "views/amend_view.h"
#include "views/conversation_amendment.h"
#include "views/message.h"
#include "views/sitting_decide.h"
#include "views/sitting_paper.h"

void sitting_name_abroad(struct buffer *out, const struct abroad_item *item)
{
	const struct standing *standing = item->review->standing;
	char number[NUMBER_TEXT];
	struct buffer language = {0}, who = {0};
	number_show(number, item->place);
	buffer_format(out, "%s ", number);
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (standing->amendments[i].same_as == item->amendment) {
			buffer_add_string(&who, who.size ? ", " : "");
			visible_add(&who, text_of(standing->reviewers[standing->amendments[i].reviewer].name),
				VISIBLE_ONE_LINE);
		}
	case_upper(&language, text_of(item->language));
	char *code = visible_take(buffer_string(&language));
	buffer_add(out, buffer_text(&who));
	buffer_add_string(out, " · ");
	/* TRANSLATORS: a language, as in "proposed in ES" */
	buffer_format(out, _("proposed in %s"), code);
	free(code);
	buffer_clear(&language);
	buffer_clear(&who);
}

static const struct abroad_item *selected_item(const struct sitting *sitting)
{
	size_t index = sitting_selected_abroad(sitting);
	return index == STANDING_NONE ? NULL : &sitting->abroad.items[index];
}

/* --- the right pane */

static void add_heading(struct paper *paper, const struct abroad_item *item)
{
	struct buffer words = {0};
	sitting_name_abroad(&words, item);
	paper_add(paper, buffer_text(&words), STYLE_HEADING, false);
	paper_add_string(paper, "\n", STYLE_PLAIN);
	paper_add_string(paper,
		_("Retaining it (+) opens the paragraph of the source: what you save there goes in with it."),
		STYLE_DIM);
	buffer_clear(&words);
}

void sitting_bear_abroad(struct sitting *sitting)
{
	const struct abroad_item *item = &sitting->abroad.items[sitting->shown_abroad];
	struct entry *entry = conversation_add_text(&sitting->bearing, "abroad");
	add_heading(&entry->paper, item);
	entry = conversation_add_text(&sitting->bearing, "proposed");
	conversation_amendment(&entry->paper, NULL, item->review, item->amendment);
	sitting_bear_block(sitting, item->block, item->inserts);
}

/* --- deciding */

static void ask_about(struct sitting *sitting, const struct abroad_item *item)
{
	const struct amendment *amendment = abroad_amendment(item);
	sitting_unask(sitting);
	sitting->asked_abroad.name = memory_format("%s/%s", item->language, amendment->name);
	memcpy(sitting->asked_abroad.digest, amendment->digest, sizeof amendment->digest);
}

/* What was asked about, with the words it had then. */
static const struct abroad_item *asked_item(const struct sitting *sitting)
{
	for (size_t i = 0; sitting->asked_abroad.name && i < sitting->abroad.count; i++) {
		const struct abroad_item *item = &sitting->abroad.items[i];
		if (!strcmp(sitting->names[sitting->docket.count + i], sitting->asked_abroad.name) &&
			!strcmp(abroad_amendment(item)->digest, sitting->asked_abroad.digest))
			return item;
	}
	message_say(MESSAGE_ERROR, _("%s has been changed or withdrawn meanwhile: nothing is decided."),
		sitting->asked_abroad.name ? sitting->asked_abroad.name : "");
	return NULL;
}

/* The reason it was proposed with, to begin the source's with: "Proposed in ES by Sherpa A: …". */
static char *start_reason(const struct abroad_item *item)
{
	const struct standing *standing = item->review->standing;
	const struct amendment *amendment = abroad_amendment(item);
	struct buffer language = {0};
	const char *why =
		amendment->reason == STANDING_NONE ? NULL : standing->remarks[amendment->reason].annotation->text;
	case_upper(&language, text_of(item->language));
	/* TRANSLATORS: a language, a name */
	char *words = memory_format(
		_("Proposed in %s by %s"), buffer_string(&language), standing->reviewers[amendment->reviewer].name);
	char *all = why ? memory_format("%s%s%s", words, _(": "), why) : memory_string(words);
	free(words);
	buffer_clear(&language);
	return all;
}

bool sitting_source(struct view *view)
{
	struct sitting *sitting = view->state;
	const struct abroad_item *item;
	if (!sitting_may_decide(sitting) || !(item = selected_item(sitting))) /* it may have looked again */
		return true;
	char *reason = start_reason(item);
	struct buffer name = {0};
	sitting_name_abroad(&name, item);
	const struct amend_view_order order = {.kind = item->inserts ? AMEND_VIEW_INSERT : AMEND_VIEW_REWORD,
		.block = item->block,
		.reason = text_of(reason),
		.beside = buffer_string(&name),
		.beside_was = buffer_text(&abroad_amendment(item)->was),
		.beside_now = buffer_text(&abroad_amendment(item)->now),
		.keeps = true};
	ask_about(sitting, item);
	struct view *editor = amend_view(sitting->session, &order);
	if (editor) {
		stack_push(view->stack, editor, SITTING_SOURCE);
		message_say(MESSAGE_INFO, "%s", _("Give the source its words: saving retains the proposal."));
	}
	free(reason);
	buffer_clear(&name);
	return true;
}

static void told(struct sitting *sitting, const struct fault *fault, enum decision decision, const char *name)
{
	if (fault) {
		session_failed(sitting->session, fault);
		return;
	}
	char *what = memory_format("%s%s%s", wording_decision(decision), _(": "), name);
	session_saved(sitting->session, what);
	free(what);
	sitting_unask(sitting);
	sitting_go_on(sitting);
}

static void plan_next(struct sitting *sitting, const struct abroad_item *item)
{
	size_t row = sitting->docket.count + (size_t)(item - sitting->abroad.items);
	sitting_plan_next(sitting, &row, 1);
}

void sitting_sourced(struct sitting *sitting, struct text own)
{
	struct session *session = sitting->session;
	struct buffer ids = {0}, name = {0};
	const struct abroad_item *item = asked_item(sitting);
	if (!item)
		return;
	char *amendment = own.size ? text_take(own) : NULL;
	size_t index = amendment ? session_amendment(session, amendment) : STANDING_NONE;
	struct text reason = {"", 0};
	if (index != STANDING_NONE && session->review->standing->amendments[index].reason != STANDING_NONE)
		reason = text_of(session->review->standing->remarks[session->review->standing->amendments[index].reason]
					 .annotation->text);
	char *why = text_take(reason);
	sitting_name_abroad(&name, item);
	plan_next(sitting, item);
	told(sitting, sourcing_retain(&ids, session->review, amendment, item, text_of(why)), DECISION_ACCEPTED,
		buffer_string(&name));
	free(why);
	free(amendment);
	buffer_clear(&ids);
	buffer_clear(&name);
}

bool sitting_ask_abroad(struct view *view, enum decision decision)
{
	struct sitting *sitting = view->state;
	if (decision == DECISION_ACCEPTED)
		return sitting_source(view);
	const struct abroad_item *item;
	if (!sitting_may_decide(sitting) || !(item = selected_item(sitting)))
		return true;
	sitting->deciding = decision;
	ask_about(sitting, item);
	struct buffer name = {0};
	sitting_name_abroad(&name, item);
	sitting_prompt(view, decision, buffer_string(&name), NULL);
	buffer_clear(&name);
	return true;
}

void sitting_decide_abroad(struct sitting *sitting, struct text reason)
{
	struct buffer ids = {0}, name = {0};
	const struct abroad_item *item = asked_item(sitting);
	if (!item)
		return;
	sitting_name_abroad(&name, item);
	plan_next(sitting, item);
	told(sitting, sourcing_decide(&ids, sitting->session->review, item, sitting->deciding, text_trim(reason)),
		sitting->deciding, buffer_string(&name));
	buffer_clear(&ids);
	buffer_clear(&name);
}
