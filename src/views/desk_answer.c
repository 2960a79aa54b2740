#include "views/desk_answer.h"

#include "views/desk_act.h"
#include "act/initialling.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "review/translation.h"
#include "review/wording.h"
#include "views/compare_view.h"
#include "views/confirm_view.h"
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

static void jump(struct desk *desk, long block)
{
	reading_select(&desk->reading, block < 0 ? STANDING_NONE : (size_t)block);
	desk_refresh(desk);
}

/* An entry of the conversation, by the id of one of its remarks; with `focus` the keys go there. */
static void jump_to_remark(struct desk *desk, struct text id, bool focus)
{
	char *uuid = text_take(id);
	size_t remark = id.size ? session_remark(desk->session, uuid) : STANDING_NONE;
	free(uuid);
	if (remark == STANDING_NONE)
		return;
	const struct standing *standing = desk->session->review->standing;
	const char *root = standing->threads.entries[standing->threads.entries[remark].root].annotation->id;
	for (size_t i = 0; i < desk->conversation.count; i++) {
		if (strcmp(desk->conversation.entries[i].id, root) != 0)
			continue;
		pane_select(&desk->conversation.pane, i);
		desk->right |= focus;
	}
}

/* A proposal by its name. */
static void jump_to_amendment(struct desk *desk, struct text name)
{
	const struct standing *standing = desk->session->review->standing;
	char *wanted = text_take(name);
	size_t amendment = standing_amendment(standing, wanted);
	free(wanted);
	for (size_t i = 0; amendment != STANDING_NONE && i < desk->conversation.count; i++)
		if (desk->conversation.entries[i].kind == ENTRY_AMENDMENT &&
			desk->conversation.entries[i].index == standing->amendments[amendment].same_as)
			pane_select(&desk->conversation.pane, i);
}

static bool say_with(struct desk *desk, int purpose, struct text words)
{
	char id[UUID_TEXT];
	if (purpose == FOR_OBJECTION)
		return desk_object(desk, words);
	if (purpose == FOR_DELETION)
		return desk_delete_block(desk, words);
	return desk_needs_block(desk) &&
	       desk_tell(desk,
		       initialling_one(id, desk->session->review, reading_block(&desk->reading), desk->position, words),
		       wording_position(desk->position));
}

/* What was typed is there again where it could not be saved. */
static void reason_given(struct view *view, int purpose, struct text words)
{
	struct desk *desk = view->state;
	if (!say_with(desk, purpose, words) && words.size)
		desk_ask_reason(view, purpose, words);
}

/* A paragraph by the number people call it by: "12", "§12 bis". */
static void go_to(struct desk *desk, struct text words)
{
	struct number number;
	char *shown = text_take(text_trim(words));
	const struct numbering *numbering = &desk->session->review->numbering;
	size_t block =
		number_parse(&number, text_of(shown)) && !number.plus ? numbering_find(numbering, number) : ALIGN_NONE;
	if (block != ALIGN_NONE)
		jump(desk, (long)block);
	else
		message_say(MESSAGE_INFO, _("There is no paragraph %.40s: type its number, as 12 or 12 bis."), shown);
	free(shown);
}

/* "§12" is a paragraph, anything else words that are looked for while they are typed. */
static void search_for(struct desk *desk, struct view_result result)
{
	static const char sign[] = "§";
	struct text words = text_trim(result.text);
	if (!text_starts(words, sign)) {
		desk_search(desk, result.text);
	} else if (result.done) {
		desk_search_end(desk);
		go_to(desk, text_trim(text_part(words, sizeof sign - 1, words.size)));
	}
}

void desk_answer(struct view *view, int purpose, struct view_result result)
{
	struct desk *desk = view->state;
	if (purpose == FOR_SEARCH && (result.done || result.number == PROMPT_TYPING)) {
		search_for(desk, result);
		return;
	}
	if (purpose == FOR_SEARCH)
		desk_search_end(desk);
	if (!result.done)
		return;
	switch ((enum desk_purpose)purpose) {
	case FOR_OBJECTION:
	case FOR_DELETION:
	case FOR_POSITION_REASON:
		reason_given(view, purpose, result.text);
		break;
	case FOR_FILTER:
		desk->list = filter_active(&desk->filter) ? LIST_FILTERED : LIST_OPEN;
		reading_reload(&desk->reading);
		desk_refresh(desk);
		if (desk->list == LIST_FILTERED)
			desk_to_list(desk);
		break;
	case FOR_OUTLINE:
	case FOR_MATRIX:
	case FOR_COMPARE:
	case FOR_SPELLING:
	case FOR_TRANSLATION:
	case FOR_PROJECTION:
		jump(desk, result.number);
		break;
	case FOR_SINCE:
		jump(desk, result.number);
		jump_to_remark(desk, result.text, true);
		break;
	case FOR_COMPOSER:
		desk_refresh(desk);
		jump_to_remark(desk, result.text, false);
		break;
	case FOR_AMENDMENT:
		desk_refresh(desk);
		jump_to_amendment(desk, result.text);
		break;
	case FOR_DECISIONS:
		jump(desk, result.number);
		jump_to_amendment(desk, result.text);
		break;
	case FOR_GOTO:
		go_to(desk, result.text);
		break;
	case FOR_SUPPORT:
	case FOR_OBJECTING:
		desk_assess_chosen(view, purpose == FOR_SUPPORT, result.number);
		break;
	case FOR_UNDO:
		desk_taken_back(view, false);
		break;
	case FOR_REST:
		desk_initial_all(desk);
		break;
	case FOR_MOVE:
		desk_move_block(desk, result.number);
		break;
	case FOR_POSITION:
		desk_position_chosen(view, result.number);
		break;
	case FOR_DRAFT:
		desk_change_draft(desk, result.number);
		break;
	case FOR_LANGUAGE:
		desk_open_language(view, result.number);
		break;
	case FOR_QUIT:
		if (result.number == CONFIRM_OTHER)
			sending_start(desk->session->sending);
		else
			view->stack->ended = true;
		break;
	default:
		desk_refresh(desk);
	}
}
