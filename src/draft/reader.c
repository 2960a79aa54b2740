#include "draft/reader.h"

#include <cmark.h>

#include "base/array.h"
#include "base/language.h"
#include "draft/definitions.h"
#include "draft/shadow.h"

enum { CHUNK = 128 * 1024 };

struct reader {
	struct draft_frame *frame;
	struct text source;   /* borrowed from the caller; the draft gets its own copy at the end */
	struct shadow shadow; /* of the present chunk */
	size_t container;     /* innermost open one */
	size_t lists;
	size_t seen;     /* lines of the chunk that have been given to a block, from 0 */
	size_t enough;   /* stop behind so many bytes */
	size_t possible; /* blocks, at most, in the chunks read */
	bool stopped;
};

/* A leaf on its way to a block: lines of the chunk from 0. */
struct leaf {
	enum block_kind kind;
	enum place_shape shape;
	int level;
	size_t first, last; /* lines of its text */
	size_t under;       /* its last line: an underline may follow the text */
	size_t start;       /* byte of the first word */
};

static size_t line_start(const struct reader *reader, size_t line)
{
	return line < reader->shadow.count ? reader->shadow.lines[line].start : reader->source.size;
}

/* Behind the containers of the innermost open one, on a line of the chunk. */
static struct cursor line_cursor(const struct reader *reader, size_t line, size_t *taken)
{
	struct cursor cursor = cursor_at(reader->source, line_start(reader, line));
	size_t depth = frame_take(reader->frame, reader->container, FRAME_DEPTH, &cursor);
	if (taken)
		*taken = depth;
	return cursor;
}

static bool line_blank(const struct reader *reader, size_t line)
{
	struct cursor cursor = line_cursor(reader, line, NULL);
	return cursor_blank(&cursor);
}

static bool blank_byte(char byte)
{
	return byte == ' ' || byte == '\t';
}

static size_t trim_end(struct text source, size_t start, size_t end)
{
	while (end > start && blank_byte(source.bytes[end - 1]))
		end--;
	return end;
}

/* The closing marks of "## title ##" are frame: marks behind a blank, or nothing but marks. */
static size_t trim_closing(struct text source, size_t start, size_t end)
{
	size_t at = end;
	while (at > start && source.bytes[at - 1] == '#')
		at--;
	return at < end && (at == start || blank_byte(source.bytes[at - 1])) ? trim_end(source, start, at) : end;
}

/* Finds the end of the text and, where it is not one piece of the source, joins its lines. */
static void read_text(struct reader *reader, size_t index, const struct leaf *leaf)
{
	struct draft_frame *frame = reader->frame;
	struct block *block = &frame->draft.blocks[index];
	struct place *place = &frame->places[index];
	struct text source = reader->source;
	size_t joined = frame->joined.size;
	bool piece = true;
	struct frame_line line = {
		line_start(reader, leaf->first), leaf->start, shadow_line_end(source, leaf->start), 0};
	line.next = shadow_line_next(source, line.text_end);
	size_t last_start = line_start(reader, leaf->last);
	for (;;) {
		size_t end = line.text_end;
		bool last = line.start >= last_start;
		place->lines++;
		if (last) {
			end = trim_end(source, line.text_start, end);
			if (leaf->shape == PLACE_ATX)
				end = trim_closing(source, line.text_start, end);
		}
		block->text_end = end;
		if (!last || place->lines > 1)
			buffer_add(&frame->joined, text_part(source, line.text_start, end));
		if (last)
			break;
		buffer_add_byte(&frame->joined, '\n');
		struct frame_line next = frame_next(frame, index, &line);
		piece = piece && next.text_start == end + 1 && source.bytes[end] == '\n';
		line = next;
	}
	place->joined = piece ? FRAME_NONE : joined;
	block->text.size = piece ? block->text_end - block->text_start : frame->joined.size - joined;
	if (piece)
		frame->joined.size = joined;
}

/* A block takes the marks of the items it is the first block of. */
static void take_marker(struct draft_frame *frame, struct block *block, size_t container, size_t index)
{
	for (; container != FRAME_NONE; container = frame->containers[container].parent) {
		struct container *at = &frame->containers[container];
		block->list_depth += !at->quote;
		block->quote_depth += at->quote;
		if (!at->quote && at->last == FRAME_NONE && !block->item_start) {
			block->item_start = true;
			block->marker = at->marker;
		}
		if (at->last == FRAME_NONE)
			at->first = index;
		at->last = index;
	}
}

