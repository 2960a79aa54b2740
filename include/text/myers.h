/* myers - a shortest way from one run of numbers to another
 *
 * Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in linear space. The engine under worddiff, which
 * gives equal words equal numbers. Its effort is bounded: where a shortest way would take some 20 ms or more, all that
 * is left counts as changed.
 */
#ifndef TEXT_MYERS_H
#define TEXT_MYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct myers_run {
	const uint32_t *numbers;
	size_t count;
	bool *changed; /* `count` flags, false at first: set where the number is in no equal pair */
};

/* What stays unflagged on both sides is as many numbers, pairwise equal in order. */
void myers_compare(const struct myers_run *old, const struct myers_run *new);

#endif
