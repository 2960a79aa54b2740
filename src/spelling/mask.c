#include "spelling/mask.h"

#include <ctype.h>

#include "spelling/address.h"
#include "spelling/tag.h"
#include "text/utf8.h"

enum { LONGEST_TICKS = 64, LONGEST_LABEL = 999, LONGEST_TARGET = 4096, DEEPEST_TARGET = 32 };

/* One walk over a text, from left to right. */
struct walk {
	struct spans *out;
	struct text text;
	bool markdown;
	struct tag_search tags;
	size_t block_end;                     /* code spans do not reach over it */
	bool counted;                         /* whether last_ticks is that of this block */
	size_t last_ticks[LONGEST_TICKS + 1]; /* where the last run of so many backticks starts, plus 1; 0: none */
	size_t run_end;                       /* of the run of solid bytes that address_find() looked at */
	size_t plain_end;                     /* no address begins before it */
};

static char look(const struct walk *walk, size_t at)
{
	return at < walk->text.size ? walk->text.bytes[at] : '\0';
}

static size_t skip(const struct walk *walk, size_t at, const char *bytes)
{
	while (at < walk->text.size && walk->text.bytes[at] && strchr(bytes, walk->text.bytes[at]))
		at++;
	return at;
}

static size_t skip_run(const struct walk *walk, size_t at, char byte)
{
	while (at < walk->text.size && walk->text.bytes[at] == byte)
		at++;
	return at;
}

/* The LF that ends the line, or the end of the text. */
static size_t line_end(const struct walk *walk, size_t at)
{
	if (at >= walk->text.size)
		return walk->text.size;
	const char *end = memchr(walk->text.bytes + at, '\n', walk->text.size - at);
	return end ? (size_t)(end - walk->text.bytes) : walk->text.size;
}

static size_t mask(struct walk *walk, size_t start, size_t end)
{
	spans_add(walk->out, start, end);
	return end;
}

/* --- the beginning of a line */

/* Behind `-`, `*`, `+`, `1.` or `1)` with the blank that makes it a list marker; `at` when there is none. */
static size_t skip_marker(const struct walk *walk, size_t at)
{
	size_t i = at;
	if (look(walk, i) == '-' || look(walk, i) == '*' || look(walk, i) == '+') {
		i++;
	} else {
		i = skip(walk, i, "0123456789");
		if (i == at || i - at > 9 || (look(walk, i) != '.' && look(walk, i) != ')'))
			return at;
		i++;
	}
	bool stands_alone = i == walk->text.size || strchr(" \t\r\n", look(walk, i));
	return stands_alone ? i : at;
}

static size_t skip_heading(const struct walk *walk, size_t at)
{
	size_t i = skip_run(walk, at, '#');
	bool stands_alone = i == walk->text.size || strchr(" \t\r\n", look(walk, i));
	return i - at <= 6 && stands_alone ? i : at;
}

static size_t skip_box(const struct walk *walk, size_t at)
{
	bool box = look(walk, at) == '[' && strchr(" xX", look(walk, at + 1)) && look(walk, at + 2) == ']' &&
		   look(walk, at + 3) == ' ';
	return box ? at + 3 : at;
}

/* Behind all that stands before the words of a line. */
static size_t skip_prefix(const struct walk *walk, size_t at)
{
	for (;;) {
		size_t i = skip(walk, at, " \t");
		if (look(walk, i) == '>') {
			at = i + 1;
			continue;
		}
		size_t marker = skip_marker(walk, i);
		if (marker == i) {
			size_t heading = skip_heading(walk, i);
			return heading > i ? skip(walk, heading, " \t") : i;
		}
		i = skip(walk, marker, " \t");
		at = skip_box(walk, i);
	}
}

/* The end of the fenced block that opens at `at`; `at` when none does. */
static size_t fence_end(const struct walk *walk, size_t at)
{
	char mark = look(walk, at);
	if (mark != '`' && mark != '~')
		return at;
	size_t behind = skip_run(walk, at, mark), size = behind - at, end = line_end(walk, at);
	if (size < 3)
		return at;
	if (mark == '`' && behind < end && memchr(walk->text.bytes + behind, '`', end - behind))
		return at;
	while (end < walk->text.size) {
		size_t start = skip(walk, end + 1, " \t>");
		size_t close = skip_run(walk, start, mark);
		end = line_end(walk, close);
		if (close - start >= size && skip(walk, close, " \t\r") == end)
			break;
	}
	return end;
}

