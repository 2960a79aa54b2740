#include "act/amending.h"

#include "act/annotating.h"
#include "act/proposal.h"
#include "act/updating.h"
#include "act/withdrawing.h"
#include "annotation/webjson.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/rewrite.h"
#include "review/translation.h"
#include "text/visible.h"
#include "text/wordmerge.h"
#include "text/words.h"

/* One proposal on its way to the branch: what the author asked for, and the branch as it is at this try. */
struct amending {
	struct proposal at;
	const struct amend_order *order;
	struct annotation *reason; /* with its id, or NULL */
	struct buffer own; /* one's earlier proposal, before the branch was brought up; empty: none, or it was not */
	struct buffer present; /* the words that stand on the branch */
	struct buffer merged;  /* the words to write, after another window's change came in */
	struct edit *edits;
	size_t edit_count;
	size_t landing;  /* the block of the new draft that the amendment is seen at; ALIGN_NONE: a deletion */
	size_t before;   /* DELETE: the ancestor's block */
	char digest[65]; /* of the amendment that results; "" when nothing is proposed any more */
};

static const struct amendment *own_amendment(const struct review *review, size_t block)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->amendment_count; i++) {
		const struct amendment *amendment = &standing->amendments[i];
		if (standing->me != STANDING_NONE && amendment->reviewer == standing->me &&
			amendment_covers(amendment, block))
			return amendment;
	}
	return NULL;
}

struct text amending_words(const struct review *review, size_t block)
{
	const struct amendment *mine = own_amendment(review, block);
	if (mine && mine->kind == AMEND_REWORD && mine->extent == 1)
		return mine->collides_with_base ? buffer_text(&mine->now) : buffer_text(&mine->carried);
	return review->draft->blocks[block].text;
}

static const struct amendment *own_proposal(const struct review *review, size_t block, const char *insertion)
{
	const struct standing *standing = review->standing;
	size_t index = insertion ? standing_amendment(standing, insertion) : STANDING_NONE;
	if (index != STANDING_NONE)
		return &standing->amendments[index];
	return insertion ? NULL : own_amendment(review, block);
}

struct text amending_reason(const struct review *review, size_t block, const char *insertion)
{
	const struct amendment *mine = own_proposal(review, block, insertion);
	if (!mine || mine->reason == STANDING_NONE)
		return text_of("");
	return text_of(review->standing->remarks[mine->reason].annotation->text);
}

bool amending_substance(const struct review *review, size_t block, const char *insertion)
{
	const struct amendment *mine = own_proposal(review, block, insertion);
	return mine && mine->substance;
}

static void amending_reset(struct amending *a)
{
	buffer_clear(&a->present);
	buffer_clear(&a->merged);
	free(a->edits);
	a->edits = NULL;
	a->edit_count = 0;
}

static void add_edit(struct amending *a, struct edit edit)
{
	a->edits[a->edit_count++] = edit;
}

/* The last own insertion that stands behind a branch's block, so that a new one follows it. */
static size_t behind_insertions(const struct proposal *p, size_t mine)
{
	size_t at = mine == ALIGN_NONE ? 0 : mine + 1;
	while (at < p->branch->count && p->proposed.to_old[at] == ALIGN_NONE) {
		mine = at;
		at++;
	}
	return mine;
}

/* The author started from their own earlier words, which met words that the base has changed since: the new ones,
 * written in sight of the base's, take the place of both. */
static bool replaces_own(const struct amending *a, struct text present)
{
	const struct amend_order *order = a->order;
	return a->own.size && text_equal(order->seen, buffer_text(&a->own)) && order->block != STANDING_NONE &&
	       text_equal(present, a->at.review->draft->blocks[order->block].text);
}

/* The words to write: the author's, joined with what another window of theirs wrote meanwhile. */
static const struct fault *merge_words(struct amending *a, struct text present)
{
	const struct amend_order *order = a->order;
	if (!order->seen.size || text_equal(order->seen, present)) {
		buffer_add(&a->merged, order->text);
		return NULL;
	}
	if (replaces_own(a, present)) { /* first: their earlier words would be taken for a change that the base undid */
		buffer_add(&a->merged, order->text);
		return NULL;
	}
	if (wordmerge_run(&a->merged, order->seen, order->text, present))
		return NULL;
	return fault_new(FAULT_CONFLICT, "%s",
		_("these words have been changed meanwhile, in another window or by the base: your text is kept; look "
		  "at the paragraph again and propose anew"));
}

