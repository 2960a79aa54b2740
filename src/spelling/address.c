#include "spelling/address.h"

#include "base/array.h"

/* What stands for a byte: bits. */
enum {
	LETTER = 1, /* ASCII only */
	DIGIT = 2,
	LOCAL = 4,   /* . _ % + -: with letters and digits what e-mail addresses are made of */
	BREAK = 8,   /* ends a run */
	CLOSING = 16 /* a sentence's own, at the end of a run */
};

static const unsigned char kinds[256] = {
	['0' ... '9'] = DIGIT,
	['A' ... 'Z'] = LETTER,
	['a' ... 'z'] = LETTER,
	['\0' ... ' '] = BREAK,
	['"'] = BREAK,
	['('] = BREAK,
	[')'] = BREAK,
	['['] = BREAK,
	[']'] = BREAK,
	['{'] = BREAK,
	['}'] = BREAK,
	['<'] = BREAK,
	['>'] = BREAK,
	['`'] = BREAK,
	['|'] = BREAK,
	['.'] = LOCAL | CLOSING,
	['_'] = LOCAL | CLOSING,
	['%'] = LOCAL,
	['+'] = LOCAL,
	['-'] = LOCAL,
	[','] = CLOSING,
	[';'] = CLOSING,
	[':'] = CLOSING,
	['!'] = CLOSING,
	['?'] = CLOSING,
	['\''] = CLOSING,
	['*'] = CLOSING,
	['~'] = CLOSING,
};

static int kind_at(struct text text, size_t at)
{
	return at < text.size ? kinds[(unsigned char)text.bytes[at]] : BREAK;
}

static char look(struct text text, size_t at)
{
	return at < text.size ? text.bytes[at] : '\0';
}

static bool solid(struct text text, size_t at)
{
	return (kind_at(text, at) & (LETTER | DIGIT)) != 0;
}

/* Blanks beyond ASCII, guillemets, curly double quotes, the ellipsis: they end a run too. Their size, 0 for others. */
static size_t wide_break(struct text text, size_t at)
{
	unsigned char lead = (unsigned char)look(text, at), next = (unsigned char)look(text, at + 1);
	if (lead == 0xc2)
		return next == 0xa0 || next == 0xab || next == 0xbb ? 2 : 0; /* NBSP « » */
	if (lead != 0xe2 || next != 0x80)
		return 0;
	switch ((unsigned char)look(text, at + 2)) {
	case 0x80 ... 0x8b: /* U+2000 to U+200B */
	case 0x9c ... 0x9e: /* “ ” „ */
	case 0xa6:          /* … */
	case 0xaf:          /* NNBSP */
		return 3;
	default:
		return 0;
	}
}

/* Whether the byte, within a run, is one that no address does without. */
static bool telling(struct text text, size_t at)
{
	switch (text.bytes[at]) {
	case ':':
	case '/':
	case '@':
	case '#':
	case '=':
	case '\\':
		return true;
	case '.':
	case '_':
		return at + 1 < text.size && !(kind_at(text, at + 1) & BREAK);
	case '-':
		return look(text, at + 1) == '-';
	default:
		return false;
	}
}

/* Where the run ends; *plain: nothing in it could be an address. */
static size_t run_end(struct text text, size_t at, bool *plain)
{
	*plain = true;
	at += wide_break(text, at);
	for (; at < text.size; at++) {
		while (at < text.size && (kinds[(unsigned char)text.bytes[at]] & (LETTER | DIGIT)))
			at++;
		int kind = kind_at(text, at);
		if ((kind & BREAK) || ((unsigned char)text.bytes[at] >= 0x80 && wide_break(text, at) > 0))
			break;
		*plain = *plain && !telling(text, at);
	}
	return at;
}

/* A URL from its scheme on: brackets are its own where they pair, closing punctuation is the sentence's. */
static size_t url_end(struct text text, size_t at)
{
	size_t open = 0, end = at;
	for (size_t i = at; i < text.size; i++) {
		char byte = text.bytes[i];
		if (byte == '(')
			open++;
		else if (byte == ')' && open-- == 0)
			break;
		else if (byte != ')' && ((kind_at(text, i) & BREAK) || wide_break(text, i) > 0))
			break;
		if (byte != '(' && !(kind_at(text, i) & CLOSING))
			end = i + 1;
	}
	return end;
}

