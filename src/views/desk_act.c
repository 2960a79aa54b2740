/* desk_act - which act a key asks for, and what the views that were opened answered */
#include "views/desk_act.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/translation.h"
#include "review/wording.h"
#include "views/choice_view.h"
#include "views/compare_view.h"
#include "views/desk_find.h"
#include "views/desk_initial.h"
#include "views/desk_propose.h"
#include "views/desk_speak.h"
#include "views/filter_view.h"
#include "views/matrix_view.h"
#include "views/message.h"
#include "views/outline_view.h"
#include "views/prompt_view.h"
#include "views/projection_view.h"
#include "views/sending.h"
#include "views/settle_view.h"
#include "views/since_view.h"
#include "views/sitting_view.h"
#include "views/spelling_view.h"
#include "views/translation_view.h"

static struct desk *desk_of(const struct view *view)
{
	return view->state;
}

void desk_choices_add(struct desk_choices *choices, const char *label, const char *detail)
{
	struct choice_item *item = ARRAY_ADD(choices->items, choices->count, choices->capacity);
	item->label = memory_string(label);
	item->detail = memory_string(detail);
}

/* Asks, and forgets the list: the view has its own copy. */
void desk_choices_ask(
	struct view *view, struct desk_choices *choices, const char *title, size_t selected, enum desk_purpose purpose)
{
	struct choice_order order = {
		.title = title, .items = choices->items, .count = choices->count, .selected = selected};
	stack_push(view->stack, choice_view(&order), purpose);
	for (size_t i = 0; i < choices->count; i++) {
		free((char *)choices->items[i].label);
		free((char *)choices->items[i].detail);
	}
	free(choices->items);
}

void desk_push(struct view *view, struct view *next, enum desk_purpose purpose)
{
	if (next)
		stack_push(view->stack, next, purpose);
}

/* Says that an act was saved, or why not. */
bool desk_tell(struct desk *desk, const struct fault *fault, const char *what)
{
	if (fault)
		session_failed(desk->session, fault);
	else
		session_saved(desk->session, what);
	return !fault;
}

void desk_ask_reason(struct view *view, int purpose, struct text words)
{
	struct view *prompt;
	if (purpose == FOR_OBJECTION)
		prompt = prompt_view(_("Why do you object? (may stay empty)"), words, false, N_("object"));
	else if (purpose == FOR_DELETION)
		prompt = prompt_view(
			_("Propose to delete this paragraph. Why? (may stay empty)"), words, false, N_("propose"));
	else
		prompt = prompt_view(_("Why? (may stay empty)"), words, false, N_("save"));
	desk_push(view, prompt, purpose);
}

bool desk_needs_block(struct desk *desk)
{
	if (!session_may_act(desk->session) || !session_ready(desk->session))
		return false;
	if (reading_block(&desk->reading) != STANDING_NONE)
		return true;
	message_say(MESSAGE_INFO, "%s", _("There are no words of the draft here; choose a paragraph first."));
	return false;
}

static bool choose_draft(struct view *view)
{
	struct desk *desk = desk_of(view);
	const struct consultation *consultation = &desk->session->review->consultation;
	struct desk_choices list = {0};
	for (size_t i = 0; i < consultation->draft_count; i++)
		desk_choices_add(&list, consultation->drafts[i].path,
			consultation->drafts[i].source ? _("the source") : consultation->drafts[i].language);
	desk_choices_ask(view, &list, _("Which text?"), desk->session->review->draft_index, FOR_DRAFT);
	return true;
}

static bool search(struct view *view)
{
	struct desk *desk = desk_of(view);
	desk->searched_from = desk->reading.pane.selected;
	desk_push(view, prompt_view(_("Search"), text_of(""), true, N_("search")), FOR_SEARCH);
	return true;
}

static bool bring_up(struct view *view)
{
	struct desk *desk = desk_of(view);
	if (session_may_act(desk->session) && session_ready(desk->session))
		desk_push(view, settle_view(desk->session), FOR_SETTLING);
	return true;
}

/* From here on n and p go through what is misspelt. */
static bool open_spelling(struct view *view, bool here)
{
	struct desk *desk = desk_of(view);
	size_t block = reading_block(&desk->reading);
	const char *trouble = speller_trouble(desk->session->speller);
	if (desk->session->loading) {
		message_say(MESSAGE_INFO, "%s", _("The text is still being read; try again in a moment."));
		return true;
	}
	if (!session_ready(desk->session))
		return true;
	if (trouble) {
		message_say(MESSAGE_ERROR, "%s", trouble);
		return true;
	}
	if (here && desk->session->proofreads &&
		(block == STANDING_NONE || !errata_has(&desk->session->errata, block))) {
		message_say(MESSAGE_INFO, "%s", _("No misspelt word in this paragraph; f shows those of the text."));
		return true;
	}
	session_proofread(desk->session);
	desk->list = LIST_MISSPELT;
	desk_push(view, spelling_view(desk->session, here ? block : STANDING_NONE), FOR_SPELLING);
	return true;
}

static bool open_decisions(struct view *view)
{
	struct desk *desk = desk_of(view);
	if (!session_may_act(desk->session))
		return true;
	session_settle(desk->session); /* it is opened once, on everything */
	if (stack_top(view->stack) != view)
		return true; /* what is new since the last visit comes first */
	if (decision_allowed(desk->session->review))
		desk_push(view, sitting_view(desk->session, &desk->sitting, reading_block(&desk->reading)),
			FOR_DECISIONS);
	else
		message_say(MESSAGE_INFO, "%s",
			_("Only the secretariat decides on proposals: support one (+) or object to it (−) instead."));
	return true;
}

