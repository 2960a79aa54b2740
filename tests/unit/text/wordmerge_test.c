#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "text/random.h"
#include "text/wordmerge.h"

static void expect(const char *base, const char *ours, const char *theirs, const char *merged)
{
	struct buffer out = {0};
	assert_true(wordmerge_run(&out, text_of(base), text_of(ours), text_of(theirs)));
	assert_string_equal(buffer_string(&out), merged);
	buffer_empty(&out);
	assert_true(wordmerge_run(&out, text_of(base), text_of(theirs), text_of(ours)));
	assert_true(words_same(buffer_text(&out), text_of(merged)));
	assert_false(wordmerge_collide(text_of(base), text_of(ours), text_of(theirs)));
	buffer_clear(&out);
}

static void expect_collision(const char *base, const char *ours, const char *theirs, const char *shown)
{
	struct buffer out = {0};
	assert_false(wordmerge_run(&out, text_of(base), text_of(ours), text_of(theirs)));
	assert_string_equal(buffer_string(&out), shown);
	assert_true(wordmerge_collide(text_of(base), text_of(ours), text_of(theirs)));
	assert_true(wordmerge_collide(text_of(base), text_of(theirs), text_of(ours)));
	buffer_clear(&out);
}

static void test_changes_apart_go_together(void **state)
{
	(void)state;
	expect("a b c d e", "a x c d e", "a b c y e", "a x c y e");
	expect("a b c d e", "b c d e", "a b c d", "b c d");
	expect("a b c", "x a b c", "a b c y", "x a b c y");
	expect("a b c d", "a x b c d", "a b c y d", "a x b c y d");
	expect("libert\xc3\xa9s et droits humains de tous", "libert\xc3\xa9s et droits fondamentaux de tous",
		"les libert\xc3\xa9s et droits humains de tous", "les libert\xc3\xa9s et droits fondamentaux de tous");
}

static void test_words_apart_are_put_together_even_to_nonsense(void **state)
{
	(void)state;
	expect("les droits humains", "les droits humains", "les droits fondamentaux", "les droits fondamentaux");
	expect("ils doivent publier des donn\xc3\xa9"
	       "es ouvertes",
		"ils ne doivent pas publier des donn\xc3\xa9"
		"es ouvertes",
		"ils doivent publier des donn\xc3\xa9"
		"es publiques",
		"ils ne doivent pas publier des donn\xc3\xa9"
		"es publiques");
}

static void test_changes_that_touch_collide(void **state)
{
	(void)state;
	expect_collision("droits humains", "libert\xc3\xa9s humains", "droits fondamentaux", "libert\xc3\xa9s humains");
	expect_collision("a b c", "a x c", "a y c", "a x c");
	expect_collision("a b c", "a c", "a x c", "a c");
	expect_collision("a b", "a x b", "a y b", "a x b");
	expect_collision("a b", "a x b", "b", "a x b");
	expect_collision("a b", "a x b", "a", "a x b");
	expect_collision("a b c d", "a d", "a b c x d", "a d");
	expect_collision("a b c d e f", "a x c d e f", "a y c d z f", "a x c d z f");
	expect_collision("", "a", "b", "a");
}

static void test_the_same_change_is_taken_once(void **state)
{
	(void)state;
	expect("a b", "a x b", "a x b", "a x b");
	expect("a b c", "a c", "a c", "a c");
	expect("a b",
		"a l\xe2\x80\x99"
		"eau b",
		"a l'eau b",
		"a l\xe2\x80\x99"
		"eau b");
	expect("a b", "a b x", "a b  x", "a b x");
	expect("", "a b", "a b", "a b");
	expect("a b c d", "a x c d", "a x c y", "a x c y");
}

static void test_words_behind_the_last_are_not_glued_to_it(void **state)
{
	(void)state;
	expect("a b", "a b c", "x b", "x b c");
	expect_collision("a b", "a b c", "a x", "a b c");
	expect("a b", "a b c", "a b", "a b c");
	expect("a b c", "a b", "x b c", "x b");
	expect("a b.", "a b. c", "z a b.", "z a b. c");
	expect("a b c", "c", "a b c d", "c d");
	expect("a b c\n", "a b c d\n", "x a b c\n", "x a b c d\n");
}

