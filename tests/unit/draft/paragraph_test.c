#include "documents.h"

#include <time.h>

#include "draft/paragraph.h"

/* One letter a byte: "." plain, m mark, e emphasis, s strong, b both, c code, l link; capital where open. */
static void check_styles(const char *source, const char *expected)
{
	struct inline_spans spans = {0};
	char got[256];
	size_t size = strlen(source);
	memset(got, '.', size);
	got[size] = 0;
	paragraph_styles(&spans, text_of(source));
	size_t last = 0;
	for (size_t i = 0; i < spans.count; i++) {
		int style = spans.items[i].style;
		assert_true(spans.items[i].start >= last && spans.items[i].end > spans.items[i].start);
		last = spans.items[i].end;
		char letter = style & INLINE_MARK                                    ? 'm'
			      : style & INLINE_CODE                                  ? 'c'
			      : style & INLINE_LINK                                  ? 'l'
			      : (style & INLINE_EMPHASIS) && (style & INLINE_STRONG) ? 'b'
			      : style & INLINE_STRONG                                ? 's'
			      : style & INLINE_EMPHASIS                              ? 'e'
										     : 'o';
		for (size_t at = spans.items[i].start; at < last; at++)
			got[at] = style & INLINE_OPEN ? (char)(letter - 32) : letter;
	}
	assert_string_equal(got, expected);
	inline_spans_clear(&spans);
}

static void marks_are_told_from_what_they_emphasise(void **state)
{
	(void)state;
	check_styles("un mot", "......");
	check_styles("un *mot* ici", "...meeem....");
	check_styles("a **b** `c` d", "..mmsmm.mcm..");
	check_styles("***tous*** deux", "mmmbbbbmmm.....");
	check_styles("un [lien](http://x \"t\").", "...mllllmmmmmmmmmm.mmmm.");
	check_styles("a *b\nc* d", "..meeem..");
	check_styles("2 * 3 * 4", ".........");
	check_styles("# *a*", "..mem");
	check_styles("- *a*", "..mem");
	check_styles("*\xc3\xa9t\xc3\xa9* x", "meeeeem..");
	check_styles("x <br> y", "..mmmm..");
}

static void words_in_brackets_are_open(void **state)
{
	(void)state;
	check_styles("a [b c] d", "..OOOOO..");
	check_styles("a [b *c*] d", "..OOOMEMO..");
	check_styles("a \\[b] d", "........");
	check_styles("a `[b]` d", "..mcccm..");
	assert_int_equal(paragraph_brackets(text_of("[a [b] c] et [d][e] [f](g) [h")), 3);
	assert_int_equal(paragraph_brackets(text_of("")), 0);
	assert_int_equal(paragraph_brackets(text_of("a ] b [ c")), 0);
}

/* Brackets of the last block of a draft. */
static size_t brackets_of(const char *source)
{
	struct draft *draft;
	assert_null(draft_read(&draft, text_of(source)));
	size_t count = block_brackets(draft, draft->count - 1);
	struct inline_spans spans = {0};
	size_t shown = 0;
	block_styles(&spans, draft, draft->count - 1);
	for (size_t i = 0; i < spans.count; i++)
		shown += (spans.items[i].style & INLINE_OPEN) != 0;
	assert_int_equal(shown > 0, count > 0); /* what is counted is shown */
	inline_spans_clear(&spans);
	draft_free(draft);
	return count;
}

static void brackets_that_are_something_else(void **state)
{
	(void)state;
	assert_int_equal(brackets_of("Nous [voulons] [ceci]."), 2);
	assert_int_equal(brackets_of("Voir [la charte] ou [ceci][charte]."), 3);
	assert_int_equal(
		brackets_of("[charte]: http://x\n[la charte]: http://y\n\nVoir [la charte] ou [ceci][charte]."), 0);
	assert_int_equal(brackets_of("> [charte]: http://x\n\nVoir [Charte] et [ceci]."), 1);
	assert_int_equal(brackets_of("Une ![image](x.png) et un [lien](http://x)."), 0);
	assert_int_equal(brackets_of("Une note[^1]."), 0);
	assert_int_equal(brackets_of("- [ ] à faire"), 0);
	assert_int_equal(brackets_of("- [x] fait, [presque]"), 1);
	assert_int_equal(brackets_of("- [X] pour cent"), 1);
	assert_int_equal(brackets_of("[ ] pour cent"), 1);
	assert_int_equal(brackets_of("```\n[code]\n```"), 0);
	assert_int_equal(brackets_of("<div>\n[html]\n</div>"), 0);
	assert_int_equal(brackets_of("## [Titre]"), 1);
}

static void any_text_has_spans_in_order(void **state)
{
	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		struct dice dice = {round};
		struct buffer text = {0};
		for (size_t i = dice_roll(&dice, 60); i > 0; i--)
			buffer_add_byte(&text, "*_`[]()<!-a b\\&;\n\xc3\xa9?>\"x"[dice_roll(&dice, 24)]);
		struct inline_spans spans = {0};
		paragraph_styles(&spans, buffer_text(&text));
		size_t last = 0;
		for (size_t i = 0; i < spans.count; i++) {
			assert_true(spans.items[i].start >= last && spans.items[i].end > spans.items[i].start);
			last = spans.items[i].end;
		}
		assert_true(last <= text.size);
		inline_spans_clear(&spans);
		buffer_clear(&text);
	}
}

static void hostile_patterns_are_styled_in_time(void **state)
{
	(void)state;
	static const char *const patterns[] = {"*a **a ", "a** b", "_a ", "a_ ", "a]", "[a", "*a_ ", "x**x**x", "[ (](",
		"![[]()", "[", "**x [a*b**c*](d) ", "`a``b```c````d", "[a](<b", "[a](b", "<!--", "<?", "<!A ",
		"<![CDATA[", "<a b='", "<a b=\"\n", "a **b c* ", "\\", "&", "<", "![", "***", "<!-- -->", "*_*_", "`",
		"a`", "<a ", "[a](b \"", "-->", "<!A > ", "](", "**a *a"};
	for (size_t i = 0; i < ARRAY_SIZE(patterns); i++) {
		struct buffer text = {0};
		while (text.size + strlen(patterns[i]) <= DRAFT_BLOCK_LIMIT)
			buffer_add_string(&text, patterns[i]);
		struct inline_spans spans = {0};
		clock_t from = clock();
		paragraph_styles(&spans, buffer_text(&text));
		double seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
		if (getenv("LARGE"))
			print_message("%6.0f ms  %s\n", seconds * 1e3, patterns[i]);
		assert_true(seconds < 20);
		inline_spans_clear(&spans);
		buffer_clear(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_told_from_what_they_emphasise),
		cmocka_unit_test(words_in_brackets_are_open),
		cmocka_unit_test(brackets_that_are_something_else),
		cmocka_unit_test(any_text_has_spans_in_order),
		cmocka_unit_test(hostile_patterns_are_styled_in_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
