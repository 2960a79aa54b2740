/* desk_propose - to propose other words, a paragraph, a deletion, a move; to withdraw */
#include "views/desk_propose.h"

#include "act/amending.h"
#include "act/annotating.h"
#include "act/recovery.h"
#include "base/language.h"
#include "base/memory.h"
#include "views/amend_view.h"
#include "views/desk_act.h"
#include "views/desk_find.h"
#include "views/desk_speak.h"
#include "views/message.h"
#include "views/prompt_view.h"

static struct desk *desk_of(const struct view *view)
{
	return view->state;
}

bool desk_amend(struct view *view, bool insert)
{
	struct desk *desk = desk_of(view);
	const struct subject *subject = reading_subject(&desk->reading);
	struct amend_view_order order = {
		.kind = insert ? AMEND_VIEW_INSERT : AMEND_VIEW_REWORD, .block = subject->index};
	char *unfinished = NULL;
	if (!session_may_act(desk->session) || !session_ready(desk->session))
		return true;
	if (subject->kind == SUBJECT_MINE && !insert) {
		order.kind = AMEND_VIEW_INSERTION;
		order.insertion = desk->session->review->standing->amendments[subject->index].name;
	} else if (subject->kind == SUBJECT_MINE) {
		order.block = desk->session->review->standing->amendments[subject->index].block;
	} else if (subject->kind != SUBJECT_BLOCK) {
		if (!insert) {
			message_say(MESSAGE_INFO, "%s",
				_("There are no words of the draft here; choose a paragraph first."));
			return true;
		}
		order.block = STANDING_NONE;
	}
	if (order.kind != AMEND_VIEW_INSERTION)
		unfinished = desk_unfinished(desk, insert ? UNFINISHED_INSERTION : UNFINISHED_AMENDMENT, order.block);
	order.unfinished = unfinished;
	if (desk->reading.choosing)
		order.at = desk->reading.chosen_start;
	desk_choose_end(desk);
	desk_push(view, amend_view(desk->session, &order), FOR_AMENDMENT);
	free(unfinished);
	return true;
}

/* My position on the selected paragraph, to be withdrawn; STANDING_NONE. */
static size_t my_position(const struct desk *desk)
{
	size_t block = reading_block(&desk->reading);
	size_t position = block == STANDING_NONE ? STANDING_NONE : desk->reading.facts[block].my_position;
	return position == STANDING_NONE ? STANDING_NONE : desk->session->review->standing->positions[position].remark;
}

/* The amendment meant by "withdraw": mine among those with the same words as the entry's, or the selected paragraph's.
 */
static size_t my_amendment(const struct desk *desk, const struct entry *entry)
{
	const struct standing *standing = desk->session->review->standing;
	const struct subject *subject = reading_subject(&desk->reading);
	if (subject->kind == SUBJECT_MINE)
		return subject->index;
	for (size_t i = 0; entry && entry->kind == ENTRY_AMENDMENT && i < standing->amendment_count; i++)
		if (standing->amendments[i].same_as == entry->index && standing->amendments[i].reviewer == standing->me)
			return i;
	return STANDING_NONE;
}

bool desk_withdraw(struct view *view)
{
	struct desk *desk = desk_of(view);
	struct review *review = desk->session->review;
	char id[UUID_TEXT];
	if (!session_may_act(desk->session) || !session_ready(desk->session))
		return true;
	const struct entry *entry = conversation_selected(&desk->conversation);
	size_t mine = my_amendment(desk, entry), position = my_position(desk);
	size_t block = reading_block(&desk->reading);
	if (mine == STANDING_NONE && !desk->right && block != STANDING_NONE)
		mine = desk->reading.facts[block].mine;
	if (mine != STANDING_NONE)
		desk_tell(desk, amending_withdraw(review, mine), _("Proposal withdrawn"));
	else if (entry && entry->kind == ENTRY_THREAD)
		desk_tell(desk, annotating_withdraw(id, review, entry->index), _("Annotation withdrawn"));
	else if (position != STANDING_NONE)
		desk_tell(desk, annotating_withdraw(id, review, position), _("Position withdrawn"));
	else
		message_say(MESSAGE_INFO, "%s", _("There is nothing of yours here to withdraw."));
	return true;
}

bool desk_propose_deletion(struct view *view)
{
	struct desk *desk = desk_of(view);
	if (desk_needs_block(desk))
		desk_ask_reason(view, FOR_DELETION, text_of(""));
	return true;
}

bool desk_delete_block(struct desk *desk, struct text reason)
{
	struct amend_order order = {.kind = AMEND_DELETE, .block = reading_block(&desk->reading), .reason = reason};
	char *name = NULL;
	const struct fault *fault = amending_propose(&name, desk->session->review, &order);
	free(name);
	return desk_tell(desk, fault, _("Deletion proposed"));
}

/* The paragraphs to choose from: where it is to go, by the words each begins with. */
bool desk_propose_move(struct view *view)
{
	struct desk *desk = desk_of(view);
	const struct review *review = desk->session->review;
	if (!desk_needs_block(desk))
		return true;
	struct desk_choices list = {0};
	desk->moving = review->numbering.numbers[reading_block(&desk->reading)];
	desk_choices_add(&list, _("To the start of the text"), NULL);
	for (size_t i = 0; i < review->draft->count; i++) {
		char number[NUMBER_TEXT];
		number_show(number, review->numbering.numbers[i]);
		char *label = memory_format(_("behind %s"), number);
		char *words = text_take(review->draft->blocks[i].text);
		desk_choices_add(&list, label, words);
		free(words);
		free(label);
	}
	desk_choices_ask(
		view, &list, _("Where should the paragraph stand?"), reading_block(&desk->reading) + 1, FOR_MOVE);
	return true;
}

void desk_move_block(struct desk *desk, long chosen)
{
	struct amend_order order = {.kind = AMEND_MOVE, .block = session_block(desk->session, desk->moving)};
	char *name = NULL;
	if (order.block == STANDING_NONE)
		return;
	order.after = chosen == 0 ? STANDING_NONE : (size_t)chosen - 1;
	const struct fault *fault = amending_propose(&name, desk->session->review, &order);
	desk_tell(desk, fault, _("Move proposed"));
	free(name);
}
