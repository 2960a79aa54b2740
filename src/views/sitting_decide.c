/* sitting_decide - decisions on what is marked, or else on the selected matter: one reason, one act */
#include "views/sitting_decide.h"

#include "act/deciding.h"
#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/decision.h"
#include "review/wording.h"
#include "views/amend_view.h"
#include "views/composer_view.h"
#include "views/message.h"
#include "views/prompt_view.h"
#include "views/sitting_abroad.h"
#include "views/sitting_rows.h"
#include "views/undone.h"

/* The matters meant: those marked that the filter shows, or else the selected one. */
struct meant {
	size_t *matters;
	size_t count, capacity;
};

static bool meant_find(struct meant *out, const struct sitting *sitting)
{
	*out = (struct meant){0};
	for (size_t i = 0; i < sitting->docket.count; i++)
		if (sitting_means(sitting, i))
			*ARRAY_ADD(out->matters, out->count, out->capacity) = i;
	size_t selected = out->count ? STANDING_NONE : sitting_selected(sitting);
	for (size_t i = 0; selected != STANDING_NONE && i < sitting->docket.count; i++)
		if (sitting->under[i] == selected) /* all of a set */
			*ARRAY_ADD(out->matters, out->count, out->capacity) = i;
	if (!out->count)
		message_say(MESSAGE_INFO, "%s", _("No proposal is shown here."));
	return out->count > 0;
}

/* What is asked about, or done to: kept by name and words. */
static void keep_meant(struct sitting *sitting, const struct meant *meant)
{
	sitting_unask(sitting);
	for (size_t i = 0; i < meant->count; i++)
		sitting_note(ARRAY_ADD(sitting->asked, sitting->asked_count, sitting->asked_capacity), sitting,
			meant->matters[i]);
}

bool sitting_may_decide(struct sitting *sitting)
{
	if (!session_may_act(sitting->session) || !session_ready(sitting->session))
		return false;
	if (!decision_allowed(sitting->session->review)) {
		message_say(MESSAGE_INFO, "%s", _("Only the secretariat decides on proposals."));
		return false;
	}
	session_settle(sitting->session); /* what is decided on is what stands now */
	return true;
}

/* One's own decision on a matter, NULL. */
static const struct annotation *own_decision(const struct sitting *sitting, size_t matter)
{
	const struct standing *standing = sitting->session->review->standing;
	const struct amendment *amendment = sitting_amendment(sitting, matter);
	for (size_t i = 0; i < amendment->decision_count; i++) {
		const struct remark *remark = &standing->remarks[amendment->decisions[i]];
		if (remark->reviewer == standing->me)
			return remark->annotation;
	}
	return NULL;
}

void sitting_plan_next(struct sitting *sitting, const size_t *rows, size_t count)
{
	bool *but = memory_new(sitting->rows, sizeof *but);
	for (size_t i = 0; i < count; i++)
		but[rows[i]] = true;
	size_t next = sitting_next_open(sitting, true, but);
	free(sitting->next);
	sitting->next = next == STANDING_NONE ? NULL : memory_string(sitting->names[next]);
	free(but);
}

void sitting_go_on(struct sitting *sitting)
{
	for (size_t i = 0; sitting->next && i < sitting->rows; i++)
		if (!strcmp(sitting->names[i], sitting->next))
			sitting_select(sitting, i);
	free(sitting->next);
	sitting->next = NULL;
}

/* "Retain §12 Sherpa A. Why?": by its name, for what is marked need not be where the cursor stands. */
void sitting_prompt(struct view *view, enum decision decision, const char *what, const char *own)
{
	struct sitting *sitting = view->state;
	struct buffer label = {0};
	/* TRANSLATORS: a proposal ("§12 Sherpa A"), or how many ("3 proposals") */
	buffer_format(&label,
		decision == DECISION_ACCEPTED   ? _("Retain %s. Why?")
		: decision == DECISION_REJECTED ? _("Do not retain %s. Why?")
						: _("Take note of %s. Why?"),
		what);
	free(sitting->offered);
	sitting->offered = memory_string(sitting->left[decision] ? sitting->left[decision] : own ? own : "");
	const char *enter = decision == DECISION_ACCEPTED   ? N_("retain")
			    : decision == DECISION_REJECTED ? N_("do not retain")
							    : N_("note");
	stack_push(view->stack, prompt_view(buffer_string(&label), text_of(sitting->offered), false, enter),
		SITTING_REASON);
	buffer_clear(&label);
}

