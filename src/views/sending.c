#include "views/sending.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "act/syncing.h"
#include "base/array.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/place.h"
#include "review/arrival.h"
#include "store/settings.h"
#include "views/message.h"
#include "views/screen.h"
#include "views/settle_view.h"

enum { MINUTE = 60 * 1000, MINUTES_MOST = 24 * 60, EVERY_LEAST = 1000, SHOWN_MILLISECONDS = 200 };

struct sending {
	struct session *session;
	struct syncing *syncing; /* NULL: none is under way */
	int descriptor;          /* that the loop watches; -1 */
	struct arrival arrival;
	struct settlement *settlements; /* with their words, ours */
	size_t settled;
	bool unasked;  /* it began by itself */
	bool settling; /* somebody chooses words */
	bool shown;    /* a frame that shows how far it is will be drawn */
	int every;     /* milliseconds; 0: only when asked for */
};

static void due(void *context);

/* --- the end of one */

static void drop_settlements(struct sending *sending)
{
	for (size_t i = 0; i < sending->settled; i++) {
		free((char *)sending->settlements[i].path);
		free((char *)sending->settlements[i].words.bytes);
	}
	free(sending->settlements);
	sending->settlements = NULL;
	sending->settled = 0;
}

static void unwatch(struct sending *sending)
{
	if (sending->descriptor >= 0)
		loop_unwatch(sending->session->loop, sending->descriptor);
	sending->descriptor = -1;
}

static void drop(struct sending *sending)
{
	unwatch(sending);
	syncing_close(sending->syncing);
	sending->syncing = NULL;
	arrival_clear(&sending->arrival);
	drop_settlements(sending);
	sending->settling = false;
	if (sending->every)
		loop_after(sending->session->loop, sending->every, due, sending);
	stack_changed(sending->session->stack);
}

/* Where what is sent goes somewhere else than one has written down. */
static void say_addresses(const struct exchange *exchange)
{
	if (exchange->address && strcmp(exchange->address, exchange->written) != 0)
		message_say(MESSAGE_INFO, _("%s is %s, and the configuration makes %s of it"), exchange->remote,
			exchange->written, exchange->address);
	if (exchange->address && exchange->push_address && strcmp(exchange->push_address, exchange->address) != 0)
		message_say(MESSAGE_INFO, _("%s: what is sent goes to %s"), exchange->remote, exchange->push_address);
}

static void say_notices(const struct exchange *exchange)
{
	struct text rest = buffer_text(&exchange->notices), line;
	while (text_line(&rest, &line)) {
		char *notice = text_take(line);
		message_say(MESSAGE_INFO, "%s", notice);
		free(notice);
	}
}

/* What was sent, in one sentence; what was not, each in one of its own. True when something was not. */
static bool add_items(struct buffer *out, const struct sending *sending, const struct exchange *exchange)
{
	bool refused = false;
	for (size_t i = 0; i < exchange->count; i++) {
		struct buffer words = {0};
		exchange_item_words(&words, sending->session->review, &exchange->items[i]);
		if (exchange->items[i].fate == SEND_DONE)
			buffer_format(out, "%s%s", out->size ? " · " : "", buffer_string(&words));
		else
			message_say(MESSAGE_ERROR, "%s", buffer_string(&words));
		refused |= exchange->items[i].fate != SEND_DONE;
		buffer_clear(&words);
	}
	return refused;
}

static void say_all(struct sending *sending)
{
	const struct exchange *exchange = syncing_exchange(sending->syncing);
	struct buffer words = {0}, news = {0};
	say_addresses(exchange);
	say_notices(exchange);
	if (exchange->brought)
		buffer_format(&words,
			P_("%zu act of yours from another machine is here now.",
				"%zu acts of yours from another machine are here now.", exchange->brought),
			exchange->brought);
	bool refused = add_items(&words, sending, exchange);
	arrival_words(&news, &sending->arrival, sending->session->review);
	if (news.size) {
		buffer_add_string(&words, words.size ? " · " : "");
		buffer_format(&words, _("New: %s"), buffer_string(&news));
	}
	if (words.size && !refused)
		message_say(MESSAGE_SAVED, "%s", buffer_string(&words));
	else if (words.size)
		message_say(MESSAGE_ERROR, "%s", buffer_string(&words));
	else if (!refused && !sending->unasked && !exchange->notices.size)
		message_say(MESSAGE_INFO, "%s", _("Nothing new, and nothing to send."));
	buffer_clear(&news);
	buffer_clear(&words);
}

