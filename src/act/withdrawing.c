#include "act/withdrawing.h"

#include "act/proposal.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/rewrite.h"

/* The amendment to withdraw, and the branch as it is at this try. */
struct withdrawing {
	struct proposal at;
	const char *name; /* borrowed from what stands */
};

/* The edits of one withdrawal. */
struct edits {
	struct edit *items;
	size_t count;
};

static void edits_add(struct edits *edits, struct edit edit)
{
	edits->items[edits->count++] = edit;
}

/* The branch's block behind which an ancestor's block stood: its nearest predecessor that has not moved itself. */
static size_t old_place(const struct proposal *p, size_t before)
{
	for (size_t i = before; i-- > 0;) {
		size_t now = p->proposed.to_new[i];
		if (now != ALIGN_NONE && !p->proposed.moved[now])
			return now;
	}
	return EDIT_START;
}

/* A paragraph that moved may have taken on another frame: it comes back with its own. */
static void bring_back(struct edits *edits, const struct proposal *p, size_t mine, size_t before)
{
	if (mine != EDIT_START)
		edits_add(edits, (struct edit){.kind = EDIT_DELETE, .block = mine});
	edits_add(edits, (struct edit){.kind = EDIT_INSERT,
				 .after = old_place(p, before),
				 .text = p->ancestor.draft->blocks[before].text,
				 .like = p->ancestor.draft,
				 .like_block = before});
}

/* A rewording is undone with its pieces: those that were split off go, those that were joined come back. */
static void restore_words(struct edits *edits, const struct proposal *p, const struct amendment *amendment)
{
	size_t mine = amendment->paragraph - 1, before = amendment->was_paragraph - 1;
	const struct draft *ancestor = p->ancestor.draft;
	for (size_t i = 0; i < p->branch->count; i++)
		if (p->proposed.split_from[i] == mine)
			edits_add(edits, (struct edit){.kind = EDIT_DELETE, .block = i});
	for (size_t i = 0; i < ancestor->count; i++)
		if (p->proposed.joined_to[i] == before)
			edits_add(edits, (struct edit){.kind = EDIT_INSERT,
						 .text = ancestor->blocks[i].text,
						 .after = i > before ? mine
							  : mine     ? mine - 1
								     : EDIT_START,
						 .like = ancestor,
						 .like_block = i});
	if (amendment->moved_too)
		bring_back(edits, p, mine, before);
	else
		edits_add(edits,
			(struct edit){.kind = EDIT_REWORD, .block = mine, .text = ancestor->blocks[before].text});
}

/* The edits that restore what an amendment came from. */
static void restore(struct edits *edits, const struct proposal *p, const struct amendment *amendment)
{
	size_t mine = amendment->paragraph - 1, before = amendment->was_paragraph - 1;
	switch (amendment->kind) {
	case AMEND_INSERT:
		edits_add(edits, (struct edit){.kind = EDIT_DELETE, .block = mine});
		break;
	case AMEND_DELETE:
	case AMEND_MOVE:
		bring_back(edits, p, mine, before);
		break;
	case AMEND_REWORD:
		restore_words(edits, p, amendment);
		break;
	}
}

/* One amendment alone: where all else is the ancestor's, so is the file again, byte for byte. */
static bool is_all(const struct review *review, const struct amendment *amendment)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->amendment_count; i++)
		if (standing->amendments[i].reviewer == amendment->reviewer && &standing->amendments[i] != amendment)
			return false;
	return true;
}

/* List and quote apart: a paragraph that moved may have made its neighbour an item, which nothing names. */
static bool same_block(const struct block *a, const struct block *b)
{
	return a->kind == b->kind && a->level == b->level && text_equal(a->text, b->text);
}

static const struct fault *restored(struct buffer *out, const struct proposal *p, const struct amendment *amendment)
{
	struct edits edits = {memory_new(p->branch->count + p->ancestor.draft->count + 1, sizeof *edits.items), 0};
	restore(&edits, p, amendment);
	const struct fault *fault = rewrite_run(out, p->branch, edits.items, edits.count);
	free(edits.items);
	struct draft *read = NULL;
	if (fault || !is_all(p->review, amendment) || draft_read(&read, buffer_text(out)))
		return fault;
	bool same = read->count == p->ancestor.draft->count;
	for (size_t i = 0; same && i < read->count; i++)
		same = same_block(&read->blocks[i], &p->ancestor.draft->blocks[i]);
	if (same) {
		buffer_empty(out);
		buffer_add(out, p->ancestor.draft->source);
	}
	draft_free(read);
	return NULL;
}

static const struct fault *prepare(struct record *record, const struct oid *tip)
{
	struct withdrawing *w = record->context;
	struct review *review = w->at.review;
	size_t index = standing_amendment(review->standing, w->name);
	const struct amendment *amendment = &review->standing->amendments[index];
	const struct fault *fault = proposal_look(&w->at, tip);
	if (!fault && !oid_equal(&amendment->blob, &w->at.branch_blob))
		fault = fault_new(FAULT_BUSY, "%s", _("your text has just changed in another window: try once more"));
	struct buffer source = {0};
	if (!fault)
		fault = restored(&source, &w->at, amendment);
	if (!fault)
		record_file(record, review_draft(review)->path)->bytes = source;
	else
		buffer_clear(&source);
	return fault;
}

/* What the journal needs to withdraw it at the next start. */
static struct json *journal_keys(const struct review *review, const struct amendment *amendment)
{
	struct json *root = json_new_object();
	json_add_string(root, "draft", review_draft(review)->path);
	json_add_string(root, "kind", "withdraw");
	json_add_string(root, "amendment", amendment->name);
	json_add_string(root, "digest", amendment->digest);
	return root;
}

const struct fault *withdrawing_run(struct review *review, size_t index, const struct again *again)
{
	const struct amendment *amendment = &review->standing->amendments[index];
	struct withdrawing w = {.at = {.review = review}, .name = amendment->name};
	struct record record;
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && amendment->reviewer != review->standing->me)
		fault = fault_new(
			FAULT_FORBIDDEN, "%s", _("only its author may withdraw a proposal; you can object to it"));
	if (fault)
		return fault;
	record_init(&record, review, "amend", "Withdraw %s", amendment->name);
	record_again(&record, again);
	record.journal = journal_keys(review, amendment);
	record.prepare = prepare;
	record.context = &w;
	fault = record_save(&record);
	record_clear(&record);
	proposal_clear(&w.at);
	return fault ? fault : review_complete(review);
}
