/* sitting_paper - the right pane: what the paragraph would read, every wording proposed for it, the words of today, and
 * what is said about it */
#include "views/sitting_paper.h"

#include "base/language.h"
#include "base/memory.h"
#include "review/amendment.h"
#include "review/decision.h"
#include "review/translation.h"
#include "text/case.h"
#include "views/sitting_abroad.h"
#include "views/sitting_list.h"
#include "views/underline.h"

static void add_heading(struct paper *paper, const char *words)
{
	paper_add_string(paper, words, STYLE_HEADING);
	paper_add_string(paper, "\n", STYLE_PLAIN);
}

/* The paragraph of the base that a matter is about; STANDING_NONE where there is none (an insertion, one that is gone).
 */
static size_t block_of(const struct sitting *sitting, const struct amendment *amendment)
{
	const struct draft *draft = sitting->session->review->draft;
	bool none = amendment->kind == AMEND_INSERT || amendment->gone || amendment->block >= draft->count;
	return none ? STANDING_NONE : amendment->block;
}

/* Whether two matters are about one paragraph, or insert behind the same. */
static bool beside(const struct amendment *a, const struct amendment *b)
{
	if ((a->kind == AMEND_INSERT) != (b->kind == AMEND_INSERT))
		return false;
	return a->block == b->block || amendment_covers(a, b->block) || amendment_covers(b, a->block);
}

static void add_base(struct sitting *sitting, const struct amendment *amendment)
{
	struct buffer words = {0};
	if (block_of(sitting, amendment) == STANDING_NONE)
		return;
	struct paper *paper = &conversation_add_text(&sitting->bearing, "base")->paper;
	amendment_base_words(&words, amendment, sitting->session->review->draft);
	add_heading(paper, _("As it stands"));
	paper_add(paper, buffer_text(&words), STYLE_PLAIN, true);
	buffer_clear(&words);
}

/* What is tried out: which amendments, and the numbers of their wordings, "1, 3". */
struct trial {
	bool *also; /* by amendment */
	struct buffer numbers;
	size_t count;
};

/* What is marked of this paragraph and waits for a decision, or else the selected one. */
static void try_out(struct trial *trial, const struct sitting *sitting, size_t matter, size_t number)
{
	const struct matter *at = &sitting->docket.items[matter];
	buffer_format(&trial->numbers, "%s%zu", trial->count++ ? ", " : "", number);
	for (size_t i = 0; i < at->member_count; i++)
		trial->also[at->members[i]] = true;
}

static bool may_be_tried(const struct sitting *sitting, size_t matter)
{
	return sitting->docket.items[matter].decision == DECISION_NONE;
}

/* What is tried out, by the numbers that the wordings have in the order of the text. */
static size_t find_trial(struct trial *trial, const struct sitting *sitting, size_t selected)
{
	const struct amendment *amendment = sitting_amendment(sitting, selected);
	size_t number = 0, own = 0;
	bool any = false;
	for (size_t i = 0; i < sitting->docket.count; i++) {
		if (!beside(amendment, sitting_amendment(sitting, i)))
			continue;
		number++;
		own = i == selected ? number : own;
		if (sitting_means(sitting, i) && may_be_tried(sitting, i)) {
			try_out(trial, sitting, i, number);
			any = true;
		}
	}
	if (!any && may_be_tried(sitting, selected))
		try_out(trial, sitting, selected, own);
	return own;
}

/* The selected wording first, then the others of the paragraph. */
static void add_wordings(struct sitting *sitting, size_t selected, size_t own)
{
	const struct amendment *amendment = sitting_amendment(sitting, selected);
	size_t number = 0;
	conversation_add_amendment(&sitting->bearing, sitting->docket.items[selected].amendment, own);
	for (size_t i = 0; i < sitting->docket.count; i++) {
		if (!beside(amendment, sitting_amendment(sitting, i)))
			continue;
		number++;
		if (i != selected)
			conversation_add_amendment(&sitting->bearing, sitting->docket.items[i].amendment, number);
	}
	sitting->bearing.amendments = number;
}

/* The translations of this text, "EN, ES"; empty where it is one itself, or there are none. */
static void add_languages(struct buffer *out, const struct review *review)
{
	const struct consultation *consultation = &review->consultation;
	if (review_draft(review) != consultation_source(consultation))
		return;
	for (size_t i = 0; i < consultation->draft_count; i++) {
		if (!translation_is(review, i))
			continue;
		buffer_add_string(out, out->size ? ", " : "");
		case_upper(out, text_of(consultation->drafts[i].language));
	}
}

