#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "text/random.h"
#include "text/visible.h"

static void expect_shown(const char *untrusted, const char *shown)
{
	struct buffer out = {0};
	visible_add(&out, text_of(untrusted), VISIBLE_ONE_LINE);
	assert_string_equal(buffer_string(&out), shown);
	assert_int_equal(visible_is(text_of(untrusted), VISIBLE_ONE_LINE), strcmp(untrusted, shown) == 0);
	buffer_clear(&out);
}

static void test_plain_french_stays(void **state)
{
	(void)state;
	static const char text[] =
		"\xc2\xab\xc2\xa0L\xe2\x80\x99\xc5\x93uvre\xe2\x80\xaf: d\xc3\xa9j\xc3\xa0 \xe2\x80\x94 10\xe2\x80\xaf"
		"000 \xe2\x82\xac\xc2\xa0\xc2\xbb \xe4\xbd\xa0";
	expect_shown(text, text);
	expect_shown("", "");
	assert_null(visible_check(text_of(text)));
}

static void test_trojan_source_is_shown(void **state)
{
	(void)state;
	expect_shown("is\xe2\x80\xae tcepxe", "is<U+202E> tcepxe");
	expect_shown("\xe2\x81\xa6x\xe2\x81\xa9\xd8\x9c", "<U+2066>x<U+2069><U+061C>");
	expect_shown("a\xe2\x80\x8b"
		     "b\xef\xbb\xbf\xc2\xad\xcd\x8f",
		"a<U+200B>b<U+FEFF><U+00AD><U+034F>");
	expect_shown("\xf3\xa0\x81\xa1x", "<U+E0061>x");
	expect_shown("\xe3\x85\xa4\xef\xbe\xa0", "<U+3164><U+FFA0>");
}

static void test_controls_and_broken_bytes_are_shown(void **state)
{
	(void)state;
	expect_shown("\x1b]0;x\x07\x7f", "<U+001B>]0;x<U+0007><U+007F>");
	expect_shown("\xc2\x9b"
		     "31m",
		"<U+009B>31m");
	expect_shown("caf\xe9 \xc3", "caf<E9> <C3>");
	expect_shown("a\tb\nc\rd", "a b c<U+000D>d");
	struct buffer out = {0};
	visible_add(&out, text_of("a\tb\nc"), VISIBLE_KEEP_LINES);
	assert_string_equal(buffer_string(&out), "a b\nc");
	buffer_clear(&out);
}

static void test_emoji_keep_their_joiners(void **state)
{
	(void)state;
	expect_shown("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb");
	expect_shown("\xf0\x9f\x91\xa9\xf0\x9f\x8f\xbd\xe2\x80\x8d\xf0\x9f\x92\xbb",
		"\xf0\x9f\x91\xa9\xf0\x9f\x8f\xbd\xe2\x80\x8d\xf0\x9f\x92\xbb");
	expect_shown("\xf0\x9f\x8f\xb3\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x8c\x88",
		"\xf0\x9f\x8f\xb3\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x8c\x88");
	expect_shown("1\xef\xb8\x8f\xe2\x83\xa3", "1\xef\xb8\x8f\xe2\x83\xa3");
	expect_shown("\xf0\x9f\x91\xa9\xe2\x80\x8dx", "\xf0\x9f\x91\xa9<U+200D>x");
	expect_shown("\xe2\x9d\xa4\xef\xb8\x8f\xef\xb8\x8f", "\xe2\x9d\xa4\xef\xb8\x8f<U+FE0F>");
	expect_shown("a\xe2\x80\x8d"
		     "b\xef\xb8\x8f",
		"a<U+200D>b<U+FE0F>");
}

static void test_piles_of_marks_are_cut(void **state)
{
	(void)state;
	struct buffer in = {0}, eight = {0};
	buffer_add_byte(&in, 'Z');
	for (int i = 0; i < 40; i++) {
		buffer_add_string(&in, "\xcc\x81");
		if (i == 7)
			buffer_add(&eight, buffer_text(&in));
	}
	buffer_add_string(&in, "a\xcc\x81");
	buffer_add_string(&eight, "<+32>a\xcc\x81");
	expect_shown(buffer_string(&in), buffer_string(&eight));
	buffer_clear(&in);
	buffer_clear(&eight);
}

static void test_a_string_may_be_nothing(void **state)
{
	(void)state;
	char *shown = visible_take(NULL);
	assert_string_equal(shown, "");
	free(shown);
}

static void test_what_is_shown_is_safe_and_stays(void **state)
{
	(void)state;
	struct buffer text = {0}, shown = {0}, clean = {0};
	for (int i = 0; i < 5000; i++) {
		random_text(&text, 16);
		enum visible_lines lines = i % 2 ? VISIBLE_ONE_LINE : VISIBLE_KEEP_LINES;
		buffer_empty(&shown);
		visible_add(&shown, buffer_text(&text), lines);
		assert_true(visible_is(buffer_text(&shown), lines));
		assert_null(visible_check(buffer_text(&shown)));
		buffer_empty(&clean);
		size_t taken = visible_clean(&clean, buffer_text(&text));
		assert_null(visible_check(buffer_text(&clean)));
		const struct fault *fault = visible_check(buffer_text(&text));
		assert_int_equal(fault != NULL, taken > 0);
	}
	buffer_clear(&text);
	buffer_clear(&shown);
	buffer_clear(&clean);
}

