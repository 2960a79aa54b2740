/* evidence - a commit's signature, what it was given for, and what that is worth
 *
 * Read from the repository first, as plain values; judged by gpg, gpgsm or ssh-keygen then, which takes its time and
 * may be done in another thread. The programs, and what they know, are the user's own (signer.h).
 *
 * A signature is its reviewer's when the key bears the reviewer's id (also as ID@paraphe.invalid), or the address of
 * the commit's author, or of its committer; whose address that is nobody can tell, so it is said. ssh: the principals
 * that the allowed signers file names for it when the commit was made, patterns included. OpenPGP: a name of the key
 * that the keyring holds for valid; x509: an address of a certificate that gpgsm trusts. A key in the keyring that
 * bears none of these is another's: the signature does not match.
 */
#ifndef STORE_EVIDENCE_H
#define STORE_EVIDENCE_H

#include "store/repository.h"

enum signature {
	SIGNATURE_NONE,      /* unsigned */
	SIGNATURE_GOOD,      /* by a key that this user knows as theirs */
	SIGNATURE_UNCHECKED, /* it could not be looked into, or the key is one of which this user knows nothing */
	SIGNATURE_WRONG,     /* it does not match: of other bytes, by a key that is another's, or revoked */
};

struct verdict {
	enum signature is;
	char *by;     /* GOOD: the address that the key bears; NULL: the reviewer's id. Untrusted */
	char *reason; /* UNCHECKED: why, for a sentence: "its key is not in your keyring" */
	bool silent;  /* the program did not answer: it need not be asked again */
};

void verdict_clear(struct verdict *verdict);

enum evidence_format { EVIDENCE_OPENPGP, EVIDENCE_X509, EVIDENCE_SSH, EVIDENCE_FORMATS };

struct evidence {
	enum evidence_format format;
	struct buffer armour, bytes;         /* the signature, and what it was given for */
	char *reviewer, *author, *committer; /* the id; the addresses */
	char *program, *allowed, *revoked;   /* as in signer.h */
	char when[32];                       /* of the commit, as ssh-keygen takes it; "" where it says nothing */
};

/* *is_signed false: there is no signature of its author's, and no evidence; what somebody else has entered for them
 * bears that person's. */
const struct fault *evidence_read(struct evidence *out, bool *is_signed, struct repository *repository,
	const struct oid *commit, const char *reviewer) MUST_CHECK;
void evidence_clear(struct evidence *evidence);

/* Asks the programs, each for ten seconds at most, and no more once it is called off (then *out is UNCHECKED; NULL: it
 * is not). Touches nothing but its arguments. */
void evidence_judge(struct verdict *out, const struct evidence *evidence, const volatile bool *cancelled);
/* Without asking: its program has been silent before. */
void evidence_pass_over(struct verdict *out, const struct evidence *evidence);

#endif