/* A rule, an underline, the second row of a table. */
static bool only_marks(const struct walk *walk, size_t at, size_t end)
{
	return end - at >= 2 && skip(walk, at, "-=*_:|+ \t\r") >= end;
}

/* Behind `[label]:`; `at` when there is none. */
static size_t skip_label(const struct walk *walk, size_t at)
{
	if (look(walk, at) != '[')
		return at;
	size_t i = at + 1;
	while (i < walk->text.size && i < at + LONGEST_LABEL && !strchr("[]\n", walk->text.bytes[i]))
		i++;
	return look(walk, i) == ']' && look(walk, i + 1) == ':' && i > at + 1 ? i + 2 : at;
}

/* The end of a link definition: a destination, then nothing or a title; `at` when there is none. */
static size_t skip_definition(const struct walk *walk, size_t at)
{
	size_t label = skip_label(walk, at), end = line_end(walk, at);
	if (label == at)
		return at;
	if (look(walk, at + 1) == '^')
		return label;
	size_t i = skip(walk, label, " \t");
	while (i < end && !strchr(" \t\r", walk->text.bytes[i]))
		i++;
	i = skip(walk, i, " \t\r");
	return i >= end || strchr("\"'(", walk->text.bytes[i]) ? end : at;
}

static size_t mask_line_head(struct walk *walk, size_t start)
{
	size_t end = line_end(walk, start);
	if (only_marks(walk, skip(walk, start, " \t>"), end))
		return mask(walk, start, end);
	size_t at = skip_prefix(walk, start);
	size_t fence = fence_end(walk, at);
	if (fence > at)
		return mask(walk, start, fence);
	return mask(walk, start, skip_definition(walk, at));
}

/* --- within a line */

/* The end of the block that byte `at` lies in: a blank line ends it in Markdown, each line does in plain text. */
static size_t find_block_end(const struct walk *walk, size_t at)
{
	for (;;) {
		size_t end = line_end(walk, at);
		if (end == walk->text.size || !walk->markdown)
			return end;
		size_t next = skip(walk, end + 1, " \t\r");
		if (next == walk->text.size || walk->text.bytes[next] == '\n')
			return end;
		at = next;
	}
}

static void count_ticks(struct walk *walk, size_t at)
{
	memset(walk->last_ticks, 0, sizeof walk->last_ticks);
	walk->counted = true;
	while (at < walk->block_end) {
		const char *found = memchr(walk->text.bytes + at, '`', walk->block_end - at);
		if (!found)
			return;
		size_t start = (size_t)(found - walk->text.bytes);
		at = skip_run(walk, start, '`');
		if (at - start <= LONGEST_TICKS)
			walk->last_ticks[at - start] = start + 1;
	}
}

static size_t walk_code(struct walk *walk, size_t start)
{
	size_t at = skip_run(walk, start, '`'), size = at - start;
	if (!walk->counted)
		count_ticks(walk, start);
	if (size > LONGEST_TICKS || walk->last_ticks[size] <= start + 1)
		return at;
	for (;;) {
		const char *found = memchr(walk->text.bytes + at, '`', walk->block_end - at);
		if (!found)
			return at;
		size_t close = (size_t)(found - walk->text.bytes);
		at = skip_run(walk, close, '`');
		if (at - close == size)
			return mask(walk, start, at);
	}
}

/* Behind `(destination "title")`; `at` when it is none. */
static size_t skip_target(const struct walk *walk, size_t at)
{
	size_t open = 0, limit = at + LONGEST_TARGET < walk->text.size ? at + LONGEST_TARGET : walk->text.size;
	char quote = '\0';
	for (size_t i = at; i < limit; i++) {
		char byte = walk->text.bytes[i];
		if (byte == '\\')
			i++;
		else if (quote)
			quote = byte == quote ? '\0' : quote;
		else if ((byte == '"' || byte == '\'') && i > at && strchr(" \n", walk->text.bytes[i - 1]))
			quote = byte;
		else if (byte == '(' && ++open > DEEPEST_TARGET)
			return at;
		else if (byte == ')' && --open == 0)
			return i + 1;
		else if (strchr(" \n", byte)) {
			i = skip(walk, i, " \n") - 1;
			if (i + 1 >= limit || !strchr("\"')", walk->text.bytes[i + 1]))
				return at;
		}
	}
	return at;
}

