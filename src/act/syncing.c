#include "act/syncing.h"

#include "act/bundling.h"
#include "act/entering.h"
#include "act/errand.h"
#include "act/gitwords.h"
#include "base/array.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"

enum { ROUNDS = 3 };

enum step { STEP_BEGIN, STEP_FETCH, STEP_JOIN, STEP_SEND, STEP_DONE };

struct syncing {
	struct review *review;
	struct relay *relay;
	struct relay_refs refs;
	struct errand errand; /* git, while it runs */
	struct exchange exchange;
	const struct settlement *settlements;
	size_t settled;
	enum step step;
	size_t at; /* of the exchange's items: the one that is being sent */
	void (*tell)(const char *words);
	bool together;     /* all that is due is being sent at once */
	bool apart;        /* that was refused: each by itself */
	int rounds;        /* how often it was begun again, because somebody sent in between */
	bool opens;        /* a bundle */
	bool accepts;      /* and takes what it claims */
	bool asks;         /* at the terminal */
	bool without_base; /* there is none over there yet */
};

/* Who is asked something should know what for. */
static void tell(const struct syncing *syncing)
{
	struct buffer words = {0};
	if (!syncing->asks || !syncing->tell || syncing->step == STEP_BEGIN)
		return;
	syncing_say(&words, syncing);
	syncing->tell(buffer_string(&words));
	buffer_clear(&words);
}

static const struct fault *start(struct syncing *syncing)
{
	tell(syncing);
	return errand_start(&syncing->errand);
}

static const struct fault *trouble(struct syncing *syncing)
{
	return errand_trouble(&syncing->errand, &syncing->exchange);
}

/* --- fetching */

static const struct fault *start_fetch(struct syncing *syncing)
{
	const char *const words[] = {"fetch", "--progress", "--no-tags", syncing->opens ? "--no-prune" : "--prune",
		"--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-commit-graph",
		"--upload-pack=git-upload-pack", "--", RELAY_REMOTE, "+refs/heads/review/*:" RELAY_IN "heads/review/*",
		"+refs/tags/rev/*:" RELAY_IN "tags/rev/*"};
	errand_begin(&syncing->errand, syncing->relay, syncing->asks, words, ARRAY_SIZE(words));
	if (!syncing->without_base) {
		char *base = memory_format(
			"+refs/heads/%s:%sheads/%s", syncing->review->base_name, RELAY_IN, syncing->review->base_name);
		errand_add(&syncing->errand, base);
		free(base);
	}
	syncing->step = STEP_FETCH;
	return start(syncing);
}

static const struct fault *take(struct syncing *syncing)
{
	relay_refs_clear(&syncing->refs);
	const struct fault *fault = relay_refs(&syncing->refs, syncing->relay);
	syncing->exchange.enters = syncing->opens && entering_due(syncing->review);
	if (!fault && syncing->opens)
		receiving_look(&syncing->exchange, syncing->review, &syncing->refs);
	if (!fault && syncing->opens && !syncing->accepts) {
		syncing->step = STEP_DONE;
		return NULL;
	}
	if (!fault)
		fault = receiving_run(&syncing->exchange, syncing->review, &syncing->refs);
	if (!fault)
		review_notice(syncing->review);
	syncing->step = STEP_JOIN;
	return fault;
}

static const struct fault *end_fetch(struct syncing *syncing)
{
	const struct fault *fault = NULL;
	bool failed = child_status(syncing->errand.child) != 0;
	bool no_base = failed && !syncing->without_base &&
		       gitwords_trouble(child_errors(syncing->errand.child)) == GIT_NO_BASE;
	if (failed && !no_base)
		fault = trouble(syncing);
	errand_end(&syncing->errand);
	if (fault)
		return fault;
	if (!no_base)
		return take(syncing);
	syncing->without_base = true;
	return start_fetch(syncing);
}

