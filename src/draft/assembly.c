#include "draft/assembly.h"

#include "base/memory.h"
#include "draft/parts.h"

void assembly_open(struct assembly *out, struct buffer *bytes, const struct draft *draft, bool careful)
{
	const struct draft_frame *frame = frame_of(draft);
	*out = (struct assembly){.pen = {.frame = frame, .out = bytes, .start = bytes->size, .careful = careful}};
	out->pen.started = memory_new(frame->container_count, sizeof *out->pen.started);
	out->container = out->natural = FRAME_NONE;
	buffer_add(bytes, text_part(draft->source, 0, frame->bom));
}

void assembly_clear(struct assembly *assembly)
{
	free(assembly->pen.started);
	expectation_clear(&assembly->expectation);
}

/* Ends the line above and puts a blank one where the two need it. */
static void add_seam(struct assembly *assembly, const struct face *below, size_t container, bool gap, bool wanted)
{
	pen_end_line(&assembly->pen);
	if (!assembly->any || gap)
		return;
	bool siblings = below->item_start && face_same_list(&assembly->face, below);
	if (wanted || face_needs_blank(&assembly->face, below) || (assembly->pen.careful && !siblings))
		pen_blank_line(&assembly->pen, assembly->container, container);
}

static void stand(struct assembly *assembly, struct face face, size_t container, size_t natural)
{
	assembly->any = true;
	assembly->face = face;
	assembly->container = container;
	assembly->natural = natural;
	assembly->number = 0;
	pen_start(&assembly->pen, container);
}

static enum block_kind kind_with_words(enum block_kind kind)
{
	return kind == BLOCK_EMPTY_ITEM ? BLOCK_PARAGRAPH : kind;
}

/* Whether a block is all there is in the list item it stands in. */
static bool alone_in_item(const struct draft_frame *frame, size_t block)
{
	size_t container = frame->places[block].container;
	if (container == FRAME_NONE || frame->containers[container].quote)
		return false;
	return frame->containers[container].first == block && frame->containers[container].last == block;
}

static bool in_list(const struct draft_frame *frame, size_t block, size_t list)
{
	size_t container = frame->places[block].container;
	return container != FRAME_NONE && !frame->containers[container].quote &&
	       frame->containers[container].list == list;
}

/* Whether a blank line stands between this item and the next, or the one before. */
static bool list_is_loose(const struct draft_frame *frame, size_t block)
{
	size_t container = frame->places[block].container, list = frame->containers[container].list;
	if (block + 1 < frame->draft.count && in_list(frame, block + 1, list))
		return seam_has_gap(frame, block + 1);
	return block && in_list(frame, block - 1, list) && seam_has_gap(frame, block);
}

/* The marker of a new item beside an old one, with the same blanks around it. An ordered list keeps counting. */
static void add_marker(struct assembly *assembly, const struct container *item, bool before)
{
	size_t digits = item->marker.size - 1;
	unsigned long number = assembly->number;
	pen_blanks(&assembly->pen, item->indent);
	for (size_t i = 0; !assembly->number && i < digits; i++)
		number = number * 10 + (unsigned long)(item->marker.bytes[i] - '0');
	if (digits) {
		assembly->number = number + !before;
		buffer_format(assembly->pen.out, "%lu", assembly->number);
	}
	buffer_add_byte(assembly->pen.out, item->marker.bytes[digits]);
	pen_blanks(&assembly->pen, item->width - item->indent - item->marker.size);
}

static void add_new_item(struct assembly *assembly, size_t like, bool before, struct text words)
{
	const struct draft_frame *frame = assembly->pen.frame;
	const struct container *item = &frame->containers[frame->places[like].container];
	struct face face = face_of(frame, like);
	face.kind = BLOCK_PARAGRAPH;
	face.shape = PLACE_PLAIN;
	face.item_start = true;
	add_seam(assembly, &face, item->parent, false, list_is_loose(frame, like));
	pen_prefix(&assembly->pen, frame, item->parent);
	size_t start = assembly->pen.out->size;
	add_marker(assembly, item, before);
	size_t width = assembly->pen.out->size - start;
	struct text line;
	for (bool first = true; text_line(&words, &line); first = false) {
		if (!first) {
			pen_prefix(&assembly->pen, frame, item->parent);
			pen_blanks(&assembly->pen, width);
		}
		buffer_add(assembly->pen.out, line);
		buffer_add_string(assembly->pen.out, pen_newline(&assembly->pen));
	}
	unsigned long number = assembly->number;
	stand(assembly, face, item->parent, FRAME_NONE);
	assembly->number = number;
}

