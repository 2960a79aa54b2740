#include "views/views.h"

#include <stdio.h>

#include "act/recovery.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"
#include "text/visible.h"
#include "views/confirm_view.h"
#include "views/desk.h"
#include "views/message.h"
#include "views/review_view.h"
#include "views/sending.h"
#include "views/session.h"
#include "views/since_view.h"
#include "views/who_view.h"

static enum theme chosen_theme(void)
{
	const char *theme = getenv("PARAPHE_THEME");
	if (theme && !strcmp(theme, "contrast"))
		return THEME_CONTRAST;
	return theme && !strcmp(theme, "mono") ? THEME_MONO : THEME_DEFAULT;
}

static int sentence(const struct fault *fault)
{
	char *shown = visible_take(fault_text(fault));
	fprintf(stderr, "paraphe: %s\n", shown);
	free(shown);
	return 2;
}

/* Quitting says what is unsent or unfinished, and asks. */
static bool may_end(struct stack *stack)
{
	struct session *session = stack->session;
	struct buffer words = {0};
	bool unsent = false, runs = sending_runs(session->sending);
	bool asks = review_view_unfinished(&words, &unsent, session) || runs;
	if (asks) {
		if (runs)
			buffer_format(&words, "%s%s", words.size ? " " : "", _("Sending is under way."));
		buffer_add_byte(&words, ' ');
		buffer_add_string(&words, _("Leave all the same?"));
		bool offers = unsent && !runs && !stack->door;
		stack_push(stack,
			offers ? confirm_view_or(buffer_string(&words), 'q', 'v', _("send first"))
			       : confirm_view(buffer_string(&words), 'q'),
			FOR_QUIT);
	}
	buffer_clear(&words);
	return !asks;
}

/* What is shown first: the desk; over it what is new, or the question who one is. */
static void push_first_views(struct session *session)
{
	const struct review *review = session->review;
	stack_push(session->stack, review_view(session), 0);
	if (!review->identity.id && review->journal)
		stack_push(session->stack, who_view(session), 0);
	else if (session->visit.first)
		message_say(MESSAGE_INFO, "%s",
			_("↑ ↓ read, a annotate, e propose other words, i initial. F1 explains every key; q leaves."));
}

int views_open(const struct views_options *options)
{
	struct session *session = NULL;
	struct session_options wanted = {
		.folder = options->folder, .draft = options->draft, .as = options->as, .language = options->language};
	const struct fault *fault = interrupt_open();
	if (!fault)
		fault = session_open(&session, &wanted);
	if (fault)
		return sentence(fault);
	fault = screen_open(chosen_theme());
	if (fault) {
		bool plain = fault_kind(fault) == FAULT_MISSING;
		session_close(session);
		return plain ? VIEWS_PLAIN : sentence(fault);
	}
	session->stack->may_end = may_end;
	session->stack->door = options->door;
	push_first_views(session);
	enum loop_end end = loop_run(session->loop);
	screen_close();
	session_close(session);
	interrupt_close();
	return end == LOOP_TERMINAL_GONE ? 1 : 0;
}
