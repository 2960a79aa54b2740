#include "review/applied.h"

#include "base/array.h"
#include "base/language.h"
#include "review/decision.h"
#include "review/work.h"

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

/* The annotations that one commit of kind `apply` brought. */
static const struct fault *note_applied(struct review *review, const struct oid *commit, const struct oid *parent)
{
	struct snapshot *from = NULL, *to = NULL;
	struct snapshot_paths paths = {0};
	const struct fault *fault = snapshot_open(&from, review->repository, parent);
	if (!fault)
		fault = snapshot_open(&to, review->repository, commit);
	if (!fault)
		fault = snapshot_changes(&paths, from, to);
	for (size_t i = 0; !fault && i < paths.count; i++)
		if (!strncmp(paths.items[i], "annotations/", 12))
			map_put(&review->work->applied, text_of(paths.items[i]), 1);
	snapshot_paths_clear(&paths);
	if (from)
		snapshot_close(from);
	if (to)
		snapshot_close(to);
	return fault;
}

static void note_merged(struct review_work *work, const struct oid *commit, const struct oids *parents)
{
	for (size_t i = 1; i < parents->count; i++) {
		map_put(&work->merger_of, oid_text(&parents->items[i]), work->mergers.count);
		*ARRAY_ADD(work->mergers.items, work->mergers.count, work->mergers.capacity) = *commit;
	}
}

/* "ana 1f2e…": her branch, as it was taken in part. `met`: whose has been met in this look, which goes from the newest.
 */
static void note_taken(struct review_work *work, const char *taken, struct map *met)
{
	struct oid tip;
	const char *blank = taken ? strchr(taken, ' ') : NULL;
	if (!blank || !oid_parse(&tip, blank + 1))
		return;
	struct text id = {taken, (size_t)(blank - taken)};
	if (!map_put(met, id, 1))
		return;
	map_put(&work->taken_of, id, work->taken.count);
	*ARRAY_ADD(work->taken.items, work->taken.count, work->taken.capacity) = tip;
}

/* Looks at one of the base's commits, and adds those that it came from: of a merge that applies decisions the base, for
 * the rest is somebody's branch; of any other (two states of the base brought together with git) all. */
static const struct fault *examine(
	struct review *review, struct oids *waiting, struct map *taken, const struct oid *commit)
{
	struct commit_facts facts = {0};
	const struct fault *fault = branch_facts(&facts, review->repository, commit);
	bool applies = !fault && facts.kind && !strcmp(facts.kind, "apply");
	if (applies && facts.parents.count)
		fault = note_applied(review, commit, &facts.parents.items[0]);
	if (!fault)
		note_merged(review->work, commit, &facts.parents);
	if (applies)
		note_taken(review->work, facts.taken, taken);
	for (size_t i = 0; !fault && i < facts.parents.count && (!applies || i == 0); i++)
		*ARRAY_ADD(waiting->items, waiting->count, waiting->capacity) = facts.parents.items[i];
	commit_facts_clear(&facts);
	return fault;
}

/* Looks at the base's own commits, down to those that have been looked at before. */
static const struct fault *find_applied(struct review *review)
{
	struct review_work *work = review->work;
	struct oids waiting = {0}, seen = {0};
	struct map met = {0}, taken = {0};
	size_t known;
	const struct fault *fault = NULL;
	*ARRAY_ADD(waiting.items, waiting.count, waiting.capacity) = review->base_tip;
	while (!fault && waiting.count) {
		struct oid commit = waiting.items[--waiting.count];
		if (map_find(&work->examined, oid_text(&commit), &known) || !map_put(&met, oid_text(&commit), 1))
			continue;
		*ARRAY_ADD(seen.items, seen.count, seen.capacity) = commit;
		fault = examine(review, &waiting, &taken, &commit);
		if (fault && fault_kind(fault) == FAULT_MISSING && !oid_equal(&commit, &review->base_tip)) {
			fault_ignore(fault); /* a shallow clone's edge; doctor names what is really missing */
			fault = NULL;
		}
	}
	for (size_t i = 0; !fault && i < seen.count; i++)
		map_put(&work->examined, oid_text(&seen.items[i]), 1);
	map_clear(&met);
	map_clear(&taken);
	oids_clear(&waiting);
	oids_clear(&seen);
	return fault;
}