static const struct fault *join(struct syncing *syncing)
{
	struct exchange *exchange = &syncing->exchange;
	update_collisions_clear(&exchange->collisions);
	const struct fault *fault =
		receiving_own(exchange, syncing->review, &syncing->refs, syncing->settlements, syncing->settled);
	if (fault && exchange->collisions.count)
		exchange->trouble = EXCHANGE_COLLIDES;
	if (!fault)
		fault = receiving_base(exchange, syncing->review);
	if (!fault && !syncing->opens && entering_due(syncing->review))
		fault = entering_join(exchange, syncing->review);
	if (!fault)
		review_notice(syncing->review);
	if (!fault && !exchange->is_file)
		fault = sending_list(exchange, syncing->review, &syncing->refs);
	else if (!fault && !syncing->opens)
		exchange_notice(exchange,
			_("%s is a file: what you wrote goes into another one, with `paraphe bundle`."),
			exchange->remote);
	syncing->step = fault ? STEP_JOIN : STEP_SEND;
	return fault;
}

/* --- sending */

static bool is_due(const struct exchange_item *item)
{
	return item->fate == SEND_WAITS;
}

/* A version names what the base has: it does not go where the base could not. */
static bool is_held_back(const struct exchange *exchange, const struct exchange_item *item)
{
	for (size_t i = 0; i < exchange->count; i++)
		if (item->kind == SEND_REVISION && exchange->items[i].kind == SEND_BASE &&
			exchange->items[i].fate != SEND_DONE)
			return true;
	return false;
}

/* `one`: that item; NULL: all that is due, all of it or nothing. */
static const struct fault *start_push(struct syncing *syncing, const struct exchange_item *one)
{
	static const char *const words[] = {"push", "--porcelain", "--progress", "--no-verify", "--no-follow-tags",
		"--recurse-submodules=no", "--receive-pack=git-receive-pack"};
	const struct exchange *exchange = &syncing->exchange;
	struct errand *errand = &syncing->errand;
	errand_begin(errand, syncing->relay, syncing->asks, words, ARRAY_SIZE(words));
	if (!one)
		errand_add(errand, "--atomic");
	errand_add(errand, "--");
	errand_add(errand, RELAY_REMOTE);
	for (size_t i = 0; i < exchange->count; i++) {
		const struct exchange_item *item = &exchange->items[i];
		char hex[OID_HEX];
		if (one ? item != one : !is_due(item))
			continue;
		oid_format(hex, &item->new);
		char *refspec = memory_format("%s:refs/%s", hex, item->name);
		errand_add(errand, refspec);
		free(refspec);
	}
	return start(syncing);
}

static enum git_push outcome(const struct syncing *syncing, const struct exchange_item *item)
{
	char *ref = memory_format("refs/%s", item->name);
	enum git_push said = gitwords_push(child_out(syncing->errand.child), ref);
	free(ref);
	return said;
}

static const struct fault *arrive(struct syncing *syncing, struct exchange_item *item)
{
	item->fate = SEND_DONE;
	return sending_done(&syncing->exchange, syncing->review, item);
}

/* One item by itself. */
static const struct fault *end_push(struct syncing *syncing, struct exchange_item *item)
{
	const struct fault *fault = NULL;
	struct text said = child_errors(syncing->errand.child);
	switch (outcome(syncing, item)) {
	case PUSH_SENT:
		fault = arrive(syncing, item);
		break;
	case PUSH_REFUSED:
		item->fate = SEND_REFUSED;
		gitwords_remote(&item->why, said);
		if (!item->why.size)
			gitwords_errors(&item->why, said);
		break;
	case PUSH_BEHIND:
		item->fate = SEND_BEHIND;
		break;
	case PUSH_UNSAID:
		fault = trouble(syncing);
	}
	return fault;
}

/* All at once: one connection, one password, and what builds on each other arrives together. Where the other side does
 * not take it all, each is sent by itself, so that what can go goes. */
