#include "draft/passage.h"

#include "base/memory.h"
#include "draft/frame.h"

struct passage {
	size_t users;
	bool filled;
	struct bag bag;
};

/* The passage of a block, made if need be. A draft is asked by one thread at a time, and nobody sees a difference. */
static struct passage *passage_at(const struct draft *draft, size_t block)
{
	struct draft_frame *frame = (struct draft_frame *)frame_of(draft);
	if (!frame->passages)
		frame->passages = memory_new(draft->count, sizeof(struct passage *));
	struct passage **passage = &frame->passages[block];
	if (!*passage) {
		*passage = memory_new(1, sizeof **passage);
		(*passage)->users = 1;
	}
	return *passage;
}

const struct bag *passage_bag(const struct draft *draft, size_t block)
{
	struct passage *passage = passage_at(draft, block);
	if (!passage->filled)
		bag_fill(&passage->bag, draft->blocks[block].text);
	passage->filled = true;
	return &passage->bag;
}

static bool stands_at(const struct passage_search *search, size_t block, struct text text)
{
	return block < search->like->count && text_equal(search->like->blocks[block].text, text);
}

size_t passage_find(struct passage_search *search, struct text text)
{
	enum { AROUND = 8 };
	size_t found = FRAME_NONE;
	if (!search->like)
		return FRAME_NONE;
	for (size_t i = 0; found == FRAME_NONE && i <= AROUND; i++) {
		if (stands_at(search, search->next + i, text))
			found = search->next + i;
		else if (i <= search->next && stands_at(search, search->next - i, text))
			found = search->next - i;
	}
	search->next = found == FRAME_NONE ? search->next + 1 : found + 1;
	return found;
}

void passage_share(struct draft_frame *frame, size_t block, const struct draft *like, size_t twin)
{
	struct passage *passage = passage_at(like, twin);
	if (!frame->passages)
		frame->passages = memory_new(frame->draft.count, sizeof *frame->passages);
	passage->users++;
	frame->passages[block] = passage;
}

void passages_free(struct draft_frame *frame)
{
	for (size_t i = 0; frame->passages && i < frame->draft.count; i++) {
		struct passage *passage = frame->passages[i];
		if (!passage || --passage->users)
			continue;
		bag_clear(&passage->bag);
		free(passage);
	}
	free(frame->passages);
}