/* What was split off the paragraph is part of its words, and goes into the new ones. */
static const struct fault *reword(struct amending *a, size_t mine)
{
	const struct proposal *p = &a->at;
	amendment_words(&a->present, p->branch, mine, p->proposed.split_from);
	const struct fault *fault = merge_words(a, buffer_text(&a->present));
	for (size_t i = 0; i < p->branch->count; i++)
		if (p->proposed.split_from[i] == mine)
			add_edit(a, (struct edit){.kind = EDIT_DELETE, .block = i});
	add_edit(a, (struct edit){.kind = EDIT_REWORD, .block = mine, .text = buffer_text(&a->merged)});
	a->landing = mine;
	for (size_t i = 0; i < mine; i++)
		a->landing -= p->proposed.split_from[i] == mine;
	return fault;
}

static const struct fault *edit_rewording(struct amending *a)
{
	size_t mine = proposal_block(&a->at, a->order->block, false);
	if (mine == ALIGN_NONE)
		return fault_new(
			FAULT_CONFLICT, "%s", _("you propose to delete this paragraph: withdraw that proposal first"));
	return reword(a, mine);
}

static const struct fault *edit_insertion(struct amending *a)
{
	size_t after = behind_insertions(&a->at, proposal_block(&a->at, a->order->block, true));
	add_edit(a, (struct edit){.kind = EDIT_INSERT, .after = after, .text = a->order->text});
	a->landing = after == ALIGN_NONE ? 0 : after + 1;
	return NULL;
}

static const struct fault *edit_deletion(struct amending *a)
{
	size_t mine = proposal_block(&a->at, a->order->block, false);
	if (mine == ALIGN_NONE)
		return fault_new(FAULT_CONFLICT, "%s", _("you propose to delete this paragraph already"));
	for (size_t i = 0; i < a->at.branch->count; i++)
		if (i == mine || a->at.proposed.split_from[i] == mine)
			add_edit(a, (struct edit){.kind = EDIT_DELETE, .block = i});
	a->before = a->at.since.to_old[a->order->block];
	return NULL;
}

static const struct fault *edit_move(struct amending *a)
{
	size_t mine = proposal_block(&a->at, a->order->block, false);
	size_t after = proposal_block(&a->at, a->order->after, true);
	if (mine == ALIGN_NONE)
		return fault_new(
			FAULT_CONFLICT, "%s", _("you propose to delete this paragraph: withdraw that proposal first"));
	if (after == mine || (after == ALIGN_NONE ? mine == 0 : after + 1 == mine))
		return fault_new(FAULT_CONFLICT, "%s", _("the paragraph stands there already"));
	add_edit(a, (struct edit){.kind = EDIT_MOVE, .block = mine, .after = after});
	a->landing = after == ALIGN_NONE ? 0 : after + (after < mine);
	return NULL;
}

/* Rewording or deleting an own insertion, which is in no base. */
static const struct fault *edit_own_insertion(struct amending *a)
{
	const struct standing *standing = a->at.review->standing;
	size_t index = standing_amendment(standing, a->order->insertion);
	const struct amendment *amendment = index == STANDING_NONE ? NULL : &standing->amendments[index];
	if (!amendment || amendment->kind != AMEND_INSERT || amendment->reviewer != standing->me)
		return fault_new(FAULT_MISSING, _("you have no inserted paragraph %.100s"), a->order->insertion);
	if (!oid_equal(&amendment->blob, &a->at.branch_blob))
		return fault_new(FAULT_BUSY, "%s", _("your text has just changed in another window: try once more"));
	if (a->order->kind != AMEND_DELETE)
		return reword(a, amendment->paragraph - 1);
	add_edit(a, (struct edit){.kind = EDIT_DELETE, .block = amendment->paragraph - 1});
	return NULL;
}

static const struct fault *make_edits(struct amending *a)
{
	amending_reset(a);
	a->edits = memory_new(a->at.branch->count + 1, sizeof *a->edits);
	a->landing = a->before = ALIGN_NONE;
	if (a->order->insertion)
		return edit_own_insertion(a);
	switch (a->order->kind) {
	case AMEND_REWORD:
		return edit_rewording(a);
	case AMEND_INSERT:
		return edit_insertion(a);
	case AMEND_DELETE:
		return edit_deletion(a);
	case AMEND_MOVE:
		return edit_move(a);
	}
	return NULL;
}

