#include "draft/merge.h"

#include "base/array.h"
#include "draft/rewrite.h"
#include "text/wordmerge.h"
#include "text/words.h"

/* One merge: what each side did, and the edits of theirs that carry ours over. */
struct carry {
	const struct draft *ancestor, *ours, *theirs;
	struct align our_align, their_align;
	struct edit *edits;
	struct buffer *texts;          /* of the edits; what they point to */
	struct merge_collision *blame; /* the collision an edit becomes if it cannot be put in */
	size_t count, capacity, text_capacity, blame_capacity, text_count, blame_count;
	struct merge_collisions *collisions;
	bool *taken; /* insertions of theirs that are one of ours, too */
};

/* Stands between the parts of a split paragraph while words are merged: a word like others, so that a change beside it
 * collides and is not taken for one of layout. */
#define SPLIT "\x1e"

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
	*ARRAY_ADD(c->blame, c->blame_count, c->blame_capacity) = blame;
	edit->kind = kind;
	if (text) {
		*kept = *text;
		*text = (struct buffer){0};
		edit->text = buffer_text(kept);
	}
	return edit;
}

/* A block with what was split off it, in order. */
static void split_words(struct buffer *out, const struct draft *draft, const struct align *align, size_t block)
{
	size_t first = block, last = block;
	while (first > 0 && align->split_from[first - 1] == block)
		first--;
	while (last + 1 < draft->count && align->split_from[last + 1] == block)
		last++;
	for (size_t i = first; i <= last; i++) {
		if (i > first)
			buffer_add_string(out, "\n" SPLIT "\n");
		buffer_add(out, draft->blocks[i].text);
	}
}

/* A text that holds our own mark cannot be merged with it. */
static bool has_mark(struct text text)
{
	return text.size && memchr(text.bytes, SPLIT[0], text.size);
}

/* Adds the text with its splits marked; false when it holds such marks already. */
static bool mark_splits(struct buffer *out, struct text words)
{
	for (size_t i = 0; i < words.size; i++) {
		bool split = words.bytes[i] == '\n' && i + 1 < words.size && words.bytes[i + 1] == '\n';
		buffer_add_byte(out, words.bytes[i]);
		if (split)
			buffer_add_string(out, SPLIT);
	}
	return !has_mark(words);
}

/* As it is written again. */
static void unmark_splits(struct buffer *words)
{
	size_t size = 0;
	for (size_t i = 0; i < words->size; i++)
		if (words->bytes[i] != SPLIT[0])
			words->bytes[size++] = words->bytes[i];
	words->size = size;
}

