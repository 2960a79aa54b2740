// objects: views/input
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "views/input.h"

static struct input input;

static void give(const char *bytes)
{
	input_add(&input, text_of(bytes));
}

static void assert_key(bool late, enum key_kind kind, int32_t point, int modifiers)
{
	struct key key;
	assert_true(input_next(&input, &key, late));
	assert_int_equal(key.kind, kind);
	assert_int_equal(key.point, point);
	assert_int_equal(key.modifiers, modifiers);
}

static void assert_none(bool late)
{
	struct key key;
	assert_false(input_next(&input, &key, late));
}

static int clear(void **state)
{
	(void)state;
	input_clear(&input);
	return 0;
}

static void test_input_next__characters_of_all_lengths(void **state)
{
	(void)state;
	give("aé漢😀");
	assert_key(false, TYPED_CHARACTER, 'a', 0);
	assert_key(false, TYPED_CHARACTER, 0xe9, 0);
	assert_key(false, TYPED_CHARACTER, 0x6f22, 0);
	assert_key(false, TYPED_CHARACTER, 0x1f600, 0);
	assert_none(true);
}

static void test_input_next__a_character_cut_in_two(void **state)
{
	(void)state;
	give("\xc3");
	assert_none(false);
	assert_true(input_waiting(&input));
	give("\xa9");
	assert_key(false, TYPED_CHARACTER, 0xe9, 0);
	give("\xc3x");
	assert_key(false, TYPED_UNKNOWN, -1, 0);
	assert_key(false, TYPED_CHARACTER, 'x', 0);
}

static void test_input_next__escape_waits_until_it_is_late(void **state)
{
	(void)state;
	give("\033");
	assert_none(false);
	assert_true(input_waiting(&input));
	assert_key(true, TYPED_ESCAPE, 0, 0);
	assert_false(input_waiting(&input));
	give("\033");
	assert_none(false);
	give("[A");
	assert_key(false, TYPED_UP, 0, 0);
}

static void test_input_next__arrows_of_all_makes(void **state)
{
	(void)state;
	give("\033[A\033OB\033[1;2C\033[1;5D\033Od\033[c\033[Z");
	assert_key(false, TYPED_UP, 0, 0);
	assert_key(false, TYPED_DOWN, 0, 0);
	assert_key(false, TYPED_RIGHT, 0, WITH_SHIFT);
	assert_key(false, TYPED_LEFT, 0, WITH_CONTROL);
	assert_key(false, TYPED_LEFT, 0, WITH_CONTROL);
	assert_key(false, TYPED_RIGHT, 0, WITH_SHIFT);
	assert_key(false, TYPED_BACKTAB, 0, 0);
}

static void test_input_next__numbered_and_function_keys(void **state)
{
	(void)state;
	give("\033[5~\033[6~\033[3~\033[1~\033[8~\033OP\033[15~\033[24~\033[[B\033[1;2P\033[3;5~\033[3^");
	assert_key(false, TYPED_PAGE_UP, 0, 0);
	assert_key(false, TYPED_PAGE_DOWN, 0, 0);
	assert_key(false, TYPED_DELETE, 0, 0);
	assert_key(false, TYPED_HOME, 0, 0);
	assert_key(false, TYPED_END, 0, 0);
	assert_key(false, TYPED_FUNCTION, 1, 0);
	assert_key(false, TYPED_FUNCTION, 5, 0);
	assert_key(false, TYPED_FUNCTION, 12, 0);
	assert_key(false, TYPED_FUNCTION, 2, 0);
	assert_key(false, TYPED_FUNCTION, 1, WITH_SHIFT);
	assert_key(false, TYPED_DELETE, 0, WITH_CONTROL);
	assert_key(false, TYPED_DELETE, 0, WITH_CONTROL);
}

static void test_input_next__controls(void **state)
{
	(void)state;
	give("\t\r\n\x13\x1a\x7f\b");
	assert_key(false, TYPED_TAB, 0, 0);
	assert_key(false, TYPED_ENTER, 0, 0);
	assert_key(false, TYPED_ENTER, 0, 0);
	assert_key(false, TYPED_CONTROL, 's', 0);
	assert_key(false, TYPED_CONTROL, 'z', 0);
	assert_key(false, TYPED_BACKSPACE, 0, 0);
	assert_key(false, TYPED_BACKSPACE, 0, 0);
}

