#include "store/fixture.h"
#include "store/snapshot.h"

#include <fcntl.h>
#include <utime.h>

static const char main_ref[] = "refs/heads/main", review_ref[] = "refs/heads/review/a";

static void check_clean(const char *name)
{
	assert_int_equal(shell("git -C %s fsck --strict --full >fsck.out 2>&1", name), 0);
	assert_string_equal(said("grep -v '^dangling\\|^notice\\|^Checking' fsck.out"), "");
}

static void one_act(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct commit_lock *lock;
	struct oid tip = fixture_tip(repository, main_ref);
	FINE(commit_lock(&lock, repository, review_ref));
	struct oid new = fixture_commit(repository, &tip, "annotations/a/1.json", "{}\n", "act-1");
	FINE(commit_move(repository, review_ref, NULL, &new, "paraphe: Comment on §12"));
	commit_unlock(lock);
	assert_string_equal(said("git -C r log -1 --format=%%an:%%ae:%%cn:%%at:%%s review/a"),
		"Sherpa A:a@example.org:Sherpa A:1700000000:Comment on §12");
	assert_string_equal(
		said("git -C r log -1 --format='%%(trailers)' review/a"), "Paraphe-Act: act-1\nParaphe-Kind: annotate");
	assert_string_equal(said("git -C r show review/a:annotations/a/1.json"), "{}");
	assert_string_equal(
		said("git -C r reflog -1 --format='%%gs %%gn' review/a"), "paraphe: Comment on §12 Sherpa A");
	assert_string_equal(said("git -C r status --porcelain"), "");
	assert_true(commit_landed(repository, review_ref, &tip, "act-1"));
	assert_true(commit_landed(repository, review_ref, NULL, "act-1"));
	assert_false(commit_landed(repository, review_ref, &new, "act-1"));
	assert_false(commit_landed(repository, review_ref, &tip, "act-2"));
	assert_false(commit_landed(repository, main_ref, NULL, "act-1"));
	assert_false(commit_landed(repository, "refs/heads/none", NULL, "act-1"));
	check_clean("r");
	repository_close(repository);
}

static void message_and_trees(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref), new, blob;
	struct commit_file files[] = {{"b.md", {0}, NULL}, {"no/such", {0}, NULL}, {"x/y/z.json", text_of("z"), NULL},
		{"drafts/a.md", {0}, NULL}, {"empty", {"", 0}, NULL}};
	struct commit_order order = {.author_name = "A <evil>\nB",
		.author_email = "",
		.committer_name = "Secretary",
		.committer_email = "s@example.org",
		.subject = "Two\nlines",
		.body = "Reason\n\nCo-authored-by: B <b@example.org>\nCo-authored-by: C <c@example.org>\n",
		.act = "u",
		.kind = "apply",
		.when = {.seconds = -5, .offset_minutes = 100000},
		.files = files,
		.file_count = 5,
		.parents = &tip,
		.parent_count = 1};
	FINE(commit_write(&new, repository, &order));
	FINE(commit_move(repository, review_ref, NULL, &new, "test"));
	assert_string_equal(said("git -C r log -1 --format='%%an|%%ae|%%cn|%%s|%%(trailers:separator=;)' review/a"),
		"A evilB|unknown|Secretary|Two lines|Co-authored-by: B <b@example.org>;Co-authored-by: C "
		"<c@example.org>;Paraphe-Act: u;Paraphe-Kind: apply");
	assert_string_equal(said("git -C r ls-tree -rt --name-only review/a"), "empty\nx\nx/y\nx/y/z.json");
	check_clean("r");
	commit_blob_oid(&blob, text_of("z"));
	char hex[OID_HEX];
	oid_format(hex, &blob);
	assert_string_equal(said("git -C r rev-parse review/a:x/y/z.json"), hex);
	/* Nothing changes: an empty act. Of a merge that is no fault. */
	order.parents = &new;
	FAULT(FAULT_CONFLICT, commit_write(&new, repository, &order));
	struct oid both[] = {new, tip};
	order.parents = both;
	order.parent_count = 2;
	FINE(commit_write(&new, repository, &order));
	files[0].path = "a/../b";
	FAULT(FAULT_MALFORMED, commit_write(&new, repository, &order));
	files[0] = (struct commit_file){"x", text_of("a file where a folder is"), NULL};
	assert_non_null(commit_write(&new, repository, &order));
	repository_close(repository);
}

