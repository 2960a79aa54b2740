#include "review/crossing.h"

#include "base/array.h"

/* The block of today that a remark is about, STANDING_NONE: none. */
static size_t block_of(struct lineage *lineage, const struct target *target)
{
	const struct lineage_version *version;
	struct oid blob;
	if (!target->cached || !target->paragraph || !oid_parse(&blob, target->cached))
		return STANDING_NONE;
	const struct fault *fault = lineage_find(&version, lineage, &blob);
	if (fault) {
		fault_ignore(fault); /* it is told of where the remark itself is read */
		return STANDING_NONE;
	}
	size_t at = target->paragraph < version->draft->count ? target->paragraph : version->draft->count;
	while (at-- > 0)
		if (version->today[at] != STANDING_NONE)
			return version->today[at];
	return STANDING_NONE;
}

static struct translation_row *row_of(struct translation *translation, size_t block, bool of_source)
{
	for (size_t i = 0; i < translation->count && block != STANDING_NONE; i++) {
		struct translation_row *row = &translation->rows[i];
		size_t first = of_source ? row->source : row->target;
		if (block >= first && block < first + (of_source ? row->source_count : row->target_count))
			return row;
	}
	return NULL;
}

/* Somebody's words about a paragraph of the draft at `path`, which is not the one being read; not about a proposal, and
 * no position. */
static bool begins(const struct standing *standing, size_t index, const char *path)
{
	const struct remark *remark = &standing->remarks[index];
	const struct target *target = &remark->annotation->targets[0];
	return remark->elsewhere && standing->threads.entries[index].root == index && remark_speaks(standing, index) &&
	       remark->annotation->motivation != ASSESSING && target->kind == TARGET_PARAGRAPH && target->source &&
	       !strcmp(target->source, path) && standing->threads.entries[index].state != STATE_WITHDRAWN;
}

void crossing_run(
	struct translation *translation, const struct review *review, struct lineage *source, struct lineage *target)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->threads.count; i++) {
		bool of_source = begins(standing, i, source->path);
		if (!of_source && !begins(standing, i, target->path))
			continue;
		size_t block = block_of(of_source ? source : target, &standing->remarks[i].annotation->targets[0]);
		struct translation_row *row = row_of(translation, block, of_source);
		if (row && of_source)
			*ARRAY_ADD(row->remarks, row->remark_count, row->remark_capacity) = i;
		else if (row)
			*ARRAY_ADD(row->said, row->said_count, row->said_capacity) = i;
	}
}
