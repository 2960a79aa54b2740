#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/process.h"

#define SHELL(script) ((const char *[]){"sh", "-c", script, NULL})

static void assert_fine(const struct fault *fault)
{
	if (fault)
		fail_msg("%s", fault_text(fault));
}

static void test_process_filter__passes_input_and_collects_both_outputs(void **state)
{
	(void)state;
	struct buffer out = {0}, errors = {0};
	int status = -1;
	buffer_add_string(&out, "got: ");
	assert_fine(process_filter(&status, &out, &errors, SHELL("cat; echo oops >&2; exit 3"), text_of("été")));
	assert_int_equal(status, 3);
	assert_string_equal(buffer_string(&out), "got: été");
	assert_string_equal(buffer_string(&errors), "oops\n");
	buffer_clear(&out);
	buffer_clear(&errors);
}

static void test_process_filter__megabytes_both_ways_do_not_block(void **state)
{
	(void)state;
	struct buffer in = {0}, out = {0}, errors = {0};
	int status = -1;
	buffer_reserve(&in, 3000000);
	in.size = 3000000;
	memset(in.bytes, 'x', in.size);
	assert_fine(process_filter(&status, &out, &errors, SHELL("tee /dev/stderr"), buffer_text(&in)));
	assert_int_equal(status, 0);
	assert_true(text_equal(buffer_text(&out), buffer_text(&in)));
	assert_int_equal(errors.size, in.size);
	buffer_clear(&in);
	buffer_clear(&out);
	buffer_clear(&errors);
}

static void test_process_filter__a_child_that_reads_nothing_is_no_fault(void **state)
{
	(void)state;
	static char large[1000000];
	struct buffer out = {0};
	int status = -1;
	struct sigaction before, standard = {.sa_handler = SIG_DFL};
	sigaction(SIGPIPE, &standard, &before);
	assert_fine(
		process_filter(&status, &out, NULL, SHELL("exec <&-; echo done"), (struct text){large, sizeof large}));
	assert_int_equal(status, 0);
	assert_string_equal(buffer_string(&out), "done\n");
	sigset_t pending;
	sigpending(&pending);
	assert_false(sigismember(&pending, SIGPIPE));
	sigaction(SIGPIPE, &before, NULL);
	buffer_clear(&out);
}

static void test_process_filter__unwanted_streams_are_thrown_away(void **state)
{
	(void)state;
	int status = -1;
	assert_fine(process_filter(&status, NULL, NULL, SHELL("echo a; echo b >&2; read x || exit 5"), text_of("")));
	assert_int_equal(status, 5);
}

static void test_process_filter__a_program_that_is_not_there_is_missing(void **state)
{
	(void)state;
	int status = 99;
	const char *const arguments[] = {"no-such-program-of-ours", NULL};
	const struct fault *fault = process_filter(&status, NULL, NULL, arguments, text_of("x"));
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_MISSING);
	assert_non_null(strstr(fault_text(fault), "no-such-program-of-ours"));
	assert_int_equal(status, 99);
	const char *const folder[] = {"/tmp", NULL};
	fault = process_run(&status, folder);
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_SYSTEM);
}

static void test_process_filter__no_shell_reads_the_arguments(void **state)
{
	(void)state;
	struct buffer out = {0};
	int status = -1;
	const char *const arguments[] = {"printf", "%s|", "$HOME", "a b", ";exit 1", "`id`", "", NULL};
	assert_fine(process_filter(&status, &out, NULL, arguments, text_of("")));
	assert_string_equal(buffer_string(&out), "$HOME|a b|;exit 1|`id`||");
	buffer_clear(&out);
}

static void test_process_filter__death_by_signal_is_128_more(void **state)
{
	(void)state;
	int status = -1;
	assert_fine(process_filter(&status, NULL, NULL, SHELL("kill -KILL $$"), text_of("")));
	assert_int_equal(status, 128 + SIGKILL);
}

static void test_process_filter_alone__has_no_terminal_to_ask_at(void **state)
{
	(void)state;
	struct buffer out = {0};
	int status = -1;
	assert_fine(process_filter_alone(&status, &out, NULL,
		SHELL("cat; test $(ps -o sid= -p $$) -eq $$ && echo its own session; : </dev/tty || exit 5"),
		text_of("words\n"), (struct process_limits){0}));
	assert_int_not_equal(status, 0);
	assert_string_equal(buffer_string(&out), "words\nits own session\n");
	buffer_clear(&out);
}

