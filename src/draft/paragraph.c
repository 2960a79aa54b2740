#include "draft/paragraph.h"

#include <cmark.h>

#include "base/array.h"
#include "base/memory.h"

enum {
	HEAD = 2,              /* bytes of "# ", which makes the copy one line that nothing in it can make a block of */
	INLINE_TEXT = 1 << 6,  /* plain text to cmark: where a bracket is a bracket */
	INLINE_SHOWN = 0x3f,   /* the styles of the header */
	LINKS = 1024,          /* brackets looked at as possible links; cmark's time grows with their square */
	INLINE_LIMIT = 1 << 18 /* a longer text has no styles; no paragraph is that long */
};

/* The text as one line: line ends are blanks, what is no text is a letter, and openings whose end is nowhere to be
 * found are letters too, because cmark would look for it again and again. */
static void make_line(struct buffer *line, struct text text)
{
	static const char *const openings[][2] = {{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!", ">"}};
	buffer_add_string(line, "# ");
	buffer_add(line, text);
	size_t brackets = 0;
	for (size_t i = HEAD; i < line->size; i++) {
		unsigned char byte = (unsigned char)line->bytes[i];
		if (byte == '[' && ++brackets > LINKS)
			line->bytes[i] = 'x';
		if (byte < ' ')
			line->bytes[i] = byte == '\n' || byte == '\t' || byte == '\r' ? ' ' : 'x';
	}
	for (size_t i = 0; i < ARRAY_SIZE(openings); i++) {
		const char *open = openings[i][0], *close = openings[i][1], *last = NULL;
		for (const char *at = buffer_string(line); (at = strstr(at, close)); at++)
			last = at;
		for (char *at = line->bytes; (at = strstr(at, open)); at++)
			if (!last || at > last)
				*at = 'x';
	}
}

static int style_of(cmark_node_type type)
{
	switch (type) {
	case CMARK_NODE_EMPH:
		return INLINE_EMPHASIS;
	case CMARK_NODE_STRONG:
		return INLINE_STRONG;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		return INLINE_LINK;
	case CMARK_NODE_CODE:
		return INLINE_CODE;
	case CMARK_NODE_HTML_INLINE:
		return INLINE_MARK;
	case CMARK_NODE_TEXT:
		return INLINE_TEXT;
	default:
		return 0;
	}
}

static bool is_leaf(cmark_node_type type)
{
	return type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE;
}

static int style_around(cmark_node *node)
{
	int style = 0;
	for (int depth = 0; node && depth < 32; node = cmark_node_parent(node), depth++)
		style |= style_of(cmark_node_get_type(node));
	return style;
}

/* What lies between two leaves are marks, blanks apart. */
static void fill(unsigned char *styles, struct text text, size_t from, size_t to, int style)
{
	for (size_t i = from; i < to && i < text.size; i++)
		styles[i] = (unsigned char)style;
}

static void read_leaves(unsigned char *styles, struct text text, cmark_node *document)
{
	size_t done = 0;
	cmark_iter *iter = cmark_iter_new(document);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (!is_leaf(cmark_node_get_type(node)) || cmark_node_get_start_line(node) > 1)
			continue;
		int first = cmark_node_get_start_column(node), last = cmark_node_get_end_column(node);
		size_t start = first > HEAD ? (size_t)first - 1 - HEAD : 0, end = last > HEAD ? (size_t)last - HEAD : 0;
		if (start < done)
			start = done;
		if (end < start)
			continue;
		fill(styles, text, done, start, INLINE_MARK);
		fill(styles, text, start, end, style_around(node));
		done = end;
	}
	cmark_iter_free(iter);
	fill(styles, text, done, text.size, INLINE_MARK);
	for (size_t i = 0; i < text.size; i++)
		if (styles[i] == INLINE_MARK && strchr(" \t\r\n", text.bytes[i]))
			styles[i] = 0;
}

/* Outermost pairs of brackets in plain text from byte `from` on, footnotes apart. Marks them; returns how many. */
static size_t read_brackets(unsigned char *styles, struct text text, size_t from)
{
	size_t *open = memory_new(text.size, sizeof *open), *close = memory_new(text.size, sizeof *close);
	size_t depth = 0, pairs = 0;
	for (size_t i = from; i < text.size; i++) {
		if (!(styles[i] & INLINE_TEXT))
			continue;
		if (text.bytes[i] == '\\')
			i++;
		else if (text.bytes[i] == '[')
			open[depth++] = i;
		else if (text.bytes[i] == ']' && depth)
			close[open[--depth]] = i + 1;
	}
	for (size_t i = 0; i < text.size; i++) {
		if (!close[i] || text.bytes[i + 1] == '^')
			continue;
		pairs++;
		for (size_t end = close[i]; i < end; i++)
			styles[i] |= INLINE_OPEN;
		i--;
	}
	free(open);
	free(close);
	return pairs;
}

/* Where and beside what a text stands. */
struct surroundings {
	struct text definitions; /* lines of link definitions */
	size_t box;              /* bytes of its task box */
};

/* A style for each byte, yours; *pairs brackets. */
static unsigned char *read_styles(struct text text, const struct surroundings *around, size_t *pairs)
{
	struct buffer line = {0};
	unsigned char *styles = memory_new(text.size, 1);
	*pairs = 0;
	if (!text.size || text.size > INLINE_LIMIT)
		return styles;
	make_line(&line, text);
	if (around->definitions.size)
		buffer_add_string(&line, "\n\n");
	buffer_add(&line, around->definitions);
	cmark_node *document = cmark_parse_document(line.bytes, line.size, CMARK_OPT_SOURCEPOS);
	read_leaves(styles, text, document);
	cmark_node_free(document);
	buffer_clear(&line);
	*pairs = read_brackets(styles, text, around->box);
	return styles;
}

static void add_styles(struct inline_spans *out, struct text text, const struct surroundings *around)
{
	size_t pairs;
	unsigned char *styles = read_styles(text, around, &pairs);
	out->count = 0;
	for (size_t i = 0, end; i < text.size; i = end) {
		int style = styles[i] & INLINE_SHOWN;
		for (end = i + 1; end < text.size && (styles[end] & INLINE_SHOWN) == style; end++)
			;
		if (style)
			*ARRAY_ADD(out->items, out->count, out->capacity) = (struct inline_span){i, end, style};
	}
	free(styles);
}

void paragraph_styles(struct inline_spans *out, struct text text)
{
	add_styles(out, text, &(struct surroundings){0});
}

void inline_spans_clear(struct inline_spans *spans)
{
	free(spans->items);
	*spans = (struct inline_spans){0};
}

size_t paragraph_brackets(struct text text)
{
	size_t pairs;
	free(read_styles(text, &(struct surroundings){0}, &pairs));
	return pairs;
}

/* --- a block in its draft */

static bool has_inlines(const struct block *block)
{
	return block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING;
}

/* The definitions are looked for only where there is a bracket that they could make a link of. */
static void find_definitions(struct buffer *out, const struct draft *draft, struct text text)
{
	if (!text.size || !memchr(text.bytes, '[', text.size))
		return;
	for (size_t i = 0; i < draft->count && out->size < INLINE_LIMIT; i++) {
		if (draft->blocks[i].kind != BLOCK_DEFINITIONS)
			continue;
		buffer_add(out, draft->blocks[i].text);
		buffer_add_string(out, "\n\n");
	}
}

static size_t box_of(const struct block *block)
{
	bool boxed = block->item_start && (text_starts(block->text, "[ ] ") || text_starts(block->text, "[x] "));
	return boxed ? strlen("[ ]") : 0;
}

void block_styles(struct inline_spans *out, const struct draft *draft, size_t index)
{
	const struct block *block = &draft->blocks[index];
	struct buffer definitions = {0};
	out->count = 0;
	if (!has_inlines(block))
		return;
	find_definitions(&definitions, draft, block->text);
	add_styles(out, block->text, &(struct surroundings){buffer_text(&definitions), box_of(block)});
	buffer_clear(&definitions);
}

size_t block_brackets(const struct draft *draft, size_t index)
{
	const struct block *block = &draft->blocks[index];
	struct buffer definitions = {0};
	size_t pairs = 0;
	if (!has_inlines(block) || !memchr(block->text.bytes, '[', block->text.size))
		return 0;
	find_definitions(&definitions, draft, block->text);
	free(read_styles(block->text, &(struct surroundings){buffer_text(&definitions), box_of(block)}, &pairs));
	buffer_clear(&definitions);
	return pairs;
}
