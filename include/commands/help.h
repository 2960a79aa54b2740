/* help - the command table, printed */
#ifndef COMMANDS_HELP_H
#define COMMANDS_HELP_H

#include "commands/command.h"

void help_all(struct buffer *out);
void help_command(struct buffer *out, const struct command *command);
void help_version(struct buffer *out);

#endif