static void test_layout_collides_with_nothing(void **state)
{
	(void)state;
	expect("a b c d", "a\nb c d", "a b c x", "a\nb c x");
	expect("a b c d", "a b c\nd", "a b c x", "a b c x");
	expect("a b : c", "a b\xc2\xa0: c", "x b : c", "x b\xc2\xa0: c");
	expect("a l'b c",
		"a l\xe2\x80\x99"
		"b c",
		"a l'b x",
		"a l\xe2\x80\x99"
		"b x");
	expect("a b", "a  b", "a\nb", "a  b");
	expect("a b", " a b ", "a b", " a b ");
	expect("  a b ", "a b", "  a x", "a x");
	expect("a b", "a b\n", "x b", "x b\n");
	expect("a  b c", "a  x c", "a b c", "a  x c");
}

static void test_untouched_bytes_stay(void **state)
{
	(void)state;
	expect("\xff  a\xc2\xad\tb\xe2\x80\xaf: \xc2\xab c\r\n d e ",
		"\xff  a\xc2\xad\tb\xe2\x80\xaf: \xc2\xab c\r\n d e ",
		"\xff  a\xc2\xad\tb\xe2\x80\xaf: \xc2\xab c\r\n d x ",
		"\xff  a\xc2\xad\tb\xe2\x80\xaf: \xc2\xab c\r\n d x ");
}

static void test_collisions_are_told_by_pair(void **state)
{
	(void)state;
	struct text sides[] = {text_of("x b c d e"), text_of("a b c d y"), text_of("z b c d e"), text_of("a b c d y")};
	bool collides[16];
	struct buffer out = {0};
	assert_false(wordmerge_many(&out, text_of("a b c d e"), sides, 4, collides));
	for (size_t i = 0; i < 4; i++) {
		for (size_t j = 0; j < 4; j++)
			assert_int_equal(collides[i * 4 + j], (i == 0 && j == 2) || (i == 2 && j == 0));
	}
	assert_string_equal(buffer_string(&out), "x b c d y");
	buffer_empty(&out);
	assert_true(wordmerge_many(&out, text_of("a b"), NULL, 0, NULL));
	assert_string_equal(buffer_string(&out), "a b");
	buffer_empty(&out);
	assert_true(wordmerge_run(&out, (struct text){NULL, 0}, (struct text){NULL, 0}, (struct text){NULL, 0}));
	assert_int_equal(out.size, 0);
	buffer_clear(&out);
}

static bool merge(struct buffer *out, const struct buffer *base, const struct buffer *a, const struct buffer *b)
{
	buffer_empty(out);
	return wordmerge_run(out, buffer_text(base), buffer_text(a), buffer_text(b));
}

static bool equal(const struct buffer *a, const struct buffer *b)
{
	return text_compare(buffer_text(a), buffer_text(b)) == 0;
}

static void test_merging_with_the_base_or_itself_gives_itself(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "b", "e\xcc\x81", " ", " ", " ", "\n", "\xc2\xa0", ":", "\xc2\xab",
		"\xc2\xbb", "\xc2\xad", "\xff", "'", "\xe2\x80\x99"};
	struct buffer base = {0}, side = {0}, out = {0};
	for (int i = 0; i < 20000; i++) {
		random_pieces(&base, pieces, ARRAY_SIZE(pieces), 14);
		random_pieces(&side, pieces, ARRAY_SIZE(pieces), 14);
		assert_true(merge(&out, &base, &base, &side));
		assert_true(equal(&out, &side));
		assert_true(merge(&out, &base, &side, &base));
		assert_true(equal(&out, &side));
		assert_true(merge(&out, &base, &side, &side));
		assert_true(equal(&out, &side));
	}
	buffer_clear(&base);
	buffer_clear(&side);
	buffer_clear(&out);
}

/* Words of one letter, so that a word lost, doubled or glued shows in the count of letters. */
static void random_words(struct buffer *out, size_t kinds, size_t count)
{
	static const char *const blanks[] = {" ", " ", "  ", "\n", "\xc2\xa0"};
	buffer_empty(out);
	for (size_t i = 0; i < count; i++) {
		buffer_add_byte(out, (char)('a' + random_below(kinds)));
		if (i + 1 < count || random_below(4) == 0)
			buffer_add_string(out, blanks[random_below(ARRAY_SIZE(blanks))]);
	}
	buffer_string(out);
}

