// objects: views/cells
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>

#include "text/utf8.h"
#include "views/cells.h"

static struct cells cells;

static int open_grid(void **state)
{
	(void)state;
	cells = (struct cells){0};
	cells_resize(&cells, 3, 10);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	cells_clear(&cells);
	return 0;
}

static int put(int row, int col, int limit, const char *string)
{
	struct text text = text_of(string);
	return cells_put(&cells, row, col, limit, text, 0, text.size, STYLE_PLAIN, NULL, 0);
}

/* The row as text; the right half of a wide character is nothing. */
static void assert_row(int row, const char *expected)
{
	struct buffer line = {0};
	int width = 0;
	for (int col = 0; col < cells.cols; col++) {
		const struct cell *cell = cells_row(&cells, row) + col;
		width += cell->width;
		for (int i = 0; cell->width && i < CELL_POINTS && cell->points[i]; i++)
			utf8_add(&line, cell->points[i]);
	}
	assert_string_equal(buffer_string(&line), expected);
	assert_int_equal(width, cells.cols);
	buffer_clear(&line);
}

static void test_cells_put__clips_at_every_edge(void **state)
{
	(void)state;
	assert_int_equal(put(0, 7, 99, "abcdef"), 6);
	assert_row(0, "       abc");
	assert_int_equal(put(1, -2, 99, "abcdef"), 6);
	assert_row(1, "cdef      ");
	assert_int_equal(put(2, 0, 3, "abcdef"), 3);
	assert_row(2, "abc       ");
	put(3, 0, 9, "x");
	put(-1, 0, 9, "x");
	assert_int_equal(put(0, 0, 0, "x"), 0);
	assert_int_equal(put(0, 0, -4, "x"), 0);
}

static void test_cells_put__wide_characters_are_whole_or_not_there(void **state)
{
	(void)state;
	assert_int_equal(put(0, 0, 5, "漢字漢"), 4);
	assert_row(0, "漢字      ");
	put(0, 1, 1, "x");
	assert_row(0, " x字      ");
	put(0, 3, 1, "y");
	assert_row(0, " x y      ");
	put(1, 9, 4, "漢");
	assert_row(1, "          ");
	put(2, 0, 9, "漢漢");
	put(2, 1, 9, "字");
	assert_row(2, " 字       ");
}

static void test_cells_put__marks_stay_with_their_base(void **state)
{
	(void)state;
	assert_int_equal(put(0, 0, 9, "e\xcc\x81x"), 2);
	assert_row(0, "e\xcc\x81x        ");
	assert_int_equal(cells_row(&cells, 0)[0].points[1], 0x301);
}

/* A cell carries one character with a width; a family is drawn as its first member. */
static void test_cells_put__joined_emoji_take_the_cells_they_are_counted_for(void **state)
{
	(void)state;
	const char *family = "👨‍👩‍👧|";
	int used = put(0, 0, 9, family);
	assert_int_equal(used, utf8_cells(text_of(family)));
	assert_int_equal(cells_row(&cells, 0)[0].points[0], 0x1f468);
	assert_int_equal(cells_row(&cells, 0)[0].points[1], 0);
	assert_int_equal(cells_row(&cells, 0)[used - 1].points[0], '|');
	used = put(1, 0, 9, "❤️|");
	assert_int_equal(cells_row(&cells, 1)[used - 1].points[0], '|');
	assert_int_equal(cells_row(&cells, 1)[0].points[1], 0);
}

#ifndef __SANITIZE_ADDRESS__
static void test_cells_put__nothing_that_is_not_visible_gets_in(void **state)
{
	(void)state;
	put(0, 0, 9,
		"a\033b\xc2\x9b"
		"c\xe2\x80\xae"
		"d\xe2\x80\x8b"
		"e\x7f"
		"\xff");
	for (int col = 0; col < cells.cols; col++) {
		for (int i = 0; i < CELL_POINTS; i++) {
			int32_t point = cells_row(&cells, 0)[col].points[i];
			assert_true(point == 0 || (point >= ' ' && point < 0x7f) || point == 0xfffd);
		}
	}
}
#endif

static void test_cells_put__fixed_blanks_are_marked_where_asked(void **state)
{
	(void)state;
	struct text text = text_of("a\xc2\xa0:\xe2\x80\xaf!");
	cells_put(&cells, 0, 0, 9, text, 0, text.size, STYLE_PLAIN, NULL, 0);
	assert_row(0, "a : !     ");
	assert_int_equal(cells_row(&cells, 0)[1].style, STYLE_PLAIN);
	cells_put(&cells, 1, 0, 9, text, 0, text.size, STYLE_PLAIN | STYLE_WITH_BLANKS, NULL, 0);
	assert_row(1, "a : !     ");
	assert_int_equal(cells_row(&cells, 1)[1].style & STYLE_ROLE, STYLE_BLANK);
	assert_int_equal(cells_row(&cells, 1)[3].style & STYLE_ROLE, STYLE_BLANK);
}

static int style_of(int col)
{
	return cells_row(&cells, 0)[col].style;
}

static void test_cells_put__spans_of_a_part_overlap(void **state)
{
	(void)state;
	struct text text = text_of("0123456789abcdef");
	struct styled spans[] = {
		{0, 2, STYLE_DIM}, {3, 8, STYLE_SPAN}, {5, 6, STYLE_WITH_MISSPELT}, {7, 12, STYLE_FOUND}};
	cells_put(&cells, 0, 0, 9, text, 4, 13, STYLE_WITH_SELECTED, spans, 4);
	assert_int_equal(style_of(0), STYLE_SPAN | STYLE_WITH_SELECTED);
	assert_int_equal(style_of(1), STYLE_SPAN | STYLE_WITH_SELECTED | STYLE_WITH_MISSPELT);
	assert_int_equal(style_of(2), STYLE_SPAN | STYLE_WITH_SELECTED);
	assert_int_equal(style_of(3), STYLE_FOUND | STYLE_WITH_SELECTED);
	assert_int_equal(style_of(7), STYLE_FOUND | STYLE_WITH_SELECTED);
	assert_int_equal(style_of(8), STYLE_PLAIN | STYLE_WITH_SELECTED);
}

static void test_cells_put__ascii_keeps_the_cells(void **state)
{
	(void)state;
	cells.ascii = true;
	assert_int_equal(put(0, 0, 10, "▌●◐✓✎↻│◆…«"), 10);
	assert_row(0, "#*~v+o|^.<");
	assert_int_equal(put(1, 0, 10, "Éàçœ’漢é"), 8);
	assert_row(1, "Eaco'? e  ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_cells_put__clips_at_every_edge, open_grid, clear),
		cmocka_unit_test_setup_teardown(
			test_cells_put__wide_characters_are_whole_or_not_there, open_grid, clear),
		cmocka_unit_test_setup_teardown(test_cells_put__marks_stay_with_their_base, open_grid, clear),
		cmocka_unit_test_setup_teardown(
			test_cells_put__joined_emoji_take_the_cells_they_are_counted_for, open_grid, clear),
#ifndef __SANITIZE_ADDRESS__
		cmocka_unit_test_setup_teardown(test_cells_put__nothing_that_is_not_visible_gets_in, open_grid, clear),
#endif
		cmocka_unit_test_setup_teardown(test_cells_put__fixed_blanks_are_marked_where_asked, open_grid, clear),
		cmocka_unit_test_setup_teardown(test_cells_put__spans_of_a_part_overlap, open_grid, clear),
		cmocka_unit_test_setup_teardown(test_cells_put__ascii_keeps_the_cells, open_grid, clear),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
