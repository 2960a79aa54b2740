#include "views/undone.h"

#include <stdlib.h>

#include "act/undoing.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/wording.h"
#include "views/confirm_view.h"
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
		{"Forbid", N_("your word in the house lexicon")},
		{"Translate", N_("your translation")},
		{"Find the translation", N_("your “in step”")},
		{"Pair", N_("your pair")},
		{"Unpair", N_("your taking apart of a pair")},
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

/* "your comment · §12", "your initials on 54 paragraphs" */
static void add_act(struct buffer *out, const char *subject)
{
	const char *place = strstr(subject, "§"), *rest = strstr(subject, " the rest: ");
	if (rest) {
		size_t count = strtoul(rest + strlen(" the rest: "), NULL, 10);
		/* TRANSLATORS: "your initials on 54 paragraphs" */
		buffer_format(out, P_("%s on %zu paragraph", "%s on %zu paragraphs", count), act_words(subject), count);
		return;
	}
	buffer_format(out, "%s%s%s", act_words(subject), place ? " · " : "", place ? place : "");
}

bool undone_asks(struct session *session, int purpose)
{
	struct moment when = {0};
	struct buffer act = {0};
	char *subject = NULL;
	if (!session_may_act(session))
		return false;
	const struct fault *fault = undoing_next(&subject, &when, session->review);
	bool older = !fault && when.seconds < session->opened.seconds;
	if (older) {
		add_act(&act, subject);
		buffer_add_string(&act, " · ");
		wording_when(&act, when);
		/* TRANSLATORS: what was done, where, when */
		char *question =
			memory_format(_("The last act is not of this session: %s. Take it back?"), buffer_string(&act));
		stack_push(session->stack, confirm_view(question, 'u'), purpose);
		free(question);
	}
	fault_ignore(fault); /* undoing says what is wrong */
	buffer_clear(&act);
	free(subject);
	return older;
}

bool undone_run(char **subject, struct session *session, bool redo)
{
	char *next = NULL;
	*subject = NULL;
	if (!session_may_act(session))
		return false;
	struct moment when = {0};
	if (!redo)
		fault_ignore(undoing_next(&next, &when, session->review)); /* undoing says what is wrong */
	free(next);
	const struct fault *fault =
		redo ? undoing_redo(subject, session->review) : undoing_undo(subject, session->review);
	if (fault && fault_kind(fault) == FAULT_MISSING) {
		message_say(MESSAGE_INFO, "%s",
			redo ? _("There is nothing to bring back.") : _("There is nothing to undo."));
		return false;
	}
	if (fault)
		return session_failed(session, fault);
	struct buffer act = {0};
	add_act(&act, *subject);
	add_day(&act, when);
	char *said = memory_format(redo ? _("Brought back: %s") : _("Undone: %s"), buffer_string(&act));
	session_saved(session, said);
	buffer_clear(&act);
	free(said);
	return true;
}
