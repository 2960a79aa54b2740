#include "act/deciding.h"

#include "act/annotating.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/merge.h"
#include "draft/rewrite.h"
#include "review/amendment.h"
#include "review/applied.h"
#include "review/decision.h"
#include "text/visible.h"
#include "text/words.h"

static const struct fault *may_decide(const struct review *review)
{
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !decision_allowed(review))
		fault = fault_new(FAULT_FORBIDDEN, "%s",
			_("only the secretariat decides on proposals: support one or object to it instead"));
	return fault;
}

static const struct fault *check_words(
	const struct review *review, const struct amendment *amendment, struct text words)
{
	if (!text_trim(words).size)
		return fault_new(FAULT_MALFORMED, "%s",
			_("“modified” needs the words to be taken instead: give them, or retain, or do not retain"));
	if (words.size > ANNOTATION_WORDS_LIMIT / 4)
		return fault_new(FAULT_MALFORMED, _("the text has %zu bytes, more than the %zu that can be saved"),
			words.size, (size_t)ANNOTATION_WORDS_LIMIT / 4);
	const struct fault *fault = visible_check(words);
	if (!fault && amendment->kind != AMEND_INSERT && amendment->block != STANDING_NONE && amendment->extent == 1)
		fault = rewrite_check(review->draft, amendment->block, words);
	return fault;
}

/* A translation that said something else than its source would be the text of nobody. */
static const struct fault *check_scope(const struct decide_order *order, const struct amendment *amendment)
{
	bool retains = order->decision == DECISION_ACCEPTED || order->decision == DECISION_MODIFIED;
	if (!retains || !amendment->substance)
		return NULL;
	return fault_new(FAULT_CONFLICT,
		_("%s is about the substance: it is retained at the desk of the source, which gets words of its own "
		  "for it (`decide … accepted -F WORDS`)"),
		amendment->name);
}

static const struct fault *check(const struct review *review, const struct decide_order *order, bool sourced)
{
	const struct fault *fault = may_decide(review);
	if (!fault && order->reason.size > ANNOTATION_LIMIT / 2)
		fault = fault_new(FAULT_MALFORMED, _("the text is too long: at most %d KiB"), ANNOTATION_LIMIT / 2048);
	if (!fault && order->reason.size)
		fault = visible_check(order->reason);
	for (size_t i = 0; !fault && order->decision == DECISION_MODIFIED && i < order->count; i++)
		fault = check_words(review, &review->standing->amendments[order->amendments[i]], order->words);
	for (size_t i = 0; !fault && !sourced && i < order->count; i++)
		fault = check_scope(order, &review->standing->amendments[order->amendments[i]]);
	return fault;
}

/* One's own decision on an amendment, or NULL. */
static const struct annotation *own_decision(const struct review *review, const struct amendment *amendment)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < amendment->decision_count; i++) {
		const struct remark *remark = &standing->remarks[amendment->decisions[i]];
		if (remark->reviewer == standing->me)
			return remark->annotation;
	}
	return NULL;
}

/* Whether what the base says is what one's own words were written against: else the same words are a new decision. */
static bool decided_against_today(
	struct review *review, const struct amendment *amendment, const struct annotation *annotation)
{
	struct buffer against = {0}, today = {0};
	decision_against(&against, review, amendment, annotation, review->standing->reviewers[amendment->reviewer].id);
	amendment_base_words(&today, amendment, review->draft);
	bool same = !decision_fits(amendment) || amendment_same_words(buffer_text(&against), buffer_text(&today));
	buffer_clear(&against);
	buffer_clear(&today);
	return same;
}

static bool decided_so(struct review *review, const struct decide_order *order, const struct amendment *amendment)
{
	const struct annotation *own = own_decision(review, amendment);
	return own && decision_of(own) == order->decision &&
	       text_equal(text_trim(text_of(own->text)), text_trim(order->reason)) &&
	       (order->decision != DECISION_MODIFIED || (text_equal(text_of(own->words), order->words) &&
								decided_against_today(review, amendment, own)));
}

/* Whether one has decided so on all who propose this wording: another may have come to it since. */
static bool wording_decided_so(struct review *review, const struct decide_order *order, size_t wording)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (standing->amendments[i].same_as == wording && !decided_so(review, order, &standing->amendments[i]))
			return false;
	return true;
}

/* The words that stand in the base today, where they are not those that the amendment came from: own words are typed
 * with them in view, and stand in their place. */
static void remember_base(struct target *target, const struct review *review, const struct amendment *amendment)
{
	struct buffer today = {0};
	amendment_base_words(&today, amendment, review->draft);
	if (decision_fits(amendment) && !amendment_same_words(buffer_text(&today), buffer_text(&amendment->was))) {
		char hex[OID_HEX];
		oid_format(hex, &review->draft_blob);
		target->base_blob = memory_string(hex);
		target->base_paragraph = amendment->block + 1;
		target->base_count = amendment->extent;
	}
	buffer_clear(&today);
}

