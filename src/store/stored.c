#include "store/stored.h"

#include <stdint.h>

enum { BLOCK_MOST = 65535, MODULUS = 65521, SUMS_MOST = 5552 };

/* RFC 1950, 2.2: the checksum at the end. So many sums fit into 32 bits. */
static uint32_t adler(struct text bytes)
{
	uint32_t low = 1, high = 0;
	for (size_t at = 0; at < bytes.size;) {
		size_t end = bytes.size - at > SUMS_MOST ? at + SUMS_MOST : bytes.size;
		for (; at < end; at++) {
			low += (unsigned char)bytes.bytes[at];
			high += low;
		}
		low %= MODULUS;
		high %= MODULUS;
	}
	return high << 16 | low;
}

void stored_add(struct buffer *out, struct text bytes)
{
	size_t at = 0;
	buffer_add(out, (struct text){"\x78\x01", 2});
	do {
		size_t size = bytes.size - at > BLOCK_MOST ? BLOCK_MOST : bytes.size - at;
		const unsigned char head[] = {
			at + size == bytes.size, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff};
		buffer_add(out, (struct text){(const char *)head, sizeof head});
		buffer_add(out, text_part(bytes, at, at + size));
		at += size;
	} while (at < bytes.size);
	uint32_t sum = adler(bytes);
	const unsigned char end[] = {sum >> 24, (sum >> 16) & 0xff, (sum >> 8) & 0xff, sum & 0xff};
	buffer_add(out, (struct text){(const char *)end, sizeof end});
}
