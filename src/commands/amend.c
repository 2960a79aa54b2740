#include "act/amending.h"
#include "act/translating.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"

static const struct option options[] = {
	{"paragraph", "N", N_("which paragraph: 12, 12bis, or 12+1 for one that you have inserted"), 0, false},
	CALL_TEXT_OPTIONS,
	{"insert-after", NULL, N_("the text is a new paragraph behind it (behind 0: before the first)"), 0, false},
	{"delete", NULL, N_("it should go"), 0, false},
	{"move-after", "M", N_("it should stand behind this paragraph (0: at the start)"), 0, false},
	{"reason", "TEXT", N_("why; it becomes a comment"), 0, false},
	{"substance", NULL, N_("of a translation: the text itself should say something else (for the secretariat)"), 0,
		false},
	{"wording", NULL, N_("of a translation: only its wording (for its translators); the same as without"), 0,
		false},
	{0},
};

static bool is_given(const struct call *call, const char *name)
{
	return options_has(&call->options, name);
}

/* One thing at a time, and a text exactly where one is needed. */
static const struct fault *check(const struct call *call)
{
	static const char *const exclusive[][2] = {{"delete", "message"}, {"delete", "file"}, {"delete", "move-after"},
		{"delete", "insert-after"}, {"move-after", "message"}, {"move-after", "file"},
		{"move-after", "insert-after"}, {"substance", "wording"}};
	const char *paragraph;
	const struct fault *fault = call_need(&paragraph, call, "paragraph");
	for (size_t i = 0; i < sizeof exclusive / sizeof *exclusive && !fault; i++)
		fault = call_either(call, exclusive[i][0], exclusive[i][1]);
	if (!fault && !is_given(call, "delete") && !is_given(call, "move-after") && !is_given(call, "message") &&
		!is_given(call, "file"))
		fault = fault_new(FAULT_MALFORMED, "%s",
			_("say what to propose: the new words with -m TEXT or -F FILE, --delete, or --move-after M"));
	return fault;
}

static const struct fault *own_insertion(struct amend_order *order, char **name, const struct call *call,
	const struct review *review, struct number number)
{
	char words[NUMBER_TEXT];
	size_t index;
	if (is_given(call, "insert-after") || is_given(call, "move-after"))
		return fault_new(FAULT_MALFORMED, "%s",
			_("a paragraph that is only proposed can be reworded or deleted, not moved or followed by "
			  "another"));
	number_format(words, number);
	*name = memory_format("%s:%s", review->identity.id, words);
	order->insertion = *name;
	return call_amendment(&index, review, *name);
}

static const struct fault *read_place(
	struct amend_order *order, char **name, const struct call *call, const struct review *review)
{
	const char *paragraph = options_find(&call->options, "paragraph"),
		   *after = options_find(&call->options, "move-after");
	struct number number;
	order->kind = is_given(call, "delete")         ? AMEND_DELETE
		      : after                          ? AMEND_MOVE
		      : is_given(call, "insert-after") ? AMEND_INSERT
						       : AMEND_REWORD;
	if (number_parse(&number, text_of(paragraph)) && number.plus)
		return own_insertion(order, name, call, review, number);
	const struct fault *fault = call_block(&order->block, review, paragraph, order->kind == AMEND_INSERT);
	if (!fault && after)
		fault = call_block(&order->after, review, after, true);
	if (!fault && after && order->after == order->block)
		fault = fault_new(FAULT_MALFORMED, "%s", _("a paragraph cannot stand behind itself"));
	return fault;
}

static const struct fault *propose(struct call *call, struct review *review, struct amend_order *order)
{
	char *insertion = NULL, *name = NULL;
	const struct fault *fault = read_place(order, &insertion, call, review);
	if (!fault)
		fault = amending_propose(&name, review, order);
	if (!fault && name)
		call_line(call->out, name);
	else if (!fault)
		call_note(_("these are the draft's own words: nothing is proposed there any more"));
	if (!fault && name && order->kind == AMEND_REWORD && !order->insertion && order->scope != SCOPE_SUBSTANCE)
		fault = translating_follow(review, order->block);
	free(name);
	free(insertion);
	return fault;
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct buffer text = {0};
	const struct fault *fault = check(call);
	if (!fault)
		fault = call_text(&text, call, DRAFT_BLOCK_LIMIT, false);
	if (!fault)
		fault = call_review(&review, call);
	if (!fault)
		fault = identity_need(&review->identity);
	struct amend_order order = {.text = buffer_text(&text),
		.reason = text_of(options_find(&call->options, "reason")),
		.scope = is_given(call, "substance") ? SCOPE_SUBSTANCE
			 : is_given(call, "wording") ? SCOPE_WORDING
						     : SCOPE_UNSAID};
	if (!fault)
		fault = propose(call, review, &order);
	buffer_clear(&text);
	call_close(review);
	return fault;
}

const struct command command_amend = {"amend",
	"--paragraph N ([--insert-after] (-m TEXT | -F FILE) | --delete | --move-after M) [--reason TEXT] [--substance "
	"| --wording]",
	N_("Proposes other words for a paragraph, a new one, its deletion, or another place; prints the amendment's "
	   "name."),
	options, 0, 0, run};
