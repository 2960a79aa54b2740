#include "act/updating.h"

#include "annotation/entered.h"
#include "base/array.h"
#include "base/language.h"
#include "draft/merge.h"
#include "draft/rewrite.h"
#include "review/acts.h"
#include "review/ancestor.h"
#include "text/lines.h"

enum { FILE_LIMIT = DRAFT_LIMIT, CHAIN_MOST = 20000 };

/* One bring-up: the branch's tree, the base's, and what they came from. */
struct update {
	struct review *review;
	struct oid tip, other;         /* mine; the base's, or my other machine's */
	bool joins;                    /* the latter */
	struct oid twin;               /* joining: the latest commit of mine whose act the other has, too; zero: none */
	const char *owner;             /* whose branch */
	const struct identity *author; /* for whom it is entered; NULL: by themselves */
	struct snapshot *mine, *base, *before;
	struct update_collisions *collisions, *lost; /* may be NULL */
	const struct settlement *settlements;
	size_t settled;
	struct record record; /* only its files and names are used */
};

bool updating_needed(struct review *review)
{
	struct oid tip;
	const struct fault *fault =
		review->identity.id ? record_tip(&tip, review, review->identity.id) : fault_new(FAULT_MISSING, "-");
	return !fault && !branch_contains(review->repository, &tip, &review->base_tip);
}

void update_collisions_clear(struct update_collisions *collisions)
{
	for (size_t i = 0; i < collisions->count; i++) {
		free(collisions->items[i].path);
		buffer_clear(&collisions->items[i].mine);
		buffer_clear(&collisions->items[i].base);
	}
	free(collisions->items);
	*collisions = (struct update_collisions){0};
}

/* The blob of a path in a snapshot; zero when it is not there. */
static const struct fault *find(struct oid *out, struct snapshot *snapshot, const char *path)
{
	memset(out, 0, sizeof *out);
	if (!snapshot)
		return NULL;
	const struct fault *fault = snapshot_find(out, snapshot, path);
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}

static const struct settlement *settlement_of(const struct update *update, const char *path, size_t base_block)
{
	for (size_t i = 0; i < update->settled; i++)
		if (update->settlements[i].base_block == base_block && !strcmp(update->settlements[i].path, path))
			return &update->settlements[i];
	return NULL;
}

static struct update_collision *add_collision(struct update_collisions *list, const char *path, size_t block)
{
	struct update_collision *item = ARRAY_ADD(list->items, list->count, list->capacity);
	item->path = memory_string(path);
	item->base_block = block;
	return item;
}

/* Lists the collisions that nothing settles; returns how many. */
static size_t note_collisions(struct update *update, const char *path, const struct merge_collisions *found,
	const struct draft *mine, const struct draft *base)
{
	size_t open = 0;
	for (size_t i = 0; i < found->count; i++) {
		const struct merge_collision *from = &found->items[i];
		bool settled = settlement_of(update, path, from->their_block) != NULL;
		bool here = from->our_block != ALIGN_NONE, there = from->their_block != ALIGN_NONE;
		struct update_collision *item = NULL;
		open += !settled;
		if (!settled && update->collisions)
			item = add_collision(update->collisions, path, from->their_block);
		else if (settled && here && !there && update->lost)
			item = add_collision(update->lost, path, from->our_block);
		if (item && here)
			buffer_add(&item->mine, mine->blocks[from->our_block].text);
		if (item && there)
			buffer_add(&item->base, base->blocks[from->their_block].text);
	}
	return open;
}

