#include "spelling/stems.h"

#include <stdlib.h>

#include "base/array.h"
#include "text/utf8.h"

/* The letters in one number, the first in its lowest byte; 0 where it is no short word of letters. */
static uint64_t pack(struct buffer *room, struct text word)
{
	uint64_t packed = 0;
	buffer_empty(room);
	utf8_fold(room, NULL, word);
	if (room->size == 0 || room->size > STEMS_MOST + 1)
		return 0;
	for (size_t i = 0; i < room->size; i++) {
		unsigned char byte = (unsigned char)room->bytes[i];
		if (byte < 'a' || byte > 'z')
			return 0;
		packed |= (uint64_t)byte << (8 * i);
	}
	return packed;
}

static int letters_of(uint64_t packed)
{
	return packed ? 8 - __builtin_clzll(packed) / 8 : 0;
}

static void add(struct stems *stems, uint64_t packed)
{
	int letters = letters_of(packed);
	if (letters < STEMS_LEAST || letters > STEMS_MOST)
		return;
	struct stems_of *those = &stems->by_letters[letters - STEMS_LEAST];
	*ARRAY_ADD(those->words, those->count, those->capacity) = packed;
}

void stems_add(struct stems *stems, struct text line)
{
	size_t end = 0;
	while (end < line.size && !strchr("/ \t\r\n", line.bytes[end]))
		end++;
	/* Names and acronyms are not what capitals are a slip of. */
	if (end == 0 || end > 2 * STEMS_MOST || (line.bytes[0] >= 'A' && line.bytes[0] <= 'Z'))
		return;
	uint64_t packed = pack(&stems->room, text_part(line, 0, end));
	int letters = letters_of(packed);
	add(stems, packed);
	if (packed && letters < STEMS_MOST) {
		add(stems, packed | (uint64_t)'s' << (8 * letters));
		add(stems, packed | (uint64_t)'e' << (8 * letters));
	}
}

void stems_clear(struct stems *stems)
{
	for (size_t i = 0; i < ARRAY_SIZE(stems->by_letters); i++)
		free(stems->by_letters[i].words);
	buffer_clear(&stems->room);
	*stems = (struct stems){0};
}

/* Letters that both end with. */
static int same_end(uint64_t one, int one_letters, uint64_t other, int other_letters)
{
	uint64_t differ = one << (8 * (8 - one_letters)) ^ other << (8 * (8 - other_letters));
	return differ ? __builtin_clzll(differ) / 8 : 8;
}

/* Of words whose letters differ in number by one at most. */
static bool one_slip(uint64_t one, int one_letters, uint64_t other, int other_letters)
{
	uint64_t differ = one ^ other;
	if (differ == 0)
		return true;
	int begin = __builtin_ctzll(differ) / 8;
	int end = same_end(one, one_letters, other, other_letters);
	if (one_letters != other_letters) {
		int fewer = one_letters < other_letters ? one_letters : other_letters;
		return begin + end >= fewer;
	}
	if (begin + end >= one_letters - 1)
		return true;
	uint64_t pair = one >> (8 * begin) & 0xffff, turned = other >> (8 * begin) & 0xffff;
	return begin + end == one_letters - 2 && pair == (turned >> 8 | (turned & 0xff) << 8);
}

/* One slip leaves the first letter or the last one as it was. */
static bool near_those(uint64_t word, int letters, const struct stems_of *those, int others)
{
	uint64_t last = word >> (8 * (letters - 1));
	for (size_t i = 0; i < those->count; i++) {
		uint64_t other = those->words[i];
		bool begins = ((other ^ word) & 0xff) == 0, ends = other >> (8 * (others - 1)) == last;
		if ((begins || ends) && one_slip(word, letters, other, others))
			return true;
	}
	return false;
}

bool stems_near(struct stems *stems, struct text word)
{
	uint64_t packed = pack(&stems->room, word);
	int letters = letters_of(packed);
	for (int others = letters - 1; packed && others <= letters + 1; others++)
		if (others >= STEMS_LEAST && others <= STEMS_MOST &&
			near_those(packed, letters, &stems->by_letters[others - STEMS_LEAST], others))
			return true;
	return false;
}
