#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "review/admission.h"

#define A "1111111111111111111111111111111111111111"
#define ZERO "0000000000000000000000000000000000000000"

static void reads_what_git_says(void **state)
{
	(void)state;
	struct pushes pushes = {0};
	assert_null(
		pushes_read(&pushes, text_of(ZERO " " A " refs/heads/review/ana\n" A " " ZERO " refs/heads/a b\n")));
	assert_int_equal(pushes.count, 2);
	assert_true(oid_is_zero(&pushes.items[0].old) && !oid_is_zero(&pushes.items[0].new));
	assert_string_equal(pushes.items[0].ref, "refs/heads/review/ana");
	assert_true(oid_is_zero(&pushes.items[1].new));
	assert_string_equal(pushes.items[1].ref, "refs/heads/a b");
	pushes_clear(&pushes);
}

static void refuses_anything_else(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "\n", "hello\n", A " " A "\n", A " " A " \n",
		A " x " A " refs/heads/a\n", "g111111111111111111111111111111111111111 " A " refs/heads/a\n",
		A " " A " refs/heads/a\nmore\n"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct pushes pushes = {0};
		const struct fault *fault = pushes_read(&pushes, text_of(wrong[i]));
		assert_non_null(fault);
		assert_int_equal(fault_kind(fault), FAULT_MALFORMED);
		pushes_clear(&pushes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_git_says),
		cmocka_unit_test(refuses_anything_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
