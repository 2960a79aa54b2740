/* interrupt - signals, turned into something a loop can poll
 *
 * Handlers only set a flag and write one byte to a pipe. SIGHUP and SIGTERM ask to end, SIGINT asks to stop the work at
 * hand, SIGWINCH says the window changed, SIGCONT that we are back, SIGTSTP that the terminal is wanted by the shell,
 * SIGCHLD that a child ended. SIGPIPE is ignored.
 */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <stdbool.h>

#include "base/fault.h"

enum interrupt {
	INTERRUPT_END = 1 << 0,      /* SIGHUP, SIGTERM */
	INTERRUPT_STOP = 1 << 1,     /* SIGINT */
	INTERRUPT_RESIZE = 1 << 2,   /* SIGWINCH */
	INTERRUPT_CONTINUE = 1 << 3, /* SIGCONT */
	INTERRUPT_SUSPEND = 1 << 4,  /* SIGTSTP */
	INTERRUPT_CHILD = 1 << 5,    /* SIGCHLD */
};

/* Installs the handlers; before newterm(), which leaves ours alone. A second call does nothing. */
const struct fault *interrupt_open(void) MUST_CHECK;
void interrupt_close(void);
/* A descriptor that becomes readable when something arrived; -1 before interrupt_open(). */
int interrupt_descriptor(void);
/* What arrived since the last call, a set of enum interrupt; drains the pipe. */
int interrupt_take(void);
/* Whether END or STOP has arrived and was not taken yet; for long work to ask. */
bool interrupt_pending(void);
/* Whether END has ever arrived, taken or not: who waits for something outside waits no longer. */
bool interrupt_ending(void);
/* Really suspends the process (default SIGTSTP), returns when it is continued. */
void interrupt_suspend(void);

#endif
