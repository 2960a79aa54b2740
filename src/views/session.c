#include "views/session.h"

#include "act/recovery.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/place.h"
#include "store/settings.h"
#include "views/message.h"
#include "views/sending.h"
#include "views/who_view.h"

enum { SPELLING_MILLISECONDS = 100, SEALS_MILLISECONDS = 100 };

/* The words may be others, or the house's. */
static void proofread(struct session *session)
{
	if (!session->review->draft_whole || !session->proofreads)
		return;
	session->respelled += speller_begin(session->speller, session->review);
	errata_reload(&session->errata);
	errata_sweep(&session->errata); /* what was answered before is there at once */
	loop_wake(session->loop);
}

/* Underlining while one reads costs 14 MiB and, where nothing is kept yet, a second of idle time: it can be left out.
 */
static bool unasked(void)
{
	char *path = place_config("settings"), *value = settings_find(path, "spelling.unasked");
	bool no = value &&
		  (!strcmp(value, "no") || !strcmp(value, "false") || !strcmp(value, "off") || !strcmp(value, "0"));
	free(value);
	free(path);
	return !no;
}

void session_proofread(struct session *session)
{
	if (session->proofreads)
		return;
	session->proofreads = true;
	proofread(session);
}

/* New state stands: every view finds its ids again, and a frame is due. */
static void reloaded(struct session *session)
{
	if (!session->stack)
		return;
	seals_renew(session->seals);
	if (session->loading)
		errata_drop(&session->errata);
	else
		proofread(session);
	if (session->loading)
		crossed_check(&session->crossed, session->review);
	else
		message_fault(crossed_renew(&session->crossed, session->review));
	stack_reloaded(session->stack);
	stack_changed(session->stack);
}

/* What could not be read, each once: one sentence is said, several are counted and stand in the messages. */
static void say_notices(struct session *session)
{
	const struct buffer *notices = &session->review->notices;
	struct text rest = buffer_text(notices), line;
	size_t fresh = 0;
	if (text_equal(rest, buffer_text(&session->noticed)))
		return;
	while (text_line(&rest, &line)) {
		char *notice = text_take(line);
		if (notice[0] && !strstr(buffer_string(&session->noticed), notice)) {
			message_say(MESSAGE_INFO, "%s", notice);
			fresh++;
		}
		free(notice);
	}
	if (fresh > 1)
		message_say(MESSAGE_INFO,
			P_("%zu thing in the repository cannot be read or is left alone: F5 shows it.",
				"%zu things in the repository cannot be read or are left alone: F5 shows them.", fresh),
			fresh);
	buffer_empty(&session->noticed);
	buffer_add(&session->noticed, buffer_text(notices));
}

/* Somebody off the roster may write; who has mistyped an id should know it before they do. */
static void say_stranger(struct session *session)
{
	const struct review *review = session->review;
	const struct standing *standing = review->standing;
	bool asks =
		session->named && review->identity.id && !review->identity.listed && review->consultation.member_count;
	session->named = false;
	if (asks && (standing->me == STANDING_NONE || oid_is_zero(&standing->reviewers[standing->me].tip)))
		message_say(MESSAGE_INFO, _("Nobody on the roster is called %s: you act as somebody off the roster."),
			review->identity.id);
}

static void show_spelling(void *context)
{
	struct session *session = context;
	session->spelling_due = false;
	stack_changed(session->stack);
}

/* There is more to be seen of the speller. Its answers come by the hundred while a long draft is looked through: ten
 * frames a second show them, and keys do not wait behind them. */
static void spelling_moved(struct session *session)
{
	if (!session->spelling_due)
		loop_after(session->loop, SPELLING_MILLISECONDS, show_spelling, session);
	session->spelling_due = true;
}

/* Answers of the speller: more can be asked, and shown. */
static void heard(void *context)
{
	struct session *session = context;
	loop_wake(session->loop);
	spelling_moved(session);
}