static size_t unsent(const struct review *review)
{
	const struct standing *standing = review->standing;
	return standing->me == STANDING_NONE ? 0 : standing->reviewers[standing->me].unsent;
}

static void say_offline(const struct sending *sending)
{
	const char *remote = syncing_exchange(sending->syncing)->remote;
	size_t count = unsent(sending->session->review);
	if (count)
		message_say(MESSAGE_INFO,
			P_("No connection to %s now; %zu act waits to be sent. v tries again.",
				"No connection to %s now; %zu acts wait to be sent. v tries again.", count),
			remote, count);
	else
		message_say(MESSAGE_INFO, _("No connection to %s now. v tries again."), remote);
}

/* --- on the way */

/* Whether the page on top may be left or covered: nobody is typing there. */
static bool is_free(const struct sending *sending)
{
	const struct view *top = stack_top(sending->session->stack);
	return top && !view_wants_text(top);
}

/* At the terminal, where git may ask; the screen comes back afterwards. */
static const struct fault *run_at_terminal(struct sending *sending)
{
	unwatch(sending);
	screen_leave();
	syncing_ask(sending->syncing);
	const struct fault *fault = syncing_run(sending->syncing);
	screen_return();
	/* ^C was for what ran there. */
	if (interrupt_take() & INTERRUPT_END)
		raise(SIGTERM);
	stack_changed(sending->session->stack);
	return fault;
}

static void say_stopped(enum message_kind kind)
{
	message_say(kind, "%s", _("Stopped. What you wrote is kept, and can be sent later."));
}

static void fail(struct sending *sending, const struct fault *fault)
{
	const struct exchange *exchange = syncing_exchange(sending->syncing);
	if (exchange->trouble == EXCHANGE_OFFLINE && !sending->unasked)
		say_offline(sending);
	else if (exchange->trouble == EXCHANGE_STOPPED)
		say_stopped(MESSAGE_ERROR); /* so that no ^C that is still on its way wipes it unread */
	else if (exchange->trouble != EXCHANGE_OFFLINE)
		message_fault(fault);
	drop(sending);
}

/* What one's two machines have written meets in the same words. */
static void settle(struct sending *sending)
{
	const struct exchange *exchange = syncing_exchange(sending->syncing);
	unwatch(sending);
	if (sending->unasked || !is_free(sending)) {
		message_say(MESSAGE_INFO, "%s",
			_("What you wrote here and on another machine meets in the same words: v shows them."));
		drop(sending);
		return;
	}
	sending->settling = true;
	stack_push(sending->session->stack, settle_join_view(sending->session, &exchange->collisions), 0);
}

static void advance(void *context);

static void watch(struct sending *sending)
{
	int descriptor = syncing_descriptor(sending->syncing);
	if (descriptor == sending->descriptor)
		return;
	unwatch(sending);
	sending->descriptor = descriptor;
	if (descriptor >= 0)
		loop_watch(sending->session->loop, descriptor, advance, sending);
}

static void show(void *context)
{
	struct sending *sending = context;
	sending->shown = false;
	stack_changed(sending->session->stack);
}

/* git reports many times a second: a few frames of it are enough. */
static void show_soon(struct sending *sending)
{
	if (!sending->shown)
		loop_after(sending->session->loop, SHOWN_MILLISECONDS, show, sending);
	sending->shown = true;
}

