#include "draft/carry.h"

#include "base/array.h"
#include "draft/division.h"
#include "draft/repeat.h"
#include "text/wordmerge.h"
#include "text/words.h"

/* The blocks of theirs that have the words of one of the ancestor's, and of those that we joined to it. */
struct span {
	size_t first, count;
	bool whole; /* nothing of them is gone, and they follow each other with nothing between */
};

static void collision_add(struct merge_collisions *out, struct merge_collision collision)
{
	*ARRAY_ADD(out->items, out->count, out->capacity) = collision;
}

static void collide(struct carry *c, size_t ancestor, size_t our, size_t their)
{
	collision_add(c->collisions, (struct merge_collision){ancestor, our, their});
}

/* An edit with words of its own; `blame` is what to report should it not fit. */
static struct edit *edit_add(struct carry *c, enum edit_kind kind, struct buffer *text, struct merge_collision blame)
{
	struct edit *edit = ARRAY_ADD(c->edits, c->count, c->capacity);
	struct buffer *kept = ARRAY_ADD(c->texts, c->text_count, c->text_capacity);
	ARRAY_ADD(c->causes, c->cause_count, c->cause_capacity)->blame = blame;
	edit->kind = kind;
	if (text) {
		*kept = *text;
		*text = (struct buffer){0};
		edit->text = buffer_text(kept);
	}
	return edit;
}

/* A block with those beside it that follow it: what was split off it, or joined to it. */
static void extend(size_t *first, size_t *count, const size_t *follows, size_t total, size_t block)
{
	size_t last = block;
	*first = block;
	while (*first > 0 && follows[*first - 1] == block)
		--*first;
	while (last + 1 < total && follows[last + 1] == block)
		last++;
	*count = last + 1 - *first;
}

/* The block of theirs behind which something of ours belongs: its nearest predecessor that has an ancestor and stands
 * where it stood; one that they deleted still marks its place. */
static size_t place_in_theirs(const struct carry *c, size_t our)
{
	for (size_t i = our; i-- > 0;) {
		size_t ancestor = c->our_align.to_old[i];
		if (ancestor == ALIGN_NONE || c->our_align.moved[i])
			continue;
		ancestor = align_last_joined(&c->our_align, ancestor);
		size_t their = c->their_align.to_new[ancestor];
		if (their == ALIGN_NONE && c->their_align.joined_to[ancestor] != ALIGN_NONE)
			their = c->their_align.to_new[c->their_align.joined_to[ancestor]];
		if (their == ALIGN_NONE)
			their = align_neighbour(&c->their_align, ancestor);
		if (their == ALIGN_NONE)
			return EDIT_START;
		size_t first = their;
		while (their + 1 < c->theirs->count && c->their_align.split_from[their + 1] == first)
			their++;
		return their;
	}
	return EDIT_START;
}

static bool they_changed(const struct carry *c, size_t ancestor, size_t their)
{
	return !words_same(c->ancestor->blocks[ancestor].text, c->theirs->blocks[their].text);
}

/* The block of theirs that has the words of one of the ancestor's. */
static size_t in_theirs(const struct carry *c, size_t ancestor)
{
	size_t joined = c->their_align.joined_to[ancestor], their = c->their_align.to_new[ancestor];
	return their == ALIGN_NONE && joined != ALIGN_NONE ? c->their_align.to_new[joined] : their;
}

/* We took a block out. What we joined to another goes with that one's words. */
static void carry_deletion(struct carry *c, size_t ancestor)
{
	size_t their = c->their_align.to_new[ancestor], joined = c->their_align.joined_to[ancestor];
	struct merge_collision blame = {ancestor, ALIGN_NONE, their};
	if (c->our_align.joined_to[ancestor] != ALIGN_NONE)
		return;
	if (their == ALIGN_NONE) {
		/* They joined its words to another block, where they still stand. */
		if (joined != ALIGN_NONE)
			collide(c, ancestor, ALIGN_NONE, c->their_align.to_new[joined]);
		return;
	}
	if (they_changed(c, ancestor, their) || c->their_align.moved[their] || c->edit_of[their]) {
		collide(c, ancestor, ALIGN_NONE, their);
		return;
	}
	edit_add(c, EDIT_DELETE, NULL, blame)->block = their;
	c->edit_of[their] = c->count;
}

/* Whether a block of theirs is one of those that have the words of one of the ancestor's, and of what we joined to it.
 */
static bool has_words_of(const struct carry *c, size_t first, size_t count, size_t block)
{
	for (size_t i = first; i < first + count; i++)
		if (in_theirs(c, i) == block || c->their_align.split_from[block] == in_theirs(c, i))
			return true;
	return false;
}

