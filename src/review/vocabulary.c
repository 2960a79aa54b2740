#include "review/vocabulary.h"

#include <stdlib.h>

#include "base/memory.h"
#include "text/lines.h"

char *vocabulary_path(const char *language)
{
	enum { CODE = 2 };
	size_t size = strspn(language, "abcdefghijklmnopqrstuvwxyz");
	return size == CODE && language[size] == '\0' ? memory_format("dictionaries/%s.txt", language) : NULL;
}

const struct fault *vocabulary_list_at(
	struct buffer *out, struct repository *repository, const struct oid *commit, const char *path)
{
	struct snapshot *snapshot = NULL;
	const struct fault *fault = snapshot_open(&snapshot, repository, commit);
	if (!fault)
		fault = snapshot_read(out, snapshot, path, VOCABULARY_LIMIT);
	if (fault && fault_kind(fault) == FAULT_MISSING)
		fault = NULL;
	if (snapshot)
		snapshot_close(snapshot);
	return fault;
}

const struct fault *vocabulary_at(
	struct buffer *out, struct repository *repository, const struct oid *commit, const char *language)
{
	char *path = vocabulary_path(language);
	const struct fault *fault = path ? vocabulary_list_at(out, repository, commit, path) : NULL;
	free(path);
	return fault;
}

/* The tip of one's own branch; false when there is none. */
static bool own_tip(struct oid *tip, const struct review *review)
{
	if (!review->identity.id)
		return false;
	char *ref = memory_format("refs/heads/review/%s", review->identity.id);
	const struct fault *fault = branch_find(tip, review->repository, ref);
	free(ref);
	fault_ignore(fault); /* nobody who has never acted has a branch */
	return !fault;
}

const struct fault *vocabulary_read_list(struct buffer *out, const struct review *review, const char *path)
{
	struct buffer base = {0}, before = {0}, own = {0};
	struct oids bases = {0};
	struct oid tip;
	const struct fault *fault = vocabulary_list_at(&base, review->repository, &review->base_tip, path);
	bool mine = !fault && own_tip(&tip, review);
	if (mine)
		fault = branch_bases(&bases, review->repository, &review->base_tip, &tip);
	if (!fault && mine && bases.count)
		fault = vocabulary_list_at(&before, review->repository, &bases.items[0], path);
	if (!fault && mine)
		fault = vocabulary_list_at(&own, review->repository, &tip, path);
	if (!fault && mine)
		lines_merge(out, buffer_text(&before), buffer_text(&own), buffer_text(&base));
	else if (!fault)
		buffer_add(out, buffer_text(&base));
	oids_clear(&bases);
	buffer_clear(&base);
	buffer_clear(&before);
	buffer_clear(&own);
	return fault;
}

const struct fault *vocabulary_read(struct buffer *out, struct review *review, const char *language)
{
	char *path = vocabulary_path(language);
	const struct fault *fault = path ? vocabulary_read_list(out, review, path) : NULL;
	free(path);
	return fault;
}
