/* putting - the edits that put what is taken on the base's draft
 *
 * The rewordings of a block with their hunks together, what is inserted at one place in the order of the branches.
 */
#ifndef REVIEW_PUTTING_H
#define REVIEW_PUTTING_H

#include "draft/rewrite.h"
#include "review/taking.h"

/* What goes into the draft: edits, and the words they point to. */
struct putting {
	const struct taking *taking;
	const bool *included;
	const bool *also; /* as if they were retained, too; NULL: none */
	struct edit *edits;
	const struct taken **by; /* for each edit that puts something in a new place: whose it is */
	size_t count, capacity, by_count, by_capacity;
	struct buffer *texts;
	size_t text_count, text_capacity;
};

void putting_clear(struct putting *putting);
/* Whether an item is put in at all, and whether it is the first of its wording that is. */
bool putting_has(const struct putting *putting, size_t i);
bool putting_speaks(const struct putting *putting, size_t i);
/* Adds what is put into one block, whose first item is `from`. */
void putting_block(struct putting *putting, size_t from, size_t block);
/* Only its rewordings. */
void putting_words(struct putting *putting, size_t from, size_t block);

/* What is put into one block, from item `from` on. */
struct filled {
	struct putting putting;
	size_t from;
	bool stale; /* another item has come since */
};

/* The base's source with more and more of the taken ones put in, which are written block by block only when something
 * comes to a block. Good as long as the taking and its fates stay as they are. */
struct filling {
	const struct taking *taking;
	bool *included;
	struct filled *blocks;
	size_t count, *block_of; /* of each item */
};

struct filling *filling_new(const struct taking *taking);
void filling_free(struct filling *filling);
/* Item `item` is to be put in, if it is taken. */
void filling_include(struct filling *filling, size_t item, bool included);
/* The draft as it is then, yours. */
const struct fault *filling_draft(struct draft **out, struct filling *filling) MUST_CHECK;

#endif
