#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "text/random.h"
#include "text/worddiff.h"

static void expect_plain(const char *old, const char *new, const char *plain)
{
	struct buffer out = {0};
	worddiff_plain(&out, text_of(old), text_of(new));
	assert_string_equal(buffer_string(&out), plain);
	buffer_clear(&out);
}

static void test_changes_are_shown_by_words(void **state)
{
	(void)state;
	expect_plain("", "", "");
	expect_plain("a b c", "a b c", "a b c");
	expect_plain("a b c", "a x c", "a [-b-] {+x+} c");
	expect_plain("a b", "a b c", "a b {+c+}");
	expect_plain("a b c", "a b", "a b [-c-]");
	expect_plain("a b", "b", "[-a-] b");
	expect_plain("", "a b", "{+a b+}");
	expect_plain("a b", "", "[-a b-]");
	expect_plain("un mot : oui", "un mot ; oui", "un [-mot :-] {+mot ;+} oui");
	expect_plain("a\nb", "a\nb\x1b c", "a [-b-] {+b<U+001B> c+}");
}

static void test_layout_is_no_change_beside_one(void **state)
{
	(void)state;
	expect_plain("a  b c\nd", "a\nb c x", "a b c [-d-] {+x+}");
	expect_plain("a b ", "a b\n", "a b");
}

static void test_equal_words_of_other_bytes_are_shown(void **state)
{
	(void)state;
	expect_plain("de l'eau pure", "de l\u2019eau pure", "de [-l'eau-] {+l<U+2019>eau+} pure");
	expect_plain("il dit : oui", "il dit\u202f: oui", "il [-dit :-] {+dit<U+202F>:+} oui");
	expect_plain("de 5 mai au 6", "de 5\u00a0mai au 6", "de [-5 mai-] {+5<U+00A0>mai+} au 6");
	expect_plain("l'eau claire", "l\u2019eau pure", "[-l'eau claire-] {+l\u2019eau pure+}");
	expect_plain("l'eau et l'or", "l\u2019eau et l'air", "[-l'eau-] {+l<U+2019>eau+} et [-l'or-] {+l'air+}");
	expect_plain("co\u00adop\u00e9rer", "coope\u0301rer", "[-co<U+00AD>op<U+00E9>rer-] {+coope<U+0301>rer+}");
	expect_plain("l'\u00e9t\u00e9 pr\u00e8s", "l\u2019\u00e9t\u00e9 pr\u00e8s",
		"[-l'\u00e9t\u00e9-] {+l<U+2019>\u00e9t\u00e9+} pr\u00e8s");
}

static void test_layout_is_shown_where_nothing_else_differs(void **state)
{
	(void)state;
	expect_plain("a b\nc d", "a b c d", "a [-b<U+000A>c-] {+b c+} d");
	expect_plain("a  b c", "a b c", "[-a <U+0020>b-] {+a b+} c");
}

static void test_look_alikes_show_their_code_points(void **state)
{
	(void)state;
	expect_plain("la paix", "la p\xd0\xb0ix", "la [-paix-] {+p<U+0430>ix+}");
}

static void test_insertions_in_a_run_of_equals_stand_last(void **state)
{
	(void)state;
	expect_plain("x tr\xc3\xa8s bon", "x tr\xc3\xa8s tr\xc3\xa8s bon", "x tr\xc3\xa8s {+tr\xc3\xa8s+} bon");
	expect_plain("q k a b a b z", "r k a b a b a b z", "[-q-] {+r+} k a b a b {+a b+} z");
	expect_plain("q k a a z", "r k a z", "[-q-] {+r+} k a [-a-] z");
}

static void test_deleted_words_are_kept_apart_from_the_last(void **state)
{
	(void)state;
	struct worddiff_runs runs = {0};
	worddiff_texts(&runs, text_of("a b c"), text_of("a b"));
	assert_int_equal(runs.count, 2);
	assert_int_equal(runs.items[1].kind, WORDDIFF_DELETED);
	assert_true(text_compare(runs.items[1].text, text_of(" c")) == 0);
	worddiff_runs_clear(&runs);
}

/* The length of the longest common subsequence, the slow and sure way. */
static size_t longest(const struct words *a, const struct words *b)
{
	size_t width = b->count + 1, *table = calloc((a->count + 1) * width, sizeof *table);
	for (size_t i = 1; i <= a->count; i++) {
		for (size_t j = 1; j <= b->count; j++) {
			size_t up = table[(i - 1) * width + j], left = table[i * width + j - 1];
			size_t best = up > left ? up : left;
			if (words_same_at(a, i - 1, b, j - 1))
				best = table[(i - 1) * width + j - 1] + 1;
			table[i * width + j] = best;
		}
	}
	size_t length = table[a->count * width + b->count];
	free(table);
	return length;
}

