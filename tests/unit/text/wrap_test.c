#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/random.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "text/wrap.h"

static void expect_rows(const char *text, size_t cells, size_t first, const char *rows)
{
	struct wrap wrap = {0};
	struct buffer out = {0};
	wrap_text(&wrap, text_of(text), cells, first);
	for (size_t i = 0; i < wrap.count; i++)
		buffer_format(&out, "%s%.*s", i ? "|" : "", (int)(wrap.rows[i].end - wrap.rows[i].start),
			text + wrap.rows[i].start);
	assert_string_equal(buffer_string(&out), rows);
	buffer_clear(&out);
	wrap_clear(&wrap);
}

static void test_rows_break_at_blanks(void **state)
{
	(void)state;
	expect_rows("", 10, 0, "");
	expect_rows("un deux trois", 7, 0, "un deux|trois");
	expect_rows("un deux trois", 8, 0, "un deux|trois");
	expect_rows("un  deux", 4, 0, "un|deux");
	expect_rows("\xc3\xa9t\xc3\xa9 \xc3\xa9t\xc3\xa9", 3, 0, "\xc3\xa9t\xc3\xa9|\xc3\xa9t\xc3\xa9");
	expect_rows("a\n\nb\n", 5, 0, "a||b|");
	expect_rows("aaaa bbbb", 4, 0, "aaaa|bbbb");
}

static void test_hyphens_and_dashes_end_rows(void **state)
{
	(void)state;
	expect_rows("sous-region", 8, 0, "sous-|region");
	expect_rows("en 2015-2030", 9, 0, "en|2015-2030");
	expect_rows("il fait -5", 9, 0, "il fait|-5");
	expect_rows("mot\xe2\x80\x94suite", 6, 0, "mot\xe2\x80\x94|suite");
}

static void test_french_punctuation_never_starts_a_row(void **state)
{
	(void)state;
	expect_rows("un mot : oui", 6, 0, "un|mot :|oui");
	expect_rows("dit \xc2\xab mot \xc2\xbb", 7, 0, "dit|\xc2\xab mot \xc2\xbb");
	expect_rows("un mot\xc2\xa0!", 6, 0, "un|mot\xc2\xa0!");
	expect_rows("mots\xe2\x80\xaf;", 5, 0, "mot|s\xe2\x80\xaf;");
	expect_rows("mots ;", 5, 0, "mot|s ;");
}

static void test_words_are_cut_only_when_wider_than_a_row(void **state)
{
	(void)state;
	expect_rows("abcdefgh", 3, 0, "abc|def|gh");
	expect_rows("a abcdefgh", 3, 0, "a|abc|def|gh");
	expect_rows("e\xcc\x81"
		    "e\xcc\x81"
		    "e\xcc\x81",
		2, 0,
		"e\xcc\x81"
		"e\xcc\x81|e\xcc\x81");
	expect_rows("\xe4\xbd\xa0\xe5\xa5\xbd", 1, 0, "\xe4\xbd\xa0|\xe5\xa5\xbd");
	expect_rows("\xe4\xbd\xa0\xe5\xa5\xbd", 3, 0, "\xe4\xbd\xa0|\xe5\xa5\xbd");
}

static void test_the_first_row_may_be_shorter(void **state)
{
	(void)state;
	expect_rows("un deux trois", 8, 4, "un|deux|trois");
	expect_rows("deux", 5, 3, "|deux");
	expect_rows("deux", 5, 9, "|deux");
	expect_rows("abcdefgh", 4, 2, "ab|cdef|gh");
}

static void test_a_cursor_finds_its_row(void **state)
{
	(void)state;
	struct wrap wrap = {0};
	wrap_text(&wrap, text_of("un deux\n"), 4, 0);
	assert_int_equal(wrap.count, 3);
	assert_int_equal(wrap_row_of(&wrap, 0), 0);
	assert_int_equal(wrap_row_of(&wrap, 2), 0);
	assert_int_equal(wrap_row_of(&wrap, 3), 1);
	assert_int_equal(wrap_row_of(&wrap, 7), 1);
	assert_int_equal(wrap_row_of(&wrap, 8), 2);
	wrap_text(&wrap, text_of("un "), 4, 0);
	assert_int_equal(wrap.rows[0].cells, 3);
	wrap_rows(&wrap, text_of("a b c d"), 1, 0, 2);
	assert_int_equal(wrap.count, 2);
	wrap_clear(&wrap);
}

static void test_endless_blanks_do_not_hold_it_up(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct wrap wrap = {0};
	for (int i = 0; i < 3000000; i++)
		buffer_add_byte(&text, ' ');
	buffer_add_string(&text, ":");
	wrap_text(&wrap, buffer_text(&text), 60, 0);
	assert_int_equal(wrap.rows[wrap.count - 1].next, text.size);
	wrap_clear(&wrap);
	buffer_clear(&text);
}

static void check_rows(const struct wrap *wrap, struct text text, size_t cells, size_t first)
{
	size_t at = 0;
	for (size_t i = 0; i < wrap->count; i++) {
		const struct wrap_row *row = &wrap->rows[i];
		assert_int_equal(row->start, at);
		assert_true(row->end >= row->start && row->next >= row->end);
		assert_true(row->next > row->start || i == 0 || i + 1 == wrap->count);
		struct text shown = {text.bytes + row->start, row->end - row->start};
		assert_int_equal(utf8_cells(shown), row->cells);
		size_t room = i || first >= cells ? cells : cells - first;
		assert_true(row->cells <= room || utf8_cluster(shown, 0) == shown.size);
		for (size_t j = row->end; j < row->next;) {
			int32_t point;
			j += utf8_step(text, j, &point);
			assert_true(utf8_is_blank(point));
		}
		at = row->next;
	}
	assert_int_equal(at, text.size);
}

static void test_no_byte_is_lost_and_rows_fit(void **state)
{
	(void)state;
	struct buffer raw = {0}, text = {0};
	struct wrap wrap = {0};
	for (int i = 0; i < 5000; i++) {
		random_text(&raw, 30);
		buffer_empty(&text);
		visible_add(&text, buffer_text(&raw), VISIBLE_KEEP_LINES);
		size_t cells = 1 + random_below(12), first = random_below(8);
		wrap_text(&wrap, buffer_text(&text), cells, first);
		check_rows(&wrap, buffer_text(&text), cells, first);
		wrap_text(&wrap, buffer_text(&raw), cells, first);
		assert_int_equal(wrap.rows[wrap.count - 1].next, raw.size);
	}
	wrap_clear(&wrap);
	buffer_clear(&raw);
	buffer_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_break_at_blanks),
		cmocka_unit_test(test_hyphens_and_dashes_end_rows),
		cmocka_unit_test(test_french_punctuation_never_starts_a_row),
		cmocka_unit_test(test_words_are_cut_only_when_wider_than_a_row),
		cmocka_unit_test(test_the_first_row_may_be_shorter),
		cmocka_unit_test(test_a_cursor_finds_its_row),
		cmocka_unit_test(test_endless_blanks_do_not_hold_it_up),
		cmocka_unit_test(test_no_byte_is_lost_and_rows_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
