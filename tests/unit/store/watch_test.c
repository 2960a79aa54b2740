#include "store/fixture.h"

#include <poll.h>
#include <sys/resource.h>

#include "store/watch.h"

static bool notices(struct watch *watch)
{
	struct pollfd poll_for = {.fd = watch_descriptor(watch), .events = POLLIN};
	if (poll_for.fd >= 0)
		poll(&poll_for, 1, 500);
	return watch_changed(watch);
}

static void follow_git(struct watch *watch)
{
	assert_false(watch_changed(watch));
	assert_int_equal(shell("cd r && echo 1 >1 && git add 1 && git commit -qm 1"), 0);
	assert_true(notices(watch));
	assert_false(watch_changed(watch));
	assert_int_equal(shell("cd r && git update-ref refs/heads/review/a HEAD"), 0);
	assert_true(notices(watch));
	assert_int_equal(shell("cd r && git update-ref refs/heads/review/a HEAD~"), 0);
	assert_true(notices(watch));
	assert_int_equal(shell("cd r && git update-ref refs/remotes/origin/review/b HEAD"), 0);
	assert_true(notices(watch));
	/* Packing changes files and no ref; what comes after, in folders made again, is seen. */
	assert_int_equal(shell("cd r && git pack-refs --all --prune"), 0);
	assert_false(notices(watch));
	assert_int_equal(shell("cd r && git update-ref refs/heads/review/a HEAD"), 0);
	assert_true(notices(watch));
	assert_int_equal(shell("cd r && git branch -q -D review/a"), 0);
	assert_true(notices(watch));
	assert_int_equal(
		shell("cd r && : >.git/refs/heads/main.lock && rm .git/refs/heads/main.lock && echo x >>b.md && git "
		      "add b.md"),
		0);
	assert_false(watch_changed(watch));
}

static void follows_git(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct watch *watch;
	FINE(watch_open(&watch, repository));
	assert_true(watch_descriptor(watch) >= 0);
	follow_git(watch);
	watch_close(watch);
	repository_close(repository);
}

static void packed_from_the_start(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct watch *watch;
	assert_int_equal(shell("cd r && git branch review/a && git pack-refs --all --prune"), 0);
	FINE(watch_open(&watch, repository));
	assert_int_equal(shell("cd r && git branch -q -D review/a"), 0);
	assert_true(notices(watch));
	watch_close(watch);
	repository_close(repository);
}

/* No descriptor to be had: the modification times do. */
static void without_inotify(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct watch *watch;
	struct rlimit before, none;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = before;
	none.rlim_cur = 3;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	FINE(watch_open(&watch, repository));
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(watch_descriptor(watch), -1);
	watch_changed(watch);
	follow_git(watch);
	watch_close(watch);
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(follows_git),
		FIXTURE_TEST(packed_from_the_start),
		FIXTURE_TEST(without_inotify),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
