#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/random.h"
#include "text/utf8.h"

static void test_every_code_point_comes_back(void **state)
{
	(void)state;
	for (int32_t point = 0; point <= 0x10ffff; point++) {
		if (point >= 0xd800 && point <= 0xdfff)
			continue;
		char bytes[8];
		struct buffer out = {.bytes = NULL};
		int32_t back;
		if (point % 7 && point > 0x3000)
			continue;
		utf8_add(&out, point);
		memcpy(bytes, out.bytes, out.size);
		assert_int_equal(utf8_step((struct text){bytes, out.size}, 0, &back), out.size);
		assert_int_equal(back, point);
		assert_int_equal(utf8_back(buffer_text(&out), out.size), 0);
		buffer_clear(&out);
	}
}

static void test_bad_bytes_are_stepped_over_singly(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"\xff", "\x80", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x80", "\xc3"};
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct text text = text_of(bad[i]);
		int32_t point;
		size_t at = 9;
		assert_false(utf8_valid(text, &at));
		assert_int_equal(at, 0);
		assert_int_equal(utf8_points(text), text.size);
		for (size_t j = 0; j < text.size; j++) {
			assert_int_equal(utf8_step(text, j, &point), 1);
			assert_int_equal(point, UTF8_INVALID);
		}
		assert_int_equal(utf8_back(text, text.size), text.size - 1);
	}
	assert_true(utf8_valid(text_of("d\xc3\xa9j\xc3\xa0 \xf0\x9f\x98\x80"), NULL));
}

static void test_points_and_offsets_agree(void **state)
{
	(void)state;
	struct buffer text = {0};
	for (int i = 0; i < 2000; i++) {
		random_text(&text, 20);
		struct text all = buffer_text(&text);
		size_t points = utf8_points(all);
		assert_int_equal(utf8_offset(all, points), all.size);
		assert_int_equal(utf8_offset(all, points + 5), all.size);
		size_t at = all.size;
		for (size_t p = points; p > 0; p--) {
			at = utf8_back(all, at);
			assert_int_equal(utf8_offset(all, p - 1), at);
		}
		assert_int_equal(at, 0);
	}
	buffer_clear(&text);
}

static void test_clusters_run_forwards_as_backwards(void **state)
{
	(void)state;
	struct buffer text = {0};
	for (int i = 0; i < 3000; i++) {
		random_text(&text, 20);
		struct text all = buffer_text(&text);
		size_t cells = 0;
		for (size_t at = 0, end; at < all.size; at = end) {
			end = utf8_cluster(all, at);
			assert_true(end > at && end <= all.size);
			assert_int_equal(utf8_cluster_back(all, 0, end), at);
			cells += (size_t)utf8_cluster_cells((struct text){all.bytes + at, end - at});
		}
		assert_int_equal(utf8_cells(all), cells);
	}
	buffer_clear(&text);
}

static void expect_cluster(const char *text, size_t end, int cells)
{
	struct text all = text_of(text);
	assert_int_equal(utf8_cluster(all, 0), end);
	assert_int_equal(utf8_cluster_cells((struct text){all.bytes, end}), cells);
}

static void test_clusters_and_their_cells(void **state)
{
	(void)state;
	expect_cluster("ab", 1, 1);
	expect_cluster("e\xcc\x81x", 3, 1);
	expect_cluster("\xc3\xa9\xcc\xa3x", 4, 1);
	expect_cluster("\r\nx", 2, 0);
	expect_cluster("\n", 1, 0);
	expect_cluster("\xcc\x81", 2, 1);
	expect_cluster("\xe4\xbd\xa0\xe5\xa5\xbd", 3, 2);
	expect_cluster("\xf0\x9f\x87\xab\xf0\x9f\x87\xb7\xf0\x9f\x87\xab", 8, 2);
	expect_cluster("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbbx", 11, 2);
	expect_cluster("\xe2\x9d\xa4\xef\xb8\x8fx", 6, 2);
	expect_cluster("\xe2\x80\x99s", 3, 1);
	expect_cluster("\xe2\x80\xaf:", 3, 1);
	expect_cluster("\xff\xcc\x81", 1, 1);
	assert_int_equal(utf8_cells(text_of("l\xe2\x80\x99\xc3\xa9t\xc3\xa9 \xe4\xbd\xa0 e\xcc\x81")), 10);
}

static void expect_composed(const char *text, const char *composed)
{
	struct buffer out = {0};
	utf8_compose(&out, text_of(text));
	assert_string_equal(buffer_string(&out), composed);
	buffer_clear(&out);
}

static void test_composition_keeps_invalid_bytes(void **state)
{
	(void)state;
	expect_composed("", "");
	expect_composed("caf\xc3\xa9", "caf\xc3\xa9");
	expect_composed("cafe\xcc\x81 !", "caf\xc3\xa9 !");
	expect_composed("l\xe2\x80\x99"
			"e\xcc\x81t",
		"l\xe2\x80\x99\xc3\xa9t");
	expect_composed("\xff"
			"e\xcc\x81\xff\xcc\x81",
		"\xff\xc3\xa9\xff\xcc\x81");
	expect_composed("\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80");
	expect_composed("a\xcc\xa3\xcc\x82z", "\xe1\xba\xadz");
}

static void test_folding_maps_back(void **state)
{
	(void)state;
	struct buffer out = {0};
	size_t *map;
	utf8_fold(&out, &map, text_of("\xc3\x89t\xc3\xa9 L\xe2\x80\x99\xc5\x92UVRE\xc2\xa0!"));
	assert_string_equal(buffer_string(&out), "ete l'oeuvre !");
	assert_int_equal(map[0], 0);
	assert_int_equal(map[1], 2);
	assert_int_equal(map[3], 5);
	assert_int_equal(map[6], 10);
	assert_int_equal(map[7], 10);
	assert_int_equal(map[8], 12);
	assert_int_equal(map[out.size], 19);
	free(map);
	buffer_empty(&out);
	utf8_fold(&out, NULL,
		text_of("Stra\xc3\x9f"
			"e \xce\xa3\xff"));
	assert_string_equal(buffer_string(&out), "strasse \xcf\x83\xff");
	buffer_empty(&out);
	utf8_fold(&out, &map, text_of(""));
	assert_int_equal(map[0], 0);
	free(map);
	buffer_clear(&out);
}

static void test_kinds_of_characters(void **state)
{
	(void)state;
	assert_true(
		utf8_is_letter(0xe9) && utf8_is_letter('z') && !utf8_is_letter('1') && !utf8_is_letter(UTF8_INVALID));
	assert_true(utf8_is_mark(0x301) && !utf8_is_mark('e'));
	assert_true(utf8_is_digit('7') && !utf8_is_digit('a') && !utf8_is_digit(UTF8_INVALID));
	assert_true(utf8_is_blank(0xa0) && utf8_is_blank(0x202f) && utf8_is_blank('\n') && !utf8_is_blank(0x200b));
	assert_false(utf8_is_blank(UTF8_INVALID));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point_comes_back),
		cmocka_unit_test(test_bad_bytes_are_stepped_over_singly),
		cmocka_unit_test(test_points_and_offsets_agree),
		cmocka_unit_test(test_clusters_run_forwards_as_backwards),
		cmocka_unit_test(test_clusters_and_their_cells),
		cmocka_unit_test(test_composition_keeps_invalid_bytes),
		cmocka_unit_test(test_folding_maps_back),
		cmocka_unit_test(test_kinds_of_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
