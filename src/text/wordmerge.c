#include "text/wordmerge.h"

#include <stdlib.h>

#include "base/array.h"

/* A text as tokens and gaps: gap i is the blanks before token i, the last gap those behind the last token. Leading
 * blanks are gap 0 and no token here, so that they are layout like all other blanks. */
struct cut {
	struct words all;  /* owns */
	struct words body; /* `all` without the token of leading blanks */
};

struct side {
	struct cut cut;
	struct worddiff diff; /* base to this side */
};

struct change {
	const struct worddiff_hunk *hunk;
	size_t side;
	bool dropped; /* an earlier side has the same, or stands in the way */
};

/* Changes of bytes that leave the words alone, by base token and base gap; NULL bytes: none. The first side wins. */
struct layout {
	struct text *tokens, *gaps;
};

struct merge {
	struct cut base;
	struct side *sides;
	size_t side_count;
	struct change *changes; /* by place in the base, then by side */
	size_t count, capacity;
	struct layout layout;
};

static void cut_open(struct cut *cut, struct text text)
{
	if (!text.bytes)
		text = text_of("");
	*cut = (struct cut){0};
	words_split(&cut->all, text);
	cut->body = cut->all;
	if (cut->all.count > 0 && cut->all.items[0].end == 0) {
		cut->body.items++;
		cut->body.count--;
	}
}

static struct text token_at(const struct words *words, size_t i)
{
	const struct word *word = &words->items[i];
	return (struct text){words->text.bytes + word->start, word->end - word->start};
}

static size_t gap_start(const struct words *words, size_t i)
{
	return i > 0 ? words->items[i - 1].end : 0;
}

static size_t gap_end(const struct words *words, size_t i)
{
	return i < words->count ? words->items[i].start : words->text.size;
}

static struct text gap_at(const struct words *words, size_t i)
{
	size_t start = gap_start(words, i);
	return (struct text){words->text.bytes + start, gap_end(words, i) - start};
}

static bool same_bytes(struct text a, struct text b)
{
	return a.size == b.size && memcmp(a.bytes, b.bytes, a.size) == 0;
}

/* --- layout: other bytes, same words --- */

static void layout_note(struct text **changes, size_t i, size_t room, struct text was, struct text now)
{
	if (same_bytes(was, now))
		return;
	if (!*changes)
		*changes = memory_new(room, sizeof **changes);
	if (!(*changes)[i].bytes)
		(*changes)[i] = now;
}

/* A run of words that the side keeps: base tokens start up to end, the side's from `there` on. The gaps at its ends
 * belong to the changed words beside them, unless the text itself ends there. */
static void layout_run(struct merge *merge, const struct words *side, size_t start, size_t end, size_t there)
{
	const struct words *base = &merge->base.body;
	size_t room = base->count + 1;
	bool first = start == 0 && there == 0, last = end == base->count && there + (end - start) == side->count;
	for (size_t i = start; i <= end; i++) {
		size_t j = there + (i - start);
		if ((i > start || first) && (i < end || last))
			layout_note(&merge->layout.gaps, i, room, gap_at(base, i), gap_at(side, j));
		if (i < end)
			layout_note(&merge->layout.tokens, i, room, token_at(base, i), token_at(side, j));
	}
}

static void layout_side(struct merge *merge, const struct side *side)
{
	const struct words *words = &side->cut.body;
	size_t start = 0, there = 0;
	if (same_bytes(merge->base.all.text, words->text))
		return;
	for (size_t i = 0; i < side->diff.count; i++) {
		const struct worddiff_hunk *hunk = &side->diff.hunks[i];
		layout_run(merge, words, start, hunk->old_start, there);
		start = hunk->old_end;
		there = hunk->new_end;
	}
	layout_run(merge, words, start, merge->base.body.count, there);
}

/* --- changes and their collisions --- */

static int change_order(const void *left, const void *right)
{
	const struct change *a = left, *b = right;
	if (a->hunk->old_start != b->hunk->old_start)
		return a->hunk->old_start < b->hunk->old_start ? -1 : 1;
	if (a->hunk->old_end != b->hunk->old_end)
		return a->hunk->old_end < b->hunk->old_end ? -1 : 1;
	return (a->side > b->side) - (a->side < b->side);
}

static bool same_change(const struct merge *merge, const struct change *a, const struct change *b)
{
	const struct worddiff_hunk *left = a->hunk, *right = b->hunk;
	size_t size = left->new_end - left->new_start;
	if (left->old_start != right->old_start || left->old_end != right->old_end ||
		size != right->new_end - right->new_start)
		return false;
	const struct words *ours = &merge->sides[a->side].cut.body, *theirs = &merge->sides[b->side].cut.body;
	for (size_t i = 0; i < size; i++) {
		if (!words_same_at(ours, left->new_start + i, theirs, right->new_start + i))
			return false;
	}
	return true;
}

