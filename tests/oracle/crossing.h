/* crossing - branches that go through each other
 *
 * Each is the next commit of a branch, which is then to be written. The text that it has is the generator's choice;
 * what it comes from afterwards follows from the history. False where nothing was done: one is not as it should be, or
 * words meet.
 */
#ifndef ORACLE_CROSSING_H
#define ORACLE_CROSSING_H

#include "oracle/model.h"

/* A reviewer merges another's branch, which the base does not hold yet: with its words, or with none of them. */
bool crossing_take(struct model *model, size_t branch, size_t other, bool words);
/* A reviewer whose branch has just been merged whole knows nothing of that, and merges the base of before: two merge
 * bases. */
bool crossing_back(struct model *model, size_t branch);

#endif
