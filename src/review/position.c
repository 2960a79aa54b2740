#include "review/position.h"

#include "review/work.h"

#include "base/array.h"
#include "review/scope.h"
#include "text/words.h"

static bool counts(const struct standing *next, size_t i, enum motivation motivation)
{
	const struct remark *remark = &next->remarks[i];
	return remark->verified && remark->annotation->motivation == motivation &&
	       next->threads.entries[i].state != STATE_WITHDRAWN;
}

/* A reviewer and something they can speak of once. */
static void pair_key(struct buffer *key, size_t reviewer, struct text of)
{
	buffer_empty(key);
	buffer_add(key, (struct text){(const char *)&reviewer, sizeof reviewer});
	buffer_add(key, of);
}

static struct text number_text(const size_t *number)
{
	return (struct text){(const char *)number, sizeof *number};
}

/* What is known of amendments while remarks are given to them. */
struct attaching {
	struct standing *next;
	struct map of_digest; /* digest -> the first amendment with it */
	size_t *following;    /* the next amendment with the same digest, or STANDING_NONE */
	struct map latest;    /* reviewer and digest -> their last assessing remark */
	struct buffer key;
};

static bool assesses(const struct annotation *annotation)
{
	return annotation->motivation == ASSESSING && annotation->code;
}

static void attaching_init(struct attaching *a, struct standing *next)
{
	*a = (struct attaching){.next = next, .following = memory_new(next->amendment_count, sizeof *a->following)};
	for (size_t i = next->amendment_count; i-- > 0;) {
		a->following[i] = STANDING_NONE;
		struct text digest = text_of(next->amendments[i].digest);
		size_t later;
		if (map_find(&a->of_digest, digest, &later))
			a->following[i] = later;
		map_put(&a->of_digest, digest, i);
	}
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct target *target = &next->remarks[i].annotation->targets[0];
		if (target->kind != TARGET_AMENDMENT || !target->digest || !counts(next, i, ASSESSING) ||
			!assesses(next->remarks[i].annotation))
			continue;
		pair_key(&a->key, next->remarks[i].reviewer, text_of(target->digest));
		map_put(&a->latest, buffer_text(&a->key), i);
	}
}

static void attaching_clear(struct attaching *a)
{
	map_clear(&a->of_digest);
	map_clear(&a->latest);
	buffer_clear(&a->key);
	free(a->following);
}

static void index_add(size_t **items, size_t *count, size_t *capacity, size_t index)
{
	size_t *item = array_add((void **)items, count, capacity, sizeof **items);
	*item = index;
}

/* Its author's: the first is the reason, what is said later answers somebody; the last that says so tells its scope. */
static void attach_comment(struct amendment *amendment, const struct annotation *annotation, size_t i)
{
	enum scope scope = scope_of(annotation);
	if (amendment->reason == STANDING_NONE)
		amendment->reason = i;
	if (scope == SCOPE_UNSAID)
		return;
	amendment->substance = scope == SCOPE_SUBSTANCE;
	amendment->scope_said = true;
}

static void attach_to(struct amendment *amendment, const struct remark *remark, size_t i)
{
	const struct annotation *annotation = remark->annotation;
	if (assesses(annotation) && !strcmp(annotation->code, "supports"))
		index_add(&amendment->supports, &amendment->support_count, &amendment->support_capacity, i);
	else if (assesses(annotation) && !strcmp(annotation->code, "objects"))
		index_add(&amendment->objects, &amendment->object_count, &amendment->object_capacity, i);
	else if (annotation->motivation == COMMENTING && remark->reviewer == amendment->reviewer)
		attach_comment(amendment, annotation, i);
}

/* A support, an objection or a reason, given to every amendment with these words; where the same words are proposed in
 * several places, to those of its own place. */
static void attach(struct attaching *a, size_t i)
{
	struct standing *next = a->next;
	struct remark *remark = &next->remarks[i];
	const struct target *target = &remark->annotation->targets[0];
	size_t first, latest = i;
	if (target->kind != TARGET_AMENDMENT || !target->digest || !remark->verified ||
		next->threads.entries[i].state == STATE_WITHDRAWN ||
		!map_find(&a->of_digest, text_of(target->digest), &first))
		return;
	pair_key(&a->key, remark->reviewer, text_of(target->digest));
	if (assesses(remark->annotation) && map_find(&a->latest, buffer_text(&a->key), &latest) && latest != i)
		return;
	bool here = false;
	for (size_t j = first; j != STANDING_NONE; j = a->following[j])
		here |= next->amendments[j].block == remark->block;
	size_t place = here ? remark->block : next->amendments[first].block;
	for (size_t j = first; j != STANDING_NONE; j = a->following[j])
		if (!here || next->amendments[j].block == place)
			attach_to(&next->amendments[j], remark, i);
	remark->block = place == STANDING_NONE ? 0 : place;
	remark->placement = PLACED_EXACT; /* what it speaks of stands */
}

