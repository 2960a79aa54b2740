#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "annotation/annotation.h"

static void names_are_short_lower_case_words(void **state)
{
	(void)state;
	char longest[66] = "";
	memset(longest, 'a', 65);
	assert_true(name_valid(text_of("sherpa-a")));
	assert_true(name_valid(text_of("7")));
	assert_true(name_valid((struct text){longest, 64}));
	assert_false(name_valid((struct text){longest, 65}));
	static const char *const wrong[] = {"", "-a", "Sherpa", "a b", "a/b", "..", "é", "a\n"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(name_valid(text_of(wrong[i])));
}

static void uuids_are_lower_case_hexadecimal_in_five_groups(void **state)
{
	(void)state;
	assert_true(uuid_valid(text_of("0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33")));
	static const char *const wrong[] = {"", "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a3",
		"0190C5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33", "0190c5b206d1e-7c2a-9b1f-2f6d0c8f1a33",
		"0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a3g", "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a333"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(uuid_valid(text_of(wrong[i])));
}

static void a_uuid_tells_its_time_and_version(void **state)
{
	(void)state;
	char uuid[UUID_TEXT];
	clock_set((struct moment){.seconds = 0x0190c5b26d1e / 1000, .milliseconds = 0x0190c5b26d1e % 1000});
	uuid_next(uuid, NULL);
	assert_true(uuid_valid(text_of(uuid)));
	assert_true(text_starts(text_of(uuid), "0190c5b2-6d1e-7"));
	assert_non_null(strchr("89ab", uuid[19]));
}

static void each_uuid_is_greater_though_the_clock_stands_still(void **state)
{
	(void)state;
	char before[UUID_TEXT], uuid[UUID_TEXT];
	uuid_next(before, NULL);
	for (int i = 0; i < 10000; i++) {
		uuid_next(uuid, before);
		assert_true(strcmp(uuid, before) > 0);
		assert_true(uuid_valid(text_of(uuid)) && uuid[14] == '7' && strchr("89ab", uuid[19]));
		memcpy(before, uuid, UUID_TEXT);
	}
}

/* The last 62 bits are chance, so that two windows of one author which start from the same UUID never meet. */
static void a_clock_behind_counts_on_with_its_carries(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"f190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33", "f190c5b2-6d1e-7c2b-"},
		{"f190c5b2-6d1e-7c2a-bfff-ffffffffffff", "f190c5b2-6d1e-7c2b-"},
		{"f190c5b2-6d1e-7fff-bfff-ffffffffffff", "f190c5b2-6d1f-7000-"},
		{"f190c5b2-ffff-7fff-bfff-ffffffffffff", "f190c5b3-0000-7000-"},
		{"f190c5b2-6d1e-9c2a-9b1f-2f6d0c8f1a33", "f190c5b2-6d1f-7000-"},
		{"f190c5b2-6d1e-7c2a-cb1f-2f6d0c8f1a33", "f190c5b2-6d1e-7c2b-"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char one[UUID_TEXT], other[UUID_TEXT];
		uuid_next(one, pairs[i][0]);
		uuid_next(other, pairs[i][0]);
		assert_memory_equal(one, pairs[i][1], strlen(pairs[i][1]));
		assert_true(uuid_valid(text_of(one)));
		assert_true(strcmp(one, pairs[i][0]) > 0);
		assert_string_not_equal(one, other);
	}
}

static void beyond_the_last_uuid_there_is_still_a_fresh_one(void **state)
{
	(void)state;
	char uuid[UUID_TEXT];
	uuid_next(uuid, "ffffffff-ffff-ffff-ffff-ffffffffffff");
	assert_true(uuid_valid(text_of(uuid)));
	assert_string_not_equal(uuid, "ffffffff-ffff-ffff-ffff-ffffffffffff");
}

static void targets_and_tags_grow_and_are_freed(void **state)
{
	(void)state;
	struct annotation *annotation = annotation_new(MODERATING);
	assert_int_equal(annotation->target_count, 1);
	for (int i = 0; i < 20; i++) {
		annotation_add_target(annotation)->source = text_take(text_of("a.md"));
		annotation_add_tag(annotation, "area:sante");
	}
	assert_int_equal(annotation->target_count, 21);
	assert_string_equal(annotation->tags[19], "area:sante");
	annotation_free(annotation);
	annotation_free(NULL);
	assert_string_equal(motivation_name(ASSESSING), "assessing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_short_lower_case_words),
		cmocka_unit_test(uuids_are_lower_case_hexadecimal_in_five_groups),
		cmocka_unit_test(a_uuid_tells_its_time_and_version),
		cmocka_unit_test(each_uuid_is_greater_though_the_clock_stands_still),
		cmocka_unit_test(a_clock_behind_counts_on_with_its_carries),
		cmocka_unit_test(beyond_the_last_uuid_there_is_still_a_fresh_one),
		cmocka_unit_test(targets_and_tags_grow_and_are_freed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
