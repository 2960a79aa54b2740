/* script - a consultation acted out, line by line, by the commands themselves
 *
 * A line is empty, a `# comment`, or
 *   clock 2026-11-16T09:04:00+01:00    what time it is from now on
 *   let NAME                           the next line's answer (an id, an amendment's name) is $NAME from then on
 *   --as ID COMMAND ...                anything the command line takes; `$NAME` stands for an answer
 * Words are separated by blanks; "double quotes" keep blanks together, and \" \\ \n are written within them.
 */
#ifndef COMMANDS_SCRIPT_H
#define COMMANDS_SCRIPT_H

#include "base/progress.h"
#include "commands/command.h"

/* Runs all lines. A fault names the script and the line. */
const struct fault *script_run(const struct command_line *line, const char *name, struct text source,
	const struct progress *progress) MUST_CHECK;
/* Sets the clock to the first time the script names, if it names one. */
const struct fault *script_clock(const char *name, struct text source) MUST_CHECK;

#endif
