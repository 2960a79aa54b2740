/* loop - waits for the terminal, for signals and for whatever else has a descriptor
 *
 * Poll, never busy: keys that already wait are all taken before one frame is drawn; idle work runs in slices while no
 * key waits; timers wake it at their time. It returns when stack->ended is set, on SIGTERM and SIGHUP, and when the
 * terminal is gone; in the last three cases every view is told to save first.
 */
#ifndef VIEWS_LOOP_H
#define VIEWS_LOOP_H

#include <stdbool.h>

#include "views/stack.h"

struct loop;

enum loop_end { LOOP_ENDED, LOOP_SIGNAL, LOOP_TERMINAL_GONE };

struct loop *loop_new(struct stack *stack) MUST_CHECK;
void loop_free(struct loop *loop);
/* The screen is open. */
enum loop_end loop_run(struct loop *loop);

/* Calls ready(context) when the descriptor is readable; it must read it empty. One call a descriptor. */
void loop_watch(struct loop *loop, int descriptor, void (*ready)(void *context), void *context);
void loop_unwatch(struct loop *loop, int descriptor);
/* A slice of work while no key waits, after the top view's own; returns whether there is more, and is asked again only
 * after loop_wake() once there is none. */
void loop_idle(struct loop *loop, bool (*slice)(void *context), void *context);
void loop_wake(struct loop *loop);
/* Calls due(context) once, so many milliseconds from now. The same due and context again: the old time is forgotten
 * (to save when typing pauses). Negative: only forget. */
void loop_after(struct loop *loop, int milliseconds, void (*due)(void *context), void *context);
/* Called when a child has ended (SIGCHLD). */
void loop_children(struct loop *loop, void (*ended)(void *context), void *context);

/* Suspends the program as ^Z does elsewhere; returns when it is continued. */
void loop_suspend(struct loop *loop);

#endif
