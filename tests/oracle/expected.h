/* expected - what the base must be once proposals are taken, and what the branches come from then
 *
 * The rules of review/putting.h and review/ancestor.h, for texts made of numbers.
 */
#ifndef ORACLE_EXPECTED_H
#define ORACLE_EXPECTED_H

#include "oracle/decided.h"

/* The base with all that is taken. */
void expected_base(struct model_text *out, const struct wanteds *wanteds, const struct model_text *base);
/* Every word of the base is left but for those that something taken takes out, every word that something taken puts in
 * is there, no other, and none twice, but for what a branch has go from one proposal to another, where the one that
 * takes it out has been turned down, or it is a few words. If not, the number of a word that is against this. Knows
 * nothing of paragraphs. */
bool expected_is_whole(
	size_t *word, const struct model_text *after, const struct wanteds *wanteds, const struct model_text *base);

/* Whether the base holds all of a branch: everything on it, in all drafts, is settled. */
bool expected_done(const struct model *model, const struct wanteds *wanteds, size_t branch);
/* What is settled is what the branches come from; what is done, and new, comes from the base. */
void expected_move_on(struct model *model, const struct wanteds *wanteds, struct decided *decided);
/* What a version proposes of what it came from is put on another text, as far as it can be; whether all of it. `moves`:
 * whether that moves a paragraph. */
bool expected_put_on(
	struct model_text *out, bool *moves, const struct model_version *version, const struct model_text *base);
/* A branch is brought up to the base: that, with all that it proposes and that can be put there, is its text now, and
 * what it comes from. Whether that was all of it. */
bool expected_update(struct model *model, size_t branch);

#endif
