#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/interrupt.h"

static bool readable(void)
{
	struct pollfd polled = {.fd = interrupt_descriptor(), .events = POLLIN};
	return poll(&polled, 1, 0) == 1;
}

static int open_all(void **state)
{
	(void)state;
	return interrupt_open() ? -1 : 0;
}

static int close_all(void **state)
{
	(void)state;
	interrupt_close();
	return 0;
}

static void test_interrupt_take__before_opening_there_is_nothing(void **state)
{
	(void)state;
	assert_int_equal(interrupt_descriptor(), -1);
	assert_int_equal(interrupt_take(), 0);
	assert_false(interrupt_pending());
	interrupt_close();
}

static void test_interrupt_take__names_each_signal_once(void **state)
{
	(void)state;
	static const struct {
		int number, meaning;
	} cases[] = {
		{SIGHUP, INTERRUPT_END},
		{SIGTERM, INTERRUPT_END},
		{SIGINT, INTERRUPT_STOP},
		{SIGWINCH, INTERRUPT_RESIZE},
		{SIGCONT, INTERRUPT_CONTINUE},
		{SIGTSTP, INTERRUPT_SUSPEND},
		{SIGCHLD, INTERRUPT_CHILD},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_false(readable());
		raise(cases[i].number);
		assert_true(readable());
		assert_int_equal(interrupt_take(), cases[i].meaning);
		assert_int_equal(interrupt_take(), 0);
	}
}

static void test_interrupt_take__gathers_a_flood(void **state)
{
	(void)state;
	/* More than a pipe holds: a handler that blocks would hang here. */
	for (int i = 0; i < 70000; i++)
		raise(SIGWINCH);
	raise(SIGINT);
	assert_int_equal(interrupt_take(), INTERRUPT_RESIZE | INTERRUPT_STOP);
	assert_false(readable());
}

static void test_interrupt_pending__for_end_and_stop_only(void **state)
{
	(void)state;
	raise(SIGWINCH);
	raise(SIGCHLD);
	assert_false(interrupt_pending());
	raise(SIGTERM);
	assert_true(interrupt_pending());
	assert_true(interrupt_pending());
	interrupt_take();
	assert_false(interrupt_pending());
}

static void test_interrupt_open__a_closed_pipe_does_not_end_us(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_int_equal(write(ends[1], "x", 1), -1);
	assert_int_equal(errno, EPIPE);
	assert_int_equal(interrupt_take(), 0);
	close(ends[1]);
}

static void test_interrupt_open__a_second_call_does_nothing(void **state)
{
	(void)state;
	int descriptor = interrupt_descriptor();
	assert_null(interrupt_open());
	assert_int_equal(interrupt_descriptor(), descriptor);
}

static void test_interrupt_open__keeps_errno(void **state)
{
	(void)state;
	for (int i = 0; i < 70000; i++)
		raise(SIGWINCH);
	errno = EDOM;
	raise(SIGWINCH); /* its write to the full pipe fails */
	assert_int_equal(errno, EDOM);
	interrupt_take();
}

static void test_interrupt_close__gives_the_old_handlers_back(void **state)
{
	(void)state;
	struct sigaction before, after;
	sigaction(SIGTERM, NULL, &before);
	assert_null(interrupt_open());
	interrupt_close();
	sigaction(SIGTERM, NULL, &after);
	assert_ptr_equal(after.sa_handler, before.sa_handler);
	assert_int_equal(interrupt_descriptor(), -1);
}

static void test_interrupt_open__an_ignored_hangup_stays_ignored(void **state)
{
	(void)state;
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	sigaction(SIGHUP, &ignore, &before);
	assert_null(interrupt_open());
	raise(SIGHUP);
	assert_int_equal(interrupt_take(), 0);
	interrupt_close();
	sigaction(SIGHUP, &before, NULL);
}

static void test_interrupt_suspend__stops_and_comes_back_with_handlers(void **state)
{
	(void)state;
	int status;
	pid_t child = fork();
	if (child == 0) {
		setpgid(0, 0);
		const struct fault *fault = interrupt_open();
		interrupt_suspend();
		bool woken = interrupt_take() & INTERRUPT_CONTINUE;
		raise(SIGTSTP);
		_exit(!fault && woken && interrupt_take() == INTERRUPT_SUSPEND ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(WIFSTOPPED(status));
	kill(child, SIGCONT);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_interrupt_take__before_opening_there_is_nothing),
		cmocka_unit_test_setup_teardown(test_interrupt_take__names_each_signal_once, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_interrupt_take__gathers_a_flood, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_interrupt_pending__for_end_and_stop_only, open_all, close_all),
		cmocka_unit_test_setup_teardown(
			test_interrupt_open__a_closed_pipe_does_not_end_us, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_interrupt_open__a_second_call_does_nothing, open_all, close_all),
		cmocka_unit_test_setup_teardown(test_interrupt_open__keeps_errno, open_all, close_all),
		cmocka_unit_test(test_interrupt_close__gives_the_old_handlers_back),
		cmocka_unit_test(test_interrupt_open__an_ignored_hangup_stays_ignored),
		cmocka_unit_test(test_interrupt_suspend__stops_and_comes_back_with_handlers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
