#include "act/deciding.h"
#include "base/array.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "review/decision.h"

static const struct option options[] = {
	{"message", "REASON", N_("the reason, which everyone reads"), 'm', false},
	{"file", "WORDS", N_("modified: the words to be taken instead are in a file; - is standard input"), 'F', false},
	{0},
};

static const struct fault *find_all(size_t *out, const struct review *review, const struct call *call, size_t count)
{
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < count; i++)
		fault = call_amendment(&out[i], review, call->options.words[i]);
	return fault;
}

static const struct fault *read_words(struct buffer *out, const struct call *call, enum decision decision)
{
	const char *path = options_find(&call->options, "file");
	struct buffer bytes = {0};
	if (!path && decision == DECISION_MODIFIED)
		return fault_new(FAULT_MALFORMED, "%s",
			_("“modified” needs the words to be taken instead: give their file with -F WORDS"));
	if (path && decision != DECISION_MODIFIED)
		return fault_new(
			FAULT_MALFORMED, "%s", _("-F WORDS goes with “modified” alone; a reason goes with -m"));
	if (!path)
		return NULL;
	const struct fault *fault = file_read(&bytes, path, ANNOTATION_WORDS_LIMIT);
	if (!fault)
		buffer_add(out, text_trim(buffer_text(&bytes)));
	buffer_clear(&bytes);
	return fault;
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct buffer words = {0}, ids = {0};
	size_t count = call->options.word_count - 1;
	const char *name = call->options.words[count], *reason = options_find(&call->options, "message");
	enum decision decision = decision_named(name);
	size_t *amendments = memory_new(count, sizeof *amendments);
	const struct fault *fault = NULL;
	if (decision == DECISION_NONE)
		fault = fault_new(FAULT_MALFORMED,
			_("“%.60s” is no decision: end with accepted, modified, rejected or noted"), name);
	if (!fault)
		fault = read_words(&words, call, decision);
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = find_all(amendments, review, call, count);
	if (!fault) {
		struct decide_order order = {amendments, count, decision, text_of(reason), buffer_text(&words)};
		fault = deciding_run(&ids, review, &order);
	}
	if (!fault)
		buffer_add(call->out, buffer_text(&ids));
	buffer_clear(&words);
	buffer_clear(&ids);
	free(amendments);
	call_close(review);
	return fault;
}

const struct command command_decide = {"decide", "AMENDMENT… accepted|modified|rejected|noted [-m REASON] [-F WORDS]",
	N_("Decides on amendments, for the secretariat: nothing changes in the text before `merge`. Prints the ids of "
	   "what "
	   "was written."),
	options, 2, 10000, run};