/* Between hunks all is equal, pair by pair; hunks are in order and never touch. Returns the kept tokens. */
static size_t check(const struct worddiff *diff, const struct words *old, const struct words *new)
{
	size_t i = 0, j = 0, kept = 0;
	for (size_t h = 0; h <= diff->count; h++) {
		struct worddiff_hunk hunk = {old->count, old->count, new->count, new->count};
		if (h < diff->count) {
			hunk = diff->hunks[h];
			assert_true(hunk.old_end > hunk.old_start || hunk.new_end > hunk.new_start);
			assert_true(h == 0 || hunk.old_start > i);
		}
		assert_int_equal(hunk.old_start - i, hunk.new_start - j);
		for (; i < hunk.old_start; i++, j++, kept++)
			assert_true(words_same_at(old, i, new, j));
		i = hunk.old_end;
		j = hunk.new_end;
	}
	assert_int_equal(i, old->count);
	assert_int_equal(j, new->count);
	return kept;
}

static void check_runs(struct text old, struct text new)
{
	struct worddiff_runs runs = {0};
	struct buffer kept = {0};
	worddiff_texts(&runs, old, new);
	for (size_t i = 0; i < runs.count; i++) {
		if (runs.items[i].kind != WORDDIFF_DELETED)
			buffer_add(&kept, runs.items[i].text);
	}
	assert_int_equal(text_compare(buffer_text(&kept), new), 0);
	buffer_clear(&kept);
	worddiff_runs_clear(&runs);
}

static void check_random(const char *const *pieces, size_t kinds, size_t most, int rounds)
{
	struct buffer left = {0}, right = {0};
	struct words old = {0}, new = {0};
	struct worddiff diff = {0};
	for (int i = 0; i < rounds; i++) {
		random_pieces(&left, pieces, kinds, most);
		random_pieces(&right, pieces, kinds, most);
		words_split(&old, buffer_text(&left));
		words_split(&new, buffer_text(&right));
		worddiff_run(&diff, &old, &new);
		assert_int_equal(check(&diff, &old, &new), longest(&old, &new));
		check_runs(buffer_text(&left), buffer_text(&right));
	}
	worddiff_clear(&diff);
	words_clear(&old);
	words_clear(&new);
	buffer_clear(&left);
	buffer_clear(&right);
}

static void test_hunks_lead_from_old_to_new_the_shortest_way(void **state)
{
	(void)state;
	static const char *const few[] = {"a ", "b "}, *const some[] = {"a ", "b ", "c\n", "d  ", "e", " :", "\xff "};
	check_random(few, ARRAY_SIZE(few), 12, 6000);
	check_random(some, ARRAY_SIZE(some), 30, 3000);
}

static void test_edits_of_one_text_are_found_the_shortest_way(void **state)
{
	(void)state;
	struct buffer left = {0}, right = {0};
	struct words old = {0}, new = {0};
	struct worddiff diff = {0};
	for (int i = 0; i < 300; i++) {
		buffer_empty(&left);
		buffer_empty(&right);
		for (int j = 0; j < 60; j++) {
			char word[16];
			snprintf(word, sizeof word, "w%zu ", random_below(25));
			buffer_add_string(&left, word);
			size_t act = random_below(10);
			if (act != 0)
				buffer_add_string(&right, word);
			if (act == 1)
				buffer_add_string(&right, "new ");
		}
		words_split(&old, buffer_text(&left));
		words_split(&new, buffer_text(&right));
		worddiff_run(&diff, &old, &new);
		assert_int_equal(check(&diff, &old, &new), longest(&old, &new));
	}
	worddiff_clear(&diff);
	words_clear(&old);
	words_clear(&new);
	buffer_clear(&left);
	buffer_clear(&right);
}

static void test_hostile_texts_end_soon_and_are_still_right(void **state)
{
	(void)state;
	static const char *const few[] = {"a ", "b ", "c ", "d "};
	struct buffer left = {0}, right = {0};
	struct words old = {0}, new = {0};
	struct worddiff diff = {0};
	for (int i = 0; i < 20000; i++) {
		buffer_add_string(&left, few[random_below(4)]);
		buffer_add_string(&right, few[random_below(4)]);
	}
	words_split(&old, buffer_text(&left));
	words_split(&new, buffer_text(&right));
	worddiff_run(&diff, &old, &new);
	check(&diff, &old, &new);
	worddiff_clear(&diff);
	words_clear(&old);
	words_clear(&new);
	buffer_clear(&left);
	buffer_clear(&right);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes_are_shown_by_words),
		cmocka_unit_test(test_layout_is_no_change_beside_one),
		cmocka_unit_test(test_equal_words_of_other_bytes_are_shown),
		cmocka_unit_test(test_layout_is_shown_where_nothing_else_differs),
		cmocka_unit_test(test_look_alikes_show_their_code_points),
		cmocka_unit_test(test_insertions_in_a_run_of_equals_stand_last),
		cmocka_unit_test(test_deleted_words_are_kept_apart_from_the_last),
		cmocka_unit_test(test_hunks_lead_from_old_to_new_the_shortest_way),
		cmocka_unit_test(test_edits_of_one_text_are_found_the_shortest_way),
		cmocka_unit_test(test_hostile_texts_end_soon_and_are_still_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
