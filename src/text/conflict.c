#include "text/conflict.h"

static void add_mark(struct buffer *out, const char *mark, bool crlf)
{
	if (out->size && out->bytes[out->size - 1] != '\n')
		buffer_add_string(out, crlf ? "\r\n" : "\n");
	buffer_add_string(out, mark);
	buffer_add_string(out, crlf ? "\r\n" : "\n");
}

void conflict_add(struct buffer *out, struct text ours, struct text theirs, bool crlf)
{
	add_mark(out, "<<<<<<< ours", crlf);
	buffer_add(out, ours);
	add_mark(out, "=======", crlf);
	buffer_add(out, theirs);
	add_mark(out, ">>>>>>> theirs", crlf);
}

/* Bytes of the whole lines with which both texts begin. */
static size_t same_start(struct text a, struct text b)
{
	size_t lines = 0;
	for (size_t i = 0; i < a.size && i < b.size && a.bytes[i] == b.bytes[i]; i++)
		if (a.bytes[i] == '\n')
			lines = i + 1;
	return lines;
}

/* The same at their ends; the line before must end, too. */
static size_t same_end(struct text a, struct text b)
{
	size_t lines = 0;
	for (size_t i = 1; i <= a.size && i <= b.size && a.bytes[a.size - i] == b.bytes[b.size - i]; i++)
		if ((i == a.size || a.bytes[a.size - i - 1] == '\n') &&
			(i == b.size || b.bytes[b.size - i - 1] == '\n'))
			lines = i;
	return lines;
}

void conflict_whole(struct buffer *out, struct text ours, struct text theirs)
{
	size_t start = same_start(ours, theirs);
	struct text our_rest = text_part(ours, start, ours.size), their_rest = text_part(theirs, start, theirs.size);
	size_t end = same_end(our_rest, their_rest);
	const char *line = ours.size ? memchr(ours.bytes, '\n', ours.size) : NULL;
	bool crlf = line && line > ours.bytes && line[-1] == '\r';
	buffer_add(out, text_part(ours, 0, start));
	conflict_add(out, text_part(our_rest, 0, our_rest.size - end), text_part(their_rest, 0, their_rest.size - end),
		crlf);
	buffer_add(out, text_part(our_rest, our_rest.size - end, our_rest.size));
}