static void find_span(struct span *out, const struct carry *c, size_t ancestor)
{
	size_t from, size, end = 0, last = 0;
	extend(&from, &size, c->our_align.joined_to, c->ancestor->count, ancestor);
	*out = (struct span){.first = ALIGN_NONE, .whole = true};
	for (size_t i = from; i < from + size; i++) {
		size_t their = in_theirs(c, i), first, count;
		out->whole = out->whole && their != ALIGN_NONE && their >= last;
		if (their == ALIGN_NONE)
			continue;
		last = their;
		extend(&first, &count, c->their_align.split_from, c->theirs->count, their);
		out->first = first < out->first ? first : out->first;
		end = first + count > end ? first + count : end;
	}
	out->count = out->first < end ? end - out->first : 0;
	for (size_t i = out->first; out->whole && i < end; i++)
		out->whole = has_words_of(c, from, size, i);
}

/* Whether a side made another kind of block of it: a heading of a paragraph, an item of a plain paragraph. */
static bool reframed(const struct block *was, const struct block *is)
{
	return was->kind != is->kind || was->level != is->level || was->list_depth != is->list_depth ||
	       was->quote_depth != is->quote_depth;
}

/* One block that both have: its words before, here and there, with all that is joined and split, and with both changes.
 */
struct block_carry {
	struct carry *c;
	size_t ancestor, our;
	struct span span;
	struct buffer was, ours, theirs, merged;
	bool changed, moved, framed;
};

/* A text that holds our own mark cannot be merged with it. */
static bool is_marked(const struct block_carry *b)
{
	size_t first, count;
	const struct carry *c = b->c;
	bool marked = division_has_mark(c->ancestor->blocks[b->ancestor].text);
	extend(&first, &count, c->our_align.split_from, c->ours->count, b->our);
	for (size_t i = first; i < first + count; i++)
		marked |= division_has_mark(c->ours->blocks[i].text);
	for (size_t i = b->span.first; i < b->span.first + b->span.count; i++)
		marked |= division_has_mark(c->theirs->blocks[i].text);
	return marked;
}

static void read_words(struct block_carry *b)
{
	const struct carry *c = b->c;
	size_t first, count;
	extend(&first, &count, c->our_align.joined_to, c->ancestor->count, b->ancestor);
	division_words(&b->was, c->ancestor, first, count);
	extend(&first, &count, c->our_align.split_from, c->ours->count, b->our);
	division_words(&b->ours, c->ours, first, count);
	division_words(&b->theirs, c->theirs, b->span.first, b->span.count);
	struct text was = buffer_text(&b->was), ours = buffer_text(&b->ours);
	bool both = words_same(ours, buffer_text(&b->theirs)) && !words_same(was, ours);
	b->changed = !text_equal(was, ours) && !both;
}

/* The words of both; false where they collide. */
static bool merge_both(struct block_carry *b)
{
	if (!b->changed) {
		buffer_add(&b->merged, buffer_text(&b->theirs));
		return true;
	}
	return wordmerge_run(&b->merged, buffer_text(&b->was), buffer_text(&b->theirs), buffer_text(&b->ours)) &&
	       !is_marked(b);
}

/* Whether they have divided it, or joined others to it: half of it would move, or too much. */
static bool is_regrouped(const struct block_carry *b)
{
	const struct carry *c = b->c;
	return b->span.count > 1 || c->their_joins[b->ancestor] || c->their_align.to_new[b->ancestor] == ALIGN_NONE;
}

/* Whether it stands behind `after` in theirs, but for what they have put in between. */
static bool stands_behind(const struct carry *c, size_t their, size_t after)
{
	while (their-- > 0)
		if (their == after || c->their_align.to_old[their] != ALIGN_NONE)
			return their == after;
	return after == EDIT_START;
}

/* Where it goes; false where they have moved it, too, and to another place. */
static bool find_place(struct block_carry *b, size_t *after)
{
	const struct carry *c = b->c;
	size_t their = b->span.first;
	*after = b->moved ? place_in_theirs(c, b->our) : their;
	if (!b->moved)
		return true;
	if (!b->changed && is_regrouped(b))
		return false;
	if (!c->their_align.moved[in_theirs(c, b->ancestor)])
		return true;
	b->moved = false;
	return stands_behind(c, their, *after);
}

/* Whether the kind that we made of it is theirs, too, or theirs alone is not the ancestor's. */
static bool find_frame(struct block_carry *b)
{
	const struct carry *c = b->c;
	const struct block *was = &c->ancestor->blocks[b->ancestor], *theirs = &c->theirs->blocks[b->span.first];
	if (!b->framed || !reframed(was, theirs))
		return true;
	b->framed = false;
	return !reframed(&c->ours->blocks[b->our], theirs);
}