static const struct fault *end_push_together(struct syncing *syncing)
{
	struct exchange *exchange = &syncing->exchange;
	const struct fault *fault = NULL;
	bool sent = true, unsaid = true;
	for (size_t i = 0; i < exchange->count; i++)
		if (is_due(&exchange->items[i])) {
			enum git_push said = outcome(syncing, &exchange->items[i]);
			sent &= said == PUSH_SENT;
			unsaid &= said == PUSH_UNSAID;
		}
	for (size_t i = 0; sent && !fault && i < exchange->count; i++)
		if (is_due(&exchange->items[i]))
			fault = arrive(syncing, &exchange->items[i]);
	if (!sent && unsaid) {
		fault = trouble(syncing);
		if (exchange->trouble == EXCHANGE_OTHER)
			fault = NULL; /* it takes nothing together, or says by itself what the matter is */
	}
	syncing->apart = !sent && !fault;
	return fault;
}

static const struct fault *end_any(struct syncing *syncing)
{
	const struct fault *fault = syncing->together ? end_push_together(syncing)
						      : end_push(syncing, &syncing->exchange.items[syncing->at]);
	errand_end(&syncing->errand);
	return fault;
}

/* Somebody sent between our fetching and our sending: once more from the beginning. */
static bool begin_again(struct syncing *syncing)
{
	struct exchange *exchange = &syncing->exchange;
	bool behind = false;
	for (size_t i = 0; i < exchange->count; i++)
		behind |= exchange->items[i].fate == SEND_BEHIND;
	if (!behind || ++syncing->rounds >= ROUNDS)
		return false;
	for (size_t i = 0; i < exchange->count;) {
		if (exchange->items[i].fate == SEND_DONE) {
			i++;
			continue;
		}
		free(exchange->items[i].name);
		buffer_clear(&exchange->items[i].why);
		ARRAY_REMOVE(exchange->items, exchange->count, i);
	}
	return true;
}

static size_t due_count(const struct exchange *exchange)
{
	size_t count = 0;
	for (size_t i = 0; i < exchange->count; i++)
		count += is_due(&exchange->items[i]);
	return count;
}

static const struct fault *start_next(struct syncing *syncing)
{
	struct exchange *exchange = &syncing->exchange;
	syncing->together = !syncing->apart && due_count(exchange) > 1;
	if (syncing->together)
		return start_push(syncing, NULL);
	for (size_t i = 0; i < exchange->count; i++) {
		if (!is_due(&exchange->items[i]) || is_held_back(exchange, &exchange->items[i]))
			continue;
		syncing->at = i;
		return start_push(syncing, &exchange->items[i]);
	}
	return NULL;
}

static const struct fault *send(struct syncing *syncing)
{
	const struct fault *fault = syncing->errand.child ? end_any(syncing) : NULL;
	if (!fault)
		fault = start_next(syncing);
	if (fault || syncing->errand.child)
		return fault;
	if (begin_again(syncing))
		return start_fetch(syncing);
	syncing->step = STEP_DONE;
	review_notice(syncing->review);
	return NULL;
}

/* --- the whole */

/* The remote that is meant, or the file, and the relay to it. */
static const struct fault *open_relay(struct syncing *syncing, const struct sync_order *order)
{
	const char *remote = order->remote ? order->remote : syncing->review->remote;
	if (order->file) {
		char *path = realpath(order->file, NULL);
		const struct fault *fault =
			path ? bundling_check(order->file) : fault_system(_("cannot open %.300s"), order->file);
		if (!fault)
			fault = relay_open_file(&syncing->relay, syncing->review->repository, path);
		syncing->exchange.remote = memory_string(SYNC_BUNDLE);
		syncing->opens = true;
		free(path);
		return fault;
	}
	if (!remote)
		return fault_new(FAULT_MISSING, "%s",
			_("this repository knows no other to exchange with: git remote add origin ADDRESS"));
	syncing->exchange.remote = memory_string(remote);
	return relay_open(&syncing->relay, syncing->review->repository, remote);
}

