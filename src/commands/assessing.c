#include "commands/assessing.h"

#include "act/annotating.h"
#include "base/language.h"
#include "commands/naming.h"

const struct option assessing_options[] = {CALL_TEXT_OPTIONS, {0}};

const struct fault *assessing_run(struct call *call, const char *code)
{
	struct review *review = NULL;
	struct buffer reason = {0};
	char id[UUID_TEXT];
	size_t amendment;
	const struct fault *fault = call_text(&reason, call, ANNOTATION_LIMIT, false);
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = identity_need(&review->identity);
	if (!fault)
		fault = naming_one(&amendment, review, call, call->options.words[0]);
	if (!fault)
		fault = annotating_assess(id, review, amendment, code, buffer_text(&reason));
	if (!fault)
		call_said(call, review, id);
	buffer_clear(&reason);
	call_close(review);
	return fault;
}
