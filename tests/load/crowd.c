/* crowd - commands of many people, each at its time, as many at once as there are seats
 *
 *	crowd SEATS <LINES
 *
 * A line: SECONDS tab LANE tab NAME tab COMMAND. The command (for `sh -c`) is run when its second has come, when no
 * other of its lane is running (a lane is a person: one thing after another), and when there is a seat. A line each,
 *when it ends: NAME, milliseconds it took, milliseconds it began after its time, peak KiB of its largest program,
 *status.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/memory.h"

struct command {
	double due; /* milliseconds from the start */
	char *lane, *name, *words;
	pid_t pid;
	double began;
	bool done;
};

static struct command *commands;
static size_t count, capacity;

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void read_all(void)
{
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, stdin) > 0) {
		char *rest = line, *seconds = strsep(&rest, "\t"), *lane = strsep(&rest, "\t");
		char *name = strsep(&rest, "\t"), *words = strsep(&rest, "\n");
		if (!words)
			continue;
		struct command *command = ARRAY_ADD(commands, count, capacity);
		*command = (struct command){.due = strtod(seconds, NULL) * 1e3,
			.lane = memory_string(lane),
			.name = memory_string(name),
			.words = memory_string(words)};
	}
	free(line);
}

static bool lane_is_free(const struct command *command)
{
	for (const struct command *other = commands; other < command; other++)
		if (!other->done && !strcmp(other->lane, command->lane))
			return false;
	return true;
}

static void begin(struct command *command)
{
	command->began = now();
	command->pid = fork();
	if (command->pid != 0)
		return;
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execl("/bin/sh", "sh", "-c", command->words, (char *)NULL);
	_exit(127);
}

static void end(pid_t pid, int status, const struct rusage *usage, double start)
{
	for (size_t i = 0; i < count; i++) {
		struct command *command = &commands[i];
		if (command->pid != pid || command->done)
			continue;
		command->done = true;
		printf("%s %.1f %.1f %ld %d\n", command->name, now() - command->began,
			command->began - start - command->due, usage->ru_maxrss,
			WIFEXITED(status) ? WEXITSTATUS(status) : 128);
	}
}

int main(int words, char **values)
{
	size_t seats = words == 2 ? strtoul(values[1], NULL, 10) : 0, running = 0, left;
	sigset_t children;
	if (!seats) {
		fputs("usage: crowd SEATS <LINES\n", stderr);
		return 2;
	}
	read_all();
	sigemptyset(&children);
	sigaddset(&children, SIGCHLD);
	sigprocmask(SIG_BLOCK, &children, NULL);
	double start = now();
	for (left = count; left;) {
		double next = 1e3;
		int status;
		pid_t pid;
		struct rusage usage;
		for (size_t i = 0; i < count && running < seats; i++) {
			struct command *command = &commands[i];
			double wait = start + command->due - now();
			if (command->pid || !lane_is_free(command))
				continue;
			if (wait <= 0) {
				begin(command);
				running++;
			} else if (wait < next) {
				next = wait;
			}
		}
		struct timespec time = {(time_t)(next / 1e3), (long)(next * 1e6) % 1000000000L};
		if (sigtimedwait(&children, NULL, &time) < 0 && errno != EAGAIN && errno != EINTR)
			return 2;
		while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0) {
			end(pid, status, &usage, start);
			running--;
			left--;
		}
	}
	return 0;
}
