/* collecting - what one branch proposes: its draft compared with its ancestor's, and that with the base's */
#include "review/work.h"

#include "base/array.h"
#include "base/language.h"
#include "draft/likeness.h"
#include "review/amendment.h"
#include "review/ancestor.h"
#include "text/wordmerge.h"
#include "text/words.h"

/* What one branch's amendments are collected from. */
struct collecting {
	struct review *review;
	size_t reviewer;
	const struct draft *before, *branch, *base;
	const struct ancestor *ancestor; /* of `before` */
	struct oid branch_blob;
	struct align proposed; /* before -> branch */
	struct align since;    /* before -> base */
};

/* The base's block for a block of the ancestor, or the one that took its words in; the nearest before it where it is
 * gone. */
static size_t base_block(const struct collecting *c, size_t before, bool *gone)
{
	size_t joined = c->since.joined_to[before];
	size_t block = c->since.to_new[before];
	if (block == ALIGN_NONE && joined != ALIGN_NONE)
		block = c->since.to_new[joined];
	*gone = block == ALIGN_NONE;
	return *gone ? align_neighbour(&c->since, before) : block;
}

/* The base block that precedes a branch's block: its nearest predecessor that has an ancestor. */
static size_t anchor_of(const struct collecting *c, size_t branch_block)
{
	for (size_t i = branch_block; i-- > 0;) {
		size_t before = c->proposed.to_old[i];
		bool gone;
		if (before != ALIGN_NONE && !c->proposed.moved[i])
			return base_block(c, before, &gone);
	}
	return STANDING_NONE;
}

static struct amendment *amendment_add(const struct collecting *c, enum amendment_kind kind)
{
	struct standing *next = c->review->work->next;
	struct amendment *amendment = ARRAY_ADD(next->amendments, next->amendment_count, next->amendment_capacity);
	amendment->reviewer = c->reviewer;
	amendment->kind = kind;
	amendment->blob = c->branch_blob;
	amendment->block = amendment->after = STANDING_NONE;
	amendment->extent = 1;
	amendment->reason = STANDING_NONE;
	return amendment;
}

/* Number, name, digest and type, once the words are known. */
static void amendment_name(const struct collecting *c, struct amendment *amendment, unsigned int plus)
{
	char number[NUMBER_TEXT];
	struct text was = buffer_text(&amendment->was), now = buffer_text(&amendment->now);
	if (amendment->block != STANDING_NONE)
		amendment->place = c->review->numbering.numbers[amendment->block];
	amendment->place.plus = plus;
	number_format(number, amendment->place);
	amendment->name = memory_format("%s:%s", c->review->work->next->reviewers[amendment->reviewer].id, number);
	amendment_digest(amendment->digest, was, now);
	amendment->type = amendment->kind == AMEND_REWORD ? amendment_type(was, now) : "te";
}

/* What is left is named: insertions behind one paragraph are counted in their order. */
static void name_all(const struct collecting *c, size_t first)
{
	struct standing *next = c->review->work->next;
	for (size_t i = first; i < next->amendment_count; i++) {
		struct amendment *amendment = &next->amendments[i];
		unsigned int plus = amendment->kind == AMEND_INSERT;
		for (size_t j = first; plus && j < i; j++)
			plus += next->amendments[j].kind == AMEND_INSERT &&
				next->amendments[j].block == amendment->block;
		amendment_name(c, amendment, plus);
	}
}

static void add_insertion(struct collecting *c, size_t branch_block)
{
	struct amendment *amendment = amendment_add(c, AMEND_INSERT);
	amendment->block = anchor_of(c, branch_block);
	amendment->paragraph = branch_block + 1;
	buffer_add(&amendment->now, c->branch->blocks[branch_block].text);
	buffer_add(&amendment->carried, buffer_text(&amendment->now));
}

static void add_deletion(struct collecting *c, size_t before)
{
	bool gone;
	struct amendment *amendment = amendment_add(c, AMEND_DELETE);
	amendment->block = base_block(c, before, &gone);
	ancestor_origin(&amendment->was_blob, &amendment->was_paragraph, c->ancestor, before);
	amendment->before = before;
	amendment->collides_with_base =
		!gone && c->base->blocks[amendment->block].words != c->before->blocks[before].words;
	buffer_add(&amendment->was, c->before->blocks[before].text);
}

/* The base's blocks that hold the words of an ancestor's block and of those joined to it: from block `first` on,
 * `extent` of them. Adds their texts. False when one is gone. */