/* A side: base words with some deleted, replaced or followed by new ones (capitals) and some blanks changed. */
static void random_side(struct buffer *out, const struct buffer *base, char new)
{
	struct words words = {0};
	words_split(&words, buffer_text(base));
	buffer_empty(out);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.items[i];
		size_t act = random_below(14);
		struct text blank = {base->bytes + word->end, word->next - word->end};
		if (act > 1)
			buffer_add(out, (struct text){base->bytes + word->start, word->end - word->start});
		if (act == 1 || act == 2) {
			if (act == 2)
				buffer_add_byte(out, ' ');
			buffer_add_byte(out, (char)(new + (char)random_below(3)));
		}
		if (act == 3 && blank.size)
			buffer_add_string(out, "\xe2\x80\xaf");
		else if (act)
			buffer_add(out, blank);
	}
	buffer_string(out);
	words_clear(&words);
}

struct counts {
	long of[256];
};

static struct counts count_words(const struct buffer *text)
{
	struct counts counts = {0};
	struct words words = {0};
	words_split(&words, buffer_text(text));
	for (size_t i = 0; i < words.count; i++) {
		if (words.items[i].end == 0)
			continue;
		assert_int_equal(words.items[i].end - words.items[i].start, 1);
		counts.of[(unsigned char)text->bytes[words.items[i].start]]++;
	}
	words_clear(&words);
	return counts;
}

static void test_two_sides_account_for_every_word(void **state)
{
	(void)state;
	struct buffer base = {0}, a = {0}, b = {0}, out = {0}, back = {0};
	int clean = 0;
	for (int i = 0; i < 8000; i++) {
		random_words(&base, 1 + random_below(26), random_below(16));
		random_side(&a, &base, 'A');
		random_side(&b, &base, 'N');
		bool is_clean = merge(&out, &base, &a, &b);
		assert_int_equal(merge(&back, &base, &b, &a), is_clean);
		assert_int_equal(wordmerge_collide(buffer_text(&base), buffer_text(&a), buffer_text(&b)), !is_clean);
		struct counts was = count_words(&base), left = count_words(&a), right = count_words(&b),
			      now = count_words(&out);
		if (!is_clean)
			continue;
		clean++;
		assert_true(words_same(buffer_text(&out), buffer_text(&back)));
		for (int c = 'A'; c <= 'Z'; c++)
			assert_int_equal(now.of[c], left.of[c] + right.of[c]);
		/* Both may have deleted the same word: then it is gone once. */
		for (int c = 'a'; c <= 'z'; c++) {
			long both = left.of[c] + right.of[c] - was.of[c];
			long fewer = left.of[c] < right.of[c] ? left.of[c] : right.of[c];
			assert_true(now.of[c] >= both && now.of[c] <= fewer);
		}
	}
	assert_true(clean > 1500);
	buffer_clear(&base);
	buffer_clear(&a);
	buffer_clear(&b);
	buffer_clear(&out);
	buffer_clear(&back);
}

/* An independent merge of numbered words: base words are all different, so what each side did to each of them and to
 * each place between is known without any diff. */
enum { PLACES = 12, SIDES = 4 };

struct plan {
	bool gone[PLACES];
	char before[PLACES + 1]; /* a word put before base word i; 0: none */
};

static void plan_text(struct buffer *out, const struct plan *plan)
{
	buffer_empty(out);
	for (int i = 0; i <= PLACES; i++) {
		if (plan->before[i])
			buffer_format(out, "%s%c", out->size ? " " : "", plan->before[i]);
		if (i < PLACES && !plan->gone[i])
			buffer_format(out, "%s%c", out->size ? " " : "", 'a' + i);
	}
	buffer_string(out);
}

/* Whether a plan does anything in the place before base word i, or to word i. */
static bool plan_at(const struct plan *plan, int i)
{
	return plan->before[i] || (i < PLACES && plan->gone[i]) || (i > 0 && plan->gone[i - 1]);
}

/* The run of changes around boundary i, [start, end] in boundaries. */
static void plan_run(const struct plan *plan, int i, int *start, int *end)
{
	*start = *end = i;
	while (*start > 0 && plan->gone[*start - 1])
		(*start)--;
	while (*end < PLACES && plan->gone[*end])
		(*end)++;
}

