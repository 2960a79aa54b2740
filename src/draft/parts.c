#include "draft/parts.h"

static bool keeps_blanks(enum block_kind kind)
{
	return kind == BLOCK_CODE || kind == BLOCK_HTML;
}

void parts_clean(struct buffer *out, struct text words, enum block_kind kind)
{
	struct text line;
	size_t start = out->size;
	while (text_line(&words, &line)) {
		struct text trimmed = text_trim(line);
		if (!trimmed.size && out->size == start)
			continue;
		if (out->size > start)
			buffer_add_byte(out, '\n');
		if (!keeps_blanks(kind) && trimmed.size)
			line = (struct text){trimmed.bytes, line.size - (size_t)(trimmed.bytes - line.bytes)};
		if (keeps_blanks(kind) || trimmed.size)
			buffer_add(out, line);
	}
	while (out->size > start && strchr(" \t\n", out->bytes[out->size - 1]))
		out->size--;
}

bool parts_next(struct text *rest, struct text *part, enum block_kind kind)
{
	if (!rest->size)
		return false;
	const char *end = keeps_blanks(kind) ? NULL : memmem(rest->bytes, rest->size, "\n\n", 2);
	size_t size = end ? (size_t)(end - rest->bytes) : rest->size;
	*part = text_part(*rest, 0, size);
	while (size < rest->size && rest->bytes[size] == '\n')
		size++;
	*rest = text_part(*rest, size, rest->size);
	while (part->size && strchr(" \t", part->bytes[part->size - 1]))
		part->size--;
	return true;
}
