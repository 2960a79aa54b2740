#include "spelling/mask.h"

#include "text/utf8.h"

enum { TICKS_USUAL = 3 };

struct scan {
	struct spans *out;
	struct text text;
	/* Once nothing closed a run of so many backticks, or a comment, nothing will further on. */
	bool no_tick[TICKS_USUAL + 1];
	bool no_comment;
};

static char byte_at(struct text text, size_t at)
{
	return at < text.size ? text.bytes[at] : '\0';
}

static bool is_alphanumeric(char byte)
{
	return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\0';
}

static size_t run_of(struct text text, size_t at, char byte)
{
	size_t end = at;
	while (byte_at(text, end) == byte && end < text.size)
		end++;
	return end - at;
}

static size_t line_end(struct text text, size_t at)
{
	const char *end = at < text.size ? memchr(text.bytes + at, '\n', text.size - at) : NULL;
	return end ? (size_t)(end - text.bytes) : text.size;
}

/* --- code */

/* Behind the closing run of as many backticks, or 0. */
static size_t code_end(struct scan *scan, size_t at, size_t ticks)
{
	bool *none = ticks <= TICKS_USUAL ? &scan->no_tick[ticks] : NULL;
	if (none && *none)
		return 0;
	for (size_t i = at + ticks; i < scan->text.size;) {
		const char *next = memchr(scan->text.bytes + i, '`', scan->text.size - i);
		if (!next)
			break;
		i = (size_t)(next - scan->text.bytes);
		size_t run = run_of(scan->text, i, '`');
		if (run == ticks)
			return i + run;
		i += run;
	}
	/* With four and more the length differs from run to run; those texts are rare, and short. */
	if (none)
		*none = true;
	return 0;
}

/* The indent of a line that a fence may have, in a list too. */
static size_t indent_at(struct text text, size_t at)
{
	size_t end = at;
	while (byte_at(text, end) == ' ' || byte_at(text, end) == '\t' || byte_at(text, end) == '>')
		end++;
	return end - at;
}

/* A fence that opens at the line `start`: the end of its block, that of the text where it does not close; 0: none. */
static size_t fence_end(struct text text, size_t start)
{
	size_t at = start + indent_at(text, start), end;
	char sign = byte_at(text, at);
	size_t size = sign == '`' || sign == '~' ? run_of(text, at, sign) : 0;
	if (size < 3)
		return 0;
	end = line_end(text, at);
	if (sign == '`' && memchr(text.bytes + at + size, '`', end - at - size))
		return 0;
	while (end < text.size) {
		size_t line = end + 1 + indent_at(text, end + 1);
		end = line_end(text, end + 1);
		if (run_of(text, line, sign) >= size && line + run_of(text, line, sign) == end)
			break;
	}
	return end;
}

/* --- HTML */

static size_t find_sign(struct text text, size_t at, const char *sign)
{
	size_t size = strlen(sign);
	const char *found = at < text.size ? memmem(text.bytes + at, text.size - at, sign, size) : NULL;
	return found ? (size_t)(found - text.bytes) + size : 0;
}

static size_t comment_end(struct scan *scan, size_t at)
{
	if (scan->no_comment)
		return 0;
	size_t end = find_sign(scan->text, at + 4, "-->");
	scan->no_comment = !end;
	return end;
}

/* <name …>, </name>, <https://…>, <nom@exemple.org>. A quotation in it may hold a >. */
static size_t tag_end(struct scan *scan, size_t at)
{
	struct text text = scan->text;
	size_t i = at + 1 + (byte_at(text, at + 1) == '/');
	if (!is_alphanumeric(byte_at(text, i)))
		return 0;
	enum { TAG_MOST = 2048 };
	char quote = '\0';
	for (; i < text.size && i - at < TAG_MOST; i++) {
		char byte = text.bytes[i];
		if (quote ? byte == quote : byte == '>') {
			if (!quote)
				return i + 1;
			quote = '\0';
		} else if (!quote && (byte == '"' || byte == '\'') && text.bytes[i - 1] == '=') {
			quote = byte;
		} else if (!quote && byte == '<') {
			return 0;
		}
	}
	return 0;
}

