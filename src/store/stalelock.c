#include "store/stalelock.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/memory.h"

enum { STALE_SECONDS = 10, PATIENCE_MILLISECONDS = 2000, PAUSE_MILLISECONDS = 20 };

static bool holds(int folder, const struct stat *file)
{
	bool found = false;
	DIR *stream = fdopendir(folder);
	if (!stream) {
		close(folder);
		return false;
	}
	for (struct dirent *entry; !found && (entry = readdir(stream));) {
		struct stat open_file;
		found = isdigit((unsigned char)entry->d_name[0]) &&
			fstatat(folder, entry->d_name, &open_file, 0) == 0 && open_file.st_ino == file->st_ino &&
			open_file.st_dev == file->st_dev;
	}
	closedir(stream);
	return found;
}

/* Whether some process has the file open. Of the processes of others nothing can be seen (unless we are root); but the
 * file is of our own uid. Without /proc the answer is yes: then nothing is ever removed. */
static bool is_open(const struct stat *file)
{
	bool found = false;
	DIR *processes = opendir("/proc");
	if (!processes)
		return true;
	for (struct dirent *entry; !found && (entry = readdir(processes));) {
		char path[64];
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		snprintf(path, sizeof path, "/proc/%.20s/fd", entry->d_name);
		int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		found = folder >= 0 && holds(folder, file);
	}
	closedir(processes);
	return found;
}

static const struct fault *busy(const char *path, const struct stat *file)
{
	char words[4096];
	struct passwd entry, *found = NULL;
	long long age = (long long)(time(NULL) - file->st_mtime);
	getpwuid_r(file->st_uid, &entry, words, sizeof words, &found);
	return fault_new(FAULT_BUSY,
		_("the branch is locked by %s, a file of %s, %lld seconds old; if no git is at work there, remove it"),
		path, found ? found->pw_name : "?", age < 0 ? 0 : age);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* The clock of the file system counts, and jumps: the file must have been the same for as long as we have watched it.
 */
static bool is_stale(const struct stat *file, int64_t watched)
{
	return time(NULL) - file->st_mtime > STALE_SECONDS && watched >= PATIENCE_MILLISECONDS && !is_open(file);
}

const struct fault *stalelock_wait(const char *path, bool own)
{
	struct stat first, now;
	if (lstat(path, &first) != 0)
		return NULL;
	int64_t start = clock_ticks();
	for (;;) {
		nanosleep(&(struct timespec){.tv_nsec = PAUSE_MILLISECONDS * 1000000L}, NULL);
		if (lstat(path, &now) != 0 || !same_file(&first, &now))
			return NULL;
		int64_t watched = clock_ticks() - start;
		bool ours = own && now.st_uid == geteuid() && S_ISREG(now.st_mode);
		if (ours && is_stale(&now, watched)) {
			if (unlink(path) == 0 || errno == ENOENT)
				return NULL;
			return fault_system(
				_("the lock %s, left behind by a process that died, cannot be removed"), path);
		}
		bool patient = watched < PATIENCE_MILLISECONDS;
		if (!patient && ours && watched < (STALE_SECONDS + 2) * 1000)
			patient = !is_open(&now);
		if (!patient || interrupt_pending())
			return busy(path, &now);
	}
}
