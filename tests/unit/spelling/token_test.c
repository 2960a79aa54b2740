#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "spelling/joint.h"
#include "spelling/token.h"

/* The tokens of a text, joined by "|". */
static const char *tokens(const char *text, bool inclusive, const struct spans *masked)
{
	static struct buffer out;
	struct token_walk walk = {.text = text_of(text), .inclusive = inclusive, .masked = masked};
	struct span token;
	buffer_empty(&out);
	while (token_next(&token, &walk)) {
		assert_true(token.end > token.start && token.end <= walk.text.size);
		if (out.size)
			buffer_add_byte(&out, '|');
		buffer_add(&out, text_part(walk.text, token.start, token.end));
	}
	return buffer_string(&out);
}

static void words_are_held_together(void **state)
{
	(void)state;
	assert_string_equal(tokens("Aujourd’hui, l'eau.", true, NULL), "Aujourd’hui|l'eau");
	assert_string_equal(tokens("sud-sud -- fin- 'mot' l'", true, NULL), "sud-sud|fin|mot|l");
	assert_string_equal(
		tokens("coopé\xc2\xadration zéro\xe2\x80\x8blarge", true, NULL), "coopé\xc2\xadration|zéro|large");
	assert_string_equal(tokens("5kg, 20e et 12h30 à 20 %", true, NULL), "5kg|20e|et|12h30|à|20");
	assert_string_equal(tokens("e\xcc\x81te\xcc\x81", true, NULL), "e\xcc\x81te\xcc\x81");
	assert_string_equal(tokens("«\xc2\xa0oui\xe2\x80\xaf!\xc2\xa0»", true, NULL), "oui");
	assert_string_equal(tokens("\xff\xfe un\xff"
				   "deux",
				    true, NULL),
		"un|deux");
	assert_string_equal(tokens("", true, NULL), "");
}

static void inclusive_forms_are_one_word(void **state)
{
	(void)state;
	assert_string_equal(tokens("Les résident·e·s, élu.e.s. Fin", true, NULL), "Les|résident·e·s|élu.e.s|Fin");
	assert_string_equal(
		tokens("résident(e)s (mot) mot(s) chat(chien)", true, NULL), "résident(e)s|mot|mot(s)|chat|chien");
	assert_string_equal(tokens("résident•e fin.elle · un", true, NULL), "résident•e|fin.elle|un");
	assert_string_equal(tokens("résident·e·s", false, NULL), "résident|e|s");
	assert_string_equal(tokens("résident··e·", true, NULL), "résident··e");
	assert_int_equal(joint_more(text_of("s"), 1), 0);
}

static void masked_bytes_are_stepped_over(void **state)
{
	(void)state;
	struct spans masked = {0};
	spans_add(&masked, 3, 7);
	assert_string_equal(tokens("un code deux", true, &masked), "un|deux");
	spans_clear(&masked);
	spans_add(&masked, 2, 4);
	assert_string_equal(tokens("abcdef", true, &masked), "ab|ef");
	spans_clear(&masked);
}

static void a_word_has_a_normal_form(void **state)
{
	(void)state;
	struct buffer out = {0};
	assert_false(token_normalise(&out, text_of("l'État")));
	assert_true(token_normalise(&out, text_of("l’e\xcc\x81"
						  "tat co\xc2\xado\xe2\x81\xa0p \xef\xac\x81n sud\xe2\x80\x91sud")));
	assert_string_equal(buffer_string(&out), "l'état coop fin sud-sud");
	buffer_clear(&out);
}

static void a_megabyte_is_one_token(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	char *bytes = memory_new(SIZE + 1, 1);
	memset(bytes, 'a', SIZE);
	struct token_walk walk = {.text = {bytes, SIZE}, .inclusive = true};
	struct span token;
	assert_true(token_next(&token, &walk));
	assert_int_equal(token.end - token.start, SIZE);
	assert_false(token_next(&token, &walk));
	free(bytes);
}

/* A text is walked through piece by piece, with the masks of the whole. */
static void masks_beyond_the_end(void **state)
{
	(void)state;
	const struct text whole = text_of("mots. Un `code`");
	struct spans masked = {0};
	struct span token;
	spans_add(&masked, 9, whole.size);
	struct token_walk walk = {.text = text_part(whole, 0, 6), .masked = &masked, .inclusive = true};
	assert_true(token_next(&token, &walk));
	assert_int_equal(token.end, 4);
	assert_false(token_next(&token, &walk));
	assert_int_equal(walk.at, 6);
	walk.text = whole;
	assert_true(token_next(&token, &walk));
	assert_int_equal(token.start, 6);
	assert_int_equal(token.end, 8);
	assert_false(token_next(&token, &walk));
	spans_clear(&masked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_held_together),
		cmocka_unit_test(inclusive_forms_are_one_word),
		cmocka_unit_test(masked_bytes_are_stepped_over),
		cmocka_unit_test(a_word_has_a_normal_form),
		cmocka_unit_test(a_megabyte_is_one_token),
		cmocka_unit_test(masks_beyond_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
