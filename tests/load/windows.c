/* windows - many programs with one repository open, acting at once
 *
 *	windows REPOSITORY PROCESSES ACTS REVIEWERS
 *
 * Each process holds the review open as one of r001, r002 …; several are windows of the same reviewer, on the same
 * branch. They begin together, and each acts ACTS times: remarks, answers, other words, initials; after each it takes
 *in what the others did, as a screen does. A line an act: `act MILLISECONDS`, `follow MILLISECONDS`, and what was
 * acknowledged, tab REVIEWER tab ID tab WORDS (`said`), or REVIEWER tab WORDS (`proposed`: what the paragraph reads
 * now). A line a process: `peak KIB`. Status 1 where an act was refused, with the sentence.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "act/amending.h"
#include "act/annotating.h"
#include "act/initialling.h"
#include "base/memory.h"

enum { KINDS = 5 };

struct window {
	struct review *review;
	char reviewer[32];
	size_t number, of_reviewer, acts; /* which process; which of its reviewer's windows */
	char *proposed;                   /* the words that its paragraph was given last */
};

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* The paragraph that is `place` behind the first one with words; each window has its own to reword and to initial. */
static size_t block_of(const struct review *review, size_t place)
{
	size_t count = 0;
	for (size_t round = 0; round <= place; round++)
		for (size_t i = 0; i < review->draft->count; i++)
			if (block_counts(&review->draft->blocks[i]) && count++ == place)
				return i;
	return 0;
}

static const struct fault *answer(char id[UUID_TEXT], struct window *window, struct text words)
{
	const struct standing *standing = window->review->standing;
	size_t count = standing->threads.count;
	for (size_t i = 0; i < count; i++) {
		size_t at = (window->number * 7 + i) % count;
		if (remark_speaks(standing, at) && standing->remarks[at].reviewer != standing->me)
			return annotating_reply(id, window->review, at, words);
	}
	return annotating_remark(id, window->review, &(struct remark_order){.general = true, .text = words});
}

static const struct fault *propose(struct window *window, const char *words)
{
	char *name = NULL;
	size_t block = block_of(window->review, 50 + window->of_reviewer);
	struct text seen = amending_words(window->review, block);
	char *base = text_take(window->review->draft->blocks[block].text);
	char *text = memory_format("%s (%s)", base, words);
	const struct fault *fault = amending_propose(&name, window->review,
		&(struct amend_order){.kind = AMEND_REWORD, .block = block, .seen = seen, .text = text_of(text)});
	if (!fault) {
		free(window->proposed);
		window->proposed = text;
	} else {
		free(text);
	}
	free(base);
	free(name);
	return fault;
}

static const struct fault *act(struct window *window, size_t number)
{
	char id[UUID_TEXT] = "", *words = memory_format("fenêtre %zu, acte %zu", window->number, number);
	size_t kind = number % KINDS;
	const struct fault *fault;
	double start = now();
	if (kind == 2)
		fault = answer(id, window, text_of(words));
	else if (kind == 3)
		fault = propose(window, words);
	else if (kind == 4)
		fault = initialling_one(id, window->review,
			block_of(window->review, window->of_reviewer * (window->acts / KINDS + 1) + number / KINDS),
			"initialled", text_of(""));
	else
		fault = annotating_remark(id, window->review,
			&(struct remark_order){.block = block_of(window->review, (window->number + number) % 60),
				.question = kind == 1,
				.text = text_of(words)});
	if (!fault) {
		printf("act %.2f\n", now() - start);
		if (id[0])
			printf("said\t%s\t%s\t%s\n", window->reviewer, id, kind == 4 ? "initialled" : words);
	}
	free(words);
	start = now();
	if (!fault)
		fault = review_complete(window->review);
	if (!fault)
		printf("follow %.2f\n", now() - start);
	return fault;
}

/* One process, from the starting signal on. */
static int work(const char *folder, size_t number, size_t reviewers, size_t acts, int starts)
{
	struct window window = {.number = number, .of_reviewer = number / reviewers, .acts = acts};
	struct rusage usage;
	char byte;
	snprintf(window.reviewer, sizeof window.reviewer, "r%03zu", number % reviewers + 1);
	struct review_options options = {.folder = folder, .as = window.reviewer};
	const struct fault *fault = review_open(&window.review, &options);
	if (!fault)
		fault = review_complete(window.review);
	if (read(starts, &byte, 1) != 0) /* closed by all: begin */
		return 2;
	size_t refused = 0;
	for (size_t i = 0; i < acts && !fault; i++) {
		fault = act(&window, i);
		if (!fault)
			continue;
		fprintf(stderr, "%s, act %zu: %s\n", window.reviewer, i, fault_text(fault));
		refused++;
		fault = review_complete(window.review);
	}
	if (fault)
		fprintf(stderr, "%s: %s\n", window.reviewer, fault_text(fault));
	if (window.proposed)
		printf("proposed\t%s\t%s\n", window.reviewer, window.proposed);
	getrusage(RUSAGE_SELF, &usage);
	printf("peak %ld\n", usage.ru_maxrss);
	fflush(stdout);
	return fault ? 2 : refused ? 1 : 0;
}

int main(int count, char **values)
{
	int starts[2], status, worst = 0;
	if (count != 5 || pipe(starts) != 0) {
		fputs("usage: windows REPOSITORY PROCESSES ACTS REVIEWERS\n", stderr);
		return 2;
	}
	size_t processes = strtoul(values[2], NULL, 10), acts = strtoul(values[3], NULL, 10);
	setvbuf(stdout, NULL, _IOLBF, 0); /* lines of many processes stay whole */
	for (size_t i = 0; i < processes; i++) {
		pid_t child = fork();
		if (child == 0) {
			close(starts[1]);
			_exit(work(values[1], i, strtoul(values[4], NULL, 10), acts, starts[0]));
		}
		if (child < 0)
			return 2;
	}
	close(starts[1]);
	for (size_t i = 0; i < processes; i++) {
		int code = wait(&status) > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 2;
		worst = code > worst ? code : worst;
	}
	return worst;
}
