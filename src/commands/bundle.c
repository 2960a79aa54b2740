#include "act/bundling.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "commands/call.h"

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct bundling bundling;
	const char *path = call->options.words[0];
	const struct fault *fault = call_review(&review, call);
	if (!fault)
		fault = interrupt_open();
	if (!fault)
		fault = bundling_run(&bundling, review, path);
	if (!fault && bundling.acts)
		call_note(P_("%s holds %zu act of yours: send it by e-mail; it is opened with `paraphe sync %s`",
				  "%s holds %zu acts of yours: send it by e-mail; it is opened with `paraphe sync %s`",
				  bundling.acts),
			path, bundling.acts, path);
	else if (!fault)
		call_note(
			P_("%s holds the draft, its versions and %zu branch: it is opened with `paraphe sync %s`, and "
			   "who has nothing yet clones it",
				"%s holds the draft, its versions and %zu branches: it is opened with `paraphe sync "
				"%s`, and who has nothing yet clones it",
				bundling.branches),
			path, bundling.branches, path);
	review_close(review);
	return fault;
}

const struct command command_bundle = {"bundle", "FILE",
	N_("Writes what one would send into a file, for e-mail: one's own branch; of the secretariat everything. Who "
	   "gets it opens it with `paraphe sync FILE`."),
	NULL, 1, 1, run};
