/* collecting - what one branch proposes: its draft compared with its ancestor's, and that with the base's */
#include "review/ahead.h"
#include "review/collected.h"
#include "review/work.h"

#include "base/array.h"
#include "base/language.h"
#include "draft/merge.h"
#include "draft/passage.h"
#include "draft/repeat.h"
#include "review/amendment.h"
#include "review/ancestor.h"
#include "text/words.h"

/* What one branch's amendments are collected from. */
struct collecting {
	struct review *review;
	size_t reviewer;
	const struct draft *before, *branch, *base;
	struct ancestor ancestor; /* of `before` */
	struct oid branch_blob;
	struct align proposed; /* before -> branch */
	struct align since;    /* before -> base */
	bool reframed;         /* what stands around words is changed, too */
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

/* The last of the blocks that the base has split one into. */
static size_t last_part(const struct collecting *c, size_t block)
{
	size_t last = block;
	while (block != STANDING_NONE && last + 1 < c->base->count && c->since.split_from[last + 1] == block)
		last++;
	return last;
}

/* The base block that precedes a branch's block: its nearest predecessor that has an ancestor. */
static size_t anchor_of(const struct collecting *c, size_t branch_block)
{
	for (size_t i = branch_block; i-- > 0;) {
		size_t before = c->proposed.to_old[i];
		bool gone;
		if (before != ALIGN_NONE && !c->proposed.moved[i])
			return last_part(c, base_block(c, align_last_joined(&c->proposed, before), &gone));
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

/* Whether the base has put in elsewhere what this puts in: the words would stand twice. */
static bool is_repeated(const struct collecting *c, const struct amendment *amendment)
{
	struct repeat repeat = {.ancestor = c->before, .theirs = c->base, .align = &c->since};
	if (amendment->kind == AMEND_REWORD) {
		repeat.first = amendment->block;
		repeat.count = amendment->extent;
	}
	return repeat_find(&repeat, buffer_text(&amendment->was), buffer_text(&amendment->now)) != ALIGN_NONE;
}

static void add_insertion(struct collecting *c, size_t branch_block)
{
	struct amendment *amendment = amendment_add(c, AMEND_INSERT);
	amendment->block = anchor_of(c, branch_block);
	amendment->paragraph = branch_block + 1;
	buffer_add(&amendment->now, c->branch->blocks[branch_block].text);
	buffer_add(&amendment->carried, buffer_text(&amendment->now));
	amendment->collides_with_base = is_repeated(c, amendment);
}

/* Whether the base has divided a paragraph, or joined others to it: half of it would move, or too much. */
static bool is_regrouped(const struct collecting *c, size_t before, size_t block)
{
	bool is = c->since.to_new[before] != block;
	for (size_t i = 0; i < c->base->count; i++)
		is |= c->since.split_from[i] == block;
	for (size_t i = 0; i < c->before->count; i++)
		is |= c->since.joined_to[i] == before;
	return is;
}

static void add_deletion(struct collecting *c, size_t before)
{
	bool gone;
	struct amendment *amendment = amendment_add(c, AMEND_DELETE);
	amendment->block = base_block(c, before, &gone);
	ancestor_origin(&amendment->was_blob, &amendment->was_paragraph, &c->ancestor, before);
	amendment->before = before;
	amendment->scattered = gone || is_regrouped(c, before, amendment->block);
	amendment->collides_with_base =
		!gone && c->base->blocks[amendment->block].words != c->before->blocks[before].words;
	buffer_add(&amendment->was, c->before->blocks[before].text);
}

/* Which of the base's blocks hold the words of an ancestor's block and of those joined to it. */
struct holders {
	bool *has;
	size_t first, last, count;
	bool gone;     /* the words of one are not there any more */
	bool in_order; /* their blocks follow each other as they did */
};

static void holders_find(struct holders *out, const struct collecting *c, size_t before)
{
	*out = (struct holders){.has = memory_new(c->base->count, sizeof *out->has), .in_order = true};
	for (size_t i = 0, last = 0; i < c->before->count; i++) {
		bool gone;
		if (i != before && c->proposed.joined_to[i] != before)
			continue;
		size_t block = base_block(c, i, &gone);
		out->gone |= gone;
		if (gone)
			continue;
		out->in_order &= block >= last;
		last = block;
		for (size_t j = 0; j < c->base->count; j++)
			out->has[j] |= j == block || c->since.split_from[j] == block;
	}
	for (size_t j = 0; j < c->base->count; j++) {
		if (!out->has[j])
			continue;
		out->first = out->count++ ? out->first : j;
		out->last = j;
	}
}

/* The base's blocks that it speaks of: `extent` of them, from `block` on. False where these do not stand together, or
 * one is gone: then what is proposed cannot be carried there. */
static bool find_extent(const struct collecting *c, struct amendment *amendment)
{
	struct holders holders;
	holders_find(&holders, c, amendment->before);
	amendment->gone = holders.gone;
	bool together = !holders.gone && holders.in_order && holders.last - holders.first + 1 == holders.count;
	amendment->scattered = !together;
	if (together) {
		amendment->block = holders.first;
		amendment->extent = holders.count;
	}
	free(holders.has);
	return together;
}

/* Its words as they would stand in the base today; false where they collide there. */
static bool carry_to_base(const struct collecting *c, struct amendment *amendment)
{
	struct buffer base = {0};
	bool fine = find_extent(c, amendment);
	amendment_base_words(&base, amendment, c->base);
	fine = fine && merge_words(&amendment->carried, buffer_text(&amendment->was),
			       (const struct text[]){buffer_text(&base), buffer_text(&amendment->now)}, 2, NULL);
	bool same = fine && text_equal(buffer_text(&amendment->carried), buffer_text(&base));
	amendment->in_base = same && !amendment->moved_too;
	buffer_clear(&base);
	return fine && (same || !is_repeated(c, amendment));
}

static void add_rewording(struct collecting *c, size_t branch_block, size_t before)
{
	struct amendment *amendment = amendment_add(c, AMEND_REWORD);
	bool gone;
	amendment->moved_too = c->proposed.moved[branch_block];
	amendment->after = amendment->moved_too ? anchor_of(c, branch_block) : STANDING_NONE;
	amendment->paragraph = branch_block + 1;
	ancestor_origin(&amendment->was_blob, &amendment->was_paragraph, &c->ancestor, before);
	amendment->before = before;
	amendment_words(&amendment->was, c->before, before, c->proposed.joined_to);
	amendment_words(&amendment->now, c->branch, branch_block, c->proposed.split_from);
	amendment->block = base_block(c, before, &gone);
	amendment->collides_with_base = !carry_to_base(c, amendment);
	if (!amendment->collides_with_base)
		return;
	buffer_empty(&amendment->carried);
	buffer_add(&amendment->carried, buffer_text(&amendment->now));
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
	return bag_common(passage_bag(c->before, before), passage_bag(c->base, block)) > 0;
}

static void add_move(struct collecting *c, size_t branch_block, size_t before)
{
	bool gone;
	struct amendment *amendment = amendment_add(c, AMEND_MOVE);
	amendment->block = base_block(c, before, &gone);
	amendment->after = anchor_of(c, branch_block);
	amendment->paragraph = branch_block + 1;
	ancestor_origin(&amendment->was_blob, &amendment->was_paragraph, &c->ancestor, before);
	amendment->before = before;
	gone = gone || !is_kin(c, before, amendment->block);
	amendment->gone = gone;
	amendment->scattered = amendment->collides_with_base = gone || is_regrouped(c, before, amendment->block);
	buffer_add(&amendment->was, c->before->blocks[before].text);
	buffer_add(&amendment->now, c->branch->blocks[branch_block].text);
	buffer_add(&amendment->carried, buffer_text(&amendment->now));
	amendment->in_base = !amendment->collides_with_base && stands_behind(c, amendment->block, amendment->after);
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

/* Whether two blocks are the same but for their words: heading level, depth, kind of marker. */
static bool same_frame(const struct block *a, const struct block *b)
{
	struct text one = a->marker, two = b->marker;
	bool same = a->level == b->level && a->list_depth == b->list_depth && a->quote_depth == b->quote_depth &&
		    a->item_start == b->item_start && (one.size > 1) == (two.size > 1);
	return same && (!one.size || !two.size || one.bytes[one.size - 1] == two.bytes[two.size - 1]);
}

/* Amendments are words: what a branch changes around those that stay, and the base does not have, is left alone. */
static bool reframes(const struct collecting *c)
{
	bool any = false;
	for (size_t i = 0; i < c->branch->count && !any; i++) {
		const struct block *block = &c->branch->blocks[i];
		size_t before = c->proposed.to_old[i];
		size_t base = before == ALIGN_NONE ? ALIGN_NONE : c->since.to_new[before];
		any = base != ALIGN_NONE && !c->proposed.moved[i] && !same_frame(block, &c->before->blocks[before]) &&
		      !same_frame(block, &c->base->blocks[base]);
	}
	return any;
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
	c->reframed = reframes(c);
	free(regrouped);
	align_clear(&c->proposed);
	align_clear(&c->since);
}

static void say_reframed(struct review *review, const char *reviewer)
{
	review_remark(review,
		_("%s has changed what stands around the words, too (markers, heading levels): that is left alone."),
		reviewer);
}

static const struct fault *collect_branch(struct collecting *c, const struct reviewer *reviewer, bool *missing)
{
	struct review *review = c->review;
	struct ancestor *ancestor = &c->ancestor;
	const struct fault *fault =
		ancestor_find(ancestor, review, reviewer->id, &reviewer->tip, review_draft(review)->path);
	*missing = !fault && ancestor->missing;
	if (!fault && !ancestor->missing && (ancestor->folded || !oid_equal(&ancestor->blob, &c->branch_blob))) {
		fault = review_blob(&c->branch, review, &c->branch_blob);
		c->before = ancestor->draft;
		if (!fault)
			collect(c);
	}
	ancestor_clear(ancestor);
	return fault;
}

const struct fault *collecting_run(struct review *review, size_t index)
{
	struct reviewer *reviewer = &review->work->next->reviewers[index];
	struct collecting c = {.review = review, .reviewer = index, .base = review->draft};
	size_t first = review->work->next->amendment_count;
	bool holds, missing;
	if (oid_is_zero(&reviewer->tip))
		return NULL;
	const struct collected *collected = collected_find(review, reviewer, &holds);
	if (holds) {
		collected_give(review, index, collected);
		if (collected->reframed)
			say_reframed(review, reviewer->id);
		return NULL;
	}
	const struct fault *fault = ahead_blob(&c.branch_blob, review, index);
	if (fault || oid_is_zero(&c.branch_blob))
		return fault;
	fault = collect_branch(&c, reviewer, &missing);
	reviewer->unread = missing;
	if (missing)
		review_remark(review,
			_("The branch review/%s has no common history with the base: its text is left alone."),
			reviewer->id);
	else if (!fault)
		collected_keep(review, reviewer, first)->reframed = c.reframed;
	if (c.reframed)
		say_reframed(review, reviewer->id);
	return fault;
}
