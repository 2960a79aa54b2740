/* process - another program, run without a shell
 *
 * Arguments are a NULL-terminated list; the program is looked up in PATH. Nothing is inherited but the three standard
 * descriptors. Signals are reset to their defaults in the child. A status is the exit code, or 128 + the signal that
 * ended it, as shells count.
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>

#include "base/buffer.h"

/* Runs to the end with the terminal handed over (stdin, stdout, stderr inherited), in the foreground process group. */
const struct fault *process_run(int *status, const char *const arguments[]) MUST_CHECK;

/* Runs to the end with `input` on standard input; standard output is added to `out`, standard error to `errors`
 * (each may be NULL: thrown away). Reads both while it writes, so nothing can block. */
const struct fault *process_filter(int *status, struct buffer *out, struct buffer *errors,
	const char *const arguments[], struct text input) MUST_CHECK;

struct process_limits {
	int milliseconds;               /* 0: as long as it takes */
	const volatile bool *cancelled; /* looked at ten times a second; may be NULL */
};

/* The same in a session of its own: there is no terminal that it could ask at. When its time is up, or it is called
 * off, it is ended with all that it has started: FAULT_BUSY. */
const struct fault *process_filter_alone(int *status, struct buffer *out, struct buffer *errors,
	const char *const arguments[], struct text input, struct process_limits limits) MUST_CHECK;

/* Splits words at blanks ("vim -X"); no quoting, no shell. The list and its words are one block: give it to free(). */
const char **process_words(const char *line) MUST_CHECK;

#endif
