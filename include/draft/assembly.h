/* assembly - a draft put together anew from its own blocks and new words
 *
 * For rewrite.c. Blocks are added in the order they will stand. A block that follows the one it always followed is
 * copied byte for byte, frame and all; where two meet that did not before, the seam gets what it takes for both to stay
 * what they are: a blank line, or the marker of a list item whose first block is gone. What is expected of the result
 * is noted along the way and checked by reading it again.
 */
#ifndef DRAFT_ASSEMBLY_H
#define DRAFT_ASSEMBLY_H

#include "draft/expectation.h"
#include "draft/pen.h"
#include "draft/seam.h"

struct assembly {
	struct pen pen;       /* careful: the second try, with a blank line at every seam */
	bool any;             /* a block stands already */
	struct face face;     /* of the last one */
	size_t container;     /* of the last one, or FRAME_NONE where it has none of this draft */
	size_t natural;       /* the block of the draft the last one is, or FRAME_NONE */
	unsigned long number; /* of the last block, where it is a new item of an ordered list */
	struct expectation expectation;
};

void assembly_open(struct assembly *out, struct buffer *bytes, const struct draft *draft, bool careful);
void assembly_clear(struct assembly *assembly);

/* A block of the draft at its place, with new words or (bytes NULL) its own. */
void assembly_block(struct assembly *assembly, size_t block, struct text words);
/* New words in a frame like that of block `like`; with `before`, as what stands before it. */
void assembly_words(struct assembly *assembly, size_t like, bool before, struct text words);
/* A block of another draft with its own frame, with new words or its own. */
void assembly_foreign(struct assembly *assembly, const struct draft *draft, size_t block, struct text words);
/* A block of the draft behind block `after` (FRAME_NONE: at the start), with new words or its own. */
void assembly_moved(struct assembly *assembly, size_t block, size_t after, struct text words);
/* What follows the last block. */
void assembly_close(struct assembly *assembly, bool tail);

/* Reads the result again and takes it over: that draft is yours. FAULT_MALFORMED when it is not as expected. */
const struct fault *assembly_check(struct draft **out, const struct assembly *assembly) MUST_CHECK;

#endif
