#include "act/syncing.h"

#include <sys/stat.h>

#include "act/gitwords.h"
#include "base/array.h"
#include "base/child.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"

enum { ROUNDS = 3 };

enum step { STEP_BEGIN, STEP_FETCH, STEP_JOIN, STEP_SEND, STEP_DONE };

struct syncing {
	struct review *review;
	struct relay *relay;
	struct relay_refs refs;
	struct child *child; /* git, while it runs */
	struct exchange exchange;
	const struct settlement *settlements;
	size_t settled;
	enum step step;
	size_t at; /* of the exchange's items: the one that is being sent */
	void (*tell)(const char *words);
	int rounds;        /* how often it was begun again, because somebody sent in between */
	bool opens;        /* a bundle */
	bool accepts;      /* and takes what it claims */
	bool asks;         /* at the terminal */
	bool without_base; /* there is none over there yet */
};

/* --- git */

struct arguments {
	char **items;
	size_t count, capacity;
};

static void add(struct arguments *arguments, const char *word)
{
	*ARRAY_ADD(arguments->items, arguments->count, arguments->capacity) = memory_string(word);
}

static void add_all(struct arguments *arguments, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add(arguments, words[i]);
}

/* What holds for every call: no hook, nothing in the background, what is written is on disk before it counts. */
static void begin_arguments(struct arguments *arguments, const struct syncing *syncing)
{
	static const char *const settings[] = {"core.fsmonitor=false", "core.hooksPath=/dev/null",
		"core.alternateRefsCommand=true", "core.fsync=loose-object,-reference", "gc.auto=0",
		"maintenance.auto=false", "fetch.fsckObjects=true", "submodule.recurse=false"};
	add(arguments, "git");
	add(arguments, "-C");
	add(arguments, relay_place(syncing->relay));
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
		add(arguments, "-c");
		add(arguments, settings[i]);
	}
}

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

static const struct fault *start(struct syncing *syncing, struct arguments *arguments)
{
	tell(syncing);
	*ARRAY_ADD(arguments->items, arguments->count, arguments->capacity) = NULL;
	const struct child_order order = {
		.arguments = (const char *const *)arguments->items,
		.environment = relay_environment(syncing->relay, syncing->asks),
		.alone = !syncing->asks,
	};
	const struct fault *fault = child_open(&syncing->child, &order);
	for (size_t i = 0; i < arguments->count; i++)
		free(arguments->items[i]);
	free(arguments->items);
	return fault;
}

static void drop_child(struct syncing *syncing)
{
	child_close(syncing->child);
	syncing->child = NULL;
}

/* Why git failed, in a sentence; the exchange keeps what kind of trouble it is. */
static const struct fault *trouble(struct syncing *syncing)
{
	struct exchange *exchange = &syncing->exchange;
	struct buffer words = {0};
	const struct fault *fault;
	gitwords_errors(&words, child_errors(syncing->child));
	const char *said = words.size ? buffer_string(&words) : "?";
	switch (gitwords_trouble(child_errors(syncing->child))) {
	case GIT_OFFLINE:
		exchange->trouble = EXCHANGE_OFFLINE;
		fault = fault_new(FAULT_BUSY,
			_("%.100s does not answer now; what you wrote is kept: send it later (%s)"), exchange->remote,
			said);
		break;
	case GIT_ASKS:
		exchange->trouble = syncing->asks ? EXCHANGE_OTHER : EXCHANGE_ASKS;
		fault = fault_new(FAULT_FORBIDDEN,
			syncing->asks ? _("%.100s does not let you in: %s")
				      : _("%.100s asks who you are, and there is no terminal to answer at: %s"),
			exchange->remote, said);
		break;
	case GIT_GONE:
		exchange->trouble = EXCHANGE_OTHER;
		fault = fault_new(FAULT_MISSING,
			_("there is no repository at %.300s, or it does not let you in; what you wrote is kept here "
			  "(%s)"),
			exchange->address, said);
		break;
	case GIT_LACKS:
		exchange->trouble = EXCHANGE_OTHER;
		fault = fault_new(FAULT_MISSING,
			_("%.300s builds on a version of the draft that is not here yet: fetch that first (%s)"),
			exchange->address, said);
		break;
	case GIT_PROTOCOL:
		exchange->trouble = EXCHANGE_OTHER;
		fault = fault_new(FAULT_FORBIDDEN,
			_("%.300s is not an address that is used here: it must be one of ssh, https or a folder (%s)"),
			exchange->address, said);
		break;
	default:
		exchange->trouble = EXCHANGE_OTHER;
		fault = fault_new(FAULT_GIT, _("nothing could be exchanged with %.100s: %s"), exchange->remote, said);
	}
	buffer_clear(&words);
	return fault;
}

/* --- the addresses, as git takes them */

static const struct fault *ask_address(char **out, struct syncing *syncing, const char *const *words, size_t count)
{
	struct arguments arguments = {0};
	begin_arguments(&arguments, syncing);
	add_all(&arguments, words, count);
	const struct fault *fault = start(syncing, &arguments);
	if (!fault && !child_wait(syncing->child))
		fault = fault_new(FAULT_BUSY, "%s", _("stopped"));
	if (!fault && child_status(syncing->child))
		fault = trouble(syncing);
	if (!fault)
		*out = text_take(text_trim(child_out(syncing->child)));
	drop_child(syncing);
	return fault;
}

/* Whether what git fetches from is a file. */
static bool is_file(const struct syncing *syncing)
{
	struct stat about;
	const char *address = syncing->exchange.address;
	char *path = address[0] == '/' ? memory_string(address)
				       : memory_format("%s/%s", relay_place(syncing->relay), address);
	bool file = stat(path, &about) == 0 && S_ISREG(about.st_mode);
	free(path);
	return file;
}