/* With the reason that stands already. */
bool sitting_ask(struct view *view, enum decision decision)
{
	struct sitting *sitting = view->state;
	struct meant meant;
	if (!sitting_marked(sitting, NULL) && sitting_selected_abroad(sitting) != STANDING_NONE)
		return sitting_ask_abroad(view, decision);
	if (!sitting_may_decide(sitting) || !meant_find(&meant, sitting))
		return true;
	const struct annotation *own = meant.count == 1 ? own_decision(sitting, meant.matters[0]) : NULL;
	sitting->deciding = decision;
	keep_meant(sitting, &meant);
	struct buffer what = {0};
	if (meant.count == 1)
		sitting_name(&what, sitting->session->review, &sitting->docket.items[meant.matters[0]]);
	else
		buffer_format(&what, P_("%zu proposal", "%zu proposals", meant.count), meant.count);
	size_t hidden;
	sitting_marked(sitting, &hidden);
	if (hidden) /* TRANSLATORS: "Retain 2 proposals, not the 3 marked that the filter hides. Why?" */
		buffer_format(&what,
			P_(", not the %zu marked that the filter hides", ", not the %zu marked that the filter hides",
				hidden),
			hidden);
	sitting_prompt(view, decision, buffer_string(&what), own ? own->text : NULL);
	buffer_clear(&what);
	free(meant.matters);
	return true;
}

/* How many of what was just decided, which is what was asked about, cannot go in as things stand. */
static void say_stuck(const struct sitting *sitting)
{
	size_t stuck = 0;
	for (size_t i = 0; i < sitting->asked_count; i++) {
		size_t matter = sitting_noted(sitting, &sitting->asked[i]);
		stuck += matter != STANDING_NONE && sitting->docket.items[matter].stuck;
	}
	if (stuck)
		message_say(MESSAGE_INFO,
			P_("%zu of these cannot go in as things stand: a rival is retained, too, or the text has "
			   "changed under it.",
				"%zu of these cannot go in as things stand: rivals are retained, too, or the text has "
				"changed under them.",
				stuck),
			stuck);
}

static void say_decided(struct sitting *sitting, const char *one, size_t count)
{
	char *many = memory_format(P_("%zu proposal", "%zu proposals", count), count);
	char *what = memory_format("%s%s%s", wording_decision(sitting->deciding), _(": "), count == 1 ? one : many);
	session_saved(sitting->session, what);
	say_stuck(sitting);
	free(what);
	free(many);
}

/* What the reason was asked for, provided that all of it has the words it had then: nobody decides on words they have
 * not seen. */
static bool asked_find(struct meant *out, const struct sitting *sitting)
{
	*out = (struct meant){0};
	for (size_t i = 0; i < sitting->asked_count; i++) {
		size_t matter = sitting_noted(sitting, &sitting->asked[i]);
		if (matter != STANDING_NONE) {
			*ARRAY_ADD(out->matters, out->count, out->capacity) = matter;
			continue;
		}
		message_say(MESSAGE_ERROR, _("%s has been changed or withdrawn meanwhile: nothing is decided."),
			sitting->asked[i].name);
		free(out->matters);
		return false;
	}
	return out->count > 0;
}

void sitting_decide(struct sitting *sitting, struct text reason)
{
	struct meant meant;
	struct buffer ids = {0}, one = {0};
	if (sitting->asked_abroad.name) {
		sitting_decide_abroad(sitting, reason);
		return;
	}
	if (!asked_find(&meant, sitting))
		return;
	size_t *amendments = memory_new(meant.count, sizeof *amendments), count = meant.count;
	for (size_t i = 0; i < count; i++)
		amendments[i] = sitting->docket.items[meant.matters[i]].amendment;
	sitting_name(&one, sitting->session->review, &sitting->docket.items[meant.matters[0]]);
	sitting_plan_next(sitting, meant.matters, meant.count);
	const struct decide_order order = {
		.amendments = amendments, .count = count, .decision = sitting->deciding, .reason = text_trim(reason)};
	const struct fault *fault = deciding_run(&ids, sitting->session->review, &order);
	if (fault) {
		session_failed(sitting->session, fault);
	} else {
		free(sitting->left[sitting->deciding]);
		sitting->left[sitting->deciding] = NULL;
		say_decided(sitting, buffer_string(&one), count);
		sitting_unmark_asked(sitting);
		sitting_go_on(sitting);
	}
	free(amendments);
	free(meant.matters);
	buffer_clear(&ids);
	buffer_clear(&one);
}

void sitting_leave(struct sitting *sitting, struct text reason)
{
	char **left = &sitting->left[sitting->deciding];
	if (text_equal(reason, text_of(sitting->offered)))
		return; /* nothing was typed */
	free(*left);
	*left = text_trim(reason).size ? text_take(reason) : NULL;
}

bool sitting_take_back(struct sitting *sitting)
{
	struct meant meant;
	if (!sitting_marked(sitting, NULL) && sitting_selected_abroad(sitting) != STANDING_NONE) {
		message_say(MESSAGE_INFO, "%s",
			_("u takes it back; or, in that translation, its own desk (F4 other-text, then d)."));
		return true;
	}
	if (!sitting_may_decide(sitting) || !meant_find(&meant, sitting))
		return true;
	size_t *amendments = NULL, count = 0, capacity = 0;
	for (size_t i = 0; i < meant.count; i++) {
		const struct matter *matter = &sitting->docket.items[meant.matters[i]];
		for (size_t j = 0; j < matter->member_count; j++)
			*ARRAY_ADD(amendments, count, capacity) = matter->members[j];
	}
	keep_meant(sitting, &meant);
	const struct fault *fault = deciding_withdraw(sitting->session->review, amendments, count);
	if (fault) {
		session_failed(sitting->session, fault);
	} else {
		session_saved(sitting->session, _("Decision taken back"));
		sitting_unmark_asked(sitting);
	}
	free(amendments);
	free(meant.matters);
	return true;
}

