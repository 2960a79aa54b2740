#include "text/case.h"

#include <utf8proc.h>

#include "text/utf8.h"

enum { ASCII_END = 0x80 };

static int32_t lower(int32_t point)
{
	if (point < ASCII_END)
		return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
	return utf8proc_tolower(point);
}

static int32_t upper(int32_t point)
{
	if (point < ASCII_END)
		return point >= 'a' && point <= 'z' ? point - ('a' - 'A') : point;
	return utf8proc_toupper(point);
}

enum letter_case case_of(struct text word)
{
	size_t capitals = 0, small = 0;
	bool first = false;
	for (size_t at = 0; at < word.size;) {
		int32_t point;
		at += utf8_step(word, at, &point);
		if (point == UTF8_INVALID)
			continue;
		if (lower(point) != point) {
			first |= capitals + small == 0;
			capitals++;
		} else if (upper(point) != point) {
			small++;
		}
	}
	if (capitals == 0)
		return small ? CASE_SMALL : CASE_NONE;
	if (small == 0 && capitals > 1)
		return CASE_CAPITALS;
	return first && capitals == 1 ? CASE_CAPITALISED : CASE_MIXED;
}

static void add_mapped(struct buffer *out, struct text text, int32_t (*map)(int32_t point))
{
	for (size_t at = 0; at < text.size;) {
		int32_t point;
		size_t size = utf8_step(text, at, &point);
		if (point == UTF8_INVALID)
			buffer_add_byte(out, text.bytes[at]);
		else
			utf8_add(out, map(point));
		at += size;
	}
}

void case_lower(struct buffer *out, struct text text)
{
	add_mapped(out, text, lower);
}

void case_upper(struct buffer *out, struct text text)
{
	add_mapped(out, text, upper);
}

void case_capitalise(struct buffer *out, struct text text)
{
	int32_t point;
	size_t size = text.size ? utf8_step(text, 0, &point) : 0;
	case_upper(out, text_part(text, 0, size));
	buffer_add(out, text_part(text, size, text.size));
}
