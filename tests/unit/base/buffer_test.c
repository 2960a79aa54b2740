#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/buffer.h"

static void assert_text(struct text text, const char *expected)
{
	assert_int_equal(text.size, strlen(expected));
	assert_memory_equal(text.bytes, expected, text.size);
}

static void test_text_of__null_is_empty(void **state)
{
	(void)state;
	assert_int_equal(text_of(NULL).size, 0);
	assert_non_null(text_of(NULL).bytes);
	assert_true(text_equal(text_of(NULL), (struct text){NULL, 0}));
}

static void test_text_part__is_clamped(void **state)
{
	(void)state;
	assert_text(text_part(text_of("abcdef"), 2, 4), "cd");
	assert_text(text_part(text_of("abcdef"), 4, 99), "ef");
	assert_text(text_part(text_of("abcdef"), 99, 100), "");
	assert_text(text_part(text_of("abcdef"), 4, 2), "");
}

static void test_text_compare__is_byte_order_and_a_prefix_first(void **state)
{
	(void)state;
	assert_true(text_compare(text_of("ab"), text_of("abc")) < 0);
	assert_true(text_compare(text_of("b"), text_of("abc")) > 0);
	assert_true(text_compare(text_of("z"), text_of("é")) < 0);
	assert_int_equal(text_compare(text_of("é"), text_of("é")), 0);
	assert_int_equal(text_compare((struct text){NULL, 0}, text_of("")), 0);
}

static void test_text_equal__sees_beyond_nul(void **state)
{
	(void)state;
	assert_false(text_equal((struct text){"a\0b", 3}, (struct text){"a\0c", 3}));
	assert_false(text_is((struct text){"a\0b", 3}, "a"));
	assert_true(text_is(text_of("ab"), "ab"));
}

static void test_text_starts__not_with_more_than_there_is(void **state)
{
	(void)state;
	assert_true(text_starts(text_of("abc"), "ab"));
	assert_true(text_starts(text_of("abc"), ""));
	assert_false(text_starts(text_of("ab"), "abc"));
}

static void test_text_trim__both_ends_only(void **state)
{
	(void)state;
	assert_text(text_trim(text_of(" \t\r\n a b \n")), "a b");
	assert_text(text_trim(text_of(" \n ")), "");
	assert_text(text_trim(text_of("\xc2\xa0x")), "\xc2\xa0x");
}

static void test_text_line__lf_crlf_and_none_at_the_end(void **state)
{
	(void)state;
	struct text rest = text_of("one\r\n\ntwo\rthree\nlast"), line;
	static const char *const expected[] = {"one", "", "two\rthree", "last"};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		assert_true(text_line(&rest, &line));
		assert_text(line, expected[i]);
	}
	assert_false(text_line(&rest, &line));
	rest = text_of("only\n");
	assert_true(text_line(&rest, &line));
	assert_false(text_line(&rest, &line));
}

static void test_text_take__is_a_copy(void **state)
{
	(void)state;
	char *copy = text_take(text_part(text_of("abcdef"), 1, 3));
	assert_string_equal(copy, "bc");
	free(copy);
}

static void test_buffer_add__grows_and_keeps_nul(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	for (int i = 0; i < 1000; i++)
		buffer_add(&buffer, (struct text){"a\0b", 3});
	buffer_add_byte(&buffer, '!');
	buffer_add_string(&buffer, NULL);
	assert_int_equal(buffer.size, 3001);
	assert_memory_equal(buffer.bytes + 2997, "a\0b!", 4);
	buffer_clear(&buffer);
	assert_null(buffer.bytes);
	assert_int_equal(buffer.size + buffer.capacity, 0);
}

static void test_buffer_string__of_an_empty_buffer_is_empty(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	assert_string_equal(buffer_string(&buffer), "");
	assert_text(buffer_text(&buffer), "");
	buffer_clear(&buffer);
}

static void test_buffer_string__ends_with_nul_at_full_capacity(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	for (size_t size = 1; size <= 300; size++) {
		buffer_add_byte(&buffer, 'x');
		assert_int_equal(strlen(buffer_string(&buffer)), size);
	}
	buffer_clear(&buffer);
}

static void test_buffer_format__adds_at_the_end(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	buffer_add_string(&buffer, "a=");
	buffer_format(&buffer, "%d %0*d", 7, 200, 1);
	buffer_format(&buffer, "%s", "");
	assert_int_equal(buffer.size, 204);
	assert_memory_equal(buffer.bytes, "a=7 0", 5);
	buffer_clear(&buffer);
}

static void test_buffer_replace__shorter_longer_and_at_the_ends(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	buffer_add_string(&buffer, "abcdef");
	buffer_replace(&buffer, 2, 4, text_of("X"));
	assert_text(buffer_text(&buffer), "abXef");
	buffer_replace(&buffer, 2, 3, text_of("12345678901234567890123456789012345678901234567890123456789012345"));
	assert_int_equal(buffer.size, 69);
	assert_text(text_part(buffer_text(&buffer), 65, 69), "45ef");
	buffer_replace(&buffer, 0, 67, text_of(""));
	assert_text(buffer_text(&buffer), "ef");
	buffer_replace(&buffer, 2, 2, text_of("!"));
	buffer_replace(&buffer, 0, 0, text_of("?"));
	assert_string_equal(buffer_string(&buffer), "?ef!");
	buffer_clear(&buffer);
	buffer_replace(&buffer, 0, 0, text_of(""));
	buffer_replace(&buffer, 0, 0, text_of("new"));
	assert_string_equal(buffer_string(&buffer), "new");
	buffer_clear(&buffer);
}

static void test_buffer_take__leaves_an_empty_buffer(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	buffer_add_string(&buffer, "mine");
	char *bytes = buffer_take(&buffer);
	assert_string_equal(bytes, "mine");
	assert_null(buffer.bytes);
	free(bytes);
	bytes = buffer_take(&buffer);
	assert_string_equal(bytes, "");
	free(bytes);
}

static void test_buffer_empty__keeps_the_memory(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	buffer_add_string(&buffer, "gone");
	char *bytes = buffer.bytes;
	buffer_empty(&buffer);
	assert_int_equal(buffer.size, 0);
	assert_ptr_equal(buffer.bytes, bytes);
	buffer_clear(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_of__null_is_empty),
		cmocka_unit_test(test_text_part__is_clamped),
		cmocka_unit_test(test_text_compare__is_byte_order_and_a_prefix_first),
		cmocka_unit_test(test_text_equal__sees_beyond_nul),
		cmocka_unit_test(test_text_starts__not_with_more_than_there_is),
		cmocka_unit_test(test_text_trim__both_ends_only),
		cmocka_unit_test(test_text_line__lf_crlf_and_none_at_the_end),
		cmocka_unit_test(test_text_take__is_a_copy),
		cmocka_unit_test(test_buffer_add__grows_and_keeps_nul),
		cmocka_unit_test(test_buffer_string__of_an_empty_buffer_is_empty),
		cmocka_unit_test(test_buffer_string__ends_with_nul_at_full_capacity),
		cmocka_unit_test(test_buffer_format__adds_at_the_end),
		cmocka_unit_test(test_buffer_replace__shorter_longer_and_at_the_ends),
		cmocka_unit_test(test_buffer_take__leaves_an_empty_buffer),
		cmocka_unit_test(test_buffer_empty__keeps_the_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
