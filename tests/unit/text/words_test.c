#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/random.h"
#include "text/words.h"

/* The tokens' words, each in brackets, the blanks between as they are. */
static void expect_cut(const char *text, const char *brackets)
{
	struct words words = {0};
	struct buffer out = {0};
	words_split(&words, text_of(text));
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.items[i];
		buffer_format(&out, "[%.*s]%.*s", (int)(word->end - word->start), text + word->start,
			(int)(word->next - word->end), text + word->end);
	}
	assert_string_equal(buffer_string(&out), brackets);
	buffer_clear(&out);
	words_clear(&words);
}

static void test_a_token_is_a_word_with_the_blanks_behind(void **state)
{
	(void)state;
	expect_cut("", "");
	expect_cut("a b  c\n", "[a] [b]  [c]\n");
	expect_cut("  a", "[]  [a]");
	expect_cut(" ", "[] ");
	expect_cut("10\xc2\xa0"
		   "000",
		"[10]\xc2\xa0[000]");
	expect_cut("a\xff b\xe2\x80", "[a\xff] [b\xe2\x80]");
}

static void test_french_punctuation_stays_with_its_word(void **state)
{
	(void)state;
	expect_cut(
		"voici : \xc2\xab mot\xc2\xa0\xc2\xbb ; oui !", "[voici :] [\xc2\xab mot\xc2\xa0\xc2\xbb ;] [oui !]");
	expect_cut("\xc2\xab un deux \xc2\xbb", "[\xc2\xab un] [deux \xc2\xbb]");
	expect_cut("non\n?", "[non\n?]");
	expect_cut("(a, b)", "[(a,] [b)]");
}

static bool same(const char *a, const char *b)
{
	bool is = words_same(text_of(a), text_of(b));
	assert_int_equal(is, words_same(text_of(b), text_of(a)));
	assert_int_equal(is, words_hash(text_of(a)) == words_hash(text_of(b)));
	return is;
}

static void test_layout_does_not_change_words(void **state)
{
	(void)state;
	assert_true(same("l\xe2\x80\x99\xc3\xa9t\xc3\xa9", "l'e\xcc\x81te\xcc\x81"));
	assert_true(same("a\xc2\xa0: b", "a: b"));
	assert_true(same("a\xe2\x80\xaf?", "a?"));
	assert_true(same("\xc2\xab a \xc2\xbb", "\xc2\xab\xc2\xa0"
						"a\xe2\x80\xaf\xc2\xbb"));
	assert_true(same("\xc2\xab"
			 "a\xc2\xbb",
		"\xc2\xab a \xc2\xbb"));
	assert_true(same("co\xc2\xadop\xc3\xa9rer", "coop\xc3\xa9rer"));
	assert_true(same(" a\n b ", "a b"));
	assert_true(same("a \xc2\xad b", "a b"));
	assert_true(same("", " \xc2\xad\n"));
	assert_true(same("a\xcd\xbe", "a ;"));
}

static void test_words_are_never_taken_for_others(void **state)
{
	(void)state;
	assert_false(same("a b", "ab"));
	assert_false(same("a", "A"));
	assert_false(same("a.", "a ."));
	assert_false(same("a", "a\xff"));
	assert_false(same("peche", "p\xc3\xa9"
				   "che"));
	assert_false(same("non", "non:"));
	assert_false(same("a-b", "a b"));
	assert_false(same("", "a"));
}

/* Same tokens, blanks apart, leading blanks apart. */
static bool same_tokens(const struct words *a, const struct words *b)
{
	size_t i = a->count && a->items[0].end == 0, j = b->count && b->items[0].end == 0;
	if (a->count - i != b->count - j)
		return false;
	for (; i < a->count; i++, j++) {
		if (!words_same_at(a, i, b, j))
			return false;
	}
	return true;
}

static void test_tokens_cover_the_text(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct words words = {0};
	for (int i = 0; i < 5000; i++) {
		random_text(&text, 20);
		words_split(&words, buffer_text(&text));
		size_t at = 0;
		for (size_t j = 0; j < words.count; j++) {
			const struct word *word = &words.items[j];
			assert_int_equal(word->start, at);
			assert_true(word->end > word->start || j == 0);
			assert_true(word->next > word->end || j + 1 == words.count);
			at = word->next;
		}
		assert_int_equal(at, text.size);
	}
	words_clear(&words);
	buffer_clear(&text);
}

static void test_normalising_is_idempotent_and_keeps_the_words(void **state)
{
	(void)state;
	struct buffer text = {0}, once = {0}, twice = {0};
	struct words before = {0}, after = {0};
	for (int i = 0; i < 5000; i++) {
		random_text(&text, 20);
		buffer_empty(&once);
		buffer_empty(&twice);
		words_normalise(&once, buffer_text(&text));
		words_normalise(&twice, buffer_text(&once));
		assert_int_equal(text_compare(buffer_text(&once), buffer_text(&twice)), 0);
		assert_true(words_same(buffer_text(&text), buffer_text(&once)));
		words_split(&before, buffer_text(&text));
		words_split(&after, buffer_text(&once));
		assert_true(same_tokens(&before, &after));
	}
	words_clear(&before);
	words_clear(&after);
	buffer_clear(&text);
	buffer_clear(&once);
	buffer_clear(&twice);
}

static void test_same_words_are_same_tokens(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"a", "e\xcc\x81", "\xc3\xa9", " ", "\xc2\xa0", "\xc2\xad", ":", "\xc2\xab", "'", "\xe2\x80\x99"};
	struct buffer left = {0}, right = {0};
	struct words a = {0}, b = {0};
	size_t equal = 0;
	for (int i = 0; i < 20000; i++) {
		random_pieces(&left, pieces, ARRAY_SIZE(pieces), 5);
		random_pieces(&right, pieces, ARRAY_SIZE(pieces), 5);
		words_split(&a, buffer_text(&left));
		words_split(&b, buffer_text(&right));
		bool is = words_same(buffer_text(&left), buffer_text(&right));
		assert_int_equal(is, same_tokens(&a, &b));
		equal += is;
	}
	assert_true(equal > 100);
	words_clear(&a);
	words_clear(&b);
	buffer_clear(&left);
	buffer_clear(&right);
}

static void test_words_are_counted_as_people_count(void **state)
{
	(void)state;
	assert_int_equal(words_count(text_of("")), 0);
	assert_int_equal(words_count(text_of("  ")), 0);
	assert_int_equal(words_count(text_of("« Oui ! » dit-on.")), 2);
	assert_int_equal(words_count(text_of("un\ndeux  trois")), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_token_is_a_word_with_the_blanks_behind),
		cmocka_unit_test(test_french_punctuation_stays_with_its_word),
		cmocka_unit_test(test_layout_does_not_change_words),
		cmocka_unit_test(test_words_are_never_taken_for_others),
		cmocka_unit_test(test_tokens_cover_the_text),
		cmocka_unit_test(test_normalising_is_idempotent_and_keeps_the_words),
		cmocka_unit_test(test_same_words_are_same_tokens),
		cmocka_unit_test(test_words_are_counted_as_people_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
