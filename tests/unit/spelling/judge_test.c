/* What was said of a part of a word is remembered, and is what counts from then on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "spelling/judge.h"

static struct dictionary *dictionary;

static bool wrong(struct verdicts *verdicts, const char *token)
{
	struct lexicon none = {0};
	struct judge judge = {.dictionary = dictionary, .lexicon = &none, .french = true, .verdicts = verdicts};
	struct buffer better = {0};
	enum finding_kind kind;
	bool is = judge_token(&judge, text_of(token), &kind, &better);
	buffer_clear(&better);
	return is;
}

static bool remembered(struct verdicts *verdicts, const char *word, bool good)
{
	struct verdict verdict;
	return verdicts_find(&verdict, verdicts, text_of(word)) && verdict.good == good;
}

static void parts_are_remembered(void **state)
{
	(void)state;
	struct verdicts *verdicts = verdicts_open(text_of("judge_test"), false);
	assert_false(wrong(verdicts, "l’arbre"));
	assert_true(remembered(verdicts, "arbre", true));
	assert_true(wrong(verdicts, "d’arbrre"));
	assert_true(remembered(verdicts, "arbrre", false));
	assert_false(wrong(verdicts, "sud-africain"));
	assert_true(remembered(verdicts, "africain", true));
	/* Capitals may stand for something else within a word: they are asked about each time. */
	assert_false(wrong(verdicts, "l’Europe"));
	assert_false(remembered(verdicts, "Europe", true));
	verdicts_close(verdicts);
}

static void the_memory_is_asked_first(void **state)
{
	(void)state;
	struct verdicts *verdicts = verdicts_open(text_of("judge_test"), false);
	const struct verdict said = {.good = false, .kind = FINDING_MISSPELT};
	verdicts_put(verdicts, text_of("arbre"), &said);
	assert_true(wrong(verdicts, "l’arbre"));
	assert_false(wrong(NULL, "l’arbre"));
	/* No part is good, the whole is a word. */
	assert_false(wrong(verdicts, "vis-à-vis"));
	assert_false(wrong(verdicts, "tohu-bohu"));
	verdicts_close(verdicts);
}

static void words_with_hyphens_as_a_whole(void **state)
{
	(void)state;
	static const char *const good[] = {"vis-à-vis", "tohu-bohu", "Tohu-bohu", "TOHU-BOHU", "franc-comtois",
		"va-t-en", "allons-y", "vas-y", "sud-sud", "d’arrache-pied", "pêle-mêle", "tam-tams"};
	static const char *const bad[] = {"vis-à-vix", "tohu-bohuu", "pied-de-pouule", "zzz-tohu"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (wrong(NULL, good[i]))
			fail_msg("%s is called wrong", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!wrong(NULL, bad[i]))
			fail_msg("%s is called right", bad[i]);
	/* A word of the house is inflected as a whole. */
	assert_true(wrong(NULL, "zzum-blitzistes"));
	assert_true(dictionary_add(dictionary, text_of("zzum-blitziste"), text_of("économiste")));
	assert_false(wrong(NULL, "zzum-blitzistes"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_remembered),
		cmocka_unit_test(the_memory_is_asked_first),
		cmocka_unit_test(words_with_hyphens_as_a_whole),
	};
	if (dictionary_open(&dictionary, "fr"))
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	dictionary_close(dictionary);
	return failed;
}