/* One wording, and all who proposed it. */
static void add_decision(struct record *record, struct buffer *ids, const struct review *review,
	const struct decide_order *order, size_t wording)
{
	const struct standing *standing = review->standing;
	struct annotation *annotation = annotation_new(MODERATING);
	bool first = true;
	annotation->code = memory_string(decision_name(order->decision));
	if (text_trim(order->reason).size) {
		annotation->text = text_take(text_trim(order->reason));
		annotation->language =
			memory_string(review->identity.language ? review->identity.language : language_code());
	}
	if (order->decision == DECISION_MODIFIED)
		annotation->words = text_take(order->words);
	for (size_t i = 0; i < standing->amendment_count; i++) {
		if (standing->amendments[i].same_as != wording)
			continue;
		struct target *target = first ? &annotation->targets[0] : annotation_add_target(annotation);
		annotating_target(target, review, &standing->amendments[i]);
		if (order->decision == DECISION_MODIFIED)
			remember_base(target, review, &standing->amendments[i]);
		first = false;
	}
	buffer_add_string(ids, record_annotation(record, annotation));
	buffer_add_byte(ids, '\n');
	annotation_free(annotation);
}

static const char *verb_of(enum decision decision)
{
	static const char *const verbs[] = {
		[DECISION_ACCEPTED] = "Retain",
		[DECISION_MODIFIED] = "Retain with changes",
		[DECISION_REJECTED] = "Do not retain",
		[DECISION_NOTED] = "Note",
	};
	return verbs[decision];
}

static void start(struct record *record, struct review *const *reviews, const struct decide_order *orders, size_t count)
{
	size_t all = 0, first = 0;
	for (size_t i = count; i-- > 0;) {
		all += orders[i].count;
		first = orders[i].count ? i : first;
	}
	const char *verb = verb_of(orders[first].decision);
	if (all == 1)
		record_init(record, reviews[0], "decide", "%s the proposal %s", verb,
			reviews[first]->standing->amendments[orders[first].amendments[0]].name);
	else
		record_init(record, reviews[0], "decide", "%s %zu proposals", verb, all);
}

/* Each wording once; how many. */
static size_t add_decisions(
	struct record *record, struct buffer *ids, struct review *review, const struct decide_order *order)
{
	const struct standing *standing = review->standing;
	bool *done = memory_new(standing->amendment_count, sizeof *done);
	size_t written = 0;
	for (size_t i = 0; i < order->count; i++) {
		const struct amendment *amendment = &standing->amendments[order->amendments[i]];
		if (done[amendment->same_as] || wording_decided_so(review, order, amendment->same_as))
			continue;
		done[amendment->same_as] = true;
		add_decision(record, ids, review, order, amendment->same_as);
		written++;
	}
	free(done);
	return written;
}

static const struct fault *decide(struct buffer *ids, struct review *const *reviews, const struct decide_order *orders,
	size_t count, bool sourced)
{
	struct record record;
	size_t written = 0;
	const struct fault *fault = NULL;
	for (size_t i = 0; i < count && !fault; i++)
		fault = check(reviews[i], &orders[i], sourced);
	if (fault)
		return fault;
	start(&record, reviews, orders, count);
	for (size_t i = 0; i < count; i++)
		written += add_decisions(&record, ids, reviews[i], &orders[i]);
	fault = written ? record_save(&record)
			: fault_new(FAULT_CONFLICT, "%s", _("you have decided exactly that already"));
	if (!fault)
		fault = review_complete(reviews[0]);
	record_clear(&record);
	return fault;
}

const struct fault *deciding_run(struct buffer *ids, struct review *review, const struct decide_order *order)
{
	return decide(ids, &review, order, 1, false);
}

const struct fault *deciding_together(
	struct buffer *ids, struct review *const *reviews, const struct decide_order *orders, size_t count)
{
	return decide(ids, reviews, orders, count, true);
}

/* Whether the words, once they stand, leave out anything that the base has changed since this was proposed. */
static bool replaces(const struct review *review, const struct amendment *amendment, struct text words)
{
	struct buffer today = {0}, both = {0};
	amendment_base_words(&today, amendment, review->draft);
	bool changed =
		decision_fits(amendment) && !amendment_same_words(buffer_text(&today), buffer_text(&amendment->was));
	bool kept = changed && merge_words(&both, buffer_text(&amendment->was),
				       (const struct text[]){buffer_text(&today), words}, 2, NULL);
	kept = kept && amendment_same_words(buffer_text(&both), words);
	buffer_clear(&today);
	buffer_clear(&both);
	return changed && !kept;
}

bool deciding_replaces(const struct review *review, const struct decide_order *order)
{
	bool any = false;
	for (size_t i = 0; i < order->count && order->decision == DECISION_MODIFIED; i++)
		any |= replaces(review, &review->standing->amendments[order->amendments[i]], order->words);
	return any;
}

const struct fault *deciding_withdraw(struct review *review, const size_t *amendments, size_t count)
{
	struct record record;
	size_t written = 0;
	const struct fault *fault = may_decide(review);
	if (fault)
		return fault;
	record_init(&record, review, "decide", "Take back %zu decisions", count);
	for (size_t i = 0; !fault && i < count; i++) {
		const struct annotation *own = own_decision(review, &review->standing->amendments[amendments[i]]);
		bool twice = false;
		for (size_t j = 0; own && j < i; j++)
			twice |= own == own_decision(review, &review->standing->amendments[amendments[j]]);
		if (!own || twice)
			continue;
		fault = applied_check_open(review, own);
		struct annotation *annotation = annotation_new(MODERATING);
		annotation->code = memory_string("withdrawn");
		annotation->targets[0].kind = TARGET_ANNOTATION;
		annotation->targets[0].annotation = memory_string(own->id);
		record_annotation(&record, annotation);
		annotation_free(annotation);
		written++;
	}
	if (!fault)
		fault = written ? record_save(&record)
				: fault_new(FAULT_MISSING, "%s", _("you have decided nothing on this proposal"));
	if (!fault)
		fault = review_complete(review);
	record_clear(&record);
	return fault;
}
