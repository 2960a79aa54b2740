#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"

static char folder[64];

/* Each test stands in a new folder of its own. */
static int enter(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/paraphe-file-XXXXXX");
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	char command[100];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return chdir("/") == 0 ? system(command) : -1;
}

static void assert_fine(const struct fault *fault)
{
	if (fault)
		fail_msg("%s", fault_text(fault));
}

static void assert_fault(const struct fault *fault, enum fault_kind kind, const char *about)
{
	assert_non_null(fault);
	assert_int_equal(fault_kind(fault), kind);
	if (!strstr(fault_text(fault), about))
		fail_msg("\"%s\" does not name \"%s\"", fault_text(fault), about);
}

static void assert_content(const char *path, const char *expected)
{
	struct buffer bytes = {0};
	assert_fine(file_read(&bytes, path, 1000));
	assert_string_equal(buffer_string(&bytes), expected);
	buffer_clear(&bytes);
}

static size_t names_here(void)
{
	struct file_names names = {0};
	assert_fine(file_list(&names, "."));
	size_t count = names.count;
	file_names_clear(&names);
	return count;
}

static void test_file_read__adds_all_bytes(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	static char large[200000];
	memset(large, 'x', sizeof large);
	large[100000] = '\0';
	assert_fine(file_write("large", (struct text){large, sizeof large}, 0600));
	buffer_add_string(&bytes, "before ");
	assert_fine(file_read(&bytes, "large", sizeof large));
	assert_int_equal(bytes.size, 7 + sizeof large);
	assert_memory_equal(bytes.bytes + 7, large, sizeof large);
	buffer_clear(&bytes);
}

static void test_file_read__missing_is_missing(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	assert_fault(file_read(&bytes, "absent", 10), FAULT_MISSING, "absent");
	assert_fault(file_read(&bytes, "no/folder", 10), FAULT_MISSING, "no/folder");
	assert_fault(file_read(&bytes, "", 10), FAULT_MISSING, "");
	buffer_clear(&bytes);
}

static void test_file_read__what_is_no_file_is_malformed(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	assert_fault(file_read(&bytes, ".", 10), FAULT_MALFORMED, ".");
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_fault(file_read(&bytes, "fifo", 10), FAULT_MALFORMED, "fifo");
	assert_fault(file_read(&bytes, "/dev/zero", 10), FAULT_MALFORMED, "/dev/zero");
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(descriptor, (struct sockaddr *)&address, sizeof address), 0);
	assert_fault(file_read(&bytes, "socket", 10), FAULT_MALFORMED, "socket");
	close(descriptor);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_fault(file_read(&bytes, "loop", 10), FAULT_SYSTEM, "loop");
	assert_int_equal(bytes.size, 0);
	buffer_clear(&bytes);
}

static void test_file_read__up_to_the_limit_only(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	buffer_add_string(&bytes, "kept");
	assert_fine(file_write("ten", text_of("0123456789"), 0600));
	assert_fault(file_read(&bytes, "ten", 9), FAULT_MALFORMED, "ten");
	assert_string_equal(buffer_string(&bytes), "kept");
	assert_fine(file_read(&bytes, "ten", 10));
	assert_string_equal(buffer_string(&bytes), "kept0123456789");
	/* A file whose size the system does not tell. */
	assert_fault(file_read(&bytes, "/proc/self/status", 20), FAULT_MALFORMED, "/proc/self/status");
	assert_int_equal(bytes.size, 14);
	buffer_clear(&bytes);
}

static void test_file_read__dash_is_standard_input(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	int ends[2], own = dup(STDIN_FILENO);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "piped", 5), 5);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	assert_fine(file_read(&bytes, "-", 5));
	assert_string_equal(buffer_string(&bytes), "piped");
	dup2(own, STDIN_FILENO);
	close(own);
	close(ends[0]);
	buffer_clear(&bytes);
}

static void test_file_write__replaces_atomically(void **state)
{
	(void)state;
	char old[10] = "";
	assert_fine(file_write("file", text_of("old"), 0600));
	int reader = open("file", O_RDONLY);
	assert_fine(file_write("file", text_of("new words"), 0600));
	assert_content("file", "new words");
	/* Who had the old one open still reads the old one whole. */
	assert_int_equal(read(reader, old, sizeof old), 3);
	assert_string_equal(old, "old");
	close(reader);
	assert_int_equal(names_here(), 1);
}

static void test_file_write__mode_is_subject_to_the_umask(void **state)
{
	(void)state;
	struct stat about;
	mode_t before = umask(027);
	assert_fine(file_write("file", text_of(""), 0666));
	umask(before);
	assert_int_equal(stat("file", &about), 0);
	assert_int_equal(about.st_mode & 07777, 0640);
	assert_int_equal(about.st_size, 0);
}

