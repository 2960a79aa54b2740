/* signer - what the user's own git is told about signatures, and its programs asked; private to src/store
 *
 * commit.gpgsign, gpg.format (openpgp, ssh, x509), user.signingkey, gpg.program, gpg.FORMAT.program,
 * gpg.ssh.allowedSignersFile and gpg.ssh.revocationFile are read from the user's own global configuration alone: a
 * repository's never names a program, nor a key. Paths begin at / or ~/, for a program may stand anywhere.
 */
#ifndef STORE_SIGNER_H
#define STORE_SIGNER_H

#include "base/process.h"

/* Strings are its own, NULL where nothing is said. */
struct signer {
	bool signs;
	char *format, *key;
	char *program; /* of the format asked for; NULL: none is known for it */
	char *allowed, *revoked;
};

/* `format` NULL: the one that is chosen. */
void signer_open(struct signer *signer, const char *format);
void signer_clear(struct signer *signer);

/* Runs one of its programs without a terminal; a status of 127: it is not there. */
const struct fault *signer_ask(int *status, struct buffer *out, struct buffer *errors, const char *const words[],
	struct text input, struct process_limits limits) MUST_CHECK;

/* A file of our own with these bytes; its folder is removed with it. NULL may be forgotten. */
const struct fault *signer_put(char **path, struct text bytes, const char *name) MUST_CHECK;
void signer_forget(char *path);
/* "~/x" is the user's; takes the string and gives another. NULL stays. */
char *signer_path(char *path);

#endif
