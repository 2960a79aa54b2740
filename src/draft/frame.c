#include "draft/frame.h"

#include "draft/shadow.h"

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

struct cursor cursor_at(struct text source, size_t line)
{
	return (struct cursor){.source = source, .at = line, .end = shadow_line_end(source, line)};
}

static bool cursor_on_blank(const struct cursor *cursor)
{
	return cursor->at < cursor->end && is_blank(cursor->source.bytes[cursor->at]);
}

size_t cursor_indent(const struct cursor *cursor)
{
	size_t column = cursor->column;
	for (size_t at = cursor->at; at < cursor->end && is_blank(cursor->source.bytes[at]); at++)
		column += cursor->source.bytes[at] == '\t' ? 4 - column % 4 : 1;
	return column - cursor->column;
}

bool cursor_blank(const struct cursor *cursor)
{
	size_t at = cursor->at;
	while (at < cursor->end && is_blank(cursor->source.bytes[at]))
		at++;
	return at == cursor->end;
}

void cursor_skip(struct cursor *cursor, size_t columns)
{
	while (columns && cursor_on_blank(cursor)) {
		size_t wide = cursor->source.bytes[cursor->at] == '\t' ? 4 - cursor->column % 4 : 1;
		cursor->within_tab = wide > columns;
		size_t step = wide < columns ? wide : columns;
		cursor->column += step;
		cursor->at += !cursor->within_tab;
		columns -= step;
	}
}

void cursor_skip_blanks(struct cursor *cursor)
{
	while (cursor_on_blank(cursor))
		cursor_skip(cursor, 4);
}

static void cursor_mark(struct cursor *cursor, size_t bytes)
{
	cursor->at += bytes;
	cursor->column += bytes;
	cursor->within_tab = false;
}

static size_t marker_bytes(const struct cursor *cursor)
{
	size_t at = cursor->at;
	while (at < cursor->end && cursor->source.bytes[at] >= '0' && cursor->source.bytes[at] <= '9')
		at++;
	return at < cursor->end ? at + 1 - cursor->at : at - cursor->at;
}

/* The blanks behind a list marker: up to 4 belong to it; where there are more, or nothing else, one. */
static size_t take_padding(struct cursor *cursor)
{
	struct cursor save = *cursor;
	while (cursor->column - save.column <= 5 && cursor_on_blank(cursor))
		cursor_skip(cursor, 1);
	size_t blanks = cursor->column - save.column;
	if (blanks >= 1 && blanks < 5 && cursor->at < cursor->end)
		return blanks;
	*cursor = save;
	cursor_skip(cursor, blanks ? 1 : 0);
	return 1;
}

void container_open(struct container *container, struct cursor *cursor)
{
	container->indent = cursor_indent(cursor);
	cursor_skip_blanks(cursor);
	if (container->quote) {
		cursor_mark(cursor, cursor->at < cursor->end);
		cursor_skip(cursor, 1);
		return;
	}
	size_t size = marker_bytes(cursor);
	container->marker = text_part(cursor->source, cursor->at, cursor->at + size);
	cursor_mark(cursor, size);
	container->width = container->indent + size + take_padding(cursor);
}

bool container_take(const struct container *container, struct cursor *cursor, bool first_line)
{
	if (first_line) {
		struct container same = *container;
		container_open(&same, cursor);
		return true;
	}
	struct cursor word = *cursor;
	size_t indent = cursor_indent(cursor);
	cursor_skip_blanks(&word);
	if (container->quote) {
		if (indent > 3 || word.at == word.end || word.source.bytes[word.at] != '>')
			return false;
		*cursor = word;
		cursor_mark(cursor, 1);
		cursor_skip(cursor, 1);
		return true;
	}
	if (indent >= container->width) {
		cursor_skip(cursor, container->width);
		return true;
	}
	if (word.at < word.end)
		return false;
	*cursor = word;
	return true;
}

size_t frame_depth(const struct draft_frame *frame, size_t container)
{
	size_t depth = 0;
	for (; container != FRAME_NONE; container = frame->containers[container].parent)
		depth++;
	return depth;
}

size_t frame_at(const struct draft_frame *frame, size_t container, size_t depth)
{
	for (size_t i = frame_depth(frame, container); i > depth; i--)
		container = frame->containers[container].parent;
	return container;
}

size_t frame_shared(const struct draft_frame *frame, size_t a, size_t b)
{
	size_t depth_a = frame_depth(frame, a), depth_b = frame_depth(frame, b);
	size_t depth = depth_a < depth_b ? depth_a : depth_b;
	a = frame_at(frame, a, depth);
	b = frame_at(frame, b, depth);
	for (; a != b; depth--) {
		a = frame->containers[a].parent;
		b = frame->containers[b].parent;
	}
	return depth;
}

size_t frame_take(const struct draft_frame *frame, size_t container, size_t most, struct cursor *cursor)
{
	size_t chain[FRAME_DEPTH], count = 0, line = cursor->at;
	for (; container != FRAME_NONE && count < FRAME_DEPTH; container = frame->containers[container].parent)
		chain[count++] = container;
	for (size_t taken = 0; taken < count; taken++) {
		const struct container *next = &frame->containers[chain[count - 1 - taken]];
		if (taken == most || !container_take(next, cursor, next->line == line))
			return taken;
	}
	return count;
}

struct frame_line frame_first(const struct draft_frame *frame, size_t block)
{
	const struct block *of = &frame->draft.blocks[block];
	struct text source = frame->draft.source;
	size_t start = of->text_start;
	while (start > frame->bom && source.bytes[start - 1] != '\n' && source.bytes[start - 1] != '\r')
		start--;
	size_t end = shadow_line_end(source, of->text_start);
	return (struct frame_line){
		start, of->text_start, end < of->text_end ? end : of->text_end, shadow_line_next(source, end)};
}

struct frame_line frame_next(const struct draft_frame *frame, size_t block, const struct frame_line *line)
{
	const struct place *place = &frame->places[block];
	enum block_kind kind = frame->draft.blocks[block].kind;
	struct cursor cursor = cursor_at(frame->draft.source, line->next);
	frame_take(frame, place->container, FRAME_DEPTH, &cursor);
	if (kind == BLOCK_PARAGRAPH || kind == BLOCK_HEADING || kind == BLOCK_DEFINITIONS)
		cursor_skip_blanks(&cursor);
	else if (kind == BLOCK_CODE)
		cursor_skip(&cursor, place->shape == PLACE_INDENTED ? 4 : place->indent);
	return (struct frame_line){
		line->next, cursor.at, cursor.end, shadow_line_next(frame->draft.source, cursor.end)};
}
