#include "review/following.h"

#include "base/array.h"
#include "draft/align.h"

enum { CHAIN_MOST = 20000 };

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

void following_forget(struct review_work *work)
{
	for (size_t i = 0; i < work->followed_count; i++)
		free(work->followed[i].blocks);
	work->followed_count = 0;
	map_clear(&work->followed_of);
	oids_clear(&work->chain);
	oids_clear(&work->merged);
	map_clear(&work->chained_at);
	free(work->merged_at);
	work->merged_at = NULL;
	work->chained = false;
}

/* The draft's blob in a commit; false when it is not there. */
static bool blob_at(struct oid *out, struct review *review, const struct oid *commit)
{
	struct snapshot *snapshot = NULL;
	if (snapshot_open(&snapshot, review->repository, commit))
		return false;
	bool found = !snapshot_find(out, snapshot, review_draft(review)->path);
	snapshot_close(snapshot);
	return found;
}

static void chain_add(struct oids *chain, const struct oid *oid)
{
	struct oid *item = ARRAY_ADD(chain->items, chain->count, chain->capacity);
	*item = *oid;
}

static void note_merged(struct review_work *work, const struct commit_facts *facts)
{
	size_t at = work->chain.count - 1;
	for (size_t i = 1; i < facts->parents.count; i++) {
		chain_add(&work->merged, &facts->parents.items[i]);
		work->merged_at = memory_resize(work->merged_at, work->merged.count, sizeof *work->merged_at);
		work->merged_at[work->merged.count - 1] = at;
	}
}

/* The versions of the draft along the base's first parents, and what was merged where. */
static void chain_base(struct review *review)
{
	struct review_work *work = review->work;
	struct oids commits = {0};
	if (work->chained)
		return;
	work->chained = true;
	chain_add(&work->chain, &review->draft_blob);
	const struct fault *fault = branch_chain(&commits, review->repository, &review->base_tip, NULL, CHAIN_MOST);
	for (size_t i = 0; !fault && i < commits.count; i++) {
		struct oid blob;
		struct commit_facts facts = {0};
		if (blob_at(&blob, review, &commits.items[i]) &&
			!oid_equal(&blob, &work->chain.items[work->chain.count - 1]))
			chain_add(&work->chain, &blob);
		map_put(&work->chained_at, oid_text(&commits.items[i]), work->chain.count - 1);
		if (!branch_facts(&facts, review->repository, &commits.items[i]))
			note_merged(work, &facts);
		commit_facts_clear(&facts);
	}
	oids_clear(&commits);
}

static size_t oids_find(const struct oids *oids, const struct oid *oid)
{
	for (size_t i = 0; i < oids->count; i++)
		if (oid_equal(&oids->items[i], oid))
			return i;
	return STANDING_NONE;
}

/* blocks[i] of `from` through an alignment to `to`'s own places. */
static size_t *through(const struct align *align, const struct followed *later)
{
	size_t *blocks = memory_new(align->old_count, sizeof *blocks);
	for (size_t i = 0; i < align->old_count; i++) {
		size_t next = align->to_new[i];
		blocks[i] = next == ALIGN_NONE || next >= later->count ? STANDING_NONE : later->blocks[next];
	}
	return blocks;
}

static size_t followed_add(struct review_work *work, const struct oid *blob, size_t *blocks, size_t count)
{
	struct followed *followed = ARRAY_ADD(work->followed, work->followed_count, work->followed_capacity);
	followed->blocks = blocks;
	followed->count = count;
	map_put(&work->followed_of, oid_text(blob), work->followed_count - 1);
	return work->followed_count - 1;
}

/* One step: what `blob` is through the version `next`, which has been followed. From one version of a branch to its
 * next a place holds, even where no word does; in a leap it does not. */
static const struct fault *follow_step(size_t *out, struct review *review, const struct oid *blob,
	const struct oid *next, size_t next_followed, bool neighbours)
{
	const struct draft *from, *to;
	const struct fault *fault = review_blob(&from, review, blob);
	if (!fault)
		fault = review_blob(&to, review, next);
	if (fault)
		return fault;
	struct align align = {0};
	if (neighbours)
		align_amended(&align, from, to);
	else
		align_run(&align, from, to);
	size_t *blocks = through(&align, &review->work->followed[next_followed]);
	align_clear(&align);
	*out = followed_add(review->work, blob, blocks, from->count);
	return NULL;
}

