/* signatures - what the signature of an annotation, or of a proposal, is worth
 *
 * It is that of the commit it came with (provenance.h). Nothing is said of a reviewer who signs nothing: most people's
 * git does not. What was found out once is kept by the commit.
 */
#ifndef REVIEW_SIGNATURES_H
#define REVIEW_SIGNATURES_H

#include "review/provenance.h"
#include "store/evidence.h"

/* What can be signed: a remark or an amendment, by its index in the standing. */
enum signed_kind { SIGNED_REMARK, SIGNED_AMENDMENT };

struct signatures {
	struct provenance *provenance; /* borrowed */
	struct map verdict_of;         /* commit, reviewer's id -> verdicts */
	struct verdict *verdicts;
	size_t verdict_count, verdict_capacity;
	bool silent[EVIDENCE_FORMATS]; /* this format's program did not answer */
};

void signatures_open(struct signatures *out, struct provenance *provenance);
void signatures_clear(struct signatures *signatures);

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
