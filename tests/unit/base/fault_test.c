#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"

static void test_fault_new__keeps_kind_and_formats(void **state)
{
	(void)state;
	const struct fault *fault = fault_new(FAULT_CONFLICT, "%s of %d", "three", 7);
	assert_int_equal(fault_kind(fault), FAULT_CONFLICT);
	assert_string_equal(fault_text(fault), "three of 7");
}

static void test_fault_system__says_errno(void **state)
{
	(void)state;
	errno = EACCES;
	const struct fault *fault = fault_system("cannot open %s", "x");
	assert_int_equal(fault_kind(fault), FAULT_SYSTEM);
	assert_string_equal(fault_text(fault), "cannot open x: Permission denied");
}

static void test_fault_system__absent_file_is_missing(void **state)
{
	(void)state;
	errno = ENOENT;
	assert_int_equal(fault_kind(fault_system("x")), FAULT_MISSING);
}

static void test_fault_context__keeps_kind_and_puts_words_before(void **state)
{
	(void)state;
	const struct fault *fault = fault_new(FAULT_BUSY, "held");
	fault = fault_context(fault, "saving %s", "§3");
	assert_int_equal(fault_kind(fault), FAULT_BUSY);
	assert_string_equal(fault_text(fault), "saving §3: held");
}

static void test_fault_context__nothing_stays_nothing(void **state)
{
	(void)state;
	assert_null(fault_context(NULL, "words"));
}

static void test_fault_new__earlier_ones_stay_in_the_ring(void **state)
{
	(void)state;
	const struct fault *made[FAULT_RING];
	for (int i = 0; i < FAULT_RING; i++)
		made[i] = fault_new(FAULT_GIT, "number %d", i);
	for (int i = 0; i < FAULT_RING; i++) {
		char expected[32];
		snprintf(expected, sizeof expected, "number %d", i);
		assert_string_equal(fault_text(made[i]), expected);
	}
}

static void test_fault_new__long_text_ends_with_a_whole_character(void **state)
{
	(void)state;
	char text[4000];
	for (int shift = 0; shift < 2; shift++) {
		memset(text, 'a', (size_t)shift);
		for (size_t i = (size_t)shift; i + 2 < sizeof text; i += 2)
			memcpy(text + i, "é", 3);
		const char *kept = fault_text(fault_new(FAULT_GIT, "%s", text));
		size_t size = strlen(kept);
		assert_in_range(size, 1000, 1023);
		assert_int_equal((size - (size_t)shift) % 2, 0);
	}
}

static void *make_many(void *context)
{
	(void)context;
	for (int i = 0; i < 2 * FAULT_RING; i++)
		fault_ignore(fault_new(FAULT_GIT, "of the other thread"));
	return NULL;
}

static void test_fault_new__each_thread_has_its_own_ring(void **state)
{
	(void)state;
	pthread_t thread;
	const struct fault *fault = fault_new(FAULT_GIT, "mine");
	assert_int_equal(pthread_create(&thread, NULL, make_many, NULL), 0);
	pthread_join(thread, NULL);
	assert_string_equal(fault_text(fault), "mine");
}

static void *keep_one(void *context)
{
	fault_keep(context, NULL); /* nothing went wrong yet */
	fault_keep(context, fault_new(FAULT_CONFLICT, "of the other thread"));
	return NULL;
}

static void test_fault_keep__reaches_the_thread_that_asks(void **state)
{
	(void)state;
	pthread_t thread;
	struct fault_kept kept = {0};
	assert_null(fault_give(&kept));
	assert_int_equal(pthread_create(&thread, NULL, keep_one, &kept), 0);
	pthread_join(thread, NULL);
	const struct fault *fault = fault_give(&kept);
	assert_int_equal(fault_kind(fault), FAULT_CONFLICT);
	assert_string_equal(fault_text(fault), "of the other thread");
	assert_null(fault_give(&kept));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fault_keep__reaches_the_thread_that_asks),
		cmocka_unit_test(test_fault_new__keeps_kind_and_formats),
		cmocka_unit_test(test_fault_system__says_errno),
		cmocka_unit_test(test_fault_system__absent_file_is_missing),
		cmocka_unit_test(test_fault_context__keeps_kind_and_puts_words_before),
		cmocka_unit_test(test_fault_context__nothing_stays_nothing),
		cmocka_unit_test(test_fault_new__earlier_ones_stay_in_the_ring),
		cmocka_unit_test(test_fault_new__long_text_ends_with_a_whole_character),
		cmocka_unit_test(test_fault_new__each_thread_has_its_own_ring),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
