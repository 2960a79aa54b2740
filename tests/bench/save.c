/* save - how long one annotation takes to be saved, beside git doing the same
 *
 *	save REPOSITORY CLONE ROUNDS
 *
 * In each round an annotation is saved in the open review of REPOSITORY, and then a file of the same size is brought
 *into CLONE by `git add` and `git commit`, both synced to disk. Prints the two medians in milliseconds: ours, git's.
 */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "act/annotating.h"
#include "base/file.h"
#include "base/memory.h"

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
	double first = *(const double *)a, second = *(const double *)b;
	return (first > second) - (first < second);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, compare);
	return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static bool ran(const char *const *words)
{
	pid_t pid;
	int status = 0;
	if (posix_spawnp(&pid, words[0], NULL, NULL, (char *const *)words, environ) != 0)
		return false;
	return waitpid(pid, &status, 0) == pid && status == 0;
}

static const struct fault *ours(double *took, struct review *review, size_t round)
{
	static const char text[] =
		"Ces mots engagent-ils chaque collectivité, ou seulement celles que la loi charge déjà de "
		"cette compétence ? Une rédaction plus précise éviterait de longs débats.";
	struct remark_order order = {.block = round % review->draft->count, .text = text_of(text)};
	char id[UUID_TEXT];
	double start = now();
	const struct fault *fault = annotating_remark(id, review, &order);
	*took = now() - start;
	/* The screen takes in what changed while it is idle. */
	return fault ? fault : review_complete(review);
}

static bool theirs(double *took, const char *clone, size_t round)
{
	char name[64], *path, filler[900];
	snprintf(name, sizeof name, "annotations/git/%zu.json", round);
	path = memory_format("%s/%s", clone, name);
	memset(filler, 'a' + (int)(round % 26), sizeof filler);
	FILE *file = fopen(path, "w");
	bool written = file && fwrite(filler, 1, sizeof filler, file) == sizeof filler;
	written = file && fclose(file) == 0 && written;
	const char *const add[] = {"git", "-C", clone, "-c", "core.fsync=all", "add", name, NULL};
	const char *const commit[] = {
		"git", "-C", clone, "-c", "core.fsync=all", "commit", "-q", "-m", "Comment", NULL};
	double start = now();
	bool well = written && ran(add) && ran(commit);
	*took = now() - start;
	free(path);
	return well;
}

int main(int count, char **values)
{
	if (count != 4) {
		fputs("usage: save REPOSITORY CLONE ROUNDS\n", stderr);
		return 2;
	}
	size_t rounds = strtoul(values[3], NULL, 10);
	double *mine = memory_new(rounds + 1, sizeof *mine), *git = memory_new(rounds + 1, sizeof *git);
	char *folder = memory_format("%s/annotations", values[2]), *own = memory_format("%s/git", folder);
	struct review_options options = {.folder = values[1], .as = "bench"};
	struct review *review = NULL;
	mkdir(folder, 0755);
	mkdir(own, 0755);
	const struct fault *fault = review_open(&review, &options);
	if (!fault)
		fault = review_complete(review);
	/* Round 0 warms both up and does not count. */
	for (size_t round = 0; round <= rounds && !fault; round++) {
		fault = ours(&mine[round], review, round);
		if (!fault && !theirs(&git[round], values[2], round))
			fault = fault_new(FAULT_GIT, "git add and commit failed in %s", values[2]);
	}
	if (fault) {
		fprintf(stderr, "save: %s\n", fault_text(fault));
		return 2;
	}
	printf("%.2f %.2f\n", median(mine + 1, rounds), median(git + 1, rounds));
	review_close(review);
	free(folder);
	free(own);
	free(mine);
	free(git);
	return 0;
}
