/* intake - the commits that take the gathered branches, one after another
 *
 * For applying.c. One commit for each branch on top of the base, in the order of the reviewers' ids: the words taken of
 * it, the decisions on it, its annotations and its lexicon entries. They are written, but on no branch yet.
 */
#ifndef ACT_INTAKE_H
#define ACT_INTAKE_H

#include "act/gathered.h"

/* Moves gathered->tip on to the last of them. `keep`: the review will be read on from there, and keeps the versions of
 * the draft it will ask for. Told to stop, it ends after a branch: what is done stands by itself. */
const struct fault *intake_run(struct gathered *gathered, const struct progress *progress, bool keep) MUST_CHECK;

#endif
