/* door - what somebody gets who comes in over ssh: the review as the reviewer their key belongs to, or git on this one
 * repository, where the hook knows who they are
 *
 * The key's line in authorized_keys names repository and reviewer (keyring.h); what the visitor asks for is in
 * SSH_ORIGINAL_COMMAND, and only the name of one of git's three services is taken from it. No path, option or program
 * of the visitor's is ever used.
 */
#ifndef COMMANDS_DOOR_H
#define COMMANDS_DOOR_H

#include "commands/call.h"

const struct fault *door_run(struct call *call) MUST_CHECK;

/* The git service that "git-receive-pack 'PATH'" asks for ("receive-pack"), where PATH ends with the repository's name
 * (its .git may be missing); NULL for anything else. */
const char *door_service(const char *command, const char *repository);

#endif
