#include "store/fixture.h"

#include <grp.h>
#include <pwd.h>

static void opens_from_below(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	assert_int_equal(
		strcmp(repository_folder(repository) + strlen(repository_folder(repository)) - 7, "/r/.git"), 0);
	assert_non_null(repository_work_tree(repository));
	assert_true(repository_writable(repository));
	repository_close(repository);
	FINE(repository_open(&repository, "r/drafts"));
	repository_close(repository);
	assert_int_equal(chdir("r/drafts"), 0);
	FINE(repository_open(&repository, NULL));
	repository_close(repository);
}

static void bare_empty_detached(void **state)
{
	(void)state;
	struct repository *repository;
	assert_int_equal(shell("git init -q --bare -b main b.git"), 0);
	FINE(repository_open(&repository, "b.git"));
	assert_null(repository_work_tree(repository));
	char *head = branch_head(repository);
	assert_string_equal(head, "main");
	free(head);
	repository_close(repository);
	repository = fixture_repository("r");
	assert_int_equal(shell("cd r && git checkout -q --detach"), 0);
	assert_null(branch_head(repository));
	repository_close(repository);
}

static void linked_work_tree_shares_the_folder(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r"), *linked;
	assert_int_equal(shell("cd r && git worktree add -q ../linked -b other"), 0);
	FINE(repository_open(&linked, "linked"));
	assert_string_equal(repository_folder(repository), repository_folder(linked));
	char *head = branch_head(linked);
	assert_string_equal(head, "other");
	free(head);
	repository_close(linked);
	repository_close(repository);
}

static void nothing_there(void **state)
{
	(void)state;
	struct repository *repository;
	FAULT(FAULT_MISSING, repository_open(&repository, "."));
	assert_null(repository);
	FAULT(FAULT_MISSING, repository_open(&repository, "no/such/folder"));
	assert_int_equal(shell("mkdir -p deep/er"), 0);
	FAULT(FAULT_MISSING, repository_open(&repository, "deep/er"));
	/* What is found from far below: a work tree, a bare one, a file that names another folder. */
	assert_int_equal(shell("git init -q deep && git init -q --bare bare.git && mkdir -p bare.git/in/it"), 0);
	FINE(repository_open(&repository, "deep/er"));
	repository_close(repository);
	FINE(repository_open(&repository, "bare.git/objects"));
	repository_close(repository);
	assert_int_equal(shell("git -C deep -c user.name=n -c user.email=e@x commit -q --allow-empty -m c && "
			       "git -C deep worktree add -q ../beside && mkdir beside/below"),
		0);
	FINE(repository_open(&repository, "beside/below"));
	repository_close(repository);
}

static void made(void **state)
{
	(void)state;
	struct repository *repository;
	FINE(repository_make(&repository, "new/one", "trunk"));
	char *head = branch_head(repository);
	assert_string_equal(head, "trunk");
	free(head);
	assert_string_equal(said("git -C new/one config core.logAllRefUpdates"), "always");
	repository_close(repository);
	FAULT(FAULT_CONFLICT, repository_make(&repository, "new/one", "main"));
}

static void foreign_owner(void **state)
{
	(void)state;
	struct repository *repository;
	if (geteuid() != 0)
		skip();
	repository_close(fixture_repository("r"));
	assert_int_equal(shell("chown -R nobody r"), 0);
	const struct fault *fault = repository_open(&repository, "r");
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), FAULT_FORBIDDEN);
	assert_non_null(strstr(fault_text(fault), "belongs to nobody"));
	assert_non_null(strstr(fault_text(fault), "safe.directory"));
	/* The advice it gives must be true. */
	assert_int_equal(
		shell("env -u GIT_CONFIG_GLOBAL git config --global --add safe.directory %s/r", fixture_folder), 0);
	FINE(repository_open(&repository, "r"));
	repository_close(repository);
	assert_int_equal(shell("printf '[safe]\\n\\tdirectory = *\\n' >.gitconfig"), 0);
	FINE(repository_open(&repository, "r"));
	repository_close(repository);
	assert_int_equal(shell("printf '[safe]\\n\\tdirectory = *\\n\\tdirectory =\\n' >.gitconfig"), 0);
	FAULT(FAULT_FORBIDDEN, repository_open(&repository, "r"));
}

