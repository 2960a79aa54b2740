/* expectation - the blocks a rewritten draft must have, checked by reading it again
 */
#ifndef DRAFT_EXPECTATION_H
#define DRAFT_EXPECTATION_H

#include "draft/frame.h"

struct expected {
	enum block_kind kind;
	int level;
	size_t text, size; /* in `words` */
	size_t kept;       /* the untouched block of the draft: depths and marker stay, too; or FRAME_NONE */
	size_t edited;     /* the block of the draft whose edit to blame, or FRAME_NONE */
};

struct expectation {
	struct expected *items;
	size_t count, capacity;
	struct buffer words;
};

/* The next block has this kind and text; `edited` is the block to blame, or FRAME_NONE. */
void expectation_add(
	struct expectation *expectation, enum block_kind kind, int level, struct text words, size_t edited);
/* The next block is this one of the draft, as it was. */
void expectation_keep(struct expectation *expectation, size_t block);
void expectation_clear(struct expectation *expectation);

/* Reads `result`, which is empty afterwards: the draft is yours. FAULT_MALFORMED when it has not just these blocks; it
 * says which edit is at fault. */
const struct fault *expectation_check(struct draft **out, const struct expectation *expectation,
	const struct draft *draft, struct buffer *result) MUST_CHECK;

#endif
