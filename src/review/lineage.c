#include "review/lineage.h"

#include "base/array.h"
#include "base/language.h"
#include "draft/align.h"
#include "text/words.h"

enum { LINEAGE_COMMITS = 20000 };

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

static const struct fault *blob_in(struct oid *blob, const struct lineage *lineage, const struct oid *commit)
{
	struct snapshot *snapshot = NULL;
	const struct fault *fault = snapshot_open(&snapshot, lineage->review->repository, commit);
	if (!fault)
		fault = snapshot_find(blob, snapshot, lineage->path);
	if (snapshot)
		snapshot_close(snapshot);
	return fault;
}

/* Where the blocks of `old` are today, through those of `next`. Between neighbours a place holds, even where no word
 * does. */
static size_t *follow(const struct draft *old, const struct lineage_version *next, bool neighbours)
{
	struct align align;
	size_t *today = memory_new(old->count, sizeof *today);
	if (neighbours)
		align_amended(&align, old, next->draft);
	else
		align_run(&align, old, next->draft);
	for (size_t i = 0; i < old->count; i++)
		today[i] = align.to_new[i] == ALIGN_NONE ? STANDING_NONE : next->today[align.to_new[i]];
	align_clear(&align);
	return today;
}

static const struct fault *add_version(struct lineage *lineage, const struct oid *blob)
{
	struct lineage_version version = {.blob = *blob};
	const struct fault *fault = review_blob(&version.draft, lineage->review, blob);
	if (fault)
		return fault;
	if (lineage->count) {
		version.today = follow(version.draft, &lineage->versions[lineage->count - 1], true);
	} else {
		version.today = memory_new(version.draft->count, sizeof *version.today);
		for (size_t i = 0; i < version.draft->count; i++)
			version.today[i] = i;
	}
	size_t ignored;
	if (!map_find(&lineage->place_of, oid_text(blob), &ignored))
		map_put(&lineage->place_of, oid_text(blob), lineage->count);
	*ARRAY_ADD(lineage->versions, lineage->count, lineage->capacity) = version;
	return NULL;
}

const struct fault *lineage_open(struct lineage *out, struct review *review, const char *path)
{
	struct oids chain = {0};
	*out = (struct lineage){.review = review, .path = memory_string(path)};
	const struct fault *fault = branch_chain(&chain, review->repository, &review->base_tip, NULL, LINEAGE_COMMITS);
	for (size_t i = 0; !fault && i < chain.count; i++) {
		struct oid blob;
		bool last = false;
		const struct fault *missing = blob_in(&blob, out, &chain.items[i]);
		if (!missing && (!out->count || !oid_equal(&blob, &out->versions[out->count - 1].blob)))
			missing = add_version(out, &blob);
		if (missing && !out->count)
			fault = missing;
		else if (missing)
			last = true; /* before this the draft was not there, or cannot be read */
		else
			out->versions[out->count - 1].commit = chain.items[i];
		if (last)
			break;
	}
	oids_clear(&chain);
	if (!fault && !out->count)
		fault = fault_new(FAULT_MISSING, "%s", _("the base has no such draft"));
	if (fault)
		lineage_clear(out);
	return fault;
}

void lineage_clear(struct lineage *lineage)
{
	for (size_t i = 0; i < lineage->count; i++)
		free(lineage->versions[i].today);
	for (size_t i = 0; i < lineage->other_count; i++)
		free(lineage->others[i].today);
	free(lineage->versions);
	free(lineage->others);
	map_clear(&lineage->place_of);
	map_clear(&lineage->other_of);
	free(lineage->path);
	*lineage = (struct lineage){0};
}

const struct fault *lineage_find(const struct lineage_version **out, struct lineage *lineage, const struct oid *blob)
{
	size_t at;
	if (map_find(&lineage->place_of, oid_text(blob), &at)) {
		*out = &lineage->versions[at];
		return NULL;
	}
	if (!map_find(&lineage->other_of, oid_text(blob), &at)) {
		struct lineage_version version = {.blob = *blob};
		const struct fault *fault = review_blob(&version.draft, lineage->review, blob);
		if (fault)
			return fault;
		version.today = follow(version.draft, &lineage->versions[0], false);
		at = lineage->other_count;
		map_put(&lineage->other_of, oid_text(blob), at);
		*ARRAY_ADD(lineage->others, lineage->other_count, lineage->other_capacity) = version;
	}
	*out = &lineage->others[at];
	return NULL;
}

const struct fault *lineage_at(const struct lineage_version **out, struct lineage *lineage, const struct oid *commit)
{
	struct oid blob;
	const struct fault *fault = blob_in(&blob, lineage, commit);
	return fault ? fault : lineage_find(out, lineage, &blob);
}

/* The block of version `at` + 1 that goes where this one goes; STANDING_NONE. Where they are today tells, but what is
 * gone today is not asked for. */
static size_t block_before(const struct lineage_version *older, size_t today)
{
	for (size_t i = 0; i < older->draft->count; i++)
		if (older->today[i] == today)
			return i;
	return STANDING_NONE;
}

size_t lineage_change(size_t *block, size_t *before, const struct lineage *lineage, size_t at)
{
	size_t today = lineage->versions[at].today[*block];
	for (; at + 1 < lineage->count; at++) {
		const struct block *now = &lineage->versions[at].draft->blocks[*block];
		*before = block_before(&lineage->versions[at + 1], today);
		if (*before == STANDING_NONE)
			return at;
		const struct block *was = &lineage->versions[at + 1].draft->blocks[*before];
		if (was->words != now->words || !words_same(was->text, now->text))
			return at;
		*block = *before;
	}
	*before = STANDING_NONE;
	return at;
}