/* --- links */

/* Behind ](destination "title"): the destination only is masked, the title is prose. */
static size_t destination_end(struct scan *scan, size_t at)
{
	struct text text = scan->text;
	enum { DESTINATION_MOST = 2048 };
	size_t depth = 0;
	for (size_t i = at; i < text.size && i - at < DESTINATION_MOST; i++) {
		char byte = text.bytes[i];
		if (is_space(byte))
			return i > at && byte != '\n' ? i : 0;
		depth += byte == '(';
		if (byte == ')' && depth-- == 0)
			return i;
	}
	return 0;
}

/* [label]: at the beginning of a line, to its end; footnotes excepted, whose text is prose: their mark alone. */
static size_t definition_end(struct text text, size_t at)
{
	size_t end = line_end(text, at);
	const char *close = memchr(text.bytes + at, ']', end - at);
	if (!close || byte_at(text, (size_t)(close - text.bytes) + 1) != ':')
		return 0;
	return byte_at(text, at + 1) == '^' ? (size_t)(close - text.bytes) + 2 : end;
}

/* [^1] and the second part of [text][label]; 0 for other brackets. */
static size_t bracket_end(struct text text, size_t at)
{
	bool label = at > 0 && text.bytes[at - 1] == ']';
	if (byte_at(text, at + 1) != '^' && !label)
		return 0;
	enum { LABEL_MOST = 200 };
	for (size_t i = at + 1; i < text.size && i - at < LABEL_MOST; i++) {
		if (text.bytes[i] == ']')
			return i + 1;
		if (text.bytes[i] == '\n' || text.bytes[i] == '[')
			return 0;
	}
	return 0;
}

/* --- words that are no words */

static bool ends_word(struct text text, size_t at)
{
	return at >= text.size || is_space(text.bytes[at]) || strchr("<>\"`|", text.bytes[at]) ||
	       text_starts(text_part(text, at, text.size), "\xc2\xa0") ||
	       text_starts(text_part(text, at, text.size), "\xc2\xbb") ||
	       text_starts(text_part(text, at, text.size), "\xe2\x80\xaf");
}

/* The word's bytes from `at`, without the punctuation that ends a sentence behind it. */
static size_t address_end(struct text text, size_t at)
{
	size_t end = at, open = 0;
	while (!ends_word(text, end)) {
		open += text.bytes[end] == '(';
		if (text.bytes[end] == ')' && open-- == 0)
			break;
		end++;
	}
	while (end > at && strchr(".,;:!?*_'", text.bytes[end - 1]))
		end--;
	return end;
}

static bool url_at(struct text text, size_t at)
{
	static const char *const starts[] = {
		"http://", "https://", "ftp://", "ssh://", "git://", "file://", "mailto:", "www.", "doi:", "tel:"};
	struct text rest = text_part(text, at, text.size);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (text_starts(rest, starts[i]) && !ends_word(text, at + strlen(starts[i])))
			return true;
	return false;
}

static bool address_byte(char byte)
{
	return is_alphanumeric(byte) || (byte && strchr("._-+%@/~:#=&?$\\", byte)) || (unsigned char)byte >= 0x80;
}

/* A run of address characters within ASCII words: an e-mail address, a path, a host, a file name, an identifier. */
static bool address_like(struct text run)
{
	static const char *const suffixes[] = {".md", ".txt", ".pdf", ".docx", ".doc", ".odt", ".xlsx", ".csv", ".html",
		".htm", ".json", ".org", ".com", ".net", ".int", ".eu", ".fr", ".png", ".jpg", ".svg", ".tsv", ".xml",
		".py", ".sh"};
	const char *at = memchr(run.bytes, '@', run.size);
	if (at)
		return true;
	if (run.bytes[0] == '/' || text_starts(run, "~/") || text_starts(run, "./") || text_starts(run, "../"))
		return run.size > 2;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		size_t size = strlen(suffixes[i]);
		if (run.size > size && text_is(text_part(run, run.size - size, run.size), suffixes[i]))
			return true;
	}
	/* a_b, C:\x, dossier/fichier.x */
	if (memchr(run.bytes, '\\', run.size))
		return true;
	const char *score = memchr(run.bytes, '_', run.size);
	return score && score > run.bytes && score < run.bytes + run.size - 1;
}