static void compare_and_swap(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref);
	struct oid one = fixture_commit(repository, &tip, "1", "1", "1"),
		   two = fixture_commit(repository, &tip, "2", "2", "2");
	FAULT(FAULT_CONFLICT, commit_move(repository, review_ref, &tip, &one, "test"));
	FINE(commit_move(repository, review_ref, NULL, &one, "test"));
	FAULT(FAULT_CONFLICT, commit_move(repository, review_ref, NULL, &two, "test"));
	FAULT(FAULT_CONFLICT, commit_move(repository, review_ref, &tip, &two, "test"));
	FINE(commit_move(repository, review_ref, &one, &two, "test"));
	FINE(commit_move(repository, review_ref, &one, &two, "test"));
	assert_int_equal(shell("git -C r pack-refs --all --prune"), 0);
	FAULT(FAULT_CONFLICT, commit_move(repository, review_ref, &tip, &one, "test"));
	FINE(commit_move(repository, review_ref, &two, &one, "test"));
	repository_close(repository);
}

/* Commits `count` files on the ref, with a retry after each conflict; the exit status counts what went wrong. */
static int write_many(int writer, int count, bool queue)
{
	struct repository *repository;
	FINE(repository_open(&repository, "r"));
	for (int i = 0; i < count; i++) {
		struct commit_lock *lock = NULL;
		const struct fault *fault = queue ? commit_lock(&lock, repository, review_ref) : NULL;
		for (int try = 0; !fault && try < 1000; try++) {
			struct oid tip = fixture_tip(repository, review_ref);
			char *path = memory_format("annotations/a/%d-%d.json", writer, i);
			struct oid new = fixture_commit(repository, &tip, path, path, path);
			free(path);
			fault = commit_move(repository, review_ref, &tip, &new, "test");
			if (!fault || fault_kind(fault) != FAULT_CONFLICT)
				break;
			fault = NULL;
		}
		commit_unlock(lock);
		if (fault)
			return 1;
	}
	repository_close(repository);
	return 0;
}

