#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/conflict.h"
#include "text/lines.h"

static void check(const char *ours, const char *theirs, const char *wanted)
{
	struct buffer out = {0};
	conflict_whole(&out, text_of(ours), text_of(theirs));
	assert_string_equal(buffer_string(&out), wanted);
	buffer_clear(&out);
}

static void what_both_begin_and_end_with_stands_once(void **state)
{
	(void)state;
	check("a\nb\nc\n", "a\nx\nc\n", "a\n<<<<<<< ours\nb\n=======\nx\n>>>>>>> theirs\nc\n");
	check("a\nc\n", "a\nx\nc\n", "a\n<<<<<<< ours\n=======\nx\n>>>>>>> theirs\nc\n");
	check("a\na\n", "a\n", "a\n<<<<<<< ours\na\n=======\n>>>>>>> theirs\n");
	check("", "x\n", "<<<<<<< ours\n=======\nx\n>>>>>>> theirs\n");
}

static void lines_without_an_end_get_one(void **state)
{
	(void)state;
	check("a", "ab", "<<<<<<< ours\na\n=======\nab\n>>>>>>> theirs\n");
	check("x\na", "y\na", "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\na");
}

static void marks_end_as_the_lines_do(void **state)
{
	(void)state;
	check("a\r\nb\r\n", "a\r\nc\r\n", "a\r\n<<<<<<< ours\r\nb\r\n=======\r\nc\r\n>>>>>>> theirs\r\n");
}

static void a_set_of_lines_is_merged_three_ways(void **state)
{
	(void)state;
	struct buffer out = {0};
	lines_merge(&out, text_of("a\nb\nc\n"), text_of("a\nc\nx\nx\n"), text_of("a\nb\nc\ny\n"));
	assert_string_equal(buffer_string(&out), "a\nc\nx\ny\n"); /* in order, as they were */
	buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_both_begin_and_end_with_stands_once),
		cmocka_unit_test(lines_without_an_end_get_one),
		cmocka_unit_test(marks_end_as_the_lines_do),
		cmocka_unit_test(a_set_of_lines_is_merged_three_ways),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
