#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/place.h"
#include "spelling/proofread.h"
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

static struct proofreader *reader(const char *lexicon)
{
	struct proofreader *proofreader;
	const struct proofreader_options options = {
		.language = "fr", .lexicon = text_of(lexicon), .profile = TYPOGRAPHY_IMPRIMERIE_NATIONALE};
	assert_null(proofreader_open(&proofreader, &options));
	return proofreader;
}

/* The second time the same text is answered for before any dictionary is loaded; not under another house lexicon, nor
 * where a word is new. */
static void a_second_opening_needs_no_dictionary(void **state)
{
	(void)state;
	struct text text = text_of("Le dévelopement des résident·e·s, le ROLE de CGLU, et CGLU encore.\n");
	struct findings first = {0}, second = {0};
	struct proofreader *proofreader = reader("");
	assert_false(proofreader_ready(proofreader, text, MASK_MARKDOWN));
	assert_null(proofreader_check(&first, proofreader, text, MASK_MARKDOWN));
	proofreader_close(proofreader);
	proofreader = reader("");
	assert_true(proofreader_ready(proofreader, text, MASK_MARKDOWN));
	assert_false(proofreader_ready(proofreader, text_of("Une autre phrase."), MASK_MARKDOWN));
	assert_null(proofreader_check(&second, proofreader, text, MASK_MARKDOWN));
	assert_true(proofreader_ready(proofreader, text, MASK_MARKDOWN));
	assert_false(
		proofreader_ready(proofreader, text_of("Une autre phrase."), MASK_MARKDOWN)); /* still not loaded */
	assert_int_equal(first.count, 3);
	assert_int_equal(second.count, first.count);
	for (size_t i = 0; i < first.count; i++) {
		assert_int_equal(first.items[i].kind, second.items[i].kind);
		assert_int_equal(first.items[i].start, second.items[i].start);
	}
	proofreader_close(proofreader);
	proofreader = reader("dévelopement\n");
	assert_false(proofreader_ready(proofreader, text, MASK_MARKDOWN));
	proofreader_close(proofreader);
	findings_clear(&first);
	findings_clear(&second);
}

static void forget_all(const char *folder)
{
	struct file_names names = {0};
	fault_ignore(file_list(&names, folder));
	for (size_t i = 0; i < names.count; i++) {
		char path[300];
		snprintf(path, sizeof path, "%s/%s", folder, names.names[i]);
		unlink(path);
	}
	file_names_clear(&names);
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
		cmocka_unit_test(a_second_opening_needs_no_dictionary),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	char *inner = place_cache("spelling");
	forget_all(inner);
	rmdir(inner);
	*strrchr(inner, '/') = '\0';
	rmdir(inner);
	rmdir(folder);
	free(inner);
	return failed;
}
