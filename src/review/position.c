#include "review/position.h"

#include "review/work.h"

#include "base/array.h"
#include "review/scope.h"
#include "text/words.h"

const char *const position_codes[] = {"initialled", "ad-referendum", "reservation", "objection", NULL};

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

/* --- what was said of an earlier wording
 *
 * A proposal that its author words anew, or that changes because the words it came from have (the branch is brought
 * up), has another digest: what was said of the old one stays bound to that, and is shown with the new one as what it
 * is.
 */

struct inheriting {
	struct attaching *attaching;
	struct map decided; /* digests: what is decided has no later wording */
	struct map heir_of; /* an author, an insertion or none, and a block -> amendment */
	struct map known;   /* digests whose reason is known */
	struct map given;   /* a reviewer and an amendment -> their last word on an earlier wording */
};

static void heir_key(struct buffer *key, size_t reviewer, bool insertion, size_t block)
{
	const size_t parts[] = {reviewer, insertion, block};
	buffer_empty(key);
	buffer_add(key, (struct text){(const char *)parts, sizeof parts});
}

static void find_heirs(struct inheriting *in)
{
	struct standing *next = in->attaching->next;
	struct buffer *key = &in->attaching->key;
	for (size_t i = 0; i < next->amendment_count; i++) {
		const struct amendment *amendment = &next->amendments[i];
		bool insertion = amendment->kind == AMEND_INSERT;
		for (size_t at = 0; at < (insertion ? 1 : amendment->extent); at++) {
			size_t other;
			heir_key(key, amendment->reviewer, insertion, amendment->block + at);
			bool several = map_find(&in->heir_of, buffer_text(key), &other);
			map_put(&in->heir_of, buffer_text(key), several ? STANDING_NONE : i);
		}
	}
}

static void find_decided(struct inheriting *in)
{
	const struct standing *next = in->attaching->next;
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct annotation *annotation = next->remarks[i].annotation;
		for (size_t j = 0; next->remarks[i].decides && j < annotation->target_count; j++)
			if (annotation->targets[j].digest)
				map_put(&in->decided, text_of(annotation->targets[j].digest), 1);
	}
}

static bool says_already(const struct standing *next, const struct amendment *amendment, size_t reviewer)
{
	for (size_t i = 0; i < amendment->support_count; i++)
		if (next->remarks[amendment->supports[i]].reviewer == reviewer)
			return true;
	for (size_t i = 0; i < amendment->object_count; i++)
		if (next->remarks[amendment->objects[i]].reviewer == reviewer)
			return true;
	return false;
}

/* The amendment that what this remark speaks of has become; STANDING_NONE. */
static size_t heir_of(const struct inheriting *in, size_t i)
{
	const struct standing *next = in->attaching->next;
	const struct remark *remark = &next->remarks[i];
	const struct target *target = &remark->annotation->targets[0];
	struct buffer *key = &in->attaching->key;
	size_t known, heir;
	if (target->kind != TARGET_AMENDMENT || !target->digest || !target->reviewer || !remark->verified ||
		remark->elsewhere || remark->annotation->motivation == MODERATING ||
		next->threads.entries[i].root != i || next->threads.entries[i].state == STATE_WITHDRAWN ||
		map_find(&in->attaching->of_digest, text_of(target->digest), &known) ||
		map_find(&in->decided, text_of(target->digest), &known))
		return STANDING_NONE;
	bool insertion = !target->was_blob;
	size_t author = standing_reviewer(next, target->reviewer);
	if (author == STANDING_NONE || (!insertion && remark->placement == PLACED_LOST))
		return STANDING_NONE;
	heir_key(key, author, insertion, remark->block);
	return map_find(&in->heir_of, buffer_text(key), &heir) ? heir : STANDING_NONE;
}

