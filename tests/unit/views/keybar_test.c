// objects: views/keybar views/keymap views/key
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "text/utf8.h"
#include "views/keybar.h"

static const struct view_action actions[] = {
	{ACTION_DOWN, 90, "move", NULL},
	{ACTION_ANNOTATE, 100, "annotate", NULL},
	{ACTION_UP, 0, NULL, NULL},
	{ACTION_SEND, 50, "envoyer à tous", NULL},
	{ACTION_NEXT, 20, "next", NULL},
	{ACTION_WITHDRAW, 99, "no key", NULL},
	{ACTION_QUIT, 95, "quit", NULL},
};

static struct keybar_item items[KEYBAR_MOST];

static size_t fill(int cells, bool (*can)(const void *, enum action))
{
	return keybar_fill(items, KEYBAR_MOST, actions, ARRAY_SIZE(actions), IN_VIEWS, cells, false, can, NULL);
}

static void test_keybar_fill__all_in_the_order_of_the_list(void **state)
{
	(void)state;
	assert_int_equal(fill(200, NULL), 5);
	assert_string_equal(items[0].key, "↑↓");
	assert_string_equal(items[0].label, "move");
	assert_int_equal(items[0].col, 0);
	assert_int_equal(items[0].cells, 7);
	assert_int_equal(items[1].col, 9);
	assert_string_equal(items[3].key, "n");
	assert_int_equal(items[4].action, ACTION_QUIT);
}

static void test_keybar_fill__drops_the_lightest_first(void **state)
{
	(void)state;
	size_t full = fill(200, NULL);
	int needed = items[full - 1].col + items[full - 1].cells;
	assert_int_equal(fill(needed, NULL), full);
	assert_int_equal(fill(needed - 1, NULL), full - 1);
	for (size_t i = 0; i < full - 1; i++)
		assert_int_not_equal(items[i].action, ACTION_NEXT);
	assert_int_equal(fill(10, NULL), 1);
	assert_int_equal(items[0].action, ACTION_ANNOTATE);
	assert_int_equal(fill(9, NULL), 0);
	assert_int_equal(fill(-5, NULL), 0);
}

/* However narrow: nothing stands over the edge. Labels are measured in cells, not in bytes. */
static void test_keybar_fill__never_wider_than_asked(void **state)
{
	(void)state;
	for (int cells = 0; cells < 80; cells++) {
		size_t count = fill(cells, NULL);
		for (size_t i = 0; i < count; i++) {
			assert_true(items[i].col + items[i].cells <= cells);
			assert_int_equal(items[i].cells,
				utf8_cells(text_of(items[i].key)) + 1 + utf8_cells(text_of(items[i].label)));
		}
	}
}

static bool no_sending_up(const void *whom, enum action action)
{
	(void)whom;
	return action != ACTION_SEND && action != ACTION_UP;
}

static void test_keybar_fill__only_what_is_to_be_had(void **state)
{
	(void)state;
	assert_int_equal(fill(200, no_sending_up), 4);
	assert_string_equal(items[0].key, "↓");
	for (size_t i = 0; i < 4; i++)
		assert_int_not_equal(items[i].action, ACTION_SEND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keybar_fill__all_in_the_order_of_the_list),
		cmocka_unit_test(test_keybar_fill__drops_the_lightest_first),
		cmocka_unit_test(test_keybar_fill__never_wider_than_asked),
		cmocka_unit_test(test_keybar_fill__only_what_is_to_be_had),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
