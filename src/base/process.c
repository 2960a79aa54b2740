#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"

enum { CHUNK = 64 * 1024, GLANCE = 100 /* milliseconds */, NAP = 5 };

/* Starts the program; streams[i] (where >= 0) becomes its descriptor i. Spawned, not forked: other threads may hold
 * locks. */
static const struct fault *start(pid_t *child, const char *const arguments[], const int streams[3], bool alone)
{
	const short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
	posix_spawnattr_t attributes;
	posix_spawn_file_actions_t actions;
	sigset_t all, none;
	sigfillset(&all);
	sigemptyset(&none);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_setflags(&attributes, alone ? flags | POSIX_SPAWN_SETSID : flags);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setsigmask(&attributes, &none);
	for (int i = 0; i < 3; i++)
		if (streams[i] >= 0)
			posix_spawn_file_actions_adddup2(&actions, streams[i], i);
	posix_spawn_file_actions_addclosefrom_np(&actions, 3);
	/* The strings are not written to; exec's prototype is older than const. */
	errno = posix_spawnp(child, arguments[0], &actions, &attributes, (char *const *)arguments, environ);
	const struct fault *fault = errno ? fault_system(_("cannot run %s"), arguments[0]) : NULL;
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return fault;
}

static int status_of(int waited)
{
	return WIFSIGNALED(waited) ? 128 + WTERMSIG(waited) : WEXITSTATUS(waited);
}

/* Waits for the end; with `follow`, stops when the child stops and wakes it when we are woken. */
static const struct fault *finish(int *status, pid_t child, const char *name, bool follow)
{
	int waited;
	for (;;) {
		if (waitpid(child, &waited, follow ? WUNTRACED : 0) < 0) {
			if (errno == EINTR)
				continue;
			return fault_system(_("cannot learn how %s ended"), name);
		}
		if (!WIFSTOPPED(waited))
			break;
		interrupt_suspend();
		kill(child, SIGCONT);
	}
	*status = status_of(waited);
	return NULL;
}

const struct fault *process_run(int *status, const char *const arguments[])
{
	/* These are meant for the program that has the terminal; where it stops, finish() stops us too. */
	static const int theirs[] = {SIGINT, SIGQUIT, SIGTSTP};
	static const int inherited[3] = {-1, -1, -1};
	enum { COUNT = sizeof theirs / sizeof *theirs };
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before[COUNT];
	sigemptyset(&ignore.sa_mask);
	for (size_t i = 0; i < COUNT; i++)
		sigaction(theirs[i], &ignore, &before[i]);
	pid_t child;
	const struct fault *fault = start(&child, arguments, inherited, false);
	if (!fault)
		fault = finish(status, child, arguments[0], true);
	for (size_t i = 0; i < COUNT; i++)
		sigaction(theirs[i], &before[i], NULL);
	return fault;
}

/* One standard stream of the child: `ours` is the end we poll, `theirs` the end it gets. */
struct stream {
	int ours, theirs;
};