static const struct fault *ask_addresses(struct syncing *syncing)
{
	static const char *const fetch[] = {"ls-remote", "--get-url", "--", RELAY_REMOTE};
	static const char *const push[] = {"remote", "get-url", "--push", "--", RELAY_REMOTE};
	struct exchange *exchange = &syncing->exchange;
	exchange->written = memory_string(relay_address(syncing->relay));
	const struct fault *fault = ask_address(&exchange->address, syncing, fetch, ARRAY_SIZE(fetch));
	if (!fault)
		fault = ask_address(&exchange->push_address, syncing, push, ARRAY_SIZE(push));
	if (!fault)
		exchange->is_file = is_file(syncing);
	return fault;
}

/* --- fetching */

static const struct fault *start_fetch(struct syncing *syncing)
{
	const char *const words[] = {"fetch", "--progress", "--no-tags", syncing->opens ? "--no-prune" : "--prune",
		"--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-commit-graph",
		"--upload-pack=git-upload-pack", "--", RELAY_REMOTE, "+refs/heads/review/*:" RELAY_IN "heads/review/*",
		"+refs/tags/rev/*:" RELAY_IN "tags/rev/*"};
	struct arguments arguments = {0};
	begin_arguments(&arguments, syncing);
	add_all(&arguments, words, ARRAY_SIZE(words));
	if (!syncing->without_base) {
		char *base = memory_format(
			"+refs/heads/%s:%sheads/%s", syncing->review->base_name, RELAY_IN, syncing->review->base_name);
		add(&arguments, base);
		free(base);
	}
	syncing->step = STEP_FETCH;
	return start(syncing, &arguments);
}

static const struct fault *take(struct syncing *syncing)
{
	relay_refs_clear(&syncing->refs);
	const struct fault *fault = relay_refs(&syncing->refs, syncing->relay);
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
	bool failed = child_status(syncing->child) != 0;
	bool no_base =
		failed && !syncing->without_base && gitwords_trouble(child_errors(syncing->child)) == GIT_NO_BASE;
	if (failed && !no_base)
		fault = trouble(syncing);
	drop_child(syncing);
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

static const struct fault *start_push(struct syncing *syncing, const struct exchange_item *item)
{
	static const char *const words[] = {"push", "--porcelain", "--progress", "--no-verify", "--no-follow-tags",
		"--recurse-submodules=no", "--receive-pack=git-receive-pack", "--", RELAY_REMOTE};
	struct arguments arguments = {0};
	char hex[OID_HEX];
	oid_format(hex, &item->new);
	char *refspec = memory_format("%s:refs/%s", hex, item->name);
	begin_arguments(&arguments, syncing);
	add_all(&arguments, words, ARRAY_SIZE(words));
	add(&arguments, refspec);
	free(refspec);
	return start(syncing, &arguments);
}

static const struct fault *end_push(struct syncing *syncing, struct exchange_item *item)
{
	char *ref = memory_format("refs/%s", item->name);
	const struct fault *fault = NULL;
	switch (gitwords_push(child_out(syncing->child), ref)) {
	case PUSH_SENT:
		item->fate = SEND_DONE;
		fault = sending_done(&syncing->exchange, syncing->review, item);
		break;
	case PUSH_REFUSED:
		item->fate = SEND_REFUSED;
		gitwords_remote(&item->why, child_errors(syncing->child));
		if (!item->why.size)
			gitwords_errors(&item->why, child_errors(syncing->child));
		break;
	case PUSH_BEHIND:
		item->fate = SEND_BEHIND;
		break;
	case PUSH_UNSAID:
		fault = trouble(syncing);
	}
	drop_child(syncing);
	free(ref);
	return fault;
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

static const struct fault *send(struct syncing *syncing)
{
	struct exchange *exchange = &syncing->exchange;
	const struct fault *fault = NULL;
	if (syncing->child)
		fault = end_push(syncing, &exchange->items[syncing->at]);
	for (size_t i = 0; !fault && i < exchange->count && !syncing->child; i++) {
		if (exchange->items[i].fate != SEND_WAITS || is_held_back(exchange, &exchange->items[i]))
			continue;
		syncing->at = i;
		fault = start_push(syncing, &exchange->items[i]);
	}
	if (fault || syncing->child)
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
		const struct fault *fault = path ? relay_open_file(&syncing->relay, syncing->review->repository, path)
						 : fault_system(_("cannot open %.300s"), order->file);
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
	child_close(syncing->child);
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
			fault = ask_addresses(syncing);
		return fault ? fault : start_fetch(syncing);
	case STEP_FETCH:
		return syncing->child ? end_fetch(syncing) : start_fetch(syncing);
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
	if (!syncing->child || child_advance(syncing->child))
		do
			fault = step(syncing);
		while (!fault && !syncing->child && syncing->step != STEP_DONE);
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
		if (syncing->child && is_stopped(syncing->child)) {
			drop_child(syncing);
			syncing->exchange.trouble = EXCHANGE_STOPPED;
			return fault_new(FAULT_BUSY, "%s", _("stopped; what you wrote is kept, and can be sent later"));
		}
		fault = syncing_advance(syncing, &more);
	}
	return fault;
}

int syncing_descriptor(const struct syncing *syncing)
{
	return syncing->child ? child_descriptor(syncing->child) : -1;
}

void syncing_say(struct buffer *out, const struct syncing *syncing)
{
	int percent = syncing->child ? gitwords_progress(child_errors(syncing->child)) : -1;
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
