/* progress - how far long work is, and whether to go on
 *
 * A zeroed progress is silent and never stops. `done` of `total` is in whatever unit the work counts.
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
	bool (*report)(void *context, size_t done, size_t total); /* false: stop soon */
	void *context;
};

static inline bool progress_report(const struct progress *progress, size_t done, size_t total)
{
	return !progress || !progress->report || progress->report(progress->context, done, total);
}

#endif
