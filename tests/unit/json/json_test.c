#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/json.h"

/* The value, or NULL with the fault's text in `why`. */
static struct json *try_read(const char *bytes, size_t size, char why[200])
{
	struct json *root = NULL;
	const struct fault *fault = json_read(&root, (struct text){bytes, size});
	why[0] = '\0';
	if (fault) {
		assert_int_equal(fault_kind(fault), FAULT_MALFORMED);
		assert_null(root);
		snprintf(why, 200, "%s", fault_text(fault));
	}
	return root;
}

static struct json *read_good(const char *string)
{
	char why[200];
	struct json *root = try_read(string, strlen(string), why);
	if (!root)
		fail_msg("%s: %s", string, why);
	return root;
}

static void assert_refused(const char *bytes, size_t size, const char *expected)
{
	char why[200];
	struct json *root = try_read(bytes, size, why);
	if (root)
		fail_msg("taken for JSON: %s", bytes);
	if (!strstr(why, expected))
		fail_msg("%s: \"%s\" does not say \"%s\"", bytes, why, expected);
}

static void test_json_read__values_and_lookups(void **state)
{
	(void)state;
	struct json *root = read_good("{\"s\": \"\\u00e9t\xc3\xa9\", \"n\": -12, \"r\": 1.5, \"t\": true, \"f\": false,"
				      " \"z\": null, \"a\": [1, [2]], \"o\": {\"k\": \"v\"}}");
	long long number = 0;
	assert_true(json_is_object(root));
	assert_string_equal(json_find_string(root, "s"), "été");
	assert_true(json_number(json_find(root, "n"), &number));
	assert_int_equal(number, -12);
	assert_false(json_number(json_find(root, "r"), &number));
	assert_true(json_is_true(json_find(root, "t")));
	assert_false(json_is_true(json_find(root, "f")));
	assert_null(json_find_string(root, "z"));
	assert_int_equal(json_count(json_find(root, "a")), 2);
	assert_true(json_is_array(json_at(json_find(root, "a"), 1)));
	assert_null(json_at(json_find(root, "a"), 2));
	assert_string_equal(json_find_string(json_find(root, "o"), "k"), "v");
	json_free(root);
}

static void test_json_find__chains_through_what_is_not_there(void **state)
{
	(void)state;
	struct json *root = read_good("{\"a\": [], \"s\": \"x\"}");
	long long number;
	assert_null(json_find(json_find(json_find(root, "no"), "nor"), "this"));
	assert_null(json_find(json_find(root, "a"), "k"));
	assert_null(json_find_string(json_find(root, "s"), "k"));
	assert_null(json_as_string(NULL));
	assert_int_equal(json_count(NULL), 0);
	assert_int_equal(json_count(root), 0);
	assert_null(json_at(root, 0));
	assert_false(json_is_object(NULL) || json_is_array(NULL) || json_is_true(NULL) || json_number(NULL, &number));
	json_free(root);
	json_free(NULL);
}

static void test_json_read__true_is_the_librarys_own(void **state)
{
	(void)state;
	/* Would be the program's, were it named as libjansson's constructor is. */
	struct json *root = read_good("[true, \"true\", 1]");
	assert_true(json_is_true(json_at(root, 0)));
	assert_false(json_is_true(json_at(root, 1)));
	assert_false(json_is_true(json_at(root, 2)));
	json_free(root);
}

