/* undoing - the last act taken back, and brought again
 *
 * Stateless: the branch itself says what was done. Undo finds the last own act that is not undone and does not undo,
 * and writes the opposite act (annotations withdrawn, words restored by the word merge) with a trailer Paraphe-Undoes.
 * Redo takes back the last undo that nothing followed. History is never rewound. Updates cannot be undone; they are
 * stepped over. A decision that has been applied and words that the base has taken since stay (FAULT_CONFLICT).
 * Acts that others have answered since can be taken back all the same: nothing is deleted.
 */
#ifndef ACT_UNDOING_H
#define ACT_UNDOING_H

#include "act/record.h"

/* *subject: what was taken back ("Comment on §12"), yours. FAULT_MISSING: nothing to undo. */
const struct fault *undoing_undo(char **subject, struct review *review) MUST_CHECK;
/* The act that undoing_undo() would take back now: when it was done, and its subject, yours. FAULT_MISSING: there is
 * none; FAULT_CONFLICT: it is in the text by now. *subject is NULL then. */
const struct fault *undoing_next(char **subject, struct moment *when, struct review *review) MUST_CHECK;
const struct fault *undoing_redo(char **subject, struct review *review) MUST_CHECK;
/* An undo or redo that did not land, done again: `undoes` is the act that it takes back. Gone already: nothing is done.
 */
const struct fault *undoing_again(struct review *review, const char *undoes, const struct again *again) MUST_CHECK;

#endif
