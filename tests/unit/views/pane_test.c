// objects: views/pane
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "views/pane.h"
#include "views/screen.h"

enum { MOST = 20000 };

static size_t count, heights[MOST];
static bool dead[MOST];
static size_t asked;
static struct pane pane;
static int cursor_row;
static char drawn[64][16];

/* What the pane draws with. */
void screen_cursor(int row, int col)
{
	(void)col;
	cursor_row = row;
}

static size_t source_count(void *context)
{
	(void)context;
	return count;
}

static size_t source_rows(void *context, size_t item, int cells)
{
	(void)context;
	(void)cells;
	assert_true(item < count);
	asked++;
	return heights[item];
}

static void source_draw(void *context, size_t item, size_t row, struct area area, bool selected)
{
	(void)context;
	assert_true(item < count && row < heights[item]);
	assert_int_equal(area.rows, 1);
	snprintf(drawn[area.row], sizeof drawn[0], "%s%zu.%zu", selected ? ">" : "", item, row);
}

static bool source_selectable(void *context, size_t item)
{
	(void)context;
	return !dead[item];
}

static const struct pane_source source = {
	.count = source_count, .rows = source_rows, .draw = source_draw, .selectable = source_selectable};

static void start(size_t items, size_t rows, int height)
{
	count = items;
	for (size_t i = 0; i < items; i++)
		heights[i] = rows;
	memset(dead, 0, sizeof dead);
	pane = (struct pane){0};
	pane_place(&pane, &source, (struct area){0, 0, height, 40});
	asked = 0;
}

static void draw(void)
{
	memset(drawn, 0, sizeof drawn);
	cursor_row = -1;
	pane_draw(&pane, true, 0);
}

static void act(enum action action, int times)
{
	while (times--)
		assert_true(pane_act(&pane, action));
}

static void test_pane_act__down_moves_as_little_as_possible(void **state)
{
	(void)state;
	start(10, 3, 9);
	act(ACTION_DOWN, 2);
	draw();
	assert_string_equal(drawn[0], "0.0");
	assert_string_equal(drawn[6], ">2.0");
	assert_int_equal(cursor_row, 6);
	act(ACTION_DOWN, 1);
	draw();
	assert_string_equal(drawn[0], "1.0");
	assert_string_equal(drawn[8], ">3.2");
	act(ACTION_UP, 3);
	draw();
	assert_string_equal(drawn[0], ">0.0");
}

static void test_pane_act__rows_of_a_tall_item_first(void **state)
{
	(void)state;
	start(3, 2, 5);
	heights[1] = 12;
	act(ACTION_DOWN, 1);
	draw();
	assert_string_equal(drawn[2], ">1.0");
	act(ACTION_DOWN, 1);
	draw();
	assert_string_equal(drawn[0], "0.1");
	act(ACTION_DOWN, 8);
	draw();
	assert_string_equal(drawn[4], ">1.11");
	act(ACTION_DOWN, 1);
	draw();
	assert_string_equal(drawn[4], ">2.1");
	act(ACTION_UP, 1);
	draw();
	assert_string_equal(drawn[2], ">1.11");
	act(ACTION_UP, 1);
	draw();
	assert_string_equal(drawn[0], ">1.8");
	act(ACTION_UP, 20);
	draw();
	assert_string_equal(drawn[0], ">0.0");
}

static void test_pane_act__up_and_down_come_to_rest_at_the_ends(void **state)
{
	(void)state;
	start(4, 3, 7);
	act(ACTION_DOWN, 50);
	draw();
	assert_int_equal(pane.selected, 3);
	assert_string_equal(drawn[6], ">3.2");
	act(ACTION_UP, 50);
	draw();
	assert_string_equal(drawn[0], ">0.0");
}

static void test_pane_act__pages_pass_over_nothing(void **state)
{
	(void)state;
	start(40, 1, 10);
	act(ACTION_PAGE_DOWN, 1);
	draw();
	assert_string_equal(drawn[0], ">9.0");
	act(ACTION_PAGE_DOWN, 10);
	draw();
	assert_string_equal(drawn[9], ">39.0");
	act(ACTION_PAGE_UP, 1);
	draw();
	assert_string_equal(drawn[9], ">30.0");
	act(ACTION_PAGE_UP, 10);
	draw();
	assert_string_equal(drawn[0], ">0.0");
}

static void test_pane_act__ends(void **state)
{
	(void)state;
	start(40, 3, 10);
	act(ACTION_LAST, 1);
	draw();
	assert_string_equal(drawn[9], ">39.2");
	assert_string_equal(drawn[0], "36.2");
	act(ACTION_FIRST, 1);
	draw();
	assert_string_equal(drawn[0], ">0.0");
	assert_false(pane_act(&pane, ACTION_OPEN));
}

static void test_pane_act__steps_over_what_cannot_be_selected(void **state)
{
	(void)state;
	start(6, 1, 3);
	dead[0] = dead[2] = dead[5] = true;
	pane_place(&pane, &source, pane.area);
	assert_int_equal(pane.selected, 1);
	act(ACTION_DOWN, 1);
	assert_int_equal(pane.selected, 3);
	act(ACTION_DOWN, 5);
	assert_int_equal(pane.selected, 4);
	draw();
	assert_string_equal(drawn[2], "5.0");
	act(ACTION_UP, 5);
	draw();
	assert_string_equal(drawn[0], "0.0");
	assert_int_equal(pane.selected, 1);
}

