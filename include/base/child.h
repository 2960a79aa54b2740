/* child - a program that runs beside us: what it says can be waited for together with everything else
 *
 * Like process.h (arguments, PATH, signals, status), but nothing here waits unless it says so. Standard input is
 * /dev/null; standard output and standard error are kept, of each the last CHILD_KEPT bytes at least. It has ended when
 * the program has, though something it left behind (an ssh that stays for the next call) may hold its descriptors.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/buffer.h"

enum { CHILD_KEPT = 128 * 1024 };

struct child;

struct child_order {
	const char *const *arguments;   /* NULL-terminated */
	const char *const *environment; /* "NAME=VALUE" is set, "NAME" is taken out; NULL-terminated, or NULL */
	/* In a session of its own, without a terminal: neither it nor what it starts can ask anybody anything, and
	 * child_stop() reaches them all. Otherwise they may ask at the terminal. */
	bool alone;
};

const struct fault *child_open(struct child **out, const struct child_order *order) MUST_CHECK;
/* Readable when child_advance() has something to do. */
int child_descriptor(const struct child *child);
/* Takes what it has said so far; true when it has ended. */
bool child_advance(struct child *child);
/* The same, waiting; returns early, with false, when somebody asks to stop (interrupt.h). */
bool child_wait(struct child *child);
/* What it said; borrowed. */
struct text child_out(const struct child *child);
struct text child_errors(const struct child *child);
/* As in process.h, once it has ended. */
int child_status(const struct child *child);
/* Ends it where it still runs. NULL is fine. */
void child_close(struct child *child);

#endif