static void test_json_read__refuses_with_a_reason(void **state)
{
	(void)state;
	static const struct {
		const char *string, *why;
	} cases[] = {
		{"{\"a\": 1, \"a\": 2}", "twice"},
		{"{\"o\": {\"k\": 1, \"\\u006b\": 2}}", "twice"},
		{"[\"\\u0000\"]", "NUL"},
		{"{\"\\u0000\": 1}", "NUL"},
		{"[\"\\ud800\"]", "not valid"},
		{"[\"\\udc00\\ud800\"]", "not valid"},
		{"[\"\xff\"]", "UTF-8"},
		{"[\"\xed\xa0\x80\"]", "UTF-8"},
		{"[\"\xc0\xaf\"]", "UTF-8"},
		{"[] x", "follows"},
		{"{}{}", "follows"},
		{"{\"a\": 1", "too early"},
		{"[\"abc", "too early"},
		{"", "too early"},
		{"nul", "not valid"},
		{"[1,]", "not valid"},
		{"{'a': 1}", "not valid"},
		{"[01]", "not valid"},
		{"[NaN]", "not valid"},
		{"[\"a\nb\"]", "not valid"},
		{"[\"\\x\"]", "not valid"},
		{"// c\n[]", "not valid"},
		{"[99999999999999999999]", "too large"},
		{"[1e999]", "too large"},
		{"]]]]", "not valid"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_refused(cases[i].string, strlen(cases[i].string), cases[i].why);
	assert_refused("[1]\0", 4, "line 1");
	assert_refused("[\"a\0b\"]", 7, "line 1");
	assert_refused("\0", 1, "line 1");
}

static void test_json_read__says_line_and_column(void **state)
{
	(void)state;
	static const char colon_missing[] = "{\n  \"a\": 1,\n  \"é\" 2\n}";
	assert_refused(colon_missing, sizeof colon_missing - 1, "line 3, column 7");
}

static char *nested(int depth, const char *open, const char *close, size_t *size)
{
	struct buffer buffer = {0};
	for (int i = 0; i < depth; i++)
		buffer_add_string(&buffer, open);
	buffer_add_string(&buffer, "0");
	for (int i = 0; i < depth; i++)
		buffer_add_string(&buffer, close);
	*size = buffer.size;
	return buffer_take(&buffer);
}

static void test_json_read__depth_up_to_the_limit_only(void **state)
{
	(void)state;
	static const int depths[] = {JSON_DEPTH, JSON_DEPTH + 1, 2000, 200000};
	for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
		size_t size;
		char *string = nested(depths[i], i % 2 ? "[" : "{\"k\":", i % 2 ? "]" : "}", &size);
		if (depths[i] <= JSON_DEPTH)
			json_free(read_good(string));
		else
			assert_refused(string, size, "deeper than 16");
		free(string);
	}
	static const char deep[] = "[[[[\n\"é[\", [[[[ [[[[ [[[[ [";
	assert_refused(deep, sizeof deep - 1, "line 2, column 22");
}

static void test_json_read__brackets_in_strings_are_no_depth(void **state)
{
	(void)state;
	json_free(read_good("[\"[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[[[[[[[[[[[[[\\\\\", \"{{{{{{{{{{{{{{{{{{{{{{{\"]"));
	size_t size;
	char *string = nested(20, "[\"\\\\\", ", "]", &size);
	assert_refused(string, size, "deeper");
	free(string);
}

static void test_json_read__a_megabyte(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	buffer_add_string(&buffer, "{\"value\": \"");
	while (buffer.size < 1024 * 1024)
		buffer_add_string(&buffer, "é\\n[");
	buffer_add_string(&buffer, "\"}");
	struct json *root = read_good(buffer_string(&buffer));
	assert_in_range(strlen(json_find_string(root, "value")), 800 * 1024, 1024 * 1024);
	json_free(root);
	buffer.bytes[buffer.size - 1] = ' ';
	assert_refused(buffer.bytes, buffer.size, "too early");
	buffer_clear(&buffer);
}

static void add_key(void *context, const char *key, struct json *value)
{
	long long number = 0;
	assert_true(json_number(value, &number));
	buffer_format(context, "%s=%lld ", key, number);
}

static void test_json_each__visits_in_file_order(void **state)
{
	(void)state;
	struct buffer seen = {0};
	struct json *root = read_good("{\"z\": 1, \"a\": 2, \"m\": 3, \"@b\": 4}");
	json_each(root, add_key, &seen);
	assert_string_equal(buffer_string(&seen), "z=1 a=2 m=3 @b=4 ");
	json_each(json_find(root, "z"), add_key, &seen);
	json_each(NULL, add_key, &seen);
	assert_int_equal(seen.size, 17);
	buffer_clear(&seen);
	json_free(root);
}

static void test_json_write__order_indent_utf8_and_one_lf(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct json *root = json_new_object();
	json_add_string(root, "z", "l’été \"\\/");
	struct json *list = json_add_array(root, "list");
	json_add_string(json_add_object(list, NULL), "k", NULL);
	json_add_number(list, NULL, -9007199254740993);
	json_add_bool(list, NULL, true);
	json_add_bool(list, NULL, false);
	json_add_text(root, "a", text_part(text_of("abcdef"), 1, 3));
	json_add_object(root, "empty");
	json_write(&out, root);
	assert_string_equal(buffer_string(&out), "{\n"
						 "  \"z\": \"l’été \\\"\\\\/\",\n"
						 "  \"list\": [\n"
						 "    {\n"
						 "      \"k\": null\n"
						 "    },\n"
						 "    -9007199254740993,\n"
						 "    true,\n"
						 "    false\n"
						 "  ],\n"
						 "  \"a\": \"bc\",\n"
						 "  \"empty\": {}\n"
						 "}\n");
	json_free(root);
	buffer_clear(&out);
}

static void test_json_add_text__bad_bytes_become_replacement_marks(void **state)
{
	(void)state;
	static const struct {
		struct text value;
		const char *expected;
	} cases[] = {
		{{"a\xff\xfe"
		  "b",
			 4},
			"a��b"},
		{{"\xe2\x82", 2}, "��"},
		{{"\xc0\xaf", 2}, "��"},
		{{"\xed\xa0\x80", 3}, "���"},
		{{"\xf4\x90\x80\x80", 4}, "����"},
		{{"\xc3\xa9\xc3", 3}, "é�"},
		{{"\xf0\x9f\x99\x82\x80", 5}, "🙂�"},
		{{"a\0b", 3}, "a�b"},
		{{NULL, 0}, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json *root = json_new_array();
		json_add_text(root, NULL, cases[i].value);
		assert_string_equal(json_as_string(json_at(root, 0)), cases[i].expected);
		json_free(root);
	}
}

static void test_json_write__is_read_back(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct json *root = json_new_object();
	char every[256];
	for (int i = 0; i < 256; i++)
		every[i] = (char)i;
	json_add_text(root, "every", (struct text){every, sizeof every});
	json_write(&out, root);
	struct json *again = read_good(buffer_string(&out));
	assert_string_equal(json_find_string(again, "every"), json_find_string(root, "every"));
	json_free(again);
	json_free(root);
	buffer_clear(&out);
}

static void test_json_add_copy__is_independent(void **state)
{
	(void)state;
	struct json *source = read_good("{\"o\": {\"k\": [1, 2]}}");
	struct json *root = json_new_object();
	json_add_copy(root, "copy", json_find(source, "o"));
	json_add_copy(root, "none", NULL);
	json_free(source);
	assert_int_equal(json_count(json_find(json_find(root, "copy"), "k")), 2);
	assert_non_null(json_find(root, "none"));
	json_free(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_read__values_and_lookups),
		cmocka_unit_test(test_json_find__chains_through_what_is_not_there),
		cmocka_unit_test(test_json_read__true_is_the_librarys_own),
		cmocka_unit_test(test_json_read__refuses_with_a_reason),
		cmocka_unit_test(test_json_read__says_line_and_column),
		cmocka_unit_test(test_json_read__depth_up_to_the_limit_only),
		cmocka_unit_test(test_json_read__brackets_in_strings_are_no_depth),
		cmocka_unit_test(test_json_read__a_megabyte),
		cmocka_unit_test(test_json_each__visits_in_file_order),
		cmocka_unit_test(test_json_write__order_indent_utf8_and_one_lf),
		cmocka_unit_test(test_json_add_text__bad_bytes_become_replacement_marks),
		cmocka_unit_test(test_json_write__is_read_back),
		cmocka_unit_test(test_json_add_copy__is_independent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
