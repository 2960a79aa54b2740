/* sequence - what two runs of keys have in common, in order
 *
 * Equal ends first, then keys that stand once on each side (as in Bram Cohen's patience diff), then, between those, the
 * same again and small rests by the plain table. Never quadratic in the whole.
 */
#ifndef DRAFT_SEQUENCE_H
#define DRAFT_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* For each old key the new one it is paired with, or (size_t)-1, into pairs[] (old_count entries, all set). */
void sequence_match(size_t *pairs, const uint64_t *old, size_t old_count, const uint64_t *new, size_t new_count);

/* Of pairs i -> to[i], in the order of i, chooses those that stay in place: the longest run of rising to[]; among those
 * the heaviest, then the one whose earlier pairs stay. keep[] gets count entries. */
void sequence_rising(bool *keep, const size_t *to, const size_t *weight, size_t count);

#endif
