/* distance - how far one run of code points is from another (Levenshtein)
 *
 * Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming" (1999), in blocks
 * of 64 as Hyyrö (2003) has it: pattern / 64 * text steps.
 */
#ifndef ANNOTATION_DISTANCE_H
#define ANNOTATION_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* For each j from 0 to `size`: distances[j] is the fewest edits between the pattern (at least one point) and a part of
 * `points` that ends before j; one that starts at 0 when `anchored`, else anywhere. size + 1 entries. */
void distance_run(size_t *distances, const int32_t *pattern, size_t pattern_size, const int32_t *points, size_t size,
	bool anchored);

#endif
