// objects: views/key
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/array.h"
#include "views/key.h"

static void assert_label(const char *name, const char *sign, const char *ascii)
{
	struct key key;
	char label[KEY_NAME];
	assert_true(key_parse(&key, name));
	key_label(label, &key, false);
	assert_string_equal(label, sign);
	key_label(label, &key, true);
	assert_string_equal(label, ascii);
}

static void test_key_label__signs_and_their_ascii(void **state)
{
	(void)state;
	assert_label("Up", "↑", "Up");
	assert_label("Tab", "⇥", "Tab");
	assert_label("S-Tab", "⇧⇥", "S-Tab");
	assert_label("S-Right", "⇧→", "S-Right");
	assert_label("^S", "^S", "^S");
	assert_label("F2", "F2", "F2");
	assert_label("a", "a", "a");
	assert_label("+", "+", "+");
	assert_label("-", "-", "-");
	assert_label("Space", "Space", "Space");
	assert_label("PgUp", "PgUp", "PgUp");
}

static void test_key_parse__kinds_and_modifiers(void **state)
{
	(void)state;
	struct key key;
	assert_true(key_parse(&key, "C-Left"));
	assert_int_equal(key.kind, TYPED_LEFT);
	assert_int_equal(key.modifiers, WITH_CONTROL);
	assert_true(key_parse(&key, "−"));
	assert_int_equal(key.kind, TYPED_CHARACTER);
	assert_int_equal(key.point, 0x2212);
	assert_true(key_parse(&key, "F12"));
	assert_int_equal(key.point, 12);
	assert_true(key_parse(&key, "F"));
	assert_int_equal(key.kind, TYPED_CHARACTER);
}

static void test_key_parse__refuses_what_is_no_key(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "Oops", "F99", "^1", "X-Up", " ", "ab"};
	struct key key;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {

		assert_false(key_parse(&key, wrong[i]));
	}
}

static void test_key_same__looks_at_kind_point_and_modifiers(void **state)
{
	(void)state;
	struct key a = {.kind = TYPED_CHARACTER, .point = 'a'}, b = a;
	assert_true(key_same(&a, &b));
	b.modifiers = WITH_ALT;
	assert_false(key_same(&a, &b));
	b = (struct key){.kind = TYPED_CONTROL, .point = 'a'};
	assert_false(key_same(&a, &b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_key_label__signs_and_their_ascii),
		cmocka_unit_test(test_key_parse__kinds_and_modifiers),
		cmocka_unit_test(test_key_parse__refuses_what_is_no_key),
		cmocka_unit_test(test_key_same__looks_at_kind_point_and_modifiers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
