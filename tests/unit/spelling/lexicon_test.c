#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "spelling/lexicon.h"

static void lines_are_read(void **state)
{
	(void)state;
	struct lexicon lexicon;
	lexicon_read(&lexicon, text_of("\xef\xbb\xbf# remark\r\nCGLU\nmultiniveau/niveau\n\n*impacter\nl’autre\n"));
	assert_int_equal(lexicon.count, 4);
	assert_int_equal(lexicon.trouble_count, 0);
	const struct lexicon_entry *entry = lexicon_find(&lexicon, text_of("multiniveau"));
	assert_non_null(entry);
	assert_true(text_is(entry->model, "niveau"));
	assert_true(lexicon_find(&lexicon, text_of("Impacter"))->forbidden);
	assert_non_null(lexicon_find(&lexicon, text_of("IMPACTER")));
	assert_null(lexicon_find(&lexicon, text_of("cglu")));
	assert_non_null(lexicon_find(&lexicon, text_of("l'autre")));
	lexicon_clear(&lexicon);
}

static void nonsense_is_left_out_and_told_of(void **state)
{
	(void)state;
	struct lexicon lexicon;
	lexicon_read(&lexicon, text_of("bon\ndeux mots\nmot/\n/modèle\n*\n\x1b[31mrouge\n\xff\nfin\n"));
	assert_int_equal(lexicon.count, 2);
	assert_int_equal(lexicon.trouble_count, 6);
	assert_int_equal(lexicon.trouble_line, 2);
	assert_non_null(lexicon.trouble);
	lexicon_clear(&lexicon);
}

static void too_many_lines_are_not_read(void **state)
{
	(void)state;
	struct buffer source = {0};
	struct lexicon lexicon;
	for (size_t i = 0; i < LEXICON_LINES_LIMIT + 10; i++)
		buffer_format(&source, "mot%zu\n", i);
	lexicon_read(&lexicon, buffer_text(&source));
	assert_int_equal(lexicon.count, LEXICON_LINES_LIMIT);
	assert_int_equal(lexicon.trouble_count, 1);
	lexicon_clear(&lexicon);
	buffer_clear(&source);
}

static void a_word_is_added_in_order(void **state)
{
	(void)state;
	struct buffer out = {0};
	lexicon_add(&out, text_of("# tête\nCGLU\nzèbre/table\n"), text_of("multiniveau"), text_of("niveau"), false);
	assert_string_equal(buffer_string(&out), "# tête\nCGLU\nmultiniveau/niveau\nzèbre/table\n");
	struct buffer again = {0};
	lexicon_add(&again, buffer_text(&out), text_of("zèbre"), text_of(""), true);
	assert_string_equal(buffer_string(&again), "# tête\n*zèbre\nCGLU\nmultiniveau/niveau\n");
	buffer_empty(&out);
	lexicon_add(&out, text_of(""), text_of("seul"), text_of(""), false);
	assert_string_equal(buffer_string(&out), "seul\n");
	buffer_clear(&out);
	buffer_clear(&again);
	assert_null(lexicon_check(text_of("mot"), text_of("")));
	assert_non_null(lexicon_check(text_of("deux mots"), text_of("")));
	assert_non_null(lexicon_check(text_of("mot"), text_of("a/b")));
	assert_non_null(lexicon_check(text_of(""), text_of("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_read),
		cmocka_unit_test(nonsense_is_left_out_and_told_of),
		cmocka_unit_test(too_many_lines_are_not_read),
		cmocka_unit_test(a_word_is_added_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
