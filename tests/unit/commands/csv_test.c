// objects: commands/csv
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "commands/csv.h"

static void check(const char *field, const char *expected)
{
	struct buffer out = {0};
	csv_field(&out, text_of(field), true);
	assert_string_equal(buffer_string(&out), expected);
	buffer_clear(&out);
}

static void fields(void **state)
{
	(void)state;
	check("", "");
	check("mot", "mot");
	check("a, b", "\"a, b\"");
	check("dit « \"oui\" »", "\"dit « \"\"oui\"\" »\"");
	check("deux\nlignes", "\"deux\nlignes\"");
	check("a\x1b[0m", "a<U+001B>[0m");
}

/* A spreadsheet computes nothing of what somebody wrote. */
static void formulas(void **state)
{
	(void)state;
	check("=1+1", "'=1+1");
	check("+33", "'+33");
	check("-1", "'-1");
	check("@SUM(A1)", "'@SUM(A1)");
	check("=\"a\"", "\"'=\"\"a\"\"\"");
	check("a=1", "a=1");
}

static void rows(void **state)
{
	(void)state;
	struct buffer out = {0};
	csv_field(&out, text_of("a"), true);
	csv_field(&out, text_of("b"), false);
	csv_end(&out);
	assert_string_equal(buffer_string(&out), "a,b\r\n");
	buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields), cmocka_unit_test(formulas), cmocka_unit_test(rows)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