/* The reason goes into the same commit, bound to the amendment's digest. */
static void add_reason(struct amending *a, struct record *record, const struct outcome *outcome, struct text source)
{
	char hex[OID_HEX];
	struct oid blob;
	struct review *review = a->at.review;
	struct target *target = &a->reason->targets[0];
	commit_blob_oid(&blob, source);
	oid_format(hex, &blob);
	free(target->source);
	free(target->cached);
	free(target->reviewer);
	free(target->digest);
	free(target->was_blob);
	*target = (struct target){
		.kind = TARGET_AMENDMENT,
		.source = memory_string(review_draft(review)->path),
		.cached = memory_string(hex),
		.reviewer = memory_string(review->identity.id),
		.digest = memory_string(a->digest),
		.paragraph = outcome->block < outcome->draft->count ? outcome->block + 1 : 0,
	};
	if (outcome->before != ALIGN_NONE) {
		ancestor_origin(&blob, &target->was_paragraph, &a->at.ancestor, outcome->before);
		oid_format(hex, &blob);
		target->was_blob = memory_string(hex);
	}
	char *path = memory_format("annotations/%s/%s.json", review->identity.id, a->reason->id);
	webjson_write(&record_file(record, path)->bytes, a->reason);
	free(path);
}

/* Whether it has to be said: nothing said is wording, unless one has once said otherwise in this draft, and that might
 * be taken to hold for these words. */
static bool needs_comment(const struct amending *a)
{
	const struct standing *standing = a->at.review->standing;
	if (a->reason->text || a->order->scope == SCOPE_SUBSTANCE)
		return true;
	for (size_t i = 0; i < standing->threads.count; i++)
		if (standing->remarks[i].reviewer == standing->me && !standing->remarks[i].elsewhere &&
			scope_of(standing->remarks[i].annotation) == SCOPE_SUBSTANCE)
			return true;
	return false;
}

/* The amendment that the new draft holds, if it is one; with its reason. */
static const struct fault *bind(struct amending *a, struct record *record, struct text source)
{
	struct outcome outcome;
	const struct fault *fault = outcome_find(&outcome, &a->at, a->before, a->landing, source);
	a->digest[0] = '\0';
	if (fault)
		return fault;
	struct text was = buffer_text(&outcome.was), now = buffer_text(&outcome.now);
	bool moves = outcome.block < outcome.draft->count && outcome.align.moved[outcome.block];
	if ((outcome.before != ALIGN_NONE || outcome.block != ALIGN_NONE) && (moves || !text_equal(was, now))) {
		amendment_digest(a->digest, was, now);
		if (a->reason && needs_comment(a))
			add_reason(a, record, &outcome, source);
	}
	outcome_clear(&outcome);
	return NULL;
}

/* Nothing was proposed there yet: these are the words that the base has changed, not a proposal of the author's. */
static bool is_ancestors(const struct proposal *p, size_t mine, struct text words)
{
	size_t before = p->proposed.to_old[mine];
	return before != ALIGN_NONE && text_equal(words, p->ancestor.draft->blocks[before].text);
}

static const struct fault *bring_up(struct amending *a, struct record *record, const struct oid *tip)
{
	struct oid commit;
	/* The author is giving new words for this very paragraph: what stood there before collides with nothing. */
	struct settlement here = {.path = review_draft(a->at.review)->path, .base_block = a->order->block};
	bool rewords = a->order->kind == AMEND_REWORD;
	size_t mine = rewords ? proposal_block(&a->at, a->order->block, false) : ALIGN_NONE;
	if (mine != ALIGN_NONE)
		amendment_words(&a->own, a->at.branch, mine, a->at.proposed.split_from);
	if (mine != ALIGN_NONE && is_ancestors(&a->at, mine, buffer_text(&a->own)))
		buffer_empty(&a->own);
	const struct fault *fault = updating_commit(&commit, NULL, a->at.review, tip, &here, rewords);
	if (fault)
		return fault;
	record->base_first = commit;
	return proposal_look(&a->at, &commit);
}

/* At each try: the branch as it is now, the edits, the new draft. */
static const struct fault *prepare(struct record *record, const struct oid *tip)
{
	struct amending *a = record->context;
	const struct amend_order *order = a->order;
	struct buffer source = {0};
	buffer_clear(&a->own);
	const struct fault *fault = proposal_look(&a->at, tip);
	bool stale = !fault && !order->insertion &&
		     (proposal_touched(&a->at, order->block) ||
			     (order->kind == AMEND_MOVE && proposal_touched(&a->at, order->after)));
	if (stale)
		fault = bring_up(a, record, tip);
	if (!fault)
		fault = make_edits(a);
	if (!fault)
		fault = rewrite_run(&source, a->at.branch, a->edits, a->edit_count);
	if (!fault && text_equal(buffer_text(&source), a->at.branch->source))
		fault = fault_new(FAULT_CONFLICT, "%s", _("these are the words that stand there: nothing to propose"));
	if (!fault)
		fault = bind(a, record, buffer_text(&source));
	if (!fault)
		record_file(record, review_draft(a->at.review)->path)->bytes = source;
	else
		buffer_clear(&source);
	return fault;
}

