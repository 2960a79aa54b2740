#include "draft/seam.h"

#include "draft/shadow.h"

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

struct face face_of(const struct draft_frame *frame, size_t block)
{
	const struct block *of = &frame->draft.blocks[block];
	struct face face = {
		of->kind, frame->places[block].shape, of->item_start, 0, false, of->list_depth, of->quote_depth};
	for (size_t at = frame->places[block].container; at != FRAME_NONE && !face.mark;
		at = frame->containers[at].parent) {
		struct text marker = frame->containers[at].marker;
		if (frame->containers[at].quote || !marker.size)
			continue;
		face.mark = marker.bytes[marker.size - 1];
		face.ordered = marker.size > 1;
	}
	return face;
}

bool face_same_list(const struct face *a, const struct face *b)
{
	return a->list_depth == b->list_depth && a->quote_depth == b->quote_depth && a->mark == b->mark &&
	       a->ordered == b->ordered;
}

bool face_needs_blank(const struct face *above, const struct face *below)
{
	if (below->item_start && (face_same_list(above, below) || (!below->ordered && below->kind != BLOCK_EMPTY_ITEM)))
		return false;
	switch (above->kind) {
	case BLOCK_HTML:
	case BLOCK_EMPTY_ITEM:
		return true;
	case BLOCK_PARAGRAPH:
	case BLOCK_DEFINITIONS:
		return below->shape != PLACE_ATX && below->shape != PLACE_FENCED;
	default:
		return above->shape == PLACE_INDENTED && below->shape == PLACE_INDENTED;
	}
}

size_t seam_start(const struct draft_frame *frame, size_t block)
{
	size_t start = frame->draft.blocks[block].whole_start;
	return start < frame->bom ? frame->bom : start;
}

/* Behind the line that starts at `line`, where that is blank but for quote marks and stands before the block's text. */
static size_t after_gap_line(const struct draft_frame *frame, size_t block, size_t line)
{
	struct text source = frame->draft.source;
	size_t end = shadow_line_end(source, line), at = line;
	while (at < end && (is_blank(source.bytes[at]) || source.bytes[at] == '>'))
		at++;
	return at == end && end < frame->draft.blocks[block].text_start ? shadow_line_next(source, end) : line;
}

size_t seam_behind_gap(const struct draft_frame *frame, size_t block)
{
	size_t start = seam_start(frame, block);
	for (size_t next; (next = after_gap_line(frame, block, start)) > start;)
		start = next;
	return start;
}

bool seam_has_gap(const struct draft_frame *frame, size_t block)
{
	return seam_behind_gap(frame, block) > seam_start(frame, block);
}
