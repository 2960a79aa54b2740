#include "review/ancestor.h"

#include "base/array.h"
#include "base/map.h"
#include "draft/merge.h"
#include "draft/rewrite.h"
#include "review/amendment.h"
#include "review/applied.h"
#include "review/decision.h"

enum { CHAIN_MOST = 100000 };

static void version_add(struct ancestor *ancestor, const struct draft *draft, const struct oid *blob)
{
	struct ancestor_version *version =
		ARRAY_ADD(ancestor->versions, ancestor->version_count, ancestor->version_capacity);
	*version = (struct ancestor_version){.draft = draft, .blob = *blob};
}

/* The draft's blob in a commit's tree; zero when it is not there. */
static const struct fault *blob_in(struct oid *out, struct review *review, const struct oid *commit, const char *path)
{
	struct snapshot *snapshot = NULL;
	memset(out, 0, sizeof *out);
	const struct fault *fault = snapshot_open(&snapshot, review->repository, commit);
	if (fault)
		return fault;
	fault = snapshot_find(out, snapshot, path);
	snapshot_close(snapshot);
	return fault && fault_kind(fault) == FAULT_MISSING ? NULL : fault;
}

static const struct fault *fold(
	struct ancestor *out, struct review *review, const struct oids *bases, const char *path);

/* Two versions over their own ancestor; where they collide the ancestor's words stand. */
static const struct fault *fold_pair(struct draft **out, struct review *review, const struct oid *first,
	const struct oid *second, const struct draft *one, const struct draft *two, const char *path)
{
	struct oids bases = {0};
	struct ancestor below = {0};
	struct buffer merged = {0};
	struct merge_collisions collisions = {0};
	const struct fault *fault = branch_bases(&bases, review->repository, first, second);
	if (!fault)
		fault = fold(&below, review, &bases, path);
	if (!fault && !below.missing)
		fault = merge_run(&merged, &collisions, below.draft, one, two);
	if (!fault) {
		struct text source = below.missing ? one->source : buffer_text(&merged);
		fault = draft_read(out, collisions.count ? below.draft->source : source);
	}
	merge_collisions_clear(&collisions);
	buffer_clear(&merged);
	ancestor_clear(&below);
	oids_clear(&bases);
	return fault;
}

static const struct fault *fold(struct ancestor *out, struct review *review, const struct oids *bases, const char *path)
{
	const struct fault *fault = NULL;
	out->missing = bases->count == 0;
	for (size_t i = 0; !fault && i < bases->count; i++) {
		const struct draft *version;
		struct oid blob;
		fault = blob_in(&blob, review, &bases->items[i], path);
		if (fault)
			break;
		if (oid_is_zero(&blob)) {
			out->missing = out->draft == NULL;
			continue;
		}
		fault = review_blob(&version, review, &blob);
		if (fault)
			break;
		version_add(out, version, &blob);
		if (!out->draft) {
			out->draft = version;
			out->blob = blob;
			out->missing = false;
			continue;
		}
		struct draft *folded = NULL;
		fault = fold_pair(&folded, review, &bases->items[i - 1], &bases->items[i], out->draft, version, path);
		if (!fault) {
			draft_free(out->folded);
			out->draft = out->folded = folded;
		}
	}
	return fault;
}

/* --- what has been decided and applied since */

/* One version of the branch, and what decisions say of its paragraphs. */
struct decided {
	struct ancestor *ancestor;
	const struct draft *branch;
	struct align align; /* ancestor -> branch, as when it was decided on */
	struct edit *edits;
	struct buffer *texts; /* of the edits */
	size_t count, capacity, text_count, text_capacity;
	bool *touched; /* blocks of the ancestor that have an edit */
	bool *decided; /* paragraphs of the branch; in their order, whoever decided on which first, and how often */
};

static struct edit *edit_add(struct decided *d, enum edit_kind kind, size_t block)
{
	if (kind != EDIT_INSERT) {
		if (d->touched[block])
			return NULL;
		d->touched[block] = true;
	}
	struct edit *edit = ARRAY_ADD(d->edits, d->count, d->capacity);
	edit->kind = kind;
	edit->block = block;
	return edit;
}

/* The block of the ancestor behind which a paragraph of the branch stands. */
static size_t place_of(const struct decided *d, size_t paragraph)
{
	for (size_t i = paragraph; i-- > 0;)
		if (d->align.to_old[i] != ALIGN_NONE && !d->align.moved[i])
			return align_last_joined(&d->align, d->align.to_old[i]);
	return EDIT_START;
}

/* The paragraph's words on the branch, with what was split off it. */
static void take_words(struct decided *d, size_t paragraph, size_t block)
{
	struct buffer *words = ARRAY_ADD(d->texts, d->text_count, d->text_capacity);
	amendment_words(words, d->branch, paragraph, d->align.split_from);
	bool moved = d->align.moved[paragraph];
	if (!moved && text_equal(buffer_text(words), d->ancestor->draft->blocks[block].text))
		return;
	struct edit *edit = edit_add(d, moved ? EDIT_MOVE : EDIT_REWORD, block);
	if (!edit)
		return;
	edit->after = place_of(d, paragraph);
	edit->text = buffer_text(words);
	for (size_t i = 0; i < d->ancestor->draft->count; i++)
		if (d->align.joined_to[i] == block)
			(void)edit_add(d, EDIT_DELETE, i); /* joined on the branch */
}

