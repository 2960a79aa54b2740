#include "act/amending.h"
#include "act/annotating.h"
#include "base/language.h"
#include "commands/naming.h"

static const struct fault *withdraw_remark(struct call *call, struct review *review, const char *name)
{
	char id[UUID_TEXT];
	size_t remark;
	const struct fault *fault = standing_remark(&remark, review->standing, name);
	if (!fault)
		fault = annotating_withdraw(id, review, remark);
	if (!fault)
		call_line(call->out, id);
	return fault;
}

static const struct fault *withdraw_amendment(struct call *call, struct review *review, const char *name)
{
	size_t amendment;
	const struct fault *fault = naming_one(&amendment, review, call, name);
	if (!fault)
		fault = amending_withdraw(review, amendment);
	if (!fault)
		call_line(call->out, name);
	return fault;
}

static const struct fault *run(struct call *call)
{
	struct review *review;
	const char *name = call->options.words[0];
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	fault = identity_need(&review->identity);
	if (!fault && strchr(name, ':'))
		fault = withdraw_amendment(call, review, name);
	else if (!fault)
		fault = withdraw_remark(call, review, name);
	call_close(review);
	return fault;
}

const struct command command_withdraw = {"withdraw", "UUID|AMENDMENT",
	N_("Takes back an annotation, an initial, a support, or a proposal of yours; prints the act's id, or the "
	   "amendment's name."),
	NULL, 1, 1, run};