static void test_file_write__failure_leaves_nothing_behind(void **state)
{
	(void)state;
	assert_int_equal(mkdir("taken", 0700), 0);
	assert_fault(file_write("taken", text_of("x"), 0600), FAULT_SYSTEM, "taken");
	assert_fault(file_write("absent/file", text_of("x"), 0600), FAULT_MISSING, "absent/file");
	assert_fine(file_write("plain", text_of("kept"), 0600));
	assert_fault(file_write("plain/file", text_of("x"), 0600), FAULT_SYSTEM, "plain/file");
	assert_non_null(file_write("taken/", text_of("x"), 0600));
	assert_content("plain", "kept");
	assert_int_equal(names_here(), 2);
	assert_int_equal(rmdir("taken"), 0);
}

static void test_file_write__a_name_as_long_as_names_can_be(void **state)
{
	(void)state;
	char name[257];
	memset(name, 'n', sizeof name);
	name[255] = '\0';
	assert_fine(file_write(name, text_of("long"), 0600));
	assert_content(name, "long");
	name[255] = 'n';
	name[256] = '\0';
	assert_fault(file_write(name, text_of("long"), 0600), FAULT_SYSTEM, "nnn");
	assert_int_equal(names_here(), 1);
}

static void test_file_write__replaces_a_link_not_its_target(void **state)
{
	(void)state;
	assert_fine(file_write("target", text_of("target"), 0600));
	assert_int_equal(symlink("target", "link"), 0);
	assert_fine(file_write("link", text_of("own"), 0600));
	assert_content("target", "target");
	assert_content("link", "own");
}

static void test_file_write__read_only_folder_is_a_fault(void **state)
{
	(void)state;
	bool root = geteuid() == 0;
	assert_int_equal(mkdir("closed", 0555), 0);
	assert_int_equal(chmod(".", 0755), 0);
	/* Root may write anywhere: so be nobody for a moment. */
	if (root && seteuid(65534) < 0) {
		print_message("skipped: root, and not allowed to be anyone else\n");
		skip();
	}
	const struct fault *written = file_write("closed/file", text_of("x"), 0600);
	const struct fault *made = file_make_folder("closed/folder", 0700);
	const struct fault *locked = file_lock(&(struct file_lock){-1}, "closed/lock", 1000);
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_fault(written, FAULT_SYSTEM, "closed/file");
	assert_fault(made, FAULT_SYSTEM, "closed/folder");
	assert_fault(locked, FAULT_SYSTEM, "closed/lock");
}

static void test_file_remove__gone_already_is_fine(void **state)
{
	(void)state;
	assert_fine(file_write("file", text_of("x"), 0600));
	assert_fine(file_remove("file"));
	assert_false(file_exists("file"));
	assert_fine(file_remove("file"));
	assert_fine(file_remove("no/such/file"));
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_fault(file_remove("folder"), FAULT_SYSTEM, "folder");
	assert_true(file_exists("folder"));
}

static void test_file_make_folder__with_parents_and_again(void **state)
{
	(void)state;
	struct stat about;
	char absolute[200];
	mode_t before = umask(022);
	assert_fine(file_make_folder("a/b//c/", 0700));
	umask(before);
	assert_int_equal(stat("a/b/c", &about), 0);
	assert_int_equal(about.st_mode & 07777, 0700);
	assert_int_equal(stat("a/b", &about), 0);
	assert_int_equal(about.st_mode & 07777, 0755);
	assert_fine(file_make_folder("a/b/c", 0700));
	assert_fine(file_make_folder("/", 0700));
	assert_fine(file_make_folder(".", 0700));
	snprintf(absolute, sizeof absolute, "%s/d/e", folder);
	assert_fine(file_make_folder(absolute, 0700));
	assert_true(file_exists("d/e"));
}

static void test_file_make_folder__a_file_in_the_way_is_a_fault(void **state)
{
	(void)state;
	assert_fine(file_write("file", text_of("x"), 0600));
	assert_fault(file_make_folder("file", 0700), FAULT_SYSTEM, "file");
	assert_fault(file_make_folder("file/below", 0700), FAULT_SYSTEM, "file/below");
	assert_non_null(file_make_folder("", 0700));
}