/* In a child: another user, who is or is not in the group; the exit status says what happened. */
static int as_nobody(gid_t group, const char *path)
{
	struct passwd *nobody = getpwnam("nobody");
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		struct repository *repository;
		if (setgroups(1, &group) != 0 || setgid(nobody->pw_gid) != 0 || setuid(nobody->pw_uid) != 0)
			_exit(9);
		const struct fault *fault = repository_open(&repository, path);
		if (fault)
			_exit(fault_kind(fault) == FAULT_FORBIDDEN ? 1 : 2);
		struct commit_lock *lock;
		if (commit_lock(&lock, repository, "refs/heads/main"))
			_exit(3);
		struct oid tip = fixture_tip(repository, "refs/heads/main");
		struct oid new = fixture_commit(repository, &tip, "b.md", "by nobody\n", "x");
		fault = commit_move(repository, "refs/heads/main", &tip, &new, "test");
		commit_unlock(lock);
		repository_close(repository);
		_exit(fault ? 4 : 0);
	}
	int status;
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void shared_repository(void **state)
{
	(void)state;
	struct repository *repository;
	struct group *group = getgrnam("users");
	if (geteuid() != 0 || !group)
		skip();
	assert_int_equal(shell("git init -q --bare --shared=group -b main s.git && git clone -q s.git w 2>/dev/null && "
			       "cd w && echo 1 "
			       ">b.md && git add -A && git commit -qm first && git push -q origin HEAD:main && cd .. "
			       "&& chgrp -R users "
			       "s.git && find s.git -type d -exec chmod 2775 {} +"),
		0);
	FINE(repository_open(&repository, "s.git"));
	assert_int_equal(umask(022), 002);
	umask(002);
	struct commit_lock *lock;
	FINE(commit_lock(&lock, repository, "refs/heads/main"));
	struct oid tip = fixture_tip(repository, "refs/heads/main");
	struct oid new = fixture_commit(repository, &tip, "b.md", "by root\n", "x");
	FINE(commit_move(repository, "refs/heads/main", &tip, &new, "test"));
	commit_unlock(lock);
	repository_close(repository);
	assert_int_equal(as_nobody(group->gr_gid, "s.git"), 0);
	assert_int_equal(as_nobody(getpwnam("nobody")->pw_gid, "s.git"), 1);
	FINE(repository_open(&repository, "s.git"));
	tip = fixture_tip(repository, "refs/heads/main");
	new = fixture_commit(repository, &tip, "b.md", "by root again\n", "x");
	FINE(commit_move(repository, "refs/heads/main", &tip, &new, "test"));
	repository_close(repository);
	assert_string_equal(said("git -C s.git rev-list --count main"), "4");
	assert_int_equal(shell("git -C s.git config core.sharedRepository 0660"), 0);
	FINE(repository_open(&repository, "s.git"));
	assert_int_equal(umask(022), 007);
	repository_close(repository);
}

static void formats_it_cannot_read(void **state)
{
	(void)state;
	static const char *const makers[][2] = {
		{"git init -q --object-format=sha256 f", "SHA-256"},
		{"git init -q o && (cd o && echo 1 >x && git add x && git commit -qm x) && git -C o config "
		 "uploadpack.allowFilter true && git clone -q --filter=blob:none file://$PWD/o f",
			"partial clone"},
		{"git init -q f && git -C f config core.repositoryFormatVersion 1 && git -C f config "
		 "extensions.partialClone origin",
			"partial clone"},
		{"git init -q f && git -C f config extensions.worktreeConfig true", "working tree"},
		{"git init -q f && git -C f config core.repositoryFormatVersion 1 && git -C f config "
		 "extensions.refStorage "
		 "reftable",
			"format"},
	};
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
		struct repository *repository;
		assert_int_equal(shell("%s", makers[i][0]), 0);
		const struct fault *fault = repository_open(&repository, "f");
		assert_non_null(fault);
		assert_non_null(strstr(fault_text(fault), makers[i][1]));
		assert_int_equal(shell("rm -rf f"), 0);
	}
}

