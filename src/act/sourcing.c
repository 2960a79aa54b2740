#include "act/sourcing.h"

#include "act/amending.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/decision.h"
#include "text/words.h"

static const struct fault *decide(struct buffer *ids, struct review *source, size_t own, const struct abroad_item *item,
	enum decision decision, struct text reason)
{
	struct review *const reviews[] = {source, item->review};
	const struct decide_order orders[] = {
		{.amendments = &own, .count = own != STANDING_NONE, .decision = decision, .reason = reason},
		{.amendments = &item->amendment, .count = 1, .decision = decision, .reason = reason}};
	return deciding_together(ids, reviews, orders, 2);
}

const struct fault *sourcing_decide(struct buffer *ids, struct review *source, const struct abroad_item *item,
	enum decision decision, struct text reason)
{
	return decide(ids, source, STANDING_NONE, item, decision, reason);
}

const struct fault *sourcing_retain(
	struct buffer *ids, struct review *source, const char *own, const struct abroad_item *item, struct text reason)
{
	size_t index = own ? standing_amendment(source->standing, own) : STANDING_NONE;
	if (own && index == STANDING_NONE)
		return fault_new(FAULT_MISSING, _("%.100s has been changed or withdrawn meanwhile"), own);
	return decide(ids, source, index, item, DECISION_ACCEPTED, reason);
}

const struct fault *sourcing_run(struct buffer *ids, struct review *source, const struct abroad_item *item,
	struct text words, struct text reason)
{
	char *own = NULL;
	const struct fault *fault = NULL;
	struct amend_order order = {.kind = item->inserts ? AMEND_INSERT : AMEND_REWORD,
		.block = item->block,
		.text = words,
		.reason = reason};
	fault = identity_need(&source->identity);
	if (fault)
		return fault;
	if (!decision_allowed(source))
		return fault_new(FAULT_FORBIDDEN, "%s",
			_("only the secretariat decides on proposals: support one or object to it instead"));
	if (item->inserts || !text_equal(words, source->draft->blocks[item->block].text))
		fault = amending_propose(&own, source, &order);
	if (!fault)
		fault = sourcing_retain(ids, source, own, item, reason);
	free(own);
	return fault;
}
