#include "oracle/crossing.h"

#include <stdlib.h>

#include "base/memory.h"
#include "oracle/expected.h"
#include "oracle/stream.h"

/* What one version has made of another's text; false where not all of it can be put there. */
static bool put_on(struct model_text *out, const struct model_text *before, const struct model_text *now,
	const struct model_text *base)
{
	const struct model_version version = {.before = *before, .now = *now};
	bool moves;
	return expected_put_on(out, &moves, &version, base);
}

static bool same_text(const struct model_text *a, const struct model_text *b)
{
	bool same = a->count == b->count;
	for (size_t i = 0; same && i < a->count; i++)
		same = model_words_equal(&a->items[i].words, &b->items[i].words);
	return same;
}

/* The texts of two, put together either way: of what both put in at one place nobody knows the order. */
static bool put_together(struct model_text *out, const struct model_text *before, const struct model_text *one,
	const struct model_text *two)
{
	struct model_text other = {0};
	bool fine = put_on(out, before, one, two) && put_on(&other, before, two, one) && same_text(out, &other);
	model_text_clear(&other);
	return fine;
}

/* Nothing has happened to it since it was at the base. */
static bool is_plain(const struct model *model, size_t branch)
{
	const struct model_branch *one = &model->branches[branch];
	for (size_t i = 0; i < model->order.branches; i++)
		if (model->branches[i].took == branch)
			return false;
	return one->exists && !one->changed && one->whole == MODEL_NONE && !one->mixed;
}

/* Whether something of it, put into another, might be edited there: then its words would stand twice. */
static bool puts_in(const struct model_text *before, const struct model_text *now)
{
	for (size_t i = 0; i < now->count; i++)
		if (model_find(before, now->items[i].identity) == MODEL_NONE)
			return true;
	return false;
}

static bool take_words(struct model_text *out, const struct model *model, size_t branch, size_t other, size_t draft)
{
	const struct model_branch *mine = &model->branches[branch], *theirs = &model->branches[other];
	const struct model_text *before = &model->past[mine->level].drafts[draft];
	const struct model_version *version = &mine->versions[draft], *with = &theirs->versions[draft];
	if (version->moved != MODEL_NONE || with->moved != MODEL_NONE || puts_in(before, &with->now))
		return false;
	return put_together(out, before, &with->now, &version->now);
}

/* A branch's next commit: these texts, with another parent. */
static void become(struct model_branch *branch, struct model_text *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		model_text_clear(&branch->versions[i].now);
		branch->versions[i].now = texts[i];
		texts[i] = (struct model_text){0};
	}
	branch->changed = branch->mixed = true;
}

bool crossing_take(struct model *model, size_t branch, size_t other, bool words)
{
	struct model_branch *mine = &model->branches[branch], *theirs = &model->branches[other];
	if (branch == other || !is_plain(model, branch) || !is_plain(model, other) || mine->level != theirs->level ||
		!theirs->ahead)
		return false;
	struct model_text *texts = memory_new(model->order.drafts, sizeof *texts);
	bool fine = true;
	for (size_t i = 0; fine && i < model->order.drafts; i++) {
		if (words)
			fine = take_words(&texts[i], model, branch, other, i);
		else
			model_copy(&texts[i], &mine->versions[i].now);
	}
	for (size_t i = 0; fine && i < model->order.drafts; i++)
		model_copy(&mine->taken[i], &theirs->versions[i].now);
	if (fine) {
		become(mine, texts, model->order.drafts);
		mine->took = other;
		model_words_join(&mine->entries, &theirs->entries);
		snprintf(mine->with, sizeof mine->with, "refs/heads/review/%s", theirs->name);
	}
	for (size_t i = 0; i < model->order.drafts; i++)
		model_text_clear(&texts[i]);
	free(texts);
	return fine;
}

bool crossing_back(struct model *model, size_t branch)
{
	struct model_branch *mine = &model->branches[branch];
	size_t last = model->past_count - 1;
	if (!mine->exists || mine->changed || mine->mixed || mine->whole != last || last < 1 || mine->level >= last - 1)
		return false;
	struct model_text *texts = memory_new(model->order.drafts, sizeof *texts);
	bool fine = true;
	for (size_t i = 0; fine && i < model->order.drafts; i++)
		fine = put_together(&texts[i], &model->past[mine->level].drafts[i], &mine->versions[i].now,
			&model->past[last - 1].drafts[i]);
	if (fine) {
		become(mine, texts, model->order.drafts);
		for (size_t i = 0; i < model->order.drafts; i++)
			model_copy(&mine->versions[i].before, &mine->versions[i].now);
		model_words_join(&mine->entries, &model->past[last - 1].entries);
		snprintf(mine->with, sizeof mine->with, "%s", model_tag(last - 1));
	}
	for (size_t i = 0; i < model->order.drafts; i++)
		model_text_clear(&texts[i]);
	free(texts);
	return fine;
}
