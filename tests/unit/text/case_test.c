#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/case.h"

static void words_are_written_in_a_case(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		enum letter_case written;
	} cases[] = {{"maison", CASE_SMALL}, {"Maison", CASE_CAPITALISED}, {"MAISON", CASE_CAPITALS},
		{"À", CASE_CAPITALISED}, {"ÉTÉ", CASE_CAPITALS}, {"iPhone", CASE_MIXED}, {"ONGs", CASE_MIXED},
		{"12", CASE_NONE}, {"", CASE_NONE}, {"D'ÉTÉ", CASE_CAPITALS}, {"\xff\xfe", CASE_NONE}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (case_of(text_of(cases[i].word)) != cases[i].written)
			fail_msg("%s is %d", cases[i].word, case_of(text_of(cases[i].word)));
}

static void letters_change_their_case(void **state)
{
	(void)state;
	struct buffer out = {0};
	case_lower(&out, text_of("ÉTÉ À Œuvre \xff"));
	assert_string_equal(buffer_string(&out), "été à œuvre \xff");
	buffer_empty(&out);
	case_upper(&out, text_of("été à œuvre 12"));
	assert_string_equal(buffer_string(&out), "ÉTÉ À ŒUVRE 12");
	buffer_empty(&out);
	case_capitalise(&out, text_of("état"));
	assert_string_equal(buffer_string(&out), "État");
	buffer_empty(&out);
	case_capitalise(&out, text_of(""));
	assert_int_equal(out.size, 0);
	buffer_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_written_in_a_case),
		cmocka_unit_test(letters_change_their_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
