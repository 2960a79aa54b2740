/* mask - how long the masks of hostile texts take to find
 *
 *	mask
 *
 * Prints the milliseconds of the processor's time that the slowest of them takes, a megabyte each, and by how much that
 * is more than half a megabyte of it takes: 2 where work is in proportion, 4 where it is quadratic. And its number.
 */
#include <stdio.h>
#include <time.h>

#include "unit/spelling/hostile.h"
#include "spelling/mask.h"

enum { SIZE = 1 << 20, ROUNDS = 3 };

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* The quickest of some rounds. */
static double find(struct text text, enum mask_syntax syntax)
{
	double least = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct spans spans = {0};
		double start = now();
		mask_find(&spans, text, syntax);
		double taken = now() - start;
		least = round == 0 || taken < least ? taken : least;
		spans_clear(&spans);
	}
	return least;
}

int main(void)
{
	struct buffer big = {0};
	double slowest = 0, growth = 0;
	size_t which = 0;
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		buffer_empty(&big);
		hostile_add(&big, i, SIZE);
		for (int syntax = MASK_PLAIN; syntax <= MASK_MARKDOWN; syntax++) {
			double whole = find(buffer_text(&big), (enum mask_syntax)syntax);
			if (whole <= slowest)
				continue;
			slowest = whole;
			growth = whole / find(text_part(buffer_text(&big), 0, SIZE / 2), (enum mask_syntax)syntax);
			which = i;
		}
	}
	printf("%.1f %.2f %zu\n", slowest, growth, which);
	buffer_clear(&big);
	return 0;
}
