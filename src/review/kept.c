#include "review/kept.h"

#include "base/array.h"
#include "base/memory.h"
#include "review/acts.h"

static void add_tip(struct oids *tips, struct repository *repository, const char *ref)
{
	struct oid tip;
	const struct fault *fault = branch_find(&tip, repository, ref);
	if (!fault)
		*ARRAY_ADD(tips->items, tips->count, tips->capacity) = tip;
	fault_ignore(fault); /* there is none */
}

/* Where its acts may stand: branches of that name, and the base. */
static const struct fault *find_tips(struct oids *tips, struct review *review, const char *name)
{
	struct branches same = {0};
	char *base = memory_format("refs/heads/%s", review->base_name);
	*ARRAY_ADD(tips->items, tips->count, tips->capacity) = review->base_tip;
	add_tip(tips, review->repository, base);
	const struct fault *fault = branch_list(&same, review->repository, name, NULL);
	for (size_t i = 0; i < same.count; i++)
		if (!strcmp(same.items[i].name, name))
			*ARRAY_ADD(tips->items, tips->count, tips->capacity) = same.items[i].tip;
	branches_clear(&same);
	free(base);
	return fault;
}

const struct fault *kept_acts(size_t *out, struct review *review, const struct branch *kept)
{
	struct oids tips = {0};
	struct acts acts = {0};
	const struct oids beyond = {.items = (struct oid *)&kept->tip, .count = 1};
	*out = 0;
	const struct fault *fault = find_tips(&tips, review, kept->name);
	for (size_t i = 0; !fault && i < tips.count; i++)
		fault = acts_read(&acts, review->repository, &tips.items[i], &beyond);
	if (!fault)
		fault = acts_lacking(out, &acts, review->repository, &kept->tip, &tips);
	acts_clear(&acts);
	oids_clear(&tips);
	return fault;
}