static bool base_words(const struct collecting *c, size_t before, size_t *first, size_t *extent, struct buffer *out)
{
	size_t low = STANDING_NONE, high = 0;
	bool all = true;
	for (size_t i = 0; i < c->before->count; i++) {
		bool gone;
		if (i != before && c->proposed.joined_to[i] != before)
			continue;
		size_t block = base_block(c, i, &gone);
		all = all && !gone;
		for (size_t j = 0; !gone && j < c->base->count; j++)
			if (j == block || c->since.split_from[j] == block) {
				low = j < low ? j : low;
				high = j > high ? j : high;
			}
	}
	if (!all)
		return false;
	*first = low;
	*extent = high - low + 1;
	for (size_t j = low; j <= high; j++) {
		if (j > low)
			buffer_add_string(out, "\n\n");
		buffer_add(out, c->base->blocks[j].text);
	}
	return true;
}

static void add_rewording(struct collecting *c, size_t branch_block, size_t before)
{
	struct amendment *amendment = amendment_add(c, AMEND_REWORD);
	struct buffer base = {0};
	bool gone;
	amendment->moved_too = c->proposed.moved[branch_block];
	amendment->after = amendment->moved_too ? anchor_of(c, branch_block) : STANDING_NONE;
	amendment->paragraph = branch_block + 1;
	ancestor_origin(&amendment->was_blob, &amendment->was_paragraph, c->ancestor, before);
	amendment->before = before;
	amendment_words(&amendment->was, c->before, before, c->proposed.joined_to);
	amendment_words(&amendment->now, c->branch, branch_block, c->proposed.split_from);
	struct text now = buffer_text(&amendment->now);
	amendment->block = base_block(c, before, &gone);
	if (!base_words(c, before, &amendment->block, &amendment->extent, &base)) {
		amendment->collides_with_base = amendment->gone = true;
	} else if (!wordmerge_run(&amendment->carried, buffer_text(&amendment->was), buffer_text(&base), now)) {
		amendment->collides_with_base = true;
		buffer_clear(&amendment->carried);
	}
	if (amendment->collides_with_base)
		buffer_add(&amendment->carried, now);
	else
		amendment->in_base =
			!amendment->moved_too && text_equal(buffer_text(&amendment->carried), buffer_text(&base));
	buffer_clear(&base);
}

/* Whether a block of the base stands behind `after` already, but for what the base inserted between. */
static bool stands_behind(const struct collecting *c, size_t block, size_t after)
{
	while (block-- > 0)
		if (block == after || c->since.to_old[block] != ALIGN_NONE)
			return block == after;
	return after == STANDING_NONE;
}

/* Whether a paragraph of the base still has a word of what it was: a deletion and an insertion at one place look like a
 * rewording, and a move must not take somebody else's paragraph along. */
static bool is_kin(const struct collecting *c, size_t before, size_t block)
{
	struct bag was = {0}, is = {0};
	bag_fill(&was, c->before->blocks[before].text);
	bag_fill(&is, c->base->blocks[block].text);
	bool kin = bag_common(&was, &is) > 0;
	bag_clear(&was);
	bag_clear(&is);
	return kin;
}

static void add_move(struct collecting *c, size_t branch_block, size_t before)
{
	bool gone;
	struct amendment *amendment = amendment_add(c, AMEND_MOVE);
	amendment->block = base_block(c, before, &gone);
	amendment->after = anchor_of(c, branch_block);
	amendment->paragraph = branch_block + 1;
	ancestor_origin(&amendment->was_blob, &amendment->was_paragraph, c->ancestor, before);
	amendment->before = before;
	gone = gone || !is_kin(c, before, amendment->block);
	amendment->collides_with_base = amendment->gone = gone;
	buffer_add(&amendment->was, c->before->blocks[before].text);
	buffer_add(&amendment->now, c->branch->blocks[branch_block].text);
	buffer_add(&amendment->carried, buffer_text(&amendment->now));
	amendment->in_base = !gone && stands_behind(c, amendment->block, amendment->after);
}

/* Which pairs a split or a join concerns, by the branch's block. */
static bool *pairs_regrouped(const struct collecting *c)
{
	bool *regrouped = memory_new(c->branch->count, sizeof *regrouped);
	for (size_t i = 0; i < c->branch->count; i++)
		if (c->proposed.split_from[i] != ALIGN_NONE)
			regrouped[c->proposed.split_from[i]] = true;
	for (size_t i = 0; i < c->before->count; i++)
		if (c->proposed.joined_to[i] != ALIGN_NONE)
			regrouped[c->proposed.to_new[c->proposed.joined_to[i]]] = true;
	return regrouped;
}

