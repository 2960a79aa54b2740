/* repeat - words that two versions have both put in, each at another place
 *
 * Of three drafts: a paragraph that one version has put in since the ancestor, and most of whose words (at least half,
 * counting rows of REPEAT_WORDS or more) the other version has put in, too. With both changes these words would stand
 * twice; whoever puts both together has not been asked whether they should. This happens where one comes from a text in
 * which a paragraph was taken out: that is not done after all, and the paragraph stands where it stood, while the other
 * version has it in another place, or as a part of its neighbour.
 */
#ifndef DRAFT_REPEAT_H
#define DRAFT_REPEAT_H

#include "draft/align.h"

enum { REPEAT_WORDS = 6 };

struct repeat {
	const struct draft *ancestor, *theirs;
	const struct align *align; /* ancestor -> theirs */
	size_t first, count;       /* blocks of theirs that the change of ours speaks of itself */
};

/* The block of theirs that has already what ours put in when it made `now` of `was` (empty: a whole paragraph; several
 * ones have blank lines between), or ALIGN_NONE. */
size_t repeat_find(const struct repeat *repeat, struct text was, struct text now);

#endif