/* The block of another version that a position was taken on; NULL where it cannot be read. */
static const struct block *block_then(const struct review *review, const struct target *target)
{
	struct oid blob;
	const struct draft *version;
	if (!target->cached || !oid_parse(&blob, target->cached) || !target->paragraph)
		return NULL;
	const struct fault *fault = review_blob(&version, review, &blob);
	fault_ignore(fault); /* no words to compare with */
	return fault || target->paragraph > version->count ? NULL : &version->blocks[target->paragraph - 1];
}

bool position_words(struct text *then, const struct review *review, const struct position *position)
{
	const struct remark *remark = &review->standing->remarks[position->remark];
	const struct block *block = block_then(review, &remark->annotation->targets[0]);
	if (block)
		*then = block->text;
	return block != NULL;
}

/* The words a position was taken on are the block's words today. */
static bool words_hold(const struct review *review, const struct target *target, const struct block *block)
{
	struct oid blob;
	if (target->cached && oid_parse(&blob, target->cached) && oid_equal(&blob, &review->draft_blob))
		return true;
	const struct block *then = block_then(review, target);
	return then && then->words == block->words && words_same(then->text, block->text);
}

/* Who proposes other words for which block. */
static void find_amended(struct map *amended, struct buffer *key, const struct standing *next)
{
	for (size_t i = 0; i < next->amendment_count; i++) {
		const struct amendment *amendment = &next->amendments[i];
		if (amendment->kind == AMEND_INSERT || amendment->block == STANDING_NONE)
			continue;
		for (size_t block = amendment->block; block < amendment->block + amendment->extent; block++) {
			pair_key(key, amendment->reviewer, number_text(&block));
			map_put(amended, buffer_text(key), i);
		}
	}
}

/* What was said of words that are not proposed any more holds for those that their author proposes there now: a branch
 * that was brought up to the base has other words before and after. */
static void carry_scopes(const struct attaching *attaching, const struct map *amended, struct buffer *key)
{
	struct standing *next = attaching->next;
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct remark *remark = &next->remarks[i];
		const struct target *target = &remark->annotation->targets[0];
		size_t index;
		if (target->kind != TARGET_AMENDMENT || !target->digest || !counts(next, i, COMMENTING) ||
			remark->elsewhere || scope_of(remark->annotation) == SCOPE_UNSAID ||
			map_find(&attaching->of_digest, text_of(target->digest), &index))
			continue;
		pair_key(key, remark->reviewer, number_text(&remark->block));
		if (map_find(amended, buffer_text(key), &index) && !next->amendments[index].scope_said)
			next->amendments[index].substance = scope_of(remark->annotation) == SCOPE_SUBSTANCE;
	}
}

struct taking {
	struct review *review;
	struct map amended;     /* reviewer and block -> an amendment */
	struct map position_of; /* reviewer and block -> positions */
	struct buffer key;
};

/* Remarks come in the order of their ids: the later one takes the place of the earlier. A position on a paragraph that
 * is gone is nobody's any more, least of all its neighbour's. */
static void take_position(struct taking *taking, size_t i)
{
	struct review *review = taking->review;
	struct standing *next = review->work->next;
	const struct remark *remark = &next->remarks[i];
	const struct target *target = &remark->annotation->targets[0];
	size_t index, amendment;
	if (!counts(next, i, ASSESSING) || target->kind != TARGET_PARAGRAPH || remark->block == STANDING_NONE ||
		!remark->annotation->code || remark->placement == PLACED_LOST)
		return;
	pair_key(&taking->key, remark->reviewer, number_text(&remark->block));
	if (!map_find(&taking->position_of, buffer_text(&taking->key), &index)) {
		index = next->position_count;
		ARRAY_ADD(next->positions, next->position_count, next->position_capacity);
		map_put(&taking->position_of, buffer_text(&taking->key), index);
	}
	struct position *position = &next->positions[index];
	position->remark = i;
	position->reviewer = remark->reviewer;
	position->block = remark->block;
	position->code = remark->annotation->code;
	position->changed = !words_hold(review, target, &review->draft->blocks[remark->block]);
	position->lapsed = position->changed || map_find(&taking->amended, buffer_text(&taking->key), &amendment);
}

static int by_block(const void *one, const void *two)
{
	const struct position *a = one, *b = two;
	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	return (a->reviewer > b->reviewer) - (a->reviewer < b->reviewer);
}

void position_run(struct review *review)
{
	struct standing *next = review->work->next;
	struct attaching attaching;
	struct taking taking = {.review = review};
	attaching_init(&attaching, next);
	for (size_t i = 0; i < next->threads.count; i++)
		attach(&attaching, i);
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct remark *root = &next->remarks[next->threads.entries[i].root];
		next->remarks[i].block = root->block; /* replies stand where it stands */
		next->remarks[i].placement = root->placement;
	}
	find_amended(&taking.amended, &taking.key, next);
	carry_scopes(&attaching, &taking.amended, &taking.key);
	attaching_clear(&attaching);
	for (size_t i = 0; i < next->threads.count; i++)
		take_position(&taking, i);
	map_clear(&taking.amended);
	map_clear(&taking.position_of);
	buffer_clear(&taking.key);
	if (next->position_count)
		qsort(next->positions, next->position_count, sizeof *next->positions, by_block);
}
