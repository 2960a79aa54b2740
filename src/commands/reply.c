#include "act/annotating.h"
#include "base/language.h"
#include "commands/naming.h"

static const struct option options[] = {CALL_TEXT_OPTIONS, {0}};

static const struct fault *reply(char id[UUID_TEXT], struct review *review, const struct call *call, struct text text)
{
	const char *name = call->options.words[0];
	size_t index;
	const struct fault *fault;
	if (strchr(name, ':')) {
		fault = naming_one(&index, review, call, name);
		return fault ? fault : annotating_answer(id, review, index, text);
	}
	fault = standing_remark(&index, review->standing, name);
	return fault ? fault : annotating_reply(id, review, index, text);
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct buffer text = {0};
	char id[UUID_TEXT];
	const struct fault *fault = call_text(&text, call, ANNOTATION_LIMIT, true);
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = identity_need(&review->identity);
	if (!fault)
		fault = reply(id, review, call, buffer_text(&text));
	if (!fault)
		call_line(call->out, id);
	buffer_clear(&text);
	call_close(review);
	return fault;
}

const struct command command_reply = {"reply", "UUID|AMENDMENT (-m TEXT | -F FILE)",
	N_("Answers an annotation, or comments on an amendment; prints the answer's id."), options, 1, 1, run};
