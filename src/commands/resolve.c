#include "act/annotating.h"
#include "base/language.h"
#include "commands/call.h"

static const struct fault *run(struct call *call)
{
	struct review *review;
	char id[UUID_TEXT];
	size_t remark;
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	fault = identity_need(&review->identity);
	if (!fault)
		fault = standing_remark(&remark, review->standing, call->options.words[0]);
	if (!fault)
		fault = annotating_resolve(id, review, remark);
	if (!fault)
		call_line(call->out, id);
	call_close(review);
	return fault;
}

const struct command command_resolve = {"resolve", "UUID",
	N_("Closes an annotation that is settled: its author may, and the secretariat; prints the act's id."), NULL, 1,
	1, run};