static void test_input_next__alt_is_no_plain_letter(void **state)
{
	(void)state;
	give("\033q");
	assert_key(false, TYPED_CHARACTER, 'q', WITH_ALT);
	give("\033\033[A");
	assert_key(false, TYPED_ESCAPE, 0, 0);
	assert_key(false, TYPED_UP, 0, 0);
}

static void test_input_next__a_paste_is_one_key_however_it_is_cut(void **state)
{
	(void)state;
	static const char bytes[] = "\033[200~qq\033[Ax\r\n\033[201~z";
	for (size_t i = 0; i + 1 < sizeof bytes; i++) {
		struct key key;
		input_add(&input, (struct text){bytes + i, 1});
		bool any = input_next(&input, &key, false);
		if (i + 3 == sizeof bytes) {
			assert_true(any);
			assert_int_equal(key.kind, TYPED_PASTE);
			assert_true(text_is(key.paste, "qq\033[Ax\r\n"));
		} else if (i + 2 < sizeof bytes) {
			assert_false(any);
		} else {
			assert_true(any);
			assert_int_equal(key.point, 'z');
		}
	}
}

static void test_input_next__a_paste_is_not_late(void **state)
{
	(void)state;
	give("\033[200~abc");
	assert_none(true);
	assert_false(input_waiting(&input));
	give("\033[201~");
	assert_key(false, TYPED_PASTE, 0, 0);
}

static void test_input_next__mouse(void **state)
{
	(void)state;
	struct key key;
	give("\033[<0;12;7M\033[<0;12;7m\033[<65;1;1M");
	assert_true(input_next(&input, &key, false));
	assert_int_equal(key.kind, TYPED_MOUSE);
	assert_int_equal(key.point, 1);
	assert_int_equal(key.row, 6);
	assert_int_equal(key.col, 11);
	assert_key(false, TYPED_UNKNOWN, 0, 0);
	assert_key(false, TYPED_MOUSE, 5, 0);
}

static void test_input_learn__terminfo_has_the_first_word(void **state)
{
	(void)state;
	input_learn(&input, "\033[11^", (struct key){.kind = TYPED_FUNCTION, .point = 11});
	input_learn(&input, "x", (struct key){.kind = TYPED_UP});
	give("x\033[11^");
	assert_key(false, TYPED_CHARACTER, 'x', 0);
	assert_key(false, TYPED_FUNCTION, 11, 0);
	give("\033");
	assert_none(false);
	assert_key(true, TYPED_ESCAPE, 0, 0);
}

/* Whatever comes, every loop ends and nothing that follows is swallowed for good. */
static void test_input_next__any_bytes_come_to_an_end(void **state)
{
	(void)state;
	unsigned seed = 1;
	for (int round = 0; round < 2000; round++) {
		struct key key;
		for (int i = 0; i < 12; i++) {
			seed = seed * 1103515245u + 12345u;
			static const char some[] = "\033[O;~<M0159\xc3\xa9\xff\x9b ";
			char byte = (seed >> 20) % 3 ? some[(seed >> 16) % (sizeof some - 1)] : (char)(seed >> 24);
			input_add(&input, (struct text){&byte, 1});
			int most = 64;
			while (input_next(&input, &key, (seed >> 12) % 4 == 0))
				assert_true(most-- > 0);
		}
		while (input_next(&input, &key, true))
			continue;
		give("\033[201~"); /* should it have taken something for a paste */
		while (input_next(&input, &key, true))
			continue;
		assert_false(input_waiting(&input));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_input_next__characters_of_all_lengths, clear),
		cmocka_unit_test_teardown(test_input_next__a_character_cut_in_two, clear),
		cmocka_unit_test_teardown(test_input_next__escape_waits_until_it_is_late, clear),
		cmocka_unit_test_teardown(test_input_next__arrows_of_all_makes, clear),
		cmocka_unit_test_teardown(test_input_next__numbered_and_function_keys, clear),
		cmocka_unit_test_teardown(test_input_next__controls, clear),
		cmocka_unit_test_teardown(test_input_next__alt_is_no_plain_letter, clear),
		cmocka_unit_test_teardown(test_input_next__a_paste_is_one_key_however_it_is_cut, clear),
		cmocka_unit_test_teardown(test_input_next__a_paste_is_not_late, clear),
		cmocka_unit_test_teardown(test_input_next__mouse, clear),
		cmocka_unit_test_teardown(test_input_learn__terminfo_has_the_first_word, clear),
		cmocka_unit_test_teardown(test_input_next__any_bytes_come_to_an_end, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
