#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/place.h"
#include "spelling/verdict.h"

static struct verdicts *some(const char *key)
{
	struct verdicts *verdicts = verdicts_open(text_of(key), true);
	verdicts_put(verdicts, text_of("maison"), &(struct verdict){.good = true});
	verdicts_put(verdicts, text_of("COUT"), &(struct verdict){.kind = FINDING_CAPITALS, .better = text_of("COÛT")});
	verdicts_put(verdicts, text_of("xyzt"), &(struct verdict){.kind = FINDING_MISSPELT});
	return verdicts;
}

/* The one file in the cache. */
static char *kept_path(void)
{
	struct file_names names = {0};
	char *folder = place_cache("spelling");
	assert_null(file_list(&names, folder));
	assert_int_equal(names.count, 1);
	char *path = memory_format("%s/%s", folder, names.names[0]);
	file_names_clear(&names);
	free(folder);
	return path;
}

static bool knows(const char *key, const char *token)
{
	struct verdict verdict;
	struct verdicts *verdicts = verdicts_open(text_of(key), true);
	bool found = verdicts_find(&verdict, verdicts, text_of(token));
	verdicts_close(verdicts);
	return found;
}

static void they_are_kept_between_runs(void **state)
{
	(void)state;
	struct verdicts *verdicts = some("key");
	verdicts_save(verdicts);
	verdicts_close(verdicts);
	struct verdict verdict;
	verdicts = verdicts_open(text_of("key"), true);
	assert_true(verdicts_find(&verdict, verdicts, text_of("maison")) && verdict.good);
	assert_true(verdicts_find(&verdict, verdicts, text_of("COUT")) && verdict.kind == FINDING_CAPITALS);
	assert_true(text_is(verdict.better, "COÛT"));
	assert_true(verdicts_find(&verdict, verdicts, text_of("xyzt")) && verdict.kind == FINDING_MISSPELT);
	assert_false(verdicts_find(&verdict, verdicts, text_of("autre")));
	verdicts_close(verdicts);
	assert_false(knows("another key", "maison"));
}

static void a_file_that_was_changed_holds_nothing(void **state)
{
	(void)state;
	char *path = kept_path();
	struct buffer bytes = {0};
	assert_null(file_read(&bytes, path, 1 << 20));
	assert_true(knows("key", "maison"));
	for (size_t i = 0; i < bytes.size; i++) {
		struct buffer changed = {0};
		buffer_add(&changed, buffer_text(&bytes));
		changed.bytes[i] ^= 1;
		assert_null(file_write(path, buffer_text(&changed), 0600));
		assert_false(knows("key", "maison"));
		buffer_clear(&changed);
	}
	assert_null(file_write(path, text_part(buffer_text(&bytes), 0, bytes.size / 2), 0600));
	assert_false(knows("key", "maison"));
	buffer_clear(&bytes);
	free(path);
}

static void a_run_may_keep_nothing(void **state)
{
	(void)state;
	struct verdicts *verdicts = verdicts_open(text_of("private"), false);
	verdicts_put(verdicts, text_of("maison"), &(struct verdict){.good = true});
	verdicts_save(verdicts);
	verdicts_close(verdicts);
	assert_false(knows("private", "maison"));
}

int main(void)
{
	char folder[] = "/tmp/paraphe-verdict-XXXXXX";
	if (!mkdtemp(folder))
		return 1;
	setenv("XDG_CACHE_HOME", folder, 1);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_are_kept_between_runs),
		cmocka_unit_test(a_file_that_was_changed_holds_nothing),
		cmocka_unit_test(a_run_may_keep_nothing),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	char *path = kept_path();
	char *inner = place_cache("spelling");
	unlink(path);
	rmdir(inner);
	*strrchr(inner, '/') = '\0';
	rmdir(inner);
	rmdir(folder);
	free(path);
	free(inner);
	return failed;
}
