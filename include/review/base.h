/* base - the base for reading, its consultation, and the draft of it that is read
 *
 * What stood stays where anything fails. A draft that changed carries what stands along with its paragraphs until the
 * new state is computed, so that no index ever points beside the text.
 */
#ifndef REVIEW_BASE_H
#define REVIEW_BASE_H

#include "review/work.h"

/* HEAD's branch says which branch is the base, and that one's consultation perhaps another; a reviewer's branch that is
 * checked out says main. */
const struct fault *base_find(struct review *review) MUST_CHECK;
/* The draft that the options ask for. */
const struct fault *base_choose(struct review *review, const struct review_options *options) MUST_CHECK;
/* Reads the draft chosen: only its beginning when it is large and `in_slices`. Numbers its paragraphs. */
const struct fault *base_read(struct review *review, bool in_slices) MUST_CHECK;
/* The base may have moved, or its consultation name another one: its tree, its consultation and its draft are read
 * again. Raises the generation where anything of them changed. */
const struct fault *base_reopen(struct review *review) MUST_CHECK;

#endif