/* What retaining it asks of the translators, behind the heading, by the marks that they see: ◆ EN, ES. */
static void add_consequence(struct paper *paper, const struct sitting *sitting, const struct amendment *amendment)
{
	struct buffer languages = {0};
	bool drops = amendment->decision == DECISION_REJECTED || amendment->decision == DECISION_NOTED;
	if (!drops && amendment->kind != AMEND_MOVE && strcmp(amendment->type, "ed") != 0)
		add_languages(&languages, sitting->session->review);
	if (languages.size) {
		paper_add_string(paper,
			amendment->kind == AMEND_INSERT   ? " · + "
			: amendment->kind == AMEND_DELETE ? " · − "
							  : " · ◆ ",
			STYLE_STALE);
		paper_add(paper, buffer_text(&languages), STYLE_STALE, false);
	}
	buffer_clear(&languages);
}

static void add_result_heading(struct paper *paper, const struct sitting *sitting, const struct amendment *amendment,
	const struct trial *trial)
{
	/* TRANSLATORS: numbers of proposals, as in "1, 3" */
	char *words = trial->numbers.size ? memory_format(P_("If %s is retained", "If %s are retained", trial->count),
						    buffer_string((struct buffer *)&trial->numbers))
					  : memory_string(_("As decided"));
	paper_add_string(paper, words, STYLE_HEADING);
	add_consequence(paper, sitting, amendment);
	paper_add_string(paper, "\n", STYLE_PLAIN);
	free(words);
}

static void add_inserted(struct sitting *sitting, struct paper *paper, const struct amendment *amendment)
{
	enum amendment_kind kind;
	struct text words = amendment_taken(amendment, &kind);
	if (amendment->decision == DECISION_REJECTED || amendment->decision == DECISION_NOTED) {
		paper_add_string(paper, _("No paragraph is added."), STYLE_DIM);
		return;
	}
	paper_add(paper, words, STYLE_PLAIN, true);
	buffer_add(&sitting->result, words);
}

static void add_reading(
	struct sitting *sitting, struct paper *paper, const struct amendment *amendment, const struct trial *trial)
{
	switch (taking_read(&sitting->result, sitting->taking, amendment->block, trial->also)) {
	case READS_NOT:
		paper_add_string(paper,
			amendment->collides_with_base ? _("The text has changed under it: own words (e) settle that.")
			: trial->count > 1            ? _("These cannot stand together: retain one of them, or give "
								     "own words (e).")
						      : _("A rival is retained already: take that back, or give own "
								     "words (e)."),
			STYLE_COLLISION);
		break;
	case READS_DELETED:
		paper_add_string(paper, _("The paragraph is gone."), STYLE_DELETED);
		break;
	case READS_AS_BASE:
		paper_add_string(paper,
			amendment->kind == AMEND_MOVE || amendment->moved_too ? _("The same words, at another place.")
									      : _("The words of today."),
			STYLE_DIM);
		buffer_empty(&sitting->result);
		break;
	case READS_OTHERWISE:
		paper_add(paper, buffer_text(&sitting->result), STYLE_PLAIN, true);
		break;
	}
}

static void add_result(struct sitting *sitting, const struct amendment *amendment, const struct trial *trial)
{
	if (!sitting->taking || (block_of(sitting, amendment) == STANDING_NONE && amendment->kind != AMEND_INSERT))
		return;
	sitting->result_entry = sitting->bearing.count;
	struct paper *paper = &conversation_add_text(&sitting->bearing, "result")->paper;
	add_result_heading(paper, sitting, amendment, trial);
	if (amendment->kind == AMEND_INSERT)
		add_inserted(sitting, paper, amendment);
	else
		add_reading(sitting, paper, amendment, trial);
}

/* What is said about a paragraph, and who has taken which position. */
static void add_said(struct conversation *bearing, const struct review *review, size_t block)
{
	size_t *roots, count;
	struct subject subject = {SUBJECT_BLOCK, block == STANDING_NONE ? 0 : block};
	conversation_threads(&roots, &count, review, &subject, NULL);
	for (size_t i = 0; i < count; i++)
		conversation_add_thread(bearing, roots[i], bearing->amendments + i + 1);
	bearing->threads = count;
	conversation_add_positions(bearing);
	conversation_add_crossed(bearing);
	free(roots);
}

