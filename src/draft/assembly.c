#include "draft/assembly.h"

#include "base/array.h"
#include "base/language.h"
#include "draft/shadow.h"

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static const char *newline(const struct assembly *assembly)
{
	return assembly->frame->draft.crlf ? "\r\n" : "\n";
}

static bool line_open(const struct assembly *assembly)
{
	size_t size = assembly->out->size;
	return size > assembly->start + assembly->frame->bom && assembly->out->bytes[size - 1] != '\n' &&
	       assembly->out->bytes[size - 1] != '\r';
}

static void end_line(struct assembly *assembly)
{
	if (line_open(assembly))
		buffer_add_string(assembly->out, newline(assembly));
}

void assembly_open(struct assembly *out, struct buffer *bytes, const struct draft *draft, bool careful)
{
	const struct draft_frame *frame = frame_of(draft);
	*out = (struct assembly){.frame = frame, .out = bytes, .start = bytes->size, .careful = careful};
	out->started = memory_new(frame->container_count, sizeof *out->started);
	out->container = out->natural = FRAME_NONE;
	buffer_add(bytes, text_part(draft->source, 0, frame->bom));
}

void assembly_clear(struct assembly *assembly)
{
	free(assembly->started);
	free(assembly->expected);
	buffer_clear(&assembly->words);
}

/* --- prefixes --- */

static void add_blanks(struct assembly *assembly, size_t count)
{
	while (count-- > 0)
		buffer_add_byte(assembly->out, ' ');
}

/* What the containers take from the start of a line. An item that nothing stands in yet gets its marker. */
static void add_prefix(struct assembly *assembly, const struct draft_frame *frame, size_t container)
{
	if (container == FRAME_NONE)
		return;
	const struct container *at = &frame->containers[container];
	add_prefix(assembly, frame, at->parent);
	bool opening = frame == assembly->frame && !at->quote && !assembly->started[container];
	if (at->quote) {
		buffer_add_string(assembly->out, "> ");
	} else if (opening) {
		add_blanks(assembly, at->indent);
		buffer_add(assembly->out, at->marker);
		add_blanks(assembly, at->width - at->indent - at->marker.size);
	} else {
		add_blanks(assembly, at->width);
	}
	if (frame == assembly->frame)
		assembly->started[container] = true;
}

static void trim_line(struct assembly *assembly)
{
	while (assembly->out->size > assembly->start && is_blank(assembly->out->bytes[assembly->out->size - 1]))
		assembly->out->size--;
}

/* A blank line between the last block and one in `container`: quotes that both are in go on. */
static void add_blank_line(struct assembly *assembly, size_t container)
{
	const struct draft_frame *frame = assembly->frame;
	size_t depth = frame_shared(frame, assembly->container, container);
	end_line(assembly);
	for (size_t at = frame_at(frame, container, depth); at != FRAME_NONE; at = frame->containers[at].parent)
		if (!frame->containers[at].quote && !assembly->started[at])
			depth = frame_depth(frame, at) - 1;
	add_prefix(assembly, frame, frame_at(frame, container, depth));
	trim_line(assembly);
	buffer_add_string(assembly->out, newline(assembly));
}

static void mark_started(struct assembly *assembly, size_t container)
{
	for (; container != FRAME_NONE; container = assembly->frame->containers[container].parent)
		assembly->started[container] = true;
}

/* --- seams --- */

static struct face face_of(const struct draft_frame *frame, size_t block)
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

static bool same_list(const struct face *a, const struct face *b)
{
	return a->list_depth == b->list_depth && a->quote_depth == b->quote_depth && a->mark == b->mark &&
	       a->ordered == b->ordered;
}

