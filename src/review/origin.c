#include "review/origin.h"

#include "annotation/webjson.h"
#include "base/array.h"
#include "draft/align.h"

static bool blob_in(struct oid *blob, const struct origins *origins, const struct oid *commit)
{
	struct snapshot *snapshot = NULL;
	if (snapshot_open(&snapshot, origins->review->repository, commit))
		return false;
	bool found = !snapshot_find(blob, snapshot, origins->path);
	snapshot_close(snapshot);
	return found;
}

static void add_differences(
	struct origin_commit *out, const struct draft *old, const struct draft *new, const struct origin_step *step)
{
	struct align align;
	align_run(&align, old, new);
	for (size_t i = 0; i < new->count; i++) {
		uint64_t was = align.to_old[i] == ALIGN_NONE ? 0 : old->blocks[align.to_old[i]].words;
		if (was == new->blocks[i].words)
			continue;
		struct origin_step *added = ARRAY_ADD(out->steps, out->count, out->capacity);
		*added = *step;
		added->was = was;
		added->now = new->blocks[i].words;
	}
	align_clear(&align);
}

/* What one act on a branch did to the draft. Merges (a branch brought up) say nothing new. */
static void add_act(struct origin_commit *out, struct origins *origins, const struct oid *commit)
{
	struct commit_facts facts = {0};
	struct oid before, after;
	const struct draft *old, *new;
	const struct fault *fault = branch_facts(&facts, origins->review->repository, commit);
	if (!fault && facts.parents.count == 1 && blob_in(&before, origins, &facts.parents.items[0]) &&
		blob_in(&after, origins, commit) && !oid_equal(&before, &after) &&
		!review_blob(&old, origins->review, &before) && !review_blob(&new, origins->review, &after)) {
		struct origin_step step = {
			.commit = *commit, .correction = facts.kind && !strcmp(facts.kind, "correct")};
		add_differences(out, old, new, &step);
	}
	commit_facts_clear(&facts);
}

static void add_beyond(
	struct origin_commit *out, struct origins *origins, const struct oid *tip, const struct oid *base)
{
	struct oids beyond = {0};
	if (!branch_beyond(&beyond, origins->review->repository, tip, base))
		for (size_t i = 0; i < beyond.count; i++)
			add_act(out, origins, &beyond.items[i]);
	oids_clear(&beyond);
}

/* Whose amendments the decision at a path is about: their branches are looked through. */
static void add_decided(struct origin_commit *out, struct origins *origins, struct snapshot *snapshot, const char *path,
	const struct oid *base)
{
	struct buffer bytes = {0};
	struct annotation *annotation = NULL;
	const struct standing *standing = origins->review->standing;
	const struct fault *fault = snapshot_read(&bytes, snapshot, path, ANNOTATION_WORDS_LIMIT);
	if (!fault)
		fault = webjson_read(&annotation, buffer_text(&bytes));
	for (size_t i = 0; !fault && i < annotation->target_count; i++) {
		const struct target *target = &annotation->targets[i];
		bool ours = target->kind == TARGET_AMENDMENT && target->source && target->reviewer &&
			    !strcmp(target->source, origins->path);
		size_t who = ours ? standing_reviewer(standing, target->reviewer) : STANDING_NONE;
		if (who != STANDING_NONE && !oid_is_zero(&standing->reviewers[who].tip))
			add_beyond(out, origins, &standing->reviewers[who].tip, base);
	}
	if (annotation)
		annotation_free(annotation);
	buffer_clear(&bytes);
}

