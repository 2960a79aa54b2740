#include "draft/division.h"

#define MARK "\x1e"

void division_words(struct buffer *out, const struct draft *draft, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		if (i > first)
			buffer_add_string(out, "\n" MARK "\n");
		buffer_add(out, draft->blocks[i].text);
	}
}

bool division_has_mark(struct text text)
{
	return text.size && memchr(text.bytes, MARK[0], text.size);
}

bool division_mark(struct buffer *out, struct text words)
{
	for (size_t i = 0; i < words.size; i++) {
		bool divided = words.bytes[i] == '\n' && i + 1 < words.size && words.bytes[i + 1] == '\n';
		buffer_add_byte(out, words.bytes[i]);
		if (divided)
			buffer_add_string(out, MARK);
	}
	return !division_has_mark(words);
}

void division_unmark(struct buffer *words)
{
	size_t size = 0;
	for (size_t i = 0; i < words->size; i++)
		if (words->bytes[i] != MARK[0])
			words->bytes[size++] = words->bytes[i];
	words->size = size;
}