static void add_block(struct reader *reader, const struct leaf *leaf)
{
	struct draft_frame *frame = reader->frame;
	struct draft *draft = &frame->draft;
	size_t index = draft->count;
	struct block *block = ARRAY_ADD(draft->blocks, draft->count, frame->capacity);
	struct place *place = ARRAY_ADD(frame->places, frame->place_count, frame->place_capacity);
	block->kind = leaf->kind;
	block->level = leaf->level;
	block->whole_start = index ? draft->blocks[index - 1].whole_end : 0;
	block->text_start = leaf->start;
	place->container = reader->container;
	place->shape = leaf->shape;
	if (leaf->shape == PLACE_FENCED) {
		struct cursor cursor = line_cursor(reader, leaf->first, NULL);
		place->indent = cursor_indent(&cursor);
	}
	take_marker(frame, block, reader->container, index);
	read_text(reader, index, leaf);
	block->whole_end = place->own_end = line_start(reader, leaf->under + 1);
	reader->seen = leaf->under + 1;
}

static void add_definitions(struct reader *reader, size_t first, size_t last)
{
	struct cursor cursor = line_cursor(reader, first, NULL);
	cursor_skip_blanks(&cursor);
	struct leaf leaf = {.kind = BLOCK_DEFINITIONS, .first = first, .last = last, .under = last};
	leaf.start = cursor.at;
	add_block(reader, &leaf);
}

/* cmark leaves link definitions out of its tree: they are the lines that start with "[" and that no block covers. Those
 * before line `limit` in the innermost open container become blocks; with `closing`, only those that have its marks. */
static void find_definitions(struct reader *reader, size_t limit, bool closing)
{
	size_t depth = closing ? frame_depth(reader->frame, reader->container) : 0, taken;
	if (limit > reader->shadow.count)
		limit = reader->shadow.count;
	for (size_t line = reader->seen; line < limit; line++) {
		if (!reader->shadow.lines[line].bracket)
			continue;
		line_cursor(reader, line, &taken);
		if (taken < depth)
			break;
		size_t last = line;
		while (last + 1 < limit && !line_blank(reader, last + 1))
			last++;
		add_definitions(reader, line, last);
		line = last;
	}
	if (!closing && limit > reader->seen)
		reader->seen = limit;
}

/* A fence is closed by a line of its own marks; what cmark calls the end may be the line after the container's end. */
static bool closes_fence(const struct reader *reader, size_t line, size_t first)
{
	size_t taken, open = 0, close = 0;
	if (line >= reader->shadow.count)
		return false;
	struct cursor head = line_cursor(reader, first, NULL), tail = line_cursor(reader, line, &taken);
	if (taken < frame_depth(reader->frame, reader->container) || cursor_indent(&tail) > 3)
		return false;
	cursor_skip_blanks(&head);
	cursor_skip_blanks(&tail);
	char mark = reader->source.bytes[head.at];
	for (; head.at < head.end && reader->source.bytes[head.at] == mark; head.at++)
		open++;
	for (; tail.at < tail.end && reader->source.bytes[tail.at] == mark; tail.at++)
		close++;
	return close >= open && cursor_blank(&tail);
}

static size_t literal_lines(cmark_node *node)
{
	size_t lines = 0;
	for (const char *at = cmark_node_get_literal(node); at && (at = strchr(at, '\n')); at++)
		lines++;
	return lines;
}

static bool is_fence(const struct reader *reader, const struct leaf *leaf)
{
	struct cursor cursor = line_cursor(reader, leaf->first, NULL);
	return cursor_indent(&cursor) < 4;
}

static void read_code(struct reader *reader, cmark_node *node, struct leaf *leaf)
{
	size_t lines = literal_lines(node);
	leaf->kind = BLOCK_CODE;
	leaf->shape = is_fence(reader, leaf) ? PLACE_FENCED : PLACE_INDENTED;
	leaf->last = leaf->first + lines - (lines && leaf->shape == PLACE_INDENTED);
	leaf->last += leaf->shape == PLACE_FENCED && closes_fence(reader, leaf->last + 1, leaf->first);
}

static bool is_atx(const struct reader *reader, size_t start)
{
	size_t at = start;
	while (at < reader->source.size && reader->source.bytes[at] == '#')
		at++;
	return at > start && at - start <= 6 &&
	       (at == reader->source.size || strchr(" \t\r\n", reader->source.bytes[at]));
}

