#include "draft/definitions.h"

#include <cmark.h>

#include "base/array.h"

enum { LONGEST = 8 }; /* lines of one definition; a longer one is taken for words */

void definitions_line(struct definitions *definitions, struct text line)
{
	*ARRAY_ADD(definitions->starts, definitions->count, definitions->capacity) = definitions->text.size;
	buffer_add(&definitions->text, line);
}

static size_t line_at(const struct definitions *definitions, size_t line)
{
	return line < definitions->count ? definitions->starts[line] : definitions->text.size;
}

/* Later lines are indented, so that none can be anything but a line of the paragraph, which in their place they are. */
static bool vanish(const struct definitions *definitions, size_t from, size_t to)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	for (size_t line = from; line < to; line++) {
		size_t start = line_at(definitions, line);
		if (line > from)
			cmark_parser_feed(parser, "    ", 4);
		cmark_parser_feed(parser, definitions->text.bytes + start, line_at(definitions, line + 1) - start);
	}
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	bool empty = !cmark_node_first_child(document);
	cmark_node_free(document);
	return empty;
}

/* The end of the definition that starts on line `from`, or `from`. The title may stand on a line of its own, which is
 * tried only where the next line looks like one. */
static size_t definition_end(const struct definitions *definitions, size_t from)
{
	size_t end = from;
	for (size_t to = from + 1; to <= definitions->count && to - from <= LONGEST; to++) {
		if (vanish(definitions, from, to))
			end = to;
		if (end > from) {
			size_t next = line_at(definitions, end);
			if (next == definitions->text.size || !strchr("\"'(", definitions->text.bytes[next]))
				break;
		}
	}
	return end;
}

size_t definitions_count(const struct definitions *definitions)
{
	size_t line = 0;
	while (line < definitions->count && definitions->text.bytes[line_at(definitions, line)] == '[') {
		size_t end = definition_end(definitions, line);
		if (end == line)
			break;
		line = end;
	}
	return line;
}

void definitions_clear(struct definitions *definitions)
{
	buffer_clear(&definitions->text);
	free(definitions->starts);
	*definitions = (struct definitions){0};
}
