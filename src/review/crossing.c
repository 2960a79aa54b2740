#include "review/crossing.h"

#include "base/array.h"

/* The source's block of today that a remark is about, STANDING_NONE: none. */
static size_t block_of(struct lineage *source, const struct target *target)
{
	const struct lineage_version *version;
	struct oid blob;
	if (!target->cached || !target->paragraph || !oid_parse(&blob, target->cached))
		return STANDING_NONE;
	const struct fault *fault = lineage_find(&version, source, &blob);
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

static struct translation_row *row_of(struct translation *translation, size_t block)
{
	for (size_t i = 0; i < translation->count && block != STANDING_NONE; i++) {
		struct translation_row *row = &translation->rows[i];
		if (block >= row->source && block < row->source + row->source_count)
			return row;
	}
	return NULL;
}

/* Somebody's words about a paragraph of the source; not about a proposal, and no position. */
static bool begins(const struct standing *standing, size_t index, const char *path)
{
	const struct remark *remark = &standing->remarks[index];
	const struct target *target = &remark->annotation->targets[0];
	return remark->elsewhere && standing->threads.entries[index].root == index && remark_speaks(standing, index) &&
	       remark->annotation->motivation != ASSESSING && target->kind == TARGET_PARAGRAPH && target->source &&
	       !strcmp(target->source, path) && standing->threads.entries[index].state != STATE_WITHDRAWN;
}

void crossing_run(struct translation *translation, const struct review *review, struct lineage *source)
{
	const struct standing *standing = review->standing;
	for (size_t i = 0; i < standing->threads.count; i++) {
		if (!begins(standing, i, translation->source_path))
			continue;
		struct translation_row *row =
			row_of(translation, block_of(source, &standing->remarks[i].annotation->targets[0]));
		if (row)
			*ARRAY_ADD(row->remarks, row->remark_count, row->remark_capacity) = i;
	}
}