static void close_end(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

/* Above 2: an end that is itself a standard descriptor would be overwritten while the child's are put in place. */
static int raise_end(int *descriptor)
{
	if (*descriptor > STDERR_FILENO)
		return 0;
	int higher = fcntl(*descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(*descriptor);
	*descriptor = higher;
	return higher < 0 ? -1 : 0;
}

/* A pipe, or /dev/null where nobody listens. */
static int open_stream(struct stream *stream, bool to_child, bool wanted)
{
	int ends[2] = {-1, -1};
	if (!wanted) {
		stream->theirs = open("/dev/null", O_RDWR | O_CLOEXEC);
		return stream->theirs < 0 ? -1 : raise_end(&stream->theirs);
	}
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	stream->ours = ends[to_child ? 1 : 0];
	stream->theirs = ends[to_child ? 0 : 1];
	if (raise_end(&stream->ours) < 0 || raise_end(&stream->theirs) < 0)
		return -1;
	return fcntl(stream->ours, F_SETFL, O_NONBLOCK);
}

/* Writes what fits; closes the end when all is written or the child reads no more. */
static void feed(int *descriptor, struct text *input)
{
	ssize_t size = input->size ? write(*descriptor, input->bytes, input->size) : 0;
	if (size < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (size > 0)
		*input = text_part(*input, (size_t)size, input->size);
	if (size < 0 || !input->size)
		close_end(descriptor);
}

static void drain(int *descriptor, struct buffer *out)
{
	buffer_reserve(out, CHUNK);
	ssize_t size = read(*descriptor, out->bytes + out->size, CHUNK);
	if (size > 0)
		out->size += (size_t)size;
	else if (size == 0 || (errno != EAGAIN && errno != EINTR))
		close_end(descriptor);
}

/* When a program has to have ended, in ticks; -1: never. */
struct deadline {
	int64_t at;
	const volatile bool *cancelled;
};

static bool is_over(const struct deadline *deadline)
{
	return (deadline->cancelled && *deadline->cancelled) || (deadline->at >= 0 && clock_ticks() >= deadline->at);
}

/* How long may be waited before that is asked again. */
static int wait_time(const struct deadline *deadline)
{
	int64_t left = deadline->at < 0 ? GLANCE : deadline->at - clock_ticks();
	if (deadline->at < 0 && !deadline->cancelled)
		return -1;
	return left < 0 ? 0 : left < GLANCE ? (int)left : GLANCE;
}

/* Until both ends are closed, or its time is up. */
static const struct fault *converse(struct stream streams[3], struct buffer *out, struct buffer *errors,
	struct text input, const struct deadline *deadline)
{
	while ((streams[0].ours >= 0 || streams[1].ours >= 0 || streams[2].ours >= 0) && !is_over(deadline)) {
		/* poll() passes over negative descriptors. */
		struct pollfd polled[3] = {
			{.fd = streams[0].ours, .events = POLLOUT},
			{.fd = streams[1].ours, .events = POLLIN},
			{.fd = streams[2].ours, .events = POLLIN},
		};
		if (poll(polled, 3, wait_time(deadline)) < 0) {
			if (errno == EINTR)
				continue;
			return fault_system(_("cannot exchange text with another program"));
		}
		if (polled[0].revents)
			feed(&streams[0].ours, &input);
		if (polled[1].revents && out)
			drain(&streams[1].ours, out);
		if (polled[2].revents && errors)
			drain(&streams[2].ours, errors);
	}
	return NULL;
}

/* Until it has ended by itself: true. Its time is up: false. */
static bool has_ended(pid_t child, const struct deadline *deadline)
{
	siginfo_t ended = {0};
	if (wait_time(deadline) < 0)
		return true; /* finish() waits as long as it takes */
	while (waitid(P_PID, (id_t)child, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && !ended.si_pid) {
		if (is_over(deadline))
			return false;
		poll(NULL, 0, NAP);
	}
	return true;
}

/* Its status; a child that lives on when its time is up is ended, with its session's other processes. */
static const struct fault *finish_by(int *status, pid_t child, const char *name, const struct deadline *deadline)
{
	bool late = !has_ended(child, deadline);
	if (late)
		kill(-child, SIGKILL);
	const struct fault *fault = finish(status, child, name, false);
	return fault || !late ? fault : fault_new(FAULT_BUSY, _("%s does not come to an end"), name);
}

/* A child that reads no more must not end us, whoever the caller is: SIGPIPE waits, and is taken off again. */
static void hold_pipe_signal(sigset_t *before)
{
	sigset_t pipe_only;
	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe_only, before);
}

static void drop_pipe_signal(const sigset_t *before)
{
	sigset_t pipe_only;
	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	if (!sigismember(before, SIGPIPE))
		while (sigtimedwait(&pipe_only, NULL, &(struct timespec){0}) > 0)
			;
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

static const struct fault *filter(int *status, struct buffer *out, struct buffer *errors, const char *const arguments[],
	struct text input, const struct process_limits *limits)
{
	const struct deadline deadline = {limits && limits->milliseconds ? clock_ticks() + limits->milliseconds : -1,
		limits ? limits->cancelled : NULL};
	const struct fault *fault = NULL;
	struct stream streams[3] = {{-1, -1}, {-1, -1}, {-1, -1}};
	const bool wanted[3] = {input.size > 0, out != NULL, errors != NULL};
	sigset_t before;
	pid_t child = -1;
	hold_pipe_signal(&before);
	for (int i = 0; i < 3; i++)
		if (open_stream(&streams[i], i == 0, wanted[i]) < 0) {
			fault = fault_system(_("cannot run %s"), arguments[0]);
			goto done;
		}
	const int theirs[3] = {streams[0].theirs, streams[1].theirs, streams[2].theirs};
	fault = start(&child, arguments, theirs, limits != NULL);
	if (fault)
		goto done;
	for (int i = 0; i < 3; i++)
		close_end(&streams[i].theirs);
	fault = converse(streams, out, errors, input, &deadline);
done:
	for (int i = 0; i < 3; i++) {
		close_end(&streams[i].ours);
		close_end(&streams[i].theirs);
	}
	drop_pipe_signal(&before);
	if (child > 0) {
		const struct fault *ended = finish_by(status, child, arguments[0], &deadline);
		if (!fault)
			fault = ended;
	}
	return fault;
}

const struct fault *process_filter(
	int *status, struct buffer *out, struct buffer *errors, const char *const arguments[], struct text input)
{
	return filter(status, out, errors, arguments, input, NULL);
}

const struct fault *process_filter_alone(int *status, struct buffer *out, struct buffer *errors,
	const char *const arguments[], struct text input, struct process_limits limits)
{
	return filter(status, out, errors, arguments, input, &limits);
}

const char **process_words(const char *line)
{
	static const char blanks[] = " \t\r\n";
	size_t size = strlen(line) + 1;
	/* At most every second byte starts a word. */
	size_t most = size / 2 + 1;
	const char **words = memory_new(1, most * sizeof *words + size);
	char *copy = memcpy((char *)words + most * sizeof *words, line, size);
	char *rest = NULL;
	size_t count = 0;
	for (char *word = strtok_r(copy, blanks, &rest); word; word = strtok_r(NULL, blanks, &rest))
		words[count++] = word;
	return words;
}
