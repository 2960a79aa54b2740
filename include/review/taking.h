/* taking - decided amendments put on the base's draft, their hunks together
 *
 * What a set of decisions makes of one draft: never one result merged into the next, so it depends on no order. Two
 * that were both retained and collide are both left open; so is one whose words would change other paragraphs. A value
 * of its own: it stays good while the review goes on to another draft, as long as the review is open and the base does
 * not move.
 */
#ifndef REVIEW_TAKING_H
#define REVIEW_TAKING_H

#include "review/review.h"

enum fate {
	FATE_OPEN,         /* nothing decided */
	FATE_CONTRADICTED, /* two secretaries, two decisions */
	FATE_COLLIDES,     /* retained, but it collides with another that is retained, or with the base */
	FATE_UNFIT,        /* retained, but its words would change other paragraphs */
	FATE_WAITS,        /* decided, but it goes with something that is not settled (bond.h) */
	FATE_TAKEN,        /* retained: it goes into the text */
	FATE_LEFT,         /* not retained, or noted: settled without a change */
};

/* An amendment and what becomes of it; parallel to the amendments of the standing it was made from. */
struct taken {
	char *name, *reviewer; /* "sherpa-b:12", "sherpa-b" */
	char digest[65];
	struct number place;
	enum amendment_kind proposed;
	struct buffer was, now; /* as proposed */
	enum fate fate;
	enum decision decision;
	enum amendment_kind kind; /* of what is taken: a deletion may be modified into a rewording */
	bool moves;
	size_t block, after, extent; /* as in the amendment */
	struct buffer words;         /* to be put in */
	const struct draft *branch;  /* where an insertion brings its frame from */
	size_t paragraph;            /* there, 1-based */
	size_t same_as;
	size_t *collides; /* with which items, whatever is decided on those */
	size_t collide_count;
	bool collides_with_base;
	bool lapsed;                         /* as in the amendment */
	const struct annotation **decisions; /* those that settle it */
	size_t decision_count;
};

/* Words of different hands within one sentence, put together by the program: to be read. */
struct combined {
	size_t block; /* of the base */
	struct number place;
	struct buffer was, now; /* the paragraph before and after */
	char **reviewers;       /* whose words they are */
	size_t reviewer_count, reviewer_capacity;
};

struct taking {
	char *path;               /* of the draft */
	const struct draft *base; /* borrowed of the review's cache */
	struct taken *items;
	size_t count;
	struct combined *combined;
	size_t combined_count, combined_capacity;
};

/* The present draft's decided amendments. FAULT from reading drafts. */
const struct fault *taking_new(struct taking **out, struct review *review) MUST_CHECK;
void taking_free(struct taking *taking);

/* What one block of the base would read. */
enum reading_fate { READS_AS_BASE, READS_OTHERWISE, READS_DELETED, READS_NOT /* they cannot stand together */ };
/* Adds its words with the taken ones put in and, as if these were retained, the items marked in `also` (parallel to
 * items; NULL: none); nothing for DELETED and NOT. */
enum reading_fate taking_read(struct buffer *out, const struct taking *taking, size_t block, const bool *also);
const char *fate_name(enum fate fate); /* "open", "contradicted", "collides", "unfit", "waits", "taken", "left" */

#endif
