#include "act/annotating.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"

static const struct option options[] = {
	{"paragraph", "N", N_("on which paragraph: 12, 12bis"), 0, false},
	{"quote", "TEXT", N_("on these words of it"), 0, false},
	{"general", NULL, N_("on the whole document"), 0, false},
	{"kind", "KIND", N_("comment (the usual) or question"), 0, false},
	{"tag", "TAG", N_("area:ID, mechanism:ID or question:ID; may be repeated"), 0, true},
	CALL_TEXT_OPTIONS,
	{0},
};

static const struct fault *read_kind(struct remark_order *order, const struct call *call)
{
	const char *kind = options_find(&call->options, "kind");
	order->question = kind && !strcmp(kind, "question");
	if (!kind || order->question || !strcmp(kind, "comment"))
		return NULL;
	return fault_new(FAULT_MALFORMED, _("“%.60s” is no kind of annotation: write comment or question"), kind);
}

static const struct fault *read_place(struct remark_order *order, const struct call *call, const struct review *review)
{
	const char *paragraph = options_find(&call->options, "paragraph"),
		   *quote = options_find(&call->options, "quote");
	if (order->general)
		return NULL;
	const struct fault *fault = call_block(&order->block, review, paragraph, false);
	if (!fault && quote)
		fault = anchor_search(
			&order->start, &order->end, review->draft->blocks[order->block].text, text_of(quote));
	return fault;
}

static const struct fault *check(struct remark_order *order, const struct call *call)
{
	order->general = options_has(&call->options, "general");
	if (!order->general && !options_has(&call->options, "paragraph"))
		return fault_new(
			FAULT_MALFORMED, "%s", _("say where: --paragraph N, or --general for the whole document"));
	const struct fault *fault = call_either(call, "general", "paragraph");
	if (!fault)
		fault = call_either(call, "general", "quote");
	return fault ? fault : read_kind(order, call);
}

static const struct fault *annotate(struct call *call, struct remark_order *order)
{
	struct review *review;
	char id[UUID_TEXT];
	const struct fault *fault = call_review(&review, call);
	if (fault)
		return fault;
	fault = identity_need(&review->identity);
	if (!fault)
		fault = read_place(order, call, review);
	if (!fault)
		fault = annotating_remark(id, review, order);
	if (!fault)
		call_line(call->out, id);
	call_close(review);
	return fault;
}

static const struct fault *run(struct call *call)
{
	struct remark_order order = {0};
	struct buffer text = {0};
	const char **tags = options_all(&call->options, "tag");
	const struct fault *fault = check(&order, call);
	if (!fault)
		fault = call_text(&text, call, ANNOTATION_LIMIT, true);
	order.text = buffer_text(&text);
	order.tags = tags;
	if (!fault)
		fault = annotate(call, &order);
	buffer_clear(&text);
	free(tags);
	return fault;
}

const struct command command_annotate = {"annotate",
	"(--paragraph N [--quote TEXT] | --general) [--kind comment|question] [--tag TAG]… (-m TEXT | -F FILE)",
	N_("Comments or asks, on a paragraph, on words of it, or on the whole document; prints the annotation's id."),
	options, 0, 0, run};