/* Where words collided the merge has the base's; those that were settled otherwise are put in their place. */
static const struct fault *put_settlements(
	struct update *update, const char *path, struct buffer *source, const struct draft *base)
{
	struct draft *merged = NULL;
	struct align align = {0};
	struct buffer settled = {0};
	struct edit *edits = memory_new(update->settled, sizeof *edits);
	size_t count = 0;
	const struct fault *fault = draft_read(&merged, buffer_text(source));
	if (!fault)
		align_amended(&align, base, merged);
	for (size_t i = 0; !fault && i < update->settled; i++) {
		const struct settlement *settlement = &update->settlements[i];
		if (strcmp(settlement->path, path) != 0 || !settlement->words.bytes ||
			settlement->base_block == STANDING_NONE || align.to_new[settlement->base_block] == ALIGN_NONE)
			continue;
		edits[count++] = (struct edit){
			.kind = EDIT_REWORD, .block = align.to_new[settlement->base_block], .text = settlement->words};
	}
	if (!fault && count)
		fault = rewrite_run(&settled, merged, edits, count);
	if (!fault && count) {
		buffer_empty(source);
		buffer_add(source, buffer_text(&settled));
	}
	align_clear(&align);
	draft_free(merged);
	buffer_clear(&settled);
	free(edits);
	return fault;
}

static const struct fault *merge_versions(struct update *update, const char *path, const struct draft *ancestor,
	const struct draft *mine, const struct draft *base)
{
	struct merge_collisions found = {0};
	struct buffer merged = {0};
	const struct fault *fault = merge_run(&merged, &found, ancestor, mine, base);
	size_t open = fault ? 0 : note_collisions(update, path, &found, mine, base);
	if (open)
		fault = fault_new(FAULT_CONFLICT,
			P_("the text has moved on, and %zu of your proposals meets words that have changed: bring your "
			   "proposals up to date first (in the palette)",
				"the text has moved on, and %zu of your proposals meet words that have changed: bring "
				"your proposals up to date first (in the palette)",
				open),
			open);
	if (!fault && found.count)
		fault = put_settlements(update, path, &merged, base);
	if (!fault) {
		record_file(&update->record, path)->bytes = merged;
		merged = (struct buffer){0};
	}
	buffer_clear(&merged);
	merge_collisions_clear(&found);
	return fault;
}

/* What the words of both came from: where both have the same act with the same words, these. */
static const struct fault *find_ancestor(struct ancestor *out, struct update *update, const char *path)
{
	struct review *review = update->review;
	struct oid blob;
	if (!update->joins)
		return ancestor_find(out, review, update->owner, &update->tip, path);
	if (oid_is_zero(&update->twin))
		return ancestor_between(out, review, &update->tip, &update->other, path);
	*out = (struct ancestor){0};
	const struct fault *fault = find(&blob, update->before, path);
	out->missing = !fault && oid_is_zero(&blob);
	out->blob = blob;
	return fault || out->missing ? fault : review_blob(&out->draft, review, &blob);
}

/* A draft that both changed: by words, paragraph by paragraph. */
static const struct fault *merge_draft(
	struct update *update, const char *path, const struct oid *mine_blob, const struct oid *base_blob)
{
	struct ancestor ancestor = {0};
	const struct draft *mine, *base;
	const struct fault *fault = find_ancestor(&ancestor, update, path);
	if (!fault)
		fault = review_blob(&mine, update->review, mine_blob);
	if (!fault)
		fault = review_blob(&base, update->review, base_blob);
	if (!fault && ancestor.missing)
		fault = fault_new(FAULT_CONFLICT, _("your text and the draft have no common version of %.200s"), path);
	if (!fault)
		fault = merge_versions(update, path, ancestor.draft, mine, base);
	ancestor_clear(&ancestor);
	return fault;
}

static const struct fault *merge_dictionary(struct update *update, const char *path, const struct oid *blobs)
{
	struct buffer texts[3] = {{0}};
	const struct fault *fault = NULL;
	for (int i = 0; !fault && i < 3; i++)
		if (!oid_is_zero(&blobs[i]))
			fault = repository_blob(&texts[i], update->review->repository, &blobs[i], FILE_LIMIT);
	if (!fault)
		lines_merge(&record_file(&update->record, path)->bytes, buffer_text(&texts[0]), buffer_text(&texts[1]),
			buffer_text(&texts[2]));
	for (int i = 0; i < 3; i++)
		buffer_clear(&texts[i]);
	return fault;
}

