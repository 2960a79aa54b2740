/* keyring - the reviewers' public keys, and the lines of authorized_keys that let each in as the one they are
 *
 * A folder holds ID.pub for each reviewer, as ssh-keygen makes it; several lines are several keys. Each becomes
 *
 *   restrict,pty,command="PROGRAM -C REPOSITORY --as ID server-hook door" ssh-ed25519 AAAA… ID
 *
 * so that whoever holds the key gets the review as ID, and git, and nothing else of the machine. See sshd(8),
 * AUTHORIZED_KEYS FILE FORMAT.
 */
#ifndef COMMANDS_KEYRING_H
#define COMMANDS_KEYRING_H

#include "review/consultation.h"

struct keyring {
	const char *folder;     /* of the keys */
	const char *program;    /* absolute path */
	const char *repository; /* absolute path of the server */
	const struct consultation *consultation;
	size_t keys, reviewers; /* out: how many lines, of how many people */
	struct buffer notes;    /* out: sentences, one a line: keys of nobody on the roster */
};

/* Adds the lines, in the order of the roster. FAULT_MALFORMED: a file that is no public key; FAULT_CONFLICT: one key
 * for two people; FAULT_MISSING: no such folder. */
const struct fault *keyring_lines(struct buffer *out, struct keyring *keyring) MUST_CHECK;
/* Puts them into a file: the lines of this repository's door are replaced, all others stay as they are. */
const struct fault *keyring_write(const char *path, const struct keyring *keyring, struct text lines) MUST_CHECK;
void keyring_clear(struct keyring *keyring);

#endif