/* The start of the scheme that ends before `colon`; `colon` when there is none. */
static size_t scheme_start(struct text text, size_t from, size_t colon)
{
	size_t i = colon;
	while (i > from && (solid(text, i - 1) || look(text, i - 1) == '+' || look(text, i - 1) == '-'))
		i--;
	while (i < colon && !(kind_at(text, i) & LETTER))
		i++;
	return i;
}

static bool has_prefix(struct text text, size_t at, const char *prefix)
{
	for (; *prefix; prefix++, at++)
		if ((look(text, at) | 0x20) != (*prefix | 0x20))
			return false;
	return true;
}

static bool url_at(struct span *found, struct text text, size_t from, size_t i)
{
	static const char *const schemes[] = {"mailto:", "tel:", "urn:", "doi:", "www."};
	if (look(text, i) == ':' && look(text, i + 1) == '/' && look(text, i + 2) == '/') {
		size_t start = scheme_start(text, from, i);
		*found = (struct span){start, start < i ? url_end(text, i + 3) : i};
		return found->end > i + 3;
	}
	if (i > from && solid(text, i - 1))
		return false;
	for (size_t k = 0; k < ARRAY_SIZE(schemes); k++) {
		size_t size = strlen(schemes[k]);
		if (has_prefix(text, i, schemes[k]) && (solid(text, i + size) || look(text, i + size) == '+')) {
			*found = (struct span){i, url_end(text, i + size)};
			return true;
		}
	}
	return false;
}

/* An e-mail address around the @ at `i`, or a @name. */
static bool mail_at(struct span *found, struct text text, size_t from, size_t i)
{
	size_t start = i, end = i + 1, dot = 0;
	while (start > from && (solid(text, start - 1) || (kind_at(text, start - 1) & LOCAL)))
		start--;
	while (start < i && !solid(text, start))
		start++;
	while (solid(text, end) || look(text, end) == '-' || look(text, end) == '.' || look(text, end) == '_') {
		if (look(text, end) == '.' && solid(text, end + 1))
			dot = end;
		end++;
	}
	while (end > i + 1 && !solid(text, end - 1))
		end--;
	*found = (struct span){start, end};
	return end > i + 1 && (start == i || dot > 0);
}

/* --- what a whole run says of itself */

struct shape {
	bool ascii, slash, underscore, colons, equals, letter;
	size_t dot; /* the last one with a letter or digit on both sides, 0: none */
};

static struct shape shape_of(struct text run)
{
	struct shape shape = {.ascii = true};
	for (size_t i = 0; i < run.size; i++) {
		bool within = i > 0 && solid(run, i - 1) && solid(run, i + 1);
		char byte = run.bytes[i];
		shape.ascii = shape.ascii && (unsigned char)byte < 0x80;
		shape.letter = shape.letter || (kind_at(run, i) & LETTER);
		shape.slash = shape.slash || byte == '/';
		shape.underscore = shape.underscore || (byte == '_' && within);
		shape.colons = shape.colons || (byte == ':' && look(run, i + 1) == ':' && i > 0 && solid(run, i - 1) &&
						       solid(run, i + 2));
		shape.equals = shape.equals || (byte == '=' && i > 0 && solid(run, i - 1));
		if (byte == '.' && within)
			shape.dot = i;
	}
	return shape;
}

static bool is_one_of(struct text word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_is(word, list[i]))
			return true;
	return false;
}

/* declaration.fr.md, cglu.org */
static bool has_known_ending(struct text run, const struct shape *shape)
{
	static const char *const endings[] = {"txt", "md", "doc", "docx", "odt", "pdf", "csv", "htm", "html", "json",
		"xml", "png", "jpg", "jpeg", "gif", "svg", "zip", "gz", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
		"yml", "yaml", "toml", "conf", "cfg", "ini", "log", "tex", "rtf", "epub", "mp3", "mp4", "php", "js",
		"css", "sh", "py", "deb", "org", "com", "net", "eu", "fr", "edu", "gov", "info"};
	if (!shape->ascii || shape->dot == 0)
		return false;
	struct text ending = text_part(run, shape->dot + 1, run.size);
	const char *slash = memchr(ending.bytes, '/', ending.size); /* cglu.org/climat */
	if (slash)
		ending.size = (size_t)(slash - ending.bytes);
	return is_one_of(ending, endings, ARRAY_SIZE(endings));
}

