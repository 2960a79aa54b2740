/* load - how long reading a whole consultation takes
 *
 *	load DIR WANTED
 *
 * Opens the review in DIR and reads it to the end, as the screen does behind its first frame. Prints the milliseconds
 * until it is open and until all is placed, and the number of annotations; status 1 where these are not WANTED.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "review/review.h"

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int count, char **values)
{
	if (count != 3) {
		fputs("usage: load DIR WANTED\n", stderr);
		return 2;
	}
	struct review_options options = {.folder = values[1], .in_slices = true};
	struct review *review = NULL;
	double start = now();
	const struct fault *fault = review_open(&review, &options);
	double open = now();
	if (!fault)
		fault = review_complete(review);
	double whole = now();
	if (fault) {
		fprintf(stderr, "load: %s\n", fault_text(fault));
		return 2;
	}
	size_t found = 0, placed = 0;
	for (size_t i = 0; i < review->standing->threads.count; i++) {
		const struct remark *remark = &review->standing->remarks[i];
		found += remark->verified;
		placed += remark->verified && remark->placement == PLACED_EXACT;
	}
	printf("%.2f %.2f %zu %zu\n", open - start, whole - start, found, placed);
	review_close(review);
	return found == strtoul(values[2], NULL, 10) ? 0 : 1;
}
