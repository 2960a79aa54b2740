/*
 * steps: the language of the scripts that lead a terminal program; drive.c reads them.
 *
 *	wait TEXT	until TEXT is on the screen; it must not have been there when the last act began, except
 *			after the start or a mark. Acts are: send paste resize signal hangup run; several in a row
 *			count as one, so nothing depends on how fast the program answers in between
 *	expect TEXT	TEXT is on the screen now or comes to be
 *	gone TEXT	until TEXT has left the screen; it must have been there
 *	absent TEXT	TEXT is not on the screen now
 *	mark		forget what was on the screen: wait may be true at once until the next act
 *	send KEYS	see keys.h
 *	paste TEXT	as a terminal pastes: in brackets if the program asked for them; \-escapes, no <names>
 *	golden NAME	see golden.h
 *	svg FILE	write the screen; - is standard output
 *	text FILE
 *	resize CxR
 *	signal NAME	TERM HUP INT WINCH TSTP CONT KILL STOP
 *	stopped		until the program is stopped; after SIGTSTP it must have restored the terminal
 *	hangup		close the terminal under the program
 *	cursor R C	the cursor comes to be there, visible
 *	cursor TEXT	on the row of TEXT, visible
 *	run COMMAND	sh -c COMMAND, outside of the terminal, in the program's environment; fails if it does
 *	exits [N]	until the program has ended, with status N (0), or by a `signal`, or by the one of this NAME;
 *			the terminal must be as it was before (except after SIGKILL and hangup)
 *	writes NAME	print how many reads and bytes of output there were since the last `writes`
 *
 * Blanks before and after the argument do not count; write \x20 or <Space> where keys end in one.
 */
#ifndef TESTS_TERMINAL_STEPS_H
#define TESTS_TERMINAL_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal.h"

/* Where a script stands. Zero it, then set the first four. */
struct stage {
	struct terminal *terminal;
	const char *folder;		/* of the golden screens */
	int milliseconds;		/* that a step may take */
	bool update;			/* record the golden screens */
	char *before;			/* the screen when the last act began, as text; ours */
	bool free_wait;			/* since the start or a mark nothing was done */
	bool acting;			/* the last step was an act */
	size_t reads, bytes;		/* at the last `writes` */
};

/* NULL if this step can be run, else what is wrong with how it is written (to free). */
char *steps_misuse(const char *name, const char *argument);

/* Run one. NULL if it passed, else what was expected (to free). */
char *steps_run(struct stage *stage, const char *name, const char *argument);

#endif
