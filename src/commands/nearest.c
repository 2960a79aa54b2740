#include "commands/nearest.h"

#include <string.h>

#include "annotation/distance.h"
#include "base/memory.h"

enum { LONGEST = 64 };

static size_t spread(int32_t *out, const char *word)
{
	size_t size = strnlen(word, LONGEST);
	for (size_t i = 0; i < size; i++)
		out[i] = (unsigned char)word[i];
	return size;
}

void nearest_weigh(struct nearest *nearest, const char *name)
{
	int32_t typed[LONGEST], known[LONGEST];
	size_t distances[LONGEST + 1];
	size_t typed_size = spread(typed, nearest->word), known_size = spread(known, name);
	if (!typed_size || !known_size)
		return;
	distance_run(distances, typed, typed_size, known, known_size, true);
	size_t edits = distances[known_size], longer = typed_size > known_size ? typed_size : known_size;
	if (edits * 2 > longer || (nearest->name && edits >= nearest->edits))
		return;
	nearest->name = name;
	nearest->edits = edits;
}
