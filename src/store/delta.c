#include "store/delta.h"

#include "base/map.h"

enum { INSERT_MOST = 127, COPY_MOST = 0xffffff };

/* Sizes: seven bits a byte, the lowest first. */
static void size_add(struct buffer *out, size_t size)
{
	for (; size > 0x7f; size >>= 7)
		buffer_add_byte(out, (char)(size | 0x80));
	buffer_add_byte(out, (char)size);
}

static void insert_add(struct buffer *out, struct text bytes)
{
	while (bytes.size) {
		size_t size = bytes.size > INSERT_MOST ? INSERT_MOST : bytes.size;
		buffer_add_byte(out, (char)size);
		buffer_add(out, text_part(bytes, 0, size));
		bytes = text_part(bytes, size, bytes.size);
	}
}

/* A byte that says which bytes of offset and size follow: those that are not zero. */
static void copy_add(struct buffer *out, size_t offset, size_t size)
{
	while (size) {
		size_t part = size > COPY_MOST ? COPY_MOST : size;
		char bytes[8];
		size_t count = 1;
		unsigned char which = 0x80;
		for (int i = 0; i < 7; i++) {
			size_t byte = (i < 4 ? offset >> (8 * i) : part >> (8 * (i - 4))) & 0xff;
			if (byte) {
				bytes[count++] = (char)byte;
				which |= (unsigned char)(1 << i);
			}
		}
		bytes[0] = (char)which;
		buffer_add(out, (struct text){bytes, count});
		offset += part;
		size -= part;
	}
}

/* Up to and with the next line end. */
static struct text next_line(struct text *rest)
{
	const char *end = memchr(rest->bytes, '\n', rest->size);
	size_t size = end ? (size_t)(end - rest->bytes) + 1 : rest->size;
	struct text line = text_part(*rest, 0, size);
	*rest = text_part(*rest, size, rest->size);
	return line;
}

/* What is written when it is known to end: first news, then the copy behind them. */
struct delta {
	struct buffer *out;
	struct text from, news;
	size_t copy_from, copied;
	size_t next;         /* where the next line would stand if nothing more had changed */
	struct map place_of; /* line of `from` -> where it starts; filled when first asked */
};

static bool stands_at(const struct delta *delta, size_t at, struct text bytes)
{
	return bytes.size && at <= delta->from.size && bytes.size <= delta->from.size - at &&
	       !memcmp(delta->from.bytes + at, bytes.bytes, bytes.size);
}

/* Whether the lines that follow are those behind the next one: that one alone is reworded, and need not be looked for
 * anywhere else. Two, because every other line of a draft is blank. */
static bool is_reworded(const struct delta *delta, struct text rest)
{
	struct text old = text_part(delta->from, delta->next, delta->from.size), behind = rest;
	next_line(&old);
	next_line(&behind);
	next_line(&behind);
	return stands_at(delta, delta->from.size - old.size, text_part(rest, 0, rest.size - behind.size));
}

static bool find_line(struct delta *delta, struct text line, size_t *at)
{
	struct text rest = delta->place_of.count ? (struct text){0} : delta->from;
	while (rest.size) {
		size_t start = delta->from.size - rest.size;
		map_put(&delta->place_of, next_line(&rest), start);
	}
	return map_find(&delta->place_of, line, at);
}

static void flush(struct delta *delta, const char *at)
{
	insert_add(delta->out, delta->news);
	copy_add(delta->out, delta->copy_from, delta->copied);
	delta->news = (struct text){at, 0};
	delta->copied = 0;
}

static void line_new(struct delta *delta, struct text line)
{
	if (delta->copied)
		flush(delta, line.bytes);
	delta->news.size += line.size;
}

static void line_known(struct delta *delta, struct text line, size_t at)
{
	if (delta->copied && at != delta->copy_from + delta->copied)
		flush(delta, line.bytes);
	if (!delta->copied)
		delta->copy_from = at;
	delta->copied += line.size;
	delta->next = at + line.size;
}

void delta_add(struct buffer *out, struct text from, struct text to)
{
	struct delta delta = {.out = out, .from = from, .news = {to.bytes, 0}};
	size_add(out, from.size);
	size_add(out, to.size);
	for (struct text rest = to; rest.size;) {
		struct text line = next_line(&rest);
		size_t at = delta.next;
		bool known = stands_at(&delta, at, line);
		if (!known && is_reworded(&delta, rest)) {
			struct text old = text_part(from, at, from.size);
			delta.next += next_line(&old).size;
		} else if (!known) {
			known = find_line(&delta, line, &at);
		}
		if (known)
			line_known(&delta, line, at);
		else
			line_new(&delta, line);
	}
	flush(&delta, NULL);
	map_clear(&delta.place_of);
}

static bool size_take(struct text *delta, size_t *size)
{
	*size = 0;
	for (unsigned int shift = 0; delta->size && shift < 63; shift += 7) {
		unsigned char byte = (unsigned char)delta->bytes[0];
		*delta = text_part(*delta, 1, delta->size);
		*size |= (size_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

/* One copy: false where it is cut short or reaches over the end. */
static bool copy_take(struct buffer *out, struct text from, unsigned char which, struct text *delta)
{
	size_t offset = 0, size = 0;
	for (int i = 0; i < 7; i++) {
		if (!(which & (1 << i)))
			continue;
		if (!delta->size)
			return false;
		size_t byte = (unsigned char)delta->bytes[0];
		*delta = text_part(*delta, 1, delta->size);
		if (i < 4)
			offset |= byte << (8 * i);
		else
			size |= byte << (8 * (i - 4));
	}
	size = size ? size : 0x10000;
	if (offset > from.size || size > from.size - offset)
		return false;
	buffer_add(out, text_part(from, offset, offset + size));
	return true;
}

bool delta_apply(struct buffer *out, struct text from, struct text delta)
{
	size_t before, after, start = out->size;
	bool good = size_take(&delta, &before) && size_take(&delta, &after) && before == from.size;
	while (good && delta.size) {
		unsigned char byte = (unsigned char)delta.bytes[0];
		delta = text_part(delta, 1, delta.size);
		if (byte & 0x80) {
			good = copy_take(out, from, byte, &delta);
		} else {
			good = byte && byte <= delta.size;
			if (good) {
				buffer_add(out, text_part(delta, 0, byte));
				delta = text_part(delta, byte, delta.size);
			}
		}
	}
	return good && out->size - start == after;
}
