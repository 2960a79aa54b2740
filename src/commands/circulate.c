#include "act/circulating.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "commands/documents.h"
#include "commands/instep.h"

static const struct option options[] = {
	{"message", "TITLE", N_("the title of this version"), 'm', false},
	{"deadline", "TIME", N_("until when it is open, as in 2027-05-18T13:30:00+02:00"), 0, false},
	{"output", "DIR", N_("where its documents are written (rev-N)"), 0, false},
	{"no-documents", NULL, N_("circulate without writing documents"), 0, false},
	{"documents", NULL, N_("write those of the last circulated version again, circulate nothing"), 0, false},
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

static const struct fault *say_left(struct review *review)
{
	struct buffer lines = {0};
	const struct fault *fault = instep_left(&lines, review);
	struct text rest = buffer_text(&lines), line;
	while (!fault && text_line(&rest, &line))
		if (line.size)
			call_note("%.*s", (int)line.size, line.bytes);
	buffer_clear(&lines);
	return fault;
}

static const struct fault *write_documents(struct call *call, struct review *review)
{
	const char *given = options_find(&call->options, "output");
	char *folder = given ? memory_string(given) : memory_format("rev-%u", review->revision);
	const struct fault *fault = documents_write(call->out, review, folder);
	free(folder);
	return fault;
}

static const struct fault *circulate(struct call *call, struct review *review)
{
	const struct circulate_order order = {
		.title = options_find(&call->options, "message"),
		.deadline = options_find(&call->options, "deadline"),
	};
	const struct fault *fault = circulating_run(review, &order);
	if (fault)
		return fault;
	buffer_format(call->out, _("Rev. %u is circulated."), review->revision);
	buffer_add_byte(call->out, '\n');
	say_pending(review);
	if (!options_has(&call->options, "no-documents"))
		fault = fault_context(write_documents(call, review),
			_("Rev. %u is circulated, but its documents are not all written; once that is mended, write "
			  "them with `paraphe circulate --documents`"),
			review->revision);
	return fault ? fault : say_left(review);
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	const char *title;
	bool again = options_has(&call->options, "documents");
	const struct fault *fault = call_either(call, "documents", "message");
	if (!fault)
		fault = call_either(call, "documents", "deadline");
	if (!fault)
		fault = call_either(call, "no-documents", again ? "documents" : "output");
	if (!fault && !again)
		fault = call_need(&title, call, "message");
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = again ? write_documents(call, review) : circulate(call, review);
	call_close(review);
	return fault;
}

const struct command command_circulate = {"circulate", "-m TITLE [--deadline TIME] [--output DIR | --no-documents]",
	N_("Circulates the text as it stands, for the secretariat: it becomes Rev. N, and paragraphs keep their "
	   "numbers from then on. Writes the clean text, the comparison with Rev. N−1 and the report."),
	options, 0, 0, run};
