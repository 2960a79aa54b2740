#include "review/review.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/array.h"
#include "base/language.h"
#include "review/ahead.h"
#include "review/applied.h"
#include "review/base.h"
#include "review/collected.h"
#include "review/decision.h"
#include "review/following.h"
#include "review/gathering.h"
#include "review/holding.h"

enum {
	READ_MOST = 1024, /* annotations parsed a step */
	NOTICES_LIMIT = 16 * 1024,
};

void review_remark(struct review *review, const char *format, ...)
{
	struct buffer line = {0};
	va_list arguments;
	va_start(arguments, format);
	char *words = NULL;
	int size = vasprintf(&words, format, arguments);
	va_end(arguments);
	if (size < 0)
		return;
	buffer_add_string(&line, words);
	buffer_add_byte(&line, '\n');
	if (review->notices.size + line.size < NOTICES_LIMIT &&
		!strstr(buffer_string(&review->notices), buffer_string(&line)))
		buffer_add(&review->notices, buffer_text(&line));
	buffer_clear(&line);
	free(words);
}

const struct consultation_draft *review_draft(const struct review *review)
{
	return &review->consultation.drafts[review->draft_index];
}

const struct draft *review_keep(const struct review *review, const struct oid *blob, struct draft *draft)
{
	struct review_work *work = review->work;
	size_t index;
	if (map_find(&work->draft_of, (struct text){(const char *)blob->bytes, OID_BYTES}, &index)) {
		draft_free(draft);
		return work->drafts[index];
	}
	struct draft **item = ARRAY_ADD(work->drafts, work->draft_count, work->draft_capacity);
	*item = draft;
	map_put(&work->draft_of, (struct text){(const char *)blob->bytes, OID_BYTES}, work->draft_count - 1);
	return draft;
}

const struct fault *review_blob(const struct draft **out, const struct review *review, const struct oid *blob)
{
	struct buffer bytes = {0};
	struct draft *draft = NULL;
	struct review_work *work = review->work;
	const struct draft *last = work->draft_count ? work->drafts[work->draft_count - 1] : NULL;
	size_t index;
	if (map_find(&review->work->draft_of, (struct text){(const char *)blob->bytes, OID_BYTES}, &index)) {
		*out = review->work->drafts[index];
		return NULL;
	}
	const struct fault *fault = NULL;
	if (!ahead_take(&bytes, work, blob))
		fault = repository_blob(&bytes, review->repository, blob, DRAFT_LIMIT);
	if (!fault)
		fault = draft_take(&draft, &bytes, last);
	buffer_clear(&bytes);
	if (!fault)
		*out = review_keep(review, blob, draft);
	return fault;
}

const struct fault *review_follow(
	size_t *block, struct review *review, const struct oid *blob, size_t paragraph, const char *reviewer)
{
	const struct followed *followed;
	const struct fault *fault = following_run(&followed, review, blob, reviewer);
	*block = STANDING_NONE;
	if (!fault && paragraph && paragraph <= followed->count)
		*block = followed->blocks[paragraph - 1];
	return fault;
}

static void restart(struct review *review)
{
	struct review_work *work = review->work;
	standing_free(work->next);
	work->next = standing_new();
	work->next_base = review->base_tip;
	work->found_count = 0;
	holding_renew(work);
	ahead_renew(work);
	map_clear(&work->listed);
	map_clear(&work->reviewer_of);
	work->phase = review->draft_whole ? WORK_BRANCHES : WORK_DRAFT;
	work->step = 0;
}

const struct fault *review_open(struct review **out, const struct review_options *options)
{
	struct review *review = memory_new(1, sizeof *review);
	review->work = memory_new(1, sizeof *review->work);
	review->standing = standing_new();
	const struct fault *fault = repository_open(&review->repository, options->folder);
	if (!fault)
		fault = base_find(review);
	if (!fault)
		fault = identity_find(&review->identity, review->repository, &review->consultation, options->as);
	if (!fault)
		fault = base_choose(review, options);
	if (!fault)
		fault = base_read(review, options->in_slices);
	if (fault) {
		review_close(review);
		return fault;
	}
	if (journal_open(&review->journal, review->repository))
		review->journal = NULL; /* nowhere to write: reading still works, saving says why not */
	restart(review);
	*out = review;
	return NULL;
}

const struct fault *review_beside(struct review **out, const struct review *review, size_t draft_index)
{
	struct review_options options = {.folder = repository_folder(review->repository),
		.draft = review->consultation.drafts[draft_index].path};
	const struct fault *fault = review_open(out, &options);
	if (fault) {
		*out = NULL;
		return fault;
	}
	identity_clear(&(*out)->identity);
	identity_copy(&(*out)->identity, &review->identity);
	fault = review_complete(*out);
	if (fault) {
		review_close(*out);
		*out = NULL;
	}
	return fault;
}

static void work_free(struct review_work *work)
{
	for (size_t i = 0; i < work->pool_count; i++) {
		free(work->pool[i].trouble);
		annotation_free(work->pool[i].annotation);
	}
	for (size_t i = 0; i < work->draft_count; i++)
		draft_free(work->drafts[i]);
	collected_forget(work);
	ahead_forget(work);
	following_forget(work);
	holding_forget(work);
	standing_free(work->next);
	branches_clear(&work->branches);
	map_clear(&work->pool_of);
	map_clear(&work->listed);
	map_clear(&work->reviewer_of);
	map_clear(&work->draft_of);
	map_clear(&work->examined);
	map_clear(&work->applied);
	map_clear(&work->taken_of);
	oids_clear(&work->taken);
	map_clear(&work->merger_of);
	map_clear(&work->destinations);
	oids_clear(&work->mergers);
	free(work->pool);
	free(work->found);
	free(work->drafts);
	free(work->followed);
	free(work);
}