static size_t follow_identity(struct review *review)
{
	size_t count = review->draft->count;
	size_t *blocks = memory_new(count, sizeof *blocks);
	for (size_t i = 0; i < count; i++)
		blocks[i] = i;
	return followed_add(review->work, &review->draft_blob, blocks, count);
}

/* Follows a version that lies at place `at` of the base's chain, and all later ones. */
static const struct fault *follow_chain(size_t *out, struct review *review, size_t at)
{
	struct review_work *work = review->work;
	size_t next = STANDING_NONE;
	for (size_t i = 0; i <= at; i++) {
		const struct oid *blob = &work->chain.items[i];
		size_t known;
		if (map_find(&work->followed_of, oid_text(blob), &known)) {
			next = known;
			continue;
		}
		const struct fault *fault = follow_step(&next, review, blob, &work->chain.items[i - 1], next, true);
		if (fault)
			return fault;
	}
	*out = next;
	return NULL;
}

/* Where the base took this commit in: a place in the base's chain; the tip when it did not. */
static size_t merged_place(const struct review_work *work, const struct oid *commit)
{
	size_t merge = oids_find(&work->merged, commit);
	return merge == STANDING_NONE ? STANDING_NONE : work->merged_at[merge];
}

/* Along a reviewer's branch from its tip back to the version, or to where it left the base; *met is false when the
 * version is not on it. */
static const struct fault *follow_branch(
	size_t *out, bool *met, struct review *review, const struct oid *blob, const struct oid *tip)
{
	struct oids commits = {0};
	struct oid later = review->draft_blob;
	size_t next = STANDING_NONE;
	const struct fault *fault = follow_chain(&next, review, 0);
	if (!fault)
		fault = branch_chain(&commits, review->repository, tip, NULL, CHAIN_MOST);
	bool own = false; /* the later one is the branch's, too */
	*met = false;
	for (size_t i = 0; !fault && !*met && i < commits.count; i++) {
		struct oid at;
		size_t place = merged_place(review->work, &commits.items[i]), left;
		if (map_find(&review->work->chained_at, oid_text(&commits.items[i]), &left))
			break; /* the base's own versions have been looked through */
		if (place != STANDING_NONE) {
			fault = follow_chain(&next, review, place);
			later = review->work->chain.items[place];
			own = false;
		}
		if (fault || !blob_at(&at, review, &commits.items[i]) || oid_equal(&at, &later))
			continue;
		size_t known;
		if (map_find(&review->work->followed_of, oid_text(&at), &known))
			next = known;
		else
			fault = follow_step(&next, review, &at, &later, next, own);
		later = at;
		own = true;
		*met = oid_equal(&at, blob);
	}
	oids_clear(&commits);
	*out = next;
	return fault;
}

static const struct fault *follow(size_t *out, struct review *review, const struct oid *blob, const char *reviewer)
{
	struct review_work *work = review->work;
	const struct standing *standing = work->next ? work->next : review->standing;
	bool met = false;
	chain_base(review);
	size_t at = oids_find(&work->chain, blob);
	if (at != STANDING_NONE)
		return follow_chain(out, review, at);
	size_t author = reviewer ? standing_reviewer(standing, reviewer) : STANDING_NONE;
	if (author != STANDING_NONE && !oid_is_zero(&standing->reviewers[author].tip)) {
		const struct fault *fault = follow_branch(out, &met, review, blob, &standing->reviewers[author].tip);
		if (fault || met)
			return fault;
	}
	/* A version of no known branch: one leap. */
	size_t next;
	const struct fault *fault = follow_chain(&next, review, 0);
	return fault ? fault : follow_step(out, review, blob, &review->draft_blob, next, false);
}

bool following_has(struct review *review, const struct oid *blob)
{
	chain_base(review);
	return oids_find(&review->work->chain, blob) != STANDING_NONE;
}

const struct fault *following_run(
	const struct followed **out, struct review *review, const struct oid *blob, const char *reviewer)
{
	struct review_work *work = review->work;
	size_t index;
	if (!map_find(&work->followed_of, oid_text(&review->draft_blob), &index))
		follow_identity(review);
	if (!map_find(&work->followed_of, oid_text(blob), &index)) {
		const struct fault *fault = follow(&index, review, blob, reviewer);
		if (fault)
			return fault;
	}
	*out = &work->followed[index];
	return NULL;
}