static void many_writers(bool queue)
{
	struct repository *repository = fixture_repository("r");
	repository_close(repository);
	assert_int_equal(shell("git -C r update-ref refs/heads/review/a main"), 0);
	pid_t children[4];
	fflush(NULL);
	for (int i = 0; i < 4; i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(write_many(i, 50, queue));
	}
	for (int i = 0; i < 4; i++) {
		int status;
		waitpid(children[i], &status, 0);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	assert_string_equal(said("git -C r rev-list --count main..review/a"), "200");
	assert_string_equal(said("git -C r ls-tree -r --name-only review/a annotations | wc -l"), "200");
	check_clean("r");
}

static void four_writers_queued(void **state)
{
	(void)state;
	many_writers(true);
}

static void four_writers_by_swap_alone(void **state)
{
	(void)state;
	many_writers(false);
}

static void lock_file(int age)
{
	assert_int_equal(shell("mkdir -p r/.git/refs/heads/review && : >r/.git/refs/heads/review/a.lock"), 0);
	struct utimbuf times = {time(NULL) - age, time(NULL) - age};
	assert_int_equal(utime("r/.git/refs/heads/review/a.lock", &times), 0);
}

static void stale_lock_is_cleared(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct commit_lock *lock;
	struct oid tip = fixture_tip(repository, main_ref);
	struct oid new = fixture_commit(repository, &tip, "1", "1", "1");
	FINE(commit_lock(&lock, repository, review_ref));
	lock_file(60);
	FINE(commit_move(repository, review_ref, NULL, &new, "test"));
	commit_unlock(lock);
	assert_int_not_equal(access("r/.git/refs/heads/review/a.lock", F_OK), 0);
	repository_close(repository);
}

/* Left behind a moment ago: it is waited for until it is old enough. */
static void fresh_lock_of_the_dead_is_waited_for(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct commit_lock *lock;
	struct oid tip = fixture_tip(repository, main_ref);
	struct oid new = fixture_commit(repository, &tip, "1", "1", "1");
	FINE(commit_lock(&lock, repository, review_ref));
	lock_file(7);
	FINE(commit_move(repository, review_ref, NULL, &new, "test"));
	commit_unlock(lock);
	repository_close(repository);
}

/* The first move makes the branch, the later ones only move it: loose, packed, with a lock left behind. */
static void a_branch_that_is_there(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct commit_lock *lock;
	struct oid tip = fixture_tip(repository, main_ref), commits[4];
	for (int i = 0; i < 4; i++) {
		char number[] = {(char)('1' + i), '\0'};
		commits[i] = fixture_commit(repository, i ? &commits[i - 1] : &tip, number, number, number);
	}
	FINE(commit_lock(&lock, repository, review_ref));
	FINE(commit_move(repository, review_ref, NULL, &commits[0], "first"));
	FINE(commit_move(repository, review_ref, &commits[0], &commits[1], "second\nline"));
	assert_int_equal(shell("git -C r pack-refs --all --no-prune"), 0);
	FINE(commit_move(repository, review_ref, &commits[1], &commits[2], "third"));
	FAULT(FAULT_CONFLICT, commit_move(repository, review_ref, &commits[0], &commits[3], "from another place"));
	lock_file(60);
	FINE(commit_move(repository, review_ref, &commits[2], &commits[3], "fourth"));
	commit_unlock(lock);
	assert_string_equal(said("git -C r log --format=%%s review/a -- 1 2 3 4 | wc -l"), "4");
	assert_string_equal(said("git -C r reflog --format='%%gs|%%gn|%%ge' review/a"),
		"fourth|Sherpa A|a@example.org\nthird|Sherpa A|a@example.org\nsecond line|Sherpa A|a@example.org\n"
		"first|Sherpa A|a@example.org");
	/* git's own update finds its own form there. */
	assert_int_equal(shell("git -C r update-ref -m fifth refs/heads/review/a main && "
			       "test \"$(git -C r reflog --format=%%gs review/a | head -2 | tr '\\n' ' ')\" = "
			       "'fifth fourth '"),
		0);
	check_clean("r");
	repository_close(repository);
}

/* What is not a plain branch stays as it is; one without a reflog in a repository that keeps them gets one. */
static void a_branch_behind_another_name(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref);
	struct oid one = fixture_commit(repository, &tip, "1", "1", "1");
	struct oid two = fixture_commit(repository, &one, "2", "2", "2");
	FINE(commit_move(repository, "refs/heads/target", NULL, &one, "made"));
	assert_int_equal(shell("git -C r symbolic-ref refs/heads/review/a refs/heads/target"), 0);
	FAULT(FAULT_CONFLICT, commit_move(repository, review_ref, &one, &two, "moved"));
	assert_string_equal(said("git -C r symbolic-ref refs/heads/review/a"), "refs/heads/target");
	assert_int_equal(shell("rm -r r/.git/logs/refs/heads/target && git -C r update-ref --no-deref "
			       "refs/heads/target %s",
				 "main"),
		0);
	FINE(commit_move(repository, "refs/heads/target", &tip, &one, "again"));
	assert_string_equal(said("git -C r reflog -1 --format=%%gs target"), "again");
	assert_string_equal(said("ls r/.git/refs/heads | grep -c lock"), "0");
	repository_close(repository);
}

static void live_lock_is_named(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct commit_lock *lock;
	struct oid tip = fixture_tip(repository, main_ref);
	struct oid new = fixture_commit(repository, &tip, "1", "1", "1");
	lock_file(60);
	/* Without the queue place nothing is cleared, however old. */
	const struct fault *fault = commit_move(repository, review_ref, NULL, &new, "test");
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_BUSY);
	assert_non_null(strstr(fault_text(fault), "refs/heads/review/a.lock"));
	assert_int_equal(access("r/.git/refs/heads/review/a.lock", F_OK), 0);
	/* With it, not while somebody has it open. */
	FINE(commit_lock(&lock, repository, review_ref));
	int held = open("r/.git/refs/heads/review/a.lock", O_RDONLY);
	FAULT(FAULT_BUSY, commit_move(repository, review_ref, NULL, &new, "test"));
	close(held);
	if (geteuid() == 0) {
		assert_int_equal(shell("chown nobody r/.git/refs/heads/review/a.lock"), 0);
		fault = commit_move(repository, review_ref, NULL, &new, "test");
		assert_non_null(fault);
		assert_non_null(strstr(fault_text(fault), "nobody"));
	}
	commit_unlock(lock);
	repository_close(repository);
}

