#include "draft/pen.h"

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

const char *pen_newline(const struct pen *pen)
{
	return pen->frame->draft.crlf ? "\r\n" : "\n";
}

static bool line_open(const struct pen *pen)
{
	size_t size = pen->out->size;
	return size > pen->start + pen->frame->bom && pen->out->bytes[size - 1] != '\n' &&
	       pen->out->bytes[size - 1] != '\r';
}

void pen_end_line(struct pen *pen)
{
	if (line_open(pen))
		buffer_add_string(pen->out, pen_newline(pen));
}

void pen_blanks(struct pen *pen, size_t count)
{
	while (count-- > 0)
		buffer_add_byte(pen->out, ' ');
}

void pen_prefix(struct pen *pen, const struct draft_frame *frame, size_t container)
{
	if (container == FRAME_NONE)
		return;
	const struct container *at = &frame->containers[container];
	pen_prefix(pen, frame, at->parent);
	bool here = frame == pen->frame && !pen->elsewhere;
	bool opening = here && !at->quote && !pen->started[container];
	if (at->quote) {
		buffer_add_string(pen->out, "> ");
	} else if (opening) {
		pen_blanks(pen, at->indent);
		buffer_add(pen->out, at->marker);
		pen_blanks(pen, at->width - at->indent - at->marker.size);
	} else {
		pen_blanks(pen, at->width);
	}
	if (here)
		pen->started[container] = true;
}

static void trim_line(struct pen *pen)
{
	while (pen->out->size > pen->start && is_blank(pen->out->bytes[pen->out->size - 1]))
		pen->out->size--;
}

void pen_blank_line(struct pen *pen, size_t above, size_t container)
{
	const struct draft_frame *frame = pen->frame;
	size_t depth = frame_shared(frame, above, container);
	pen_end_line(pen);
	for (size_t at = frame_at(frame, container, depth); at != FRAME_NONE; at = frame->containers[at].parent)
		if (!frame->containers[at].quote && !pen->started[at])
			depth = frame_depth(frame, at) - 1;
	pen_prefix(pen, frame, frame_at(frame, container, depth));
	trim_line(pen);
	buffer_add_string(pen->out, pen_newline(pen));
}

void pen_start(struct pen *pen, size_t container)
{
	for (; container != FRAME_NONE; container = pen->frame->containers[container].parent)
		pen->started[container] = true;
}

static void add_inner_prefix(struct pen *pen, const struct framing *framing, bool blank)
{
	pen_prefix(pen, framing->frame, framing->container);
	if (framing->block != FRAME_NONE) {
		const struct place *place = &framing->frame->places[framing->block];
		pen_blanks(pen, place->shape == PLACE_INDENTED ? 4 : place->indent);
	}
	if (blank)
		trim_line(pen);
}

void pen_lines(struct pen *pen, struct text words, const struct framing *framing)
{
	struct frame_line old = {0};
	size_t lines = 0, left = 0;
	if (framing->own && !pen->careful) {
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
			if (framing->frame == pen->frame)
				buffer_add(pen->out, text_part(source, old.text_end, next.text_start));
			else {
				buffer_add_string(pen->out, pen_newline(pen));
				buffer_add(pen->out, text_part(source, next.start, next.text_start));
			}
			if (!line.size && next.text_end > next.text_start)
				trim_line(pen);
			old = next;
			left--;
		} else if (lines) {
			buffer_add_string(pen->out, pen_newline(pen));
			add_inner_prefix(pen, framing, !line.size);
		}
		buffer_add(pen->out, line);
	}
}

void pen_bytes(struct pen *pen, const struct draft_frame *from, size_t start, size_t end)
{
	struct text bytes = text_part(from->draft.source, start, end);
	if (from == pen->frame) {
		buffer_add(pen->out, bytes);
		return;
	}
	for (size_t i = 0; i < bytes.size; i++) {
		bool pair = bytes.bytes[i] == '\r' && i + 1 < bytes.size && bytes.bytes[i + 1] == '\n';
		if (pair || bytes.bytes[i] == '\n')
			buffer_add_string(pen->out, pen_newline(pen));
		else
			buffer_add_byte(pen->out, bytes.bytes[i]);
		i += pair;
	}
}

/* Mark and words need a blank between them, where there were no words before. */
static void part_from_mark(struct pen *pen, const struct draft_frame *from, size_t block)
{
	enum block_kind kind = from->draft.blocks[block].kind;
	bool marked = kind == BLOCK_EMPTY_ITEM || from->places[block].shape == PLACE_ATX;
	if (marked && line_open(pen) && !is_blank(pen->out->bytes[pen->out->size - 1]))
		buffer_add_byte(pen->out, ' ');
}

void pen_block(struct pen *pen, const struct draft_frame *from, size_t block, size_t start, struct text words)
{
	const struct block *of = &from->draft.blocks[block];
	struct framing framing = {from, block, from->places[block].container, true};
	pen_bytes(pen, from, start, of->text_start);
	if (from == pen->frame && !pen->elsewhere)
		pen_start(pen, framing.container);
	if (text_equal(words, of->text)) {
		pen_bytes(pen, from, of->text_start, from->places[block].own_end);
		return;
	}
	part_from_mark(pen, from, block);
	pen_lines(pen, words, &framing);
	pen_bytes(pen, from, of->text_end, from->places[block].own_end);
}

void pen_reframed(struct pen *pen, const struct draft_frame *from, size_t block, size_t container, struct text words)
{
	const struct block *of = &from->draft.blocks[block];
	const struct place *place = &from->places[block];
	struct framing framing = {pen->frame, FRAME_NONE, container, false};
	if (place->shape == PLACE_ATX)
		buffer_format(pen->out, "%.*s ", of->level, "######");
	struct text rest = words, line;
	if (place->shape != PLACE_INDENTED) {
		pen_lines(pen, words, &framing);
	} else {
		for (bool first = true; text_line(&rest, &line); first = false) {
			if (!first) {
				buffer_add_string(pen->out, pen_newline(pen));
				add_inner_prefix(pen, &framing, !line.size);
			}
			pen_blanks(pen, line.size ? 4 : 0);
			buffer_add(pen->out, line);
		}
	}
	buffer_add_string(pen->out, pen_newline(pen));
	if (place->shape != PLACE_SETEXT)
		return;
	add_inner_prefix(pen, &framing, false);
	buffer_add_string(pen->out, of->level == 1 ? "===" : "---");
	buffer_add_string(pen->out, pen_newline(pen));
}
