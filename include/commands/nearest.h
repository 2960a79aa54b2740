/* nearest - which of some names somebody meant */
#ifndef COMMANDS_NEAREST_H
#define COMMANDS_NEAREST_H

#include <stddef.h>

struct nearest {
	const char *word; /* what was typed */
	const char *name; /* the nearest so far; NULL: none is near enough */
	size_t edits;
};

/* Weighs one more name: near enough is at most half of the longer one's letters. */
void nearest_weigh(struct nearest *nearest, const char *name);

#endif
