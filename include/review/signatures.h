/* signatures - with which commit each annotation and each proposal came, and what that one's signature is worth
 *
 * An annotation has the signature of the commit that brought its very bytes to its author's own branch; a proposal that
 * of the commit which gave the branch the words it proposes. Nothing is said of a reviewer who signs nothing: most
 * people's git does not. What was found out once is kept by the commit; where a branch has moved on, only what is new
 * is read. Commits are read some at a time, for a screen that has something else to do.
 */
#ifndef REVIEW_SIGNATURES_H
#define REVIEW_SIGNATURES_H

#include "base/map.h"
#include "review/review.h"
#include "store/evidence.h"

/* What can be signed: a remark or an amendment, by its index in the standing. */
enum signed_kind { SIGNED_REMARK, SIGNED_AMENDMENT };

struct signed_branch;

struct signatures {
	const struct review *review;
	struct oid base_tip; /* as far as `base` goes */
	struct map base;     /* commits of the base's own chain: there a branch began */
	struct signed_branch *branches;
	size_t branch_count, branch_capacity;
	struct map branch_of;  /* reviewer's id -> branches */
	struct map words_of;   /* reviewer, digest, tip -> words */
	struct oids words;     /* which commit brought an amendment's */
	struct map verdict_of; /* commit, reviewer's id -> verdicts */
	struct verdict *verdicts;
	size_t verdict_count, verdict_capacity;
	bool silent[EVIDENCE_FORMATS]; /* this format's program did not answer */
};

void signatures_open(struct signatures *out, const struct review *review);
void signatures_clear(struct signatures *signatures);

/* Reads some commits of a reviewer's branch; true: there are more. */
bool signatures_read(struct signatures *signatures, size_t reviewer, size_t most);
/* Whether all of it has been read, as it stands now; and whether some commit on it is signed. */
bool signatures_is_read(const struct signatures *signatures, size_t reviewer);
bool signatures_signs(const struct signatures *signatures, size_t reviewer);

size_t signatures_reviewer(const struct signatures *signatures, enum signed_kind kind, size_t index);
/* The commit it came with; its reviewer's branch has been read. False where nothing is to be said: they sign nothing,
 * or it is not on their branch. */
bool signatures_commit(struct oid *out, struct signatures *signatures, enum signed_kind kind, size_t index);

/* What is known of a commit on a reviewer's branch; NULL: nothing yet. Good until the next is kept. */
const struct verdict *signatures_known(
	const struct signatures *signatures, const struct oid *commit, const char *reviewer);
/* Keeps what came of its evidence (NULL: there was none): the strings are the signatures' from now on. */
const struct verdict *signatures_keep(struct signatures *signatures, const struct oid *commit, const char *reviewer,
	const struct evidence *evidence, const struct verdict *verdict);

/* All of that at once, for commands. NULL: nothing is to be said. */
const struct verdict *signatures_of(struct signatures *signatures, enum signed_kind kind, size_t index);

/* "unsigned", "signed", "unchecked", "mismatch": for programs. */
const char *signature_name(enum signature signature);
/* "unsigned", "signed", "signature not checked", "signature does not match". */
const char *signature_words(enum signature signature);
/* Adds the same with what there is to add, safe to show: "signed by ana@example.org", "signature not checked: its key
 * is not in your keyring". */
void verdict_words(struct buffer *out, const struct verdict *verdict);

#endif