static const struct fault *take_base(struct update *update, const char *path, const struct oid *blob)
{
	struct record_file *file = record_file(&update->record, path);
	file->removed = oid_is_zero(blob);
	return file->removed ? NULL : repository_blob(&file->bytes, update->review->repository, blob, FILE_LIMIT);
}

/* An annotation that both have, in two files: one act, once as its author wrote it and once as it was entered for them.
 */
static const struct fault *settle_act(
	struct update *update, const char *path, const struct oid *mine, const struct oid *other)
{
	struct repository *repository = update->review->repository;
	struct buffer here = {0}, there = {0};
	const struct fault *fault = repository_blob(&here, repository, mine, ANNOTATION_WORDS_LIMIT);
	if (!fault)
		fault = repository_blob(&there, repository, other, ANNOTATION_WORDS_LIMIT);
	if (!fault && entered_same(buffer_text(&here), buffer_text(&there)) &&
		entered_stands(buffer_text(&here), buffer_text(&there))) {
		record_file(&update->record, path)->bytes = there;
		there = (struct buffer){0};
	}
	buffer_clear(&here);
	buffer_clear(&there);
	return fault && fault_kind(fault) == FAULT_MALFORMED ? NULL : fault; /* too large to be one: mine stays */
}

static const struct fault *bring_annotation(
	struct update *update, const char *path, const struct oid *mine, const struct oid *other)
{
	return oid_is_zero(mine)    ? take_base(update, path, other)
	       : oid_is_zero(other) ? NULL
				    : settle_act(update, path, mine, other);
}

/* One path that the base has changed since the branch left it. */
static const struct fault *update_path(struct update *update, const char *path)
{
	struct oid blobs[3]; /* before, mine, base */
	const struct fault *fault = find(&blobs[0], update->before, path);
	if (!fault)
		fault = find(&blobs[1], update->mine, path);
	if (!fault)
		fault = find(&blobs[2], update->base, path);
	if (fault && fault_kind(fault) == FAULT_MALFORMED)
		return NULL; /* a symlink or a submodule: never followed, never brought */
	if (fault || oid_equal(&blobs[1], &blobs[2]))
		return fault;
	bool mine_changed = !oid_equal(&blobs[0], &blobs[1]);
	if (!strncmp(path, "annotations/", 12))
		return bring_annotation(update, path, &blobs[1], &blobs[2]);
	if (mine_changed && !oid_is_zero(&blobs[1]) && !oid_is_zero(&blobs[2])) {
		if (consultation_has(&update->review->consultation, path))
			return merge_draft(update, path, &blobs[1], &blobs[2]);
		if (!strncmp(path, "dictionaries/", 13))
			return merge_dictionary(update, path, blobs);
	}
	/* Anything else that both have changed stays as it is on my branch: nobody's words are written over. */
	return mine_changed && !oid_is_zero(&blobs[1]) ? NULL : take_base(update, path, &blobs[2]);
}

/* One path in which my two machines differ: annotations of mine are there once they are on one of them. What does not
 * belong on my branch comes only where it is the base's. */
static const struct fault *join_path(struct update *update, const char *path)
{
	struct review *review = update->review;
	struct oid blobs[3], base; /* before, here, there */
	const struct fault *fault = find(&blobs[0], update->before, path);
	if (!fault)
		fault = find(&blobs[1], update->mine, path);
	if (!fault)
		fault = find(&blobs[2], update->base, path);
	if (!fault)
		fault = find(&base, review->base, path);
	if (fault && fault_kind(fault) == FAULT_MALFORMED)
		return NULL;
	if (fault || oid_is_zero(&blobs[2]))
		return fault;
	char *own = memory_format("annotations/%s/", update->owner);
	bool is_own = text_starts(text_of(path), own);
	free(own);
	if (is_own)
		return bring_annotation(update, path, &blobs[1], &blobs[2]);
	if (consultation_has(&review->consultation, path) && !oid_is_zero(&blobs[1]))
		return merge_draft(update, path, &blobs[1], &blobs[2]);
	if (!strncmp(path, "dictionaries/", 13))
		return merge_dictionary(update, path, blobs);
	return oid_equal(&blobs[2], &base) ? take_base(update, path, &blobs[2]) : NULL;
}