static void read_heading(struct reader *reader, cmark_node *node, struct leaf *leaf)
{
	leaf->kind = BLOCK_HEADING;
	leaf->level = cmark_node_get_heading_level(node);
	leaf->shape = is_atx(reader, leaf->start) ? PLACE_ATX : PLACE_SETEXT;
	if (leaf->shape == PLACE_ATX) {
		size_t end = shadow_line_end(reader->source, leaf->start);
		leaf->start += (size_t)leaf->level;
		while (leaf->start < end && blank_byte(reader->source.bytes[leaf->start]))
			leaf->start++;
		leaf->last = leaf->first;
		return;
	}
	/* cmark ends it one line behind its underline, always, because the shadow ends with a blank line. */
	leaf->last = (size_t)cmark_node_get_end_line(node) - 3;
	leaf->under = leaf->last + 1;
}

/* The definitions a paragraph or an underlined heading starts with become a block of their own. */
static void split_definitions(struct reader *reader, struct leaf *leaf)
{
	const struct shadow_line *lines = reader->shadow.lines;
	if (!lines[leaf->first].bracket || leaf->shape == PLACE_ATX)
		return;
	struct definitions definitions = {0};
	size_t depth = frame_depth(reader->frame, reader->container), taken;
	for (size_t line = leaf->first; line <= leaf->last; line++) {
		struct cursor cursor = line_cursor(reader, line, &taken);
		if (taken == depth) /* cmark leaves the blanks of a lazy line, and sees no definition behind them */
			cursor_skip_blanks(&cursor);
		size_t start = lines[line].copy + (cursor.at - lines[line].start);
		size_t end = line + 1 < reader->shadow.count ? lines[line + 1].copy : reader->shadow.copy.size;
		definitions_line(&definitions, text_part(buffer_text(&reader->shadow.copy), start, end));
	}
	size_t count = definitions_count(&definitions);
	definitions_clear(&definitions);
	if (!count || count > leaf->last - leaf->first)
		return;
	add_definitions(reader, leaf->first, leaf->first + count - 1);
	leaf->first += count;
	struct cursor cursor = line_cursor(reader, leaf->first, NULL);
	cursor_skip_blanks(&cursor);
	leaf->start = cursor.at;
}

static void read_leaf(struct reader *reader, cmark_node *node)
{
	struct leaf leaf = {.first = (size_t)cmark_node_get_start_line(node) - 1};
	leaf.start = line_start(reader, leaf.first) + (size_t)cmark_node_get_start_column(node) - 1;
	leaf.last = leaf.first;
	find_definitions(reader, leaf.first, false);
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		read_heading(reader, node, &leaf);
		break;
	case CMARK_NODE_CODE_BLOCK:
		read_code(reader, node, &leaf);
		break;
	case CMARK_NODE_HTML_BLOCK:
		leaf.kind = BLOCK_HTML;
		leaf.last += literal_lines(node) - 1;
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		leaf.kind = BLOCK_BREAK;
		break;
	default:
		leaf.kind = BLOCK_PARAGRAPH;
		leaf.last = (size_t)cmark_node_get_end_line(node) - 1;
	}
	if (leaf.last >= reader->shadow.count)
		leaf.last = reader->shadow.count - 1;
	while (leaf.last > leaf.first && line_blank(reader, leaf.last))
		leaf.last--;
	if (leaf.shape != PLACE_SETEXT)
		leaf.under = leaf.last;
	if (leaf.kind == BLOCK_PARAGRAPH || leaf.kind == BLOCK_HEADING)
		split_definitions(reader, &leaf);
	add_block(reader, &leaf);
}

static void enter_container(struct reader *reader, cmark_node *node)
{
	struct draft_frame *frame = reader->frame;
	size_t line = (size_t)cmark_node_get_start_line(node) - 1;
	find_definitions(reader, line, false);
	struct cursor cursor = line_cursor(reader, line, NULL);
	size_t index = frame->container_count;
	struct container *added = ARRAY_ADD(frame->containers, frame->container_count, frame->container_capacity);
	added->parent = reader->container;
	added->quote = cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
	added->line = line_start(reader, line);
	added->first = added->last = FRAME_NONE;
	if (!added->quote)
		added->list = (size_t)cmark_node_get_user_data(cmark_node_parent(node));
	container_open(added, &cursor);
	reader->container = index;
}

static void leave_container(struct reader *reader, cmark_node *node)
{
	struct container *left = &reader->frame->containers[reader->container];
	size_t first = (size_t)cmark_node_get_start_line(node) - 1, limit = (size_t)cmark_node_get_end_line(node);
	/* An item that starts with a blank line ends at the next one. */
	if (left->last == FRAME_NONE && limit > first + 2)
		limit = first + 2;
	find_definitions(reader, limit, true);
	left = &reader->frame->containers[reader->container];
	if (!left->quote && left->last == FRAME_NONE) {
		struct leaf leaf = {.kind = BLOCK_EMPTY_ITEM, .first = first, .last = first, .under = first};
		leaf.start = trim_end(reader->source, left->line, shadow_line_end(reader->source, left->line));
		add_block(reader, &leaf);
	}
	reader->container = left->parent;
}

