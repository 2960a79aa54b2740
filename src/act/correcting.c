#include "act/correcting.h"

#include "act/proposal.h"
#include "act/updating.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/rewrite.h"
#include "text/visible.h"
#include "text/wordmerge.h"

/* Corrections on their way to the branch. */
struct correcting {
	struct proposal at;
	const struct correction *items;
	size_t count;
	struct edit *edits;
	struct buffer *words; /* of each: what is to stand on the branch */
};

static void correcting_reset(struct correcting *c)
{
	for (size_t i = 0; i < c->count; i++)
		buffer_clear(&c->words[i]);
}

/* The block's words as they are now on the branch, with the correction in them. */
static const struct fault *correct_one(struct correcting *c, size_t i)
{
	const struct proposal *p = &c->at;
	const struct correction *item = &c->items[i];
	size_t mine = proposal_block(p, item->block, false);
	if (mine == ALIGN_NONE)
		return fault_new(
			FAULT_CONFLICT, "%s", _("you propose to delete this paragraph: withdraw that proposal first"));
	for (size_t k = 0; k < p->branch->count; k++)
		if (p->proposed.split_from[k] == mine)
			return fault_new(FAULT_CONFLICT, "%s",
				_("you propose to split this paragraph: correct its words with e"));
	struct text present = p->branch->blocks[mine].text;
	if (text_equal(present, item->seen))
		buffer_add(&c->words[i], item->text);
	else if (!wordmerge_run(&c->words[i], item->seen, item->text, present))
		return fault_new(FAULT_CONFLICT, "%s",
			_("these words have been changed meanwhile, in another window or by the base: look again"));
	c->edits[i] = (struct edit){.kind = EDIT_REWORD, .block = mine, .text = buffer_text(&c->words[i])};
	return NULL;
}

static bool touched(const struct correcting *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (proposal_touched(&c->at, c->items[i].block))
			return true;
	return false;
}

/* At each try: the branch as it is now, the edits, the new draft. */
static const struct fault *prepare(struct record *record, const struct oid *tip)
{
	struct correcting *c = record->context;
	struct buffer source = {0};
	struct oid commit;
	correcting_reset(c);
	const struct fault *fault = proposal_look(&c->at, tip);
	if (!fault && touched(c)) {
		fault = updating_commit(&commit, NULL, c->at.review, tip, NULL, 0);
		if (!fault) {
			record->base_first = commit;
			fault = proposal_look(&c->at, &commit);
		}
	}
	for (size_t i = 0; i < c->count && !fault; i++)
		fault = correct_one(c, i);
	if (!fault)
		fault = rewrite_run(&source, c->at.branch, c->edits, c->count);
	if (!fault && text_equal(buffer_text(&source), c->at.branch->source))
		fault = fault_new(FAULT_CONFLICT, "%s", _("these are the words that stand there: nothing to correct"));
	if (!fault)
		record_file(record, review_draft(c->at.review)->path)->bytes = source;
	else
		buffer_clear(&source);
	return fault;
}

/* What the journal needs to do it again by words. */
static struct json *journal_keys(const struct review *review, const struct correcting *c)
{
	char hex[OID_HEX];
	struct json *root = json_new_object();
	oid_format(hex, &review->draft_blob);
	json_add_string(root, "draft", review_draft(review)->path);
	json_add_string(root, "blob", hex);
	json_add_string(root, "kind", "correct");
	struct json *list = json_add_array(root, "corrections");
	for (size_t i = 0; i < c->count; i++) {
		struct json *item = json_add_object(list, NULL);
		json_add_number(item, "paragraph", (long long)c->items[i].block + 1);
		json_add_text(item, "was", c->items[i].seen);
		json_add_text(item, "now", c->items[i].text);
	}
	return root;
}

static const struct fault *check(const struct review *review, const struct correction *items, size_t count)
{
	const struct fault *fault = identity_need(&review->identity);
	if (!fault && !review->draft_whole)
		fault = fault_new(FAULT_BUSY, "%s", _("the draft is still being read: try again in a moment"));
	for (size_t i = 0; i < count && !fault; i++) {
		if (!text_trim(items[i].text).size)
			fault = fault_new(FAULT_MALFORMED, "%s",
				_("there is no text: to take a paragraph out, propose to delete it"));
		else
			fault = visible_check(items[i].text);
	}
	return fault;
}

const struct fault *correcting_run(struct review *review, const char *what, const struct correction *items,
	size_t count, const struct again *again)
{
	struct correcting c = {.at = {.review = review}, .items = items, .count = count};
	struct record record;
	const struct fault *fault = check(review, items, count);
	if (fault)
		return fault;
	c.edits = memory_new(count, sizeof *c.edits);
	c.words = memory_new(count, sizeof *c.words);
	record_init(&record, review, "correct", "Correct %s", what);
	record_again(&record, again);
	record.prepare = prepare;
	record.context = &c;
	record.journal = journal_keys(review, &c);
	fault = record_save(&record);
	if (!fault)
		fault = review_complete(review);
	record_clear(&record);
	correcting_reset(&c);
	free(c.words);
	free(c.edits);
	proposal_clear(&c.at);
	return fault;
}