static bool is_among(const struct snapshot_paths *paths, const char *path)
{
	bool found = false;
	for (size_t i = 0; i < paths->count; i++)
		found |= !strcmp(paths->items[i], path);
	return found;
}

/* A path; a collision is kept, and the rest goes on, so that all collisions of all drafts are known. */
static const struct fault *visit_path(struct update *update, const char *path, const struct fault **collision)
{
	const struct fault *fault = update->joins ? join_path(update, path) : update_path(update, path);
	if (!fault || fault_kind(fault) != FAULT_CONFLICT)
		return fault;
	*collision = fault;
	return NULL;
}

/* What is different; and the drafts, for a base that says what it said when the branch left it may have taken words of
 * the branch meanwhile, and gone back. */
static const struct fault *update_paths(struct update *update)
{
	const struct consultation *consultation = &update->review->consultation;
	struct snapshot_paths paths = {0};
	const struct fault *fault =
		snapshot_changes(&paths, update->joins ? update->mine : update->before, update->base);
	const struct fault *collision = NULL;
	for (size_t i = 0; !fault && i < paths.count; i++)
		fault = visit_path(update, paths.items[i], &collision);
	for (size_t i = 0; !fault && !update->joins && i < consultation->draft_count; i++)
		if (!is_among(&paths, consultation->drafts[i].path))
			fault = visit_path(update, consultation->drafts[i].path, &collision);
	snapshot_paths_clear(&paths);
	return fault ? fault : collision;
}

/* Whether the drafts are the same in two commits. */
static bool same_words(struct update *update, const struct oid *one, const struct oid *other)
{
	const struct consultation *consultation = &update->review->consultation;
	struct snapshot *trees[2] = {NULL, NULL};
	const struct fault *fault = snapshot_open(&trees[0], update->review->repository, one);
	if (!fault)
		fault = snapshot_open(&trees[1], update->review->repository, other);
	bool same = !fault;
	for (size_t i = 0; same && i < consultation->draft_count; i++) {
		struct oid blobs[2];
		fault = find(&blobs[0], trees[0], consultation->drafts[i].path);
		if (!fault)
			fault = find(&blobs[1], trees[1], consultation->drafts[i].path);
		same = !fault && oid_equal(&blobs[0], &blobs[1]);
	}
	snapshot_close(trees[0]);
	snapshot_close(trees[1]);
	return same;
}

/* The latest act that both sides have, each in a commit of its own, with the same words. */
static const struct fault *find_twin(struct update *update)
{
	struct repository *repository = update->review->repository;
	struct acts theirs = {0};
	struct oids mine = {0};
	const struct fault *fault =
		acts_read(&theirs, repository, &update->other, &(struct oids){.items = &update->tip, .count = 1});
	if (!fault && theirs.commits.count)
		fault = branch_chain(&mine, repository, &update->tip, NULL, CHAIN_MOST);
	for (size_t i = 0; !fault && oid_is_zero(&update->twin) && i < mine.count; i++) {
		struct commit_facts facts = {0};
		fault = branch_facts(&facts, repository, &mine.items[i]);
		const struct oid *there = fault ? NULL : acts_find(&theirs, &facts);
		if (there && !oid_equal(there, &mine.items[i]) && same_words(update, there, &mine.items[i]))
			update->twin = mine.items[i];
		commit_facts_clear(&facts);
	}
	acts_clear(&theirs);
	oids_clear(&mine);
	return fault;
}