/* What the journal needs to do it again by words. */
static struct json *journal_keys(const struct review *review, const struct amend_order *order)
{
	static const char *const kinds[] = {"reword", "insert", "delete", "move"};
	char hex[OID_HEX];
	struct json *root = json_new_object();
	oid_format(hex, &review->draft_blob);
	json_add_string(root, "draft", review_draft(review)->path);
	json_add_string(root, "blob", hex);
	json_add_string(root, "kind", kinds[order->kind]);
	json_add_number(root, "paragraph", order->block == STANDING_NONE ? 0 : (long long)order->block + 1);
	json_add_number(root, "after", order->after == STANDING_NONE ? 0 : (long long)order->after + 1);
	json_add_text(root, "was", order->seen);
	json_add_text(root, "now", order->text);
	json_add_text(root, "reason", order->reason);
	if (order->insertion)
		json_add_string(root, "insertion", order->insertion);
	if (order->kind_trailer)
		json_add_string(root, "trailer", order->kind_trailer);
	if (order->scope != SCOPE_UNSAID)
		json_add_string(root, "scope", scope_tag(order->scope));
	return root;
}

static const struct fault *check_order(const struct review *review, const struct amend_order *order)
{
	bool writes = order->kind == AMEND_REWORD || order->kind == AMEND_INSERT;
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !review->draft_whole)
		fault = fault_new(FAULT_BUSY, "%s", _("the draft is still being read: try again in a moment"));
	if (!fault && writes && !text_trim(order->text).size)
		fault = fault_new(
			FAULT_MALFORMED, "%s", _("there is no text: to take a paragraph out, propose to delete it"));
	if (!fault && writes)
		fault = visible_check(order->text);
	if (!fault && order->reason.size)
		fault = visible_check(order->reason);
	if (!fault && order->scope != SCOPE_UNSAID && !translation_is(review, review->draft_index))
		fault = fault_new(FAULT_MALFORMED, "%s",
			_("this is the source: all that is proposed here is of substance, and only a translation is "
			  "asked"));
	return fault;
}

static void start(struct record *record, struct review *review, const struct amend_order *order)
{
	static const char *const subjects[] = {
		"Propose words for", "Propose a paragraph after", "Propose to delete", "Propose to move"};
	const char *kind = order->kind_trailer ? order->kind_trailer : "amend";
	char number[NUMBER_TEXT] = "§0";
	if (order->block != STANDING_NONE && !order->insertion)
		number_show(number, review->numbering.numbers[order->block]);
	if (order->insertion)
		record_init(record, review, kind, "%s %s", order->kind == AMEND_DELETE ? "Withdraw" : "Reword",
			order->insertion);
	else
		record_init(record, review, kind, "%s %s", subjects[order->kind], number);
}

/* The name of the amendment that now stands. */
static char *name_of(const struct review *review, const struct amending *a)
{
	const struct standing *standing = review->standing;
	const char *name = NULL;
	for (size_t i = 0; a->digest[0] && i < standing->amendment_count; i++)
		if (standing->amendments[i].reviewer == standing->me &&
			!strcmp(standing->amendments[i].digest, a->digest))
			name = standing->amendments[i].name; /* the last: a new insertion follows the earlier ones */
	return memory_string(name);
}

const struct fault *amending_propose(char **name, struct review *review, const struct amend_order *order)
{
	struct amending a = {.at = {.review = review}, .order = order};
	struct record record;
	*name = NULL;
	const struct fault *fault = check_order(review, order);
	if (fault)
		return fault;
	start(&record, review, order);
	record_again(&record, order->again);
	record.prepare = prepare;
	record.context = &a;
	record.journal = journal_keys(review, order);
	a.reason = annotating_reason(review, order->reason, order->scope);
	if (a.reason)
		record_identify(&record, a.reason);
	fault = record_save(&record);
	if (!fault)
		fault = review_complete(review);
	if (!fault)
		*name = name_of(review, &a);
	record_clear(&record);
	amending_reset(&a);
	buffer_clear(&a.own);
	proposal_clear(&a.at);
	annotation_free(a.reason);
	return fault;
}

const struct fault *amending_withdraw(struct review *review, size_t amendment)
{
	return withdrawing_run(review, amendment, NULL);
}
