// objects: views/keymap views/key
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/language.h"
#include "views/keymap.h"

static bool next_word(const char **rest, char out[KEY_NAME])
{
	if (!*rest)
		return false;
	*rest += strspn(*rest, " ");
	size_t size = strcspn(*rest, " ");
	if (!size)
		return false;
	assert_true(size < KEY_NAME);
	memcpy(out, *rest, size);
	out[size] = '\0';
	*rest += size;
	return true;
}

static void assert_bound(const char *keys, enum keymap_context context, enum action action)
{
	char word[KEY_NAME];
	while (next_word(&keys, word)) {
		struct key key;
		assert_true(key_parse(&key, word));
		assert_int_equal(keymap_find(context, &key), action);
	}
}

/* A key that stood twice in a context would be found as the first action only. */
static void test_keymap__every_key_means_one_action_in_its_context(void **state)
{
	(void)state;
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		const struct keymap_entry *entry = keymap_entry((enum action)i);
		assert_non_null(entry);
		assert_bound(entry->keys, entry->where, entry->action);
		assert_bound(entry->text_keys, IN_TEXT, entry->action);
	}
}

static void test_keymap__every_action_has_a_name_and_a_sentence(void **state)
{
	(void)state;
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		const struct keymap_entry *entry = keymap_entry((enum action)i);
		assert_non_null(entry->name);
		assert_non_null(entry->help);
		assert_int_equal(keymap_named(entry->name), entry->action);
	}
	assert_int_equal(keymap_named("no such action"), ACTION_NONE);
	assert_null(keymap_entry(ACTION_NONE));
}

/* AZERTY: digits and brackets need Shift or AltGr, and Alt may be dead. */
static void test_keymap__no_digit_bracket_or_alt_is_the_only_key(void **state)
{
	(void)state;
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		const struct keymap_entry *entry = keymap_entry((enum action)i);
		const char *keys = entry->keys;
		char word[KEY_NAME];
		while (next_word(&keys, word)) {
			struct key key;
			assert_true(key_parse(&key, word));
			assert_int_equal(key.modifiers & WITH_ALT, 0);
			if (key.kind == TYPED_CHARACTER)
				assert_null(strchr("0123456789[]{}\\|@#~", (int)key.point));
		}
	}
}

static enum action find(enum keymap_context context, const char *name)
{
	struct key key;
	assert_true(key_parse(&key, name));
	return keymap_find(context, &key);
}

static void test_keymap_find__a_desk_has_its_own_keys_first(void **state)
{
	(void)state;
	assert_int_equal(find(IN_VIEWS, "+"), ACTION_SUPPORT);
	assert_int_equal(find(AT_DESK, "+"), ACTION_RETAIN);
	assert_int_equal(find(AT_DESK, "e"), ACTION_AMEND);
	assert_int_equal(find(IN_SPELLING, "+"), ACTION_LEXICON);
	assert_int_equal(find(IN_VIEWS, "-"), ACTION_OBJECT);
	assert_int_equal(find(IN_VIEWS, "−"), ACTION_OBJECT);
}

static void test_keymap_find__letters_are_text_in_a_field(void **state)
{
	(void)state;
	assert_int_equal(find(IN_TEXT, "a"), ACTION_NONE);
	assert_int_equal(find(IN_TEXT, "?"), ACTION_NONE);
	assert_int_equal(find(IN_TEXT, "^Z"), ACTION_UNDO);
	assert_int_equal(find(IN_TEXT, "F2"), ACTION_SAVE);
	assert_int_equal(find(IN_TEXT, "^S"), ACTION_SAVE);
	assert_int_equal(find(IN_VIEWS, "C-Up"), ACTION_NONE);
}

static void test_keymap_keys__as_people_read_them(void **state)
{
	(void)state;
	struct buffer keys = {0};
	keymap_keys(&keys, ACTION_UP, IN_VIEWS, 2, false);
	assert_string_equal(buffer_string(&keys), "↑ k");
	buffer_empty(&keys);
	keymap_keys(&keys, ACTION_OBJECT, IN_VIEWS, 4, false);
	assert_string_equal(buffer_string(&keys), "-");
	buffer_empty(&keys);
	keymap_keys(&keys, ACTION_UNDO, IN_TEXT, 4, true);
	assert_string_equal(buffer_string(&keys), "^Z");
	buffer_empty(&keys);
	keymap_keys(&keys, ACTION_WITHDRAW, IN_VIEWS, 4, true);
	assert_int_equal(keys.size, 0);
	buffer_clear(&keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keymap__every_key_means_one_action_in_its_context),
		cmocka_unit_test(test_keymap__every_action_has_a_name_and_a_sentence),
		cmocka_unit_test(test_keymap__no_digit_bracket_or_alt_is_the_only_key),
		cmocka_unit_test(test_keymap_find__a_desk_has_its_own_keys_first),
		cmocka_unit_test(test_keymap_find__letters_are_text_in_a_field),
		cmocka_unit_test(test_keymap_keys__as_people_read_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
