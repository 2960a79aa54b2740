/* signing - commits signed as the user's own git would sign them
 *
 * What the user's git is told to do is done (signer.h). The work is that of gpg, gpgsm and ssh-keygen; they are asked
 * without a terminal, so that none of them writes into a screen: a locked key is for an agent (ssh-add, gpg-agent with
 * a window).
 */
#ifndef STORE_SIGNING_H
#define STORE_SIGNING_H

#include <stdbool.h>

#include "base/buffer.h"

/* The signature of a commit's bytes is added, in armour; nothing where the user's git does not sign. `committer`:
 * "Name <address>", whose key it is where none is named. FAULT_FORBIDDEN: it was to be signed, and could not be. */
const struct fault *signing_sign(struct buffer *signature, struct text commit, const char *committer) MUST_CHECK;
/* Nothing is signed until it ends: commits in the name of people who are not there (the sample). */
void signing_pause(bool paused);

#endif