static void test_pane__many_items_cost_nothing(void **state)
{
	(void)state;
	start(MOST, 5, 30);
	act(ACTION_DOWN, 1);
	draw();
	assert_true(asked < 60);
	asked = 0;
	act(ACTION_LAST, 1);
	draw();
	assert_true(asked < 80);
	asked = 0;
	pane_select(&pane, MOST / 2);
	draw();
	assert_true(asked < 80);
}

static void test_pane_place__a_smaller_window_keeps_the_selected_in_sight(void **state)
{
	(void)state;
	start(40, 2, 20);
	act(ACTION_DOWN, 9);
	pane_place(&pane, &source, (struct area){0, 0, 6, 40});
	draw();
	assert_string_equal(drawn[4], ">9.0");
	pane_place(&pane, &source, (struct area){0, 0, 1, 1});
	draw();
	pane_place(&pane, &source, (struct area){0, 0, 0, 0});
	draw();
	act(ACTION_DOWN, 1);
	pane_place(&pane, &source, (struct area){0, 0, 20, 40});
	draw();
	assert_true(cursor_row >= 0);
}

static long moved(void *context, size_t old)
{
	const long *offset = context;
	return (long)old < -*offset ? PANE_GONE : (long)old + *offset;
}

static void test_pane_remap__the_selected_item_stays_on_its_row(void **state)
{
	(void)state;
	start(40, 2, 10);
	pane_select_at(&pane, 20, 4);
	draw();
	assert_string_equal(drawn[4], ">20.0");
	long offset = 3;
	count = 43;
	heights[40] = heights[41] = heights[42] = 2;
	pane_remap(&pane, moved, &offset);
	draw();
	assert_string_equal(drawn[4], ">23.0");
}

static long without_five_and_six(void *context, size_t old)
{
	(void)context;
	return old == 5 || old == 6 ? PANE_GONE : old > 6 ? (long)old - 2 : (long)old;
}

static void test_pane_remap__where_it_is_gone_the_one_before(void **state)
{
	(void)state;
	start(40, 2, 10);
	pane_select(&pane, 6);
	draw();
	count = 38;
	pane_remap(&pane, without_five_and_six, NULL);
	assert_int_equal(pane.selected, 4);
	long all_gone = -100;
	pane_remap(&pane, moved, &all_gone);
	assert_int_equal(pane.selected, 0);
}

static void test_pane_item_at__and_screen_row(void **state)
{
	(void)state;
	start(3, 2, 10);
	assert_int_equal(pane_item_at(&pane, 3), 1);
	assert_int_equal(pane_item_at(&pane, 7), PANE_GONE);
	assert_int_equal(pane_item_at(&pane, -1), PANE_GONE);
	assert_int_equal(pane_screen_row(&pane, 2, 1), 5);
	assert_int_equal(pane_screen_row(&pane, 9, 0), PANE_GONE);
}

static void test_pane_show_row__brings_a_row_of_a_tall_item(void **state)
{
	(void)state;
	start(3, 30, 10);
	pane_show_row(&pane, 25);
	draw();
	assert_string_equal(drawn[9], ">0.25");
	pane_show_row(&pane, 3);
	draw();
	assert_string_equal(drawn[0], ">0.3");
}

/* Any moves on any list: something is selected, in sight after up and down, and no row is wasted. */
static void test_pane__random_moves(void **state)
{
	(void)state;
	static const enum action moves[] = {
		ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST, ACTION_DOWN};
	unsigned seed = 7;
	for (int round = 0; round < 200; round++) {
		start(1 + (seed >> 8) % 30, 1, 1 + (int)((seed >> 16) % 12));
		for (size_t i = 0; i < count; i++) {
			seed = seed * 1103515245u + 12345u;
			heights[i] = 1 + (seed >> 16) % 17;
		}
		for (int i = 0; i < 60; i++) {
			seed = seed * 1103515245u + 12345u;
			enum action move = moves[(seed >> 16) % 7];
			if ((seed >> 24) % 9 == 0)
				pane_place(&pane, &source, (struct area){0, 0, (int)((seed >> 12) % 14), 40});
			pane_act(&pane, move);
			draw();
			assert_true(pane.selected < count);
			if (pane.area.rows)
				assert_true(cursor_row >= 0 && drawn[cursor_row][0] == '>');
		}
	}
}

static void test_pane__an_empty_list(void **state)
{
	(void)state;
	start(0, 1, 10);
	act(ACTION_DOWN, 1);
	act(ACTION_LAST, 1);
	draw();
	assert_int_equal(cursor_row, 0);
	assert_int_equal(pane_item_at(&pane, 0), PANE_GONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pane_act__down_moves_as_little_as_possible),
		cmocka_unit_test(test_pane_act__rows_of_a_tall_item_first),
		cmocka_unit_test(test_pane_act__up_and_down_come_to_rest_at_the_ends),
		cmocka_unit_test(test_pane_act__pages_pass_over_nothing),
		cmocka_unit_test(test_pane_act__ends),
		cmocka_unit_test(test_pane_act__steps_over_what_cannot_be_selected),
		cmocka_unit_test(test_pane__many_items_cost_nothing),
		cmocka_unit_test(test_pane_place__a_smaller_window_keeps_the_selected_in_sight),
		cmocka_unit_test(test_pane_remap__the_selected_item_stays_on_its_row),
		cmocka_unit_test(test_pane_remap__where_it_is_gone_the_one_before),
		cmocka_unit_test(test_pane_item_at__and_screen_row),
		cmocka_unit_test(test_pane_show_row__brings_a_row_of_a_tall_item),
		cmocka_unit_test(test_pane__random_moves),
		cmocka_unit_test(test_pane__an_empty_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
