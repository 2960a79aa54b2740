#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "act/syncing.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"
#include "commands/call.h"
#include "review/arrival.h"
#include "review/decision.h"
#include "text/visible.h"

static const struct option options[] = {
	{"accept", NULL, N_("takes what a bundle says is whose for theirs"), 0, false},
	{"keep", "here|there", N_("where words of two machines of yours collide: those that stand"), 0, false},
	{0},
};

static void tell(const char *words)
{
	call_note("%s", words);
}

static void line(struct buffer *out, struct buffer *words)
{
	call_wrap(out, buffer_string(words), 0);
	buffer_clear(words);
}

/* Where it goes, when that is not what one has written down. */
static void say_addresses(const struct exchange *exchange)
{
	if (exchange->address && strcmp(exchange->address, exchange->written) != 0)
		call_note(_("%s is %s, and the configuration makes %s of it"), exchange->remote, exchange->written,
			exchange->address);
	if (exchange->address && exchange->push_address && strcmp(exchange->push_address, exchange->address) != 0)
		call_note(_("%s: what is sent goes to %s"), exchange->remote, exchange->push_address);
}

static void add_item(struct buffer *out, const struct review *review, const struct exchange_item *item)
{
	struct buffer words = {0};
	exchange_item_words(&words, review, item);
	line(out, &words);
}

static void add_exchange(
	struct buffer *out, struct review *review, const struct exchange *exchange, const struct arrival *arrival)
{
	struct text notices = buffer_text(&exchange->notices), notice;
	struct buffer words = {0}, news = {0};
	size_t before = out->size;
	arrival_words(&news, arrival, review);
	if (news.size)
		buffer_format(&words, _("New: %s"), buffer_string(&news));
	if (words.size)
		line(out, &words);
	buffer_clear(&news);
	if (exchange->brought)
		buffer_format(&words,
			P_("%zu act of yours from another machine is here now.",
				"%zu acts of yours from another machine are here now.", exchange->brought),
			exchange->brought);
	if (words.size)
		line(out, &words);
	while (text_line(&notices, &notice)) {
		buffer_add(&words, notice);
		line(out, &words);
	}
	for (size_t i = 0; i < exchange->count; i++)
		add_item(out, review, &exchange->items[i]);
	if (out->size == before)
		call_line(out, _("Nothing new, and nothing to send."));
}

static void add_collisions(struct buffer *out, const struct exchange *exchange)
{
	for (size_t i = 0; i < exchange->collisions.count; i++) {
		const struct update_collision *collision = &exchange->collisions.items[i];
		char *here = text_take(buffer_text(&collision->mine)),
		     *there = text_take(buffer_text(&collision->base));
		char *shown[] = {visible_take(collision->path), visible_take(here), visible_take(there)};
		struct buffer words = {0};
		buffer_format(&words, "%s", shown[0]);
		line(out, &words);
		buffer_format(&words, _("here: %s"), shown[1]);
		call_wrap(out, buffer_string(&words), 2);
		buffer_clear(&words);
		buffer_format(&words, _("there: %s"), shown[2]);
		call_wrap(out, buffer_string(&words), 2);
		buffer_clear(&words);
		for (size_t j = 0; j < 3; j++)
			free(shown[j]);
		free(here);
		free(there);
	}
}

struct settled {
	struct settlement *items;
	size_t count;
};

/* All collisions settled one way. Words that are gone on one of the machines cannot be put back where they stood: those
 * of the other stand. */
static void settle(struct settled *out, const struct update_collisions *collisions, bool here)
{
	out->items = memory_new(collisions->count, sizeof *out->items);
	out->count = collisions->count;
	for (size_t i = 0; i < collisions->count; i++) {
		const struct update_collision *collision = &collisions->items[i];
		out->items[i] = (struct settlement){
			.path = memory_string(collision->path), .base_block = collision->base_block};
		if (here && collision->mine.size)
			out->items[i].words =
				(struct text){text_take(buffer_text(&collision->mine)), collision->mine.size};
	}
}

static void settled_clear(struct settled *settled)
{
	for (size_t i = 0; i < settled->count; i++) {
		free((char *)settled->items[i].path);
		free((char *)settled->items[i].words.bytes);
	}
	free(settled->items);
}

