/* fixture - a real repository in a temporary folder, with the real git as the other side */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/commit.h"

static char fixture_folder[] = "/tmp/paraphe-store-XXXXXX";

static inline int fixture_remove(const char *path, const struct stat *about, int type, struct FTW *walk)
{
	(void)about;
	(void)type;
	(void)walk;
	return remove(path);
}

/* A fresh folder as HOME and current folder; 755 so that another user can look into it. */
static inline int fixture_open(void **state)
{
	(void)state;
	strcpy(fixture_folder + sizeof fixture_folder - 7, "XXXXXX");
	if (!mkdtemp(fixture_folder) || chmod(fixture_folder, 0755) != 0 || chdir(fixture_folder) != 0)
		return -1;
	setenv("HOME", fixture_folder, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_AUTHOR_NAME", "Git", 1);
	setenv("GIT_AUTHOR_EMAIL", "git@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Git", 1);
	setenv("GIT_COMMITTER_EMAIL", "git@example.org", 1);
	char *states = memory_format("%s/state", fixture_folder);
	setenv("XDG_STATE_HOME", states, 1);
	free(states);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("GIT_DIR");
	umask(022);
	return 0;
}

static inline int fixture_close(void **state)
{
	(void)state;
	if (chdir("/") != 0)
		return -1;
	return nftw(fixture_folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
}

/* Runs a shell command in the fixture's folder; its exit status. */
static inline int shell(const char *format, ...) FORMAT(1, 2);
static inline int shell(const char *format, ...)
{
	char command[4096];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(command, sizeof command, format, arguments);
	va_end(arguments);
	int status = system(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What a shell command prints, without the last line end; borrowed until the next call. */
static inline const char *said(const char *format, ...) FORMAT(1, 2);
static inline const char *said(const char *format, ...)
{
	static char out[65536];
	char command[4096];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(command, sizeof command, format, arguments);
	va_end(arguments);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	size_t size = fread(out, 1, sizeof out - 1, pipe);
	pclose(pipe);
	while (size && out[size - 1] == '\n')
		size--;
	out[size] = '\0';
	return out;
}

#define FINE(call)                                                                                                     \
	do {                                                                                                           \
		const struct fault *fine_fault = (call);                                                               \
		if (fine_fault)                                                                                        \
			fail_msg("%s: %s", #call, fault_text(fine_fault));                                             \
	} while (0)

#define FAULT(kind, call)                                                                                              \
	do {                                                                                                           \
		const struct fault *wrong_fault = (call);                                                              \
		assert_non_null(wrong_fault);                                                                          \
		if (fault_kind(wrong_fault) != (kind))                                                                 \
			fail_msg("%s: kind %d: %s", #call, fault_kind(wrong_fault), fault_text(wrong_fault));          \
	} while (0)

/* A repository `name` with a first commit on main made by git: drafts/a.md "one\n", b.md "two\n". */
static inline struct repository *fixture_repository(const char *name)
{
	struct repository *repository;
	assert_int_equal(
		shell("git init -q -b main %s && cd %s && mkdir drafts && echo one >drafts/a.md && echo two >b.md "
		      "&& git add -A && git commit -qm first",
			name, name),
		0);
	FINE(repository_open(&repository, name));
	return repository;
}

static inline struct oid fixture_tip(struct repository *repository, const char *ref)
{
	struct oid tip;
	FINE(branch_find(&tip, repository, ref));
	return tip;
}

/* One file written on a parent. */
static inline struct oid fixture_commit(
	struct repository *repository, const struct oid *parent, const char *path, const char *bytes, const char *act)
{
	struct oid out;
	struct commit_file file = {path, bytes ? text_of(bytes) : (struct text){0}, NULL};
	struct commit_order order = {.author_name = "Sherpa A",
		.author_email = "a@example.org",
		.subject = "Comment on §12",
		.act = act,
		.kind = "annotate",
		.when = {.seconds = 1700000000, .offset_minutes = 120},
		.files = &file,
		.file_count = 1,
		.parents = parent,
		.parent_count = parent ? 1 : 0};
	FINE(commit_write(&out, repository, &order));
	return out;
}

#define FIXTURE_TEST(function) cmocka_unit_test_setup_teardown(function, fixture_open, fixture_close)

#endif
