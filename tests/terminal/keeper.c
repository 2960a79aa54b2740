#define _GNU_SOURCE
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What the program's side says about its start, over a pipe that exec closes. */
struct start {
	pid_t program;
	int problem;			/* errno of fork or exec */
	uint64_t started_ns;
};

static uint64_t keeper_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void put(int descriptor, const void *bytes, size_t length)
{
	while (write(descriptor, bytes, length) < 0 && errno == EINTR)
		;
}

static bool get(int descriptor, void *bytes, size_t length)
{
	ssize_t got;

	do
		got = read(descriptor, bytes, length);
	while (got < 0 && errno == EINTR);
	return got == (ssize_t)length;
}

static void reset_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void program_run(char *const argv[], char **environment, int slave, int report)
{
	struct start start = { .program = getpid() };

	setpgid(0, 0);
	tcsetpgrp(slave, getpid());
	for (int descriptor = 0; descriptor < 3; descriptor++)
		dup2(slave, descriptor);
	reset_signals();
	environ = environment;
	start.started_ns = keeper_clock();
	put(report, &start, sizeof start);
	execvp(argv[0], argv);
	start.problem = errno;
	put(report, &start, sizeof start);
	_exit(127);
}

/* Kill the children the kernel lists for us, among them the orphans we inherited. */
static void kill_children(void)
{
	char path[64];
	long child;
	FILE *list;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	list = fopen(path, "re");
	if (!list)
		return;
	while (fscanf(list, "%ld", &child) == 1)
		kill((pid_t)child, SIGKILL);
	fclose(list);
}

static _Noreturn void keeper_end(pid_t program, bool alive)
{
	pid_t reaped;

	if (alive)
		kill(-program, SIGKILL);
	do {
		kill_children();
		reaped = waitpid(-1, NULL, 0);
	} while (reaped > 0 || errno == EINTR);
	_exit(0);
}

static void report_children(pid_t program, bool *alive, int events)
{
	struct keeper_event event;
	pid_t child;

	while ((child = waitpid(-1, &event.status, WNOHANG | WUNTRACED | WCONTINUED)) > 0) {
		if (child != program)
			continue;
		event.kind = WIFSTOPPED(event.status) ? KEEPER_STOPPED :
			     WIFCONTINUED(event.status) ? KEEPER_CONTINUED : KEEPER_ENDED;
		*alive = event.kind != KEEPER_ENDED;
		put(events, &event, sizeof event);
	}
}

static _Noreturn void keeper_loop(pid_t program, int events, const sigset_t *wanted)
{
	bool alive = true;
	int number;

	for (;;) {
		if (sigwait(wanted, &number))
			continue;
		if (number == SIGCHLD)
			report_children(program, &alive, events);
		if (number == SIGHUP && alive) {
			kill(-program, SIGHUP);
			kill(-program, SIGCONT);
		}
		if (number == SIGTERM)
			keeper_end(program, alive);
	}
}

static _Noreturn void keeper_run(char *const argv[], char **environment, int slave, int events, int report)
{
	struct start failed = { 0 };
	sigset_t all, wanted;
	pid_t program;
	int nothing;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	setsid();
	ioctl(slave, TIOCSCTTY, 0);
	program = fork();
	if (program == 0)
		program_run(argv, environment, slave, report);
	if (program < 0) {
		failed.problem = errno;
		put(report, &failed, sizeof failed);
		_exit(127);
	}
	close(report);
	nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int descriptor = 0; descriptor < 3; descriptor++)
		dup2(nothing, descriptor);
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGCHLD);
	sigaddset(&wanted, SIGHUP);
	sigaddset(&wanted, SIGTERM);
	keeper_loop(program, events, &wanted);
}

static int open_descriptors(struct keeper *keeper, int *slave, int events[2], int report[2], int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	if (pipe2(events, O_CLOEXEC) || pipe2(report, O_CLOEXEC) || openpty(&keeper->master, slave, NULL, NULL, &size))
		return errno ? errno : EIO;
	fcntl(keeper->master, F_SETFD, FD_CLOEXEC);
	fcntl(*slave, F_SETFD, FD_CLOEXEC);
	fcntl(keeper->master, F_SETFL, O_NONBLOCK);
	tcgetattr(keeper->master, &keeper->before);
	keeper->events = events[0];
	return 0;
}

int keeper_open(struct keeper *keeper, char *const argv[], char **environment, int rows, int columns)
{
	struct start start = { 0 }, failed;
	int slave, events[2], report[2];
	int problem = open_descriptors(keeper, &slave, events, report, rows, columns);

	if (problem)
		return problem;
	keeper->pid = fork();
	if (keeper->pid < 0)
		return errno;
	if (keeper->pid == 0) {
		close(keeper->master);
		close(events[0]);
		close(report[0]);
		keeper_run(argv, environment, slave, events[1], report[1]);
	}
	close(slave);
	close(events[1]);
	close(report[1]);
	if (!get(report[0], &start, sizeof start))
		start.problem = EPIPE;
	if (!start.problem && get(report[0], &failed, sizeof failed))
		start.problem = failed.problem;
	close(report[0]);
	keeper->program = start.program;
	keeper->started_ns = start.started_ns;
	if (start.problem)
		keeper_close(keeper);
	return start.problem;
}

bool keeper_take(struct keeper *keeper, struct keeper_event *event)
{
	return get(keeper->events, event, sizeof *event);
}

void keeper_hangup(struct keeper *keeper)
{
	if (keeper->master >= 0)
		close(keeper->master);
	keeper->master = -1;
}

void keeper_close(struct keeper *keeper)
{
	kill(keeper->pid, SIGTERM);
	while (waitpid(keeper->pid, NULL, 0) < 0 && errno == EINTR)
		;
	keeper_hangup(keeper);
	close(keeper->events);
}