static bool is_path(struct text run, const struct shape *shape)
{
	static const char *const roots[] = {"/", "~/", "./", "../"};
	if (!shape->ascii)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(roots); i++)
		if (text_starts(run, roots[i]) && (solid(run, strlen(roots[i])) || look(run, strlen(roots[i])) == '.'))
			return true;
	return (kind_at(run, 0) & LETTER) && look(run, 1) == ':' && look(run, 2) == '\\';
}

static bool is_option(struct text run, const struct shape *shape)
{
	return shape->ascii && text_starts(run, "--") && (kind_at(run, 2) & LETTER) && look(run, run.size - 1) != '-';
}

static bool is_shortcode(struct text run, const struct shape *shape)
{
	if (!shape->ascii || run.size < 3 || look(run, 0) != ':' || look(run, run.size - 1) != ':')
		return false;
	for (size_t i = 1; i + 1 < run.size; i++)
		if (!solid(run, i) && !strchr("_+-", run.bytes[i]))
			return false;
	return shape->letter;
}

static bool is_address(struct text run)
{
	struct shape shape = shape_of(run);
	return is_path(run, &shape) || has_known_ending(run, &shape) || is_option(run, &shape) ||
	       (shape.letter && (shape.underscore || shape.colons || shape.equals));
}

/* Without what is the sentence's around it: emphasis and quotes before, punctuation behind. */
static struct span trimmed(struct text text, size_t start, size_t end)
{
	while (start < end && strchr("*_'", text.bytes[start]))
		start++;
	while (end > start && (kind_at(text, end - 1) & CLOSING))
		end--;
	/* l'/etc/passwd, d’exemple.org */
	for (size_t i = start; i < end && i < start + 4; i++) {
		if (text.bytes[i] == '\'')
			return (struct span){i + 1, end};
		if (text_starts(text_part(text, i, end), "’"))
			return (struct span){i + 3, end};
	}
	return (struct span){start, end};
}

/* Letters of two bytes as French, Spanish and German have them. */
static bool accented(struct text text, size_t at)
{
	unsigned char lead = (unsigned char)look(text, at);
	return (lead == 0xc3 || lead == 0xc5) && ((unsigned char)look(text, at + 1) & 0xc0) == 0x80;
}

static bool hashtag_at(struct span *found, struct text text, size_t from, size_t i)
{
	size_t end = i + 1;
	while (solid(text, end) || look(text, end) == '_' || accented(text, end))
		end += accented(text, end) ? 2 : 1;
	*found = (struct span){i, end};
	return end > i + 1 && (i == from || !solid(text, i - 1));
}

bool address_find(struct span *found, size_t *end, struct text text, size_t at)
{
	bool plain = false;
	if (*end <= at)
		*end = run_end(text, at, &plain);
	if (plain)
		return false;
	at += wide_break(text, at);
	for (size_t i = at; i < *end; i++) {
		char byte = text.bytes[i];
		if ((byte == ':' || (byte | 0x20) == 'm' || (byte | 0x20) == 't' || (byte | 0x20) == 'u' ||
			    (byte | 0x20) == 'd' || (byte | 0x20) == 'w') &&
			url_at(found, text, at, i))
			return true;
		if (byte == '@' && mail_at(found, text, at, i))
			return true;
		if (byte == '#' && hashtag_at(found, text, at, i))
			return true;
	}
	struct text run = text_part(text, at, *end);
	if (run.size > 0 && run.bytes[0] == ':') {
		while (run.size > 0 && strchr(".,;!?", run.bytes[run.size - 1]))
			run.size--;
		struct shape shape = shape_of(run);
		*found = (struct span){at, at + run.size};
		return is_shortcode(run, &shape);
	}
	*found = trimmed(text, at, *end);
	return found->end > found->start && is_address(text_part(text, found->start, found->end));
}