/* They joined it to another that we have changed, too: the words of both go in together. False where they cannot. */
static bool add_to_last(struct block_carry *b)
{
	struct carry *c = b->c;
	size_t at = c->edit_of[b->span.first];
	struct edit *edit = at ? &c->edits[at - 1] : NULL;
	bool fine = edit && edit->kind == EDIT_REWORD && edit->block == b->span.first && !b->moved && !b->framed;
	for (size_t i = b->span.first; i < b->span.first + b->span.count; i++)
		fine = fine && c->edit_of[i] == at;
	for (size_t i = b->span.first + b->span.count; fine && i < c->theirs->count && c->edit_of[i] == at; i++)
		fine = false;
	if (!fine)
		return false;
	struct buffer last = {0}, merged = {0};
	fine = division_mark(&last, edit->text) &&
	       wordmerge_run(&merged, buffer_text(&b->theirs), buffer_text(&last), buffer_text(&b->merged));
	if (fine) {
		division_unmark(&merged);
		buffer_clear(&c->texts[at - 1]);
		c->texts[at - 1] = merged;
		edit->text = buffer_text(&c->texts[at - 1]);
		merged = (struct buffer){0};
	}
	buffer_clear(&last);
	buffer_clear(&merged);
	return fine;
}

/* The edits: the first block takes the words, the others go. */
static void put_block(struct block_carry *b, size_t after, bool reworded)
{
	struct carry *c = b->c;
	struct merge_collision blame = {b->ancestor, b->our, b->span.first};
	bool elsewhere = b->moved || b->framed;
	division_unmark(&b->merged);
	struct edit *edit =
		edit_add(c, elsewhere ? EDIT_MOVE : EDIT_REWORD, reworded || b->framed ? &b->merged : NULL, blame);
	size_t at = c->count;
	edit->block = b->span.first;
	edit->after = elsewhere ? after : 0;
	edit->like = b->framed ? c->ours : NULL;
	edit->like_block = b->our;
	for (size_t i = 1; i < b->span.count; i++) {
		edit_add(c, EDIT_DELETE, NULL, blame)->block = b->span.first + i;
		c->causes[c->count - 1].with_last = true;
	}
	for (size_t i = 0; i < b->span.count; i++)
		c->edit_of[b->span.first + i] = at;
}

/* Whether they have put in elsewhere what we put in here: the words would stand twice. */
static bool is_repeated(const struct block_carry *b)
{
	const struct carry *c = b->c;
	struct repeat repeat = {c->ancestor, c->theirs, &c->their_align, b->span.first, b->span.count};
	struct buffer was = {0}, ours = {0};
	buffer_add(&was, buffer_text(&b->was));
	buffer_add(&ours, buffer_text(&b->ours));
	division_unmark(&was);
	division_unmark(&ours);
	bool is = repeat_find(&repeat, buffer_text(&was), buffer_text(&ours)) != ALIGN_NONE;
	buffer_clear(&was);
	buffer_clear(&ours);
	return is;
}

static bool carry_whole(struct block_carry *b)
{
	const struct carry *c = b->c;
	size_t after;
	bool free = true, fine = merge_both(b), placed = find_place(b, &after), framed = find_frame(b);
	bool reworded = b->changed && !text_equal(buffer_text(&b->merged), buffer_text(&b->theirs));
	if (!fine || !placed || !framed)
		return false;
	if (!reworded && !b->moved && !b->framed)
		return true;
	if (reworded && is_repeated(b))
		return false;
	for (size_t i = b->span.first; i < b->span.first + b->span.count; i++)
		free = free && !c->edit_of[i];
	if (!free)
		return add_to_last(b);
	put_block(b, after, reworded);
	return true;
}

/* A block that both have: its words, its kind, and where it stands. */
static void carry_block(struct carry *c, size_t ancestor, size_t our)
{
	struct block_carry b = {.c = c, .ancestor = ancestor, .our = our, .moved = c->our_align.moved[our]};
	b.framed = reframed(&c->ancestor->blocks[ancestor], &c->ours->blocks[our]);
	find_span(&b.span, c, ancestor);
	read_words(&b);
	bool asks = b.moved || b.framed || !words_same(buffer_text(&b.was), buffer_text(&b.ours));
	if (b.span.whole ? !carry_whole(&b) : asks)
		collide(c, ancestor, our, in_theirs(c, ancestor));
	buffer_clear(&b.was);
	buffer_clear(&b.ours);
	buffer_clear(&b.theirs);
	buffer_clear(&b.merged);
}

