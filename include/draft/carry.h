/* carry - what one version changed, as edits of another
 *
 * The first half of a merge (merge.h): for everything that `ours` did since the ancestor an edit of `theirs`, or a
 * collision. What speaks of several blocks of theirs, since somebody divided or joined them, is put into the first of
 * them, and the others go.
 */
#ifndef DRAFT_CARRY_H
#define DRAFT_CARRY_H

#include "draft/merge.h"
#include "draft/rewrite.h"

/* Why an edit is made. */
struct cause {
	struct merge_collision blame; /* the collision it becomes if it cannot be put in */
	bool with_last;               /* it goes in with the one before, or not at all */
};

/* What each side did, and the edits of theirs that carry ours over. */
struct carry {
	const struct draft *ancestor, *ours, *theirs;
	struct align our_align, their_align;
	struct edit *edits;
	struct buffer *texts; /* of the edits; what they point to */
	struct cause *causes;
	size_t count, capacity, text_capacity, cause_capacity, text_count, cause_count;
	struct merge_collisions *collisions;
	bool *taken;                   /* insertions of theirs that are one of ours, too */
	bool *our_joins, *their_joins; /* blocks of the ancestor to which others were joined */
	size_t *edit_of;               /* for each block of theirs the edit that is about it, plus one */
};

void carry_run(struct carry *out, struct merge_collisions *collisions, const struct draft *ancestor,
	const struct draft *ours, const struct draft *theirs);
/* How many edits go in together, from this one on. */
size_t carry_together(const struct carry *carry, size_t edit);
/* These cannot go in: they are a collision. */
void carry_drop(struct carry *carry, size_t edit);
void carry_clear(struct carry *carry);

#endif
