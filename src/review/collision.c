/* collision - which amendments cannot both be taken, and which are the same
 *
 * Two amendments collide when the words they change overlap or touch; deleting collides with changing or moving; moving
 * to two places collides. The same words at the same place are one amendment; of two deletions, those that take out the
 * same words. A split or a join speaks of several blocks and collides with whatever else changes or moves one of them.
 */
#include "review/work.h"

#include "base/array.h"
#include "base/map.h"
#include "draft/merge.h"
#include "review/amendment.h"
#include "text/words.h"

static enum amendment_kind kind_of(const struct amendment *amendment)
{
	enum amendment_kind kind;
	(void)amendment_taken(amendment, &kind);
	return kind;
}

static struct text words_of(const struct amendment *amendment)
{
	enum amendment_kind kind;
	return amendment_taken(amendment, &kind);
}

/* What is not retained takes nothing from anybody. */
static bool stands(const struct amendment *amendment)
{
	return amendment->decision != DECISION_REJECTED && amendment->decision != DECISION_NOTED;
}

/* The same words, divided into paragraphs at the same places. */
static bool same_parts(struct text a, struct text b)
{
	while (a.size && b.size)
		if (!words_same(amendment_next_part(&a), amendment_next_part(&b)))
			return false;
	return !a.size && !b.size;
}

static uint64_t parts_hash(struct text words)
{
	uint64_t hash = 0;
	while (words.size)
		hash = hash * 31 + words_hash(amendment_next_part(&words));
	return hash;
}

/* What is taken out tells a deletion: two old paragraphs may have become one of the base. */
static struct text words_that_tell(const struct amendment *a)
{
	return kind_of(a) == AMEND_DELETE ? buffer_text(&a->was) : words_of(a);
}

static bool same_amendment(const struct amendment *a, const struct amendment *b)
{
	return kind_of(a) == kind_of(b) && a->block == b->block && a->gone == b->gone && a->after == b->after &&
	       a->moved_too == b->moved_too && a->extent == b->extent && a->reviewer != b->reviewer &&
	       same_parts(words_that_tell(a), words_that_tell(b));
}

static bool moves(const struct amendment *a)
{
	return a->kind == AMEND_MOVE || a->moved_too;
}

static bool speak_of_one(const struct amendment *a, const struct amendment *b)
{
	if (a->block == STANDING_NONE || b->block == STANDING_NONE || a->gone || b->gone)
		return false;
	return a->block < b->block + b->extent && b->block < a->block + a->extent;
}

static bool collide(const struct amendment *a, const struct amendment *b, bool collide_in_words)
{
	enum amendment_kind one = kind_of(a), two = kind_of(b);
	if (one == AMEND_INSERT || two == AMEND_INSERT || !speak_of_one(a, b))
		return false;
	if (one == AMEND_DELETE || two == AMEND_DELETE)
		return one != two;
	if (moves(a) && moves(b) && a->after != b->after)
		return true;
	if (a->extent > 1 || b->extent > 1)
		return true;
	return one != AMEND_MOVE && two != AMEND_MOVE && collide_in_words;
}

static void collides_add(struct amendment *amendment, size_t other)
{
	size_t *item = ARRAY_ADD(amendment->collides, amendment->collide_count, amendment->collide_capacity);
	*item = other;
}

static int by_text(const void *one, const void *two)
{
	const struct amendment *a = one, *b = two;
	int order = number_compare(a->place, b->place);
	if (order)
		return order;
	return (a->reviewer > b->reviewer) - (a->reviewer < b->reviewer);
}

static int by_block(const void *one, const void *two)
{
	const struct amendment *a = one, *b = two;
	size_t x = a->block + 1, y = b->block + 1; /* STANDING_NONE, the start, comes first */
	if (x != y)
		return x < y ? -1 : 1;
	return by_text(one, two);
}

/* The amendments of one block, `from` up to `to`, and which of their words collide. */
struct group {
	struct standing *next;
	size_t from, to;
	size_t *side; /* for each: its place among the sides; STANDING_NONE: it is no plain rewording */
	size_t side_count;
	bool *collides; /* side_count * side_count */
};

