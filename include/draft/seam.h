/* seam - where two blocks meet that did not before
 */
#ifndef DRAFT_SEAM_H
#define DRAFT_SEAM_H

#include "draft/frame.h"

/* What matters of a block to the one above or below it. */
struct face {
	enum block_kind kind;
	enum place_shape shape;
	bool item_start;
	char mark; /* of the innermost item: "-", "*", "+", or what stands behind the number: ".", ")" */
	bool ordered;
	int list_depth, quote_depth;
};

struct face face_of(const struct draft_frame *frame, size_t block);
bool face_same_list(const struct face *a, const struct face *b);
/* Whether two blocks need a blank line between them to stay two. */
bool face_needs_blank(const struct face *above, const struct face *below);

/* Where a block's frame starts; a byte order mark is nobody's. */
size_t seam_start(const struct draft_frame *frame, size_t block);
/* The same behind the blank lines it starts with: a draft does not begin with those of what stood in the middle. */
size_t seam_behind_gap(const struct draft_frame *frame, size_t block);
/* Whether there are any. */
bool seam_has_gap(const struct draft_frame *frame, size_t block);

#endif
