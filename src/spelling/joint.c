#include "spelling/joint.h"

#include "base/array.h"
#include "text/case.h"
#include "text/utf8.h"

static enum joint sign_of(int32_t point)
{
	switch (point) {
	case 0xb7:
		return JOINT_DOT;
	case 0x2022:
	case 0x22c5:
	case 0x2027:
	case 0x30fb:
	case 0x2219:
	case 0x387:
		return JOINT_OTHER;
	default:
		return JOINT_NONE;
	}
}

/* Endings as they stand in brackets, behind a full stop or a hyphen, without the s of the plural. */
static const char *const endings[] = {"e", "ne", "le", "te", "se", "sse", "fe", "ve", "que", "che", "ère", "ière",
	"rice", "trice", "ice", "euse", "esse", "elle", "ive", "enne", "ète", "ale", "ë", "ine", "he", "resse"};

bool joint_is_ending(struct text written)
{
	struct text stem = written;
	if (stem.size > 1 && stem.bytes[stem.size - 1] == 's')
		stem.size--;
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (text_is(stem, endings[i]))
			return true;
	return text_is(written, "s") || text_is(written, "x") || text_is(written, "aux");
}

static size_t letters_at(struct text text, size_t at)
{
	size_t end = at;
	while (end < text.size) {
		int32_t point;
		size_t size = utf8_step(text, end, &point);
		if (point == UTF8_INVALID || !(utf8_is_letter(point) || utf8_is_mark(point)))
			break;
		end += size;
	}
	return end - at;
}

/* "résident" for the tokeniser: what goes on behind it. */
static size_t more_dotted(struct text text, size_t at)
{
	size_t end = at;
	int32_t point;
	while (end < text.size) {
		size_t size = utf8_step(text, end, &point);
		if (point == UTF8_INVALID || sign_of(point) == JOINT_NONE)
			break;
		end += size;
	}
	size_t letters = end > at ? letters_at(text, end) : 0;
	return letters ? end + letters - at : 0;
}

static size_t more_bracketed(struct text text, size_t at)
{
	size_t letters = letters_at(text, at + 1), close = at + 1 + letters;
	if (letters == 0 || close >= text.size || text.bytes[close] != ')')
		return 0;
	struct buffer lower = {0};
	case_lower(&lower, text_part(text, at + 1, close));
	bool fits = joint_is_ending(buffer_text(&lower));
	buffer_clear(&lower);
	if (!fits)
		return 0;
	size_t tail = letters_at(text, close + 1);
	bool mark = tail == 1 && strchr("sxSX", text.bytes[close + 1]);
	return tail == 0 || mark ? close + 1 + tail - at : 0;
}

static size_t more_stopped(struct text text, size_t at)
{
	size_t letters = letters_at(text, at + 1);
	return joint_is_ending(text_part(text, at + 1, at + 1 + letters)) ? 1 + letters : 0;
}

size_t joint_more(struct text text, size_t at)
{
	if (at >= text.size)
		return 0;
	switch (text.bytes[at]) {
	case '(':
		return more_bracketed(text, at);
	case '.':
		return more_stopped(text, at);
	default:
		return (unsigned char)text.bytes[at] < 0x80 ? 0 : more_dotted(text, at);
	}
}

enum joint joint_at(struct text token, size_t at, size_t *size)
{
	int32_t point;
	*size = utf8_step(token, at, &point);
	switch (point) {
	case '(':
	case ')':
		return JOINT_PAREN;
	case '.':
		return JOINT_STOP;
	case '-':
		return JOINT_HYPHEN;
	default:
		return sign_of(point);
	}
}

bool joint_holds(struct text token, enum joint by)
{
	for (size_t at = 0, size; at < token.size; at += size) {
		enum joint joint = joint_at(token, at, &size);
		if (joint == by || (by == JOINT_DOT && joint == JOINT_OTHER))
			return true;
	}
	return false;
}