static const struct fault *open_trees(struct update *update)
{
	struct oids bases = {0};
	struct review *review = update->review;
	const struct fault *fault = branch_bases(&bases, review->repository, &update->other, &update->tip);
	if (!fault && !bases.count)
		fault = fault_new(FAULT_CONFLICT, "%s", _("your text and the draft have no common history"));
	if (!fault && update->joins)
		fault = find_twin(update);
	if (!fault)
		fault = snapshot_open(&update->before, review->repository,
			oid_is_zero(&update->twin) ? &bases.items[0] : &update->twin);
	if (!fault)
		fault = snapshot_open(&update->mine, review->repository, &update->tip);
	if (!fault)
		fault = snapshot_open(&update->base, review->repository, &update->other);
	oids_clear(&bases);
	return fault;
}

static void update_close(struct update *update)
{
	struct snapshot *all[] = {update->before, update->mine, update->base};
	for (size_t i = 0; i < 3; i++)
		if (all[i])
			snapshot_close(all[i]);
	record_clear(&update->record);
}

static const struct fault *run(struct oid *out, struct update *update, const char *subject)
{
	record_init(&update->record, update->review, "update", "%s", subject);
	update->record.author = update->author;
	const struct fault *fault = open_trees(update);
	if (!fault)
		fault = update_paths(update);
	if (!fault)
		fault = record_write(out, &update->record, (struct oid[]){update->tip, update->other}, 2);
	update_close(update);
	return fault;
}

const struct fault *updating_commit(struct oid *out, struct update_collisions *collisions, struct review *review,
	const struct oid *tip, const struct settlement *settlements, size_t count)
{
	struct update update = {.review = review,
		.tip = *tip,
		.other = review->base_tip,
		.owner = review->identity.id,
		.collisions = collisions,
		.settlements = settlements,
		.settled = count};
	return run(out, &update, "Bring the branch up to the base");
}

const struct fault *updating_join(
	struct oid *out, struct update_collisions *collisions, struct review *review, const struct update_join *join)
{
	struct update update = {.review = review,
		.tip = join->mine,
		.other = join->other,
		.joins = true,
		.owner = join->owner ? join->owner->id : review->identity.id,
		.author = join->owner,
		.collisions = collisions,
		.lost = join->lost,
		.settlements = join->settlements,
		.settled = join->count};
	return run(out, &update, "Bring together what two machines have");
}

/* A branch that only lags behind moves forward; one that has its own acts is merged. Under the branch's lock. */
static const struct fault *move_up(struct update_collisions *collisions, struct review *review, const char *ref,
	const struct settlement *settlements, size_t count)
{
	struct oid old, tip, commit;
	const struct fault *fault = branch_find(&old, review->repository, ref);
	if (fault && fault_kind(fault) == FAULT_MISSING) {
		memset(&old, 0, sizeof old);
		fault = NULL;
	}
	if (!fault)
		fault = record_tip(&tip, review, review->identity.id);
	if (fault || branch_contains(review->repository, &tip, &review->base_tip))
		return fault;
	if (branch_contains(review->repository, &review->base_tip, &tip))
		commit = review->base_tip;
	else
		fault = updating_commit(&commit, collisions, review, &tip, settlements, count);
	if (!fault)
		fault = commit_move(review->repository, ref, &old, &commit, "Bring the branch up to the base");
	return fault;
}

const struct fault *updating_run(
	struct update_collisions *collisions, struct review *review, const struct settlement *settlements, size_t count)
{
	struct commit_lock *lock = NULL;
	const struct fault *fault = identity_need(&review->identity);
	if (fault)
		return fault;
	char *ref = memory_format("refs/heads/review/%s", review->identity.id);
	fault = commit_lock(&lock, review->repository, ref);
	if (!fault) {
		fault = move_up(collisions, review, ref, settlements, count);
		commit_unlock(lock);
	}
	free(ref);
	if (!fault)
		review_notice(review);
	return fault;
}