bool sitting_undo(struct sitting *sitting, bool redo)
{
	if (redo || !undone_asks(sitting->session, SITTING_UNDO))
		sitting_undone(sitting, redo);
	return true;
}

void sitting_undone(struct sitting *sitting, bool redo)
{
	char *subject;
	if (undone_run(&subject, sitting->session, redo)) {
		const char *name = strrchr(subject, ' '); /* "Retain the proposal sherpa-b:12" */
		size_t amendment = name ? session_amendment(sitting->session, name + 1) : STANDING_NONE;
		if (amendment != STANDING_NONE && amendment < sitting->docket.of_count)
			sitting_select(sitting, sitting->docket.of[amendment]);
	}
	free(subject);
}

/* --- own words */

/* Whether they are about one paragraph, so that one wording can take their place. */
static bool one_paragraph(const struct sitting *sitting, const struct meant *meant)
{
	const struct amendment *first = sitting_amendment(sitting, meant->matters[0]);
	for (size_t i = 1; i < meant->count; i++) {
		const struct amendment *other = sitting_amendment(sitting, meant->matters[i]);
		if (first->kind == AMEND_INSERT || other->kind == AMEND_INSERT || other->block != first->block ||
			other->extent != first->extent)
			return false;
	}
	return true;
}

/* The words to start from: all of them together where that can be, else the first's. */
static void start_words(struct buffer *out, const struct sitting *sitting, const struct meant *meant)
{
	const struct amendment *first = sitting_amendment(sitting, meant->matters[0]);
	enum amendment_kind kind;
	if (meant->count > 1 && sitting->taking && first->block < sitting->session->review->draft->count) {
		bool *also = memory_new(sitting->docket.of_count, sizeof *also);
		for (size_t i = 0; i < meant->count; i++)
			also[sitting->docket.items[meant->matters[i]].amendment] = true;
		(void)taking_read(out, sitting->taking, first->block, also);
		free(also);
	}
	if (!out->size)
		buffer_add(out, amendment_taken(first, &kind));
	if (!out->size) /* a deletion */
		buffer_add(out, buffer_text(&first->was));
}

bool sitting_own_words(struct view *view)
{
	struct sitting *sitting = view->state;
	struct meant meant;
	struct buffer words = {0};
	if (!sitting_marked(sitting, NULL) && sitting_selected_abroad(sitting) != STANDING_NONE)
		return sitting_source(view);
	if (!sitting_may_decide(sitting) || !meant_find(&meant, sitting))
		return true;
	if (!one_paragraph(sitting, &meant)) {
		message_say(MESSAGE_INFO, "%s", _("Own words are for one paragraph: what is marked is about several."));
		free(meant.matters);
		return true;
	}
	const struct amendment *first = sitting_amendment(sitting, meant.matters[0]);
	const struct annotation *own = own_decision(sitting, meant.matters[0]);
	size_t *amendments = memory_new(meant.count, sizeof *amendments);
	for (size_t i = 0; i < meant.count; i++)
		amendments[i] = sitting->docket.items[meant.matters[i]].amendment;
	start_words(&words, sitting, &meant);
	char *unfinished = amend_view_deciding(sitting->session, first->name);
	const struct amend_view_order order = {.kind = AMEND_VIEW_DECISION,
		.block = first->block,
		.decides = amendments,
		.decide_count = meant.count,
		.text = buffer_text(&words),
		.reason = text_of(own && decision_of(own) == DECISION_MODIFIED ? own->text : NULL),
		.unfinished = unfinished};
	keep_meant(sitting, &meant);
	sitting_plan_next(sitting, meant.matters, meant.count);
	struct view *editor = amend_view(sitting->session, &order);
	if (editor)
		stack_push(view->stack, editor, SITTING_WORDS);
	if (editor && unfinished)
		message_say(MESSAGE_INFO, "%s", _("Your unfinished text is taken up again."));
	free(unfinished);
	free(amendments);
	buffer_clear(&words);
	free(meant.matters);
	return true;
}

void sitting_decided(struct sitting *sitting)
{
	say_stuck(sitting);
	sitting_unmark_asked(sitting);
	sitting_go_on(sitting);
}

bool sitting_answer(struct view *view)
{
	struct sitting *sitting = view->state;
	size_t selected = sitting_selected(sitting);
	if (sitting_selected_abroad(sitting) != STANDING_NONE)
		message_say(
			MESSAGE_INFO, "%s", _("What is proposed in a translation is answered there (F4 other-text)."));
	if (selected == STANDING_NONE || !session_may_act(sitting->session))
		return true;
	struct composer_order order = {.kind = COMPOSE_ANSWER, .target = sitting->names[selected]};
	struct view *composer = composer_view(sitting->session, &order);
	if (composer)
		stack_push(view->stack, composer, SITTING_ANSWER);
	return true;
}
