#include "views/undone.h"

#include "act/undoing.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "views/message.h"

/* What an act was, from its subject. */
static const char *act_words(const char *subject)
{
	static const struct {
		const char *begins, *words;
	} acts[] = {
		{"Comment", N_("your comment")},
		{"Question", N_("your question")},
		{"Reply", N_("your reply")},
		{"Propose to delete", N_("your proposal to delete")},
		{"Propose", N_("your proposal")},
		{"Withdraw", N_("your withdrawal")},
		{"Resolve", N_("your closing of a remark")},
		{"Support", N_("your support")},
		{"Object to the proposal", N_("your objection")},
		{"Object", N_("your objection")},
		{"Reserve", N_("your reservation")},
		{"Initial", N_("your initials")},
		{"Retain", N_("your decision")},
		{"Do not retain", N_("your decision")},
		{"Note", N_("your decision")},
		{"Take back", N_("your taking back of a decision")},
		{"Correct", N_("your correction")},
		{"Add", N_("your word in the house lexicon")},
	};
	for (size_t i = 0; subject && i < ARRAY_SIZE(acts); i++)
		if (text_starts(text_of(subject), acts[i].begins))
			return _(acts[i].words);
	return _("your last act");
}

/* Of an act that is not of today: " · 20 November, 10:48". */
static void add_day(struct buffer *out, struct moment when)
{
	struct clock_fields now = clock_fields(clock_now()), then = clock_fields(clock_local(when));
	if (!when.seconds || (then.year == now.year && then.month == now.month && then.day == now.day))
		return;
	buffer_add_string(out, " · ");
	wording_when(out, when);
}

bool undone_run(char **subject, struct session *session, bool redo)
{
	*subject = NULL;
	if (!session_may_act(session))
		return false;
	struct moment when = {0};
	if (!redo)
		fault_ignore(undoing_when(&when, session->review)); /* undoing says what is wrong */
	const struct fault *fault =
		redo ? undoing_redo(subject, session->review) : undoing_undo(subject, session->review);
	if (fault && fault_kind(fault) == FAULT_MISSING) {
		message_say(MESSAGE_INFO, "%s",
			redo ? _("There is nothing to bring back.") : _("There is nothing to undo."));
		return false;
	}
	if (fault)
		return session_failed(session, fault);
	const char *what = act_words(*subject), *place = strstr(*subject, "§");
	char *said = memory_format(
		redo ? _("Brought back: %s%s%s") : _("Undone: %s%s%s"), what, place ? " · " : "", place ? place : "");
	struct buffer sentence = {0};
	buffer_add_string(&sentence, said);
	add_day(&sentence, when);
	session_saved(session, buffer_string(&sentence));
	buffer_clear(&sentence);
	free(said);
	return true;
}