/* An insertion that stands in the base: among what the base has inserted at its place. */
static bool inserted_already(const struct collecting *c, const struct amendment *amendment)
{
	size_t at = amendment->block == STANDING_NONE ? 0 : amendment->block + 1;
	for (; at < c->base->count && c->since.to_old[at] == ALIGN_NONE; at++)
		if (words_same(c->base->blocks[at].text, buffer_text(&amendment->now)))
			return true;
	return false;
}

/* Whether the base has it already: the same words, at the same place. */
static bool in_base_already(const struct collecting *c, const struct amendment *amendment)
{
	size_t before = amendment->before;
	if (amendment->kind == AMEND_DELETE)
		return c->since.to_new[before] == ALIGN_NONE && c->since.joined_to[before] == ALIGN_NONE;
	return amendment->kind == AMEND_INSERT ? inserted_already(c, amendment) : amendment->in_base;
}

static void drop_settled(const struct collecting *c, size_t first)
{
	struct standing *next = c->review->work->next;
	size_t kept = first;
	for (size_t i = first; i < next->amendment_count; i++) {
		if (in_base_already(c, &next->amendments[i]))
			amendment_clear(&next->amendments[i]);
		else
			next->amendments[kept++] = next->amendments[i];
	}
	next->amendment_count = kept;
}

static void collect(struct collecting *c)
{
	size_t first = c->review->work->next->amendment_count;
	align_amended(&c->proposed, c->before, c->branch);
	align_amended(&c->since, c->before, c->base);
	bool *regrouped = pairs_regrouped(c);
	for (size_t i = 0; i < c->branch->count; i++) {
		size_t before = c->proposed.to_old[i];
		if (before == ALIGN_NONE) {
			if (c->proposed.split_from[i] == ALIGN_NONE)
				add_insertion(c, i);
		} else if (regrouped[i] || !text_equal(c->branch->blocks[i].text, c->before->blocks[before].text)) {
			add_rewording(c, i, before);
		} else if (c->proposed.moved[i]) {
			add_move(c, i, before);
		}
	}
	for (size_t i = 0; i < c->before->count; i++)
		if (c->proposed.to_new[i] == ALIGN_NONE && c->proposed.joined_to[i] == ALIGN_NONE)
			add_deletion(c, i);
	drop_settled(c, first);
	name_all(c, first);
	free(regrouped);
	align_clear(&c->proposed);
	align_clear(&c->since);
}

/* The draft on the reviewer's branch; zero when it is the base's, or not there. */
static const struct fault *branch_blob(struct oid *out, struct review *review, const struct oid *tip)
{
	struct snapshot *snapshot = NULL;
	memset(out, 0, sizeof *out);
	const struct fault *fault = snapshot_open(&snapshot, review->repository, tip);
	if (fault)
		return fault;
	fault = snapshot_find(out, snapshot, review_draft(review)->path);
	snapshot_close(snapshot);
	if (fault || oid_equal(out, &review->draft_blob))
		memset(out, 0, sizeof *out);
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}

const struct fault *collecting_run(struct review *review, size_t index)
{
	struct reviewer *reviewer = &review->work->next->reviewers[index];
	struct collecting c = {.review = review, .reviewer = index, .base = review->draft};
	struct ancestor ancestor = {0};
	if (oid_is_zero(&reviewer->tip))
		return NULL;
	const struct fault *fault = branch_blob(&c.branch_blob, review, &reviewer->tip);
	if (fault || oid_is_zero(&c.branch_blob))
		return fault;
	fault = ancestor_find(&ancestor, review, reviewer->id, &reviewer->tip, review_draft(review)->path);
	if (!fault && ancestor.missing)
		review_remark(review,
			_("The branch review/%s has no common history with the base: its text is left alone."),
			reviewer->id);
	if (!fault && !ancestor.missing && (ancestor.folded || !oid_equal(&ancestor.blob, &c.branch_blob))) {
		fault = review_blob(&c.branch, review, &c.branch_blob);
		c.before = ancestor.draft;
		c.ancestor = &ancestor;
		if (!fault)
			collect(&c);
	}
	ancestor_clear(&ancestor);
	return fault;
}
