/* plaintalk - threads, amendments and positions as plain text
 *
 * Everything printed is safe to show, wrapped, and tells by words alone who says what: for terminals, files, screen
 * readers.
 */
#ifndef COMMANDS_PLAINTALK_H
#define COMMANDS_PLAINTALK_H

#include "commands/listing.h"

struct plaintalk {
	const struct listing *listing;
	struct buffer *out;
	size_t width;  /* cells */
	size_t indent; /* of all lines */
};

/* The threads among these remarks that are about no amendment of today. */
void plaintalk_threads(const struct plaintalk *to, struct listed_run remarks);
/* One remark and its thread's other remarks: the run starts at it. Returns how many of the run that was. */
size_t plaintalk_thread(const struct plaintalk *to, struct listed_run remarks);
/* An amendment as word differences, who supports it or objects, what it collides with, and its threads. */
void plaintalk_amendment(const struct plaintalk *to, size_t amendment);
/* Who has initialled, reserved, objected, on one line; nothing where nobody has. */
void plaintalk_positions(const struct plaintalk *to, size_t block);

#endif