/* Compares each change with those that touch it; true when none collide. Of two that collide, and of two that are the
 * same, the later side's is dropped: so what stays never touches, whatever the order. */
static bool changes_settle(struct merge *merge, bool *collides)
{
	bool clean = true;
	for (size_t i = 0; i < merge->count; i++) {
		struct change *a = &merge->changes[i];
		for (size_t j = i + 1; j < merge->count; j++) {
			struct change *b = &merge->changes[j];
			if (b->hunk->old_start > a->hunk->old_end)
				break;
			(a->side < b->side ? b : a)->dropped = true;
			if (same_change(merge, a, b))
				continue;
			clean = false;
			if (collides)
				collides[a->side * merge->side_count + b->side] =
					collides[b->side * merge->side_count + a->side] = true;
		}
	}
	return clean;
}

static void merge_open(struct merge *merge, struct text base, const struct text *sides, size_t count)
{
	*merge = (struct merge){.sides = memory_new(count, sizeof *merge->sides), .side_count = count};
	cut_open(&merge->base, base);
	for (size_t i = 0; i < count; i++) {
		struct side *side = &merge->sides[i];
		cut_open(&side->cut, sides[i]);
		worddiff_run(&side->diff, &merge->base.body, &side->cut.body);
		for (size_t j = 0; j < side->diff.count; j++)
			*ARRAY_ADD(merge->changes, merge->count, merge->capacity) =
				(struct change){&side->diff.hunks[j], i, false};
	}
	if (merge->count > 0)
		qsort(merge->changes, merge->count, sizeof *merge->changes, change_order);
}

static void merge_close(struct merge *merge)
{
	for (size_t i = 0; i < merge->side_count; i++) {
		worddiff_clear(&merge->sides[i].diff);
		words_clear(&merge->sides[i].cut.all);
	}
	words_clear(&merge->base.all);
	free(merge->sides);
	free(merge->changes);
	free(merge->layout.tokens);
	free(merge->layout.gaps);
}

/* --- putting it together --- */

static void add_piece(struct buffer *out, const struct text *changed, size_t i, struct text base)
{
	buffer_add(out, changed && changed[i].bytes ? changed[i] : base);
}

/* Base tokens start up to end with the gaps between them, and those at either end if asked for. */
static void add_base(struct buffer *out, const struct merge *merge, size_t start, size_t end, bool before, bool behind)
{
	const struct words *base = &merge->base.body;
	for (size_t i = start; i <= end; i++) {
		if ((i > start || before) && (i < end || behind))
			add_piece(out, merge->layout.gaps, i, gap_at(base, i));
		if (i < end)
			add_piece(out, merge->layout.tokens, i, token_at(base, i));
	}
}

/* A change brings its side's words with the blanks before, between and behind them. Both neighbours are words that
 * nobody else changed, so these are the very blanks that stand between the same words on that side: nothing is glued,
 * at the text's ends neither. */
static void merge_write(struct buffer *out, const struct merge *merge)
{
	size_t at = 0;
	bool before = true;
	for (size_t i = 0; i < merge->count; i++) {
		const struct change *change = &merge->changes[i];
		if (change->dropped)
			continue;
		const struct words *side = &merge->sides[change->side].cut.body;
		size_t start = gap_start(side, change->hunk->new_start), end = gap_end(side, change->hunk->new_end);
		add_base(out, merge, at, change->hunk->old_start, before, false);
		buffer_add(out, (struct text){side->text.bytes + start, end - start});
		at = change->hunk->old_end;
		before = false;
	}
	add_base(out, merge, at, merge->base.body.count, before, before || at < merge->base.body.count);
}

bool wordmerge_many(struct buffer *out, struct text base, const struct text *sides, size_t count, bool *collides)
{
	struct merge merge;
	if (collides)
		memset(collides, 0, count * count * sizeof *collides);
	merge_open(&merge, base, sides, count);
	bool clean = changes_settle(&merge, collides);
	for (size_t i = 0; i < count; i++)
		layout_side(&merge, &merge.sides[i]);
	merge_write(out, &merge);
	merge_close(&merge);
	return clean;
}

bool wordmerge_run(struct buffer *out, struct text base, struct text ours, struct text theirs)
{
	struct text sides[] = {ours, theirs};
	return wordmerge_many(out, base, sides, 2, NULL);
}

bool wordmerge_collide(struct text base, struct text a, struct text b)
{
	struct text sides[] = {a, b};
	struct merge merge;
	merge_open(&merge, base, sides, 2);
	bool clean = changes_settle(&merge, NULL);
	merge_close(&merge);
	return !clean;
}
