#include "base/child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/interrupt.h"
#include "base/language.h"

enum { CHUNK = 16 * 1024, PATIENCE_MILLISECONDS = 2000, LET_GO_MILLISECONDS = 5000, LOOK_MILLISECONDS = 200 };

struct child {
	pid_t pid;      /* -1: it has ended */
	bool alone;     /* its process group is its own */
	int life;       /* readable when it has ended; -1 on a system that cannot tell (pidfd_open) */
	int streams[2]; /* our ends of its standard output and error; -1: closed */
	int all;        /* readable when any of these is */
	int status;
	struct buffer said[2];
};

static void close_end(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

/* The environment with the order's changes; the list is yours, the strings are borrowed. */
static char **environment_of(const char *const *changes)
{
	char **list = NULL;
	size_t count = 0, capacity = 0;
	for (char **variable = environ; *variable; variable++) {
		size_t size = strcspn(*variable, "=");
		bool changed = false;
		for (size_t i = 0; changes && changes[i]; i++)
			changed |= strcspn(changes[i], "=") == size && !strncmp(changes[i], *variable, size);
		if (!changed)
			*ARRAY_ADD(list, count, capacity) = *variable;
	}
	for (size_t i = 0; changes && changes[i]; i++)
		if (strchr(changes[i], '='))
			*ARRAY_ADD(list, count, capacity) = (char *)changes[i];
	*ARRAY_ADD(list, count, capacity) = NULL;
	return list;
}

static int spawn(struct child *child, const struct child_order *order, const int ends[2])
{
	posix_spawnattr_t attributes;
	posix_spawn_file_actions_t actions;
	sigset_t all, none;
	char **environment = environment_of(order->environment);
	sigfillset(&all);
	sigemptyset(&none);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_init(&actions);
	int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (order->alone ? POSIX_SPAWN_SETSID : 0);
	posix_spawnattr_setflags(&attributes, (short)flags);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[0], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
	/* The strings are not written to; exec's prototype is older than const. */
	int code = posix_spawnp(
		&child->pid, order->arguments[0], &actions, &attributes, (char *const *)order->arguments, environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	free(environment);
	return code;
}

/* An end above 2: one that is itself a standard descriptor would be overwritten while the child's are put in place. */
static int raise_end(int *descriptor)
{
	int higher = fcntl(*descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(*descriptor);
	*descriptor = higher;
	return higher < 0 ? -1 : 0;
}

static int open_pipes(struct child *child, int ends[2])
{
	for (int i = 0; i < 2; i++) {
		int both[2];
		if (pipe2(both, O_CLOEXEC) < 0)
			return -1;
		child->streams[i] = both[0];
		ends[i] = both[1];
		if (raise_end(&child->streams[i]) < 0 || raise_end(&ends[i]) < 0 ||
			fcntl(child->streams[i], F_SETFL, O_NONBLOCK) < 0)
			return -1;
	}
	return 0;
}

static int watch_all(struct child *child)
{
	const int watched[] = {child->streams[0], child->streams[1], child->life};
	child->all = epoll_create1(EPOLL_CLOEXEC);
	int code = child->all < 0 ? -1 : 0;
	for (size_t i = 0; code == 0 && i < ARRAY_SIZE(watched); i++)
		if (watched[i] >= 0)
			code = epoll_ctl(
				child->all, EPOLL_CTL_ADD, watched[i], &(struct epoll_event){.events = EPOLLIN});
	return code;
}

const struct fault *child_open(struct child **out, const struct child_order *order)
{
	struct child *child = memory_new(1, sizeof *child);
	int ends[2] = {-1, -1};
	*child = (struct child){.pid = -1, .alone = order->alone, .life = -1, .streams = {-1, -1}, .all = -1};
	*out = NULL;
	int code = open_pipes(child, ends) < 0 ? errno : spawn(child, order, ends);
	close_end(&ends[0]);
	close_end(&ends[1]);
	if (code == 0) {
		child->life = pidfd_open(child->pid, 0);
		if ((child->life < 0 && errno != ENOSYS) || watch_all(child) < 0)
			code = errno;
	}
	if (code == 0) {
		*out = child;
		return NULL;
	}
	child_close(child);
	errno = code;
	return fault_system(_("cannot run %s"), order->arguments[0]);
}

int child_descriptor(const struct child *child)
{
	return child->all;
}

/* Takes what waits. Somebody who never stops talking does not fill our memory: the end is what counts. */
static void drain(struct child *child, int which)
{
	struct buffer *said = &child->said[which];
	while (child->streams[which] >= 0) {
		buffer_reserve(said, CHUNK);
		ssize_t size = read(child->streams[which], said->bytes + said->size, CHUNK);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0 && errno == EAGAIN)
			return;
		if (size <= 0) {
			close_end(&child->streams[which]);
			return;
		}
		said->size += (size_t)size;
		if (said->size > 2 * (size_t)CHILD_KEPT)
			buffer_replace(said, 0, said->size - CHILD_KEPT, text_of(""));
	}
}

bool child_advance(struct child *child)
{
	int waited = 0;
	pid_t ended = child->pid > 0 ? waitpid(child->pid, &waited, WNOHANG) : 0;
	drain(child, 0);
	drain(child, 1);
	/* Who says nothing any more is about to end; without `life` nothing else would tell. */
	if (ended == 0 && child->pid > 0 && child->life < 0 && child->streams[0] < 0 && child->streams[1] < 0)
		ended = waitpid(child->pid, &waited, 0);
	if (ended == 0)
		return child->pid < 0;
	child->pid = -1;
	child->status = ended < 0 ? 127 : WIFSIGNALED(waited) ? 128 + WTERMSIG(waited) : WEXITSTATUS(waited);
	return true;
}

bool child_wait(struct child *child)
{
	struct pollfd all = {.fd = child->all, .events = POLLIN};
	while (!child_advance(child)) {
		if (interrupt_pending())
			return false;
		/* A signal wakes it; one that came just before is seen a moment later. */
		(void)!poll(&all, 1, LOOK_MILLISECONDS);
	}
	return true;
}

struct text child_out(const struct child *child)
{
	return buffer_text(&child->said[0]);
}

struct text child_errors(const struct child *child)
{
	return buffer_text(&child->said[1]);
}

int child_status(const struct child *child)
{
	return child->status;
}

/* Whether this process writes to that pipe, by its standard output or error. */
static bool writes_to(const char *process, int pipe)
{
	struct stat own, theirs;
	bool writes = false;
	for (int output = STDOUT_FILENO; !writes && pipe >= 0 && output <= STDERR_FILENO; output++) {
		char path[64];
		snprintf(path, sizeof path, "/proc/%.20s/fd/%d", process, output);
		writes = stat(path, &theirs) == 0 && fstat(pipe, &own) == 0 && own.st_ino == theirs.st_ino &&
			 own.st_dev == theirs.st_dev;
	}
	return writes;
}

/* Asks what it started here to end: an ssh that was sent its signal just before it began to read a passphrase has not
 * noticed, and would read the keys that are for us. What has gone to a session of its own stays there. */
static void ask_to_end(const struct child *child)
{
	DIR *processes = opendir("/proc");
	for (struct dirent *entry; processes && (entry = readdir(processes));) {
		pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
		if (pid <= 0 || pid == getpid() || getpgid(pid) != getpgrp())
			continue;
		int held = pidfd_open(pid, 0); /* from here on it is this very process */
		if (held >= 0 &&
			(writes_to(entry->d_name, child->streams[0]) || writes_to(entry->d_name, child->streams[1])))
			(void)pidfd_send_signal(held, SIGTERM, NULL, 0);
		close_end(&held);
	}
	if (processes)
		closedir(processes);
}

/* What it started at the terminal (an ssh that asks) has heard the same signal; until it has put the terminal back as
 * it was, nobody else should change that. It is gone when it lets go of what it writes to. */
static void let_go(struct child *child)
{
	for (int waited = 0; waited < LET_GO_MILLISECONDS; waited += LOOK_MILLISECONDS) {
		drain(child, 0);
		drain(child, 1);
		if (child->streams[0] < 0 && child->streams[1] < 0)
			return;
		if (waited)
			ask_to_end(child);
		struct pollfd polled[] = {
			{.fd = child->streams[0], .events = POLLIN}, {.fd = child->streams[1], .events = POLLIN}};
		(void)!poll(polled, ARRAY_SIZE(polled), LOOK_MILLISECONDS);
	}
}

/* Asks, then insists. */
static void end(struct child *child)
{
	pid_t whom = child->alone ? -child->pid : child->pid;
	struct pollfd life = {.fd = child->life, .events = POLLIN};
	kill(whom, SIGTERM);
	if (child->life >= 0)
		(void)!poll(&life, 1, PATIENCE_MILLISECONDS);
	kill(whom, SIGKILL);
	while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

void child_close(struct child *child)
{
	if (!child)
		return;
	bool fine = child->pid < 0 && child->status == 0;
	if (child->pid > 0)
		end(child);
	if (!child->alone && !fine)
		let_go(child);
	close_end(&child->streams[0]);
	close_end(&child->streams[1]);
	close_end(&child->life);
	close_end(&child->all);
	buffer_clear(&child->said[0]);
	buffer_clear(&child->said[1]);
	free(child);
}
