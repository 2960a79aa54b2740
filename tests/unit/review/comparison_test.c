#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/memory.h"
#include "review/comparison.h"

#define A "The cities of the region adopt the present declaration.\n\n"
#define B "They take note of the report of the secretariat and of its annexes.\n\n"
#define C "Cooperation between local governments rests on equality and respect.\n\n"
#define C2 "Cooperation between local governments rests on equality and trust.\n\n"
#define D "A first assessment will be made before the end of the year.\n\n"

struct pair {
	struct draft *old, *new;
	struct comparison comparison;
};

static void compare(struct pair *pair, const char *old, const char *new)
{
	assert_null(draft_read(&pair->old, text_of(old)));
	assert_null(draft_read(&pair->new, text_of(new)));
	comparison_run(&pair->comparison, pair->old, pair->new);
}

static void clear(struct pair *pair)
{
	comparison_clear(&pair->comparison);
	draft_free(pair->old);
	draft_free(pair->new);
}

/* "=1 -2 ~3": kind and today's (deleted: the old) block, from 1; ^ for moved. */
static const char *told(const struct comparison *comparison)
{
	static char words[256];
	static const char marks[] = {[COMPARE_SAME] = '=',
		[COMPARE_CHANGED] = '~',
		[COMPARE_FORM] = '#',
		[COMPARE_INSERTED] = '+',
		[COMPARE_DELETED] = '-'};
	size_t used = 0;
	words[0] = '\0';
	for (size_t i = 0; i < comparison->count; i++) {
		const struct comparison_entry *entry = &comparison->entries[i];
		size_t block = entry->new == ALIGN_NONE ? entry->old : entry->new;
		used += (size_t)snprintf(words + used, sizeof words - used, "%s%c%zu%s", i ? " " : "",
			marks[entry->kind], block + 1, entry->moved ? "^" : "");
	}
	return words;
}

static void test_comparison__shows_each_paragraph_once(void **state)
{
	struct pair pair;
	(void)state;
	compare(&pair, A B C, A C2 D);
	assert_string_equal(told(&pair.comparison), "=1 -2 ~2 +3");
	assert_int_equal(pair.comparison.differences, 3);
	clear(&pair);
}

static void test_comparison__the_same_text_has_no_difference(void **state)
{
	struct pair pair;
	(void)state;
	compare(&pair, A B C, A B C);
	assert_int_equal(pair.comparison.differences, 0);
	assert_int_equal(comparison_next(&pair.comparison, 0, true), ALIGN_NONE);
	clear(&pair);
}

static void test_comparison__deleted_at_the_start_stands_first(void **state)
{
	struct pair pair;
	(void)state;
	compare(&pair, A B C, B C);
	assert_string_equal(told(&pair.comparison), "-1 =1 =2");
	clear(&pair);
}

static void test_comparison__an_empty_side(void **state)
{
	struct pair pair;
	(void)state;
	compare(&pair, "", A B);
	assert_string_equal(told(&pair.comparison), "+1 +2");
	clear(&pair);
	compare(&pair, A B, "");
	assert_string_equal(told(&pair.comparison), "-1 -2");
	clear(&pair);
	compare(&pair, "", "");
	assert_int_equal(pair.comparison.count, 0);
	assert_int_equal(comparison_next(&pair.comparison, 0, false), ALIGN_NONE);
	clear(&pair);
}

static void test_comparison__a_move_and_a_heading_are_differences(void **state)
{
	struct pair pair;
	(void)state;
	compare(&pair, D A B C, A B C D);
	assert_int_equal(pair.comparison.differences, 1);
	assert_string_equal(told(&pair.comparison), "=1 =2 =3 =4^");
	clear(&pair);
	compare(&pair, "Follow-up\n\n" A, "## Follow-up\n\n" A);
	assert_string_equal(told(&pair.comparison), "#1 =2");
	clear(&pair);
}

static void test_comparison_next__walks_and_counts(void **state)
{
	struct pair pair;
	(void)state;
	compare(&pair, A B C, A C2 D);
	assert_int_equal(comparison_next(&pair.comparison, 0, true), 1);
	assert_int_equal(comparison_next(&pair.comparison, 1, true), 2);
	assert_int_equal(comparison_next(&pair.comparison, 3, true), ALIGN_NONE);
	assert_int_equal(comparison_next(&pair.comparison, 3, false), 2);
	assert_int_equal(comparison_next(&pair.comparison, 1, false), ALIGN_NONE);
	assert_int_equal(comparison_rank(&pair.comparison, 2), 2);
	assert_int_equal(comparison_find(&pair.comparison, 1, ALIGN_NONE), 2);
	assert_int_equal(comparison_find(&pair.comparison, ALIGN_NONE, 1), 1);
	clear(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comparison__shows_each_paragraph_once),
		cmocka_unit_test(test_comparison__the_same_text_has_no_difference),
		cmocka_unit_test(test_comparison__deleted_at_the_start_stands_first),
		cmocka_unit_test(test_comparison__an_empty_side),
		cmocka_unit_test(test_comparison__a_move_and_a_heading_are_differences),
		cmocka_unit_test(test_comparison_next__walks_and_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
