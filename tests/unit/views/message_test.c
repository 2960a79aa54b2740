// objects: views/message
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "views/message.h"

static int clear(void **state)
{
	(void)state;
	message_clear();
	return 0;
}

static void test_message__stands_until_a_key(void **state)
{
	(void)state;
	message_say(MESSAGE_SAVED, "Saved %d", 12);
	assert_string_equal(message_now()->text, "Saved 12");
	message_key();
	assert_null(message_now());
	assert_int_equal(message_count(), 1);
}

static void test_message__an_error_outlives_fast_typing(void **state)
{
	(void)state;
	message_say(MESSAGE_ERROR, "No");
	message_key();
	assert_non_null(message_now());
	message_dismiss();
	assert_null(message_now());
}

static void test_message__the_log_keeps_the_last(void **state)
{
	(void)state;
	for (int i = 0; i < MESSAGE_LOG + 30; i++)
		message_say(MESSAGE_INFO, "%d", i);
	assert_int_equal(message_count(), MESSAGE_LOG);
	assert_string_equal(message_at(0)->text, "229");
	assert_string_equal(message_at(MESSAGE_LOG - 1)->text, "30");
	assert_null(message_at(MESSAGE_LOG));
}

static void test_message__is_made_visible(void **state)
{
	(void)state;
	message_say(MESSAGE_INFO, "%s", "a\033[31m\nb");
	assert_null(strchr(message_now()->text, '\033'));
	assert_null(strchr(message_now()->text, '\n'));
}

static void test_message_fault__null_says_nothing(void **state)
{
	(void)state;
	assert_false(message_fault(NULL));
	assert_int_equal(message_count(), 0);
	assert_true(message_fault(fault_new(FAULT_BUSY, "somebody holds it")));
	assert_string_equal(message_now()->text, "Error: somebody holds it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_message__stands_until_a_key, clear),
		cmocka_unit_test_teardown(test_message__an_error_outlives_fast_typing, clear),
		cmocka_unit_test_teardown(test_message__the_log_keeps_the_last, clear),
		cmocka_unit_test_teardown(test_message__is_made_visible, clear),
		cmocka_unit_test_teardown(test_message_fault__null_says_nothing, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