static void take_insertion(struct decided *d, size_t paragraph)
{
	struct edit *edit = edit_add(d, EDIT_INSERT, 0);
	edit->after = place_of(d, paragraph);
	edit->text = d->branch->blocks[paragraph].text;
	edit->like = d->branch;
	edit->like_block = paragraph;
}

static void take_target(struct decided *d, size_t paragraph)
{
	if (d->align.split_from[paragraph] != ALIGN_NONE)
		return; /* part of a split: its first part brings it */
	size_t block = d->align.to_old[paragraph];
	if (block == ALIGN_NONE)
		take_insertion(d, paragraph);
	else
		take_words(d, paragraph, block);
}

/* The paragraph that the decision says is gone. */
static const struct fault *take_deletion(struct decided *d, struct review *review, const struct target *target)
{
	struct oid blob;
	const struct draft *before;
	struct align align;
	if (!target->was_blob || !oid_parse(&blob, target->was_blob))
		return NULL;
	const struct fault *fault = review_blob(&before, review, &blob);
	if (fault)
		return fault;
	align_amended(&align, before, d->ancestor->draft);
	size_t block = target->was_paragraph && target->was_paragraph <= before->count
			       ? align.to_new[target->was_paragraph - 1]
			       : ALIGN_NONE;
	if (block != ALIGN_NONE)
		(void)edit_add(d, EDIT_DELETE, block);
	align_clear(&align);
	return NULL;
}

static void decided_clear(struct decided *d)
{
	for (size_t i = 0; i < d->text_count; i++)
		buffer_clear(&d->texts[i]);
	align_clear(&d->align);
	free(d->texts);
	free(d->edits);
	free(d->touched);
	free(d->decided);
}

static bool is_about(const struct target *target, const char *reviewer, const char *path, const char *cached)
{
	return target->kind == TARGET_AMENDMENT && target->reviewer && target->source && target->cached &&
	       !strcmp(target->reviewer, reviewer) && !strcmp(target->source, path) && !strcmp(target->cached, cached);
}

/* The edits go in together; where they cannot, the ancestor stays as it is, and what was decided shows as proposed. */
static const struct fault *put(struct decided *d)
{
	struct draft *edited = NULL;
	const struct fault *fault = d->count ? rewrite_draft(&edited, d->ancestor->draft, d->edits, d->count) : NULL;
	if (edited) {
		draft_free(d->ancestor->folded);
		d->ancestor->draft = d->ancestor->folded = edited;
	}
	return fault && fault_kind(fault) == FAULT_MALFORMED ? NULL : fault;
}

/* All that was decided on one version of the branch. */
static const struct fault *take_version(struct ancestor *out, struct review *review,
	const struct annotation *const *decisions, size_t count, const struct target *of)
{
	struct decided d = {.ancestor = out};
	struct oid blob;
	if (!oid_parse(&blob, of->cached))
		return NULL;
	const struct fault *fault = review_blob(&d.branch, review, &blob);
	if (fault)
		return fault_kind(fault) == FAULT_MISSING ? NULL : fault;
	align_amended(&d.align, out->draft, d.branch);
	d.touched = memory_new(out->draft->count, sizeof *d.touched);
	d.decided = memory_new(d.branch->count, sizeof *d.decided);
	for (size_t i = 0; !fault && i < count; i++)
		for (size_t j = 0; !fault && j < decisions[i]->target_count; j++) {
			const struct target *target = &decisions[i]->targets[j];
			if (!is_about(target, of->reviewer, of->source, of->cached))
				continue;
			if (!target->paragraph)
				fault = take_deletion(&d, review, target);
			else if (target->paragraph <= d.branch->count)
				d.decided[target->paragraph - 1] = true;
		}
	for (size_t i = 0; !fault && i < d.branch->count; i++)
		if (d.decided[i])
			take_target(&d, i);
	if (!fault)
		fault = put(&d);
	if (!fault)
		version_add(out, d.branch, &blob);
	decided_clear(&d);
	return fault;
}

/* Whether a decision is in the tree of one of the merge bases, or came into the base when that was merged: then their
 * draft knows of it. */
static bool known_to(struct snapshot **bases, size_t count, const struct annotation *decision)
{
	bool known = false;
	char *path = decision_path(decision);
	for (size_t i = 0; i < count && !known; i++) {
		struct oid blob;
		known = bases[i] && !snapshot_find(&blob, bases[i], path);
	}
	free(path);
	return known;
}

/* Whose tree says what a merge base knows: the base's as it was once that was merged, where it is the branch's own, for
 * then all of it was settled; else its own. Of another's branch that came into this one nobody has settled anything
 * here. */
