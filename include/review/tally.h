/* tally - what each reviewer has done so far, on the draft that is read, and who has been silent
 *
 * `last` and `acted` speak of the whole consultation: an act on another draft breaks the silence too.
 */
#ifndef REVIEW_TALLY_H
#define REVIEW_TALLY_H

#include "review/review.h"

struct tally {
	size_t annotations;                  /* remarks that speak, not withdrawn */
	size_t amendments, open, collisions; /* all; not decided yet; of all those, with a rival or the base */
	size_t initials, ad_referendum;      /* positions that hold: who agrees; of those, subject to confirmation */
	size_t reservations, objections;     /* positions that hold and do not agree */
	size_t lapsed;                       /* positions that do not hold any more */
	size_t late;                         /* annotations and amendments after the deadline */
	struct moment last;
	bool acted;
};

/* One for each reviewer of the standing; yours (free). */
struct tally *tally_make(const struct review *review) MUST_CHECK;

/* Who of the roster has not done anything yet. */
bool tally_silent(const struct review *review, const struct tally *tallies, const struct member *member);
/* Whether somebody's agreement is asked for: reviewers of the roster and those off it who have done something, and
 * whoever else has taken a position or proposes words. */
bool tally_takes_part(const struct review *review, const struct tally *tallies, size_t reviewer);

#endif
