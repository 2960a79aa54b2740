/* rewrite - edits of blocks put into a draft, all at once, every other byte untouched
 *
 * Edits name blocks of the draft they are applied to (0-based). They go in together from right to left, so their order
 * in the list matters only where several insert or move to one place: there it is the order of the list. After
 * rewriting, the result is parsed again: kinds and number of all blocks must be as expected, else FAULT_MALFORMED says
 * which block would have changed ("a text that would change other paragraphs").
 *
 * A new text is given as a block's text is read (no container prefix, no heading marks); its lines get the prefix back.
 * A blank line in it splits: that many blocks of the same kind are expected, each with a frame like its predecessor's
 * (a list item makes a new item; an ordered one keeps counting by its marker's number + 1; a heading makes headings).
 * An insertion copies its predecessor's frame (before the first block: the first's; in an empty draft: a plain
 * paragraph) unless `like` gives the block of another draft whose own frame it brings: then its kind and marker are
 * that block's. An insertion behind a heading, a break or code copies the frame of a plain paragraph.
 * What was added gets a blank line around it where the neighbours need one to stay blocks of their own.
 */
#ifndef DRAFT_REWRITE_H
#define DRAFT_REWRITE_H

#include "draft/draft.h"

enum edit_kind { EDIT_REWORD, EDIT_INSERT, EDIT_DELETE, EDIT_MOVE };

#define EDIT_START ((size_t)-1) /* as `after`: before the first block */

struct edit {
	enum edit_kind kind;
	size_t block;             /* REWORD, DELETE, MOVE: which */
	size_t after;             /* INSERT, MOVE: the block it will follow, or EDIT_START */
	struct text text;         /* REWORD, INSERT: the new words. MOVE: new words too, or bytes NULL for the same */
	const struct draft *like; /* INSERT, MOVE: NULL, or where the frame comes from */
	size_t like_block;
};

/* Adds the rewritten source to `out`. */
const struct fault *rewrite_run(
	struct buffer *out, const struct draft *draft, const struct edit *edits, size_t count) MUST_CHECK;

/* The rewritten draft, yours. */
const struct fault *rewrite_draft(
	struct draft **out, const struct draft *draft, const struct edit *edits, size_t count) MUST_CHECK;

/* Whether `text` may stand as the new text of this block: FAULT_MALFORMED when empty (delete instead), when it would
 * change the block's kind or the draft's other blocks, or holds what visible_check refuses. */
const struct fault *rewrite_check(const struct draft *draft, size_t block, struct text text) MUST_CHECK;

#endif
