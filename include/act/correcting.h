/* correcting - spelling put right: words of one paragraph or of many, one decision, one act
 *
 * Each correction is a proposal like any other, on one's own branch, and everybody decides on it as on any other; the
 * commit is of kind `correct` and says what was corrected. What the corrector saw is compared with what the branch
 * holds when the commit is made: another window's change is merged by words, or is a CONFLICT and nothing is written.
 */
#ifndef ACT_CORRECTING_H
#define ACT_CORRECTING_H

#include "act/record.h"

struct correction {
	size_t block;     /* of the base for reading */
	struct text seen; /* its words as they were looked at (amending_words) */
	struct text text; /* its words from now on */
};

/* `what`: the end of the commit's subject, in English: "“dévelopement” in §12". At least one; a block once at most. */
const struct fault *correcting_run(struct review *review, const char *what, const struct correction *items,
	size_t count, const struct again *again) MUST_CHECK;

#endif
