#include "review/closing.h"

#include "base/memory.h"
#include "review/amendment.h"
#include "review/work.h"
#include "text/words.h"

/* How far back on one branch the words of the deadline are looked for. */
enum { MOST_COMMITS = 4096 };

bool closing_late(const struct consultation *consultation, struct moment when)
{
	return consultation->has_deadline && when.seconds > consultation->deadline.seconds;
}

bool closing_exempt(const struct reviewer *reviewer)
{
	return reviewer->member && reviewer->member->role == ROLE_SECRETARIAT;
}

static void mark_remarks(struct review *review)
{
	struct standing *next = review->work->next;
	for (size_t i = 0; i < next->threads.count; i++) {
		struct remark *remark = &next->remarks[i];
		remark->late = closing_late(&review->consultation, remark->annotation->created) &&
			       !closing_exempt(&next->reviewers[remark->reviewer]);
	}
}

/* The last commit of a branch that is not late; false where there is none, or it cannot be read. */
static bool find_last(struct oid *out, const struct review *review, const struct oid *tip)
{
	struct oid at = *tip;
	for (size_t i = 0; i < MOST_COMMITS; i++) {
		struct commit_facts facts = {0};
		const struct fault *fault = branch_facts(&facts, review->repository, &at);
		bool root = fault || !facts.parents.count;
		bool late = !fault && closing_late(&review->consultation, facts.when);
		*out = at;
		if (!root)
			at = facts.parents.items[0];
		commit_facts_clear(&facts);
		fault_ignore(fault); /* a branch that cannot be read is in the notices already */
		if (!fault && !late)
			return true;
		if (root)
			return false;
	}
	return false;
}

/* The draft as a branch had it at the deadline; NULL: it was not there. */
static const struct draft *draft_then(const struct review *review, const struct oid *tip)
{
	struct oid commit, blob;
	struct snapshot *snapshot;
	const struct draft *draft = NULL;
	if (!find_last(&commit, review, tip))
		return NULL;
	const struct fault *fault = snapshot_open(&snapshot, review->repository, &commit);
	if (!fault) {
		fault = snapshot_find(&blob, snapshot, review_draft(review)->path);
		snapshot_close(snapshot);
	}
	if (!fault)
		fault = review_blob(&draft, review, &blob);
	bool failed = fault != NULL;
	fault_ignore(fault); /* no draft, no words of that time */
	return failed ? NULL : draft;
}

/* How many blocks the amendment's words stand in, from one on: a split has several. */
static size_t count_blocks(const struct amendment *amendment, const struct draft *draft, size_t first)
{
	struct buffer words = {0};
	size_t count = 0;
	while (first + count < draft->count && words.size < amendment->now.size) {
		if (count)
			buffer_add_string(&words, "\n\n");
		buffer_add(&words, draft->blocks[first + count++].text);
	}
	bool whole = text_equal(buffer_text(&words), buffer_text(&amendment->now));
	buffer_clear(&words);
	return whole ? count : 1;
}

static bool same_words(const struct block *a, const struct block *b)
{
	return a->words == b->words && words_same(a->text, b->text);
}

/* The first of so many blocks that have the words of others, draft->count when there are none. */
static size_t find_words(const struct draft *draft, const struct block *wanted, size_t count)
{
	for (size_t i = 0; i + count <= draft->count; i++) {
		size_t same = 0;
		while (same < count && same_words(&draft->blocks[i + same], &wanted[same]))
			same++;
		if (same == count)
			return i;
	}
	return draft->count;
}

bool closing_stood(const struct review *review, const struct amendment *amendment, const struct draft *then)
{
	const struct draft *version;
	bool gone = amendment->kind == AMEND_DELETE;
	size_t paragraph = gone ? amendment->was_paragraph : amendment->paragraph;
	const struct fault *fault = review_blob(&version, review, gone ? &amendment->was_blob : &amendment->blob);
	bool unknown = fault || !paragraph || paragraph > version->count;
	fault_ignore(fault);
	if (unknown)
		return true;
	size_t count = gone ? 1 : count_blocks(amendment, version, paragraph - 1);
	size_t at = find_words(then, &version->blocks[paragraph - 1], count);
	if (gone)
		return at == then->count;
	if (at == then->count || (amendment->kind != AMEND_MOVE && !amendment->moved_too))
		return at < then->count;
	if (at == 0 || paragraph == 1)
		return at == 0 && paragraph == 1;
	return then->blocks[at - 1].words == version->blocks[paragraph - 2].words;
}

static void mark_amendments(struct review *review, size_t reviewer)
{
	struct standing *next = review->work->next;
	struct commit_facts facts = {0};
	const struct oid *tip = &next->reviewers[reviewer].tip;
	if (oid_is_zero(tip) || closing_exempt(&next->reviewers[reviewer]))
		return;
	const struct fault *fault = branch_facts(&facts, review->repository, tip);
	bool late = !fault && closing_late(&review->consultation, facts.when);
	fault_ignore(fault);
	commit_facts_clear(&facts);
	if (!late)
		return;
	const struct draft *then = draft_then(review, tip);
	for (size_t i = 0; i < next->amendment_count; i++)
		if (next->amendments[i].reviewer == reviewer)
			next->amendments[i].late = !then || !closing_stood(review, &next->amendments[i], then);
}

void closing_run(struct review *review)
{
	struct standing *next = review->work->next;
	if (!review->consultation.has_deadline)
		return;
	mark_remarks(review);
	bool *proposes = memory_new(next->reviewer_count, sizeof *proposes);
	for (size_t i = 0; i < next->amendment_count; i++)
		proposes[next->amendments[i].reviewer] = true;
	for (size_t i = 0; i < next->reviewer_count; i++)
		if (proposes[i])
			mark_amendments(review, i);
	free(proposes);
}
