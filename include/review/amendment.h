/* amendment - one paragraph of one review branch whose text differs from its ancestor
 *
 * Reworded, inserted, gone, or standing elsewhere. Named REVIEWER:PLACE, bound to the digest of its words before and
 * after. A split or a join is one amendment over both paragraphs: their texts, with a blank line between. What the base
 * says already is no amendment any more.
 *
 * What an amendment speaks of are the base's blocks that have the words it came from, with those that the base has
 * divided them into. It collides with the base where one of them is gone, or they do not follow each other any more
 * with nothing between; a move also where the base has divided its paragraph or joined another to it; what puts words
 * in, also where the base has put them in since, elsewhere (draft/repeat.h). Where it is taken over several blocks, it
 * stands where the first of them stood, and before all that is put behind any of them.
 */
#ifndef REVIEW_AMENDMENT_H
#define REVIEW_AMENDMENT_H

#include "draft/align.h"
#include "draft/numbering.h"
#include "store/branch.h"

#define STANDING_NONE ((size_t)-1) /* in standing's arrays: no such one */

enum amendment_kind { AMEND_REWORD, AMEND_INSERT, AMEND_DELETE, AMEND_MOVE };

/* What the secretariat has decided on an amendment; CONTRADICTED: two secretaries, two decisions. */
enum decision {
	DECISION_NONE,
	DECISION_ACCEPTED,
	DECISION_MODIFIED,
	DECISION_REJECTED,
	DECISION_NOTED,
	DECISION_CONTRADICTED
};

struct amendment {
	char *name; /* "sherpa-b:12", as the command line takes it */
	size_t reviewer;
	struct number place;
	enum amendment_kind kind;
	bool moved_too;         /* a rewording that also moves */
	const char *type;       /* "ed" or "te" */
	char digest[65];        /* SHA-256 of was NUL now */
	struct buffer was, now; /* the words before and after; one of them empty for an insertion or deletion */
	struct buffer carried;  /* `now` as it would stand in the base today (its other words, theirs changed) */
	size_t block; /* of the base; for an insertion the block it follows. STANDING_NONE: at the start, or gone */
	size_t after; /* MOVE: the base block it would follow; STANDING_NONE: the start */
	struct oid blob, was_blob;       /* the branch's draft, and the ancestor's */
	size_t paragraph, was_paragraph; /* 1-based in those; 0: none */
	size_t extent;                   /* base blocks it speaks of, from `block` on: 1, or more for a join */
	bool collides_with_base;
	bool scattered;   /* the base's blocks with its words do not stand together, or hold more than it speaks of */
	bool gone;        /* its paragraph is not in the base any more; `block` is the nearest before it */
	bool late;        /* its words were not on the branch yet at the deadline */
	bool in_base;     /* inside: the base has it already, so it is none */
	size_t before;    /* inside: its block of the ancestor */
	size_t *collides; /* indexes of amendments of others that collide */
	size_t collide_count, collide_capacity;
	size_t same_as;             /* the first amendment with the same words, or its own index */
	size_t *supports, *objects; /* remark indexes: the counting assessing annotations */
	size_t support_count, support_capacity, object_count, object_capacity;
	size_t *earlier_supports, *earlier_objects; /* those given to an earlier wording, and not to this one since */
	size_t earlier_support_count, earlier_support_capacity, earlier_object_count, earlier_object_capacity;
	size_t reason;       /* remark index of the comment that came with it, or STANDING_NONE */
	bool reason_earlier; /* it came with an earlier wording */
	bool substance;      /* in a translation: about the text itself, not this language's wording (scope.h) */
	bool scope_said;     /* inside: its author says of these very words what they are about */
	enum decision decision;
	size_t *decisions; /* remark indexes: the decision that counts of each secretary, in the order of their ids */
	size_t decision_count, decision_capacity;
	bool lapsed;            /* decided when it was to stand elsewhere (destination.h): that does not count */
	struct buffer modified; /* MODIFIED: the decision's words as they would stand in the base today */
};

/* The first paragraph of words that may be several, and the rest. */
struct text amendment_next_part(struct text *rest);
/* Whether two texts of one or several paragraphs have the same words in the same paragraphs. */
bool amendment_same_words(struct text a, struct text b);
/* "ed": only layout, punctuation, capitals or accents differ, and each paragraph has its words as before (a split, a
 * join or words that go over to the next one change what is numbered and initialled); else "te". */
const char *amendment_type(struct text was, struct text now);
void amendment_digest(char out[65], struct text was, struct text now);
/* Adds the texts of a block and of those that were split off it (or joined to it: `follows` of the align), with blank
 * lines between; how many they are. */
size_t amendment_words(struct buffer *out, const struct draft *draft, size_t block, const size_t *follows);
/* Adds the base's words that it speaks of today (an insertion: none). */
void amendment_base_words(struct buffer *out, const struct amendment *amendment, const struct draft *base);
/* What would be taken of it: its own words as they would stand in the base, or those of the decision `modified` (which
 * rewords what was to be deleted). */
struct text amendment_taken(const struct amendment *amendment, enum amendment_kind *kind);
/* Whether it rewords, deletes or moves this block of the base (a join: one of several). */
bool amendment_covers(const struct amendment *amendment, size_t block);
void amendment_clear(struct amendment *amendment);
const char *amendment_kind_name(enum amendment_kind kind); /* "reword", "insert", "delete", "move" */

#endif
