#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/span.h"

static void test_settle__orders_and_joins(void **state)
{
	(void)state;
	struct spans spans = {0};
	spans_add(&spans, 10, 12);
	spans_add(&spans, 0, 3);
	spans_add(&spans, 5, 5);
	spans_add(&spans, 2, 4);
	spans_add(&spans, 4, 6);
	spans_settle(&spans);
	assert_int_equal(spans.count, 2);
	assert_int_equal(spans.items[0].start, 0);
	assert_int_equal(spans.items[0].end, 6);
	assert_int_equal(spans.items[1].start, 10);
	for (size_t at = 0; at < 14; at++)
		assert_int_equal(spans_hold(&spans, at), at < 6 || (at >= 10 && at < 12));
	size_t from = 0;
	assert_ptr_equal(spans_from(&spans, &from, 3), &spans.items[0]);
	assert_ptr_equal(spans_from(&spans, &from, 6), &spans.items[1]);
	assert_null(spans_from(&spans, &from, 12));
	spans_clear(&spans);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_settle__orders_and_joins)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
