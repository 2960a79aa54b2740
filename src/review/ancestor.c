#include "review/ancestor.h"

#include "draft/merge.h"

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

const struct fault *ancestor_find(struct ancestor *out, struct review *review, const struct oid *tip, const char *path)
{
	struct oids bases = {0};
	*out = (struct ancestor){0};
	const struct fault *fault = branch_bases(&bases, review->repository, &review->base_tip, tip);
	if (!fault)
		fault = fold(out, review, &bases, path);
	oids_clear(&bases);
	if (fault)
		ancestor_clear(out);
	return fault;
}

void ancestor_clear(struct ancestor *ancestor)
{
	draft_free(ancestor->folded);
	*ancestor = (struct ancestor){0};
}
