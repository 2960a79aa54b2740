/* UUIDs of version 7: 48 bits of milliseconds, 12 and 62 bits of chance, between them the marks of version and variant.
 * In lower case their order as strings is their order as numbers. */
#include "annotation/annotation.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/random.h>

struct parts {
	uint64_t time;   /* 48 bits */
	uint64_t middle; /* 12 bits */
	uint64_t low;    /* 62 bits */
};

#define TIME_MOST ((UINT64_C(1) << 48) - 1)
#define MIDDLE_MOST ((UINT64_C(1) << 12) - 1)
#define LOW_MOST ((UINT64_C(1) << 62) - 1)

bool uuid_valid(struct text uuid)
{
	if (uuid.size != UUID_TEXT - 1)
		return false;
	for (size_t i = 0; i < uuid.size; i++) {
		char byte = uuid.bytes[i];
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? byte != '-' : !((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f')))
			return false;
	}
	return true;
}

static void uuid_format(char out[UUID_TEXT], struct parts parts)
{
	unsigned int clock = (unsigned int)(parts.low >> 48) | 0x8000;
	snprintf(out, UUID_TEXT, "%08x-%04x-7%03x-%04x-%012llx", (unsigned int)(parts.time >> 16) & 0xffffffff,
		(unsigned int)parts.time & 0xffff, (unsigned int)parts.middle & 0xfff, clock & 0xbfff,
		(unsigned long long)(parts.low & TIME_MOST));
}

static struct parts uuid_parse(const char *uuid)
{
	unsigned int high = 0, low = 0, middle = 0, clock = 0;
	unsigned long long node = 0;
	sscanf(uuid, "%8x-%4x-%4x-%4x-%12llx", &high, &low, &middle, &clock, &node);
	return (struct parts){
		.time = (uint64_t)high << 16 | low,
		.middle = middle & MIDDLE_MOST,
		.low = ((uint64_t)clock << 48 | node) & LOW_MOST,
	};
}

/* A greater UUID, not the next one: two windows of one author that start from the same greatest must not meet. One that
 * is not of version 7 may need a carry where none would be due. */
static bool uuid_after(char out[UUID_TEXT], const char *greatest, uint64_t chance)
{
	struct parts parts = uuid_parse(greatest);
	struct parts steps[] = {
		{parts.time, parts.middle + 1, chance},
		{parts.time + 1, 0, chance},
		{parts.time, parts.middle, parts.low + 1},
	};
	for (size_t i = 0; i < 3; i++) {
		if (steps[i].low > LOW_MOST || steps[i].middle > MIDDLE_MOST || steps[i].time > TIME_MOST)
			continue;
		uuid_format(out, steps[i]);
		if (strcmp(out, greatest) > 0)
			return true;
	}
	return false;
}

static void fill_random(void *out, size_t size)
{
	size_t filled = 0;
	while (filled < size) {
		ssize_t got = getrandom((char *)out + filled, size - filled, 0);
		if (got > 0)
			filled += (size_t)got;
	}
}

void uuid_next(char out[UUID_TEXT], const char *greatest)
{
	struct moment now = clock_now();
	uint64_t chance[2];
	fill_random(chance, sizeof chance);
	int64_t milliseconds = now.seconds * 1000 + now.milliseconds;
	struct parts fresh = {
		.time = milliseconds > 0 ? (uint64_t)milliseconds & TIME_MOST : 0,
		.middle = chance[0] & MIDDLE_MOST,
		.low = chance[1] & LOW_MOST,
	};
	uuid_format(out, fresh);
	if (!greatest || !uuid_valid(text_of(greatest)) || strcmp(out, greatest) > 0)
		return;
	/* After the last UUID there is none; then a fresh one at least collides with nothing. */
	char next[UUID_TEXT];
	if (uuid_after(next, greatest, fresh.low))
		memcpy(out, next, UUID_TEXT);
}
