/* desk_initial - to initial, take a position, undo and redo */
#include "views/desk_initial.h"

#include "act/initialling.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/margin.h"
#include "review/position.h"
#include "review/wording.h"
#include "text/case.h"
#include "views/confirm_view.h"
#include "views/desk_act.h"
#include "views/message.h"
#include "views/undone.h"

static struct desk *desk_of(const struct view *view)
{
	return view->state;
}

/* "Initialled · §12" */
static void tell_position(struct desk *desk, const struct fault *fault, const char *code, size_t block)
{
	struct buffer words = {0};
	case_capitalise(&words, text_of(wording_position(code)));
	buffer_add_string(&words, " · ");
	wording_place(&words, desk->session->review, block);
	desk_tell(desk, fault, buffer_string(&words));
	buffer_clear(&words);
}

/* One paragraph initialled, then on to the next. */
bool desk_initial(struct view *view)
{
	struct desk *desk = desk_of(view);
	size_t block = reading_block(&desk->reading);
	char id[UUID_TEXT];
	if (!session_may_act(desk->session) || !session_ready(desk->session))
		return true;
	if (block == STANDING_NONE) {
		message_say(MESSAGE_INFO, "%s", _("There are no words of the draft here; choose a paragraph first."));
		return true;
	}
	if (desk->reading.facts[block].my_mark == MINE_INITIALLED) {
		message_say(MESSAGE_INFO, "%s", _("You have initialled these words already."));
	} else {
		const struct fault *fault =
			initialling_one(id, desk->session->review, block, "initialled", text_of(""));
		tell_position(desk, fault, "initialled", block);
		if (fault)
			return true;
	}
	pane_act(&desk->reading.pane, ACTION_DOWN);
	desk_refresh(desk);
	return true;
}

bool desk_initial_rest(struct view *view)
{
	struct desk *desk = desk_of(view);
	if (!session_may_act(desk->session) || !session_ready(desk->session))
		return true;
	size_t count = initialling_rest_count(desk->session->review);
	if (!count) {
		message_say(MESSAGE_INFO, "%s", _("There is no paragraph left on which you have said nothing."));
		return true;
	}
	char *question = memory_format(P_("Initial the %zu paragraph on which you have said nothing?",
					       "Initial the %zu paragraphs on which you have said nothing?", count),
		count);
	desk_push(view, confirm_view(question, 'I'), FOR_REST);
	free(question);
	return true;
}

void desk_initial_all(struct desk *desk)
{
	size_t count = 0;
	const struct fault *fault = initialling_rest(&count, desk->session->review, "initialled");
	char *what = memory_format(P_("%zu paragraph initialled", "%zu paragraphs initialled", count), count);
	desk_tell(desk, fault, what);
	free(what);
}

/* So that nothing happens out of sight. */
static void go_to_place(struct desk *desk, const char *place)
{
	struct number number;
	size_t size = strcspn(place, ":,;");
	if (!number_parse(&number, (struct text){place, size}))
		return;
	number.plus = 0;
	size_t block = numbering_find(&desk->session->review->numbering, number);
	if (block != ALIGN_NONE)
		reading_select(&desk->reading, block);
	desk_refresh(desk);
}

bool desk_take_back(struct view *view, bool redo)
{
	if (redo || !undone_asks(desk_of(view)->session, FOR_UNDO))
		desk_taken_back(view, redo);
	return true;
}

void desk_taken_back(struct view *view, bool redo)
{
	struct desk *desk = desk_of(view);
	char *subject = NULL;
	if (undone_run(&subject, desk->session, redo) && strstr(subject, "§"))
		go_to_place(desk, strstr(subject, "§"));
	free(subject);
}

bool desk_take_position(struct view *view)
{
	struct desk *desk = desk_of(view);
	struct desk_choices list = {0};
	if (!desk_needs_block(desk) ||
		message_fault(initialling_allowed(desk->session->review, reading_block(&desk->reading))))
		return true;
	for (size_t i = 0; i < POSITIONS; i++)
		desk_choices_add(&list, wording_position(position_codes[i]), NULL);
	desk_choices_ask(view, &list, _("Your position on this paragraph"), 0, FOR_POSITION);
	return true;
}

void desk_position_chosen(struct view *view, long chosen)
{
	struct desk *desk = desk_of(view);
	char id[UUID_TEXT];
	if (chosen < 0 || chosen >= POSITIONS)
		return;
	if (chosen == 0) {
		size_t block = reading_block(&desk->reading);
		tell_position(desk, initialling_one(id, desk->session->review, block, position_codes[0], text_of("")),
			position_codes[0], block);
		return;
	}
	free(desk->position);
	desk->position = memory_string(position_codes[chosen]);
	desk_ask_reason(view, FOR_POSITION_REASON, text_of(""));
}
