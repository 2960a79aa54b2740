/* follow - a screen that stays open while others act
 *
 *	follow REPOSITORY REVIEWER
 *
 * Holds the review open, waits for the repository to move, and takes in what is new, as the program does. A line each
 * time: `follow MILLISECONDS`, from the notice to the end. On SIGTERM: `peak KIB` and `remarks NUMBER`, how many it
 * knows.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "review/review.h"

static volatile sig_atomic_t ended;

static void stop(int number)
{
	(void)number;
	ended = 1;
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static const struct fault *take_in(struct review *review)
{
	double start = now();
	review_notice(review);
	const struct fault *fault = review_complete(review);
	printf("follow %.2f\n", now() - start);
	return fault;
}

int main(int count, char **values)
{
	if (count != 3) {
		fputs("usage: follow REPOSITORY REVIEWER\n", stderr);
		return 2;
	}
	struct review_options options = {.folder = values[1], .as = values[2]};
	struct review *review = NULL;
	struct watch *watch = NULL;
	struct rusage usage;
	signal(SIGTERM, stop);
	const struct fault *fault = review_open(&review, &options);
	if (!fault)
		fault = watch_open(&watch, review->repository);
	if (!fault)
		fault = review_complete(review);
	while (!fault && !ended) {
		struct pollfd descriptor = {.fd = watch_descriptor(watch), .events = POLLIN};
		if (poll(&descriptor, 1, 100) > 0 && watch_changed(watch))
			fault = take_in(review);
	}
	if (!fault)
		fault = take_in(review);
	if (fault) {
		fprintf(stderr, "follow: %s\n", fault_text(fault));
		return 2;
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("peak %ld\nremarks %zu\n", usage.ru_maxrss, review->standing->threads.count);
	watch_close(watch);
	review_close(review);
	return 0;
}
