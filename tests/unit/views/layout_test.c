// objects: views/layout
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "views/layout.h"

static void assert_area(struct area area, int row, int col, int rows, int cols)
{
	assert_int_equal(area.row, row);
	assert_int_equal(area.col, col);
	assert_int_equal(area.rows, rows);
	assert_int_equal(area.cols, cols);
}

static void test_layout_of__two_panes_at_120(void **state)
{
	(void)state;
	struct layout layout = layout_of(36, 120, LAYOUT_TWO);
	assert_true(layout.two);
	assert_area(layout.title, 0, 0, 1, 120);
	assert_area(layout.left, 1, 0, 33, 69);
	assert_area(layout.rule, 1, 69, 33, 1);
	assert_area(layout.right, 1, 70, 33, 50);
	assert_area(layout.status, 34, 0, 1, 120);
	assert_area(layout.keybar, 35, 0, 1, 120);
}

static void test_layout_of__left_at_least_40_at_most_90(void **state)
{
	(void)state;
	assert_true(layout_of(24, 72, LAYOUT_TWO).two);
	assert_int_equal(layout_of(24, 72, LAYOUT_TWO).left.cols, 41);
	assert_false(layout_of(24, 71, LAYOUT_TWO).two);
	assert_int_equal(layout_of(24, 300, LAYOUT_TWO).left.cols, 90);
	assert_false(layout_of(24, 300, LAYOUT_ONE).two);
	assert_true(layout_same(layout_of(24, 71, LAYOUT_TWO).left, layout_of(24, 71, LAYOUT_TWO).body));
}

static void test_layout_of__small_windows_lose_their_bars(void **state)
{
	(void)state;
	assert_int_equal(layout_of(16, 60, LAYOUT_ONE).keybar.rows, 1);
	struct layout small = layout_of(15, 60, LAYOUT_ONE);
	assert_int_equal(small.keybar.rows + small.title.rows, 0);
	assert_area(small.body, 0, 0, 14, 60);
	assert_area(small.status, 14, 0, 1, 60);
	struct layout tiny = layout_of(4, 20, LAYOUT_ONE);
	assert_false(tiny.too_small);
	assert_area(tiny.body, 0, 0, 4, 20);
	assert_int_equal(tiny.status.rows, 0);
	assert_true(layout_of(3, 20, LAYOUT_ONE).too_small);
	assert_true(layout_of(4, 19, LAYOUT_ONE).too_small);
	assert_true(layout_of(1, 1, LAYOUT_TWO).too_small);
	assert_true(layout_of(-1, 0, LAYOUT_TWO).too_small);
}

static bool inside(struct area area, int rows, int cols)
{
	return area.rows == 0 || (area.row >= 0 && area.col >= 0 && area.rows >= 0 && area.cols >= 0 &&
					 area.row + area.rows <= rows && area.col + area.cols <= cols);
}

static void test_layout_of__everything_is_inside_the_window(void **state)
{
	(void)state;
	for (int rows = 0; rows < 60; rows++) {
		for (int cols = 0; cols < 220; cols += 3) {
			struct layout layout = layout_of(rows, cols, LAYOUT_TWO);
			assert_true(inside(layout.title, rows, cols) && inside(layout.left, rows, cols));
			assert_true(inside(layout.right, rows, cols) && inside(layout.status, rows, cols));
			assert_true(inside(layout.keybar, rows, cols) && inside(layout.rule, rows, cols));
			assert_int_equal(layout.title.rows + layout.body.rows + layout.status.rows + layout.keybar.rows,
				layout.too_small ? 0 : rows);
		}
	}
}

static void test_layout_cut__never_more_than_there_is(void **state)
{
	(void)state;
	struct area area = {5, 0, 3, 10};
	struct area top = layout_cut_top(&area, 1);
	assert_area(top, 5, 0, 1, 10);
	assert_area(area, 6, 0, 2, 10);
	struct area bottom = layout_cut_bottom(&area, 9);
	assert_area(bottom, 6, 0, 2, 10);
	assert_int_equal(area.rows, 0);
	assert_int_equal(layout_cut_top(&area, 1).rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layout_of__two_panes_at_120),
		cmocka_unit_test(test_layout_of__left_at_least_40_at_most_90),
		cmocka_unit_test(test_layout_of__small_windows_lose_their_bars),
		cmocka_unit_test(test_layout_of__everything_is_inside_the_window),
		cmocka_unit_test(test_layout_cut__never_more_than_there_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