static const struct fault *knower(struct oid *out, struct review *review, const struct oid *base, const struct oid *tip)
{
	struct oids chain = {0};
	bool own = false;
	const struct fault *fault = applied_merger(out, review, base);
	if (fault || oid_equal(out, base))
		return fault;
	fault = branch_chain(&chain, review->repository, tip, base, CHAIN_MOST);
	for (size_t i = 0; i < chain.count && !own; i++)
		own = oid_equal(&chain.items[i], base);
	if (!own)
		*out = *base;
	oids_clear(&chain);
	return fault;
}

/* Leaves out what the merge bases know already. */
static const struct fault *new_ones(const struct annotation **decisions, size_t *count, struct review *review,
	const struct oids *bases, const struct oid *tip)
{
	struct snapshot **trees = memory_new(bases->count, sizeof *trees);
	const struct fault *fault = NULL;
	size_t kept = 0;
	for (size_t i = 0; !fault && i < bases->count; i++) {
		struct oid merger;
		fault = knower(&merger, review, &bases->items[i], tip);
		if (!fault)
			fault = snapshot_open(&trees[i], review->repository, &merger);
	}
	for (size_t i = 0; !fault && i < *count; i++)
		if (!known_to(trees, bases->count, decisions[i]))
			decisions[kept++] = decisions[i];
	*count = kept;
	for (size_t i = 0; i < bases->count; i++)
		if (trees[i])
			snapshot_close(trees[i]);
	free(trees);
	return fault;
}

/* What a decision says of this reviewer's draft; NULL: nothing. */
static const struct target *target_about(const struct annotation *decision, const char *reviewer, const char *path)
{
	for (size_t i = 0; i < decision->target_count; i++) {
		const struct target *target = &decision->targets[i];
		if (target->cached && is_about(target, reviewer, path, target->cached))
			return target;
	}
	return NULL;
}

/* Version after version of the branch, in the order in which they were decided on. A branch may come back to a version
 * that it had: then that counts again, behind what came between. */
static const struct fault *fold_decisions(struct ancestor *out, struct review *review, const char *reviewer,
	const char *path, const struct oids *bases, const struct oid *tip)
{
	const struct annotation **decisions;
	size_t count;
	const struct fault *fault = applied_list(&decisions, &count, review, reviewer, path);
	if (!fault && count)
		fault = new_ones(decisions, &count, review, bases, tip);
	for (size_t i = 0, end; !fault && i < count; i = end) {
		const struct target *of = target_about(decisions[i], reviewer, path), *next;
		for (end = i + 1; of && end < count; end++) {
			next = target_about(decisions[end], reviewer, path);
			if (next && strcmp(next->cached, of->cached) != 0)
				break;
		}
		if (of)
			fault = take_version(out, review, decisions + i, end - i, of);
	}
	free(decisions);
	return fault;
}

const struct fault *ancestor_find(
	struct ancestor *out, struct review *review, const char *reviewer, const struct oid *tip, const char *path)
{
	struct oids bases = {0};
	*out = (struct ancestor){0};
	const struct fault *fault = branch_bases(&bases, review->repository, &review->base_tip, tip);
	if (!fault)
		fault = fold(out, review, &bases, path);
	if (!fault && !out->missing)
		fault = fold_decisions(out, review, reviewer, path, &bases, tip);
	oids_clear(&bases);
	if (fault)
		ancestor_clear(out);
	return fault;
}

const struct fault *ancestor_between(
	struct ancestor *out, struct review *review, const struct oid *one, const struct oid *other, const char *path)
{
	struct oids bases = {0};
	*out = (struct ancestor){0};
	const struct fault *fault = branch_bases(&bases, review->repository, one, other);
	if (!fault)
		fault = fold(out, review, &bases, path);
	oids_clear(&bases);
	if (fault)
		ancestor_clear(out);
	return fault;
}

void ancestor_origin(struct oid *blob, size_t *paragraph, struct ancestor *ancestor, size_t block)
{
	*blob = ancestor->blob;
	*paragraph = block + 1;
	for (size_t i = ancestor->folded ? ancestor->version_count : 0; i-- > 0;) {
		struct ancestor_version *version = &ancestor->versions[i];
		if (!version->aligned)
			align_amended(&version->align, ancestor->draft, version->draft);
		version->aligned = true;
		size_t there = version->align.to_new[block];
		bool same = there != ALIGN_NONE &&
			    text_equal(version->draft->blocks[there].text, ancestor->draft->blocks[block].text);
		if (same || i == 0) {
			*blob = version->blob;
			*paragraph = there == ALIGN_NONE ? 0 : there + 1;
		}
		if (same)
			return;
	}
}

void ancestor_clear(struct ancestor *ancestor)
{
	for (size_t i = 0; i < ancestor->version_count; i++)
		if (ancestor->versions[i].aligned)
			align_clear(&ancestor->versions[i].align);
	draft_free(ancestor->folded);
	free(ancestor->versions);
	*ancestor = (struct ancestor){0};
}