/* The first with the same words, by a map from kind, place and words; equal hashes are compared again. */
static void find_same(struct group *group)
{
	struct map first_of = {0};
	struct buffer key = {0};
	for (size_t i = group->from; i < group->to; i++) {
		struct amendment *a = &group->next->amendments[i];
		uint64_t values[] = {
			kind_of(a), a->after, a->moved_too, a->extent, a->gone, parts_hash(words_that_tell(a))};
		size_t first;
		buffer_empty(&key);
		buffer_add(&key, (struct text){(const char *)values, sizeof values});
		a->same_as = i;
		if (!map_find(&first_of, buffer_text(&key), &first))
			map_put(&first_of, buffer_text(&key), i);
		else if (same_amendment(&group->next->amendments[first], a))
			a->same_as = first;
	}
	map_clear(&first_of);
	buffer_clear(&key);
}

/* Each different rewording is compared with the base once, then all with each other. */
static void compare_words(struct group *group, struct text base)
{
	size_t count = group->to - group->from;
	struct text *sides = memory_new(count, sizeof *sides);
	struct buffer ignored = {0};
	group->side = memory_new(count, sizeof *group->side);
	for (size_t i = 0; i < count; i++) {
		const struct amendment *a = &group->next->amendments[group->from + i];
		group->side[i] = STANDING_NONE;
		if (kind_of(a) != AMEND_REWORD || a->extent > 1 || a->gone)
			continue;
		if (a->same_as != group->from + i) {
			group->side[i] = group->side[a->same_as - group->from];
			continue;
		}
		group->side[i] = group->side_count;
		sides[group->side_count++] = words_of(a);
	}
	group->collides = memory_new(group->side_count * group->side_count, sizeof *group->collides);
	if (group->side_count > 1)
		merge_words(&ignored, base, sides, group->side_count, group->collides);
	buffer_clear(&ignored);
	free(sides);
}

static bool words_collide(const struct group *group, size_t i, size_t j)
{
	size_t a = group->side[i - group->from], b = group->side[j - group->from];
	return a != STANDING_NONE && b != STANDING_NONE && group->collides[a * group->side_count + b];
}

static void meet(struct standing *next, size_t i, size_t j, bool collide_in_words)
{
	struct amendment *a = &next->amendments[i], *b = &next->amendments[j];
	if (a->reviewer == b->reviewer || a->same_as == b->same_as || !stands(a) || !stands(b) ||
		!collide(a, b, collide_in_words))
		return;
	collides_add(a, j);
	collides_add(b, i);
}

static void group_run(struct group *group, struct text base)
{
	find_same(group);
	compare_words(group, base);
	for (size_t i = group->from; i < group->to; i++)
		for (size_t j = i + 1; j < group->to; j++)
			meet(group->next, i, j, words_collide(group, i, j));
	free(group->side);
	free(group->collides);
}

/* A join reaches on into the blocks behind its own. */
static void reach_on(struct standing *next)
{
	for (size_t i = 0; i < next->amendment_count; i++) {
		const struct amendment *a = &next->amendments[i];
		for (size_t j = i + 1; a->extent > 1 && j < next->amendment_count; j++) {
			if (next->amendments[j].block >= a->block + a->extent)
				break;
			if (next->amendments[j].block != a->block)
				meet(next, i, j, true);
		}
	}
}

void collision_run(struct review *review)
{
	struct standing *next = review->work->next;
	if (next->amendment_count)
		qsort(next->amendments, next->amendment_count, sizeof *next->amendments, by_block);
	for (size_t from = 0, to; from < next->amendment_count; from = to) {
		size_t block = next->amendments[from].block;
		for (to = from + 1; to < next->amendment_count && next->amendments[to].block == block;)
			to++;
		struct group group = {.next = next, .from = from, .to = to};
		group_run(&group, block < review->draft->count ? review->draft->blocks[block].text : text_of(""));
	}
	reach_on(next);
}