static void checked_out_and_clean(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref);
	assert_int_equal(shell("cd r && echo mine >>b.md && echo staged >s && git add s"), 0);
	struct oid new = fixture_commit(repository, &tip, "drafts/a.md", "new words\n", "1");
	FINE(commit_move(repository, main_ref, &tip, &new, "test"));
	assert_string_equal(said("cat r/drafts/a.md"), "new words");
	/* What the commit does not touch stays as it was, dirty or not. */
	assert_string_equal(said("git -C r status --porcelain"), " M b.md\nA  s");
	tip = new;
	new = fixture_commit(repository, &tip, "annotations/a/1.json", "{}", "2");
	FINE(commit_move(repository, main_ref, &tip, &new, "test"));
	assert_string_equal(said("cat r/annotations/a/1.json"), "{}");
	tip = new;
	new = fixture_commit(repository, &tip, "annotations/a/1.json", NULL, "3");
	FINE(commit_move(repository, main_ref, &tip, &new, "test"));
	assert_string_equal(said("git -C r status --porcelain"), " M b.md\nA  s");
	assert_int_not_equal(access("r/annotations", F_OK), 0);
	assert_string_equal(said("git -C r reflog -1 --format=%%gs"), "test");
	check_clean("r");
	repository_close(repository);
}

static void refused(struct repository *repository, const char *change, const char *path)
{
	struct oid tip = fixture_tip(repository, main_ref);
	char *before = memory_string(said("git -C r rev-parse main; git -C r status --porcelain"));
	struct oid new = fixture_commit(repository, &tip, path, "new words\n", "1");
	assert_int_equal(shell("cd r && %s", change), 0);
	char *between = memory_string(said("git -C r status --porcelain; cat r/%s", path));
	const struct fault *fault = commit_move(repository, main_ref, &tip, &new, "test");
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_CONFLICT);
	assert_non_null(strstr(fault_text(fault), path));
	assert_string_equal(said("git -C r status --porcelain; cat r/%s", path), between);
	struct oid now = fixture_tip(repository, main_ref);
	assert_true(oid_equal(&now, &tip));
	assert_int_equal(shell("cd r && rm -rf * && git reset -q --hard"), 0);
	free(before);
	free(between);
}

static void checked_out_and_not_clean(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	refused(repository, "echo mine >drafts/a.md", "drafts/a.md");
	refused(repository, "echo mine >drafts/a.md && git add drafts/a.md", "drafts/a.md");
	refused(repository, "echo mine >drafts/a.md && git add drafts/a.md && echo one >drafts/a.md", "drafts/a.md");
	refused(repository, "git rm -q --cached b.md", "b.md");
	refused(repository, "rm b.md", "b.md");
	refused(repository, "rm b.md && ln -s drafts/a.md b.md", "b.md");
	refused(repository, "mkdir annotations && echo untracked >annotations/1.json", "annotations/1.json");
	refused(repository, "mv drafts elsewhere && ln -s elsewhere drafts", "drafts/a.md");
	assert_int_equal(shell(": >r/.git/index.lock"), 0);
	struct oid tip = fixture_tip(repository, main_ref);
	struct oid new = fixture_commit(repository, &tip, "b.md", "new words\n", "1");
	FAULT(FAULT_BUSY, commit_move(repository, main_ref, &tip, &new, "test"));
	repository_close(repository);
}

/* Line ends as the working tree wants them: the file is clean although its bytes are not the blob's. */
static void line_ends(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref);
	assert_int_equal(shell("cd r && git config core.autocrlf true && rm b.md && git checkout -q b.md"), 0);
	assert_string_equal(said("od -c r/b.md | head -1"), "0000000   t   w   o  \\r  \\n");
	struct oid new = fixture_commit(repository, &tip, "b.md", "new\n", "1");
	FINE(commit_move(repository, main_ref, &tip, &new, "test"));
	assert_string_equal(said("od -c r/b.md | head -1"), "0000000   n   e   w  \\r  \\n");
	assert_string_equal(said("git -C r status --porcelain"), "");
	repository_close(repository);
}

/* A crash after the ref moved, at each point of what follows: the same call ends it. */
static void crash_in_between(void **state)
{
	(void)state;
	static const char *const reached[] = {
		"true", "echo new words >drafts/a.md", "echo new words >drafts/a.md && git add drafts/a.md"};
	struct repository *repository = fixture_repository("r");
	for (size_t i = 0; i < 3; i++) {
		struct oid tip = fixture_tip(repository, main_ref);
		struct oid new = fixture_commit(repository, &tip, "drafts/a.md", "new words\n", "1");
		char hex[OID_HEX];
		oid_format(hex, &new);
		assert_int_equal(shell("cd r && git update-ref refs/heads/main %s && %s", hex, reached[i]), 0);
		FINE(commit_move(repository, main_ref, &tip, &new, "test"));
		assert_string_equal(said("git -C r status --porcelain; cat r/drafts/a.md"), "new words");
		assert_int_equal(shell("git -C r reset -q --hard HEAD~"), 0);
	}
	repository_close(repository);
}