/* Goes on once where words of two machines collide and the call says which are to stand. */
static const struct fault *run_settled(struct syncing *syncing, struct settled *settled, const char *keep)
{
	const struct exchange *exchange = syncing_exchange(syncing);
	const struct fault *fault = syncing_run(syncing);
	if (!fault || exchange->trouble != EXCHANGE_COLLIDES)
		return fault;
	if (!keep)
		return fault_new(FAULT_CONFLICT, "%s",
			_("what you wrote here and on another machine meets in the same words: look at both, then give "
			  "--keep here or --keep there"));
	settle(settled, &exchange->collisions, !strcmp(keep, "here"));
	syncing_settle(syncing, settled->items, settled->count);
	return syncing_run(syncing);
}

/* What a bundle says it has: it is for the one who opens it to say whether they believe that. */
static void add_claims(
	struct buffer *out, const struct review *review, const struct exchange *exchange, const char *path)
{
	struct buffer words = {0};
	char *shown = visible_take(path);
	for (size_t i = 0; i < exchange->claim_count; i++) {
		buffer_add_string(&words, i ? ", " : "");
		exchange_claim_words(&words, review, &exchange->claims[i]);
	}
	char *list = buffer_take(&words);
	if (exchange->claim_count)
		buffer_format(&words, _("%s says it is from: %s"), shown, list);
	else
		buffer_format(&words, _("%s holds nothing that is not here."), shown);
	line(out, &words);
	if (exchange->claim_count) {
		buffer_format(&words,
			_("Anybody can write such a file. If you are sure of where it comes from: paraphe sync %s "
			  "--accept"),
			shown);
		line(out, &words);
	}
	free(list);
	free(shown);
}

/* Whether everything that was to go has gone; of the secretariat the base, too. */
static bool all_sent(const struct exchange *exchange, const struct review *review)
{
	for (size_t i = 0; i < exchange->count; i++)
		if (exchange->items[i].fate != SEND_DONE)
			return false;
	return !exchange->base_apart || !decision_allowed(review);
}

static bool is_file(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static const struct fault *run(struct call *call)
{
	struct review *review = NULL;
	struct syncing *syncing = NULL;
	struct arrival arrival = {0};
	struct settled settled = {0};
	const char *keep = options_find(&call->options, "keep");
	const struct fault *fault = NULL;
	if (keep && strcmp(keep, "here") != 0 && strcmp(keep, "there") != 0)
		fault = fault_new(FAULT_MALFORMED, _("--keep is here or there, not “%.40s”"), keep);
	if (!fault)
		fault = call_review(&review, call);
	struct sync_order order = {.accepts = options_has(&call->options, "accept"),
		.asks = isatty(STDIN_FILENO) && isatty(STDERR_FILENO),
		.tell = tell};
	if (call->options.word_count && is_file(call->options.words[0]))
		order.file = call->options.words[0];
	else if (call->options.word_count)
		order.remote = call->options.words[0];
	if (!fault)
		arrival_begin(&arrival, review);
	if (!fault)
		fault = interrupt_open();
	if (!fault)
		fault = syncing_open(&syncing, review, &order);
	if (!fault)
		fault = run_settled(syncing, &settled, keep);
	if (syncing && !order.file)
		say_addresses(syncing_exchange(syncing));
	if (fault && syncing && syncing_exchange(syncing)->collisions.count)
		add_collisions(call->out, syncing_exchange(syncing));
	else if (!fault)
		fault = review_complete(review);
	if (!fault && order.file && !order.accepts)
		add_claims(call->out, review, syncing_exchange(syncing), order.file);
	else if (!fault)
		add_exchange(call->out, review, syncing_exchange(syncing), &arrival);
	if (!fault && !all_sent(syncing_exchange(syncing), review))
		call->status = COMMAND_FAILED;
	syncing_close(syncing);
	settled_clear(&settled);
	arrival_clear(&arrival);
	review_close(review);
	return fault;
}

const struct command command_sync = {"sync", "[REMOTE | FILE [--accept]] [--keep here|there]",
	N_("Fetches what the others have sent, and sends what one has written oneself: one's own branch and nothing "
	   "else. Of the secretariat the draft and its versions go with it. FILE is what `paraphe bundle` wrote."),
	options, 0, 1, run};
