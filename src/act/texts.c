#include "act/texts.h"

#include "base/array.h"
#include "base/memory.h"
#include "store/commit.h"

void texts_open(struct texts *out, const struct apply_report *report, bool keep)
{
	*out = (struct texts){report, keep, memory_new(report->draft_count, sizeof *out->fillings)};
	for (size_t i = 0; i < report->draft_count; i++)
		out->fillings[i] = filling_new(report->drafts[i]);
}

void texts_close(struct texts *texts)
{
	for (size_t i = 0; i < texts->report->draft_count; i++)
		filling_free(texts->fillings[i]);
	free(texts->fillings);
}

struct text rendition_text(const struct rendition *rendition)
{
	return rendition->draft ? rendition->draft->source : buffer_text(&rendition->bytes);
}

const struct fault *texts_take(struct renditions *out, struct texts *texts, const char *reviewer)
{
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < texts->report->draft_count; i++) {
		const struct taking *taking = texts->report->drafts[i];
		struct draft *draft = NULL;
		bool taken = false;
		for (size_t j = 0; j < taking->count; j++) {
			bool mine = taking->items[j].fate == FATE_TAKEN && !strcmp(taking->items[j].reviewer, reviewer);
			if (mine)
				filling_include(texts->fillings[i], j, true);
			taken |= mine;
		}
		if (!taken)
			continue;
		fault = filling_draft(&draft, texts->fillings[i]);
		if (fault)
			break;
		struct rendition *rendition = ARRAY_ADD(out->items, out->count, out->capacity);
		rendition->path = taking->path;
		if (texts->keep)
			rendition->draft = draft;
		else
			rendition->bytes = draft_give(draft);
		commit_blob_oid(&rendition->blob, rendition_text(rendition));
	}
	return fault;
}

void renditions_clear(struct renditions *renditions)
{
	for (size_t i = 0; i < renditions->count; i++) {
		draft_free(renditions->items[i].draft);
		buffer_clear(&renditions->items[i].bytes);
	}
	free(renditions->items);
	*renditions = (struct renditions){0};
}
