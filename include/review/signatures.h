/* signatures - with which commit each annotation of a reviewer came, and whether that is signed by them
 *
 * An annotation has the signature of the commit that brought it to its author's own branch. Looking into one costs a
 * program or two, so it is done for what is asked about, once.
 */
#ifndef REVIEW_SIGNATURES_H
#define REVIEW_SIGNATURES_H

#include "base/map.h"
#include "review/review.h"
#include "store/signing.h"

struct signatures {
	const struct review *review;
	size_t reviewer;
	bool signs;        /* some commit on the branch is signed */
	struct map places; /* annotations by their ids: indexes of commits */
	struct oid *commits;
	unsigned char *found; /* of each commit: 1 + enum signature; 0: not looked into yet */
	size_t count, capacity;
};

/* Reads the branch of one reviewer (index in the standing); good until the review advances. */
const struct fault *signatures_open(struct signatures *out, const struct review *review, size_t reviewer) MUST_CHECK;
void signatures_clear(struct signatures *signatures);
/* Of a remark of theirs (index in the standing). False where nothing can be said: it is not on their branch any more,
 * or the program that would look into it cannot be run. */
bool signatures_of(enum signature *out, struct signatures *signatures, size_t remark);

/* "unsigned", "signed", "unchecked", "mismatch": for programs. */
const char *signature_name(enum signature signature);
/* "unsigned", "signed", "signature not checked", "signature does not match". */
const char *signature_words(enum signature signature);

#endif
