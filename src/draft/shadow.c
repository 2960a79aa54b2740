#include "draft/shadow.h"

#include <ctype.h>

#include "base/array.h"

/* One line on its way into the shadow. */
struct pass {
	struct shadow *shadow;
	struct buffer *copy;
	struct text source;
	bool html;       /* a line that may open HTML was seen: ends of HTML must be kept from here on */
	size_t defining; /* lines since a paragraph began that may be link definitions; 0: none */
	size_t quotes;   /* ">" of the line before */
	bool blank;      /* the line before was blank */
	size_t comments; /* "<!" behind a deep indent since a blank line, see shade_tag() */
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

size_t shadow_line_end(struct text source, size_t at)
{
	enum { WINDOW = 512 }; /* so that a file of lone CRs is not searched to its end for an LF at each of them */
	while (at < source.size) {
		size_t left = source.size - at < WINDOW ? source.size - at : WINDOW;
		const char *start = source.bytes + at;
		const char *feed = memchr(start, '\n', left);
		size_t before = feed ? (size_t)(feed - start) : left;
		const char *carriage = memchr(start, '\r', before);
		if (carriage)
			return at + (size_t)(carriage - start);
		if (feed)
			return at + before;
		at += left;
	}
	return source.size;
}

size_t shadow_line_next(struct text source, size_t end)
{
	if (end >= source.size)
		return source.size;
	bool pair = source.bytes[end] == '\r' && end + 1 < source.size && source.bytes[end + 1] == '\n';
	return end + (pair ? 2 : 1);
}

static size_t run_of(struct text line, size_t at, char mark)
{
	size_t end = at;
	while (end < line.size && line.bytes[end] == mark)
		end++;
	return end - at;
}

/* Whether the rest holds nothing but this mark and blanks: a thematic break, or the underline of a heading. */
static bool only(struct text line, size_t at, char mark)
{
	while (at < line.size && (line.bytes[at] == mark || is_blank(line.bytes[at])))
		at++;
	return at == line.size;
}

/* Bytes of a list marker at `at` that is followed by a blank or the end, else 0. */
static size_t marker_size(struct text line, size_t at)
{
	size_t end = at;
	while (end < line.size && end - at < 9 && line.bytes[end] >= '0' && line.bytes[end] <= '9')
		end++;
	bool ordered = end > at;
	if (end >= line.size || !strchr(ordered ? ".)" : "-+*", line.bytes[end]) || line.bytes[end] == 0)
		return 0;
	end++;
	return end == line.size || is_blank(line.bytes[end]) ? end - at : 0;
}

/* What stands before the first word of a line. */
struct prefix {
	size_t size, quotes, items;
	bool deep; /* the word stands behind a deep indent */
	bool word; /* a limit of the shadow ended it: what follows is a word */
};

/* Blanks, ">" and list markers. Limits: see SHADOW_DEPTH. */
static struct prefix prefix_of(struct text line)
{
	struct prefix prefix = {0};
	size_t at = 0;
	for (;;) {
		size_t blanks = at;
		while (at < line.size && is_blank(line.bytes[at]))
			at++;
		prefix.size = at;
		prefix.deep = at - blanks >= 4 || memchr(line.bytes + blanks, '\t', at - blanks);
		if (at == line.size)
			return prefix;
		char byte = line.bytes[at];
		size_t size = byte == '>' ? 1 : marker_size(line, at);
		if (!size || ((byte == '-' || byte == '*') && only(line, at, byte)))
			return prefix;
		if (prefix.quotes + prefix.items == SHADOW_DEPTH || at - blanks > SHADOW_INDENT) {
			prefix.word = true;
			return prefix;
		}
		prefix.quotes += byte == '>';
		prefix.items += byte != '>';
		at += size;
	}
}

/* Where HTML may be open, what closes it is kept: a rest of a line with ">" in it. */
static void add_rest(struct pass *pass, struct text rest)
{
	if (!pass->html || !rest.size || !memchr(rest.bytes, '>', rest.size))
		return;
	for (size_t i = 0; i < rest.size; i++) {
		char byte = rest.bytes[i];
		bool keep = isalpha((unsigned char)byte) || (byte && strchr("-?]/>", byte)) ||
			    (byte == '<' && i + 1 < rest.size && rest.bytes[i + 1] == '/');
		buffer_add_byte(pass->copy, keep ? byte : 'x');
	}
}

static void add_word(struct pass *pass, struct text rest)
{
	if (pass->html && rest.size && memchr(rest.bytes, '>', rest.size))
		add_rest(pass, rest);
	else
		buffer_add_byte(pass->copy, 'x');
}

static void shade_heading(struct pass *pass, struct text rest)
{
	size_t run = run_of(rest, 0, '#');
	bool heading = run <= 6 && (run == rest.size || is_blank(rest.bytes[run]));
	if (!heading) {
		add_word(pass, rest);
		return;
	}
	buffer_add(pass->copy, text_part(rest, 0, run));
	if (run < rest.size) {
		buffer_add_string(pass->copy, " x");
		add_rest(pass, text_part(rest, run, rest.size));
	}
}

static void shade_fence(struct pass *pass, struct text rest)
{
	char mark = rest.bytes[0];
	size_t run = run_of(rest, 0, mark);
	struct text info = text_part(rest, run, rest.size);
	if (run < 3 || (mark == '`' && info.size && memchr(info.bytes, '`', info.size))) {
		add_word(pass, rest);
		return;
	}
	buffer_add(pass->copy, text_part(rest, 0, run));
	if (!only(info, 0, ' ')) {
		buffer_add_byte(pass->copy, 'x');
		add_rest(pass, info);
	}
}

/* A line that starts with "<" may open HTML: it is kept, but for what only an inline parser would look at. */
static void shade_tag(struct pass *pass, struct text rest, bool deep)
{
	bool bang = rest.size > 1 && (rest.bytes[1] == '!' || rest.bytes[1] == '?');
	/* Behind a deep indent it mostly continues a paragraph, where cmark looks for its end through the whole
	 * paragraph each time; a hundred of them are enough for anybody. */
	if (bang && deep && ++pass->comments > 100) {
		buffer_add_byte(pass->copy, 'x');
		return;
	}
	pass->html = true;
	bool data = text_starts(rest, "<![CDATA[");
	for (size_t i = 0; i < rest.size; i++) {
		char byte = rest.bytes[i];
		if (byte == 0)
			byte = 'x';
		else if (byte == '*' || (byte == '[' && !(data && i <= 8)))
			byte = '%';
		else if (i > 1 && rest.bytes[i - 1] == '<' && (byte == '!' || byte == '?') &&
			 !(i + 1 < rest.size && rest.bytes[i + 1] == '>'))
			byte = '%';
		buffer_add_byte(pass->copy, byte);
	}
}

/* Whether a paragraph that starts here may hold a link definition: "]:" within the longest label there may be. */
static bool may_define(const struct pass *pass, size_t at)
{
	struct text label = text_part(pass->source, at, at + 1100);
	const char *from = label.bytes, *end = label.bytes + label.size;
	while ((from = memchr(from, ']', (size_t)(end - from))) && ++from < end)
		if (*from == ':')
			return true;
	return false;
}

/* A line of link definitions: labels, destinations and titles are kept, what else an inline parser would see is not. */
static void shade_definition(struct pass *pass, struct text rest)
{
	size_t brackets = 0;
	for (size_t i = 0; i < rest.size; i++) {
		char byte = rest.bytes[i];
		bool bracket = byte == '[' || byte == ']' || byte == '<';
		brackets += bracket;
		bool active = byte == 0 || (i && strchr("*_`!&", byte));
		bool mark = i && rest.bytes[i - 1] == '<' && byte == '?';
		buffer_add_byte(pass->copy, active || mark || (bracket && brackets > 16) ? 'x' : byte);
	}
}

/* Keeps track of paragraphs that may start with definitions; they end at a blank line, or are too long to be any. */
static bool defines(struct pass *pass, struct text rest, size_t at, bool blank)
{
	if (blank)
		pass->defining = 0;
	else if (pass->defining || (rest.size && rest.bytes[0] == '[' && may_define(pass, at)))
		pass->defining++;
	return pass->defining && pass->defining < SHADOW_DEFINITIONS;
}

/* A third line with the same shadow, words or blank, changes nothing: it takes the place of the second. So a paragraph
 * of a million lines is three to cmark. */
static void fold_line(struct shadow *shadow)
{
	if (shadow->count < 3)
		return;
	struct shadow_line *last = &shadow->lines[shadow->count - 1];
	size_t size = shadow->copy.size - last->copy;
	const char *bytes = shadow->copy.bytes;
	if (last[0].copy - last[-1].copy != size || last[-1].copy - last[-2].copy != size ||
		memcmp(bytes + last[0].copy, bytes + last[-1].copy, size) != 0 ||
		memcmp(bytes + last[0].copy, bytes + last[-2].copy, size) != 0)
		return;
	last[-1].start = last[0].start;
	shadow->copy.size = last[0].copy;
	shadow->count--;
}

static void shade_words(struct pass *pass, struct text rest, bool deep, bool definitions)
{
	char byte = rest.bytes[0];
	if ((byte && strchr("-*_=", byte) && only(rest, 0, byte)) || (definitions && byte && strchr("#`~", byte)))
		buffer_add(pass->copy, rest);
	else if (byte == '#')
		shade_heading(pass, rest);
	else if (byte == '`' || byte == '~')
		shade_fence(pass, rest);
	else if (byte == '<')
		shade_tag(pass, rest, deep);
	else if (definitions)
		shade_definition(pass, rest);
	else
		add_word(pass, rest);
}

static bool opens_block(char byte)
{
	return byte && strchr("#`~<-*_[", byte);
}

static void shade_line(struct pass *pass, size_t start, size_t end)
{
	struct shadow_line *line = ARRAY_ADD(pass->shadow->lines, pass->shadow->count, pass->shadow->capacity);
	struct text whole = text_part(pass->source, start, end);
	struct prefix prefix = prefix_of(whole);
	struct text rest = text_part(whole, prefix.size, whole.size);
	bool definitions = defines(pass, rest, start + prefix.size, !rest.size && !prefix.items);
	*line = (struct shadow_line){start, pass->copy->size, definitions && rest.size && rest.bytes[0] == '['};
	buffer_add(pass->copy, text_part(whole, 0, prefix.size));
	if (prefix.word)
		buffer_add_byte(pass->copy, 'x');
	else if (rest.size)
		shade_words(pass, rest, prefix.deep, definitions);
	bool word = pass->copy->size == line->copy + prefix.size + 1 && pass->copy->bytes[pass->copy->size - 1] == 'x';
	buffer_add_byte(pass->copy, '\n');

	size_t quotes = pass->blank ? 0 : pass->quotes;
	pass->shadow->possible += prefix.quotes > quotes ? prefix.quotes - quotes : 0;
	pass->shadow->possible += 2 * prefix.items + (rest.size && (pass->blank || opens_block(rest.bytes[0])));
	pass->quotes = prefix.quotes;
	pass->blank = !rest.size && !prefix.items;
	pass->comments = pass->blank ? 0 : pass->comments;
	if (!prefix.items && !definitions && (word || !rest.size))
		fold_line(pass->shadow);
}

void shadow_make(struct shadow *out, struct text source, size_t start, size_t end)
{
	struct pass pass = {.shadow = out, .copy = &out->copy, .source = source, .blank = true};
	buffer_empty(&out->copy);
	out->count = 0;
	out->possible = 0;
	while (start < end) {
		size_t stop = shadow_line_end(source, start);
		shade_line(&pass, start, stop);
		start = shadow_line_next(source, stop);
	}
}

void shadow_clear(struct shadow *shadow)
{
	buffer_clear(&shadow->copy);
	free(shadow->lines);
	*shadow = (struct shadow){0};
}
