/* repeated - whether the base has put in elsewhere what a proposal puts in, too
 *
 * The rule of draft/repeat.h, for texts made of numbers.
 */
#ifndef ORACLE_REPEATED_H
#define ORACLE_REPEATED_H

#include "oracle/relation.h"

/* What the base has made of the text that a branch came from, and the blocks that the proposal speaks of itself. */
struct repeated {
	const struct model_text *before, *base;
	const struct relation *since; /* before -> base */
	size_t first, count;
};

/* `now` is proposed in the place of `was`, or put in where that is empty. */
bool repeated_run(const struct repeated *repeated, const struct model_words *was, const struct model_words *now);

#endif
