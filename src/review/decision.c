#include "review/decision.h"

#include <string.h>

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "draft/merge.h"
#include "review/applied.h"
#include "review/amendment.h"
#include "review/destination.h"
#include "review/following.h"
#include "review/work.h"
#include "text/words.h"

static const char *const names[] = {
	[DECISION_NONE] = "",
	[DECISION_ACCEPTED] = "accepted",
	[DECISION_MODIFIED] = "modified",
	[DECISION_REJECTED] = "rejected",
	[DECISION_NOTED] = "noted",
	[DECISION_CONTRADICTED] = "contradicted",
};

const char *decision_name(enum decision decision)
{
	return names[decision];
}

enum decision decision_named(const char *name)
{
	for (enum decision i = DECISION_ACCEPTED; name && i <= DECISION_NOTED; i++)
		if (!strcmp(names[i], name))
			return i;
	return DECISION_NONE;
}

enum decision decision_of(const struct annotation *annotation)
{
	if (annotation->motivation != MODERATING || annotation->targets[0].kind != TARGET_AMENDMENT)
		return DECISION_NONE;
	return decision_named(annotation->code);
}

bool decision_settles(enum decision decision)
{
	return decision != DECISION_NONE && decision != DECISION_CONTRADICTED;
}

bool decision_allowed(const struct review *review)
{
	return review->identity.id && consultation_secretariat(&review->consultation, review->identity.id);
}

/* --- what has been said of each amendment */

static bool counts(const struct review *review, size_t i)
{
	const struct standing *next = review->work->next;
	const struct remark *remark = &next->remarks[i];
	return remark->decides && next->threads.entries[i].state != STATE_WITHDRAWN &&
	       consultation_secretariat(&review->consultation, next->reviewers[remark->reviewer].id);
}

/* An amendment as decisions name it. */
static void target_key(struct buffer *key, const char *reviewer, const char *digest)
{
	buffer_empty(key);
	buffer_add_string(key, reviewer);
	buffer_add_byte(key, ':');
	buffer_add_string(key, digest);
}

/* A secretary's later decision takes the place of their earlier one. */
static void attach(struct standing *next, struct amendment *amendment, size_t remark)
{
	for (size_t i = 0; i < amendment->decision_count; i++)
		if (next->remarks[amendment->decisions[i]].reviewer == next->remarks[remark].reviewer) {
			amendment->decisions[i] = remark; /* remarks come in the order of their ids */
			return;
		}
	*ARRAY_ADD(amendment->decisions, amendment->decision_count, amendment->decision_capacity) = remark;
}

static bool agree(const struct annotation *a, const struct annotation *b)
{
	return !strcmp(a->code, b->code) && words_same(text_of(a->words), text_of(b->words));
}

/* --- what the words of a decision `modified` were written against */

bool decision_fits(const struct amendment *amendment)
{
	return amendment->kind != AMEND_INSERT && amendment->block != STANDING_NONE && !amendment->gone &&
	       !amendment->scattered;
}

static const struct target *target_of(
	const struct annotation *annotation, const struct amendment *amendment, const char *reviewer)
{
	for (size_t i = 0; i < annotation->target_count; i++) {
		const struct target *target = &annotation->targets[i];
		if (target->digest && target->reviewer && !strcmp(target->digest, amendment->digest) &&
			!strcmp(target->reviewer, reviewer))
			return target;
	}
	return NULL;
}

/* Whether the paragraphs that it names, and no other of that version, are what the amendment speaks of today. */
static bool leads_here(const struct followed *followed, const struct target *target, const struct amendment *amendment)
{
	size_t first = target->base_paragraph - 1, met = 0;
	for (size_t i = 0; i < followed->count; i++) {
		bool named = i >= first && i - first < target->base_count;
		bool covered = followed->blocks[i] != STANDING_NONE && amendment_covers(amendment, followed->blocks[i]);
		if (covered ? !named : named && followed->blocks[i] != STANDING_NONE)
			return false;
		met += covered;
	}
	return met > 0;
}

/* Only a version of the base's own draft: anything else was written by no hand of ours. */
static const struct draft *version_against(
	struct review *review, const struct target *target, const struct amendment *amendment)
{
	struct oid blob;
	const struct draft *version;
	const struct followed *followed = NULL;
	if (!target || !target->base_blob || !oid_parse(&blob, target->base_blob) || !decision_fits(amendment) ||
		!following_has(review, &blob))
		return NULL;
	const struct fault *fault = review_blob(&version, review, &blob);
	if (!fault)
		fault = following_run(&followed, review, &blob, NULL);
	bool fine = !fault && target->base_paragraph <= version->count &&
		    target->base_count <= version->count - target->base_paragraph + 1 &&
		    leads_here(followed, target, amendment);
	fault_ignore(fault);
	return fine ? version : NULL;
}

void decision_against(struct buffer *out, struct review *review, const struct amendment *amendment,
	const struct annotation *annotation, const char *reviewer)
{
	const struct target *target = target_of(annotation, amendment, reviewer);
	const struct draft *version = version_against(review, target, amendment);
	if (!version) {
		buffer_add(out, buffer_text(&amendment->was));
		return;
	}
	const struct amendment then = {.block = target->base_paragraph - 1, .extent = target->base_count};
	amendment_base_words(out, &then, version);
}

