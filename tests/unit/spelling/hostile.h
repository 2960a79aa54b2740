/* hostile - texts that mislead a reader of Markdown and of addresses: much of the same
 *
 * Shared with the bench, which measures what they take: work that goes back over each of them again would be quadratic.
 */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include "base/array.h"
#include "base/buffer.h"

static const char *const hostile_seeds[] = {"`", "` ``", "`` ` ``` ", "<", "<a ", "<a b=\"", "<a b='<a c=\"", "<!--",
	"<?", "<code>", "</code>", "[", "]", "](", "](a ", "][", "![", "[^", "[a]: ", "*", "_", "a_", "@", "a@", "a@b.",
	"a.b@c", "&", "&a", ":", "://", "a://", "www.", "#", "#a", "/", "\\", "|", " |", "| ", "-", "- ", "> ", "1. ",
	"\n", "`\n", "```\n", "~~~\n\n", "<a\n", " ", "\t", "(", "http://a(", "\xff", "\xc3", "\xe2\x80", "\xc2\xa0",
	"é", "a", "'", "\"", "!", "; ", " :", "...", ". ", "1", "1 ", "1 000 ", "« ", "»", "mot "};

enum { HOSTILE_COUNT = 2 * ARRAY_SIZE(hostile_seeds) };

/* Adds at least `size` bytes: each seed over and over, then each in runs of growing length. */
static inline void hostile_add(struct buffer *out, size_t number, size_t size)
{
	const char *seed = hostile_seeds[number % ARRAY_SIZE(hostile_seeds)];
	for (size_t run = 1; out->size < size; run++) {
		for (size_t i = 0; i < run && out->size < size; i++)
			buffer_add_string(out, seed);
		if (number >= ARRAY_SIZE(hostile_seeds))
			buffer_add_string(out, run % 7 ? "x" : " ");
	}
}

#endif
