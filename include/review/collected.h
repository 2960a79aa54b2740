/* collected - what was found on a branch before: the same as long as the base, the branch and the numbers are
 *
 * For collecting.c.
 */
#ifndef REVIEW_COLLECTED_H
#define REVIEW_COLLECTED_H

#include "review/work.h"

struct collected {
	struct oid base, tip;
	size_t draft;
	unsigned int revision; /* the numbers are those of this version */
	bool reframed;
	struct amendment *items;
	size_t count, capacity;
};

/* The reviewer's place among them, and whether what is there still holds. Borrowed until the next one is asked for. */
struct collected *collected_find(struct review *review, const struct reviewer *reviewer, bool *holds);
/* Adds it to the amendments of the standing under way, where this is the reviewer's place. */
void collected_give(struct review *review, size_t reviewer, const struct collected *collected);
/* Keeps what has been added to those from `first` on. */
struct collected *collected_keep(struct review *review, const struct reviewer *reviewer, size_t first);
void collected_forget(struct review_work *work);

#endif
