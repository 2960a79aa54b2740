#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "json/splice.h"

static void check(const char *source, const char *wanted)
{
	struct buffer out = {0};
	assert_null(splice_string(&out, text_of(source), "deadline", "T\"\\\n"));
	assert_string_equal(buffer_string(&out), wanted);
	struct json *root;
	assert_null(json_read(&root, buffer_text(&out)));
	assert_string_equal(json_find_string(root, "deadline"), "T\"\\\n");
	json_free(root);
	buffer_clear(&out);
}

static void a_value_is_replaced_and_no_other_byte(void **state)
{
	(void)state;
	check("{\"a\":{\"deadline\":1},\t\"deadline\" :  \"old\" , \"b\":[]}\n",
		"{\"a\":{\"deadline\":1},\t\"deadline\" :  \"T\\\"\\\\\\u000a\" , \"b\":[]}\n");
	check("{\"deadline\": null}", "{\"deadline\": \"T\\\"\\\\\\u000a\"}");
	check("{\"deadline\": {\"x\": [\"}\", {}]}, \"z\": -1.5e3}",
		"{\"deadline\": \"T\\\"\\\\\\u000a\", \"z\": -1.5e3}");
	check("{\"s\": \"\\\"deadline\\\": 1\", \"deadline\": true}",
		"{\"s\": \"\\\"deadline\\\": 1\", \"deadline\": \"T\\\"\\\\\\u000a\"}");
}

static void a_key_with_escapes_is_that_key(void **state)
{
	(void)state;
	check("{\"dead\\u006cine\": \"old\"}", "{\"dead\\u006cine\": \"T\\\"\\\\\\u000a\"}");
}

static void a_key_that_is_not_there_comes_last_laid_out_like_the_first(void **state)
{
	(void)state;
	check("{\n  \"a\": 1,\n  \"b\": [2]\n}\n",
		"{\n  \"a\": 1,\n  \"b\": [2],\n  \"deadline\": \"T\\\"\\\\\\u000a\"\n}\n");
	check("{}", "{\"deadline\": \"T\\\"\\\\\\u000a\"}");
	check(" { } ", " {\"deadline\": \"T\\\"\\\\\\u000a\" } ");
}

static void what_is_no_object_is_refused(void **state)
{
	(void)state;
	struct buffer out = {0};
	static const char *const sources[] = {"[]", "", "{", "{\"a\":1,\"a\":2}", "{\"a\":1} x"};
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		assert_int_equal(
			fault_kind(splice_string(&out, text_of(sources[i]), "deadline", "T")), FAULT_MALFORMED);
	assert_int_equal(out.size, 0);
	buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_replaced_and_no_other_byte),
		cmocka_unit_test(a_key_with_escapes_is_that_key),
		cmocka_unit_test(a_key_that_is_not_there_comes_last_laid_out_like_the_first),
		cmocka_unit_test(what_is_no_object_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