void sitting_bear_block(struct sitting *sitting, size_t block, bool inserts)
{
	const struct review *review = sitting->session->review;
	struct conversation *bearing = &sitting->bearing;
	bearing->amendments = 0;
	for (size_t i = 0; i < sitting->docket.count; i++) {
		const struct amendment *other = sitting_amendment(sitting, i);
		bool here = (other->kind == AMEND_INSERT) == inserts &&
			    (inserts ? other->block == block : amendment_covers(other, block));
		if (here)
			conversation_add_amendment(bearing, sitting->docket.items[i].amendment, ++bearing->amendments);
	}
	if (!inserts && block < review->draft->count) {
		struct paper *paper = &conversation_add_text(bearing, "base")->paper;
		add_heading(paper, _("As it stands"));
		paper_add(paper, review->draft->blocks[block].text, STYLE_PLAIN, true);
	}
	add_said(bearing, review, block);
}

/* All of a translator's set, one after the other. */
static void make_set(struct sitting *sitting, size_t selected, size_t extent)
{
	struct paper *paper = &conversation_add_text(&sitting->bearing, "set")->paper;
	char *words =
		memory_format(P_("%zu change of a translator in their own language, decided on as one",
				      "%zu changes of a translator in their own language, decided on as one", extent),
			extent);
	add_heading(paper, words);
	paper_add_string(paper,
		_("The filter (f) shows them one by one. What collides with others’ proposals stands apart."),
		STYLE_DIM);
	free(words);
	sitting->bearing.amendments = 0;
	for (size_t i = 0; i < sitting->docket.count; i++)
		if (sitting->under[i] == selected)
			conversation_add_amendment(
				&sitting->bearing, sitting->docket.items[i].amendment, ++sitting->bearing.amendments);
	sitting->bearing.threads = 0;
}

static void make(struct conversation *bearing, void *context)
{
	struct sitting *sitting = context;
	struct trial trial = {0};
	size_t selected = sitting->shown;
	buffer_empty(&sitting->result);
	sitting->result_entry = STANDING_NONE;
	sitting->result_underlined = false;
	if (sitting->shown_abroad != STANDING_NONE)
		sitting_bear_abroad(sitting);
	if (selected == STANDING_NONE)
		return;
	if (sitting_extent(sitting, selected) > 1) {
		make_set(sitting, selected, sitting_extent(sitting, selected));
		return;
	}
	const struct amendment *amendment = sitting_amendment(sitting, selected);
	trial.also = memory_new(sitting->docket.of_count, sizeof *trial.also);
	size_t own = find_trial(&trial, sitting, selected);
	add_result(sitting, amendment, &trial);
	add_wordings(sitting, selected, own);
	add_base(sitting, amendment);
	add_said(bearing, sitting->session->review, amendment->block);
	free(trial.also);
	buffer_clear(&trial.numbers);
}

void sitting_bear(struct sitting *sitting)
{
	struct conversation *bearing = &sitting->bearing;
	size_t before = bearing->subject.index;
	sitting->shown = sitting_selected(sitting);
	sitting->shown_abroad = sitting_selected_abroad(sitting);
	struct subject subject = {SUBJECT_BLOCK, 0};
	size_t block = STANDING_NONE;
	if (sitting->shown != STANDING_NONE)
		block = sitting_amendment(sitting, sitting->shown)->block;
	else if (sitting->shown_abroad != STANDING_NONE)
		block = sitting->abroad.items[sitting->shown_abroad].block;
	subject.index = block == STANDING_NONE ? 0 : block;
	bearing->make = make;
	bearing->context = sitting;
	conversation_show(bearing, &subject);
	if (!sitting->right || subject.index != before)
		bearing->pane = (struct pane){0};
}

void sitting_underline(struct sitting *sitting)
{
	if (sitting->result_underlined || sitting->result_entry >= sitting->bearing.count ||
		!sitting->session->proofreads)
		return;
	sitting->result_underlined = underline_paper(&sitting->bearing.entries[sitting->result_entry].paper,
		sitting->session->speller, buffer_text(&sitting->result));
}
