#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"

static const char original[] = "the word", translated[] = "le mot é";

/* A language nobody speaks gets a catalogue beside this test: yours is the folder. */
static char *catalogue(const char *code)
{
	char path[PATH_MAX] = "";
	if (readlink("/proc/self/exe", path, sizeof path - 1) <= 0)
		return NULL;
	strrchr(path, '/')[1] = '\0';
	return memory_format("%slocale/%s/LC_MESSAGES", path, code);
}

/* A catalogue of one string, in the format of "The Format of GNU MO Files" (gettext manual 10.3). */
static const struct fault *write_catalogue(const char *path)
{
	static const char header[] = "Content-Type: text/plain; charset=UTF-8\n";
	enum { TABLES = 28, STRINGS = TABLES + 32 };
	uint32_t header_at = STRINGS + 1, original_at = header_at + sizeof header;
	uint32_t translated_at = original_at + sizeof original;
	uint32_t numbers[15] = {0x950412de, 0, 2, TABLES, TABLES + 16, 0, 0, 0, STRINGS, sizeof original - 1,
		original_at, sizeof header - 1, header_at, sizeof translated - 1, translated_at};
	struct buffer bytes = {0};
	buffer_add(&bytes, (struct text){(const char *)numbers, sizeof numbers});
	buffer_add_byte(&bytes, '\0');
	buffer_add(&bytes, (struct text){header, sizeof header});
	buffer_add(&bytes, (struct text){original, sizeof original});
	buffer_add(&bytes, (struct text){translated, sizeof translated});
	const struct fault *fault = file_write(path, buffer_text(&bytes), 0600);
	buffer_clear(&bytes);
	return fault;
}

static int make_catalogues(void **state)
{
	(void)state;
	char *folder = catalogue("xx");
	char *path = memory_format("%s/paraphe.mo", folder);
	const struct fault *fault = file_make_folder(folder, 0700);
	if (!fault)
		fault = write_catalogue(path);
	free(path);
	free(folder);
	return fault ? -1 : 0;
}

static int remove_catalogues(void **state)
{
	(void)state;
	char *folder = catalogue("xx");
	char *path = memory_format("%s/paraphe.mo", folder);
	const struct fault *fault = file_remove(path);
	for (int i = 0; i < 3; i++) { /* LC_MESSAGES, xx, and locale where nothing else is in it */
		rmdir(folder);
		strrchr(folder, '/')[0] = '\0';
	}
	free(path);
	free(folder);
	return fault ? -1 : 0;
}

static int forget(void **state)
{
	(void)state;
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "LANGUAGE"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
	return 0;
}

static void test_language_open__nothing_said_is_english_in_utf8(void **state)
{
	(void)state;
	language_open(NULL);
	assert_string_equal(language_code(), "en");
	assert_string_equal(_(original), original);
	assert_false(language_named());
	assert_true(language_utf8());
	assert_string_equal(nl_langinfo(CODESET), "UTF-8");
}

static void test_language_open__translates_without_an_installed_locale(void **state)
{
	(void)state;
	setenv("LANG", "xx_YY.UTF-8", 1);
	language_open(NULL);
	assert_true(language_named());
	assert_string_equal(language_code(), "xx");
	assert_string_equal(_(original), translated);
	assert_true(language_utf8());
}

static void test_language_open__what_is_wanted_comes_first(void **state)
{
	(void)state;
	setenv("LC_ALL", "C.UTF-8", 1);
	language_open("xx");
	assert_string_equal(language_code(), "xx");
	assert_true(language_is("xx_YY.UTF-8"));
	assert_false(language_is("zz"));
	assert_string_equal(_(original), translated);
	setenv("LC_ALL", "xx_YY.UTF-8", 1);
	language_open("en");
	assert_string_equal(language_code(), "en");
	assert_string_equal(_(original), original);
}

static void test_language_open__may_change_its_mind(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		language_open("xx");
		assert_string_equal(_(original), translated);
		language_open(NULL);
		assert_string_equal(_(original), original);
	}
}

static void test_language_open__the_first_set_variable_decides(void **state)
{
	(void)state;
	setenv("LANG", "en_GB.UTF-8", 1);
	setenv("LC_MESSAGES", "xx", 1);
	language_open(NULL);
	assert_string_equal(language_code(), "xx");
	setenv("LC_ALL", "en", 1);
	language_open(NULL);
	assert_string_equal(language_code(), "en");
	setenv("LC_ALL", "", 1);
	language_open(NULL);
	assert_string_equal(language_code(), "xx");
}

static void test_language_open__a_language_without_catalogue_is_english(void **state)
{
	(void)state;
	static const char *const wanted[] = {"qq", "", "x", "xxxx", "../xx", "xx/..", "XX", "é", "C", "POSIX"};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		language_open(wanted[i]);
		assert_string_equal(language_code(), "en");
		assert_string_equal(_(original), original);
	}
}

static void test_language_named__c_and_posix_are_no_language(void **state)
{
	(void)state;
	static const char *const plain[] = {"C", "POSIX", "C.UTF-8", "C.utf8"};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		setenv("LANG", plain[i], 1);
		assert_false(language_named());
	}
	setenv("LANG", "fr_FR.UTF-8", 1);
	assert_true(language_named());
	setenv("LC_ALL", "C", 1);
	assert_false(language_named());
}

static void test_language_utf8__believes_a_named_charset(void **state)
{
	(void)state;
	static const struct {
		const char *locale;
		bool utf8;
	} cases[] = {{"C", false}, {"POSIX", false}, {"C.UTF-8", true}, {"C.utf8", true}, {"fr_FR.UTF-8", true},
		{"xx_YY.utf8", true}, {"xx_YY.ISO-8859-1", false}, {"xx_YY.ISO-8859-15@euro", false}, {"xx_YY", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setenv("LC_CTYPE", cases[i].locale, 1);
		language_open(NULL);
		if (language_utf8() != cases[i].utf8)
			fail_msg("%s", cases[i].locale);
	}
}

static void test_language_open__numbers_stay_in_c(void **state)
{
	(void)state;
	setenv("LC_ALL", "xx_YY.UTF-8", 1);
	language_open(NULL);
	assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
	char out[16];
	snprintf(out, sizeof out, "%.1f", 1.5);
	assert_string_equal(out, "1.5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_language_open__nothing_said_is_english_in_utf8, forget),
		cmocka_unit_test_setup(test_language_open__translates_without_an_installed_locale, forget),
		cmocka_unit_test_setup(test_language_open__what_is_wanted_comes_first, forget),
		cmocka_unit_test_setup(test_language_open__may_change_its_mind, forget),
		cmocka_unit_test_setup(test_language_open__the_first_set_variable_decides, forget),
		cmocka_unit_test_setup(test_language_open__a_language_without_catalogue_is_english, forget),
		cmocka_unit_test_setup(test_language_named__c_and_posix_are_no_language, forget),
		cmocka_unit_test_setup(test_language_utf8__believes_a_named_charset, forget),
		cmocka_unit_test_setup(test_language_open__numbers_stay_in_c, forget),
	};
	return cmocka_run_group_tests(tests, make_catalogues, remove_catalogues);
}