static void own_user_only(void **state)
{
	(void)state;
	char *name, *email;
	struct repository *repository = fixture_repository("r");
	assert_int_equal(shell("git -C r config user.name Repository"), 0);
	repository_user(&name, &email);
	assert_null(name);
	assert_null(email);
	assert_int_equal(shell("printf '[user]\\n\\tname = Own\\n\\temail = own@example.org\\n' >.gitconfig"), 0);
	repository_user(&name, &email);
	assert_string_equal(name, "Own");
	assert_string_equal(email, "own@example.org");
	free(name);
	free(email);
	repository_close(repository);
}

static void blobs(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct buffer out = {0};
	struct oid oid;
	bool whole;
	assert_int_equal(
		shell("cd r && head -c 200000 /dev/urandom | od >big && git add big && git commit -qm big"), 0);
	assert_true(oid_parse(&oid, said("git -C r rev-parse HEAD:big")));
	for (int packed = 0; packed < 2; packed++) {
		FINE(repository_blob(&out, repository, &oid, 1 << 20));
		size_t size = out.size;
		buffer_empty(&out);
		FAULT(FAULT_MALFORMED, repository_blob(&out, repository, &oid, size - 1));
		FINE(repository_blob_start(&out, &whole, repository, &oid, 65536));
		assert_int_equal(out.size, 65536);
		assert_false(whole);
		assert_memory_equal(out.bytes, "0000000 ", 8);
		buffer_empty(&out);
		FINE(repository_blob_start(&out, &whole, repository, &oid, size));
		assert_int_equal(out.size, size);
		assert_true(whole);
		buffer_empty(&out);
		assert_int_equal(shell("git -C r gc -q"), 0);
	}
	assert_true(oid_parse(&oid, said("git -C r rev-parse HEAD")));
	FAULT(FAULT_MALFORMED, repository_blob(&out, repository, &oid, 1 << 20));
	oid.bytes[0] ^= 1;
	FAULT(FAULT_MISSING, repository_blob(&out, repository, &oid, 1 << 20));
	assert_false(oid_parse(&oid, "12"));
	buffer_clear(&out);
	repository_close(repository);
}

static void damaged_object(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct buffer out = {0};
	struct oid oid;
	assert_true(oid_parse(&oid, said("git -C r rev-parse HEAD:b.md")));
	assert_int_equal(
		shell("cd r && one=$(git rev-parse HEAD:drafts/a.md) two=$(git rev-parse HEAD:b.md) && cp -f "
		      ".git/objects/$(echo $one | cut -c1-2)/$(echo $one | cut -c3-) .git/objects/$(echo $two | cut "
		      "-c1-2)/$(echo $two | cut -c3-)"),
		0);
	FAULT(FAULT_GIT, repository_blob(&out, repository, &oid, 1 << 20));
	assert_int_equal(out.size, 0);
	buffer_clear(&out);
	repository_close(repository);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(opens_from_below),
		FIXTURE_TEST(bare_empty_detached),
		FIXTURE_TEST(linked_work_tree_shares_the_folder),
		FIXTURE_TEST(nothing_there),
		FIXTURE_TEST(made),
		FIXTURE_TEST(foreign_owner),
		FIXTURE_TEST(shared_repository),
		FIXTURE_TEST(formats_it_cannot_read),
		FIXTURE_TEST(own_user_only),
		FIXTURE_TEST(blobs),
		FIXTURE_TEST(damaged_object),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