static void test_refusal_names_character_and_place(void **state)
{
	(void)state;
	const struct fault *fault = visible_check(text_of("\xc3\xa9t\xc3\xa9 \xe2\x80\xae!"));
	assert_non_null(fault);
	assert_non_null(strstr(fault_text(fault), "U+202E"));
	assert_non_null(strstr(fault_text(fault), " 5 "));
	fault = visible_check(text_of("ab\xff"));
	assert_non_null(strstr(fault_text(fault), "FF"));
	assert_null(
		visible_check(text_of("co\xc2\xadop\xc3\xa9rer\r\n\t\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb")));
	assert_non_null(visible_check(text_of("a\x1b[2J")));
}

static void test_pastes_are_cleaned_without_gluing_words(void **state)
{
	(void)state;
	struct buffer out = {0};
	assert_int_equal(visible_clean(&out, text_of("a\r\nb\rc\td\x0b"
						     "e\xe2\x80\xa8"
						     "f\xe2\x80\x8bg\x1b")),
		2);
	assert_string_equal(buffer_string(&out), "a\nb\nc d\ne\nfg");
	buffer_clear(&out);
}

static void expect_points(const char *text, const char *other, const char *points)
{
	struct buffer out = {0};
	visible_points(&out, text_of(text), text_of(other));
	assert_string_equal(buffer_string(&out), points);
	buffer_clear(&out);
}

static void test_code_points_are_spelt_out(void **state)
{
	(void)state;
	expect_points("a\xc3\xa9 \xd0\xb0\xff", "", "a<U+00E9> <U+0430><FF>");
	/* Only where the two sides differ: an accent of both stays a letter. */
	expect_points("\xc3\xa9t\xc3\xa9 pr\xc3\xa8s :", "\xc3\xa9t\xc3\xa9 pr\xc3\xa8s\xe2\x80\xaf:",
		"\xc3\xa9t\xc3\xa9 pr\xc3\xa8s :");
	expect_points("\xc3\xa9t\xc3\xa9 pr\xc3\xa8s\xe2\x80\xaf:", "\xc3\xa9t\xc3\xa9 pr\xc3\xa8s :",
		"\xc3\xa9t\xc3\xa9 pr\xc3\xa8s<U+202F>:");
	expect_points("\xc3\xa9t\xc3\xa9", "e\xcc\x81t\xc3\xa9", "<U+00E9>t\xc3\xa9");
	expect_points("e\xcc\x81t\xc3\xa9", "\xc3\xa9t\xc3\xa9", "e<U+0301>t\xc3\xa9");
	expect_points("\xc3\xa9t\xc3\xa9\xe2\x80\x8b", "\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9<U+200B>");
	expect_points("\xe2\x80\x8b\xc3\xa9t\xc3\xa9", "\xe2\x80\x8b\xc3\xa9t\xd0\xb5", "<U+200B>\xc3\xa9t<U+00E9>");
	/* Texts that have nothing in common are given whole. */
	expect_points("\xc3\xa0\xc3\xa2\xc3\xa9\xc3\xa8\xc3\xaa\xc3\xab\xc3\xae\xc3\xaf\xc3\xb4\xc3\xb6\xc3\xb9\xc3\xbb"
		      "\xc3\xbc\xc3\xa7",
		"0123456789abcdefghi",
		"<U+00E0><U+00E2><U+00E9><U+00E8><U+00EA><U+00EB><U+00EE><U+00EF><U+00F4><U+00F6><U+00F9><U+00FB><U+"
		"00FC><U+00E7>");
}

static bool alike(const char *a, const char *b)
{
	return visible_alike(text_of(a), text_of(b));
}

static void test_look_alikes_are_found(void **state)
{
	(void)state;
	assert_true(alike("p\xd0\xb0ix", "paix"));
	assert_true(alike("\xce\x91"
			  "BC",
		"ABC"));
	assert_true(alike("caf\xc3\xa9", "cafe\xcc\x81"));
	assert_true(alike("a\xc2\xa0:", "a :"));
	assert_true(alike("a\xe2\x80\x8b"
			  "b",
		"ab"));
	assert_true(alike("l\xe2\x80\x99"
			  "eau",
		"l'eau"));
	assert_true(alike("\xef\xac\x81nance", "finance"));
	assert_false(alike("paix", "paix"));
	assert_false(alike("paix", "pais"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain_french_stays),
		cmocka_unit_test(test_trojan_source_is_shown),
		cmocka_unit_test(test_controls_and_broken_bytes_are_shown),
		cmocka_unit_test(test_emoji_keep_their_joiners),
		cmocka_unit_test(test_piles_of_marks_are_cut),
		cmocka_unit_test(test_a_string_may_be_nothing),
		cmocka_unit_test(test_what_is_shown_is_safe_and_stays),
		cmocka_unit_test(test_refusal_names_character_and_place),
		cmocka_unit_test(test_pastes_are_cleaned_without_gluing_words),
		cmocka_unit_test(test_code_points_are_spelt_out),
		cmocka_unit_test(test_look_alikes_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
