/* translating - a translation brought in step with its source
 *
 * Rows are those of review/translation.h, of the draft being read. What changes words is an amendment like any other,
 * on one's own branch, in a commit of kind `translate` that holds the linking annotations, too: nothing is in step
 * before its words are saved. What changes none is of kind `annotate`. One call is one commit.
 */
#ifndef ACT_TRANSLATING_H
#define ACT_TRANSLATING_H

#include "act/record.h"
#include "review/translation.h"

enum translating_verb {
	TRANSLATE_IN_STEP, /* no change of meaning: in step with today's source, no word touched */
	TRANSLATE_WORDS,   /* these words, in step with the source (of the version `as_of`) */
	TRANSLATE_DRAFT,   /* these words, as far in step as it was before */
	TRANSLATE_DELETE,  /* the translation goes as its source has gone */
	TRANSLATE_ALONE,   /* its paragraphs belong to none on the other side */
	TRANSLATE_PAIR,    /* its paragraphs and those of the row `with` belong together */
	TRANSLATE_SPLIT,   /* its paragraphs belong together one by one, in their order */
};

struct translating_item {
	size_t row;
	enum translating_verb verb;
	struct text words;        /* WORDS, DRAFT; a blank line between paragraphs */
	size_t with;              /* PAIR: another row */
	const struct oid *as_of;  /* WORDS, IN_STEP: the source's version that was translated; NULL: today's */
	const size_t *paragraphs; /* its blocks there (0-based), where as_of is given */
	size_t paragraph_count;
};

/* At least one; a row once at most. FAULT_CONFLICT when nothing would change, or the words have been changed meanwhile;
 * FAULT_MALFORMED when the words cannot stand there. */
const struct fault *translating_run(struct review *review, const struct translation *translation,
	const struct translating_item *items, size_t count, const struct again *again) MUST_CHECK;

/* One has just reworded a block of the draft being read: where it is one's own translation (its link is one's own), it
 * is in step with today's source, as any rewording without a record is. Nothing otherwise. */
const struct fault *translating_follow(struct review *review, size_t block) MUST_CHECK;

#endif