/* Whether two blocks that did not stand together before need a blank line to stay two. */
static bool needs_blank(const struct face *above, const struct face *below)
{
	if (below->item_start && (same_list(above, below) || (!below->ordered && below->kind != BLOCK_EMPTY_ITEM)))
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

static size_t block_start(const struct draft_frame *frame, size_t block)
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

/* A draft does not begin with the blank lines of what stood in the middle: where the frame starts without them. */
static size_t skip_gap(const struct draft_frame *frame, size_t block)
{
	size_t start = block_start(frame, block);
	for (size_t next; (next = after_gap_line(frame, block, start)) > start;)
		start = next;
	return start;
}

/* Whether a blank line stands in the frame before a block's text. */
static bool has_gap(const struct draft_frame *frame, size_t block)
{
	return skip_gap(frame, block) > block_start(frame, block);
}

/* Ends the line above and puts a blank one where the two need it. */
static void add_seam(struct assembly *assembly, const struct face *below, size_t container, bool gap, bool wanted)
{
	end_line(assembly);
	if (!assembly->any || gap)
		return;
	bool siblings = below->item_start && same_list(&assembly->face, below);
	if (wanted || needs_blank(&assembly->face, below) || (assembly->careful && !siblings))
		add_blank_line(assembly, container);
}

static void stand(struct assembly *assembly, struct face face, size_t container, size_t natural)
{
	assembly->any = true;
	assembly->face = face;
	assembly->container = container;
	assembly->natural = natural;
	assembly->number = 0;
	mark_started(assembly, container);
}

/* --- words --- */

static void expect(struct assembly *assembly, enum block_kind kind, int level, struct text words, size_t block)
{
	struct expected *expected = ARRAY_ADD(assembly->expected, assembly->count, assembly->capacity);
	*expected = (struct expected){kind, level, assembly->words.size, words.size, FRAME_NONE, false, block};
	buffer_add(&assembly->words, words);
}

static bool keeps_blanks(enum block_kind kind)
{
	return kind == BLOCK_CODE || kind == BLOCK_HTML;
}

/* The words as a block's text is read: LF at line ends, no blanks at either end; but for code and HTML none at the
 * start of a line. */
static void clean_words(struct buffer *out, struct text words, enum block_kind kind)
{
	struct text line;
	size_t start = out->size;
	while (text_line(&words, &line)) {
		struct text trimmed = text_trim(line);
		if (!trimmed.size && out->size == start)
			continue;
		if (out->size > start)
			buffer_add_byte(out, '\n');
		if (!keeps_blanks(kind) && trimmed.size)
			line = (struct text){trimmed.bytes, line.size - (size_t)(trimmed.bytes - line.bytes)};
		if (keeps_blanks(kind) || trimmed.size)
			buffer_add(out, line);
	}
	while (out->size > start && strchr(" \t\n", out->bytes[out->size - 1]))
		out->size--;
}

/* The next part of cleaned words: up to a blank line, which ends a block of most kinds. */
static bool next_part(struct text *rest, struct text *part, enum block_kind kind)
{
	if (!rest->size)
		return false;
	const char *end = keeps_blanks(kind) ? NULL : memmem(rest->bytes, rest->size, "\n\n", 2);
	size_t size = end ? (size_t)(end - rest->bytes) : rest->size;
	*part = text_part(*rest, 0, size);
	while (size < rest->size && rest->bytes[size] == '\n')
		size++;
	*rest = text_part(*rest, size, rest->size);
	while (part->size && is_blank(part->bytes[part->size - 1]))
		part->size--;
	return true;
}

/* Where the prefixes of later lines come from. */
struct framing {
	const struct draft_frame *frame;
	size_t block;     /* whose own prefixes serve as far as they go, and whose kind it is; or FRAME_NONE */
	size_t container; /* else what is generated for */
	bool own;         /* own prefixes serve */
};

static void add_inner_prefix(struct assembly *assembly, const struct framing *framing, bool blank)
{
	add_prefix(assembly, framing->frame, framing->container);
	if (framing->block != FRAME_NONE) {
		const struct place *place = &framing->frame->places[framing->block];
		add_blanks(assembly, place->shape == PLACE_INDENTED ? 4 : place->indent);
	}
	if (blank)
		trim_line(assembly);
}

static void add_lines(struct assembly *assembly, struct text words, const struct framing *framing)
{
	struct frame_line old = {0};
	size_t lines = 0, left = 0;
	if (framing->own && !assembly->careful) {
		old = frame_first(framing->frame, framing->block);
		left = framing->frame->places[framing->block].lines - 1;
	}
	for (struct text line; words.size; lines++) {
		const char *end = memchr(words.bytes, '\n', words.size);
		line = text_part(words, 0, end ? (size_t)(end - words.bytes) : words.size);
		words = text_part(words, line.size + (end != NULL), words.size);
		if (lines && left) {
			struct frame_line next = frame_next(framing->frame, framing->block, &old);
			struct text source = framing->frame->draft.source;
			if (framing->frame == assembly->frame)
				buffer_add(assembly->out, text_part(source, old.text_end, next.text_start));
			else {
				buffer_add_string(assembly->out, newline(assembly));
				buffer_add(assembly->out, text_part(source, next.start, next.text_start));
			}
			if (!line.size && next.text_end > next.text_start)
				trim_line(assembly);
			old = next;
			left--;
		} else if (lines) {
			buffer_add_string(assembly->out, newline(assembly));
			add_inner_prefix(assembly, framing, !line.size);
		}
		buffer_add(assembly->out, line);
	}
}

/* Adds bytes of another draft, whose lines may end otherwise. */
static void add_bytes(struct assembly *assembly, const struct draft_frame *from, size_t start, size_t end)
{
	struct text bytes = text_part(from->draft.source, start, end);
	if (from == assembly->frame) {
		buffer_add(assembly->out, bytes);
		return;
	}
	for (size_t i = 0; i < bytes.size; i++) {
		bool pair = bytes.bytes[i] == '\r' && i + 1 < bytes.size && bytes.bytes[i + 1] == '\n';
		if (pair || bytes.bytes[i] == '\n')
			buffer_add_string(assembly->out, newline(assembly));
		else
			buffer_add_byte(assembly->out, bytes.bytes[i]);
		i += pair;
	}
}

/* Mark and words need a blank between them, where there were no words before. */
static void part_from_mark(struct assembly *assembly, const struct draft_frame *from, size_t block)
{
	enum block_kind kind = from->draft.blocks[block].kind;
	bool marked = kind == BLOCK_EMPTY_ITEM || from->places[block].shape == PLACE_ATX;
	if (marked && line_open(assembly) && !is_blank(assembly->out->bytes[assembly->out->size - 1]))
		buffer_add_byte(assembly->out, ' ');
}

static enum block_kind kind_with_words(enum block_kind kind)
{
	return kind == BLOCK_EMPTY_ITEM ? BLOCK_PARAGRAPH : kind;
}

/* A block's bytes from byte `start` of its frame on, with the words given. */
static void add_reworded(
	struct assembly *assembly, const struct draft_frame *from, size_t block, size_t start, struct text words)
{
	const struct block *of = &from->draft.blocks[block];
	struct framing framing = {from, block, from->places[block].container, true};
	add_bytes(assembly, from, start, of->text_start);
	if (from == assembly->frame)
		mark_started(assembly, framing.container);
	if (text_equal(words, of->text)) {
		add_bytes(assembly, from, of->text_start, from->places[block].own_end);
		return;
	}
	part_from_mark(assembly, from, block);
	add_lines(assembly, words, &framing);
	add_bytes(assembly, from, of->text_end, from->places[block].own_end);
}

/* A block's words with its kind's marks in another container. */
static void add_reframed(
	struct assembly *assembly, const struct draft_frame *from, size_t block, size_t container, struct text words)
{
	const struct block *of = &from->draft.blocks[block];
	const struct place *place = &from->places[block];
	struct framing framing = {assembly->frame, FRAME_NONE, container, false};
	if (place->shape == PLACE_ATX)
		buffer_format(assembly->out, "%.*s ", of->level, "######");
	struct text rest = words, line;
	if (place->shape != PLACE_INDENTED) {
		add_lines(assembly, words, &framing);
	} else {
		for (bool first = true; text_line(&rest, &line); first = false) {
			if (!first) {
				buffer_add_string(assembly->out, newline(assembly));
				add_inner_prefix(assembly, &framing, !line.size);
			}
			add_blanks(assembly, line.size ? 4 : 0);
			buffer_add(assembly->out, line);
		}
	}
	buffer_add_string(assembly->out, newline(assembly));
	if (place->shape != PLACE_SETEXT)
		return;
	add_inner_prefix(assembly, &framing, false);
	buffer_add_string(assembly->out, of->level == 1 ? "===" : "---");
	buffer_add_string(assembly->out, newline(assembly));
}

/* --- frames --- */

/* Whether a block is all there is in the list item it stands in. */
static bool alone_in_item(const struct draft_frame *frame, size_t block)
{
	size_t container = frame->places[block].container;
	if (container == FRAME_NONE || frame->containers[container].quote)
		return false;
	return frame->containers[container].first == block && frame->containers[container].last == block;
}

/* The next or the previous item of the same list has a blank line before it. */
static bool list_is_loose(const struct draft_frame *frame, size_t block)
{
	size_t container = frame->places[block].container, list = frame->containers[container].list;
	for (size_t at = block + 1; at < frame->draft.count && at <= block + 1; at++) {
		size_t other = frame->places[at].container;
		if (other != FRAME_NONE && !frame->containers[other].quote && frame->containers[other].list == list)
			return has_gap(frame, at);
	}
	size_t other = block ? frame->places[block - 1].container : FRAME_NONE;
	bool second = other != FRAME_NONE && !frame->containers[other].quote && frame->containers[other].list == list;
	return second && has_gap(frame, block);
}

/* The marker of a new item beside an old one. */
static void add_marker(struct assembly *assembly, const struct container *item, bool before)
{
	size_t digits = item->marker.size - 1, size = item->marker.size;
	add_blanks(assembly, item->indent);
	if (!digits) {
		buffer_add(assembly->out, item->marker);
	} else {
		unsigned long number = assembly->number;
		if (!number) {
			for (size_t i = 0; i < digits; i++)
				number = number * 10 + (unsigned long)(item->marker.bytes[i] - '0');
		}
		number += !before;
		size_t start = assembly->out->size;
		buffer_format(assembly->out, "%lu%c", number, item->marker.bytes[digits]);
		size = assembly->out->size - start;
		assembly->number = number;
	}
	size_t blanks = item->width - item->indent - item->marker.size;
	(void)size;
	add_blanks(assembly, blanks);
}

static void add_new_item(struct assembly *assembly, size_t like, bool before, struct text words)
{
	const struct draft_frame *frame = assembly->frame;
	size_t container = frame->places[like].container;
	const struct container *item = &frame->containers[container];
	unsigned long number = assembly->number;
	struct face face = face_of(frame, like);
	face.kind = BLOCK_PARAGRAPH;
	face.shape = PLACE_PLAIN;
	face.item_start = true;
	add_seam(assembly, &face, item->parent, false, list_is_loose(frame, like));
	add_prefix(assembly, frame, item->parent);
	assembly->number = number;
	size_t start = assembly->out->size;
	add_marker(assembly, item, before);
	number = assembly->number;
	struct container inner = *item;
	inner.width = assembly->out->size - start;
	struct text line = words, rest = {0};
	const char *end = memchr(words.bytes, '\n', words.size);
	if (end) {
		line.size = (size_t)(end - words.bytes);
		rest = text_part(words, line.size + 1, words.size);
	}
	buffer_add(assembly->out, line);
	while (text_line(&rest, &line)) {
		buffer_add_string(assembly->out, newline(assembly));
		add_prefix(assembly, frame, item->parent);
		add_blanks(assembly, inner.width);
		buffer_add(assembly->out, line);
	}
	buffer_add_string(assembly->out, newline(assembly));
	stand(assembly, face, item->parent, FRAME_NONE);
	assembly->number = number;
}

static void add_new_paragraph(struct assembly *assembly, size_t container, struct text words, const struct face *like)
{
	struct face face = {
		BLOCK_PARAGRAPH, PLACE_PLAIN, false, like->mark, like->ordered, like->list_depth, like->quote_depth};
	struct framing framing = {assembly->frame, FRAME_NONE, container, false};
	add_seam(assembly, &face, container, false, true);
	add_prefix(assembly, assembly->frame, container);
	add_lines(assembly, words, &framing);
	buffer_add_string(assembly->out, newline(assembly));
	stand(assembly, face, container, FRAME_NONE);
}

static void add_words_part(struct assembly *assembly, size_t like, bool before, struct text part)
{
	const struct draft_frame *frame = assembly->frame;
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
	clean_words(&clean, words, BLOCK_PARAGRAPH);
	struct text rest = buffer_text(&clean), part;
	for (bool first = true; next_part(&rest, &part, BLOCK_PARAGRAPH); first = false) {
		add_words_part(assembly, like, before && first, part);
		expect(assembly, BLOCK_PARAGRAPH, 0, part, like);
	}
	buffer_clear(&clean);
}

/* --- blocks of the draft --- */

/* The innermost item a block is in, but is not the first of, that nothing stands in yet: its first block is gone, and
 * this one takes its marker. */
static size_t orphaned(const struct assembly *assembly, size_t block)
{
	const struct draft_frame *frame = assembly->frame;
	size_t at = frame->places[block].container;
	for (; at != FRAME_NONE; at = frame->containers[at].parent)
		if (!frame->containers[at].quote && !assembly->started[at] && frame->containers[at].first != block)
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

/* Prepares the place for a block of the draft; returns the byte its own bytes start from. */
static size_t settle_block(struct assembly *assembly, size_t block)
{
	const struct draft_frame *frame = assembly->frame;
	size_t start = block_start(frame, block);
	if (block ? assembly->natural == block - 1 : !assembly->any)
		return start;
	size_t container = frame->places[block].container, orphan = orphaned(assembly, block);
	struct face face = face_of(frame, block);
	if (orphan != FRAME_NONE) {
		face.item_start = true;
		bool gap = has_gap(frame, frame->containers[orphan].first);
		add_seam(assembly, &face, container, false, gap && assembly->any);
		add_prefix(assembly, frame, orphan);
		return own_start(frame, block, frame_depth(frame, orphan));
	}
	add_seam(assembly, &face, container, has_gap(frame, block), false);
	return assembly->any ? start : skip_gap(frame, block);
}

/* The further parts of a block that new words split: a frame like that of the first. */
static void add_split_part(struct assembly *assembly, size_t block, struct text part)
{
	const struct draft_frame *frame = assembly->frame;
	enum block_kind kind = frame->draft.blocks[block].kind;
	if (kind == BLOCK_PARAGRAPH || kind == BLOCK_EMPTY_ITEM) {
		add_words_part(assembly, block, false, part);
		return;
	}
	size_t container = frame->places[block].container;
	struct face face = face_of(frame, block);
	face.item_start = false;
	add_seam(assembly, &face, container, false, true);
	add_prefix(assembly, frame, container);
	add_reframed(assembly, frame, block, container, part);
	stand(assembly, face, container, FRAME_NONE);
}

static void expect_untouched(struct assembly *assembly, size_t block, size_t edited)
{
	struct expected *expected = ARRAY_ADD(assembly->expected, assembly->count, assembly->capacity);
	const struct block *of = &assembly->frame->draft.blocks[block];
	*expected = (struct expected){of->kind, of->level, 0, of->text.size, block, true, edited};
}

void assembly_block(struct assembly *assembly, size_t block, struct text words)
{
	const struct draft_frame *frame = assembly->frame;
	const struct block *of = &frame->draft.blocks[block];
	size_t start = settle_block(assembly, block);
	size_t container = frame->places[block].container;
	struct face face = face_of(frame, block);
	if (!words.bytes) {
		add_bytes(assembly, frame, start, frame->places[block].own_end);
		expect_untouched(assembly, block, block);
		stand(assembly, face, container, block);
		return;
	}
	enum block_kind kind = kind_with_words(of->kind);
	struct buffer clean = {0};
	clean_words(&clean, words, kind);
	struct text rest = buffer_text(&clean), part;
	if (!rest.size) {
		add_reworded(assembly, frame, block, start, rest);
		expect(assembly, kind, of->level, rest, block);
		stand(assembly, face, container, block);
	}
	face.kind = kind;
	for (bool first = true; next_part(&rest, &part, kind); first = false) {
		if (first) {
			add_reworded(assembly, frame, block, start, part);
			stand(assembly, face, container, rest.size ? FRAME_NONE : block);
		} else {
			add_split_part(assembly, block, part);
		}
		expect(assembly, kind, of->level, part, block);
	}
	buffer_clear(&clean);
}

void assembly_foreign(struct assembly *assembly, const struct draft *draft, size_t block, struct text words)
{
	const struct draft_frame *from = frame_of(draft);
	const struct block *of = &draft->blocks[block];
	enum block_kind kind = words.bytes ? kind_with_words(of->kind) : of->kind;
	struct face face = face_of(from, block);
	struct buffer clean = {0};
	if (words.bytes)
		clean_words(&clean, words, kind);
	struct text rest = words.bytes ? buffer_text(&clean) : of->text, part = rest;
	bool parts = next_part(&rest, &part, kind);
	do {
		add_seam(assembly, &face, FRAME_NONE, has_gap(from, block), false);
		add_reworded(
			assembly, from, block, assembly->any ? block_start(from, block) : skip_gap(from, block), part);
		end_line(assembly);
		expect(assembly, kind, of->level, part, FRAME_NONE);
		stand(assembly, face, FRAME_NONE, FRAME_NONE);
	} while (parts && next_part(&rest, &part, kind));
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
	const struct draft_frame *frame = assembly->frame;
	const struct block *of = &frame->draft.blocks[block];
	size_t place = after == FRAME_NONE ? 0 : after;
	bool plain = of->kind == BLOCK_PARAGRAPH || of->kind == BLOCK_EMPTY_ITEM;
	bool fits = after == FRAME_NONE ? frame_depth(frame, frame->places[block].container) <=
							  frame_depth(frame, frame->places[0].container) &&
						  frame_fits(frame, block, 0)
					: frame_fits(frame, block, after);
	if (fits || (after == FRAME_NONE && frame->places[block].container == FRAME_NONE)) {
		assembly_foreign(assembly, &frame->draft, block, words);
		assembly->expected[assembly->count - 1].edited = block;
	} else if (plain && (words.bytes || of->text.size)) {
		assembly_words(assembly, place, after == FRAME_NONE, words.bytes ? words : of->text);
	} else {
		struct buffer clean = {0};
		clean_words(&clean, words.bytes ? words : of->text, of->kind);
		struct face face = face_of(frame, block);
		size_t container = after == FRAME_NONE ? FRAME_NONE : frame->places[after].container;
		face.item_start = false;
		add_seam(assembly, &face, container, false, true);
		add_prefix(assembly, frame, container);
		add_reframed(assembly, frame, block, container, buffer_text(&clean));
		expect(assembly, of->kind, of->level, buffer_text(&clean), block);
		stand(assembly, face, container, FRAME_NONE);
		buffer_clear(&clean);
	}
}

void assembly_close(struct assembly *assembly, bool tail)
{
	const struct draft *draft = &assembly->frame->draft;
	if (!draft->count || !tail)
		return;
	struct text rest =
		text_part(draft->source, assembly->frame->places[draft->count - 1].own_end, draft->source.size);
	if (rest.size)
		end_line(assembly);
	buffer_add(assembly->out, rest);
}

/* --- the check --- */

static bool as_expected(const struct assembly *assembly, const struct expected *expected, const struct block *got)
{
	const struct draft *draft = &assembly->frame->draft;
	struct text words = expected->untouched ? draft->blocks[expected->block].text
						: text_part(buffer_text(&assembly->words), expected->text,
							  expected->text + expected->text_size);
	if (got->kind != expected->kind || got->level != expected->level || !text_equal(got->text, words))
		return false;
	if (!expected->untouched)
		return true;
	const struct block *was = &draft->blocks[expected->block];
	return got->list_depth == was->list_depth && got->quote_depth == was->quote_depth &&
	       (!was->item_start || (got->item_start && text_equal(got->marker, was->marker)));
}

static const struct fault *unexpected(const struct expected *expected)
{
	if (!expected || expected->edited == FRAME_NONE)
		return fault_new(FAULT_MALFORMED, _("These words would change other paragraphs of the draft."));
	if (expected->untouched)
		return fault_new(FAULT_MALFORMED,
			_("This would change paragraph %zu, which is not meant: it would be read as something else."),
			expected->block + 1);
	return fault_new(FAULT_MALFORMED,
		_("In paragraph %zu these words would be read as something else: a heading, a list, a quotation, or "
		  "more "
		  "than one paragraph."),
		expected->edited + 1);
}

const struct fault *assembly_check(const struct assembly *assembly)
{
	struct draft *result;
	struct text bytes = text_part(buffer_text(assembly->out), assembly->start, assembly->out->size);
	const struct fault *fault = draft_read(&result, bytes);
	if (fault)
		return fault;
	for (size_t i = 0; i < assembly->count && !fault; i++)
		if (i >= result->count || !as_expected(assembly, &assembly->expected[i], &result->blocks[i]))
			fault = unexpected(&assembly->expected[i]);
	if (!fault && result->count != assembly->count)
		fault = unexpected(assembly->count ? &assembly->expected[assembly->count - 1] : NULL);
	draft_free(result);
	return fault;
}
