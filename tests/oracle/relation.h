/* relation - which paragraph of one text is which of another, by the rules of draft/align.h
 *
 * Written anew for words that are numbers and stand once, with no thought of speed. Equal words first, in order; then
 * those in one gap that share at least half of the shorter one's words, best first; then the same anywhere, if it is
 * half of both; last, between two pairs, as many strangers as there are on the other side. What is outside the longest
 * rising run is moved. A part of what was divided, or of what was joined, has at least half of its words from there.
 */
#ifndef ORACLE_RELATION_H
#define ORACLE_RELATION_H

#include "oracle/model.h"

struct relation {
	size_t old_count, new_count;
	size_t *to_new, *to_old; /* MODEL_NONE: gone; put in */
	bool *moved;             /* for each new one */
	size_t *split_from;      /* for each new one: the new one that it is a part of */
	size_t *joined_to;       /* for each old one: the old one that took its words in */
	bool strangers;          /* some were paired by their places only */
};

void relation_run(struct relation *out, const struct model_text *old, const struct model_text *new);
void relation_clear(struct relation *relation);

/* The new one of the nearest old one before that stands where it stood; MODEL_NONE: the start. */
size_t relation_neighbour(const struct relation *relation, size_t old);
/* The last old one that was joined to this one, or itself. */
size_t relation_last_joined(const struct relation *relation, size_t old);
/* The last of those behind a new one that are parts of it. */
size_t relation_last_part(const struct relation *relation, size_t new);

/* Of pairs i -> to[i], the longest run that rises; of several the heaviest (NULL: all weigh the same), then the one
 * that has the earlier ones. */
void relation_rising(bool *keep, const size_t *to, const size_t *weight, size_t count);

#endif
