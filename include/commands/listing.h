/* listing - what stands on which paragraph, in the order it is printed
 *
 * The review's arrays put in the order of the text, so that a paragraph's share is found at once even in a draft of
 * many thousand. Good as long as the review does not advance.
 */
#ifndef COMMANDS_LISTING_H
#define COMMANDS_LISTING_H

#include "review/signatures.h"

struct listed {
	size_t block; /* STANDING_NONE comes first: the whole document, or before §1 */
	size_t root;  /* remarks: the first of the thread; else the index again */
	size_t index; /* in the review's array */
};

/* A run of listed items; borrowed. */
struct listed_run {
	const struct listed *items;
	size_t count;
};

struct listing {
	const struct review *review;
	struct provenance *provenance;
	struct signatures *signatures; /* what is to be said of them; NULL: nothing is. Each costs a program or two */
	struct listed *remarks, *amendments;
	size_t remark_count, amendment_count;
	size_t *amendment_of; /* for each remark: the amendment its thread is about, or STANDING_NONE */
	bool *holds;          /* for each remark: false for a position that another, or other words, have overtaken */
};

void listing_make(struct listing *out, const struct review *review);
void listing_clear(struct listing *listing);

/* Remarks that speak, thread by thread, of a block (STANDING_NONE: of the whole document). */
struct listed_run listing_remarks(const struct listing *listing, size_t block);
/* Amendments of a block; insertions stand with the block they follow. STANDING_NONE: before the first one. */
struct listed_run listing_amendments(const struct listing *listing, size_t block);
/* What is to be said of a signature; NULL: nothing. */
const struct verdict *listing_verdict(const struct listing *listing, enum signed_kind kind, size_t index);
/* Whether the secretariat entered an amendment for its reviewer. */
bool listing_entered(const struct listing *listing, size_t amendment);
/* "open", "resolved", "withdrawn", "lapsed". */
const char *listing_state(const struct listing *listing, size_t remark);

#endif
