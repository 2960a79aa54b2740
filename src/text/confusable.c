#include "text/confusable.h"

#include <stddef.h>

#include "base/array.h"

struct confusable {
	int32_t point;
	char latin[4];
};

/* Sorted by code point. */
static const struct confusable confusables[] = {
	{0x60, "'"},
	{0xb4, "'"},
	{0x131, "i"},
	{0x1c3, "!"},
	{0x251, "a"},
	{0x261, "g"},
	{0x2b9, "'"},
	{0x2bb, "'"},
	{0x2bc, "'"},
	{0x2bd, "'"},
	{0x37e, ";"},
	{0x37f, "J"},
	{0x391, "A"},
	{0x392, "B"},
	{0x395, "E"},
	{0x396, "Z"},
	{0x397, "H"},
	{0x399, "I"},
	{0x39a, "K"},
	{0x39c, "M"},
	{0x39d, "N"},
	{0x39f, "O"},
	{0x3a1, "P"},
	{0x3a4, "T"},
	{0x3a5, "Y"},
	{0x3a7, "X"},
	{0x3b1, "a"},
	{0x3b3, "y"},
	{0x3b9, "i"},
	{0x3ba, "k"},
	{0x3bd, "v"},
	{0x3bf, "o"},
	{0x3c1, "p"},
	{0x3c5, "u"},
	{0x3f2, "c"},
	{0x3f3, "j"},
	{0x3f9, "C"},
	{0x405, "S"},
	{0x406, "I"},
	{0x408, "J"},
	{0x410, "A"},
	{0x412, "B"},
	{0x415, "E"},
	{0x41a, "K"},
	{0x41c, "M"},
	{0x41d, "H"},
	{0x41e, "O"},
	{0x420, "P"},
	{0x421, "C"},
	{0x422, "T"},
	{0x423, "Y"},
	{0x425, "X"},
	{0x430, "a"},
	{0x435, "e"},
	{0x43a, "k"},
	{0x43e, "o"},
	{0x440, "p"},
	{0x441, "c"},
	{0x443, "y"},
	{0x445, "x"},
	{0x455, "s"},
	{0x456, "i"},
	{0x458, "j"},
	{0x475, "v"},
	{0x4bb, "h"},
	{0x501, "d"},
	{0x51a, "Q"},
	{0x51b, "q"},
	{0x51c, "W"},
	{0x51d, "w"},
	{0x2010, "-"},
	{0x2011, "-"},
	{0x2012, "-"},
	{0x2013, "-"},
	{0x2018, "'"},
	{0x2019, "'"},
	{0x201b, "'"},
	{0x2024, "."},
	{0x2032, "'"},
	{0x2212, "-"},
	{0x2236, ":"},
	{0xa789, ":"},
	{0xfb00, "ff"},
	{0xfb01, "fi"},
	{0xfb02, "fl"},
	{0xfb03, "ffi"},
	{0xfb04, "ffl"},
};

const char *confusable_latin(int32_t point)
{
	size_t low = 0, high = ARRAY_SIZE(confusables);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (confusables[middle].point == point)
			return confusables[middle].latin;
		if (confusables[middle].point < point)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