/* Of each reviewer the last word: remarks come in the order of their ids. */
static void note_given(struct inheriting *in, size_t i, size_t heir)
{
	struct standing *next = in->attaching->next;
	pair_key(&in->attaching->key, next->remarks[i].reviewer, number_text(&heir));
	if (!says_already(next, &next->amendments[heir], next->remarks[i].reviewer))
		map_put(&in->given, buffer_text(&in->attaching->key), i);
}

/* What its author said they are about holds, as long as nothing is said of the new words. */
static void inherit_scope(struct amendment *amendment, const struct remark *remark)
{
	enum scope scope = scope_of(remark->annotation);
	if (scope != SCOPE_UNSAID && !amendment->scope_said && remark->annotation->motivation == COMMENTING &&
		remark->reviewer == amendment->reviewer)
		amendment->substance = scope == SCOPE_SUBSTANCE;
}

static void inherit_reason(struct inheriting *in, size_t i, struct amendment *amendment)
{
	const struct remark *remark = &in->attaching->next->remarks[i];
	struct text digest = text_of(remark->annotation->targets[0].digest);
	size_t known;
	if (remark->annotation->motivation != COMMENTING || remark->reviewer != amendment->reviewer ||
		map_find(&in->known, digest, &known))
		return;
	map_put(&in->known, digest, 1);
	if (amendment->reason == STANDING_NONE || amendment->reason_earlier) {
		amendment->reason = i;
		amendment->reason_earlier = true;
	}
}

/* To the amendment, and to the one that stands for all with its words. */
static void give_earlier(struct standing *next, size_t i, size_t heir)
{
	size_t first = next->amendments[heir].same_as;
	bool supports = !strcmp(next->remarks[i].annotation->code, "supports");
	for (size_t to = heir;; to = first) {
		struct amendment *amendment = &next->amendments[to];
		if (supports)
			index_add(&amendment->earlier_supports, &amendment->earlier_support_count,
				&amendment->earlier_support_capacity, i);
		else
			index_add(&amendment->earlier_objects, &amendment->earlier_object_count,
				&amendment->earlier_object_capacity, i);
		if (to == first)
			break;
	}
}

static void inherit(struct attaching *attaching)
{
	struct inheriting in = {.attaching = attaching};
	struct standing *next = attaching->next;
	find_heirs(&in);
	find_decided(&in);
	for (size_t i = 0; i < next->threads.count; i++) {
		size_t heir = heir_of(&in, i);
		struct remark *remark = &next->remarks[i];
		if (heir == STANDING_NONE)
			continue;
		remark->earlier_of = heir;
		remark->placement = PLACED_EXACT;
		if (assesses(remark->annotation))
			note_given(&in, i, heir);
		else
			inherit_reason(&in, i, &next->amendments[heir]);
		inherit_scope(&next->amendments[heir], remark);
	}
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct remark *remark = &next->remarks[i];
		size_t last;
		if (remark->earlier_of == STANDING_NONE || !assesses(remark->annotation))
			continue;
		pair_key(&attaching->key, remark->reviewer, number_text(&remark->earlier_of));
		if (map_find(&in.given, buffer_text(&attaching->key), &last) && last == i)
			give_earlier(next, i, remark->earlier_of);
	}
	map_clear(&in.decided);
	map_clear(&in.heir_of);
	map_clear(&in.known);
	map_clear(&in.given);
}

/* --- positions on paragraphs */

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
	inherit(&attaching);
	attaching_clear(&attaching);
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct remark *root = &next->remarks[next->threads.entries[i].root];
		next->remarks[i].block = root->block; /* replies stand where it stands */
		next->remarks[i].placement = root->placement;
	}
	find_amended(&taking.amended, &taking.key, next);
	for (size_t i = 0; i < next->threads.count; i++)
		take_position(&taking, i);
	map_clear(&taking.amended);
	map_clear(&taking.position_of);
	buffer_clear(&taking.key);
	if (next->position_count)
		qsort(next->positions, next->position_count, sizeof *next->positions, by_block);
}
