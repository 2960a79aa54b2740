#include "act/circulating.h"
#include "base/language.h"
#include "commands/call.h"

static const struct option options[] = {
	{"message", "TITLE", N_("the title of this version"), 'm', false},
	{"deadline", "TIME", N_("until when it is open, as in 2027-05-18T13:30:00+02:00"), 0, false},
	{0},
};

static void say_pending(const struct review *review)
{
	size_t pending = circulating_pending(review);
	if (pending)
		call_note(
			P_("%zu retained proposal is not in this version: `paraphe merge` had not applied it",
				"%zu retained proposals are not in this version: `paraphe merge` had not applied them",
				pending),
			pending);
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct circulate_order order = {.deadline = options_find(&call->options, "deadline")};
	const struct fault *fault = call_need(&order.title, call, "message");
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = circulating_run(review, &order);
	if (!fault) {
		buffer_format(call->out, _("Rev. %u is circulated."), review->revision);
		buffer_add_byte(call->out, '\n');
		say_pending(review);
	}
	review_close(review);
	return fault;
}

const struct command command_circulate = {"circulate", "-m TITLE [--deadline TIME]",
	N_("Circulates the text as it stands, for the secretariat: it becomes Rev. N, and paragraphs keep their "
	   "numbers "
	   "from then on."),
	options, 0, 0, run};