/* The translations; *only is the one where there is but one. */
static size_t count_translations(size_t *only, const struct review *review)
{
	size_t count = 0;
	for (size_t i = 0; i < review->consultation.draft_count; i++)
		if (translation_is(review, i)) {
			*only = i;
			count++;
		}
	return count;
}

void desk_change_draft(struct desk *desk, long index)
{
	if (index < 0 || message_fault(review_choose(desk->session->review, (size_t)index)))
		return;
	desk->session->loading = true;
	desk->list = LIST_OPEN;
	buffer_empty(&desk->reading.found);
	reading_reload(&desk->reading);
	desk_refresh(desk);
	loop_wake(desk->session->loop);
}

/* The answer to "which language?": its place among the translations. */
void desk_open_language(struct view *view, long chosen)
{
	struct desk *desk = desk_of(view);
	const struct review *review = desk->session->review;
	for (size_t i = 0; i < review->consultation.draft_count; i++) {
		if (!translation_is(review, i) || chosen-- > 0)
			continue;
		desk_change_draft(desk, (long)i);
		session_settle(desk->session);
		desk_push(view, translation_view(desk->session, STANDING_NONE), FOR_TRANSLATION);
		return;
	}
}

/* Of the text being read, or, from the source, of the translation that is asked for. */
static bool open_translation(struct view *view)
{
	struct desk *desk = desk_of(view);
	const struct review *review = desk->session->review;
	struct desk_choices list = {0};
	size_t only = 0, count = count_translations(&only, review);
	if (!session_ready(desk->session))
		return true;
	if (translation_is(review, review->draft_index) || !count) {
		desk_push(view, translation_view(desk->session, reading_block(&desk->reading)), FOR_TRANSLATION);
		return true;
	}
	if (count == 1) {
		desk_open_language(view, 0);
		return true;
	}
	for (size_t i = 0; i < review->consultation.draft_count; i++)
		if (translation_is(review, i))
			desk_choices_add(
				&list, review->consultation.drafts[i].path, review->consultation.drafts[i].language);
	desk_choices_ask(view, &list, _("Which translation?"), 0, FOR_LANGUAGE);
	return true;
}

/* The selected block, or the one that a proposed paragraph follows. */
static size_t shown_block(const struct desk *desk)
{
	const struct subject *subject = reading_subject(&desk->reading);
	return subject->kind == SUBJECT_MINE ? desk->session->review->standing->amendments[subject->index].block
					     : reading_block(&desk->reading);
}

bool desk_act(struct view *view, enum action action)
{
	struct desk *desk = desk_of(view);
	switch (action) {
	case ACTION_ANNOTATE:
		return desk_annotate(view);
	case ACTION_AMEND:
		return desk_amend(view, false);
	case ACTION_INSERT_AFTER:
		return desk_amend(view, true);
	case ACTION_REPLY:
		return desk_reply(view);
	case ACTION_INITIAL:
		return desk_initial(view);
	case ACTION_INITIAL_REST:
		return desk_initial_rest(view);
	case ACTION_SUPPORT:
	case ACTION_OBJECT:
		return desk_assess(view, action == ACTION_SUPPORT);
	case ACTION_UNDO:
	case ACTION_REDO:
		return desk_take_back(view, action == ACTION_REDO);
	case ACTION_RESOLVE:
		return desk_resolve(view);
	case ACTION_WITHDRAW:
		return desk_withdraw(view);
	case ACTION_DELETE:
		return desk_propose_deletion(view);
	case ACTION_MOVE:
		return desk_propose_move(view);
	case ACTION_POSITION:
		return desk_take_position(view);
	case ACTION_SEARCH:
		return search(view);
	case ACTION_GOTO:
		desk_push(view, prompt_view(_("Which paragraph? Its number"), text_of(""), false, N_("go there")),
			FOR_GOTO);
		return true;
	case ACTION_BRING_UP:
		return bring_up(view);
	case ACTION_SEND:
		sending_start(desk->session->sending);
		return true;
	case ACTION_DRAFT:
		return choose_draft(view);
	case ACTION_TRANSLATION:
		return open_translation(view);
	case ACTION_OUTLINE:
		desk_push(view, outline_view(desk->session, reading_block(&desk->reading)), FOR_OUTLINE);
		return true;
	case ACTION_MATRIX:
		desk_push(view, matrix_view(desk->session, reading_block(&desk->reading)), FOR_MATRIX);
		return true;
	case ACTION_FILTER:
		desk_push(view, filter_view(desk->session, &desk->filter), FOR_FILTER);
		return true;
	case ACTION_SPELLING:
	case ACTION_SUGGEST:
		return open_spelling(view, action == ACTION_SUGGEST);
	case ACTION_DECISIONS:
		return open_decisions(view);
	case ACTION_PROJECTION:
		desk_push(view, projection_view(desk->session, shown_block(desk)), FOR_PROJECTION);
		return true;
	case ACTION_SINCE:
		desk_push(view, since_view(desk->session), FOR_SINCE);
		return true;
	case ACTION_COMPARE:
		desk_push(view, compare_view(desk->session), FOR_COMPARE);
		return true;
	case ACTION_GENERAL:
		reading_select(&desk->reading, STANDING_NONE);
		desk_refresh(desk);
		return true;
	default:
		return false;
	}
}

bool desk_can(const struct view *view, enum action action)
{
	const struct desk *desk = desk_of(view);
	switch (action) {
	case ACTION_SUPPORT:
	case ACTION_OBJECT: {
		const struct entry *entry = conversation_selected(&desk->conversation);
		return entry && entry->kind == ENTRY_AMENDMENT;
	}
	case ACTION_DECISIONS:
		return decision_allowed(desk->session->review);
	case ACTION_SEND:
		return desk->session->review->remote != NULL;
	case ACTION_REPLY:
		return desk->conversation.count > 0;
	default:
		return true;
	}
}
