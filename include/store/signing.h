/* signing - commits signed as the user's own git would sign them, and signatures looked into
 *
 * commit.gpgsign, gpg.format (openpgp, ssh, x509), user.signingkey, gpg.program, gpg.FORMAT.program and
 * gpg.ssh.allowedSignersFile are read from the user's own global configuration alone: a repository's never names a
 * program, nor a key. The work is that of gpg, gpgsm and ssh-keygen; they are asked without a terminal, so that none of
 * them writes into a screen: a locked key is for an agent (ssh-add, gpg-agent with a window).
 */
#ifndef STORE_SIGNING_H
#define STORE_SIGNING_H

#include "store/repository.h"

/* The signature of a commit's bytes is added, in armour; nothing where the user's git does not sign. `committer`:
 * "Name <address>", whose key it is where none is named. FAULT_FORBIDDEN: it was to be signed, and could not be. */
const struct fault *signing_sign(struct buffer *signature, struct text commit, const char *committer) MUST_CHECK;
/* Nothing is signed until it ends: commits in the name of people who are not there (the sample). */
void signing_pause(bool paused);

enum signature {
	SIGNATURE_NONE,      /* unsigned */
	SIGNATURE_GOOD,      /* its author's, by a key this user knows as theirs */
	SIGNATURE_UNCHECKED, /* by a key of which this user knows nothing */
	SIGNATURE_WRONG,     /* it does not match: of other bytes, by a key that is another's, or expired, or revoked */
};

/* What is to be said of a commit's signature: whether its author signed it, so that what somebody else committed for
 * them is unsigned. `reviewer`: a name the key may bear as well as the author's address. */
const struct fault *signing_check(
	enum signature *out, struct repository *repository, const struct oid *commit, const char *reviewer) MUST_CHECK;

#endif
