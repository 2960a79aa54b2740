#include "spelling/token.h"

#include "spelling/joint.h"
#include "text/utf8.h"

enum {
	APOSTROPHE = 0x2019,
	LETTER_APOSTROPHE = 0x02bc,
	HYPHEN = 0x2010,
	STILL_HYPHEN = 0x2011,
	SOFT_HYPHEN = 0xad,
	WORD_JOINER = 0x2060,
};

/* What a character is to a word. */
enum part { PART_NONE, PART_LETTER, PART_DIGIT, PART_APOSTROPHE, PART_HYPHEN, PART_INVISIBLE };

static enum part part_of(int32_t point)
{
	switch (point) {
	case '\'':
	case APOSTROPHE:
	case LETTER_APOSTROPHE:
		return PART_APOSTROPHE;
	case '-':
	case HYPHEN:
	case STILL_HYPHEN:
		return PART_HYPHEN;
	case SOFT_HYPHEN:
	case WORD_JOINER:
		return PART_INVISIBLE;
	default:
		if (utf8_is_letter(point) || utf8_is_mark(point))
			return PART_LETTER;
		return utf8_is_digit(point) ? PART_DIGIT : PART_NONE;
	}
}

/* The characters of ASCII, which are bytes. */
static const unsigned char ascii_parts[0x80] = {
	['A' ... 'Z'] = PART_LETTER,
	['a' ... 'z'] = PART_LETTER,
	['0' ... '9'] = PART_DIGIT,
	['\''] = PART_APOSTROPHE,
	['-'] = PART_HYPHEN,
};

/* Behind the letters of ASCII that stand at `at`. */
static size_t skip_letters(struct text text, size_t at)
{
	while (at < text.size && (unsigned char)text.bytes[at] < 0x80 &&
		ascii_parts[(unsigned char)text.bytes[at]] == PART_LETTER)
		at++;
	return at;
}

/* To the first byte that may begin a token, or to `end`. */
static size_t skip_nothing(struct text text, size_t at, size_t end)
{
	while (at < end && (unsigned char)text.bytes[at] < 0x80 &&
		ascii_parts[(unsigned char)text.bytes[at]] != PART_LETTER &&
		ascii_parts[(unsigned char)text.bytes[at]] != PART_DIGIT)
		at++;
	return at;
}

static enum part part_at(struct text text, size_t at, size_t *size)
{
	enum { LATIN_LEAD = 0xc3, TIMES = 0x97, DIVIDED = 0xb7 };
	unsigned char lead = (unsigned char)text.bytes[at];
	*size = 1;
	if (lead < 0x80)
		return (enum part)ascii_parts[lead];
	if (lead == LATIN_LEAD && at + 1 < text.size) {
		unsigned char next = (unsigned char)text.bytes[at + 1];
		if ((next & 0xc0) == 0x80) {
			*size = 2;
			return next == TIMES || next == DIVIDED ? PART_NONE : PART_LETTER;
		}
	}
	if (text.size - at >= 3 && memcmp(text.bytes + at, "\xe2\x80\x99", 3) == 0) {
		*size = 3;
		return PART_APOSTROPHE;
	}
	int32_t point;
	*size = utf8_step(text, at, &point);
	return point == UTF8_INVALID ? PART_NONE : part_of(point);
}

/* Where the token that begins at `at` ends, before `end`. */
static size_t token_end(const struct token_walk *walk, size_t at, size_t end)
{
	struct text text = text_part(walk->text, 0, end);
	size_t last = at;           /* behind the last letter or digit */
	enum part open = PART_NONE; /* the apostrophe or hyphen that stands behind it */
	while (at < end) {
		size_t size;
		enum part part = part_at(text, at, &size);
		if (part == PART_LETTER || part == PART_DIGIT) {
			last = at = skip_letters(text, at + size);
			open = PART_NONE;
			continue;
		}
		if (walk->inclusive && open == PART_NONE && last == at) {
			size_t more = joint_more(text, at);
			if (more > 0) {
				last = at += more;
				continue;
			}
		}
		if (part == PART_INVISIBLE) {
			at += size;
			continue;
		}
		if (part == PART_NONE || open != PART_NONE)
			break;
		open = part;
		at += size;
	}
	return last;
}

bool token_next(struct span *out, struct token_walk *walk)
{
	static const struct spans nothing;
	const struct spans *masked = walk->masked ? walk->masked : &nothing;
	while (walk->at < walk->text.size) {
		const struct span *span = spans_from(masked, &walk->span, walk->at);
		if (span && span->start <= walk->at) {
			walk->at = span->end;
			continue;
		}
		size_t size, until = span && span->start < walk->text.size ? span->start : walk->text.size;
		walk->at = skip_nothing(walk->text, walk->at, until);
		if (walk->at >= until)
			continue;
		enum part part = part_at(walk->text, walk->at, &size);
		if (part == PART_LETTER || part == PART_DIGIT) {
			size_t end = token_end(walk, walk->at, until);
			*out = (struct span){walk->at, end};
			walk->at = end;
			return true;
		}
		walk->at += size;
	}
	return false;
}

static const char *ligature_of(int32_t point)
{
	enum { FIRST = 0xfb00, COUNT = 7 };
	static const char *const ligatures[COUNT] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
	return point >= FIRST && point < FIRST + COUNT ? ligatures[point - FIRST] : NULL;
}

static void add_normal(struct buffer *out, struct text token)
{
	for (size_t at = 0; at < token.size;) {
		int32_t point;
		size_t size = utf8_step(token, at, &point);
		const char *ligature = ligature_of(point);
		enum part part = point == UTF8_INVALID ? PART_NONE : part_of(point);
		if (part == PART_APOSTROPHE)
			buffer_add_byte(out, '\'');
		else if (part == PART_HYPHEN)
			buffer_add_byte(out, '-');
		else if (ligature)
			buffer_add_string(out, ligature);
		else if (part != PART_INVISIBLE)
			buffer_add(out, text_part(token, at, at + size));
		at += size;
	}
}

bool token_normalise(struct buffer *out, struct text token)
{
	/* ASCII and the letters of Latin-1 stand for themselves. */
	enum { LATIN_LEAD = 0xc3 };
	size_t at = 0;
	while (at < token.size) {
		unsigned char byte = (unsigned char)token.bytes[at];
		if (byte >= 0x80 && byte != LATIN_LEAD)
			break;
		at += byte < 0x80 ? 1 : 2;
	}
	if (at >= token.size)
		return false;
	struct buffer normal = {0};
	size_t before = out->size;
	add_normal(&normal, token);
	utf8_compose(out, buffer_text(&normal));
	buffer_clear(&normal);
	if (!text_equal(text_part(buffer_text(out), before, out->size), token))
		return true;
	out->size = before;
	return false;
}

bool token_has_digit(struct text token)
{
	for (size_t at = 0; at < token.size;) {
		size_t size;
		if (part_at(token, at, &size) == PART_DIGIT)
			return true;
		at += size;
	}
	return false;
}
