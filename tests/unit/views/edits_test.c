// objects: views/edits
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "views/edits.h"

static struct buffer text;
static struct edits edits;
static size_t cursor;

static int open_empty(void **state)
{
	(void)state;
	text = (struct buffer){0};
	edits = (struct edits){0};
	cursor = 0;
	return 0;
}

static int clear(void **state)
{
	(void)state;
	buffer_clear(&text);
	edits_clear(&edits);
	return 0;
}

static void type(const char *words)
{
	for (; *words; words++) {
		edits_do(&edits, &text, cursor, cursor, (struct text){words, 1}, EDIT_TYPED, cursor);
		cursor++;
	}
}

static void backspace(int times)
{
	while (times--) {
		edits_do(&edits, &text, cursor - 1, cursor, text_of(""), EDIT_ERASED, cursor);
		cursor--;
	}
}

static void assert_undo(const char *expected)
{
	assert_true(edits_undo(&edits, &text, &cursor));
	assert_string_equal(buffer_string(&text), expected);
}

static void assert_redo(const char *expected)
{
	assert_true(edits_redo(&edits, &text, &cursor));
	assert_string_equal(buffer_string(&text), expected);
}

static void test_edits__typing_is_undone_by_words(void **state)
{
	(void)state;
	type("one two  three");
	assert_undo("one two  ");
	assert_undo("one ");
	assert_int_equal(cursor, 4);
	assert_redo("one two  ");
	assert_int_equal(cursor, 9);
	assert_undo("one ");
	assert_undo("");
	assert_false(edits_undo(&edits, &text, &cursor));
	assert_redo("one ");
	assert_redo("one two  ");
	assert_redo("one two  three");
	assert_false(edits_redo(&edits, &text, &cursor));
}

static void test_edits__erasing_is_one_step_both_ways(void **state)
{
	(void)state;
	type("abcdef");
	backspace(3);
	assert_string_equal(buffer_string(&text), "abc");
	assert_undo("abcdef");
	assert_int_equal(cursor, 6);
	assert_redo("abc");
	assert_undo("abcdef");
	edits_do(&edits, &text, 1, 2, text_of(""), EDIT_ERASED, 1);
	edits_do(&edits, &text, 1, 2, text_of(""), EDIT_ERASED, 1);
	assert_string_equal(buffer_string(&text), "adef");
	assert_undo("abcdef");
	assert_int_equal(cursor, 1);
}

static void test_edits_pause__begins_a_new_step(void **state)
{
	(void)state;
	type("ab");
	edits_pause(&edits);
	type("cd");
	assert_undo("ab");
	assert_undo("");
}

static void test_edits__what_was_undone_is_forgotten_by_typing(void **state)
{
	(void)state;
	type("ab");
	assert_undo("");
	type("x");
	assert_false(edits_redo(&edits, &text, &cursor));
	assert_undo("");
	assert_redo("x");
}

/* All the way back and forth again, after anything. */
static void test_edits__random_edits_come_back(void **state)
{
	(void)state;
	unsigned seed = 3;
	struct buffer last = {0};
	for (int i = 0; i < 500; i++) {
		seed = seed * 1103515245u + 12345u;
		size_t start = (seed >> 8) % (text.size + 1), end = start + (seed >> 16) % (text.size - start + 1) % 4;
		struct text added = text_part(text_of("a b\ncé"), 0, (seed >> 24) % 8);
		edits_do(&edits, &text, start, end, added, (enum edit_kind)((seed >> 20) % 3), start);
	}
	buffer_add(&last, buffer_text(&text));
	while (edits_undo(&edits, &text, &cursor))
		continue;
	assert_int_equal(text.size, 0);
	while (edits_redo(&edits, &text, &cursor))
		continue;
	assert_true(text_equal(buffer_text(&text), buffer_text(&last)));
	buffer_clear(&last);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_edits__typing_is_undone_by_words, open_empty, clear),
		cmocka_unit_test_setup_teardown(test_edits__erasing_is_one_step_both_ways, open_empty, clear),
		cmocka_unit_test_setup_teardown(test_edits_pause__begins_a_new_step, open_empty, clear),
		cmocka_unit_test_setup_teardown(test_edits__what_was_undone_is_forgotten_by_typing, open_empty, clear),
		cmocka_unit_test_setup_teardown(test_edits__random_edits_come_back, open_empty, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
