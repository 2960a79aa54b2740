/* peak - how long another program runs, and how much memory it takes at most
 *
 *	peak PROGRAM ARGUMENT…
 *
 * Its output goes to standard output; the milliseconds and the peak in KiB, in a line, to standard error's last line.
 * Status 2 where it could not be run or was ended by a signal.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int count, char **values)
{
	int status = 0;
	struct rusage usage = {0};
	if (count < 2) {
		fputs("usage: peak PROGRAM ARGUMENT...\n", stderr);
		return 2;
	}
	double start = now();
	pid_t child = fork();
	if (child == 0) {
		execvp(values[1], values + 1);
		perror(values[1]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		return 2;
	fprintf(stderr, "%.2f %ld\n", now() - start, usage.ru_maxrss);
	return WIFEXITED(status) && WEXITSTATUS(status) < 2 ? 0 : 2;
}
