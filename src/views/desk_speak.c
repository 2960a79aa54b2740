/* desk_speak - to annotate, answer, support, object, resolve */
#include "views/desk.h"

#include "act/annotating.h"
#include "act/recovery.h"
#include "base/language.h"
#include "base/memory.h"
#include "views/composer_view.h"
#include "views/message.h"
#include "views/prompt_view.h"
#include "views/spot.h"

static struct desk *desk_of(const struct view *view)
{
	return view->state;
}

/* The unfinished text of this sort on this paragraph, yours; NULL when there is none. */
char *desk_unfinished(struct desk *desk, enum unfinished_kind kind, size_t block)
{
	struct review *review = desk->session->review;
	struct unfinished_list list;
	char *name = NULL;
	if (recovery_list(&list, review))
		return NULL;
	for (size_t i = 0; i < list.count && !name; i++) {
		struct spot spot = {0};
		const struct unfinished *item = &list.items[i];
		if (item->kind == kind && item->draft && !strcmp(item->draft, review_draft(review)->path) &&
			spot_read(&spot, review, item) && spot_block(&spot, review) == block)
			name = memory_string(item->name);
		spot_clear(&spot);
	}
	unfinished_list_clear(&list);
	if (name)
		message_say(MESSAGE_INFO, "%s", _("Your unfinished text is taken up again."));
	return name;
}

bool desk_annotate(struct view *view)
{
	struct desk *desk = desk_of(view);
	const struct subject *subject = reading_subject(&desk->reading);
	struct composer_order order = {.kind = COMPOSE_GENERAL};
	char *unfinished = NULL, *tag = NULL;
	if (!session_may_act(desk->session))
		return true;
	if (subject->kind == SUBJECT_BLOCK) {
		order.kind = COMPOSE_REMARK;
		order.block = subject->index;
		if (desk->reading.choosing) {
			order.start = desk->reading.chosen_start;
			order.end = desk->reading.chosen_end;
		} else {
			unfinished = desk_unfinished(desk, UNFINISHED_REMARK, subject->index);
		}
	} else if (subject->kind == SUBJECT_QUESTION) {
		tag = memory_format(
			"question:%s", desk->session->review->consultation.questions.items[subject->index].id);
		order.tag = tag;
	} else if (subject->kind == SUBJECT_MINE) {
		message_say(MESSAGE_INFO, "%s", _("This paragraph is your own proposal: e changes it."));
		return true;
	}
	order.unfinished = unfinished;
	desk_choose_end(desk);
	desk_push(view, composer_view(desk->session, &order), FOR_COMPOSER);
	free(unfinished);
	free(tag);
	return true;
}

/* The entry of the conversation that is meant; says so when there is none. */
static const struct entry *desk_meant(struct desk *desk)
{
	const struct entry *entry = conversation_selected(&desk->conversation);
	if (!entry)
		message_say(MESSAGE_INFO, "%s", _("Nothing has been said here yet."));
	return entry;
}

bool desk_reply(struct view *view)
{
	struct desk *desk = desk_of(view);
	const struct entry *entry = session_may_act(desk->session) ? desk_meant(desk) : NULL;
	if (!entry)
		return true;
	if (entry->kind == ENTRY_POSITIONS) {
		message_say(MESSAGE_INFO, "%s", _("A position cannot be answered; annotate the paragraph instead."));
		return true;
	}
	struct composer_order order = {
		.kind = entry->kind == ENTRY_THREAD ? COMPOSE_REPLY : COMPOSE_ANSWER, .target = entry->id};
	desk_push(view, composer_view(desk->session, &order), FOR_COMPOSER);
	return true;
}

bool desk_assess(struct view *view, bool supports)
{
	struct desk *desk = desk_of(view);
	const struct entry *entry = session_may_act(desk->session) ? desk_meant(desk) : NULL;
	char id[UUID_TEXT];
	if (!entry)
		return true;
	if (entry->kind != ENTRY_AMENDMENT) {
		message_say(MESSAGE_INFO, "%s",
			_("Only a proposal can be supported or objected to: choose one in the conversation (Tab)."));
		return true;
	}
	if (supports) {
		desk_tell(desk, annotating_assess(id, desk->session->review, entry->index, "supports", text_of("")),
			_("Proposal supported"));
		return true;
	}
	free(desk->amendment);
	desk->amendment = memory_string(entry->id);
	desk_push(view, prompt_view(_("Why do you object? (may stay empty)"), text_of(""), false), FOR_OBJECTION);
	return true;
}

void desk_object(struct desk *desk, struct text why)
{
	size_t index = desk->amendment ? session_amendment(desk->session, desk->amendment) : STANDING_NONE;
	char id[UUID_TEXT];
	if (index == STANDING_NONE)
		message_say(MESSAGE_INFO, "%s", _("The proposal has just been changed or withdrawn."));
	else
		desk_tell(desk, annotating_assess(id, desk->session->review, index, "objects", why),
			_("Objection noted"));
}

bool desk_resolve(struct view *view)
{
	struct desk *desk = desk_of(view);
	const struct entry *entry = session_may_act(desk->session) ? desk_meant(desk) : NULL;
	char id[UUID_TEXT];
	if (!entry)
		return true;
	if (entry->kind == ENTRY_THREAD)
		desk_tell(desk, annotating_resolve(id, desk->session->review, entry->index), _("Annotation resolved"));
	else
		message_say(MESSAGE_INFO, "%s", _("Only an annotation can be resolved."));
	return true;
}