bool merge_words(struct buffer *out, struct text base, const struct text *sides, size_t count, bool *collides)
{
	struct buffer marked_base = {0}, merged = {0}, *marked = memory_new(count, sizeof *marked);
	struct text *texts = memory_new(count, sizeof *texts);
	bool fine = mark_splits(&marked_base, base), clean = false;
	for (size_t i = 0; i < count; i++) {
		fine = mark_splits(&marked[i], sides[i]) && fine;
		texts[i] = buffer_text(&marked[i]);
	}
	if (fine)
		clean = wordmerge_many(&merged, buffer_text(&marked_base), texts, count, collides);
	else
		buffer_add(&merged, base);
	for (size_t i = 0; !fine && collides && i < count * count; i++)
		collides[i] = i / count != i % count;
	unmark_splits(&merged);
	buffer_add(out, buffer_text(&merged));
	for (size_t i = 0; i < count; i++)
		buffer_clear(&marked[i]);
	buffer_clear(&marked_base);
	buffer_clear(&merged);
	free(marked);
	free(texts);
	return clean;
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

/* We took a block out, or joined its words to another. */
static void carry_deletion(struct carry *c, size_t ancestor)
{
	size_t their = c->their_align.to_new[ancestor], joined = c->our_align.joined_to[ancestor];
	struct merge_collision blame = {ancestor, ALIGN_NONE, their};
	if (their == ALIGN_NONE) {
		/* They joined its words to another block, where they still stand. */
		if (joined == ALIGN_NONE && c->their_align.joined_to[ancestor] != ALIGN_NONE)
			collide(c, ancestor, ALIGN_NONE, c->their_align.to_new[c->their_align.joined_to[ancestor]]);
		return;
	}
	if (joined != ALIGN_NONE) {
		size_t whole = c->their_align.to_new[joined];
		if (whole == ALIGN_NONE || they_changed(c, joined, whole)) {
			collide(c, ancestor, c->our_align.to_new[joined], their);
			return;
		}
	}
	if (they_changed(c, ancestor, their) || c->their_align.moved[their])
		collide(c, ancestor, ALIGN_NONE, their);
	else
		edit_add(c, EDIT_DELETE, NULL, blame)->block = their;
}

/* Whether a block that we joined to this one has been changed by them: then the join cannot be carried. */
static bool join_broken(const struct carry *c, size_t ancestor)
{
	for (size_t i = 0; i < c->ancestor->count; i++) {
		size_t their = c->their_align.to_new[i];
		if (c->our_align.joined_to[i] == ancestor && (their == ALIGN_NONE || they_changed(c, i, their)))
			return true;
	}
	return false;
}

/* Whether a side made another kind of block of it: a heading of a paragraph, an item of a plain paragraph. */
static bool reframed(const struct block *was, const struct block *is)
{
	return was->kind != is->kind || was->level != is->level || was->list_depth != is->list_depth ||
	       was->quote_depth != is->quote_depth;
}

/* A block that both have: its words, its kind, and where it stands. */
static void carry_block(struct carry *c, size_t ancestor, size_t our, const bool *joins)
{
	size_t their = c->their_align.to_new[ancestor];
	const struct block *was = &c->ancestor->blocks[ancestor], *is = &c->ours->blocks[our];
	struct buffer words = {0}, others = {0}, merged = {0};
	bool moved = c->our_align.moved[our], framed = reframed(was, is);
	split_words(&words, c->ours, &c->our_align, our);
	struct text mine = buffer_text(&words);
	bool changed = !text_equal(was->text, mine);
	if (their == ALIGN_NONE) {
		if (moved || framed || !words_same(was->text, mine))
			collide(c, ancestor, our, ALIGN_NONE);
		buffer_clear(&words);
		return;
	}
	const struct block *theirs = &c->theirs->blocks[their];
	split_words(&others, c->theirs, &c->their_align, their);
	if (words_same(mine, buffer_text(&others)) && !words_same(was->text, mine))
		changed = false; /* both made the same change, be it a split */
	size_t after = moved ? place_in_theirs(c, our) : their;
	bool clash = false;
	if (changed) {
		clash = !wordmerge_run(&merged, was->text, theirs->text, mine);
		clash = clash || has_mark(was->text) || has_mark(is->text) || has_mark(theirs->text);
		clash = clash ||
			(joins[ancestor] && (join_broken(c, ancestor) || !text_equal(was->text, theirs->text)));
		unmark_splits(&merged);
	} else {
		buffer_add(&merged, theirs->text);
	}
	if (moved && c->their_align.moved[their]) {
		clash = clash || (after == EDIT_START ? their != 0 : after + 1 != their);
		moved = false;
		after = their;
	}
	if (framed && reframed(was, theirs)) {
		clash = clash || reframed(is, theirs);
		framed = false;
	}
	struct merge_collision blame = {ancestor, our, their};
	bool reworded = changed && !text_equal(buffer_text(&merged), theirs->text);
	if (clash) {
		collide(c, ancestor, our, their);
	} else if (moved || framed) {
		struct edit *edit = edit_add(c, EDIT_MOVE, reworded || framed ? &merged : NULL, blame);
		edit->block = their;
		edit->after = after;
		edit->like = framed ? c->ours : NULL;
		edit->like_block = our;
	} else if (reworded) {
		edit_add(c, EDIT_REWORD, &merged, blame)->block = their;
	}
	buffer_clear(&words);
	buffer_clear(&others);
	buffer_clear(&merged);
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
	return c->our_align.moved[our] || reframed(was, is) || !text_equal(was->text, is->text) ||
	       (our > 0 && c->our_align.split_from[our - 1] == our) ||
	       (our + 1 < count && c->our_align.split_from[our + 1] == our);
}

/* The edits for everything that we did. */
static void carry_all(struct carry *c)
{
	bool *joins = memory_new(c->ancestor->count, sizeof *joins);
	c->taken = memory_new(c->theirs->count, sizeof *c->taken);
	for (size_t i = 0; i < c->ancestor->count; i++)
		if (c->our_align.joined_to[i] != ALIGN_NONE)
			joins[c->our_align.joined_to[i]] = true;
	for (size_t i = 0; i < c->ours->count; i++) {
		size_t ancestor = c->our_align.to_old[i];
		if (ancestor == ALIGN_NONE && c->our_align.split_from[i] == ALIGN_NONE)
			carry_insertion(c, i);
		else if (ancestor != ALIGN_NONE && we_changed(c, ancestor, i))
			carry_block(c, ancestor, i, joins);
	}
	for (size_t i = 0; i < c->ancestor->count; i++)
		if (c->our_align.to_new[i] == ALIGN_NONE)
			carry_deletion(c, i);
	free(joins);
}

static void edit_drop(struct carry *c, size_t at)
{
	collision_add(c->collisions, c->blame[at]);
	buffer_clear(&c->texts[at]);
	ARRAY_REMOVE(c->edits, c->count, at);
	ARRAY_REMOVE(c->texts, c->text_count, at);
	ARRAY_REMOVE(c->blame, c->blame_count, at);
}

/* Puts the edits in. Where they do not fit together, one after the other is added, and those that cannot be become
 * collisions. */
static const struct fault *put(struct buffer *out, struct carry *c)
{
	const struct fault *fault = rewrite_run(out, c->theirs, c->edits, c->count);
	if (!fault || fault_kind(fault) != FAULT_MALFORMED)
		return fault;
	for (size_t i = 0; i < c->count;) {
		struct buffer part = {0};
		fault = rewrite_run(&part, c->theirs, c->edits, i + 1);
		buffer_clear(&part);
		if (fault)
			edit_drop(c, i);
		else
			i++;
	}
	return rewrite_run(out, c->theirs, c->edits, c->count);
}

static void carry_clear(struct carry *c)
{
	align_clear(&c->our_align);
	align_clear(&c->their_align);
	for (size_t i = 0; i < c->text_count; i++)
		buffer_clear(&c->texts[i]);
	free(c->edits);
	free(c->texts);
	free(c->blame);
	free(c->taken);
}

const struct fault *merge_run(struct buffer *out, struct merge_collisions *collisions, const struct draft *ancestor,
	const struct draft *ours, const struct draft *theirs)
{
	struct carry c = {.ancestor = ancestor, .ours = ours, .theirs = theirs, .collisions = collisions};
	if (text_equal(ours->source, ancestor->source) || text_equal(ours->source, theirs->source)) {
		buffer_add(out, theirs->source);
		return NULL;
	}
	if (text_equal(theirs->source, ancestor->source)) {
		buffer_add(out, ours->source);
		return NULL;
	}
	align_amended(&c.our_align, ancestor, ours);
	align_amended(&c.their_align, ancestor, theirs);
	carry_all(&c);
	const struct fault *fault = put(out, &c);
	carry_clear(&c);
	return fault;
}

void merge_collisions_clear(struct merge_collisions *collisions)
{
	free(collisions->items);
	*collisions = (struct merge_collisions){0};
}