/* Neither gone, nor ended and not collected yet. */
static bool lives(pid_t process)
{
	char path[64], state_of = 'X';
	snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
	FILE *file = fopen(path, "r");
	bool read = file && fscanf(file, "%*d %*s %c", &state_of) == 1;
	if (file)
		fclose(file);
	return read && state_of != 'Z' && state_of != 'X';
}

static void test_process_filter_alone__ends_what_does_not_answer_and_its_children(void **state)
{
	(void)state;
	struct buffer out = {0};
	int status = -1;
	int64_t before = clock_ticks();
	const struct fault *fault = process_filter_alone(&status, &out, NULL, SHELL("sleep 100 & echo $!; wait"),
		text_of(""), (struct process_limits){.milliseconds = 300});
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_BUSY);
	assert_true(clock_ticks() - before < 50000);
	pid_t child = (pid_t)strtol(buffer_string(&out), NULL, 10);
	assert_true(child > 1);
	while (lives(child)) { /* it is killed, which takes as long as it takes */
		struct timespec pause = {.tv_nsec = 1000000};
		assert_true(clock_ticks() - before < 50000);
		nanosleep(&pause, NULL);
	}
	buffer_clear(&out);
}

static void test_process_filter_alone__ends_what_has_closed_its_streams_and_lives_on(void **state)
{
	(void)state;
	struct buffer out = {0};
	int status = -1;
	const struct fault *fault = process_filter_alone(&status, &out, NULL, SHELL("exec >&- 2>&-; sleep 100"),
		text_of(""), (struct process_limits){.milliseconds = 300});
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_BUSY);
	assert_int_equal(status, 128 + SIGKILL);
}

static void test_process_filter_alone__ends_what_is_called_off(void **state)
{
	(void)state;
	volatile bool cancelled = true;
	int status = -1;
	const struct fault *fault = process_filter_alone(
		&status, NULL, NULL, SHELL("sleep 100"), text_of(""), (struct process_limits){.cancelled = &cancelled});
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_BUSY);
}

static void test_process_filter__inherits_no_descriptor(void **state)
{
	(void)state;
	struct buffer out = {0};
	int status = -1;
	int leaked = dup2(STDIN_FILENO, 77); /* without FD_CLOEXEC */
	assert_int_equal(leaked, 77);
	assert_fine(process_filter(&status, &out, NULL, SHELL("ls /proc/$$/fd"), text_of("")));
	assert_int_equal(status, 0);
	assert_string_equal(buffer_string(&out), "0\n1\n2\n");
	close(leaked);
	buffer_clear(&out);
}

static void test_process_filter__signals_are_reset_in_the_child(void **state)
{
	(void)state;
	struct buffer out = {0};
	int status = -1;
	struct sigaction ignore = {.sa_handler = SIG_IGN}, pipe_before, term_before;
	sigset_t blocked, mask;
	sigaction(SIGPIPE, &ignore, &pipe_before);
	sigaction(SIGTERM, &ignore, &term_before);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	sigprocmask(SIG_BLOCK, &blocked, &mask);
	const char *const arguments[] = {"grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status", NULL};
	assert_fine(process_filter(&status, &out, NULL, arguments, text_of("")));
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGPIPE, &pipe_before, NULL);
	sigaction(SIGTERM, &term_before, NULL);
	unsigned long long held, ignored;
	assert_int_equal(sscanf(buffer_string(&out), "SigBlk: %llx SigIgn: %llx", &held, &ignored), 2);
	assert_int_equal(held, 0);
	/* 32 and 33 are glibc's own, and it leaves them ignored in what it spawns. */
	assert_int_equal(ignored & 0x7fffffff, 0);
	buffer_clear(&out);
}