/* A branch taken in part is no parent: the decisions that came with it say whose words they are. */
static void add_taken(struct origin_commit *out, struct origins *origins, const struct oid *base)
{
	struct snapshot *from = NULL, *to = NULL;
	struct snapshot_paths paths = {0};
	struct repository *repository = origins->review->repository;
	const struct fault *fault = snapshot_open(&from, repository, base);
	if (!fault)
		fault = snapshot_open(&to, repository, &out->commit);
	if (!fault)
		fault = snapshot_changes(&paths, from, to);
	for (size_t i = 0; !fault && i < paths.count; i++)
		if (!strncmp(paths.items[i], "annotations/", strlen("annotations/")))
			add_decided(out, origins, to, paths.items[i], base);
	snapshot_paths_clear(&paths);
	if (from)
		snapshot_close(from);
	if (to)
		snapshot_close(to);
}

static void look_through(struct origin_commit *out, struct origins *origins)
{
	struct commit_facts facts = {0};
	const struct fault *fault = branch_facts(&facts, origins->review->repository, &out->commit);
	bool applies = !fault && facts.kind && !strcmp(facts.kind, "apply");
	if (!fault && facts.parents.count == 1 && !applies)
		add_act(out, origins, &out->commit);
	for (size_t i = 1; !fault && i < facts.parents.count; i++)
		add_beyond(out, origins, &facts.parents.items[i], &facts.parents.items[0]);
	if (applies && facts.parents.count == 1)
		add_taken(out, origins, &facts.parents.items[0]);
	commit_facts_clear(&facts);
}

static struct origin_commit *known(struct origins *origins, const struct oid *commit)
{
	for (size_t i = 0; i < origins->count; i++)
		if (oid_equal(&origins->items[i].commit, commit))
			return &origins->items[i];
	return NULL;
}

static struct origin_commit *add_known(struct origins *origins, const struct oid *commit)
{
	struct origin_commit *item = ARRAY_ADD(origins->items, origins->count, origins->capacity);
	item->commit = *commit;
	return item;
}

/* Marks the steps that lead from `was` or to `now`, one after the other; how many. */
static size_t mark_related(bool *related, const struct origin_commit *from, uint64_t was, uint64_t now)
{
	size_t count = 0;
	bool more = true;
	while (more) {
		more = false;
		for (size_t i = 0; i < from->count; i++) {
			const struct origin_step *step = &from->steps[i];
			bool joins = step->now == now || (was && step->was == was);
			for (size_t k = 0; k < from->count && !joins; k++)
				joins = related[k] && (from->steps[k].was == step->now ||
							      (step->was && from->steps[k].now == step->was));
			if (related[i] || !joins)
				continue;
			related[i] = more = true;
			count++;
		}
	}
	return count;
}

/* Of the related steps the one that is no correction, rather one that ends in these words. */
static void choose(struct origin *out, const struct origin_commit *from, uint64_t was, uint64_t now)
{
	bool *related = memory_new(from->count, sizeof *related);
	const struct origin_step *best = NULL;
	size_t count = mark_related(related, from, was, now);
	bool all_correct = from->count > 0;
	for (size_t i = 0; i < from->count; i++) {
		const struct origin_step *step = &from->steps[i];
		all_correct = all_correct && step->correction;
		if (related[i] && !step->correction && (!best || (best->now != now && step->now == now)))
			best = step;
	}
	*out = (struct origin){best ? best->commit : from->commit, count ? !best : all_correct};
	free(related);
}

void origin_find(struct origin *out, struct origins *origins, const struct oid *commit, uint64_t was, uint64_t now)
{
	struct origin_commit *item = known(origins, commit);
	if (!item) {
		item = add_known(origins, commit);
		look_through(item, origins);
	}
	choose(out, item, was, now);
}

void origin_on_branch(struct origin *out, struct origins *origins, const struct oid *tip, uint64_t was, uint64_t now)
{
	struct origin_commit *item = known(origins, tip);
	if (!item) {
		item = add_known(origins, tip);
		add_beyond(item, origins, tip, &origins->review->base_tip);
	}
	choose(out, item, was, now);
}

void origins_clear(struct origins *origins)
{
	for (size_t i = 0; i < origins->count; i++)
		free(origins->items[i].steps);
	free(origins->items);
	*origins = (struct origins){0};
}