bool applied_has(const struct review *review, const struct annotation *decision)
{
	size_t known;
	char *path = decision_path(decision);
	bool applied = map_find(&review->work->applied, text_of(path), &known);
	free(path);
	return applied;
}

/* What has been applied cannot be taken back, though another secretary may have said so before knowing. */
const struct fault *applied_hold(struct review *review)
{
	struct standing *next = review->work->next;
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < next->threads.count; i++) {
		const struct remark *remark = &next->remarks[i];
		if (!remark->decides || !remark->on_base || next->threads.entries[i].state != STATE_WITHDRAWN)
			continue;
		fault = find_applied(review);
		if (!fault && applied_has(review, remark->annotation))
			next->threads.entries[i].state = STATE_OPEN;
	}
	return fault;
}

const struct fault *applied_check_open(struct review *review, const struct annotation *annotation)
{
	if (decision_of(annotation) == DECISION_NONE || !annotation->nickname)
		return NULL;
	const struct fault *fault = find_applied(review);
	if (!fault && applied_has(review, annotation))
		fault = fault_new(FAULT_CONFLICT, "%s",
			_("this decision has been applied to the text and cannot be taken back: propose other words, "
			  "or decide anew"));
	return fault;
}

const struct fault *applied_part(struct oid *out, struct review *review, const char *reviewer)
{
	const struct review_work *work = review->work;
	size_t at;
	const struct fault *fault = find_applied(review);
	memset(out, 0, sizeof *out);
	if (!fault && map_find(&work->taken_of, text_of(reviewer), &at))
		*out = work->taken.items[at];
	return fault;
}

const struct fault *applied_merger(struct oid *out, struct review *review, const struct oid *commit)
{
	const struct review_work *work = review->work;
	size_t at;
	const struct fault *fault = find_applied(review);
	*out = !fault && map_find(&work->merger_of, oid_text(commit), &at) ? work->mergers.items[at] : *commit;
	return fault;
}

static bool speaks_of(const struct annotation *annotation, const char *reviewer, const char *path)
{
	for (size_t i = 0; i < annotation->target_count; i++) {
		const struct target *target = &annotation->targets[i];
		if (target->kind == TARGET_AMENDMENT && target->reviewer && !strcmp(target->reviewer, reviewer) &&
			target->source && !strcmp(target->source, path))
			return true;
	}
	return false;
}

static int by_id(const void *a, const void *b)
{
	return strcmp((*(const struct annotation *const *)a)->id, (*(const struct annotation *const *)b)->id);
}

/* The decisions in the base's tree that have been applied, or those that have not; on one reviewer's amendments, or on
 * all (NULL). */
static const struct fault *list_decisions(const struct annotation ***out, size_t *count, struct review *review,
	const char *reviewer, const char *path, bool applied)
{
	struct review_work *work = review->work;
	const struct fault *fault = NULL;
	*out = NULL;
	*count = 0;
	for (size_t i = 0; i < work->found_count; i++) {
		const struct found *found = &work->found[i];
		const struct annotation *annotation = work->pool[found->pooled].annotation;
		size_t known;
		if (found->source != 0 || !annotation || decision_of(annotation) == DECISION_NONE ||
			!annotation->nickname || (reviewer && !speaks_of(annotation, reviewer, path)))
			continue;
		fault = find_applied(review);
		if (fault)
			break;
		char *file = decision_path(annotation);
		if (map_find(&work->applied, text_of(file), &known) == applied) {
			*out = memory_resize(*out, *count + 1, sizeof **out);
			(*out)[(*count)++] = annotation;
		}
		free(file);
	}
	if (*count)
		qsort(*out, *count, sizeof **out, by_id);
	return fault;
}

const struct fault *applied_list(
	const struct annotation ***out, size_t *count, struct review *review, const char *reviewer, const char *path)
{
	return list_decisions(out, count, review, reviewer, path, true);
}

const struct fault *applied_lacking(const struct annotation ***out, size_t *count, struct review *review)
{
	return list_decisions(out, count, review, NULL, NULL, false);
}
