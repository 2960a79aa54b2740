#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/place.h"

static void assert_place(char *place, const char *expected)
{
	assert_string_equal(place, expected);
	free(place);
}

static int forget(void **state)
{
	(void)state;
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CACHE_HOME");
	return setenv("HOME", "/home/someone", 1);
}

static void test_place_config__defaults_are_below_home(void **state)
{
	(void)state;
	assert_place(place_config("identity"), "/home/someone/.config/paraphe/identity");
	assert_place(place_state("recovered"), "/home/someone/.local/state/paraphe/recovered");
	assert_place(place_cache("news"), "/home/someone/.cache/paraphe/news");
}

static void test_place_config__xdg_variables_come_first(void **state)
{
	(void)state;
	setenv("XDG_CONFIG_HOME", "/x/config", 1);
	setenv("XDG_STATE_HOME", "/x/state", 1);
	setenv("XDG_CACHE_HOME", "/x/cache", 1);
	assert_place(place_config("a"), "/x/config/paraphe/a");
	assert_place(place_state("a"), "/x/state/paraphe/a");
	assert_place(place_cache("a"), "/x/cache/paraphe/a");
}

static void test_place_config__relative_or_empty_variables_are_ignored(void **state)
{
	(void)state;
	setenv("XDG_CONFIG_HOME", "config", 1);
	setenv("XDG_STATE_HOME", "", 1);
	assert_place(place_config("a"), "/home/someone/.config/paraphe/a");
	assert_place(place_state("a"), "/home/someone/.local/state/paraphe/a");
}

static void test_place_config__without_home_asks_the_password_database(void **state)
{
	(void)state;
	struct passwd *entry = getpwuid(getuid());
	if (!entry || strcmp(entry->pw_dir, "/") == 0) {
		print_message("skipped: this user has no home in the password database\n");
		skip();
	}
	char *expected = memory_format("%s/.config/paraphe/a", entry->pw_dir);
	unsetenv("HOME");
	assert_place(place_config("a"), expected);
	setenv("HOME", "", 1);
	assert_place(place_config("a"), expected);
	free(expected);
}

/* The folder this very test lies in, with its slash. */
static char *own_folder(void)
{
	char path[PATH_MAX] = "";
	assert_true(readlink("/proc/self/exe", path, sizeof path - 1) > 0);
	strrchr(path, '/')[1] = '\0';
	return memory_string(path);
}

static void test_place_share__beside_then_above_the_executable(void **state)
{
	(void)state;
	static const char *const ways[] = {"../../", "../", ""};
	char *folder = own_folder(), *made[3];
	char name[64];
	snprintf(name, sizeof name, "place-test-%d", (int)getpid());
	assert_null(place_share(name));
	/* From the farthest to the nearest: each new one takes the place of the one before. */
	for (size_t i = 0; i < 3; i++) {
		made[i] = memory_format("%s%s%s", folder, ways[i], name);
		assert_null(file_write(made[i], text_of(""), 0600));
		assert_place(place_share(name), made[i]);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_null(file_remove(made[i]));
		free(made[i]);
	}
	assert_null(place_share(name));
	free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_place_config__defaults_are_below_home, forget),
		cmocka_unit_test_setup(test_place_config__xdg_variables_come_first, forget),
		cmocka_unit_test_setup(test_place_config__relative_or_empty_variables_are_ignored, forget),
		cmocka_unit_test_setup(test_place_config__without_home_asks_the_password_database, forget),
		cmocka_unit_test_setup(test_place_share__beside_then_above_the_executable, forget),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