static void add_new_paragraph(struct assembly *assembly, size_t container, struct text words, const struct face *like)
{
	struct face face = {
		BLOCK_PARAGRAPH, PLACE_PLAIN, false, like->mark, like->ordered, like->list_depth, like->quote_depth};
	struct framing framing = {assembly->pen.frame, FRAME_NONE, container, false};
	add_seam(assembly, &face, container, false, true);
	pen_prefix(&assembly->pen, assembly->pen.frame, container);
	pen_lines(&assembly->pen, words, &framing);
	buffer_add_string(assembly->pen.out, pen_newline(&assembly->pen));
	stand(assembly, face, container, FRAME_NONE);
}

static void add_words_part(struct assembly *assembly, size_t like, bool before, struct text part)
{
	const struct draft_frame *frame = assembly->pen.frame;
	if (like == FRAME_NONE) {
		add_new_paragraph(assembly, FRAME_NONE, part, &(struct face){0});
		return;
	}
	size_t container = frame->places[like].container;
	bool item = container != FRAME_NONE && !frame->containers[container].quote;
	if (item && (alone_in_item(frame, like) || (before && frame->containers[container].first == like))) {
		add_new_item(assembly, like, before, part);
		return;
	}
	while (before && container != FRAME_NONE && !frame->containers[container].quote)
		container = frame->containers[container].parent;
	struct face face = face_of(frame, like);
	add_new_paragraph(assembly, container, part, &face);
}

void assembly_words(struct assembly *assembly, size_t like, bool before, struct text words)
{
	struct buffer clean = {0};
	parts_clean(&clean, words, BLOCK_PARAGRAPH);
	struct text rest = buffer_text(&clean), part;
	for (bool first = true; parts_next(&rest, &part, BLOCK_PARAGRAPH); first = false) {
		add_words_part(assembly, like, before && first, part);
		expectation_add(&assembly->expectation, BLOCK_PARAGRAPH, 0, part, like);
	}
	buffer_clear(&clean);
}

/* The innermost item a block is in, but is not the first of, that nothing stands in yet: its first block is gone, and
 * this one takes its marker. */
static size_t orphaned(const struct assembly *assembly, size_t block)
{
	const struct draft_frame *frame = assembly->pen.frame;
	size_t at = frame->places[block].container;
	for (; at != FRAME_NONE; at = frame->containers[at].parent)
		if (!frame->containers[at].quote && !assembly->pen.started[at] && frame->containers[at].first != block)
			return at;
	return FRAME_NONE;
}

/* Where the bytes of a block start that are its own, not those of its outer containers: on the line where the first
 * container of its own starts, or its text. */
static size_t own_start(const struct draft_frame *frame, size_t block, size_t depth)
{
	size_t container = frame->places[block].container;
	size_t line = frame_first(frame, block).start;
	if (frame_depth(frame, container) > depth) {
		size_t inner = frame_at(frame, container, depth + 1);
		if (frame->containers[inner].line < line && frame->containers[inner].first == block)
			line = frame->containers[inner].line;
	}
	struct cursor cursor = cursor_at(frame->draft.source, line);
	frame_take(frame, container, depth, &cursor);
	return cursor.at;
}

/* The first block of the list that a block starts an item of; FRAME_NONE: it starts none. */
static size_t list_start(const struct draft_frame *frame, size_t block)
{
	size_t container = frame->places[block].container, at = 0;
	if (!frame->draft.blocks[block].item_start || container == FRAME_NONE || frame->containers[container].quote)
		return FRAME_NONE;
	while (frame->containers[at].quote || frame->containers[at].list != frame->containers[container].list)
		at++;
	return frame->containers[at].first;
}

/* Whether something of the list a block stands in, or put into it, stands already. */
static bool list_started(const struct assembly *assembly, size_t block, const struct face *face)
{
	const struct draft_frame *frame = assembly->pen.frame;
	size_t list = frame->containers[frame->places[block].container].list;
	bool started = face_same_list(&assembly->face, face);
	for (size_t i = 0; i < frame->container_count && !started; i++)
		started = !frame->containers[i].quote && frame->containers[i].list == list && assembly->pen.started[i];
	return started;
}

