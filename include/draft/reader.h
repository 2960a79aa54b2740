/* reader - finds the blocks and containers of a source, with cmark
 *
 * For draft.c. A source is read in chunks: all top-level blocks of a chunk but the last are closed and never change by
 * what follows, so the next chunk starts with the last one. That keeps cmark's tree small, and lets a reader stop
 * early.
 */
#ifndef DRAFT_READER_H
#define DRAFT_READER_H

#include "draft/frame.h"

/* Fills a zeroed frame with blocks, places and containers. Texts and markers still point nowhere (places tell where the
 * texts are) or into `source`, which is borrowed. Stops behind `enough` bytes, before a blank line between two
 * top-level blocks, and says so. FAULT_MALFORMED where there are too many blocks to be a draft. */
const struct fault *reader_run(struct draft_frame *frame, struct text source, size_t enough, bool *stopped) MUST_CHECK;

#endif
