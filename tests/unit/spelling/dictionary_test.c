#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "spelling/dictionary.h"

static void words_are_known(void **state)
{
	(void)state;
	struct dictionary *dictionary = NULL;
	assert_null(dictionary_open(&dictionary, "fr"));
	assert_true(dictionary_has(dictionary, text_of("coopération")));
	assert_true(dictionary_has(dictionary, text_of("l'État")));
	assert_false(dictionary_has(dictionary, text_of("cooperation")));
	assert_false(dictionary_has(dictionary, text_of("")));
	assert_false(dictionary_has(dictionary, text_of("\xff\xfe")));
	struct buffer lines = {0};
	dictionary_analyse(dictionary, text_of("directrice"), &lines);
	assert_non_null(strstr(buffer_string(&lines), "is:fem"));
	assert_true(dictionary_add(dictionary, text_of("chercheure"), text_of("table")));
	assert_true(dictionary_has(dictionary, text_of("chercheures")));
	assert_false(dictionary_add(dictionary, text_of("bailleuse"), text_of("acheteuse")));
	assert_true(dictionary_has(dictionary, text_of("bailleuse")));
	assert_true(dictionary_inflects(dictionary, text_of("niveau")));
	assert_false(dictionary_inflects(dictionary, text_of("acheteuse")));
	assert_false(dictionary_inflects(dictionary, text_of("abcdefgh")));
	assert_false(dictionary_inflects(dictionary, text_of("")));
	buffer_clear(&lines);
	dictionary_close(dictionary);
}

static void a_missing_one_names_its_package(void **state)
{
	(void)state;
	struct dictionary *dictionary = NULL;
	const struct fault *fault = dictionary_open(&dictionary, "xx");
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_DICTIONARY);
	assert_non_null(strstr(fault_text(fault), "hunspell-xx"));
	assert_non_null(dictionary_open(&dictionary, "../fr"));
	assert_null(dictionary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_known),
		cmocka_unit_test(a_missing_one_names_its_package),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
