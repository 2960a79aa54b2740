#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/memory.h"

static struct child *open_script(const char *script, const char *const *environment)
{
	struct child *child;
	const char *const arguments[] = {"sh", "-c", script, NULL};
	const struct child_order order = {.arguments = arguments, .environment = environment, .alone = true};
	const struct fault *fault = child_open(&child, &order);
	if (fault)
		fail_msg("%s", fault_text(fault));
	return child;
}

static void assert_said(struct text text, const char *wanted)
{
	char *said = text_take(text);
	assert_string_equal(said, wanted);
	free(said);
}

static void test_child__keeps_both_outputs_and_the_status(void **state)
{
	(void)state;
	struct child *child = open_script("echo one; echo two >&2; exit 3", NULL);
	assert_true(child_wait(child));
	assert_int_equal(child_status(child), 3);
	assert_said(child_out(child), "one\n");
	assert_said(child_errors(child), "two\n");
	child_close(child);
}

static void test_child__its_descriptor_tells_when_there_is_something(void **state)
{
	(void)state;
	struct child *child = open_script("read x; echo here; exec sleep 30", NULL);
	struct pollfd polled = {.fd = child_descriptor(child), .events = POLLIN};
	for (int i = 0; i < 100 && !child_out(child).size; i++) {
		assert_int_equal(poll(&polled, 1, 10000), 1);
		assert_false(child_advance(child));
	}
	assert_said(child_out(child), "here\n");
	child_close(child);
}

static void test_child__the_environment_is_the_orders(void **state)
{
	(void)state;
	const char *const environment[] = {"CHILD_A=new", "CHILD_B", NULL};
	setenv("CHILD_A", "old", 1);
	setenv("CHILD_B", "old", 1);
	struct child *child = open_script("echo $CHILD_A-${CHILD_B-none}-${HOME:+home}", environment);
	setenv("CHILD_A", "later", 1);
	assert_true(child_wait(child));
	assert_said(child_out(child), getenv("HOME") ? "new-none-home\n" : "new-none-\n");
	child_close(child);
}

static void test_child__has_no_terminal_and_no_input(void **state)
{
	(void)state;
	struct child *child = open_script("cat; (: </dev/tty) 2>/dev/null && echo asks; exit 0", NULL);
	assert_true(child_wait(child));
	assert_said(child_out(child), "");
	child_close(child);
}

static void test_child__ends_though_what_it_left_holds_its_outputs(void **state)
{
	(void)state;
	struct child *child = open_script("sleep 30 & echo $!", NULL);
	assert_true(child_wait(child));
	char *pid = text_take(child_out(child));
	kill((pid_t)atoi(pid), SIGKILL);
	free(pid);
	child_close(child);
}

/* One that has ended and is buried by nobody yet does not run. */
static bool is_running(const char *pid)
{
	char *path = memory_format("/proc/%d/stat", atoi(pid)), state = 'Z';
	FILE *file = fopen(path, "r");
	bool running = file && fscanf(file, "%*d (%*[^)]) %c", &state) == 1 && state != 'Z';
	if (file)
		fclose(file);
	free(path);
	return running;
}

/* What is killed ends when the system gets to it. */
static bool ends_soon(const char *pid)
{
	struct pollfd none = {.fd = -1};
	for (int i = 0; i < 500 && is_running(pid); i++)
		poll(&none, 1, 10);
	return !is_running(pid);
}

static void test_child_close__ends_it_and_what_it_started(void **state)
{
	(void)state;
	struct child *child = open_script("sleep 30 & echo $!; wait", NULL);
	struct pollfd polled = {.fd = child_descriptor(child), .events = POLLIN};
	while (!child_out(child).size) {
		assert_int_equal(poll(&polled, 1, 10000), 1);
		child_advance(child);
	}
	char *pid = text_take(child_out(child));
	child_close(child);
	assert_true(ends_soon(pid));
	free(pid);
}

/* At a terminal what it started has the same keys to read: it does not outlive it, though a signal was lost on it. */
static void test_child_close__leaves_nobody_at_the_terminal(void **state)
{
	(void)state;
	struct child *child;
	const char *const arguments[] = {"sh", "-c", "sh -c 'trap \"\" INT; echo $$; exec sleep 60' & wait", NULL};
	const struct child_order order = {.arguments = arguments};
	assert_null(child_open(&child, &order));
	struct pollfd polled = {.fd = child_descriptor(child), .events = POLLIN};
	while (!child_out(child).size) {
		assert_int_equal(poll(&polled, 1, 10000), 1);
		assert_false(child_advance(child));
	}
	char *said = text_take(child_out(child));
	child_close(child);
	assert_true(ends_soon(said));
	free(said);
}

static void test_child__who_never_stops_talking_fills_no_memory(void **state)
{
	(void)state;
	struct child *child = open_script("yes | head -c 3000000; echo end", NULL);
	assert_true(child_wait(child));
	struct text said = child_out(child);
	assert_true(said.size >= CHILD_KEPT / 2 && said.size <= 3 * (size_t)CHILD_KEPT);
	assert_memory_equal(said.bytes + said.size - 4, "end\n", 4);
	child_close(child);
}

static void test_child__a_program_that_is_not_there(void **state)
{
	(void)state;
	struct child *child;
	const char *const arguments[] = {"paraphe-no-such-program", NULL};
	const struct child_order order = {.arguments = arguments, .alone = true};
	const struct fault *fault = child_open(&child, &order);
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_MISSING);
	assert_null(child);
	child_close(child);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_child__keeps_both_outputs_and_the_status),
		cmocka_unit_test(test_child__its_descriptor_tells_when_there_is_something),
		cmocka_unit_test(test_child__the_environment_is_the_orders),
		cmocka_unit_test(test_child__has_no_terminal_and_no_input),
		cmocka_unit_test(test_child__ends_though_what_it_left_holds_its_outputs),
		cmocka_unit_test(test_child_close__ends_it_and_what_it_started),
		cmocka_unit_test(test_child_close__leaves_nobody_at_the_terminal),
		cmocka_unit_test(test_child__who_never_stops_talking_fills_no_memory),
		cmocka_unit_test(test_child__a_program_that_is_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
