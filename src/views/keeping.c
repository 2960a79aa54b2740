#include "views/keeping.h"

#include "base/language.h"
#include "views/message.h"

const struct fault *keeping_open(struct keeping *keeping, struct session *session, const char *taken,
	void (*fill)(void *context, struct unfinished *now), void *context)
{
	*keeping = (struct keeping){.session = session, .fill = fill, .context = context};
	keeping->named = session->review->identity.id != NULL;
	return recovery_begin(&keeping->text, session->review, taken);
}

static void due(void *context)
{
	struct keeping *keeping = context;
	keeping_now(keeping);
	stack_changed(keeping->session->stack);
}

static void forget_timer(struct keeping *keeping)
{
	if (keeping->session && keeping->session->loop)
		loop_after(keeping->session->loop, -1, due, keeping);
}

void keeping_touch(struct keeping *keeping)
{
	keeping->pending = true;
	keeping->warned = false;
	if (keeping->session->loop)
		loop_after(keeping->session->loop, KEEPING_MILLISECONDS, due, keeping);
}

/* Who is at the keyboard may have become known meanwhile; what was kept before belonged to nobody. */
static const struct fault *begin_named(struct keeping *keeping)
{
	if (keeping->named || !keeping->session->review->identity.id)
		return NULL;
	recovery_done(keeping->text);
	keeping->text = NULL;
	keeping->named = true;
	return recovery_begin(&keeping->text, keeping->session->review, NULL);
}

static void say_trouble(struct keeping *keeping, const struct fault *fault)
{
	keeping->kept_at = (struct moment){0};
	if (keeping->troubled)
		return;
	keeping->troubled = true;
	message_say(MESSAGE_ERROR, _("What you type cannot be kept as a draft (%s). You can go on and save it."),
		fault_text(fault));
}

bool keeping_now(struct keeping *keeping)
{
	struct unfinished now = {0};
	const struct fault *fault = begin_named(keeping);
	if (!fault && (!keeping->text || !keeping->pending))
		return keeping->text != NULL;
	if (!fault) {
		keeping->fill(keeping->context, &now);
		fault = recovery_keep(keeping->text, &now);
	}
	if (fault) {
		say_trouble(keeping, fault);
	} else {
		bool empty = !(now.text && now.text[0]) && !(now.reason && now.reason[0]);
		keeping->kept_at = empty ? (struct moment){0} : clock_local(clock_now());
		keeping->troubled = keeping->pending = false;
	}
	unfinished_clear(&now);
	return !fault;
}

void keeping_done(struct keeping *keeping)
{
	forget_timer(keeping);
	recovery_done(keeping->text);
	keeping->text = NULL;
	keeping->session = NULL;
}

bool keeping_may_leave(struct keeping *keeping)
{
	if (keeping_now(keeping) || keeping->warned)
		return true;
	keeping->warned = true;
	message_say(MESSAGE_ERROR, "%s",
		_("Your text cannot be kept as a draft. Save it with F2, or press Esc again to give it up."));
	return false;
}

bool keeping_leave(struct keeping *keeping)
{
	forget_timer(keeping);
	bool kept = keeping_now(keeping);
	recovery_leave(keeping->text);
	keeping->text = NULL;
	keeping->session = NULL;
	return kept;
}

void keeping_state(struct buffer *out, const struct keeping *keeping)
{
	if (keeping->troubled) {
		buffer_add_string(out, _("draft not kept"));
	} else if (keeping->kept_at.seconds) {
		struct clock_fields at = clock_fields(keeping->kept_at);
		buffer_format(out, _("draft kept %02d:%02d"), at.hour, at.minute);
	}
}

/* The draft it was begun on, where another one is being read. */
static const struct fault *turn_to(struct session *session, const char *path)
{
	struct review *review = session->review;
	const struct consultation *consultation = &review->consultation;
	const struct consultation_draft *draft = path ? consultation_find(consultation, path) : NULL;
	if (!draft)
		return fault_new(
			FAULT_MISSING, "%s", _("the draft this text belongs to is not in the consultation any more"));
	if (draft == review_draft(review))
		return NULL;
	const struct fault *fault = review_choose(review, (size_t)(draft - consultation->drafts));
	if (fault)
		return fault;
	fault = review_complete(review);
	stack_reloaded(session->stack); /* the text is another one, whatever could not be read about it */
	return fault;
}

bool keeping_find(struct unfinished *out, struct session *session, const char *name)
{
	struct unfinished_list list;
	const struct fault *fault = recovery_list(&list, session->review);
	bool found = false;
	*out = (struct unfinished){0};
	for (size_t i = 0; !fault && i < list.count && !found; i++) {
		found = !strcmp(list.items[i].name, name);
		if (!found)
			continue;
		*out = list.items[i];
		list.items[i] = (struct unfinished){0};
	}
	unfinished_list_clear(&list);
	if (!fault && !found)
		fault = fault_new(
			FAULT_BUSY, "%s", _("this draft is open in another window, or has been saved there meanwhile"));
	if (!fault)
		fault = turn_to(session, out->draft);
	if (fault)
		unfinished_clear(out);
	return !message_fault(fault);
}
