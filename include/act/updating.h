/* updating - a reviewer's branch brought up to the base
 *
 * A merge commit on their own branch (kind `update`, parents branch and base) by the word merge with the branch's
 * ancestors: rejected words go, modified ones come, open proposals stay. Collisions are shown and nothing is written
 * before they are settled: the caller passes the words that settle each.
 */
#ifndef ACT_UPDATING_H
#define ACT_UPDATING_H

#include "act/record.h"

struct update_collision {
	char *path;               /* which draft */
	size_t base_block;        /* STANDING_NONE: gone from the base */
	struct buffer mine, base; /* the words that collide */
};

struct update_collisions {
	struct update_collision *items;
	size_t count, capacity;
};

/* How one collision is settled: the words that the paragraph is to have on the branch. */
struct settlement {
	const char *path;
	size_t base_block; /* as in the collision; STANDING_NONE: a paragraph gone from the base stays gone */
	struct text words; /* bytes NULL: the base's own */
};

/* Whether the base holds something that one's branch does not. */
bool updating_needed(struct review *review);
/* FAULT_CONFLICT with the collisions listed when there are any that no settlement settles; nothing is written then. */
const struct fault *updating_run(struct update_collisions *collisions, struct review *review,
	const struct settlement *settlements, size_t count) MUST_CHECK;
void update_collisions_clear(struct update_collisions *collisions);

/* The commit that brings `tip` up, written but on no branch yet (for amending: both in one ref update). */
const struct fault *updating_commit(struct oid *out, struct update_collisions *collisions, struct review *review,
	const struct oid *tip, const struct settlement *settlements, size_t count) MUST_CHECK;

/* Somebody's branch as it is in two places. */
struct update_join {
	struct oid mine, other;       /* `other` is the other machine's side in the collisions */
	const struct identity *owner; /* whose branch, entered for them by the identity; NULL: one's own */
	const struct settlement *settlements;
	size_t count;
	/* Out, may be NULL: words of mine for a paragraph that the other side has taken away, which no settlement can
	 * put back where they stood. `base_block` is their block on my side. */
	struct update_collisions *lost;
};

/* The commit that holds what was done in both: a union of annotations, the words merged; written but on no branch yet.
 * What was sent in two ways, as its author wrote it and as it was entered for them, is the same act: it counts as what
 * both came from, and of its two files one stands (annotation/entered.h). Collisions as above. */
const struct fault *updating_join(struct oid *out, struct update_collisions *collisions, struct review *review,
	const struct update_join *join) MUST_CHECK;

#endif
