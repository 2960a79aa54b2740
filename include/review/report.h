/* report - what the Bureau is told: how far the text is agreed, what stands against it, who has spoken on what
 *
 * A plain value computed from what stands. Everything in it refers to the review by index or borrows from it, so it is
 * good as long as the review does not advance.
 */
#ifndef REVIEW_REPORT_H
#define REVIEW_REPORT_H

#include "review/matrix.h"
#include "review/tally.h"

/* Open proposals that collide, directly or by way of others: one thing to decide. */
struct report_collision {
	size_t block;       /* of the first; STANDING_NONE: before §1 */
	bool base;          /* the base itself is a party: it has moved on */
	size_t *amendments; /* all parties, in the order of the standing; the same words follow each other */
	size_t count, capacity;
};

struct report_collisions {
	struct report_collision *items;
	size_t count, capacity;
};

/* What was said under one heading of the consultation. */
struct report_coverage {
	const struct category *category; /* NULL: those without a group */
	size_t remarks;                  /* threads, tagged so (of a group: by its people) */
	size_t proposals;                /* whose reason is tagged so (of a group: by its people) */
	size_t people;                   /* who said any of that */
	size_t members, silent;          /* of a group: on the roster, and of them those who have done nothing */
};

struct report_coverages {
	struct report_coverage *items; /* as the consultation lists them */
	size_t count, capacity;
};

struct report {
	const struct review *review; /* borrowed */
	struct moment made;
	struct matrix matrix; /* by reviewer */
	struct tally *tallies;
	size_t *stands; /* positions: the reservations and objections that hold, in the order of the text */
	size_t stand_count, stand_capacity;
	struct report_collisions collisions;
	struct report_coverages areas, mechanisms, questions, groups;
	size_t *silent; /* places in the roster */
	size_t silent_count, silent_capacity;
	size_t threads, open_threads; /* about this draft, or the whole of it */
	size_t open, decided; /* proposals, the same words once; decided: settled, but not yet applied or withdrawn */
	size_t late;          /* annotations and amendments after the deadline */
	struct text
		translations; /* borrowed of who makes the report: a line each that is not in step with its source */
};

void report_make(struct report *out, const struct review *review);
void report_clear(struct report *report);

#endif
