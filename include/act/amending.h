/* amending - to propose other words: the draft changed on one's own branch, every other byte untouched
 *
 * Blocks are those of review->draft, the base for reading. Where the base has changed the paragraph since the branch
 * left it, the branch is brought up first; both commits move in one ref update. What the editor showed (`seen`) is
 * compared with what the branch holds when the commit is made: another window's change is merged by words, or is a
 * CONFLICT.
 */
#ifndef ACT_AMENDING_H
#define ACT_AMENDING_H

#include "act/record.h"
#include "review/scope.h"

struct amend_order {
	enum amendment_kind kind;
	size_t block; /* REWORD, DELETE, MOVE: which; INSERT: behind which (STANDING_NONE: at the start) */
	size_t after; /* MOVE: behind which; STANDING_NONE: to the start */
	const char *
		insertion; /* name of an own insertion ("sherpa-b:12+1") to reword or delete, in the place of `block` */
	struct text seen;  /* REWORD: the words the author started from; empty: whatever stands */
	struct text text;  /* REWORD, INSERT */
	struct text reason;        /* may be empty */
	enum scope scope;          /* of a translation: what the words are about; SUBSTANCE in the source: MALFORMED */
	const char *kind_trailer;  /* NULL: amend; "correct": a correction of spelling */
	const struct again *again; /* NULL, or an act of the journal that is done again */
};

/* *name is the amendment's, yours ("sherpa-b:12"); NULL when the words are the base's again (nothing proposed any
 * more). */
const struct fault *amending_propose(char **name, struct review *review, const struct amend_order *order) MUST_CHECK;
/* Restores the words it came from. Only one's own (the secretariat on behalf comes with deciding). */
const struct fault *amending_withdraw(struct review *review, size_t amendment) MUST_CHECK;

/* The words the one at the keyboard would start from: their own amendment's, else the base's. Borrowed. */
struct text amending_words(const struct review *review, size_t block);
/* The reason they gave with that amendment, or with their insertion of this name (NULL: none); empty without. Borrowed.
 */
struct text amending_reason(const struct review *review, size_t block, const char *insertion);
/* Whether they have said of it that it is about the substance. */
bool amending_substance(const struct review *review, size_t block, const char *insertion);

#endif
