/* definitions - how many lines of a paragraph are link definitions before its words start
 *
 * cmark takes them away without saying how many they were. It is asked again, a definition at a time, with the lines of
 * that one paragraph: lines that make an empty document are definitions.
 */
#ifndef DRAFT_DEFINITIONS_H
#define DRAFT_DEFINITIONS_H

#include "base/buffer.h"

struct definitions {
	struct buffer text;
	size_t *starts; /* of each line in the text */
	size_t count, capacity;
};

/* Adds a line, its line end included. */
void definitions_line(struct definitions *definitions, struct text line);
/* Lines at the start that are definitions. */
size_t definitions_count(const struct definitions *definitions);
void definitions_clear(struct definitions *definitions);

#endif
