// objects: views/terminal views/input views/paint views/scroll views/cells views/theme
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/interrupt.h"
#include "text/span.h"
#include "views/terminal.h"

enum { ROWS = 50, COLS = 200, MILLISECONDS = 10000 };

/* Draws for ever, each frame unlike the last; ends with 7 where the terminal is given up. */
static _Noreturn void draw_on(int begun)
{
	struct input input = {0};
	struct cells now = {0}, last = {0};
	cells_resize(&now, ROWS, COLS);
	cells_resize(&last, ROWS, COLS);
	setenv("TERM", "xterm", 1);
	const struct fault *fault = terminal_open(&input);
	if (fault)
		_exit(2);
	bool alive = true;
	for (int i = 0; alive; i++) {
		for (int row = 0; row < ROWS; row++)
			for (int col = 0; col < COLS; col++)
				cells_set(&now, row, col, 'a' + (i + row + col) % 26, 0);
		(void)!write(begun, "", 1);
		alive = terminal_show(&now, &last, 0, 0, true);
	}
	terminal_close();
	_exit(7);
}

/* Until the pipe says nothing more: the program stands in a write. */
static void wait_until_stuck(int frames)
{
	char byte;
	struct pollfd wait = {.fd = frames, .events = POLLIN};
	while (poll(&wait, 1, 1000) > 0)
		assert_int_equal(read(frames, &byte, 1), 1);
}

static void test_terminal_show__who_is_asked_to_end_does_not_wait_for_a_window_that_hangs(void **state)
{
	(void)state;
	int frames[2], status, master;
	struct winsize size = {.ws_row = ROWS, .ws_col = COLS};
	assert_int_equal(pipe2(frames, O_CLOEXEC), 0);
	pid_t child = forkpty(&master, NULL, NULL, &size);
	if (child == 0)
		draw_on(frames[1]);
	close(frames[1]);
	wait_until_stuck(frames[0]);
	assert_int_equal(waitpid(child, &status, WNOHANG), 0);
	kill(child, SIGTERM);
	struct pollfd wait = {.fd = frames[0], .events = 0};
	bool ended = poll(&wait, 1, MILLISECONDS) > 0; /* the other end is closed: nobody holds it any more */
	if (!ended)
		kill(child, SIGKILL);
	close(master);
	close(frames[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(ended);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_terminal_show__who_is_asked_to_end_does_not_wait_for_a_window_that_hangs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
