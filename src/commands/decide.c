#include "act/sourcing.h"
#include "base/file.h"
#include "base/language.h"
#include "commands/naming.h"
#include "review/decision.h"

static const struct option options[] = {
	{"message", "REASON", N_("the reason, which everyone reads"), 'm', false},
	{"file", "WORDS",
		N_("modified: the words to be taken instead are in a file; - is standard input; accepted: the source's "
		   "words for what is proposed in a translation"),
		'F', false},
	{0},
};

static const struct fault *read_words(struct buffer *out, const struct call *call, enum decision decision)
{
	const char *path = options_find(&call->options, "file");
	struct buffer bytes = {0};
	if (!path && decision == DECISION_MODIFIED)
		return fault_new(FAULT_MALFORMED, "%s",
			_("“modified” needs the words to be taken instead: give their file with -F WORDS"));
	if (path && decision != DECISION_MODIFIED && decision != DECISION_ACCEPTED)
		return fault_new(FAULT_MALFORMED, "%s",
			_("-F WORDS goes with “modified”, and with “accepted” where the substance is proposed in a "
			  "translation; a reason goes with -m"));
	if (!path)
		return NULL;
	const struct fault *fault = file_read(&bytes, path, ANNOTATION_WORDS_LIMIT);
	if (!fault)
		buffer_add(out, text_trim(buffer_text(&bytes)));
	buffer_clear(&bytes);
	return fault;
}

/* What is of substance in a translation is retained with words for the source. */
static const struct fault *retain_substance(
	struct buffer *ids, struct review *translation, size_t amendment, struct text words, struct text reason)
{
	struct review *source = NULL;
	struct abroad_item item;
	const struct consultation *consultation = &translation->consultation;
	if (!translation->standing->amendments[amendment].substance)
		return fault_new(FAULT_MALFORMED, _("%s is retained as it stands: other words go with “modified”"),
			translation->standing->amendments[amendment].name);
	const struct fault *fault = abroad_place(&item, translation, amendment);
	if (!fault)
		fault = review_beside(
			&source, translation, (size_t)(consultation_source(consultation) - consultation->drafts));
	if (!fault)
		fault = sourcing_run(ids, source, &item, words, reason);
	review_close(source);
	return fault;
}

static const struct fault *run_order(struct buffer *ids, struct review *review, const struct decide_order *order)
{
	bool replaces = deciding_replaces(review, order);
	const struct fault *fault = deciding_run(ids, review, order);
	if (!fault && replaces)
		call_note("%s", _("the text has changed since this was proposed: your words stand in place of what it "
				  "says today"));
	return fault;
}

static const struct fault *decide(struct buffer *ids, struct review *review, const struct named *named,
	enum decision decision, struct text words, struct text reason)
{
	struct decide_order order = {.amendments = named->amendments,
		.count = named->count,
		.decision = decision,
		.reason = reason,
		.words = words};
	if (decision != DECISION_ACCEPTED || !words.size)
		return run_order(ids, review, &order);
	if (named->count != 1)
		return fault_new(FAULT_MALFORMED, "%s", _("-F WORDS is for one proposal at a time"));
	return retain_substance(ids, review, named->amendments[0], words, reason);
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct buffer words = {0}, ids = {0};
	struct named named = {0};
	size_t count = call->options.word_count - 1;
	const char *name = call->options.words[count], *reason = options_find(&call->options, "message");
	enum decision decision = decision_named(name);
	const struct fault *fault = NULL;
	if (decision == DECISION_NONE)
		fault = fault_new(FAULT_MALFORMED,
			_("“%.60s” is no decision: end with accepted, modified, rejected or noted"), name);
	if (!fault)
		fault = read_words(&words, call, decision);
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = naming_find(&named, review, call, call->options.words, count);
	if (!fault)
		fault = decide(&ids, review, &named, decision, buffer_text(&words), text_of(reason));
	if (!fault)
		buffer_add(call->out, buffer_text(&ids));
	buffer_clear(&words);
	buffer_clear(&ids);
	named_clear(&named);
	call_close(review);
	return fault;
}

const struct command command_decide = {"decide",
	"AMENDMENT…|TRANSLATOR accepted|modified|rejected|noted [-m REASON] [-F WORDS]",
	N_("Decides on amendments, for the secretariat: nothing changes in the text before `merge`. Prints the ids of "
	   "what was written."),
	options, 2, 10000, run};