const struct fault *syncing_open(struct syncing **out, struct review *review, const struct sync_order *order)
{
	struct syncing *syncing = memory_new(1, sizeof *syncing);
	const struct fault *fault = NULL;
	syncing->review = review;
	syncing->asks = order->asks;
	syncing->accepts = order->accepts;
	syncing->tell = order->tell;
	*out = NULL;
	if (!review->journal || !repository_writable(review->repository))
		fault = fault_new(FAULT_FORBIDDEN, "%s",
			_("this repository cannot be written to: ask for the right to write, or clone it"));
	if (!fault)
		fault = open_relay(syncing, order);
	if (fault)
		syncing_close(syncing);
	else
		*out = syncing;
	return fault;
}

void syncing_close(struct syncing *syncing)
{
	if (!syncing)
		return;
	errand_end(&syncing->errand);
	relay_refs_clear(&syncing->refs);
	relay_close(syncing->relay);
	exchange_clear(&syncing->exchange);
	free(syncing);
}

/* One step; the child has ended where there is one. */
static const struct fault *step(struct syncing *syncing)
{
	const struct fault *fault = NULL;
	switch (syncing->step) {
	case STEP_BEGIN:
		if (!syncing->exchange.written)
			fault = errand_addresses(&syncing->exchange, syncing->relay, syncing->asks);
		return fault ? fault : start_fetch(syncing);
	case STEP_FETCH:
		return syncing->errand.child ? end_fetch(syncing) : start_fetch(syncing);
	case STEP_JOIN:
		return join(syncing);
	case STEP_SEND:
		return send(syncing);
	case STEP_DONE:
		break;
	}
	return NULL;
}

const struct fault *syncing_advance(struct syncing *syncing, bool *more)
{
	const struct fault *fault = NULL;
	syncing->exchange.trouble = EXCHANGE_FINE;
	if (!syncing->errand.child || child_advance(syncing->errand.child))
		do
			fault = step(syncing);
		while (!fault && !syncing->errand.child && syncing->step != STEP_DONE);
	if (fault && syncing->exchange.trouble == EXCHANGE_FINE)
		syncing->exchange.trouble = EXCHANGE_OTHER;
	*more = !fault && syncing->step != STEP_DONE;
	return fault;
}

/* Waits for it. At the terminal ^C reaches both of us, and it may be the first to end. */
static bool is_stopped(struct child *child)
{
	return !child_wait(child) || (child_status(child) && interrupt_pending());
}

const struct fault *syncing_run(struct syncing *syncing)
{
	bool more = true;
	const struct fault *fault = NULL;
	while (!fault && more) {
		if (syncing->errand.child && is_stopped(syncing->errand.child)) {
			errand_end(&syncing->errand);
			syncing->exchange.trouble = EXCHANGE_STOPPED;
			return fault_new(FAULT_BUSY, "%s", _("stopped; what you wrote is kept, and can be sent later"));
		}
		fault = syncing_advance(syncing, &more);
	}
	return fault;
}

int syncing_descriptor(const struct syncing *syncing)
{
	return syncing->errand.child ? child_descriptor(syncing->errand.child) : -1;
}

void syncing_say(struct buffer *out, const struct syncing *syncing)
{
	int percent = syncing->errand.child ? gitwords_progress(child_errors(syncing->errand.child)) : -1;
	buffer_format(out, syncing->step == STEP_SEND ? _("Sending to %.60s …") : _("Fetching from %.60s …"),
		syncing->exchange.remote);
	if (percent >= 0)
		buffer_format(out, " %d %%", percent);
}

void syncing_ask(struct syncing *syncing)
{
	syncing->asks = true;
}

void syncing_settle(struct syncing *syncing, const struct settlement *settlements, size_t count)
{
	syncing->settlements = settlements;
	syncing->settled = count;
}

const struct exchange *syncing_exchange(const struct syncing *syncing)
{
	return &syncing->exchange;
}
