#include "store/fixture.h"

#include <fcntl.h>
#include <pwd.h>

#include "store/journal.h"

static void begins_updates_ends(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct journal *journal;
	struct journal_entry *entry, *again;
	struct file_names names = {0};
	struct stat about;
	FINE(journal_open(&journal, repository));
	FINE(journal_list(&names, journal));
	assert_int_equal(names.count, 0);
	FINE(journal_begin(&entry, journal, "0190-b.json", text_of("{\"a\":1}\n")));
	char *path = memory_format("r/.git/paraphe/journal/%u/0190-b.json", (unsigned int)geteuid());
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0600);
	assert_int_equal(shell("test $(stat -c %%a r/.git/paraphe/journal/%u) = 700", (unsigned int)geteuid()), 0);
	FINE(journal_update(entry, text_of("second")));
	assert_string_equal(said("cat %s", path), "second");
	FAULT(FAULT_CONFLICT, journal_begin(&again, journal, "0190-b.json", text_of("x")));
	assert_string_equal(said("cat %s", path), "second");
	FINE(journal_list(&names, journal));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.names[0], "0190-b.json");
	file_names_clear(&names);
	journal_end(entry);
	assert_int_equal(file_exists(path), false);
	assert_string_equal(said("ls -A r/.git/paraphe/journal/%u", (unsigned int)geteuid()), "");
	FAULT(FAULT_MALFORMED, journal_begin(&again, journal, "../x", text_of("x")));
	FAULT(FAULT_MALFORMED, journal_begin(&again, journal, ".x", text_of("x")));
	FAULT(FAULT_MALFORMED, journal_begin(&again, journal, "", text_of("x")));
	free(path);
	journal_close(journal);
	repository_close(repository);
}

static void begun_beside_is_there_when_settled(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct journal *journal;
	struct journal_entry *entry, *again;
	struct buffer bytes = {0};
	FINE(journal_open(&journal, repository));
	FINE(journal_settle(NULL));
	FINE(journal_start(&entry, journal, "one", text_of("words")));
	FINE(journal_settle(entry));
	FINE(journal_settle(entry));
	FAULT(FAULT_BUSY, journal_take(&again, &bytes, journal, "one"));
	/* One of the same name is refused as often as one asks, and its end leaves the first alone. */
	FINE(journal_start(&again, journal, "one", text_of("others")));
	FAULT(FAULT_CONFLICT, journal_settle(again));
	FAULT(FAULT_CONFLICT, journal_settle(again));
	journal_end(again);
	journal_leave(entry);
	FINE(journal_take(&entry, &bytes, journal, "one"));
	assert_string_equal(buffer_string(&bytes), "words");
	journal_end(entry);
	/* Ended before it is settled: nothing stays. */
	FINE(journal_start(&entry, journal, "two", text_of("words")));
	journal_end(entry);
	assert_string_equal(said("ls -A r/.git/paraphe/journal/%u", (unsigned int)geteuid()), "");
	FAULT(FAULT_MALFORMED, journal_start(&entry, journal, ".x", text_of("x")));
	buffer_clear(&bytes);
	journal_close(journal);
	repository_close(repository);
}

static void taken_when_its_writer_is_gone(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct journal *journal;
	struct journal_entry *entry;
	struct buffer bytes = {0};
	int ready[2], go[2];
	char byte = 0;
	assert_int_equal(pipe(ready) | pipe(go), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		if (journal_open(&journal, repository) || journal_begin(&entry, journal, "one", text_of("first")) ||
			journal_update(entry, text_of("last words")))
			_exit(1);
		if (write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 1)
			_exit(2);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	FINE(journal_open(&journal, repository));
	FAULT(FAULT_BUSY, journal_take(&entry, &bytes, journal, "one"));
	assert_int_equal(bytes.size, 0);
	assert_int_equal(write(go[1], &byte, 1), 1);
	waitpid(child, NULL, 0);
	FINE(journal_take(&entry, &bytes, journal, "one"));
	assert_string_equal(buffer_string(&bytes), "last words");
	FINE(journal_update(entry, text_of("again")));
	journal_leave(entry);
	buffer_clear(&bytes);
	FINE(journal_take(&entry, &bytes, journal, "one"));
	assert_string_equal(buffer_string(&bytes), "again");
	journal_end(entry);
	FAULT(FAULT_MISSING, journal_take(&entry, &bytes, journal, "one"));
	buffer_clear(&bytes);
	journal_close(journal);
	repository_close(repository);
}

/* While the writer replaces the file again and again, nobody else gets hold of it. */
static void never_free_while_updated(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct journal *journal;
	struct journal_entry *entry, *taken;
	struct buffer bytes = {0};
	FINE(journal_open(&journal, repository));
	FINE(journal_begin(&entry, journal, "one", text_of("0")));
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		for (int i = 0; i < 5000; i++)
			if (!journal_take(&taken, &bytes, journal, "one"))
				_exit(1);
		_exit(0);
	}
	int status = 0;
	while (waitpid(child, &status, WNOHANG) == 0)
		FINE(journal_update(entry, text_of("more")));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	journal_end(entry);
	journal_close(journal);
	repository_close(repository);
}