static void other_work_trees(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r"), *linked;
	struct oid tip = fixture_tip(repository, main_ref);
	assert_int_equal(shell("git -C r worktree add -q ../w -b review/a"), 0);
	struct oid new = fixture_commit(repository, &tip, "b.md", "new\n", "1");
	FINE(commit_move(repository, review_ref, &tip, &new, "test"));
	assert_string_equal(said("cat w/b.md; git -C w status --porcelain"), "new");
	FINE(repository_open(&linked, "w"));
	FINE(commit_move(linked, main_ref, &tip, &new, "test"));
	assert_string_equal(said("cat r/b.md; git -C r status --porcelain"), "new");
	assert_int_equal(shell("rm -rf w"), 0);
	tip = new;
	new = fixture_commit(repository, &tip, "b.md", "newer\n", "1");
	FINE(commit_move(repository, review_ref, &tip, &new, "test"));
	repository_close(linked);
	repository_close(repository);
}

static void bare_and_unborn(void **state)
{
	(void)state;
	struct repository *repository;
	assert_int_equal(shell("git init -q --bare -b main b.git"), 0);
	FINE(repository_open(&repository, "b.git"));
	struct oid new = fixture_commit(repository, NULL, "drafts/a.md", "words\n", "1");
	FINE(commit_move(repository, main_ref, NULL, &new, "test"));
	struct oid next = fixture_commit(repository, &new, "drafts/a.md", "words\nmore\n", "2");
	FINE(commit_move(repository, main_ref, &new, &next, "test"));
	assert_string_equal(said("git -C b.git rev-list --count main"), "2");
	check_clean("b.git");
	repository_close(repository);
	FINE(repository_make(&repository, "made", "main"));
	new = fixture_commit(repository, NULL, "drafts/a.md", "words\n", "1");
	FINE(commit_move(repository, main_ref, NULL, &new, "test"));
	assert_string_equal(said("git -C made status --porcelain; cat made/drafts/a.md"), "words");
	repository_close(repository);
}

static void time_of_a_commit(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref), old = {0};
	struct timespec start, end;
	clock_gettime(CLOCK_MONOTONIC, &start);
	for (int i = 0; i < 100; i++) {
		char *path = memory_format("annotations/a/%d.json", i);
		struct commit_lock *lock;
		FINE(commit_lock(&lock, repository, review_ref));
		struct oid new = fixture_commit(repository, &tip, path, path, path);
		FINE(commit_move(repository, review_ref, &old, &new, "test"));
		commit_unlock(lock);
		old = tip = new;
		free(path);
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	double ms = (double)(end.tv_sec - start.tv_sec) * 10 + (double)(end.tv_nsec - start.tv_nsec) / 1e8;
	print_message("one commit, synced: %.2f ms\n", ms);
	repository_close(repository);
}

static void interrupted_queue(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r"), *other;
	struct commit_lock *lock, *second;
	FINE(commit_lock(&lock, repository, "refs/heads/review/.x y/é"));
	assert_int_equal(access("r/.git/paraphe/lock/review%2F.x%20y%2F%C3%A9", F_OK), 0);
	FINE(commit_lock(&second, repository, "refs/heads/review/b"));
	commit_unlock(lock);
	FINE(repository_open(&other, "r"));
	FINE(commit_lock(&lock, other, "refs/heads/review/.x y/é"));
	commit_unlock(lock);
	commit_unlock(second);
	commit_unlock(NULL);
	repository_close(other);
	repository_close(repository);
}