static void advance(void *context)
{
	struct sending *sending = context;
	struct session *session = sending->session;
	size_t generation = session->review->generation;
	bool more = false;
	unwatch(sending); /* the descriptor is the child's, which may end */
	const struct fault *fault = syncing_advance(sending->syncing, &more);
	enum exchange_trouble trouble = syncing_exchange(sending->syncing)->trouble;
	if (fault && trouble == EXCHANGE_ASKS && !sending->unasked && is_free(sending)) {
		fault = run_at_terminal(sending);
		trouble = syncing_exchange(sending->syncing)->trouble;
	}
	session_moved(session, generation);
	if (!fault && more) {
		watch(sending);
		show_soon(sending);
		return;
	}
	if (fault && trouble == EXCHANGE_COLLIDES) {
		settle(sending);
	} else if (fault) {
		fail(sending, fault);
	} else {
		session_settle(session);
		say_all(sending);
		drop(sending);
	}
}

/* --- from outside */

/* The terminal is given over. */
static void tell(const char *words)
{
	printf("%s\n", words);
	fflush(stdout);
}

static void start(struct sending *sending, bool unasked)
{
	struct session *session = sending->session;
	const struct sync_order order = {.tell = tell};
	const struct fault *fault = syncing_open(&sending->syncing, session->review, &order);
	if (fault) {
		sending->syncing = NULL;
		if (!unasked)
			message_fault(fault);
		return;
	}
	session_settle(session); /* what is here already is nothing new afterwards */
	arrival_begin(&sending->arrival, session->review);
	sending->unasked = unasked;
	loop_after(session->loop, -1, due, sending);
	advance(sending);
}

/* The interval is over. */
static void due(void *context)
{
	struct sending *sending = context;
	if (!sending->syncing && !sending->session->loading && sending->session->review->remote &&
		!sending->session->stack->door)
		start(sending, true);
	if (!sending->syncing && sending->every)
		loop_after(sending->session->loop, sending->every, due, sending);
}

/* As the user's settings say; a part of a minute is fine, too. */
static int interval(void)
{
	char *path = place_config("settings"), *value = settings_find(path, "sync.every");
	double minutes = value ? strtod(value, NULL) : 0;
	free(value);
	free(path);
	if (!(minutes > 0)) /* nor what is no number */
		return 0;
	if (minutes > MINUTES_MOST)
		minutes = MINUTES_MOST;
	return (int)(minutes * MINUTE) < EVERY_LEAST ? EVERY_LEAST : (int)(minutes * MINUTE);
}

struct sending *sending_new(struct session *session)
{
	struct sending *sending = memory_new(1, sizeof *sending);
	sending->session = session;
	sending->descriptor = -1;
	sending->every = interval();
	if (sending->every)
		loop_after(session->loop, sending->every, due, sending);
	return sending;
}

void sending_free(struct sending *sending)
{
	if (!sending)
		return;
	syncing_close(sending->syncing);
	arrival_clear(&sending->arrival);
	drop_settlements(sending);
	free(sending);
}

void sending_start(struct sending *sending)
{
	if (sending->syncing)
		message_say(MESSAGE_INFO, "%s", _("It is being sent already; Esc stops it."));
	else
		start(sending, false);
}

bool sending_stop(struct sending *sending)
{
	if (!sending->syncing)
		return false;
	drop(sending);
	say_stopped(MESSAGE_INFO);
	return true;
}

bool sending_runs(const struct sending *sending)
{
	return sending->syncing != NULL;
}

void sending_say(struct buffer *out, const struct sending *sending)
{
	if (sending->syncing && !sending->settling)
		syncing_say(out, sending->syncing);
}

void sending_settle(struct sending *sending, const struct settlement *settlements, size_t count)
{
	if (!sending->syncing)
		return;
	drop_settlements(sending);
	sending->settlements = memory_new(count, sizeof *sending->settlements);
	sending->settled = count;
	for (size_t i = 0; i < count; i++) {
		const struct settlement *from = &settlements[i];
		sending->settlements[i] =
			(struct settlement){.path = memory_string(from->path), .base_block = from->base_block};
		if (from->words.bytes)
			sending->settlements[i].words = (struct text){text_take(from->words), from->words.size};
	}
	sending->settling = false;
	syncing_settle(sending->syncing, sending->settlements, count);
	advance(sending);
}
