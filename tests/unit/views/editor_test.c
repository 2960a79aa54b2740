// objects: views/editor views/edits views/message views/key
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "text/utf8.h"
#include "views/editor.h"
#include "views/message.h"

static struct editor editor;
static int cursor_row, cursor_col;
static char rows[16][64];

/* What the editor draws with. */
int screen_put_spans(int row, int col, int cells, struct text whole, size_t start, size_t end, int style,
	const struct styled *spans, size_t count)
{
	(void)col;
	(void)cells;
	(void)style;
	(void)spans;
	(void)count;
	size_t size = end - start < sizeof rows[0] - 1 ? end - start : sizeof rows[0] - 1;
	memcpy(rows[row], whole.bytes + start, size);
	rows[row][size] = '\0';
	return 0;
}

void screen_cursor(int row, int col)
{
	cursor_row = row;
	cursor_col = col;
}

static void start(const char *words, enum editor_lines lines)
{
	editor_clear(&editor);
	message_clear();
	editor_open(&editor, text_of(words), 200, lines);
}

static void draw(int height, int width)
{
	memset(rows, 0, sizeof rows);
	editor_draw(&editor, (struct area){0, 0, height, width}, true, STYLE_PLAIN, NULL, 0);
}

static bool press(const char *name)
{
	struct key key;
	assert_true(key_parse(&key, name));
	return editor_key(&editor, &key);
}

static void type(const char *words)
{
	struct text text = text_of(words);
	for (size_t at = 0; at < text.size;) {
		struct key key = {.kind = TYPED_CHARACTER};
		at += utf8_step(text, at, &key.point);
		assert_true(editor_key(&editor, &key));
	}
}

static void assert_words(const char *expected)
{
	assert_string_equal(buffer_string(&editor.text), expected);
}

static int clear(void **state)
{
	(void)state;
	editor_clear(&editor);
	message_clear();
	return 0;
}

static void test_editor__typing_and_erasing_by_clusters(void **state)
{
	(void)state;
	start("", EDITOR_MANY_LINES);
	type("l’été e\xcc\x81!");
	assert_true(editor.modified);
	press("Left");
	press("Backspace");
	assert_words("l’été !");
	press("Backspace");
	press("Backspace");
	assert_words("l’ét!");
	press("Del");
	assert_words("l’ét");
	press("Del");
	assert_words("l’ét");
}

static void test_editor__up_and_down_keep_the_column(void **state)
{
	(void)state;
	start("abcdefghij\nab\nabcdefghij", EDITOR_MANY_LINES);
	draw(10, 40);
	press("Up");
	draw(10, 40);
	assert_int_equal(cursor_row, 1);
	assert_int_equal(cursor_col, 2);
	press("Up");
	draw(10, 40);
	assert_int_equal(cursor_row, 0);
	assert_int_equal(cursor_col, 10);
	press("Up");
	assert_int_equal(editor.cursor, 0);
	press("Down");
	press("Down");
	press("Down");
	draw(10, 40);
	assert_int_equal(cursor_row, 2);
}

static void test_editor__moves_by_rows_of_a_wrapped_text(void **state)
{
	(void)state;
	start("un deux trois quatre cinq six", EDITOR_MANY_LINES);
	draw(10, 10);
	assert_string_equal(rows[0], "un deux");
	assert_string_equal(rows[1], "trois");
	editor_move(&editor, 0);
	press("Down");
	press("End");
	draw(10, 10);
	assert_int_equal(cursor_row, 1);
	assert_int_equal(cursor_col, 5);
	press("Home");
	draw(10, 10);
	assert_int_equal(cursor_row, 1);
	assert_int_equal(cursor_col, 0);
	assert_int_equal(editor_rows(&editor, 10), 4);
}

static void test_editor__a_word_cut_by_the_edge(void **state)
{
	(void)state;
	start("aaaaaaaaaaaaaaaaaaaa", EDITOR_MANY_LINES);
	draw(10, 8);
	editor_move(&editor, 0);
	press("End");
	draw(10, 8);
	assert_int_equal(cursor_row, 0);
	assert_int_equal(cursor_col, 6);
	press("Down");
	draw(10, 8);
	assert_int_equal(cursor_row, 1);
	press("Right");
	press("Down");
	draw(10, 8);
	assert_int_equal(cursor_row, 2);
}

static void test_editor__scrolls_to_the_cursor(void **state)
{
	(void)state;
	start("1\n2\n3\n4\n5\n6\n7\n8", EDITOR_MANY_LINES);
	draw(3, 10);
	assert_string_equal(rows[2], "8");
	assert_int_equal(cursor_row, 2);
	press("PgUp");
	press("PgUp");
	draw(3, 10);
	assert_string_equal(rows[0], "4");
	assert_int_equal(cursor_row, 0);
}

static void test_editor__words_and_lines(void **state)
{
	(void)state;
	start("un deux, trois\nquatre", EDITOR_MANY_LINES);
	press("C-Left");
	assert_int_equal(editor.cursor, 15);
	press("C-Left");
	assert_int_equal(editor.cursor, 9);
	press("^W");
	assert_words("un trois\nquatre");
	press("^U");
	assert_words("trois\nquatre");
	press("^K");
	assert_words("\nquatre");
	press("^K");
	assert_words("quatre");
	press("C-Right");
	assert_int_equal(editor.cursor, 6);
	press("C-Home");
	assert_int_equal(editor.cursor, 0);
	press("^Z");
	press("^Z");
	press("^Z");
	press("^Z");
	assert_words("un deux, trois\nquatre");
	press("^Y");
	assert_words("un trois\nquatre");
}