static bool plans_collide(const struct plan *a, const struct plan *b)
{
	for (int i = 0; i <= PLACES; i++) {
		if (!plan_at(a, i) || !plan_at(b, i))
			continue;
		int start, end, other_start, other_end;
		plan_run(a, i, &start, &end);
		plan_run(b, i, &other_start, &other_end);
		if (start != other_start || end != other_end)
			return true;
		if (memcmp(a->before + start, b->before + start, (size_t)(end - start) + 1) != 0) {
			/* The same words may come from other places within the run. */
			char left[PLACES + 2] = {0}, right[PLACES + 2] = {0};
			for (int j = start, l = 0; j <= end; j++)
				if (a->before[j])
					left[l++] = a->before[j];
			for (int j = start, r = 0; j <= end; j++)
				if (b->before[j])
					right[r++] = b->before[j];
			if (strcmp(left, right) != 0)
				return true;
		}
	}
	return false;
}

static struct plan random_plan(void)
{
	struct plan plan = {0};
	for (size_t acts = random_below(3) + 1; acts > 0; acts--) {
		size_t at = random_below(PLACES + 1);
		if (at < PLACES && random_below(2))
			plan.gone[at] = true;
		if (random_below(2))
			plan.before[at] = (char)('P' + (char)random_below(4));
	}
	return plan;
}

/* What all plans together make, when none collide: each does its part, the same part once. */
static struct plan plans_together(const struct plan *plans)
{
	struct plan all = {0};
	for (int s = 0; s < SIDES; s++) {
		for (int i = 0; i <= PLACES; i++) {
			if (!plan_at(&plans[s], i))
				continue;
			if (!plan_at(&all, i) || plan_at(&plans[s], i))
				all.before[i] = plans[s].before[i];
			if (i < PLACES)
				all.gone[i] = all.gone[i] || plans[s].gone[i];
		}
	}
	return all;
}

static void test_many_sides_make_what_each_planned(void **state)
{
	(void)state;
	struct buffer base = {0}, texts[SIDES] = {{0}}, out = {0}, back = {0}, wanted = {0};
	const struct plan nothing = {0};
	int clean = 0;
	plan_text(&base, &nothing);
	for (int round = 0; round < 12000; round++) {
		struct plan plans[SIDES];
		struct text sides[SIDES], reversed[SIDES];
		bool collides[SIDES * SIDES], any = false;
		for (int s = 0; s < SIDES; s++) {
			plans[s] = random_plan();
			plan_text(&texts[s], &plans[s]);
			sides[s] = reversed[SIDES - 1 - s] = buffer_text(&texts[s]);
		}
		buffer_empty(&out);
		buffer_empty(&back);
		bool is_clean = wordmerge_many(&out, buffer_text(&base), sides, SIDES, collides);
		assert_int_equal(wordmerge_many(&back, buffer_text(&base), reversed, SIDES, NULL), is_clean);
		for (int s = 0; s < SIDES; s++) {
			for (int t = 0; t < SIDES; t++) {
				bool expected = s != t && plans_collide(&plans[s], &plans[t]);
				assert_int_equal(collides[s * SIDES + t], expected);
				any = any || expected;
			}
		}
		assert_int_equal(is_clean, !any);
		if (any)
			continue;
		clean++;
		struct plan all = plans_together(plans);
		plan_text(&wanted, &all);
		assert_true(words_same(buffer_text(&out), buffer_text(&wanted)));
		assert_true(equal(&out, &back));
	}
	assert_true(clean > 300);
	for (int s = 0; s < SIDES; s++)
		buffer_clear(&texts[s]);
	buffer_clear(&base);
	buffer_clear(&out);
	buffer_clear(&back);
	buffer_clear(&wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes_apart_go_together),
		cmocka_unit_test(test_words_apart_are_put_together_even_to_nonsense),
		cmocka_unit_test(test_changes_that_touch_collide),
		cmocka_unit_test(test_the_same_change_is_taken_once),
		cmocka_unit_test(test_words_behind_the_last_are_not_glued_to_it),
		cmocka_unit_test(test_layout_collides_with_nothing),
		cmocka_unit_test(test_untouched_bytes_stay),
		cmocka_unit_test(test_collisions_are_told_by_pair),
		cmocka_unit_test(test_merging_with_the_base_or_itself_gives_itself),
		cmocka_unit_test(test_two_sides_account_for_every_word),
		cmocka_unit_test(test_many_sides_make_what_each_planned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