/* What a child without standard descriptors of its own answers: the pipes must not take their numbers. */
static void test_process_filter__works_where_standard_descriptors_are_closed(void **state)
{
	(void)state;
	int status;
	pid_t child = fork();
	if (child == 0) {
		struct buffer out = {0}, errors = {0};
		close(STDIN_FILENO);
		close(STDOUT_FILENO);
		close(STDERR_FILENO);
		const struct fault *fault =
			process_filter(&status, &out, &errors, SHELL("cat; echo e >&2"), text_of("in"));
		bool right =
			!fault && strcmp(buffer_string(&out), "in") == 0 && strcmp(buffer_string(&errors), "e\n") == 0;
		buffer_clear(&out);
		buffer_clear(&errors);
		_exit(right ? 0 : 1);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

static void test_process_filter__leaves_no_descriptor_open(void **state)
{
	(void)state;
	struct buffer out = {0};
	int status, before = dup(STDIN_FILENO);
	close(before);
	for (int i = 0; i < 3; i++)
		assert_fine(process_filter(&status, &out, NULL, SHELL("cat"), text_of("x")));
	const char *const arguments[] = {"no-such-program-of-ours", NULL};
	fault_ignore(process_filter(&status, &out, NULL, arguments, text_of("x")));
	int after = dup(STDIN_FILENO);
	close(after);
	assert_int_equal(after, before);
	buffer_clear(&out);
}

static void test_process_run__gives_the_exit_status(void **state)
{
	(void)state;
	int status = -1;
	assert_fine(process_run(&status, SHELL("exit 7")));
	assert_int_equal(status, 7);
	assert_fine(process_run(&status, SHELL("kill -TERM $$")));
	assert_int_equal(status, 128 + SIGTERM);
}

static volatile sig_atomic_t interrupted;

static void note(int number)
{
	interrupted = number;
}

static void test_process_run__an_interrupt_is_the_childs_alone(void **state)
{
	(void)state;
	struct sigaction action = {.sa_handler = note}, before, after;
	int status = -1;
	interrupted = 0;
	sigaction(SIGINT, &action, &before);
	assert_fine(process_run(&status, SHELL("kill -INT $PPID; kill -INT $$")));
	sigaction(SIGINT, &before, &after);
	assert_int_equal(status, 128 + SIGINT);
	assert_int_equal(interrupted, 0);
	assert_ptr_equal(after.sa_handler, note);
}

static void test_process_run__a_stopped_child_stops_us_too(void **state)
{
	(void)state;
	int status;
	pid_t runner = fork();
	if (runner == 0) {
		setpgid(0, 0);
		const struct fault *fault = process_run(&status, SHELL("kill -TSTP $$; exit 4"));
		_exit(fault ? 99 : status);
	}
	assert_int_equal(waitpid(runner, &status, WUNTRACED), runner);
	assert_true(WIFSTOPPED(status));
	assert_int_equal(WSTOPSIG(status), SIGTSTP);
	kill(runner, SIGCONT);
	assert_int_equal(waitpid(runner, &status, 0), runner);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 4);
}

static void test_process_words__splits_at_blanks(void **state)
{
	(void)state;
	const char **words = process_words("  vim\t-X  \"a b\"\n");
	assert_string_equal(words[0], "vim");
	assert_string_equal(words[1], "-X");
	assert_string_equal(words[2], "\"a");
	assert_string_equal(words[3], "b\"");
	assert_null(words[4]);
	free(words);
}

static void test_process_words__as_many_as_fit_and_none(void **state)
{
	(void)state;
	const char **words = process_words("a b c d e f g");
	assert_string_equal(words[6], "g");
	assert_null(words[7]);
	free(words);
	words = process_words(" \t ");
	assert_null(words[0]);
	free(words);
	words = process_words("");
	assert_null(words[0]);
	free(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_process_filter__passes_input_and_collects_both_outputs),
		cmocka_unit_test(test_process_filter__megabytes_both_ways_do_not_block),
		cmocka_unit_test(test_process_filter__a_child_that_reads_nothing_is_no_fault),
		cmocka_unit_test(test_process_filter__unwanted_streams_are_thrown_away),
		cmocka_unit_test(test_process_filter__a_program_that_is_not_there_is_missing),
		cmocka_unit_test(test_process_filter__no_shell_reads_the_arguments),
		cmocka_unit_test(test_process_filter__death_by_signal_is_128_more),
		cmocka_unit_test(test_process_filter_alone__has_no_terminal_to_ask_at),
		cmocka_unit_test(test_process_filter_alone__ends_what_does_not_answer_and_its_children),
		cmocka_unit_test(test_process_filter_alone__ends_what_has_closed_its_streams_and_lives_on),
		cmocka_unit_test(test_process_filter_alone__ends_what_is_called_off),
		cmocka_unit_test(test_process_filter__inherits_no_descriptor),
		cmocka_unit_test(test_process_filter__signals_are_reset_in_the_child),
		cmocka_unit_test(test_process_filter__works_where_standard_descriptors_are_closed),
		cmocka_unit_test(test_process_filter__leaves_no_descriptor_open),
		cmocka_unit_test(test_process_run__gives_the_exit_status),
		cmocka_unit_test(test_process_run__an_interrupt_is_the_childs_alone),
		cmocka_unit_test(test_process_run__a_stopped_child_stops_us_too),
		cmocka_unit_test(test_process_words__splits_at_blanks),
		cmocka_unit_test(test_process_words__as_many_as_fit_and_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