static void test_editor_key__leaves_what_is_not_its_own(void **state)
{
	(void)state;
	start("x", EDITOR_MANY_LINES);
	assert_false(press("Tab"));
	assert_false(press("Esc"));
	assert_false(press("F2"));
	assert_false(press("^S"));
	assert_true(press("Enter"));
	start("x", EDITOR_ONE_LINE);
	assert_false(press("Enter"));
	assert_false(press("Up"));
	assert_false(press("Down"));
	assert_false(editor.modified);
}

static void test_editor_paste__is_cleaned_and_one_step(void **state)
{
	(void)state;
	start("ab", EDITOR_MANY_LINES);
	press("Left");
	assert_int_equal(editor_paste(&editor, text_of("x\r\ny\xe2\x80\xaez\033")), 2);
	assert_words("ax\nyzb");
	assert_int_equal(message_count(), 1);
	press("^Z");
	assert_words("ab");
	start("", EDITOR_ONE_LINE);
	editor_paste(&editor, text_of("a\nb"));
	assert_words("a b");
}

static void test_editor__the_limit_holds(void **state)
{
	(void)state;
	start("", EDITOR_MANY_LINES);
	editor.limit = 5;
	type("abcd");
	type("é");
	assert_words("abcd");
	assert_int_equal(message_at(0)->kind, MESSAGE_ERROR);
	editor_paste(&editor, text_of("é"));
	assert_words("abcd");
	editor_paste(&editor, text_of("xé"));
	assert_words("abcdx");
	assert_false(editor_replace(&editor, 0, 1, text_of("zz")));
	assert_true(editor_replace(&editor, 0, 2, text_of("zz")));
	assert_words("zzcdx");
}

/* A text with a hidden character is edited as it is, and shown honestly. */
static void test_editor__what_is_not_visible_is_one_character(void **state)
{
	(void)state;
	start("a\xe2\x80\xae"
	      "b",
		EDITOR_MANY_LINES);
	draw(3, 40);
	assert_string_equal(rows[0], "a<U+202E>b");
	assert_int_equal(cursor_col, 10);
	press("Left");
	press("Left");
	draw(3, 40);
	assert_int_equal(cursor_col, 1);
	press("Del");
	assert_words("ab");
	draw(3, 40);
	assert_string_equal(rows[0], "ab");
}

static void test_editor__one_line_scrolls_sideways(void **state)
{
	(void)state;
	start("0123456789abcdef", EDITOR_ONE_LINE);
	draw(1, 8);
	assert_int_equal(cursor_col, 7);
	assert_string_equal(rows[0], "9abcdef");
	press("Home");
	draw(1, 8);
	assert_int_equal(cursor_col, 0);
	assert_string_equal(rows[0], "0123456789abcdef");
}

/* Any keys in any window: the cursor stands between characters, inside the window. */
static void test_editor__random_keys(void **state)
{
	(void)state;
	static const char *const names[] = {"Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDn", "C-Left",
		"C-Right", "Backspace", "Del", "Enter", "^K", "^U", "^W", "^Z", "^Z", "^Y", "a", "é", "漢", "Space",
		"Space", "e", "C-End", "C-Home"};
	unsigned seed = 11;
	start("Les « 漢字 » e\xcc\x81 👨‍👩‍👧 \xe2\x80\xae x\n\nfin", EDITOR_MANY_LINES);
	for (int i = 0; i < 6000; i++) {
		seed = seed * 1103515245u + 12345u;
		press(names[(seed >> 16) % (sizeof names / sizeof *names)]);
		int height = 1 + (int)((seed >> 8) % 6), width = 1 + (int)((seed >> 12) % 20);
		draw(height, width);
		assert_true(editor.cursor <= editor.text.size);
		assert_true(cursor_row >= 0 && cursor_row < height);
		assert_true(cursor_col >= 0 && cursor_col < width);
		assert_true(editor.text.size <= editor.limit);
		assert_true(utf8_valid(buffer_text(&editor.text), NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_editor__typing_and_erasing_by_clusters, clear),
		cmocka_unit_test_teardown(test_editor__up_and_down_keep_the_column, clear),
		cmocka_unit_test_teardown(test_editor__moves_by_rows_of_a_wrapped_text, clear),
		cmocka_unit_test_teardown(test_editor__a_word_cut_by_the_edge, clear),
		cmocka_unit_test_teardown(test_editor__scrolls_to_the_cursor, clear),
		cmocka_unit_test_teardown(test_editor__words_and_lines, clear),
		cmocka_unit_test_teardown(test_editor_key__leaves_what_is_not_its_own, clear),
		cmocka_unit_test_teardown(test_editor_paste__is_cleaned_and_one_step, clear),
		cmocka_unit_test_teardown(test_editor__the_limit_holds, clear),
		cmocka_unit_test_teardown(test_editor__what_is_not_visible_is_one_character, clear),
		cmocka_unit_test_teardown(test_editor__one_line_scrolls_sideways, clear),
		cmocka_unit_test_teardown(test_editor__random_keys, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