/* Whether a blank line belongs above a block: as it was, but the gap before a list stays before it whichever item is
 * now its first. */
static bool wants_gap(const struct assembly *assembly, size_t block, const struct face *face)
{
	const struct draft_frame *frame = assembly->pen.frame;
	size_t first = assembly->any ? list_start(frame, block) : FRAME_NONE;
	if (first != FRAME_NONE && (first == block) == list_started(assembly, block, face))
		return first == block ? list_is_loose(frame, block) : seam_has_gap(frame, first);
	return seam_has_gap(frame, block);
}

/* Prepares the place for a block of the draft; returns the byte its own bytes start from. */
static size_t settle_block(struct assembly *assembly, size_t block)
{
	const struct draft_frame *frame = assembly->pen.frame;
	size_t start = seam_start(frame, block);
	if (block ? assembly->natural == block - 1 : !assembly->any)
		return start;
	size_t container = frame->places[block].container, orphan = orphaned(assembly, block);
	struct face face = face_of(frame, block);
	if (orphan != FRAME_NONE) {
		face.item_start = true;
		bool gap = seam_has_gap(frame, frame->containers[orphan].first);
		add_seam(assembly, &face, container, false, gap && assembly->any);
		pen_prefix(&assembly->pen, frame, orphan);
		return own_start(frame, block, frame_depth(frame, orphan));
	}
	bool gap = wants_gap(assembly, block, &face);
	add_seam(assembly, &face, container, gap && seam_has_gap(frame, block), gap && assembly->any);
	return gap && assembly->any ? start : seam_behind_gap(frame, block);
}

/* The further parts of a block that new words split: a frame like that of the first. */
static void add_split_part(struct assembly *assembly, size_t block, struct text part)
{
	const struct draft_frame *frame = assembly->pen.frame;
	enum block_kind kind = frame->draft.blocks[block].kind;
	if (kind == BLOCK_PARAGRAPH || kind == BLOCK_EMPTY_ITEM) {
		add_words_part(assembly, block, false, part);
		return;
	}
	size_t container = frame->places[block].container;
	struct face face = face_of(frame, block);
	face.item_start = false;
	add_seam(assembly, &face, container, false, true);
	pen_prefix(&assembly->pen, frame, container);
	pen_reframed(&assembly->pen, frame, block, container, part);
	stand(assembly, face, container, FRAME_NONE);
}

void assembly_block(struct assembly *assembly, size_t block, struct text words)
{
	const struct draft_frame *frame = assembly->pen.frame;
	const struct block *of = &frame->draft.blocks[block];
	size_t start = settle_block(assembly, block);
	size_t container = frame->places[block].container;
	struct face face = face_of(frame, block);
	if (!words.bytes) {
		pen_bytes(&assembly->pen, frame, start, frame->places[block].own_end);
		expectation_keep(&assembly->expectation, block);
		stand(assembly, face, container, block);
		return;
	}
	enum block_kind kind = kind_with_words(of->kind);
	struct buffer clean = {0};
	parts_clean(&clean, words, kind);
	struct text rest = buffer_text(&clean), part;
	if (!rest.size) {
		pen_block(&assembly->pen, frame, block, start, rest);
		expectation_add(&assembly->expectation, kind, of->level, rest, block);
		stand(assembly, face, container, block);
	}
	face.kind = kind;
	for (bool first = true; parts_next(&rest, &part, kind); first = false) {
		if (first) {
			pen_block(&assembly->pen, frame, block, start, part);
			stand(assembly, face, container, rest.size ? FRAME_NONE : block);
		} else {
			add_split_part(assembly, block, part);
		}
		expectation_add(&assembly->expectation, kind, of->level, part, block);
	}
	buffer_clear(&clean);
}

void assembly_foreign(struct assembly *assembly, const struct draft *draft, size_t block, struct text words)
{
	const struct draft_frame *from = frame_of(draft);
	size_t edited = from == assembly->pen.frame ? block : FRAME_NONE;
	const struct block *of = &draft->blocks[block];
	enum block_kind kind = words.bytes ? kind_with_words(of->kind) : of->kind;
	struct face face = face_of(from, block);
	struct buffer clean = {0};
	if (words.bytes)
		parts_clean(&clean, words, kind);
	struct text rest = words.bytes ? buffer_text(&clean) : of->text, part = rest;
	bool parts = parts_next(&rest, &part, kind);
	assembly->pen.elsewhere = true;
	do {
		add_seam(assembly, &face, FRAME_NONE, seam_has_gap(from, block), false);
		pen_block(&assembly->pen, from, block,
			assembly->any ? seam_start(from, block) : seam_behind_gap(from, block), part);
		pen_end_line(&assembly->pen);
		expectation_add(&assembly->expectation, kind, of->level, part, edited);
		stand(assembly, face, FRAME_NONE, FRAME_NONE);
	} while (parts && parts_next(&rest, &part, kind));
	assembly->pen.elsewhere = false;
	buffer_clear(&clean);
}