/* Whether they have inserted the same words at the same place: each of theirs answers for one of ours. */
static bool inserted_by_both(struct carry *c, size_t after, const struct block *block)
{
	for (size_t i = after == EDIT_START ? 0 : after + 1; i < c->theirs->count; i++) {
		const struct block *other = &c->theirs->blocks[i];
		if (c->their_align.to_old[i] != ALIGN_NONE)
			return false;
		if (c->taken[i] || other->kind != block->kind || !words_same(other->text, block->text))
			continue;
		c->taken[i] = true;
		return true;
	}
	return false;
}

static void carry_insertion(struct carry *c, size_t our)
{
	struct merge_collision blame = {ALIGN_NONE, our, ALIGN_NONE};
	struct text words = c->ours->blocks[our].text;
	size_t after = place_in_theirs(c, our);
	if (inserted_by_both(c, after, &c->ours->blocks[our]))
		return;
	struct repeat repeat = {.ancestor = c->ancestor, .theirs = c->theirs, .align = &c->their_align};
	size_t repeated = repeat_find(&repeat, (struct text){0}, words);
	if (repeated != ALIGN_NONE) {
		collide(c, ALIGN_NONE, our, repeated);
		return;
	}
	struct buffer copy = {0};
	buffer_add(&copy, words);
	struct edit *edit = edit_add(c, EDIT_INSERT, &copy, blame);
	edit->after = after;
	edit->like = c->ours;
	edit->like_block = our;
	buffer_clear(&copy);
}

/* Whether anything of a block that has an ancestor differs from it. */
static bool we_changed(const struct carry *c, size_t ancestor, size_t our)
{
	const struct block *was = &c->ancestor->blocks[ancestor], *is = &c->ours->blocks[our];
	size_t count = c->ours->count;
	return c->our_align.moved[our] || reframed(was, is) || c->our_joins[ancestor] ||
	       !text_equal(was->text, is->text) || (our > 0 && c->our_align.split_from[our - 1] == our) ||
	       (our + 1 < count && c->our_align.split_from[our + 1] == our);
}

static bool *find_joins(const struct align *align)
{
	bool *joins = memory_new(align->old_count, sizeof *joins);
	for (size_t i = 0; i < align->old_count; i++)
		if (align->joined_to[i] != ALIGN_NONE)
			joins[align->joined_to[i]] = true;
	return joins;
}

static void carry_all(struct carry *c)
{
	c->taken = memory_new(c->theirs->count, sizeof *c->taken);
	c->edit_of = memory_new(c->theirs->count, sizeof *c->edit_of);
	c->our_joins = find_joins(&c->our_align);
	c->their_joins = find_joins(&c->their_align);
	for (size_t i = 0; i < c->ours->count; i++) {
		size_t ancestor = c->our_align.to_old[i];
		if (ancestor == ALIGN_NONE && c->our_align.split_from[i] == ALIGN_NONE)
			carry_insertion(c, i);
		else if (ancestor != ALIGN_NONE && we_changed(c, ancestor, i))
			carry_block(c, ancestor, i);
	}
	for (size_t i = 0; i < c->ancestor->count; i++)
		if (c->our_align.to_new[i] == ALIGN_NONE)
			carry_deletion(c, i);
}

void carry_run(struct carry *out, struct merge_collisions *collisions, const struct draft *ancestor,
	const struct draft *ours, const struct draft *theirs)
{
	*out = (struct carry){.ancestor = ancestor, .ours = ours, .theirs = theirs, .collisions = collisions};
	align_amended(&out->our_align, ancestor, ours);
	align_amended(&out->their_align, ancestor, theirs);
	carry_all(out);
}

size_t carry_together(const struct carry *c, size_t at)
{
	size_t end = at + 1;
	while (end < c->count && c->causes[end].with_last)
		end++;
	return end - at;
}

void carry_drop(struct carry *c, size_t at)
{
	collision_add(c->collisions, c->causes[at].blame);
	for (size_t count = carry_together(c, at); count--;) {
		buffer_clear(&c->texts[at]);
		ARRAY_REMOVE(c->edits, c->count, at);
		ARRAY_REMOVE(c->texts, c->text_count, at);
		ARRAY_REMOVE(c->causes, c->cause_count, at);
	}
}

void carry_clear(struct carry *c)
{
	align_clear(&c->our_align);
	align_clear(&c->their_align);
	for (size_t i = 0; i < c->text_count; i++)
		buffer_clear(&c->texts[i]);
	free(c->edits);
	free(c->texts);
	free(c->causes);
	free(c->taken);
	free(c->our_joins);
	free(c->their_joins);
	free(c->edit_of);
}
