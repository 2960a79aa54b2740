#include "spelling/accent.h"

#include <string.h>

#include "base/array.h"

/* Letters as the rules see them: those with an accent are vowels, but for ç; `\0` beyond either end. */
static char letter(struct text word, size_t at)
{
	enum { LATIN_LEAD = 0xc3, CEDILLA = 0xa7 };
	if (at >= word.size)
		return '\0';
	unsigned char byte = (unsigned char)word.bytes[at];
	if (byte < 0x80)
		return (char)byte;
	bool cedilla = byte == LATIN_LEAD && at + 1 < word.size && (unsigned char)word.bytes[at + 1] == CEDILLA;
	return cedilla ? 'c' : 'e';
}

static bool one_of(char byte, const char *list)
{
	return byte && strchr(list, byte);
}

static bool vowel(char byte)
{
	return one_of(byte, "aeiouy");
}

/* The consonants that one syllable can begin with. */
static bool onset(char one, char two)
{
	if (one == 'x' || one == two)
		return false;
	if (vowel(two))
		return true;
	switch (two) {
	case 'l':
	case 'r':
		return one_of(one, "bcdfgkptvs");
	case 'h':
		return one_of(one, "cpstrkdv");
	case 'n':
		return one_of(one, "gs");
	case 'c':
		return one_of(one, "st");
	default:
		return one == 's' && one_of(two, "ctpmqkf");
	}
}

static bool acute_fits(char next, char second)
{
	if (next == '\0' || vowel(next))
		return true;
	return second == '\0' ? next == 's' : onset(next, second);
}

/* Before a syllable in e, or -ès at the end. */
static bool grave_fits(struct text word, size_t behind)
{
	enum { CONSONANTS_MOST = 3 };
	char next = letter(word, behind);
	if (next == 's' && behind + 1 == word.size)
		return true;
	if (one_of(next, "qg") && letter(word, behind + 1) == 'u')
		return letter(word, behind + 2) == 'e';
	size_t count = 0;
	while (count <= CONSONANTS_MOST && letter(word, behind + count) && !vowel(letter(word, behind + count)))
		count++;
	return count > 0 && count <= CONSONANTS_MOST && letter(word, behind + count) == 'e';
}

/* Where one letter behind it decides. `$` is the end of the word. */
static const struct {
	const char *with, *before;
} by_next[] = {{"ê", "tmclnvpq"}, {"î", "tmnlcr"}, {"â", "gmtbclnpsrqivf"}, {"ô", "tmlnpdsrv$"}, {"û", "rtmclne$"},
	{"à", "$"}, {"ù", "$"}, {"ç", "aou"}};

bool accent_fits(struct text word, size_t at, const char *with)
{
	char next = letter(word, at + 1);
	/* Two of a consonant close the syllable: terre, mettre; but châssis. */
	if (next && next == letter(word, at + 2) && !vowel(next) && next != 's')
		return false;
	if (strcmp(with, "é") == 0)
		return acute_fits(next, letter(word, at + 2));
	if (strcmp(with, "è") == 0)
		return grave_fits(word, at + 1);
	if (strcmp(with, "ë") == 0 || strcmp(with, "ï") == 0)
		return at > 0 && one_of(letter(word, at - 1), "aoue");
	for (size_t i = 0; i < ARRAY_SIZE(by_next); i++)
		if (strcmp(with, by_next[i].with) == 0)
			return strchr(by_next[i].before, next ? next : '$') != NULL;
	return true;
}
