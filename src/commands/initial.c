#include "act/initialling.h"
#include "base/language.h"
#include "commands/call.h"

static const struct option options[] = {
	{"paragraph", "N", N_("which paragraph: 12, 12bis"), 0, false},
	{"all", NULL, N_("the rest: every paragraph on which you have said nothing"), 0, false},
	{"position", "WORD", N_("initialled (the usual), ad-referendum, reservation, objection"), 0, false},
	CALL_TEXT_OPTIONS,
	{0},
};

static const struct fault *check(const struct call *call, const char *code)
{
	const struct fault *fault = call_either(call, "all", "paragraph");
	if (!fault)
		fault = call_either(call, "all", "message");
	if (!fault)
		fault = call_either(call, "all", "file");
	if (!fault && !options_has(&call->options, "all") && !options_has(&call->options, "paragraph"))
		fault = fault_new(FAULT_MALFORMED, "%s",
			_("say which: --paragraph N, or --all for the paragraphs on which you have said nothing"));
	if (!fault && !initialling_valid(code))
		fault = fault_new(FAULT_MALFORMED,
			_("“%.60s” is no position: write initialled, ad-referendum, reservation or objection"), code);
	return fault;
}

static const struct fault *initial_all(struct call *call, struct review *review, const char *code)
{
	size_t count = 0;
	const struct fault *fault = initialling_rest(&count, review, code);
	if (!fault)
		buffer_format(call->out, "%zu\n", count);
	return fault;
}

static const struct fault *initial_one(
	struct call *call, struct review *review, const char *paragraph, const char *code, struct text reason)
{
	char id[UUID_TEXT];
	size_t block;
	const struct fault *fault = call_block(&block, review, paragraph, false);
	if (!fault)
		fault = initialling_one(id, review, block, code, reason);
	if (!fault)
		call_said(call, review, id);
	return fault;
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct buffer reason = {0};
	const char *code = options_find(&call->options, "position");
	const char *paragraph = options_find(&call->options, "paragraph");
	if (!code)
		code = "initialled";
	const struct fault *fault = check(call, code);
	if (!fault)
		fault = call_text(&reason, call, ANNOTATION_LIMIT, false);
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = identity_need(&review->identity);
	if (!fault && paragraph)
		fault = initial_one(call, review, paragraph, code, buffer_text(&reason));
	else if (!fault)
		fault = initial_all(call, review, code);
	buffer_clear(&reason);
	call_close(review);
	return fault;
}

const struct command command_initial = {"initial",
	"(--paragraph N | --all) [--position initialled|ad-referendum|reservation|objection] [-m TEXT | -F FILE]",
	N_("Puts your initials under a paragraph's words, or takes another position on them; prints the act's id, with "
	   "--all how many paragraphs."),
	options, 0, 0, run};
