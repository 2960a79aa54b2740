#include "spelling/tag.h"

#include <strings.h>

/* Longer than this is no tag: keeps the search linear where quotes never close. */
enum { LONGEST_TAG = 2048, LONGEST_ENTITY = 32 };

static const char *const raw_names[TAG_RAW] = {
	"code", "pre", "script", "style", "kbd", "samp", "var", "tt", "textarea"};

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The byte at `at`, NUL beyond the end. */
static char look(struct text text, size_t at)
{
	return at < text.size ? text.bytes[at] : '\0';
}

static size_t skip_blanks(struct text text, size_t at)
{
	while (is_blank(look(text, at)))
		at++;
	return at;
}

static size_t skip_name(struct text text, size_t at)
{
	while (is_letter(look(text, at)) || is_digit(look(text, at)) ||
		(look(text, at) && strchr("-_:.", look(text, at))))
		at++;
	return at;
}

/* `="value"`, `='value'`, `=value`; *at stays where there is none. False when the quote does not close. */
static bool skip_value(struct text text, size_t *at)
{
	size_t i = skip_blanks(text, *at);
	if (look(text, i) != '=')
		return true;
	i = skip_blanks(text, i + 1);
	char quote = look(text, i);
	if (quote == '"' || quote == '\'') {
		const char *close = i + 1 < text.size ? memchr(text.bytes + i + 1, quote, text.size - i - 1) : NULL;
		if (!close)
			return false;
		*at = (size_t)(close - text.bytes) + 1;
		return true;
	}
	size_t start = i;
	while (i < text.size && !is_blank(text.bytes[i]) && !strchr("\"'=<>`", text.bytes[i]))
		i++;
	*at = i;
	return i > start;
}

/* The end of an opening or closing tag; `at` when it is none. */
static size_t plain_end(struct text text, size_t at)
{
	text = text_part(text, 0, at + LONGEST_TAG);
	size_t i = at + 1;
	bool closing = look(text, i) == '/';
	i += closing;
	if (!is_letter(look(text, i)))
		return at;
	for (;;) {
		i = skip_name(text, i);
		if (!skip_value(text, &i))
			return at;
		size_t next = skip_blanks(text, i);
		if (look(text, next) == '/')
			next++;
		if (look(text, next) == '>')
			return next + 1;
		char first = look(text, next);
		if (next == i || closing || !(is_letter(first) || first == '_' || first == ':'))
			return at;
		i = next;
	}
}

static size_t behind(struct text text, size_t from, const char *end, bool *none)
{
	size_t size = strlen(end);
	const char *found = *none || from >= text.size ? NULL : memmem(text.bytes + from, text.size - from, end, size);
	if (!found) {
		*none = true;
		return 0;
	}
	return (size_t)(found - text.bytes) + size;
}

/* The end of the closing tag of a raw element whose opening tag ends at `from`; `from` when there is none. */
static size_t raw_end(struct tag_search *search, struct text text, size_t from, size_t number)
{
	const char *name = raw_names[number];
	size_t size = strlen(name);
	for (size_t i = from; !search->no_raw_end[number];) {
		const char *found = i < text.size ? memchr(text.bytes + i, '<', text.size - i) : NULL;
		if (!found)
			break;
		i = (size_t)(found - text.bytes) + 1;
		if (look(text, i) == '/' && text.size - i > size && strncasecmp(text.bytes + i + 1, name, size) == 0) {
			size_t end = skip_blanks(text, i + 1 + size);
			if (look(text, end) == '>')
				return end + 1;
		}
	}
	search->no_raw_end[number] = true;
	return from;
}

size_t tag_end(struct tag_search *search, struct text text, size_t at)
{
	struct text rest = text_part(text, at, text.size);
	size_t end = 0;
	if (text_starts(rest, "<!--"))
		end = behind(text, at + 4, "-->", &search->no_comment_end);
	else if (text_starts(rest, "<?"))
		end = behind(text, at + 2, "?>", &search->no_instruction_end);
	else if (text_starts(rest, "<!") && is_letter(look(text, at + 2)))
		end = plain_end((struct text){text.bytes + 1, text.size - 1}, at) + 1;
	if (end > at + 1)
		return end;
	end = plain_end(text, at);
	if (end == at || look(text, at + 1) == '/' || look(text, end - 2) == '/')
		return end;
	struct text name = text_part(text, at + 1, skip_name(text, at + 1));
	for (size_t i = 0; i < TAG_RAW; i++)
		if (name.size == strlen(raw_names[i]) && strncasecmp(name.bytes, raw_names[i], name.size) == 0)
			return raw_end(search, text, end, i);
	return end;
}

size_t tag_entity_end(struct text text, size_t at)
{
	size_t i = at + 1;
	if (look(text, i) == '#')
		i++;
	size_t start = i;
	while (i < at + LONGEST_ENTITY && (is_letter(look(text, i)) || is_digit(look(text, i))))
		i++;
	return i > start && look(text, i) == ';' ? i + 1 : at;
}