static void test_file_list__is_sorted_in_byte_order(void **state)
{
	(void)state;
	static const char *const made[] = {"é", "b", ".hidden", "B", "a.json", "a"};
	static const char *const sorted[] = {".hidden", "B", "a", "a.json", "b", "é"};
	for (size_t i = 0; i < 6; i++)
		assert_fine(file_write(made[i], text_of(""), 0600));
	struct file_names names = {0};
	assert_fine(file_list(&names, folder));
	assert_int_equal(names.count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(names.names[i], sorted[i]);
	file_names_clear(&names);
	assert_int_equal(names.count, 0);
}

static void test_file_list__absent_is_empty_and_a_file_a_fault(void **state)
{
	(void)state;
	struct file_names names = {0};
	assert_fine(file_list(&names, "absent"));
	assert_int_equal(names.count, 0);
	assert_fine(file_write("file", text_of("x"), 0600));
	assert_fault(file_list(&names, "file"), FAULT_SYSTEM, "file");
	file_names_clear(&names);
}

static void test_file_lock__keeps_others_out_until_unlocked(void **state)
{
	(void)state;
	struct file_lock first, second;
	struct stat about;
	assert_fine(file_lock(&first, "lock", 0));
	assert_int_equal(stat("lock", &about), 0);
	assert_int_equal(about.st_mode & 07777, 0600);
	assert_fault(file_lock(&second, "lock", 0), FAULT_BUSY, "lock");
	assert_int_equal(second.descriptor, -1);
	int64_t start = clock_ticks();
	assert_fault(file_lock(&second, "lock", 60), FAULT_BUSY, "lock");
	assert_in_range(clock_ticks() - start, 60, 5000);
	file_unlock(&first);
	assert_int_equal(first.descriptor, -1);
	assert_fine(file_lock(&second, "lock", 0));
	file_unlock(&second);
	file_unlock(&second);
}

static void test_file_lock__waits_for_another_process(void **state)
{
	(void)state;
	struct file_lock lock;
	int ready[2], status;
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		struct file_lock held;
		const struct fault *fault = file_lock(&held, "lock", 0);
		status = write(ready[1], "", 1) == 1 && !fault ? 0 : 1;
		usleep(100000);
		_exit(status); /* the end of a process ends its locks */
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_fault(file_lock(&lock, "lock", 0), FAULT_BUSY, "lock");
	assert_fine(file_lock(&lock, "lock", 10000));
	file_unlock(&lock);
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	close(ready[0]);
	close(ready[1]);
}

static void test_file_lock__a_removed_file_is_not_the_lock(void **state)
{
	(void)state;
	struct file_lock first, second, third;
	assert_fine(file_lock(&first, "lock", 0));
	assert_fine(file_remove("lock"));
	assert_fine(file_lock(&second, "lock", 0));
	file_unlock(&first);
	assert_fault(file_lock(&third, "lock", 0), FAULT_BUSY, "lock");
	file_unlock(&second);
}

static void test_file_lock__waiting_ends_with_the_file_that_has_the_name(void **state)
{
	(void)state;
	struct file_lock lock, other;
	int ready[2], status;
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		struct file_lock held;
		const struct fault *fault = file_lock(&held, "lock", 0);
		status = write(ready[1], "", 1) == 1 && !fault ? 0 : 1;
		usleep(50000);
		_exit(unlink("lock") == 0 ? status : 1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_fine(file_lock(&lock, "lock", 10000));
	assert_true(file_exists("lock"));
	assert_fault(file_lock(&other, "lock", 0), FAULT_BUSY, "lock");
	file_unlock(&lock);
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	close(ready[0]);
	close(ready[1]);
}

static void test_file_lock__is_not_inherited_by_programs(void **state)
{
	(void)state;
	struct file_lock lock;
	assert_fine(file_lock(&lock, "lock", 0));
	assert_int_equal(fcntl(lock.descriptor, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	file_unlock(&lock);
}

static void test_file_lock__where_it_cannot_be_made_is_a_fault(void **state)
{
	(void)state;
	struct file_lock lock;
	assert_fault(file_lock(&lock, "no/lock", 1000), FAULT_MISSING, "no/lock");
	assert_fault(file_lock(&lock, ".", 1000), FAULT_SYSTEM, ".");
	assert_int_equal(symlink("elsewhere", "link"), 0);
	assert_fault(file_lock(&lock, "link", 1000), FAULT_SYSTEM, "link");
	assert_false(file_exists("elsewhere"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_file_read__adds_all_bytes),
		IN_FOLDER(test_file_read__missing_is_missing),
		IN_FOLDER(test_file_read__what_is_no_file_is_malformed),
		IN_FOLDER(test_file_read__up_to_the_limit_only),
		IN_FOLDER(test_file_read__dash_is_standard_input),
		IN_FOLDER(test_file_write__replaces_atomically),
		IN_FOLDER(test_file_write__mode_is_subject_to_the_umask),
		IN_FOLDER(test_file_write__failure_leaves_nothing_behind),
		IN_FOLDER(test_file_write__a_name_as_long_as_names_can_be),
		IN_FOLDER(test_file_write__replaces_a_link_not_its_target),
		IN_FOLDER(test_file_write__read_only_folder_is_a_fault),
		IN_FOLDER(test_file_remove__gone_already_is_fine),
		IN_FOLDER(test_file_make_folder__with_parents_and_again),
		IN_FOLDER(test_file_make_folder__a_file_in_the_way_is_a_fault),
		IN_FOLDER(test_file_list__is_sorted_in_byte_order),
		IN_FOLDER(test_file_list__absent_is_empty_and_a_file_a_fault),
		IN_FOLDER(test_file_lock__keeps_others_out_until_unlocked),
		IN_FOLDER(test_file_lock__waits_for_another_process),
		IN_FOLDER(test_file_lock__a_removed_file_is_not_the_lock),
		IN_FOLDER(test_file_lock__waiting_ends_with_the_file_that_has_the_name),
		IN_FOLDER(test_file_lock__is_not_inherited_by_programs),
		IN_FOLDER(test_file_lock__where_it_cannot_be_made_is_a_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