/* The words of a decision `modified`, carried from the text that they were written against to what the base says today;
 * where that cannot be done they stand as they were written, and collide with the base. */
static void carry_words(struct review *review, struct amendment *amendment, const struct annotation *latest,
	const char *reviewer, struct text words)
{
	struct buffer today = {0}, against = {0};
	bool carried = amendment->kind == AMEND_INSERT;
	amendment_base_words(&today, amendment, review->draft);
	decision_against(&against, review, amendment, latest, reviewer);
	if (!carried && !amendment->gone)
		carried = merge_words(&amendment->modified, buffer_text(&against),
			(const struct text[]){buffer_text(&today), words}, 2, NULL);
	amendment->collides_with_base = !carried;
	if (!carried || amendment->kind == AMEND_INSERT) {
		buffer_clear(&amendment->modified);
		buffer_add(&amendment->modified, words);
	}
	buffer_clear(&today);
	buffer_clear(&against);
}

/* Of two who give the same words, the later has seen the later text. */
static void settle(struct review *review, struct amendment *amendment, const struct standing *next)
{
	if (!amendment->decision_count)
		return;
	const struct annotation *first = next->remarks[amendment->decisions[0]].annotation, *latest = first;
	amendment->decision = decision_of(first);
	for (size_t i = 1; i < amendment->decision_count; i++) {
		const struct annotation *other = next->remarks[amendment->decisions[i]].annotation;
		if (!agree(first, other))
			amendment->decision = DECISION_CONTRADICTED;
		latest = strcmp(other->id, latest->id) > 0 ? other : latest;
	}
	if (amendment->decision == DECISION_MODIFIED)
		carry_words(review, amendment, latest, next->reviewers[amendment->reviewer].id, text_of(first->words));
}

/* What was retained and has gone into the text says nothing of who proposes the same again: the text has changed since.
 * (Collecting has looked at what was applied.) What was refused stays so. A move is named by the words alone, wherever
 * they go: what was said of it speaks of the place of then. */
static bool is_spent(const struct review *review, const struct amendment *amendment, const struct annotation *decision)
{
	enum decision said = decision_of(decision);
	return (amendment->kind == AMEND_MOVE || said == DECISION_ACCEPTED || said == DECISION_MODIFIED) &&
	       applied_has(review, decision);
}

void decision_run(struct review *review)
{
	struct standing *next = review->work->next;
	struct map amendment_of = {0};
	struct buffer key = {0};
	for (size_t i = 0; i < next->amendment_count; i++) {
		const struct amendment *amendment = &next->amendments[i];
		target_key(&key, next->reviewers[amendment->reviewer].id, amendment->digest);
		map_put(&amendment_of, buffer_text(&key), i);
	}
	for (size_t i = 0; i < next->threads.count; i++) {
		const struct annotation *annotation = next->remarks[i].annotation;
		for (size_t j = 0; j < annotation->target_count && counts(review, i); j++) {
			const struct target *target = &annotation->targets[j];
			size_t amendment;
			if (!target->reviewer || !target->digest || next->remarks[i].elsewhere)
				continue;
			target_key(&key, target->reviewer, target->digest);
			if (!map_find(&amendment_of, buffer_text(&key), &amendment) ||
				is_spent(review, &next->amendments[amendment], annotation))
				continue;
			if (destination_changed(review, &next->amendments[amendment], target))
				next->amendments[amendment].lapsed = true;
			else
				attach(next, &next->amendments[amendment], i);
		}
	}
	for (size_t i = 0; i < next->amendment_count; i++)
		settle(review, &next->amendments[i], next);
	map_clear(&amendment_of);
	buffer_clear(&key);
}

static void add_words(struct buffer *out, const struct review *review, const char *blob, size_t paragraph)
{
	struct oid oid;
	const struct draft *version;
	if (blob && paragraph && oid_parse(&oid, blob) && !review_blob(&version, review, &oid) &&
		paragraph <= version->count)
		buffer_add(out, version->blocks[paragraph - 1].text);
}

void decision_target_words(
	struct buffer *was, struct buffer *now, const struct review *review, const struct target *target)
{
	add_words(was, review, target->was_blob, target->was_paragraph);
	add_words(now, review, target->cached, target->paragraph);
}

void decision_words(
	struct buffer *was, struct buffer *now, const struct review *review, const struct annotation *annotation)
{
	const struct target *target = &annotation->targets[0];
	add_words(was, review, target->was_blob, target->was_paragraph);
	if (annotation->words)
		buffer_add_string(now, annotation->words);
	else
		add_words(now, review, target->cached, target->paragraph);
}

/* --- its file */

char *decision_path(const struct annotation *annotation)
{
	return memory_format("annotations/%s/%s.json", annotation->nickname, annotation->id);
}

bool decision_blob(struct oid *out, const struct review *review, const struct annotation *annotation)
{
	const struct review_work *work = review->work;
	for (size_t i = 0; i < work->pool_count; i++)
		if (work->pool[i].annotation == annotation) {
			*out = work->pool[i].blob;
			return true;
		}
	return false;
}
