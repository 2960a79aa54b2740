#include "spelling/hyphens.h"

#include <stdlib.h>

#include "base/array.h"

/* FNV-1a of the letters before the hyphen, those of ASCII and Latin-1 in small. */
static uint64_t sum_of(struct text beginning)
{
	enum { LATIN_LEAD = 0xc3, CAPITAL_LAST = 0x9e, SMALL = 0x20 };
	uint64_t sum = 14695981039346656037u;
	unsigned char before = 0;
	for (size_t i = 0; i < beginning.size; i++) {
		unsigned char byte = (unsigned char)beginning.bytes[i];
		bool capital = before == LATIN_LEAD ? byte <= CAPITAL_LAST : byte >= 'A' && byte <= 'Z';
		before = byte;
		sum = (sum ^ (capital ? byte | SMALL : byte)) * 1099511628211u;
	}
	return sum;
}

static int by_value(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;
	return one < two ? -1 : one > two;
}

/* The word that goes on behind `at`, from its first byte to `at`; empty where that is not of the word. */
static struct text beginning_at(struct text list, size_t at)
{
	size_t start = at;
	while (start > 0 && list.bytes[start - 1] != '\n') {
		start--;
		if (strchr("/ \t-", list.bytes[start]))
			return text_of("");
	}
	return text_part(list, start, at);
}

void hyphens_read(struct hyphens *hyphens, struct text list)
{
	for (size_t at = 0; at < list.size; at++) {
		const char *found = memchr(list.bytes + at, '-', list.size - at);
		if (!found)
			break;
		at = (size_t)(found - list.bytes);
		struct text beginning = beginning_at(list, at);
		if (beginning.size)
			*ARRAY_ADD(hyphens->beginnings, hyphens->count, hyphens->capacity) = sum_of(beginning);
	}
	hyphens->sorted = false;
}

void hyphens_clear(struct hyphens *hyphens)
{
	free(hyphens->beginnings);
	*hyphens = (struct hyphens){0};
}

bool hyphens_may_begin(struct hyphens *hyphens, struct text word)
{
	const char *hyphen = memchr(word.bytes, '-', word.size);
	uint64_t sum = sum_of(hyphen ? text_part(word, 0, (size_t)(hyphen - word.bytes)) : word);
	if (hyphens->count == 0)
		return false;
	if (!hyphens->sorted)
		qsort(hyphens->beginnings, hyphens->count, sizeof *hyphens->beginnings, by_value);
	hyphens->sorted = true;
	return bsearch(&sum, hyphens->beginnings, hyphens->count, sizeof sum, by_value) != NULL;
}
