/* arena - memory for one JSON text while it is read, given back all at once
 *
 * For json.c only. A text of an annotation makes a hundred small allocations; taken from a block they cost next to
 * nothing, and nine thousand annotations are read in half the time. Between arena_open() and arena_close() this
 * thread's arena_allocate() takes from the arena and arena_free() does nothing; outside they are malloc() and free().
 * Blocks are aligned to their size, so that the arena of a value is found from its address.
 */
#ifndef JSON_ARENA_H
#define JSON_ARENA_H

#include <stddef.h>

/* Begins this thread's arena; there is none open. */
void arena_open(void);
/* Ends it; the memory stays until arena_drop(). */
void arena_close(void);
/* Gives the arena back that holds `inside`, an allocation of no more than ARENA_SMALL bytes. */
void arena_drop(void *inside);
/* Ends the open arena and gives it back. */
void arena_abandon(void);

enum { ARENA_BLOCK = 64 * 1024, ARENA_SMALL = 1024 };

void *arena_allocate(size_t size);
void arena_free(void *memory);

#endif
