/* memory - allocation that cannot fail
 *
 * Out of memory ends the program with a sentence: whatever was said to be saved is on disk by then (see design of
 * journals). So no caller has a branch for it. Everything returned is yours; give it to free().
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>
#include <stdlib.h>

#include "base/fault.h"

/* `count` zeroed objects of `size` bytes; never NULL, not even for none. */
void *memory_new(size_t count, size_t size) MUST_CHECK;

/* realloc to `count` objects of `size` bytes; new room is not zeroed. */
void *memory_resize(void *old, size_t count, size_t size) MUST_CHECK;

/* A copy of `size` bytes with a NUL behind them. */
char *memory_copy(const void *bytes, size_t size) MUST_CHECK;

/* A copy of a string; NULL stays NULL. */
char *memory_string(const char *string) MUST_CHECK;

/* printf into new memory. */
char *memory_format(const char *format, ...) FORMAT(1, 2) MUST_CHECK;

/* What lies there is not needed any more, though the object it is part of is: the pages wholly within it go back to the
 * system, and read as zeros from then on. */
void memory_forget(void *bytes, size_t size);

/* So many bytes will be asked for in small pieces: this thread gets them from the system at once. One page at a time
 * costs a fault each, dear in virtual machines. Only a hint: it gives nothing, and may do nothing. */
void memory_expect(size_t size);

#endif
