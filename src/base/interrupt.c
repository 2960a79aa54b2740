#include "base/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

#include "base/language.h"

static const struct {
	int number;
	int meaning;
	/* What was ignored when we started stays so: nohup, a shell without job control. */
	bool keep_ignored;
} signals[] = {
	{SIGHUP, INTERRUPT_END, true},
	{SIGTERM, INTERRUPT_END, false},
	{SIGINT, INTERRUPT_STOP, false},
	{SIGWINCH, INTERRUPT_RESIZE, false},
	{SIGCONT, INTERRUPT_CONTINUE, false},
	{SIGTSTP, INTERRUPT_SUSPEND, true},
	{SIGCHLD, INTERRUPT_CHILD, false},
	{SIGPIPE, 0, false},
};

enum { SIGNALS = sizeof signals / sizeof *signals };

static struct sigaction before[SIGNALS];
static atomic_int arrived;
static atomic_bool ending;
static int ends[2] = {-1, -1};

static void handle(int number)
{
	int saved = errno;
	for (size_t i = 0; i < SIGNALS; i++)
		if (signals[i].number == number)
			atomic_fetch_or(&arrived, signals[i].meaning);
	if (number == SIGHUP || number == SIGTERM)
		atomic_store(&ending, true);
	/* A full pipe is as readable as one needs. */
	ssize_t written = write(ends[1], "", 1);
	(void)written;
	errno = saved;
}

const struct fault *interrupt_open(void)
{
	if (ends[0] >= 0)
		return NULL;
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return fault_system(_("cannot watch for signals"));
	for (size_t i = 0; i < SIGNALS; i++) {
		/* To be asked to end breaks off a write that a stuck terminal never lets through. */
		struct sigaction action = {.sa_flags = signals[i].meaning == INTERRUPT_END ? 0 : SA_RESTART};
		action.sa_handler = signals[i].meaning ? handle : SIG_IGN;
		sigemptyset(&action.sa_mask);
		sigaction(signals[i].number, NULL, &before[i]);
		if (!signals[i].keep_ignored || before[i].sa_handler != SIG_IGN)
			sigaction(signals[i].number, &action, NULL);
	}
	return NULL;
}

void interrupt_close(void)
{
	if (ends[0] < 0)
		return;
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i].number, &before[i], NULL);
	close(ends[0]);
	close(ends[1]);
	ends[0] = ends[1] = -1;
	atomic_store(&arrived, 0);
	atomic_store(&ending, false);
}

int interrupt_descriptor(void)
{
	return ends[0];
}

int interrupt_take(void)
{
	char bytes[64];
	if (ends[0] < 0)
		return 0;
	/* The pipe first: a signal in between is taken now and wakes the loop once for nothing, but is never lost. */
	while (read(ends[0], bytes, sizeof bytes) > 0)
		;
	return atomic_exchange(&arrived, 0);
}

bool interrupt_pending(void)
{
	return atomic_load(&arrived) & (INTERRUPT_END | INTERRUPT_STOP);
}

bool interrupt_ending(void)
{
	return atomic_load(&ending);
}

void interrupt_suspend(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL}, old;
	sigset_t only, mask;
	sigaction(SIGTSTP, NULL, &old);
	for (size_t i = 0; i < SIGNALS; i++)
		if (ends[0] >= 0 && signals[i].number == SIGTSTP && before[i].sa_handler == SIG_IGN)
			return;
	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, NULL);
	sigemptyset(&only);
	sigaddset(&only, SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &only, &mask);
	/* The whole group: behind `make demo` the shell waits for make, and make must stop too. */
	kill(0, SIGTSTP);
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGTSTP, &old, NULL);
}