static void show_seals(void *context)
{
	struct session *session = context;
	session->seals_due = false;
	stack_verified(session->stack);
}

/* More is known of signatures: answers of a few at a time are shown in one frame. */
static void sealed(void *context)
{
	struct session *session = context;
	if (!session->seals_due)
		loop_after(session->loop, SEALS_MILLISECONDS, show_seals, session);
	session->seals_due = true;
}

/* A slice of loading, while no key waits; when all is loaded, of looking into the signatures that a view has asked for,
 * then of looking the draft through. */
static bool slice(void *context)
{
	struct session *session = context;
	bool changed = false, more = false;
	if (!session->loading && seals_slice(session->seals))
		return true;
	if (!session->loading) {
		size_t before = session->errata.shown;
		more = errata_sweep(&session->errata);
		if (before != session->errata.shown)
			spelling_moved(session);
		return more;
	}
	if (message_fault(review_advance(session->review, &changed, &more)))
		more = false;
	session->loading = more;
	if (!more) {
		say_notices(session);
		say_stranger(session);
	}
	if (changed || !more)
		reloaded(session);
	return true;
}

/* Looks again. The base's text may be another one at once, what stands on it follows in slices: no frame may be drawn
 * in between by views that still count the old paragraphs. */
static void look_again(struct session *session)
{
	size_t generation = session->review->generation;
	review_notice(session->review);
	session_moved(session, generation);
}

static void moved(void *context)
{
	struct session *session = context;
	if (watch_changed(session->watch))
		look_again(session);
}

/* What the journal held from a window that was killed. */
static void recover(struct session *session)
{
	size_t recovered = 0;
	const struct fault *fault = recovery_replay(&recovered, session->review);
	if (message_fault(fault) || !recovered)
		return;
	message_say(MESSAGE_SAVED,
		P_("%zu act that an earlier window could not finish has been saved.",
			"%zu acts that an earlier window could not finish have been saved.", recovered),
		recovered);
}

const struct fault *session_know(struct session *session)
{
	struct review *review = session->review;
	const char *language = review->identity.language;
	if (!session->speaks && language)
		language_open(language);
	const struct consultation_draft *draft =
		session->reads || !language ? NULL : consultation_find(&review->consultation, language);
	return draft && draft != review_draft(review)
		       ? review_choose(review, (size_t)(draft - review->consultation.drafts))
		       : NULL;
}

const struct fault *session_open(struct session **out, const struct session_options *options)
{
	struct session *session = memory_new(1, sizeof *session);
	struct review_options review = {.folder = options->folder,
		.as = options->as,
		.draft = options->draft,
		.prefer_language = true,
		.in_slices = true};
	const struct fault *fault = review_open(&session->review, &review);
	if (fault) {
		free(session);
		return fault;
	}
	visit_read(&session->visit, session->review);
	const struct consultation *consultation = &session->review->consultation;
	const struct consultation_draft *last =
		session->visit.draft ? consultation_find(consultation, session->visit.draft) : NULL;
	session->speaks = options->language || language_named();
	session->reads = options->draft || last;
	if (!options->draft && last && last != review_draft(session->review))
		fault = review_choose(session->review, (size_t)(last - consultation->drafts));
	if (!fault)
		fault = session_know(session);
	if (!fault && watch_open(&session->watch, session->review->repository))
		session->watch = NULL; /* without it one presses ^L to look again */
	session->stack = stack_new(session);
	session->loop = loop_new(session->stack);
	session->speller = speller_open(session->loop, heard, session);
	errata_open(&session->errata, session->review, session->speller);
	session->seals = seals_open(session->loop, session->review, sealed, session);
	session->sending = sending_new(session);
	session->proofreads = unasked();
	if (fault) {
		session_close(session);
		return fault;
	}
	loop_idle(session->loop, slice, session);
	if (session->watch && watch_descriptor(session->watch) >= 0)
		loop_watch(session->loop, watch_descriptor(session->watch), moved, session);
	session->loading = true;
	session->opened = clock_now();
	session->named = options->as || getenv("PARAPHE_AS");
	recover(session);
	*out = session;
	return NULL;
}