static void strange_entries(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct journal *journal;
	struct journal_entry *entry;
	struct file_names names = {0};
	struct buffer bytes = {0};
	FINE(journal_open(&journal, repository));
	assert_int_equal(
		shell("cd r/.git/paraphe/journal/* && ln -s /etc/passwd link && mkfifo fifo && mkdir folder && echo "
		      "x >Odd && echo x >.left.1 && touch -d '1 hour ago' .left.1 && echo x >theirs"),
		0);
	FAULT(FAULT_FORBIDDEN, journal_take(&entry, &bytes, journal, "link"));
	FAULT(FAULT_FORBIDDEN, journal_take(&entry, &bytes, journal, "fifo"));
	FAULT(FAULT_FORBIDDEN, journal_take(&entry, &bytes, journal, "folder"));
	if (geteuid() == 0) {
		assert_int_equal(shell("chown nobody r/.git/paraphe/journal/*/theirs"), 0);
		FAULT(FAULT_FORBIDDEN, journal_take(&entry, &bytes, journal, "theirs"));
	}
	FINE(journal_list(&names, journal));
	assert_int_equal(names.count, 4);
	file_names_clear(&names);
	journal_close(journal);
	FINE(journal_open(&journal, repository));
	assert_string_equal(said("ls -A r/.git/paraphe/journal/* | grep left"), "");
	journal_close(journal);
	repository_close(repository);
}

/* In a child of another uid: a repository that may be read and not written. */
static void read_only(void **state)
{
	(void)state;
	struct passwd *nobody = getpwnam("nobody");
	if (geteuid() != 0 || !nobody)
		skip();
	repository_close(fixture_repository("r"));
	assert_int_equal(shell("chown -R nobody r && chmod -R a-w r/.git && mkdir state && chown nobody state"), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		struct repository *repository;
		struct journal *journal;
		struct journal_entry *entry;
		struct file_names names = {0};
		struct buffer bytes = {0};
		if (setgid(nobody->pw_gid) != 0 || setuid(nobody->pw_uid) != 0 || repository_open(&repository, "r"))
			_exit(1);
		if (repository_writable(repository) || journal_open(&journal, repository) ||
			journal_begin(&entry, journal, "one", text_of("kept")))
			_exit(2);
		journal_leave(entry);
		char *own;
		if (journal_private(&own, journal, "position") || !strstr(own, "/state/paraphe/state/"))
			_exit(3);
		journal_close(journal);
		/* Written while it was read-only, and found when it no longer is. */
		if (system("chmod -R u+w r/.git") != 0 || !repository_writable(repository) ||
			journal_open(&journal, repository) || journal_list(&names, journal) || names.count != 1 ||
			journal_take(&entry, &bytes, journal, "one") || strcmp(buffer_string(&bytes), "kept") != 0)
			_exit(4);
		journal_end(entry);
		_exit(0);
	}
	int status;
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_string_equal(said("find state -name one"), "");
}

static void private_folder(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct journal *journal;
	char *path;
	FINE(journal_open(&journal, repository));
	FINE(journal_private(&path, journal, "position.json"));
	char *end = memory_format("/r/.git/paraphe/state/%u/position.json", (unsigned int)geteuid());
	assert_non_null(strstr(path, end));
	FINE(file_write(path, text_of("12"), 0600));
	free(end);
	free(path);
	journal_close(journal);
	repository_close(repository);
}

/* Somebody's words on a full disk go to their own; needs root, for a file system of its own. */
static void full_disk(void **state)
{
	(void)state;
	struct repository *repository = fixture_repository("r");
	struct journal *journal;
	struct journal_entry *entry, *taken;
	struct file_names names = {0};
	struct buffer bytes = {0};
	if (shell("mkdir -p r/.git/paraphe && mount -t tmpfs -o size=64k none r/.git/paraphe 2>/dev/null") != 0) {
		repository_close(repository);
		skip();
	}
	FINE(journal_open(&journal, repository));
	FINE(journal_begin(&entry, journal, "one", text_of("first")));
	shell("cat /dev/zero >r/.git/paraphe/filler 2>/dev/null");
	FINE(journal_update(entry, text_of("last words")));
	FINE(journal_update(entry, text_of("very last words")));
	assert_string_equal(said("ls -A r/.git/paraphe/journal/%u", (unsigned int)geteuid()), "");
	FINE(journal_list(&names, journal));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.names[0], "one");
	file_names_clear(&names);
	journal_leave(entry);
	FINE(journal_take(&taken, &bytes, journal, "one"));
	assert_string_equal(buffer_string(&bytes), "very last words");
	journal_end(taken);
	FINE(journal_begin(&entry, journal, "two", text_of("begun on a full disk")));
	journal_end(entry);
	FINE(journal_list(&names, journal));
	assert_int_equal(names.count, 0);
	buffer_clear(&bytes);
	journal_close(journal);
	repository_close(repository);
	assert_int_equal(shell("umount r/.git/paraphe"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(begins_updates_ends),
		FIXTURE_TEST(begun_beside_is_there_when_settled),
		FIXTURE_TEST(taken_when_its_writer_is_gone),
		FIXTURE_TEST(never_free_while_updated),
		FIXTURE_TEST(strange_entries),
		FIXTURE_TEST(read_only),
		FIXTURE_TEST(private_folder),
		FIXTURE_TEST(full_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
