/* worker - one thread for long work, and a fork-join for bulk
 *
 * Jobs are plain values: the worker touches nothing of the caller's but what the job holds. Answers come back in order
 * through a queue whose descriptor a loop can poll. Faults live per thread, so a job that fails copies its text.
 */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct worker;
/* Runs in the worker's thread; *cancelled may be read at any time (the newest job of a kind cancels older ones). */
typedef void worker_job(void *job, const volatile bool *cancelled);

const struct fault *worker_open(struct worker **out) MUST_CHECK;
/* Cancels what is waiting, waits for what runs. Jobs not taken back are given to `dispose`. */
void worker_close(struct worker *worker, void (*dispose)(void *job));
void worker_give(struct worker *worker, worker_job *run, void *job);
/* The next finished job, or NULL. */
void *worker_take(struct worker *worker);
/* Readable when a finished job waits. */
int worker_descriptor(const struct worker *worker);

/* Calls part(context, from, to) for [0, count) cut into as many parts as there are processors (at most `most`);
 * returns when all are done. The parts must not touch each other's items. */
void worker_split(size_t count, size_t most, void (*part)(void *context, size_t from, size_t to), void *context);

/* The same for what waits rather than computes: as many parts as `most`, whatever processors there are. */
void worker_together(size_t count, size_t most, void (*part)(void *context, size_t from, size_t to), void *context);

/* One step beside the caller's own: begins run(context) in another thread (does it here where none can be had);
 * worker_join() waits for its end. */
struct worker_step;
struct worker_step *worker_beside(void (*run)(void *context), void *context) MUST_CHECK;
void worker_join(struct worker_step *step);

/* Two steps one behind the other: calls first(context, from, to) here for each slice of [0, count) in turn, while
 * second() follows in another thread with the slices that first() has left, which waits where it is `most` items ahead.
 * Returns when all are done. */
void worker_follow(size_t count, size_t slice, size_t most, void (*first)(void *context, size_t from, size_t to),
	void (*second)(void *context, size_t from, size_t to), void *context);

#endif