void session_close(struct session *session)
{
	if (!session)
		return;
	stack_free(session->stack);
	sending_free(session->sending);
	errata_close(&session->errata);
	speller_close(session->speller);
	seals_close(session->seals);
	loop_free(session->loop);
	if (session->watch)
		watch_close(session->watch);
	visit_clear(&session->visit);
	crossed_clear(&session->crossed);
	buffer_clear(&session->noticed);
	review_close(session->review);
	free(session);
}

/* After "saved", which is true all the same. */
static void say_asides(struct session *session)
{
	struct text rest = buffer_text(&session->review->asides), line;
	while (text_line(&rest, &line)) {
		char *words = text_take(line);
		if (words[0])
			message_say(MESSAGE_ERROR, "%s", words);
		free(words);
	}
	buffer_empty(&session->review->asides);
}

void session_saved(struct session *session, const char *what)
{
	struct moment now = clock_local(clock_now());
	struct clock_fields at = clock_fields(now);
	session->saved_at = now;
	message_fault(review_complete(session->review));
	session->loading = false;
	say_notices(session);
	reloaded(session);
	if (what)
		message_say(MESSAGE_SAVED, _("%s · saved %02d:%02d"), what, at.hour, at.minute);
	else
		message_say(MESSAGE_SAVED, _("Saved %02d:%02d"), at.hour, at.minute);
	say_asides(session);
}

void session_moved(struct session *session, size_t generation)
{
	session->loading = true;
	if (generation != session->review->generation)
		reloaded(session);
	loop_wake(session->loop);
}

void session_looked(struct session *session)
{
	session->loading = false;
	say_notices(session);
	reloaded(session);
}

void session_settle(struct session *session)
{
	if (!session->loading)
		return;
	message_fault(review_complete(session->review));
	session->loading = false;
	say_notices(session);
	reloaded(session);
}

void session_catch_up(struct session *session)
{
	review_notice(session->review);
	session->loading = true;
	session_settle(session);
}

bool session_failed(struct session *session, const struct fault *fault)
{
	message_fault(fault);
	look_again(session);
	reloaded(session); /* the act may have looked again itself, before it failed */
	return false;
}

bool session_may_act(struct session *session)
{
	if (!session->review->journal || !repository_writable(session->review->repository)) {
		message_say(MESSAGE_ERROR, "%s",
			_("This repository cannot be written to: you can read, but nothing can be saved here."));
		return false;
	}
	if (session->review->identity.id)
		return true;
	stack_push(session->stack, who_view(session), 0);
	return false;
}

bool session_ready(struct session *session)
{
	if (session->review->draft_whole && session->review->generation > 0)
		return true;
	message_say(MESSAGE_INFO, "%s", _("The text is still being read; try again in a moment."));
	return false;
}

void session_ignore(struct session *session, struct text word, bool always)
{
	message_fault(speller_ignore(session->speller, session->review, word, always));
	session->respelled++;
	errata_recount(&session->errata);
	errata_sweep(&session->errata);
	loop_wake(session->loop);
	stack_reloaded(session->stack);
}

size_t session_block(const struct session *session, struct number number)
{
	number.plus = 0;
	if (!number.paragraph)
		return STANDING_NONE;
	size_t block = numbering_find(&session->review->numbering, number);
	return block == ALIGN_NONE ? STANDING_NONE : block;
}

size_t session_remark(const struct session *session, const char *uuid)
{
	size_t entry = threads_find(&session->review->standing->threads, uuid);
	return entry == THREAD_NONE ? STANDING_NONE : entry;
}

size_t session_amendment(const struct session *session, const char *name)
{
	return standing_amendment(session->review->standing, name);
}
