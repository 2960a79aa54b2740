#include "review/signatures.h"

#include "base/array.h"
#include "base/language.h"
#include "base/memory.h"
#include "store/change.h"

enum { LONGEST = 100000, MOST_CHANGES = 100000 };

/* "annotations/ID/UUID.json" that was not there before: it came with this commit. */
static void note(struct signatures *signatures, const struct change *change, const char *folder, size_t commit)
{
	size_t size = strlen(folder);
	const char *dot = strrchr(change->path, '.');
	if (strncmp(change->path, folder, size) != 0 || change->before.mode || !dot || dot < change->path + size)
		return;
	/* From the newest to the oldest: the first one to bring it has the last word. */
	map_put(&signatures->places, (struct text){change->path + size, (size_t)(dot - change->path) - size}, commit);
}

/* One commit against its first parent; *next is that, *more whether there is one. */
static const struct fault *read_commit(struct signatures *signatures, const char *folder, struct oid *next, bool *more)
{
	struct repository *repository = signatures->review->repository;
	struct commit_facts facts;
	struct changes changes = {0};
	struct oid commit = *next;
	const struct fault *fault = branch_facts(&facts, repository, &commit);
	if (fault)
		return fault;
	*more = facts.parents.count > 0;
	if (*more)
		*next = facts.parents.items[0];
	signatures->signs |= facts.is_signed;
	fault = change_list(&changes, repository, *more ? next : NULL, &commit, MOST_CHANGES);
	*ARRAY_ADD(signatures->commits, signatures->count, signatures->capacity) = commit;
	for (size_t i = 0; i < changes.count && !fault; i++)
		note(signatures, &changes.items[i], folder, signatures->count - 1);
	changes_clear(&changes);
	commit_facts_clear(&facts);
	return fault;
}

/* How far the branch goes back by itself: it began on the base's own chain. */
static const struct fault *find_end(struct map *base, const struct review *review)
{
	struct oids chain = {0};
	const struct fault *fault = branch_chain(&chain, review->repository, &review->base_tip, NULL, LONGEST);
	for (size_t i = 0; i < chain.count; i++)
		map_put(base, (struct text){(const char *)chain.items[i].bytes, OID_BYTES}, i);
	oids_clear(&chain);
	return fault;
}

const struct fault *signatures_open(struct signatures *out, const struct review *review, size_t reviewer)
{
	const struct reviewer *at = &review->standing->reviewers[reviewer];
	struct map base = {0};
	struct oid commit = at->tip;
	size_t ignored;
	bool more = !oid_is_zero(&commit);
	*out = (struct signatures){.review = review, .reviewer = reviewer};
	char *folder = memory_format("annotations/%s/", at->id);
	const struct fault *fault = find_end(&base, review);
	while (more && !fault && out->count < LONGEST &&
		!map_find(&base, (struct text){(const char *)commit.bytes, OID_BYTES}, &ignored))
		fault = read_commit(out, folder, &commit, &more);
	out->found = memory_new(out->count + 1, sizeof *out->found);
	map_clear(&base);
	free(folder);
	return fault;
}

void signatures_clear(struct signatures *signatures)
{
	map_clear(&signatures->places);
	free(signatures->commits);
	free(signatures->found);
	*signatures = (struct signatures){0};
}

bool signatures_of(enum signature *out, struct signatures *signatures, size_t remark)
{
	const struct standing *standing = signatures->review->standing;
	size_t commit;
	if (!map_find(&signatures->places, text_of(standing->remarks[remark].annotation->id), &commit))
		return false;
	if (!signatures->found[commit]) {
		const struct fault *fault = signing_check(out, signatures->review->repository,
			&signatures->commits[commit], standing->reviewers[signatures->reviewer].id);
		if (fault) {
			fault_ignore(fault);
			return false;
		}
		signatures->found[commit] = (unsigned char)(1 + *out);
	}
	*out = (enum signature)(signatures->found[commit] - 1);
	return true;
}

const char *signature_name(enum signature signature)
{
	static const char *const names[] = {"unsigned", "signed", "unchecked", "mismatch"};
	return names[signature];
}

const char *signature_words(enum signature signature)
{
	static const char *const words[] = {
		N_("unsigned"), N_("signed"), N_("signature not checked"), N_("signature does not match")};
	return _(words[signature]);
}
