#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "act/gitwords.h"
#include "base/array.h"

static void test_gitwords_trouble__tells_offline_from_asking_and_from_gone(void **state)
{
	static const struct {
		const char *said;
		enum git_trouble trouble;
	} cases[] = {
		{"ssh: Could not resolve hostname x: Name or service not known\nfatal: Could not read from remote "
		 "repository.\n",
			GIT_OFFLINE},
		{"ssh: Could not resolve hostname x: Temporary failure in name resolution\n", GIT_OFFLINE},
		{"fatal: unable to access 'https://x/': Could not resolve host: x\n", GIT_OFFLINE},
		{"fatal: unable to access 'https://x/': Failed to connect to x port 443: No route to host\n",
			GIT_OFFLINE},
		{"ssh: connect to host 127.0.0.1 port 1: Connection refused\nfatal: Could not read from remote "
		 "repository.\n",
			GIT_OFFLINE},
		{"ssh: connect to host x port 22: Network is unreachable\n", GIT_OFFLINE},
		{"a@x: Permission denied (publickey).\nfatal: Could not read from remote repository.\n", GIT_ASKS},
		{"Host key verification failed.\nfatal: Could not read from remote repository.\n", GIT_ASKS},
		{"fatal: could not read Username for 'https://x': terminal prompts disabled\n", GIT_ASKS},
		{"fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.\n",
			GIT_GONE},
		{"fatal: repository 'https://x/y/' not found\n", GIT_GONE},
		{"fatal: couldn't find remote ref refs/heads/main\n", GIT_NO_BASE},
		{"fatal: transport 'ext' not allowed\n", GIT_PROTOCOL},
		{"error: Repository lacks these prerequisite commits:\nerror: 12ab\n", GIT_LACKS},
		{"fatal: the remote end hung up unexpectedly\n", GIT_OTHER},
		{"", GIT_OTHER},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (gitwords_trouble(text_of(cases[i].said)) != cases[i].trouble)
			fail_msg("%s", cases[i].said);
}

static void assert_words(void (*add)(struct buffer *out, struct text errors), const char *said, const char *wanted)
{
	struct buffer words = {0};
	add(&words, text_of(said));
	assert_string_equal(buffer_string(&words), wanted);
	buffer_clear(&words);
}

static void test_gitwords_errors__without_progress_and_safe_to_show(void **state)
{
	(void)state;
	assert_words(gitwords_errors, "", "");
	assert_words(gitwords_errors,
		"remote: Enumerating objects: 5, done.        \r\nReceiving objects:  20% (1/5)\rReceiving objects: "
		"100% "
		"(5/5), done.\nfatal: no\n",
		"no");
	assert_words(gitwords_errors,
		"ssh: connect to host x port 22: Connection refused\r\nfatal: Could not read from remote "
		"repository.\n\nPlease "
		"make sure you have the correct access rights\nand the repository exists.\n",
		"ssh: connect to host x port 22: Connection refused");
	assert_words(gitwords_errors, "error: one\nfatal: two\nhint: three\n", "one · two");
	assert_words(gitwords_errors, "fatal: \x1b]0;x\x07\xe2\x80\xae\n", "<U+001B>]0;x<U+0007><U+202E>");
}

static void test_gitwords_remote__only_what_the_other_side_said(void **state)
{
	(void)state;
	assert_words(gitwords_remote,
		"Writing objects: 100% (3/3), done.\nTotal 3 (delta 0)\nremote: paraphe: review/bo belongs to Bo       "
		" \n"
		"To /x\nerror: failed to push some refs to '/x'\n",
		"review/bo belongs to Bo"); /* it was our own hook: we need not say who says it */
	assert_words(gitwords_remote, "error: failed to push\n", "");
}

static void test_gitwords_errors__somebody_who_never_stops_is_cut(void **state)
{
	struct buffer said = {0}, words = {0};
	(void)state;
	for (int i = 0; i < 10000; i++)
		buffer_add_string(&said, "fatal: again and again\n");
	gitwords_errors(&words, buffer_text(&said));
	assert_true(words.size < 1300);
	buffer_clear(&words);
	buffer_clear(&said);
}

static void test_gitwords_progress__the_last_that_was_said(void **state)
{
	(void)state;
	assert_int_equal(gitwords_progress(text_of("")), -1);
	assert_int_equal(gitwords_progress(text_of("Receiving objects")), -1);
	assert_int_equal(gitwords_progress(text_of("%")), -1);
	assert_int_equal(
		gitwords_progress(text_of("Receiving objects:   7% (1/14)\rReceiving objects:  50% (7/14)")), 50);
	assert_int_equal(gitwords_progress(text_of("Resolving deltas: 100% (2/2), done.\n")), 100);
	assert_int_equal(gitwords_progress(text_of("x: 999%")), -1);
}

static void test_gitwords_push__by_branch(void **state)
{
	static const char said[] = "To /x\n"
				   "*\t12ab:refs/heads/review/ana\t[new branch]\n"
				   " \t12ab:refs/heads/review/bo\t1..2\n"
				   "=\t12ab:refs/heads/review/eve\t[up to date]\n"
				   "!\t12ab:refs/heads/main\t[remote rejected] (pre-receive hook declined)\n"
				   "!\t12ab:refs/heads/review/cy\t[rejected] (fetch first)\n"
				   "!\t12ab:refs/heads/review/dot\t[rejected] (non-fast-forward)\n"
				   "Done\n";
	(void)state;
	assert_int_equal(gitwords_push(text_of(said), "refs/heads/review/ana"), PUSH_SENT);
	assert_int_equal(gitwords_push(text_of(said), "refs/heads/review/bo"), PUSH_SENT);
	assert_int_equal(gitwords_push(text_of(said), "refs/heads/review/eve"), PUSH_SENT);
	assert_int_equal(gitwords_push(text_of(said), "refs/heads/main"), PUSH_REFUSED);
	assert_int_equal(gitwords_push(text_of(said), "refs/heads/review/cy"), PUSH_BEHIND);
	assert_int_equal(gitwords_push(text_of(said), "refs/heads/review/dot"), PUSH_BEHIND);
	assert_int_equal(gitwords_push(text_of(said), "refs/heads/review/an"), PUSH_UNSAID);
	assert_int_equal(gitwords_push(text_of(""), "refs/heads/review/ana"), PUSH_UNSAID);
	assert_int_equal(gitwords_push(text_of("!\n!\t\n!\tx\n\t\t\t\n"), "x"), PUSH_UNSAID);
}

static void test_gitwords_trouble__a_file_that_is_not_whole(void **state)
{
	(void)state;
	assert_int_equal(gitwords_trouble(text_of("fatal: early EOF\nerror: index-pack died\n")), GIT_CUT);
	assert_int_equal(gitwords_trouble(text_of("fatal: pack has bad object at offset 268\n")), GIT_CUT);
	assert_int_equal(gitwords_trouble(text_of("fatal: invalid gitfile format: /x\n")), GIT_NO_BUNDLE);
	assert_int_equal(gitwords_trouble(text_of("error: Repository lacks these prerequisite commits:\n")), GIT_LACKS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gitwords_trouble__tells_offline_from_asking_and_from_gone),
		cmocka_unit_test(test_gitwords_errors__without_progress_and_safe_to_show),
		cmocka_unit_test(test_gitwords_remote__only_what_the_other_side_said),
		cmocka_unit_test(test_gitwords_errors__somebody_who_never_stops_is_cut),
		cmocka_unit_test(test_gitwords_progress__the_last_that_was_said),
		cmocka_unit_test(test_gitwords_push__by_branch),
		cmocka_unit_test(test_gitwords_trouble__a_file_that_is_not_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