/* How many containers two neighbours are in together; items of one list count. */
static size_t depth_inside(const struct draft_frame *frame, size_t a, size_t b)
{
	size_t depth = frame_shared(frame, a, b);
	if (depth >= frame_depth(frame, a) || depth >= frame_depth(frame, b))
		return depth;
	const struct container *left = &frame->containers[frame_at(frame, a, depth + 1)];
	const struct container *right = &frame->containers[frame_at(frame, b, depth + 1)];
	return depth + (!left->quote && !right->quote && left->list == right->list);
}

/* Whether a block may keep its own frame behind another: its containers are of the same kinds as the outer ones of that
 * block, and nothing that follows there is deeper inside them. */
static bool frame_fits(const struct draft_frame *frame, size_t block, size_t after)
{
	size_t mine = frame->places[block].container, there = frame->places[after].container;
	size_t depth = frame_depth(frame, mine), other = frame_depth(frame, there);
	if (depth > other)
		return false;
	size_t next = after + 1 == block ? after + 2 : after + 1;
	if (next < frame->draft.count && depth_inside(frame, there, frame->places[next].container) > depth)
		return false;
	there = frame_at(frame, there, depth);
	for (; mine != there && mine != FRAME_NONE; mine = frame->containers[mine].parent) {
		const struct container *a = &frame->containers[mine], *b = &frame->containers[there];
		if (a->quote != b->quote || (a->marker.size > 1) != (b->marker.size > 1))
			return false;
		there = b->parent;
	}
	return true;
}

void assembly_moved(struct assembly *assembly, size_t block, size_t after, struct text words)
{
	const struct draft_frame *frame = assembly->pen.frame;
	const struct block *of = &frame->draft.blocks[block];
	size_t place = after == FRAME_NONE ? 0 : after;
	bool plain = of->kind == BLOCK_PARAGRAPH || of->kind == BLOCK_EMPTY_ITEM;
	bool fits = after == FRAME_NONE ? frame_depth(frame, frame->places[block].container) <=
							  frame_depth(frame, frame->places[0].container) &&
						  frame_fits(frame, block, 0)
					: frame_fits(frame, block, after);
	if (fits || (after == FRAME_NONE && frame->places[block].container == FRAME_NONE)) {
		assembly_foreign(assembly, &frame->draft, block, words);

	} else if (plain && (words.bytes || of->text.size)) {
		assembly_words(assembly, place, after == FRAME_NONE, words.bytes ? words : of->text);
	} else {
		struct buffer clean = {0};
		parts_clean(&clean, words.bytes ? words : of->text, of->kind);
		struct face face = face_of(frame, block);
		size_t container = after == FRAME_NONE ? FRAME_NONE : frame->places[after].container;
		face.item_start = false;
		add_seam(assembly, &face, container, false, true);
		pen_prefix(&assembly->pen, frame, container);
		pen_reframed(&assembly->pen, frame, block, container, buffer_text(&clean));
		expectation_add(&assembly->expectation, of->kind, of->level, buffer_text(&clean), block);
		stand(assembly, face, container, FRAME_NONE);
		buffer_clear(&clean);
	}
}

void assembly_close(struct assembly *assembly, bool tail)
{
	const struct draft *draft = &assembly->pen.frame->draft;
	if (!draft->count || !tail)
		return;
	struct text rest =
		text_part(draft->source, assembly->pen.frame->places[draft->count - 1].own_end, draft->source.size);
	if (rest.size)
		pen_end_line(&assembly->pen);
	buffer_add(assembly->pen.out, rest);
}

const struct fault *assembly_check(struct draft **out, const struct assembly *assembly)
{
	return expectation_check(out, &assembly->expectation, &assembly->pen.frame->draft, assembly->pen.out);
}
