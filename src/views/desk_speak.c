/* desk_speak - to annotate, answer, support, object, resolve */
#include "views/desk_speak.h"

#include "act/annotating.h"
#include "act/recovery.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/worddiff.h"
#include "views/composer_view.h"
#include "views/desk_act.h"
#include "views/desk_find.h"
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

/* "Sherpa B, Sherpa C": all who propose these words. */
static void add_proposers(struct buffer *out, const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	for (size_t i = index, any = 0; i < standing->amendment_count; i++)
		if (standing->amendments[i].same_as == index)
			buffer_format(out, "%s%s", any++ ? ", " : "",
				standing->reviewers[standing->amendments[i].reviewer].name);
}

static void say_supported(struct desk *desk, const struct fault *fault, size_t index, char *const *others)
{
	const struct review *review = desk->session->review;
	struct buffer words = {0}, names = {0};
	if (!fault) {
		add_proposers(&names, review, index);
		buffer_format(&words, _("Supported: the proposal of %s"), buffer_string(&names));
		for (; *others; others++)
			buffer_format(&words, _(" (you support %s, too)"), *others);
	}
	desk_tell(desk, fault, buffer_string(&words));
	buffer_clear(&words);
	buffer_clear(&names);
}

/* Names of other proposals on the same paragraph that one supports already; NULL-terminated, yours. */
static char **supported_too(const struct review *review, size_t index)
{
	const struct standing *standing = review->standing;
	char **names = memory_new(standing->amendment_count + 1, sizeof *names);
	size_t count = 0;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *other = &standing->amendments[i];
		if (other->same_as != i || i == standing->amendments[index].same_as ||
			other->block != standing->amendments[index].block)
			continue;
		for (size_t j = 0; j < other->support_count; j++)
			if (standing->remarks[other->supports[j]].reviewer == standing->me)
				names[count++] = memory_string(standing->reviewers[other->reviewer].name);
	}
	return names;
}

static bool supports_already(const struct standing *standing, const struct amendment *amendment)
{
	for (size_t i = 0; i < amendment->support_count; i++)
		if (standing->remarks[amendment->supports[i]].reviewer == standing->me)
			return true;
	return false;
}

/* Before a reason is asked for: one's own proposal, or one that has this support already, says so and is left. */
static bool may_assess(const struct desk *desk, bool supports, const char *name)
{
	const struct standing *standing = desk->session->review->standing;
	size_t index = session_amendment(desk->session, name);
	if (index == STANDING_NONE)
		return false;
	const struct amendment *amendment = &standing->amendments[index];
	if (amendment->reviewer == standing->me)
		message_say(MESSAGE_INFO, "%s", _("This proposal is your own: e changes it."));
	else if (supports && supports_already(standing, amendment))
		message_say(MESSAGE_INFO, "%s", _("You support this proposal already."));
	else
		return true;
	return false;
}

static void assess_one(struct view *view, bool supports, const struct entry *entry)
{
	struct desk *desk = desk_of(view);
	char id[UUID_TEXT];
	if (!may_assess(desk, supports, entry->id))
		return;
	if (!supports) {
		free(desk->amendment);
		desk->amendment = memory_string(entry->id);
		desk_ask_reason(view, FOR_OBJECTION, text_of(""));
		return;
	}
	size_t index = session_amendment(desk->session, entry->id);
	if (index == STANDING_NONE)
		return;
	char **others = supported_too(desk->session->review, index);
	char *name = memory_string(entry->id);
	const struct fault *fault = annotating_assess(id, desk->session->review, index, "supports", text_of(""));
	index = session_amendment(desk->session, name);
	say_supported(desk, fault,
		index == STANDING_NONE ? 0 : desk->session->review->standing->amendments[index].same_as, others);
	for (char **other = others; *other; other++)
		free(*other);
	free(others);
	free(name);
}

/* From the text several may be meant: one is asked for, by who proposes it and in which words. */
static void ask_which(struct view *view, bool supports)
{
	struct desk *desk = desk_of(view);
	const struct review *review = desk->session->review;
	struct desk_choices list = {0};
	for (size_t i = 0; i < desk->conversation.count; i++) {
		const struct entry *entry = &desk->conversation.entries[i];
		struct buffer names = {0}, words = {0};
		if (entry->kind != ENTRY_AMENDMENT)
			continue;
		const struct amendment *amendment = &review->standing->amendments[entry->index];
		add_proposers(&names, review, entry->index);
		worddiff_plain(&words, buffer_text(&amendment->was), buffer_text(&amendment->now));
		desk_choices_add(&list, buffer_string(&names), buffer_string(&words));
		buffer_clear(&names);
		buffer_clear(&words);
	}
	desk_choices_ask(view, &list,
		supports ? _("Which proposal do you support?") : _("To which proposal do you object?"), 0,
		supports ? FOR_SUPPORT : FOR_OBJECTING);
}

static const struct entry *nth_amendment(const struct desk *desk, size_t wanted)
{
	for (size_t i = 0; i < desk->conversation.count; i++)
		if (desk->conversation.entries[i].kind == ENTRY_AMENDMENT && wanted-- == 0)
			return &desk->conversation.entries[i];
	return NULL;
}

void desk_assess_chosen(struct view *view, bool supports, long chosen)
{
	const struct entry *entry = chosen < 0 ? NULL : nth_amendment(desk_of(view), (size_t)chosen);
	if (entry)
		assess_one(view, supports, entry);
}

bool desk_assess(struct view *view, bool supports)
{
	struct desk *desk = desk_of(view);
	if (!session_may_act(desk->session) || !session_ready(desk->session))
		return true;
	const struct entry *entry = desk->right ? conversation_selected(&desk->conversation) : nth_amendment(desk, 0);
	if (!entry || entry->kind != ENTRY_AMENDMENT)
		message_say(MESSAGE_INFO, "%s",
			_("Only a proposal can be supported or objected to: choose one in the conversation (Tab)."));
	else if (!desk->right && nth_amendment(desk, 1))
		ask_which(view, supports);
	else
		assess_one(view, supports, entry);
	return true;
}

bool desk_object(struct desk *desk, struct text why)
{
	size_t index = desk->amendment ? session_amendment(desk->session, desk->amendment) : STANDING_NONE;
	char id[UUID_TEXT];
	if (index != STANDING_NONE)
		return desk_tell(desk, annotating_assess(id, desk->session->review, index, "objects", why),
			_("Objection noted"));
	message_say(MESSAGE_INFO, "%s", _("The proposal has just been changed or withdrawn."));
	return false;
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
