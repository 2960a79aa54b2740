#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

static void test_memory_new__is_zeroed(void **state)
{
	(void)state;
	static const char zeros[256];
	char *bytes = memory_new(16, 16);
	assert_memory_equal(bytes, zeros, sizeof zeros);
	free(bytes);
}

static void test_memory_new__none_is_not_null(void **state)
{
	(void)state;
	void *none = memory_new(0, 8);
	assert_non_null(none);
	none = memory_resize(none, 0, 8);
	assert_non_null(none);
	free(none);
}

static void test_memory_copy__keeps_nul_and_ends_with_one(void **state)
{
	(void)state;
	char *copy = memory_copy("a\0b", 3);
	assert_memory_equal(copy, "a\0b", 4);
	free(copy);
	copy = memory_copy(NULL, 0);
	assert_string_equal(copy, "");
	free(copy);
}

static void test_memory_string__null_stays_null(void **state)
{
	(void)state;
	assert_null(memory_string(NULL));
	char *copy = memory_string("été");
	assert_string_equal(copy, "été");
	free(copy);
}

static void test_memory_format__is_as_long_as_needed(void **state)
{
	(void)state;
	char *string = memory_format("%0*d|%s", 5000, 7, "end");
	assert_int_equal(strlen(string), 5004);
	assert_string_equal(string + 4999, "7|end");
	free(string);
}

static void test_memory_forget__leaves_what_is_around(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20, PART = 100000 };
	char *bytes = memory_new(SIZE, 1);
	memset(bytes, 'x', SIZE);
	memory_forget(bytes + PART, SIZE - 2 * PART);
	for (size_t i = 0; i < PART; i++)
		assert_true(bytes[i] == 'x' && bytes[SIZE - 1 - i] == 'x');
	assert_int_equal(bytes[SIZE / 2], 0);
	memory_forget(bytes + 1, 10); /* no whole page */
	assert_int_equal(bytes[5], 'x');
	memset(bytes, 'y', SIZE);
	assert_int_equal(bytes[SIZE / 2], 'y');
	free(bytes);
}

/* The exit status and the words of a process that asks for `count` times `size` bytes. */
static int starve(size_t count, size_t size, char *words, size_t room)
{
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		void *never = memory_resize(NULL, count, size);
		_exit(never ? 0 : 1);
	}
	close(ends[1]);
	ssize_t got = read(ends[0], words, room - 1);
	words[got > 0 ? got : 0] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_memory_resize__a_product_that_overflows_ends_the_program(void **state)
{
	(void)state;
	char words[200];
	assert_int_equal(starve(SIZE_MAX / 4, 8, words, sizeof words), 2);
	assert_non_null(strstr(words, "out of memory"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_new__is_zeroed),
		cmocka_unit_test(test_memory_new__none_is_not_null),
		cmocka_unit_test(test_memory_copy__keeps_nul_and_ends_with_one),
		cmocka_unit_test(test_memory_string__null_stays_null),
		cmocka_unit_test(test_memory_format__is_as_long_as_needed),
		cmocka_unit_test(test_memory_forget__leaves_what_is_around),
		cmocka_unit_test(test_memory_resize__a_product_that_overflows_ends_the_program),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
