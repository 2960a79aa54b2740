#include "review/acts.h"

#include "base/array.h"

static void key_add(struct buffer *out, const struct commit_facts *facts)
{
	if (facts->act)
		buffer_add_string(out, facts->act);
	else
		buffer_format(out, "%lld %s", (long long)facts->when.seconds, facts->message ? facts->message : "");
}

const struct fault *acts_read(
	struct acts *acts, struct repository *repository, const struct oid *tip, const struct oids *known)
{
	struct oids unseen = {0};
	struct buffer key = {0};
	const struct fault *fault = branch_unseen(&unseen, repository, tip, known);
	for (size_t i = 0; !fault && i < unseen.count; i++) {
		struct commit_facts facts = {0};
		fault = branch_facts(&facts, repository, &unseen.items[i]);
		buffer_empty(&key);
		if (!fault) {
			key_add(&key, &facts);
			map_put(&acts->places, buffer_text(&key), acts->commits.count);
			*ARRAY_ADD(acts->commits.items, acts->commits.count, acts->commits.capacity) = unseen.items[i];
		}
		commit_facts_clear(&facts);
	}
	buffer_clear(&key);
	oids_clear(&unseen);
	return fault;
}

const struct oid *acts_find(const struct acts *acts, const struct commit_facts *facts)
{
	struct buffer key = {0};
	size_t place;
	key_add(&key, facts);
	bool found = map_find(&acts->places, buffer_text(&key), &place);
	buffer_clear(&key);
	return found ? &acts->commits.items[place] : NULL;
}

const struct fault *acts_lacking(size_t *count, const struct acts *acts, struct repository *repository,
	const struct oid *tip, const struct oids *known)
{
	struct oids unseen = {0};
	const struct fault *fault = branch_unseen(&unseen, repository, tip, known);
	*count = 0;
	for (size_t i = 0; !fault && i < unseen.count; i++) {
		struct commit_facts facts = {0};
		fault = branch_facts(&facts, repository, &unseen.items[i]);
		*count += !fault && !acts_find(acts, &facts);
		commit_facts_clear(&facts);
	}
	oids_clear(&unseen);
	return fault;
}

void acts_clear(struct acts *acts)
{
	map_clear(&acts->places);
	oids_clear(&acts->commits);
}
