/* moving - the base moves, and what follows it: the files that are checked out, and a tag
 *
 * The old and the new tip lie in the journal meanwhile, so that a crash between the ref and what follows it is made
 * good at the next start. The caller holds the base's lock.
 */
#ifndef ACT_MOVING_H
#define ACT_MOVING_H

#include "json/json.h"
#include "review/review.h"

struct move {
	const char *ref;     /* refs/heads/BASE */
	struct oid old, new; /* `old` zero: it does not exist here yet */
	const char *message; /* for the reflog */
	const char *tag;     /* a ref that is made once the base stands there, or NULL: refs/tags/rev/2 */
	struct oid tagged;   /* the object it names */
};

/* FAULT_CONFLICT before anything where the base stands elsewhere, or files that are checked out are not clean.
 * Where the base has moved and the files have not, the next start finishes it. */
const struct fault *moving_run(struct review *review, const struct move *move) MUST_CHECK;
/* What a crash or a full disk left of a move, from its journal entry; false where something still stands in the way,
 * which is said in the notices. */
bool moving_finish(struct review *review, const struct json *entry);

#endif
