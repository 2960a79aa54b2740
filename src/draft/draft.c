#include "draft/draft.h"

#include "base/language.h"
#include "base/memory.h"
#include "draft/passage.h"
#include "draft/reader.h"
#include "draft/shadow.h"
#include "text/words.h"

/* The draft gets its own copy of what was read, or takes it over; until now all markers pointed into the caller's. */
static void settle(struct draft_frame *frame, bool stopped, struct buffer *taken, const struct draft *like)
{
	struct passage_search search = {.like = like};
	struct draft *draft = &frame->draft;
	struct text source = draft->source;
	size_t size = stopped ? draft->blocks[draft->count - 1].whole_end : source.size;
	draft->source = (struct text){taken ? buffer_take(taken) : memory_copy(source.bytes, size), size};
	if (draft->count)
		draft->blocks[draft->count - 1].whole_end = size;
	size_t end = shadow_line_end(draft->source, frame->bom);
	draft->crlf = end + 1 < size && draft->source.bytes[end] == '\r' && draft->source.bytes[end + 1] == '\n';
	for (size_t i = 0; i < frame->container_count; i++) {
		struct container *container = &frame->containers[i];
		if (!container->quote)
			container->marker.bytes = draft->source.bytes + (container->marker.bytes - source.bytes);
	}
	for (size_t i = 0; i < draft->count; i++) {
		struct block *block = &draft->blocks[i];
		size_t joined = frame->places[i].joined;
		block->text.bytes =
			joined == FRAME_NONE ? draft->source.bytes + block->text_start : frame->joined.bytes + joined;
		block->marker.bytes =
			block->item_start ? draft->source.bytes + (block->marker.bytes - source.bytes) : "";
		size_t twin = like ? passage_find(&search, block->text) : FRAME_NONE;
		block->words = twin == FRAME_NONE ? words_hash(block->text) : like->blocks[twin].words;
		if (twin != FRAME_NONE)
			passage_share(frame, i, like, twin);
	}
}

/* `taken` holds the source, or is NULL. */
static const struct fault *read_until(struct draft **out, struct text source, struct buffer *taken, size_t enough,
	bool *whole, const struct draft *like)
{
	*out = NULL;
	if (source.size > DRAFT_LIMIT)
		return fault_new(FAULT_MALFORMED, _("This text is larger than 16 MiB; a draft may not be."));
	if (!source.size)
		source = text_of("");
	struct draft_frame *frame = memory_new(1, sizeof *frame);
	bool stopped;
	const struct fault *fault = reader_run(frame, source, enough, &stopped);
	if (fault) {
		frame->draft.source = (struct text){0}; /* the caller's */
		draft_free(&frame->draft);
		return fault;
	}
	settle(frame, stopped, taken, like);
	*out = &frame->draft;
	if (whole)
		*whole = !stopped;
	return NULL;
}

const struct fault *draft_read(struct draft **out, struct text source)
{
	return read_until(out, source, NULL, (size_t)-1, NULL, NULL);
}

const struct fault *draft_read_like(struct draft **out, struct text source, const struct draft *like)
{
	return read_until(out, source, NULL, (size_t)-1, NULL, like);
}

const struct fault *draft_take(struct draft **out, struct buffer *source, const struct draft *like)
{
	const struct fault *fault = read_until(out, buffer_text(source), source, (size_t)-1, NULL, like);
	buffer_clear(source);
	return fault;
}

const struct fault *draft_read_start(struct draft **out, struct text source, size_t size, bool *whole)
{
	return read_until(out, source, NULL, size, whole, NULL);
}

void draft_free(struct draft *draft)
{
	if (!draft)
		return;
	struct draft_frame *frame = (struct draft_frame *)draft;
	passages_free(frame);
	free((void *)draft->source.bytes);
	free(draft->blocks);
	free(frame->containers);
	free(frame->places);
	buffer_clear(&frame->joined);
	free(frame);
}

struct buffer draft_give(struct draft *draft)
{
	struct buffer source = {
		.bytes = (char *)draft->source.bytes, .size = draft->source.size, .capacity = draft->source.size};
	draft->source = (struct text){0};
	draft_free(draft);
	return source;
}

bool block_counts(const struct block *block)
{
	return block->kind != BLOCK_BREAK && block->kind != BLOCK_EMPTY_ITEM && block->kind != BLOCK_DEFINITIONS;
}

const char *block_kind_name(enum block_kind kind)
{
	static const char *const names[] = {"paragraph", "heading", "code", "html", "break", "empty", "definitions"};
	return names[kind];
}

size_t draft_heading_of(const struct draft *draft, size_t block)
{
	for (size_t i = block < draft->count ? block + 1 : draft->count; i-- > 0;)
		if (draft->blocks[i].kind == BLOCK_HEADING)
			return i;
	return draft->count;
}