static void enter_node(struct reader *reader, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LIST:
		cmark_node_set_user_data(node, (void *)++reader->lists);
		break;
	case CMARK_NODE_ITEM:
	case CMARK_NODE_BLOCK_QUOTE:
		enter_container(reader, node);
		break;
	default:
		read_leaf(reader, node);
	}
}

static cmark_node *child_of(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	bool holds = type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE;
	return holds ? cmark_node_first_child(node) : NULL;
}

static void leave_node(struct reader *reader, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE)
		leave_container(reader, node);
}

/* Not recursive: input decides how deep it goes. */
static void walk(struct reader *reader, cmark_node *top)
{
	cmark_node *node = top;
	for (;;) {
		enter_node(reader, node);
		cmark_node *next = child_of(node);
		while (!next) {
			leave_node(reader, node);
			if (node == top)
				return;
			next = cmark_node_next(node);
			if (!next)
				node = cmark_node_parent(node);
		}
		node = next;
	}
}

/* Whether the reader may stop before this top-level node: enough is read, and a blank line stands before it. */
static bool stop_before(struct reader *reader, cmark_node *node)
{
	const struct draft *draft = &reader->frame->draft;
	size_t line = (size_t)cmark_node_get_start_line(node) - 1;
	if (!draft->count || draft->blocks[draft->count - 1].whole_end < reader->enough || line <= reader->seen)
		return false;
	find_definitions(reader, line, false);
	return line_blank(reader, line - 1);
}

/* Reads the top-level nodes of a chunk, but the last where the chunk is not the end. Returns where the next chunk
 * starts; `start` itself when the chunk was too small to hold two. */
static size_t read_nodes(struct reader *reader, cmark_node *document, size_t start, bool last_chunk)
{
	cmark_node *node = cmark_node_first_child(document);
	if (!last_chunk && (!node || !cmark_node_next(node)))
		return start;
	for (; node; node = cmark_node_next(node)) {
		size_t line = (size_t)cmark_node_get_start_line(node) - 1;
		if (stop_before(reader, node)) {
			reader->stopped = true;
			return line_start(reader, line);
		}
		if (!last_chunk && !cmark_node_next(node)) {
			find_definitions(reader, line, false);
			return line_start(reader, line);
		}
		walk(reader, node);
	}
	find_definitions(reader, reader->shadow.count, false);
	return reader->source.size;
}

static size_t read_chunk(struct reader *reader, size_t start, size_t end)
{
	shadow_make(&reader->shadow, reader->source, start, end);
	bool last_chunk = end == reader->source.size;
	if (reader->possible + reader->shadow.possible > SHADOW_BLOCKS) {
		reader->possible = (size_t)-1;
		return start;
	}
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_feed(parser, reader->shadow.copy.bytes, reader->shadow.copy.size);
	cmark_parser_feed(parser, "\n", 1);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	reader->seen = 0;
	size_t next = read_nodes(reader, document, start, last_chunk);
	cmark_node_free(document);
	return next;
}

static const struct fault *read_source(struct reader *reader)
{
	size_t start = reader->frame->bom, chunk = CHUNK;
	while (start < reader->source.size && !reader->stopped) {
		size_t end = reader->source.size;
		if (end - start > chunk)
			end = shadow_line_next(reader->source, shadow_line_end(reader->source, start + chunk));
		size_t next = read_chunk(reader, start, end);
		if (reader->possible == (size_t)-1)
			return fault_new(FAULT_MALFORMED, _("This text has too many paragraphs to be a draft."));
		if (next > start)
			reader->possible += reader->shadow.possible;
		chunk = next > start ? CHUNK : chunk * 2;
		start = next;
	}
	return NULL;
}

const struct fault *reader_run(struct draft_frame *frame, struct text source, size_t enough, bool *stopped)
{
	struct reader reader = {.frame = frame, .source = source, .container = FRAME_NONE, .enough = enough};
	frame->bom = text_starts(source, "\xef\xbb\xbf") ? 3 : 0;
	frame->draft.source = source;
	const struct fault *fault = read_source(&reader);
	shadow_clear(&reader.shadow);
	*stopped = reader.stopped;
	return fault;
}
