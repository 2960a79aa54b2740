#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "annotation/entered.h"
#include "annotation/webjson.h"

#define HEAD                                                                                                           \
	"{\n  \"id\": \"urn:uuid:0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33\",\n  \"creator\": {\n    \"nickname\": "        \
	"\"ana\"\n  },\n"
#define BY(id) "  \"generator\": {\n    \"type\": \"Person\",\n    \"nickname\": \"" id "\"\n  },\n"
#define TAIL "  \"later:key\": [\n    1,\n    null\n  ],\n  \"body\": \"Mine.\"\n}\n"

static const char own[] = HEAD TAIL, by_sec[] = HEAD BY("sec") TAIL, by_aid[] = HEAD BY("aid") TAIL;

static void test_entered_write__says_who_behind_who_made_it_and_keeps_every_other_key(void **state)
{
	struct buffer out = {0};
	(void)state;
	assert_null(entered_write(&out, text_of(own), "sec"));
	assert_string_equal(buffer_string(&out), by_sec);
	buffer_empty(&out);
	assert_null(entered_write(&out, text_of(by_sec), "aid"));
	assert_string_equal(buffer_string(&out), by_aid);
	buffer_clear(&out);
}

static void test_entered_write__what_names_no_author_says_who_entered_it_all_the_same(void **state)
{
	struct buffer out = {0};
	(void)state;
	assert_null(entered_write(&out, text_of("{\"id\": 1}"), "sec"));
	assert_non_null(strstr(buffer_string(&out), "\"nickname\": \"sec\""));
	buffer_clear(&out);
}

static void test_entered_write__what_is_none_is_refused(void **state)
{
	static const char *const wrong[] = {"", "hello", "[]", "{\"a\": 1, \"a\": 2}", "{} {}"};
	struct buffer out = {0};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(fault_kind(entered_write(&out, text_of(wrong[i]), "sec")), FAULT_MALFORMED);
	assert_int_equal(out.size, 0);
}

static void test_entered_same__by_everything_but_who_entered_it(void **state)
{
	(void)state;
	assert_true(entered_same(text_of(own), text_of(by_sec)));
	assert_true(entered_same(text_of(by_aid), text_of(by_sec)));
	assert_false(entered_same(text_of(own), text_of(HEAD BY("sec") "  \"body\": \"Mine.\"\n}\n")));
	assert_false(entered_same(text_of(own), text_of("{}")));
	assert_false(entered_same(text_of("none"), text_of("none")));
}

static void test_entered_stands__one_of_two_from_either_side(void **state)
{
	const char *const all[] = {own, by_aid, by_sec};
	(void)state;
	assert_true(entered_stands(text_of(own), text_of(by_sec)));
	assert_true(entered_stands(text_of(by_sec), text_of(by_aid)));
	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < 3; j++)
			assert_true(i == j ? !entered_stands(text_of(all[i]), text_of(all[j]))
					   : entered_stands(text_of(all[i]), text_of(all[j])) !=
						     entered_stands(text_of(all[j]), text_of(all[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entered_write__says_who_behind_who_made_it_and_keeps_every_other_key),
		cmocka_unit_test(test_entered_write__what_names_no_author_says_who_entered_it_all_the_same),
		cmocka_unit_test(test_entered_write__what_is_none_is_refused),
		cmocka_unit_test(test_entered_same__by_everything_but_who_entered_it),
		cmocka_unit_test(test_entered_stands__one_of_two_from_either_side),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
