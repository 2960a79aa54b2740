/* filter - of all that is said, what a reader wants to see now
 *
 * Up to six conditions, all of which must hold: who (a reviewer, a group), what kind, in which state, about which area,
 * for which guiding question. Conversations stay whole: kind, state and tags are asked of the root of a thread, who of
 * anybody in it. Remarks on an amendment (its reason, supports, objections) are of the amendment's kind. An unverified
 * remark is nobody's: any question of who leaves it out. A zeroed filter lets everything pass.
 */
#ifndef REVIEW_FILTER_H
#define REVIEW_FILTER_H

#include "review/review.h"

enum filter_kind {
	FILTER_ANY_KIND,
	FILTER_COMMENT,
	FILTER_QUESTION,
	FILTER_AMENDMENT,
	FILTER_POSITION, /* initials, reservations, objections to a paragraph's words */
	FILTER_KINDS,
};

enum filter_state {
	FILTER_ANY_STATE,
	FILTER_OPEN,      /* threads that are open, amendments, reservations and objections that hold */
	FILTER_RESOLVED,  /* threads that are closed */
	FILTER_COLLISION, /* amendments that collide, and what is said of them */
	FILTER_LAPSED,    /* positions whose words have changed */
	FILTER_STRAYED,   /* remarks whose words are not where they were: moved, uncertain, lost */
	FILTER_MINE,      /* threads I have spoken in, my amendments and positions */
	FILTER_STATES,
};

struct filter {
	char *reviewer, *group; /* ids; NULL: all */
	enum filter_kind kind;
	enum filter_state state;
	char *area, *question; /* ids of consultation.areas and .questions; NULL: all */
};

bool filter_active(const struct filter *filter);
bool filter_same(const struct filter *a, const struct filter *b);
/* `to` is cleared first. */
void filter_copy(struct filter *to, const struct filter *from);
void filter_clear(struct filter *filter);

/* Whether the thread of this root stays (a reply: whether it would by itself). Looks through all later remarks where
 * the question is who: for many threads see filter_remarks(). */
bool filter_remark(const struct filter *filter, const struct review *review, size_t remark);
/* The same for an amendment: those who propose the same words count as its authors. */
bool filter_amendment(const struct filter *filter, const struct review *review, size_t amendment);
/* For every remark at once, in one pass, whether its thread stays; yours (free). */
bool *filter_remarks(const struct filter *filter, const struct review *review) MUST_CHECK;

/* What stays, of this draft: threads that speak, amendments (the same words once), positions that count. */
struct filter_counts {
	size_t threads, amendments, positions;
};
struct filter_counts filter_count(const struct filter *filter, const struct review *review);

/* For the status row, in the language of the face: "filter: Sherpa A · questions"; nothing when not active. Adds. */
void filter_text(struct buffer *out, const struct filter *filter, const struct review *review);
/* "questions", "rival proposals" …; kinds and states from 1. */
const char *filter_kind_name(enum filter_kind kind);
const char *filter_state_name(enum filter_state state);

#endif
