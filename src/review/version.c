#include "review/version.h"

#include "base/array.h"
#include "store/tag.h"

/* The draft's blob in a commit; false when it is not in it. */
static bool blob_in(struct oid *blob, struct review *review, const struct oid *commit)
{
	struct snapshot *snapshot = NULL;
	const struct fault *fault = snapshot_open(&snapshot, review->repository, commit);
	if (!fault)
		fault = snapshot_find(blob, snapshot, review_draft(review)->path);
	snapshot_close(snapshot);
	return !fault;
}

/* A circulated version bears the title it was circulated under, and that date. */
static void version_entitle(struct version *version, struct review *review)
{
	struct tag_facts facts;
	char *name = memory_format("rev/%u", version->revision);
	if (!tag_read(&facts, review->repository, name)) {
		free(version->subject);
		version->subject = memory_string(facts.subject);
		version->when = facts.when;
		tag_facts_clear(&facts);
	}
	free(name);
}

static void version_add(struct versions *out, struct review *review, const struct oid *commit, unsigned int revision)
{
	struct commit_facts facts = {0};
	struct version version = {.revision = revision, .commit = *commit};
	if (!blob_in(&version.blob, review, commit) || branch_facts(&facts, review->repository, commit))
		return;
	version.when = facts.when;
	version.subject = memory_string(facts.subject);
	if (revision)
		version_entitle(&version, review);
	commit_facts_clear(&facts);
	*ARRAY_ADD(out->items, out->count, out->capacity) = version;
}

static void add_circulated(struct versions *out, struct review *review)
{
	size_t count = 0;
	unsigned int *revisions = branch_revision_tags(&count, review->repository);
	while (count-- > 0) {
		struct oid commit;
		char *ref = memory_format("refs/tags/rev/%u", revisions[count]);
		if (!branch_find(&commit, review->repository, ref))
			version_add(out, review, &commit, revisions[count]);
		free(ref);
	}
	free(revisions);
}

static bool is_circulated(const struct versions *versions, size_t circulated, const struct oid *commit)
{
	for (size_t i = 0; i < circulated; i++)
		if (oid_equal(&versions->items[i].commit, commit))
			return true;
	return false;
}

const struct fault *version_list(struct versions *out, struct review *review)
{
	struct oids chain = {0};
	*out = (struct versions){0};
	add_circulated(out, review);
	size_t circulated = out->count;
	const struct fault *fault = branch_chain(&chain, review->repository, &review->base_tip, NULL, VERSION_CHAIN);
	struct oid blob = {0}, parent = {0};
	bool has = chain.count && blob_in(&blob, review, &chain.items[0]), today = true;
	for (size_t i = 0; !fault && i < chain.count && out->count < circulated + VERSION_COMMITS; i++) {
		bool had = i + 1 < chain.count && blob_in(&parent, review, &chain.items[i + 1]);
		if (has && (!had || !oid_equal(&blob, &parent))) { /* this commit made this version */
			if (!today && !is_circulated(out, circulated, &chain.items[i]))
				version_add(out, review, &chain.items[i], 0);
			today = false;
		}
		has = had;
		blob = parent;
	}
	oids_clear(&chain);
	return fault;
}

void versions_clear(struct versions *versions)
{
	for (size_t i = 0; i < versions->count; i++)
		free(versions->items[i].subject);
	free(versions->items);
	*versions = (struct versions){0};
}
