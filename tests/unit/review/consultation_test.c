#include "fixture.h"

static void reads(void **state)
{
	(void)state;
	struct consultation consultation;
	FINE(consultation_read(&consultation, text_of(fixture_consultation)));
	assert_int_equal(consultation.member_count, 5);
	assert_true(consultation_secretariat(&consultation, "bureau"));
	assert_false(consultation_secretariat(&consultation, "sherpa-a"));
	assert_false(consultation_secretariat(&consultation, "nobody"));
	assert_string_equal(consultation_tag(&consultation, "area:sante", "fr"), "Santé");
	assert_string_equal(consultation_tag(&consultation, "area:sante", "es"), "Health");
	assert_string_equal(consultation_tag(&consultation, "area:lune", "fr"), "area:lune");
	assert_string_equal(consultation_source(&consultation)->path, DRAFT);
	assert_string_equal(consultation_find(&consultation, "en")->path, "drafts/declaration.en.md");
	assert_string_equal(consultation_find(&consultation, "declaration.fr.md")->path, DRAFT);
	assert_null(consultation_find(&consultation, "de"));
	consultation_clear(&consultation);
}

static void refuses(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "[]", "{", "{\"drafts\":[]}", "{\"drafts\":[{\"path\":\"../x\"}]}",
		"{\"drafts\":[{\"path\":\"/etc/passwd\"}]}", "{\"drafts\":[{\"path\":\"a/.GIT/x\"}]}",
		"{\"drafts\":[{\"path\":\"a//x\"}]}", "{\"drafts\":[{\"path\":\"a.md\"}],\"deadline\":\"tomorrow\"}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"areas\":[{\"id\":\"A B\"}]}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"areas\":[{\"id\":\"a\"},{\"id\":\"a\"}]}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"roster\":[{\"id\":\"a\",\"role\":\"king\"}]}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"roster\":[{\"id\":\"a\"},{\"id\":\"a\"}]}",
		"{\"drafts\":{\"path\":\"a.md\"}}", "{\"drafts\":[{\"path\":\"a.md\"},{\"path\":\"a.md\"}]}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"title\":5}", "{\"drafts\":[{\"path\":\"a.md\"}],\"base\":[]}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"areas\":{}}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"groups\":\"x\"}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"deadline\":2027}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"typography\":\"oxford\"}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"roster\":{\"id\":\"a\"}}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"roster\":[\"a\"]}",
		"{\"drafts\":[{\"path\":\"a.md\"}],\"roster\":[{\"id\":\"a\",\"role\":1}]}"};
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct consultation consultation;
		const struct fault *fault = consultation_read(&consultation, text_of(bad[i]));
		if (!fault)
			fail_msg("%s was taken", bad[i]);
		assert_non_null(fault);
		assert_int_equal(fault_kind(fault), FAULT_MALFORMED);
		assert_non_null(strstr(fault_text(fault), "consultation.json"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reads), cmocka_unit_test(refuses)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