/* Blobs of all sizes around what waits in memory and what does not, and what git thinks of them. */
static void objects_together(void **state)
{
	(void)state;
	static const size_t sizes[] = {0, 1, 2, 915, 5552, 5553, 32767, 32768, 32769, 65535, 65536, 200000};
	enum { COUNT = sizeof sizes / sizeof *sizes };
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref), new, blob, found;
	struct commit_file files[COUNT];
	struct snapshot *snapshot;
	for (size_t i = 0; i < COUNT; i++) {
		char *bytes = memory_new(sizes[i] + 1, 1);
		for (size_t j = 0; j < sizes[i]; j++)
			bytes[j] = (char)(255 - (i + j * j) % 251);
		files[i] = (struct commit_file){memory_format("annotations/a/%zu", i), {bytes, sizes[i]}, NULL};
	}
	struct commit_order order = {.author_name = "A",
		.author_email = "a@example.org",
		.subject = "Many",
		.act = "u",
		.kind = "annotate",
		.when = {.seconds = 1700000000},
		.files = files,
		.file_count = COUNT,
		.parents = &tip,
		.parent_count = 1};
	FINE(commit_write(&new, repository, &order));
	assert_string_equal(said("find r/.git/objects -name 'tmp_*'"), "");
	FINE(snapshot_open(&snapshot, repository, &new));
	for (size_t i = 0; i < COUNT; i++) {
		FINE(snapshot_find(&found, snapshot, files[i].path));
		commit_blob_oid(&blob, files[i].bytes);
		assert_true(oid_equal(&found, &blob));
		struct buffer bytes = {0};
		FINE(repository_blob(&bytes, repository, &blob, 1 << 20));
		assert_true(text_equal(buffer_text(&bytes), files[i].bytes));
		buffer_clear(&bytes);
	}
	snapshot_close(snapshot);
	FINE(commit_move(repository, review_ref, NULL, &new, "paraphe: Many"));
	check_clean("r");
	/* what is there already is not written again, and the same order gives the same commit */
	FINE(commit_write(&found, repository, &order));
	assert_true(oid_equal(&found, &new));
	assert_int_equal(shell("git -C r gc -q --prune=now"), 0);
	for (size_t i = 0; i < COUNT; i++) {
		free((char *)files[i].bytes.bytes);
		free((char *)files[i].path);
	}
	check_clean("r");
	repository_close(repository);
}

/* An object that cannot get its name: nothing half done is left, and later it works. */
static void objects_in_the_way(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct oid tip = fixture_tip(repository, main_ref), new;
	struct commit_file file = {"annotations/a/1.json", text_of("{}\n"), NULL};
	struct commit_order order = {.author_name = "A",
		.author_email = "a@example.org",
		.subject = "One",
		.act = "u",
		.kind = "annotate",
		.when = {.seconds = 1700000000},
		.files = &file,
		.file_count = 1,
		.parents = &tip,
		.parent_count = 1};
	assert_int_equal(shell("git -C r gc -q && cd r/.git/objects && for a in 0 1 2 3 4 5 6 7 8 9 a b c d e f; do "
			       "for b in 0 1 2 3 4 5 6 7 8 9 a b c d e f; do echo x >$a$b; done; done"),
		0);
	FAULT(FAULT_SYSTEM, commit_write(&new, repository, &order));
	assert_string_equal(said("find r/.git/objects -name 'tmp_*'"), "");
	assert_int_equal(shell("find r/.git/objects -maxdepth 1 -type f -delete"), 0);
	FINE(commit_write(&new, repository, &order));
	FINE(commit_move(repository, review_ref, NULL, &new, "paraphe: One"));
	assert_string_equal(said("git -C r show review/a:annotations/a/1.json"), "{}");
	check_clean("r");
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(one_act),
		FIXTURE_TEST(objects_together),
		FIXTURE_TEST(objects_in_the_way),
		FIXTURE_TEST(message_and_trees),
		FIXTURE_TEST(compare_and_swap),
		FIXTURE_TEST(four_writers_queued),
		FIXTURE_TEST(four_writers_by_swap_alone),
		FIXTURE_TEST(stale_lock_is_cleared),
		FIXTURE_TEST(fresh_lock_of_the_dead_is_waited_for),
		FIXTURE_TEST(live_lock_is_named),
		FIXTURE_TEST(a_branch_that_is_there),
		FIXTURE_TEST(a_branch_behind_another_name),
		FIXTURE_TEST(checked_out_and_clean),
		FIXTURE_TEST(checked_out_and_not_clean),
		FIXTURE_TEST(line_ends),
		FIXTURE_TEST(crash_in_between),
		FIXTURE_TEST(other_work_trees),
		FIXTURE_TEST(bare_and_unborn),
		FIXTURE_TEST(time_of_a_commit),
		FIXTURE_TEST(interrupted_queue),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
