/* assembly - a draft put together anew from its own blocks and new words
 *
 * For rewrite.c. Blocks are added in the order they will stand. A block that follows the one it always followed is
 * copied byte for byte, frame and all; where two meet that did not before, the seam gets what it takes for both to stay
 * what they are: a blank line, or the marker of a list item whose first block is gone. What is expected of the result
 * is noted along the way and checked by reading it again.
 */
#ifndef DRAFT_ASSEMBLY_H
#define DRAFT_ASSEMBLY_H

#include "draft/frame.h"

/* What the block before a seam, or behind it, is like. */
struct face {
	enum block_kind kind;
	enum place_shape shape;
	bool item_start;
	char mark; /* of the item: "-", "*", "+", or what stands behind the number: ".", ")" */
	bool ordered;
	int list_depth, quote_depth;
};

/* One block that is to be found in the result. */
struct expected {
	enum block_kind kind;
	int level;
	size_t text, text_size; /* in `words`; for an untouched block of the draft its own text */
	size_t block;           /* of the draft, or FRAME_NONE */
	bool untouched;         /* depths and marker stay, too */
	size_t edited;          /* which block to blame: of the draft */
};

struct assembly {
	const struct draft_frame *frame;
	struct buffer *out;
	size_t start;         /* of the result in `out` */
	bool careful;         /* second try: a blank line at every seam, regular prefixes */
	bool *started;        /* for each container: something of it stands already */
	bool any;             /* a block stands already */
	struct face face;     /* of the last one */
	size_t container;     /* of the last one, or FRAME_NONE where it has none of this draft */
	size_t natural;       /* the block of the draft the last one is, or FRAME_NONE */
	unsigned long number; /* of the last new item of an ordered list, where one was just added */
	struct expected *expected;
	size_t count, capacity;
	struct buffer words;
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

/* Reads the result again. FAULT_MALFORMED when it is not as expected. */
const struct fault *assembly_check(const struct assembly *assembly);

#endif
