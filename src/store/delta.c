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

void delta_add(struct buffer *out, struct text from, struct text to)
{
	struct map place_of = {0};
	size_t copy_from = 0, copied = 0; /* the copy under way */
	struct text rest = from, news = {to.bytes, 0};
	while (rest.size) {
		size_t at = (size_t)(rest.bytes - from.bytes);
		map_put(&place_of, next_line(&rest), at);
	}
	size_add(out, from.size);
	size_add(out, to.size);
	for (rest = to; rest.size;) {
		struct text line = next_line(&rest);
		size_t at;
		bool follows = copied && copy_from + copied + line.size <= from.size &&
			       !memcmp(from.bytes + copy_from + copied, line.bytes, line.size);
		if (follows) {
			copied += line.size;
			continue;
		}
		bool known = map_find(&place_of, line, &at);
		if (known || copied) {
			insert_add(out, news);
			copy_add(out, copy_from, copied);
			copied = 0;
			news = (struct text){line.bytes, 0};
		}
		if (known) {
			copy_from = at;
			copied = line.size;
		} else {
			news.size += line.size;
		}
	}
	insert_add(out, news);
	copy_add(out, copy_from, copied);
	map_clear(&place_of);
}