/* From the `]` of a link's words to the end of its destination or label. */
static size_t walk_link(struct walk *walk, size_t start)
{
	size_t at = start + 1;
	if (look(walk, at) == '(') {
		size_t end = skip_target(walk, at);
		return end > at ? mask(walk, start, end) : at;
	}
	if (look(walk, at) != '[' || look(walk, at + 1) == '^')
		return at;
	for (size_t i = at + 1; i < walk->text.size && i < at + LONGEST_LABEL; i++) {
		if (walk->text.bytes[i] == ']')
			return mask(walk, start, i + 1);
		if (strchr("[\n", walk->text.bytes[i]))
			break;
	}
	return at;
}

/* [^1] */
static size_t walk_footnote(struct walk *walk, size_t start)
{
	size_t at = start + 2;
	while (at < walk->text.size && at < start + LONGEST_LABEL && !strchr("[] \t\r\n", walk->text.bytes[at]))
		at++;
	return look(walk, at) == ']' && at > start + 2 ? mask(walk, start, at + 1) : start + 1;
}

static size_t walk_bar(struct walk *walk, size_t at)
{
	size_t start = at;
	while (start > 0 && (walk->text.bytes[start - 1] == ' ' || walk->text.bytes[start - 1] == '\t'))
		start--;
	return mask(walk, start, skip(walk, at + 1, " \t"));
}

static size_t walk_markdown(struct walk *walk, size_t at)
{
	char next = look(walk, at + 1);
	switch (walk->text.bytes[at]) {
	case '\\':
		return ispunct((unsigned char)next) ? mask(walk, at, at + 1) + 1 : at + 1;
	case ']':
		return walk_link(walk, at);
	case '[':
		return next == '^' ? walk_footnote(walk, at) : at + 1;
	case '!':
		return next == '[' && look(walk, at + 2) != '^' ? mask(walk, at, at + 2) : at + 1;
	case '|':
		return walk_bar(walk, at);
	default:
		return at + 1;
	}
}

static size_t walk_on(struct walk *walk, size_t at)
{
	size_t end;
	switch (walk->text.bytes[at]) {
	case '`':
		return walk_code(walk, at);
	case '<':
		end = tag_end(&walk->tags, walk->text, at);
		return end > at ? mask(walk, at, end) : at + 1;
	case '&':
		end = tag_entity_end(walk->text, at);
		return end > at ? mask(walk, at, end) : at + 1;
	default:
		return walk->markdown ? walk_markdown(walk, at) : at + 1;
	}
}

static void mask_invalid(struct spans *out, struct text text)
{
	size_t from = 0, bad;
	while (!utf8_valid(text_part(text, from, text.size), &bad)) {
		spans_add(out, from + bad, from + bad + 1);
		from += bad + 1;
	}
}

/* Over bytes that begin nothing, to the next one that may, or to `end`. */
static size_t skip_plain(struct text text, size_t at, size_t end)
{
	static const bool signs[256] = {['`'] = true,
		['<'] = true,
		['&'] = true,
		['\\'] = true,
		[']'] = true,
		['['] = true,
		['!'] = true,
		['|'] = true,
		['\n'] = true,
		['\0'] = true};
	while (at < end && !signs[(unsigned char)text.bytes[at]])
		at++;
	return at;
}

void mask_find(struct spans *out, struct text text, enum mask_syntax syntax)
{
	struct walk walk = {.out = out, .text = text, .markdown = syntax == MASK_MARKDOWN};
	bool fresh = true; /* at the start of a line that has not been looked at */
	for (size_t at = 0; at < text.size;) {
		if (fresh && walk.markdown) {
			fresh = false;
			at = mask_line_head(&walk, at);
			continue;
		}
		if (at >= walk.block_end) {
			walk.block_end = find_block_end(&walk, at + (text.bytes[at] == '\n'));
			walk.counted = false;
		}
		struct span found;
		if (at >= walk.plain_end) {
			bool there = address_find(&found, &walk.run_end, text, at);
			walk.plain_end = there ? found.start : walk.run_end;
			if (there && found.start <= at) {
				at = mask(&walk, found.start, found.end);
				continue;
			}
		}
		size_t plain = skip_plain(text, at, walk.plain_end < walk.block_end ? walk.plain_end : walk.block_end);
		fresh = plain == at && text.bytes[at] == '\n';
		at = plain > at ? plain : walk_on(&walk, at);
	}
	mask_invalid(out, text);
	spans_settle(out);
}