/* Where the run of address characters that begins here ends, its punctuation left out. */
static size_t run_end(struct text text, size_t at)
{
	size_t end = at;
	while (end < text.size && address_byte(text.bytes[end]) && !ends_word(text, end))
		end++;
	while (end > at && strchr(".,;:!?_-/", text.bytes[end - 1]))
		end--;
	return end;
}

static bool starts_word(struct text text, size_t at)
{
	return at == 0 || !(address_byte(text.bytes[at - 1]) && text.bytes[at - 1] != ':');
}

/* The end of what is no prose from `at`, where a word may begin; 0 for a word. */
static size_t address_at(struct text text, size_t at)
{
	char byte = text.bytes[at];
	if (url_at(text, at))
		return address_end(text, at);
	if ((byte == '@' || byte == '#') &&
		(is_alphanumeric(byte_at(text, at + 1)) || (unsigned char)byte_at(text, at + 1) >= 0x80)) {
		size_t end = run_end(text, at);
		return end > at + 1 ? end : 0;
	}
	return 0;
}

/* --- the scan */

/* Markdown's signs; the end of what is masked, 0 when nothing is. *from moves where only the end of it is. */
static size_t markdown_at(struct scan *scan, size_t at, size_t *from)
{
	struct text text = scan->text;
	bool line_start = at == 0 || text.bytes[at - 1] == '\n';
	size_t end = line_start ? fence_end(text, at) : 0;
	if (end)
		return end;
	switch (text.bytes[at]) {
	case '`': {
		size_t ticks = run_of(text, at, '`');
		end = code_end(scan, at, ticks);
		return end ? end : at + ticks;
	}
	case '<':
		if (text_starts(text_part(text, at, text.size), "<!--"))
			return comment_end(scan, at);
		return tag_end(scan, at);
	case '[':
		if (line_start && (end = definition_end(text, at)))
			return end;
		return bracket_end(text, at);
	case ']':
		*from = at + 2;
		return byte_at(text, at + 1) == '(' ? destination_end(scan, at + 2) : 0;
	case '\\':
		return at + 1;
	case '&':
		for (end = at + 1; end - at < 10 && (is_alphanumeric(byte_at(text, end)) || byte_at(text, end) == '#');
			end++)
			;
		return end > at + 1 && byte_at(text, end) == ';' ? end + 1 : 0;
	default:
		return 0;
	}
}

/* The run that begins here is walked once: it is no address, or it is masked. */
static size_t word_at(struct scan *scan, size_t at, size_t *checked)
{
	struct text text = scan->text;
	size_t end = address_at(text, at);
	if (end)
		return end;
	if (at < *checked)
		return 0;
	end = run_end(text, at);
	*checked = end > at ? end : at + 1;
	return end > at && address_like(text_part(text, at, end)) ? end : 0;
}

void mask_find(struct spans *out, struct text text, enum mask_syntax syntax)
{
	struct scan scan = {.out = out, .text = text};
	size_t checked = 0;
	for (size_t at = 0; at < text.size;) {
		size_t from = at, end = 0;
		unsigned char byte = (unsigned char)text.bytes[at];
		if (syntax == MASK_MARKDOWN && (byte < 0x80 && !is_alphanumeric((char)byte)))
			end = markdown_at(&scan, at, &from);
		else if (syntax == MASK_MARKDOWN && (at == 0 || text.bytes[at - 1] == '\n'))
			end = fence_end(text, at);
		if (!end && address_byte((char)byte) && byte < 0x80 && starts_word(text, at))
			end = word_at(&scan, at, &checked);
		if (end > from) {
			spans_add(out, from, end);
			at = end;
			continue;
		}
		int32_t point;
		size_t size = utf8_step(text, at, &point);
		if (point == UTF8_INVALID)
			spans_add(out, at, at + size);
		at += size;
	}
	spans_settle(out);
}
