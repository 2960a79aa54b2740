/* desk_initial - to initial, take a position, undo and redo */
#include "views/desk.h"

#include "act/initialling.h"
#include "act/undoing.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "views/confirm_view.h"
#include "views/message.h"
#include "views/prompt_view.h"

static const char *const positions[] = {"initialled", "ad-referendum", "reservation", "objection"};

static struct desk *desk_of(const struct view *view)
{
	return view->state;
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
		desk_tell(desk, fault, _("Initialled"));
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

bool desk_take_back(struct view *view, bool redo)
{
	struct desk *desk = desk_of(view);
	char *subject = NULL;
	if (!session_may_act(desk->session))
		return true;
	const struct fault *fault =
		redo ? undoing_redo(&subject, desk->session->review) : undoing_undo(&subject, desk->session->review);
	if (fault && fault_kind(fault) == FAULT_MISSING) {
		message_say(MESSAGE_INFO, "%s",
			redo ? _("There is nothing to bring back.") : _("There is nothing to undo."));
		return true;
	}
	const char *place = subject ? strstr(subject, "§") : NULL;
	char *what =
		place ? memory_format(redo ? _("Brought back: your act on %s") : _("Undone: your act on %s"), place)
		      : memory_string(redo ? _("Brought back: your last act") : _("Undone: your last act"));
	desk_tell(desk, fault, what);
	free(what);
	free(subject);
	return true;
}

bool desk_take_position(struct view *view)
{
	struct desk *desk = desk_of(view);
	struct desk_choices list = {0};
	if (!desk_needs_block(desk))
		return true;
	for (size_t i = 0; i < sizeof positions / sizeof *positions; i++)
		desk_choices_add(&list, wording_position(positions[i]), NULL);
	desk_choices_ask(view, &list, _("Your position on this paragraph"), 0, FOR_POSITION);
	return true;
}

void desk_position_chosen(struct view *view, long chosen)
{
	struct desk *desk = desk_of(view);
	char id[UUID_TEXT];
	if (chosen < 0 || chosen >= (long)(sizeof positions / sizeof *positions))
		return;
	if (chosen == 0) {
		desk_tell(desk,
			initialling_one(
				id, desk->session->review, reading_block(&desk->reading), positions[0], text_of("")),
			_("Initialled"));
		return;
	}
	free(desk->position);
	desk->position = memory_string(positions[chosen]);
	desk_push(view, prompt_view(_("Why? (may stay empty)"), text_of(""), false), FOR_POSITION_REASON);
}
