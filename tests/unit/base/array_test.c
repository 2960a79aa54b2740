#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"

struct item {
	int number;
	char filler[13];
};

struct owner {
	struct item *items;
	size_t count, capacity;
};

static void test_array_add__items_survive_growth(void **state)
{
	(void)state;
	struct owner owner = {0};
	for (int i = 0; i < 1000; i++)
		ARRAY_ADD(owner.items, owner.count, owner.capacity)->number = i;
	assert_int_equal(owner.count, 1000);
	assert_true(owner.capacity >= owner.count);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(owner.items[i].number, i);
	free(owner.items);
}

static void test_array_add__reused_room_is_zeroed(void **state)
{
	(void)state;
	static const struct item zero;
	struct owner owner = {0};
	memset(ARRAY_ADD(owner.items, owner.count, owner.capacity), 0xff, sizeof(struct item));
	ARRAY_REMOVE(owner.items, owner.count, 0);
	assert_int_equal(owner.count, 0);
	assert_memory_equal(ARRAY_ADD(owner.items, owner.count, owner.capacity), &zero, sizeof zero);
	free(owner.items);
}

static void test_array_remove__moves_later_items_down(void **state)
{
	(void)state;
	struct owner owner = {0};
	for (int i = 0; i < 8; i++)
		ARRAY_ADD(owner.items, owner.count, owner.capacity)->number = i;
	ARRAY_REMOVE(owner.items, owner.count, 7);
	ARRAY_REMOVE(owner.items, owner.count, 3);
	ARRAY_REMOVE(owner.items, owner.count, 0);
	static const int left[] = {1, 2, 4, 5, 6};
	assert_int_equal(owner.count, ARRAY_SIZE(left));
	for (size_t i = 0; i < ARRAY_SIZE(left); i++)
		assert_int_equal(owner.items[i].number, left[i]);
	free(owner.items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_array_add__items_survive_growth),
		cmocka_unit_test(test_array_add__reused_room_is_zeroed),
		cmocka_unit_test(test_array_remove__moves_later_items_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
