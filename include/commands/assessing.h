/* assessing - what `support` and `object` have in common */
#ifndef COMMANDS_ASSESSING_H
#define COMMANDS_ASSESSING_H

#include "commands/command.h"

/* Takes the position `code` ("supports", "objects") on the amendment named; prints its id. */
const struct fault *assessing_run(struct call *call, const char *code) MUST_CHECK;
extern const struct option assessing_options[];

#endif