void review_close(struct review *review)
{
	if (!review)
		return;
	standing_free(review->standing);
	work_free(review->work);
	if (!review->draft_whole)
		draft_free(review->draft); /* else the cache's, which work_free() has freed */
	numbering_clear(&review->numbering);
	if (review->base)
		snapshot_close(review->base);
	if (review->journal)
		journal_close(review->journal);
	consultation_clear(&review->consultation);
	identity_clear(&review->identity);
	buffer_clear(&review->notices);
	buffer_clear(&review->asides);
	if (review->repository)
		repository_close(review->repository);
	free(review->base_ref);
	free(review->base_name);
	free(review->remote);
	free(review);
}

static void swap_in(struct review *review)
{
	struct review_work *work = review->work;
	standing_free(review->standing);
	review->standing = work->next;
	work->next = NULL;
	review->generation++;
}

static void next_phase(struct review_work *work)
{
	work->phase++;
	work->step = 0;
}

static const struct fault *step_listing(struct review *review)
{
	struct review_work *work = review->work;
	const struct fault *fault = gathering_list(review, work->step++);
	if (work->step == gathering_sources(review))
		next_phase(work);
	if (!fault)
		return NULL;
	review_remark(review, "%s", fault_text(fault)); /* one branch that cannot be read hides no other */
	return NULL;
}

static const struct fault *step_amendments(struct review *review)
{
	struct review_work *work = review->work;
	if (work->step >= work->next->reviewer_count) {
		next_phase(work);
		return NULL;
	}
	struct reviewer *reviewer = &work->next->reviewers[work->step];
	repository_verify(false); /* a whole draft of each branch; `doctor` verifies */
	const struct fault *fault = collecting_run(review, work->step++);
	repository_verify(true);
	if (fault) {
		reviewer->unread = true;
		review_remark(review, _("The text on the branch review/%s cannot be read: %s"), reviewer->id,
			fault_text(fault));
	}
	return NULL;
}

static const struct fault *step(struct review *review, bool *changed)
{
	struct review_work *work = review->work;
	const struct fault *fault = NULL;
	switch (work->phase) {
	case WORK_DRAFT:
		fault = base_read(review, false);
		review->generation++;
		*changed = true;
		next_phase(work);
		break;
	case WORK_BRANCHES:
		fault = gathering_branches(review);
		next_phase(work);
		break;
	case WORK_LISTING:
		return step_listing(review);
	case WORK_READING:
		gathering_read(review, READ_MOST);
		if (work->read == work->pool_count)
			next_phase(work);
		break;
	case WORK_PLACING:
		placing_run(review);
		next_phase(work);
		break;
	case WORK_AMENDMENTS:
		return step_amendments(review);
	case WORK_COLLISIONS:
		fault = applied_hold(review);
		decision_run(review);
		collision_run(review);
		position_run(review);
		closing_run(review);
		swap_in(review);
		next_phase(work);
		*changed = true;
		break;
	case WORK_KEEPING:
		if (!holding_keep(work, work->step++))
			next_phase(work);
		break;
	case WORK_DONE:
		break;
	}
	return fault;
}

const struct fault *review_advance(struct review *review, bool *changed, bool *more)
{
	enum { SLICE_MILLISECONDS = 4 };
	int64_t until = clock_ticks() + SLICE_MILLISECONDS;
	const struct fault *fault = NULL;
	*changed = false;
	while (!fault && !*changed && review->work->phase != WORK_DONE) {
		fault = step(review, changed);
		if (clock_ticks() >= until)
			break;
	}
	if (fault)
		review->work->phase = WORK_DONE;
	*more = review->work->phase != WORK_DONE;
	return fault;
}

const struct fault *review_complete(struct review *review)
{
	const struct fault *fault = NULL;
	bool changed, more = review->work->phase != WORK_DONE;
	while (!fault && more)
		fault = review_advance(review, &changed, &more);
	return fault;
}

void review_notice(struct review *review)
{
	buffer_empty(&review->notices);
	const struct fault *fault = base_reopen(review);
	if (fault)
		review_remark(review, "%s", fault_text(fault));
	restart(review);
}

const struct fault *review_choose(struct review *review, size_t draft_index)
{
	size_t old = review->draft_index;
	if (draft_index >= review->consultation.draft_count)
		return fault_new(FAULT_MISSING, "%s", _("there is no such draft"));
	review->draft_index = draft_index;
	const struct fault *fault = base_read(review, false);
	if (fault) {
		review->draft_index = old;
		return fault;
	}
	standing_free(review->standing);
	review->standing = standing_new();
	review->generation++;
	restart(review);
	return NULL;
}

const struct fault *review_become(
	struct review *review, const char *id, const char *name, const char *organisation, const char *group)
{
	struct identity identity = {0};
	const struct fault *fault = identity_make(&identity, &review->consultation, id, false);
	if (fault)
		return fault;
	if (!identity.listed) {
		free(identity.name);
		identity.name = memory_string(name && name[0] ? name : id);
		identity.organisation = memory_string(organisation);
		identity.group = memory_string(group);
	}
	identity_clear(&review->identity);
	review->identity = identity;
	restart(review);
	return identity_save(&review->identity, review->repository);
}
