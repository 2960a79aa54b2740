#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/disk.h"
#include "base/language.h"
#include "base/memory.h"

enum { CHUNK = 64 * 1024, TEMPORARY_NAME = 48 };

/* close() that leaves errno as the caller's failure set it. */
static void close_quietly(int descriptor)
{
	int number = errno;
	if (descriptor >= 0)
		close(descriptor);
	errno = number;
}

static const struct fault *too_large(const char *path, size_t limit)
{
	return fault_new(FAULT_MALFORMED, _("%s is larger than %zu bytes, the most that is read"), path, limit);
}

static const struct fault *not_regular(const char *path)
{
	return fault_new(FAULT_MALFORMED, _("%s is not a regular file; name a file"), path);
}

static const struct fault *read_all(struct buffer *out, int descriptor, const char *path, size_t limit)
{
	size_t start = out->size;
	for (;;) {
		buffer_reserve(out, CHUNK);
		ssize_t size = read(descriptor, out->bytes + out->size, CHUNK);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return fault_system(_("cannot read %s"), path);
		if (size == 0)
			return NULL;
		out->size += (size_t)size;
		if (out->size - start > limit)
			return too_large(path, limit);
	}
}

static const struct fault *open_regular(int *descriptor, const char *path, size_t limit)
{
	/* Without O_NONBLOCK a FIFO nobody writes to would hold us here. */
	*descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*descriptor < 0)
		return errno == ENXIO ? not_regular(path) : fault_system(_("cannot open %s"), path);
	struct stat about;
	if (fstat(*descriptor, &about) < 0)
		return fault_system(_("cannot read %s"), path);
	if (!S_ISREG(about.st_mode))
		return not_regular(path);
	if ((uintmax_t)about.st_size > limit)
		return too_large(path, limit);
	return NULL;
}

const struct fault *file_read(struct buffer *out, const char *path, size_t limit)
{
	const struct fault *fault = NULL;
	size_t start = out->size;
	int descriptor = -1;
	if (strcmp(path, "-") == 0) {
		fault = read_all(out, STDIN_FILENO, _("standard input"), limit);
		goto done;
	}
	fault = open_regular(&descriptor, path, limit);
	if (!fault)
		fault = read_all(out, descriptor, path, limit);
done:
	close_quietly(descriptor);
	if (fault)
		out->size = start;
	return fault;
}

/* The folder a path lies in, open, and the name in it. */
static int open_parent(const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	*name = slash ? slash + 1 : path;
	char *folder = slash ? memory_copy(path, slash == path ? 1 : (size_t)(slash - path)) : memory_string(".");
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return descriptor;
}

/* A new file in the folder under a name nobody has; the mode is subject to the umask, as everywhere. */
static int open_temporary(int folder, char name[TEMPORARY_NAME], mode_t mode)
{
	int descriptor;
	do {
		uint64_t number = 0;
		if (getrandom(&number, sizeof number, 0) < 0)
			return -1;
		snprintf(name, TEMPORARY_NAME, ".paraphe-%016" PRIx64 ".tmp", number);
		descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	} while (descriptor < 0 && errno == EEXIST);
	return descriptor;
}

static const struct fault *put(const char *path, struct text bytes, mode_t mode, bool synced)
{
	const struct fault *fault = NULL;
	const char *name;
	char temporary[TEMPORARY_NAME] = "";
	int descriptor = -1;
	int folder = open_parent(path, &name);
	if (folder < 0) {
		fault = fault_system(_("cannot write %s"), path);
		goto done;
	}
	descriptor = open_temporary(folder, temporary, mode);
	if (descriptor < 0) {
		fault = fault_system(_("cannot write %s"), path);
		temporary[0] = '\0';
		goto done;
	}
	if (disk_write(descriptor, bytes) < 0 || (synced && fsync(descriptor) < 0) ||
		renameat(folder, temporary, folder, name) < 0) {
		fault = fault_system(_("cannot write %s"), path);
		goto done;
	}
	temporary[0] = '\0';
	if (synced && disk_sync(&folder, 1) < 0)
		fault = fault_system(_("cannot make sure that %s is on disk"), path);
done:
	if (temporary[0])
		unlinkat(folder, temporary, 0);
	close_quietly(descriptor);
	close_quietly(folder);
	return fault;
}

const struct fault *file_write(const char *path, struct text bytes, mode_t mode)
{
	return put(path, bytes, mode, true);
}

const struct fault *file_write_soon(const char *path, struct text bytes, mode_t mode)
{
	return put(path, bytes, mode, false);
}

const struct fault *file_sync_all(const char *folder)
{
	const struct fault *fault = NULL;
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (descriptor < 0 || syncfs(descriptor) != 0)
		fault = fault_system(_("cannot make sure that %s is on disk"), folder);
	close_quietly(descriptor);
	return fault;
}

const struct fault *file_remove(const char *path)
{
	const struct fault *fault = NULL;
	const char *name;
	int folder = open_parent(path, &name);
	if (folder < 0 || unlinkat(folder, name, 0) < 0) {
		if (errno != ENOENT)
			fault = fault_system(_("cannot remove %s"), path);
	} else if (disk_sync(&folder, 1) < 0) {
		fault = fault_system(_("cannot make sure that %s is gone from the disk"), path);
	}
	close_quietly(folder);
	return fault;
}

/* One folder. A new one is synced into its parent (unless all is synced later): a file synced in a folder that vanishes
 * is not saved. */
static const struct fault *make_one(const char *path, mode_t mode, bool later)
{
	struct stat about;
	if (mkdir(path, mode) < 0) {
		if (errno != EEXIST || stat(path, &about) < 0)
			return fault_system(_("cannot make the folder %s"), path);
		if (!S_ISDIR(about.st_mode))
			return fault_new(FAULT_SYSTEM, _("%s is in the way: a folder of that name is needed"), path);
		return NULL;
	}
	if (later)
		return NULL;
	const char *name;
	int parent = open_parent(path, &name);
	int synced = parent < 0 ? -1 : disk_sync(&parent, 1);
	close_quietly(parent);
	return synced < 0 ? fault_system(_("cannot make sure that the folder %s is on disk"), path) : NULL;
}

static const struct fault *make_folder(const char *path, mode_t mode, bool later)
{
	const struct fault *fault = NULL;
	struct stat present;
	if (stat(path, &present) == 0 && S_ISDIR(present.st_mode))
		return NULL; /* most often: looked for once, not folder by folder */
	char *copy = memory_string(path);
	size_t size = strlen(copy);
	while (size > 1 && copy[size - 1] == '/')
		copy[--size] = '\0';
	for (char *slash = strchr(copy + (size > 0), '/'); slash && !fault; slash = strchr(slash + 1, '/')) {
		struct stat about;
		*slash = '\0';
		/* Looking first: in a folder we may not write to, mkdir may say so instead of EEXIST. */
		if (stat(copy, &about) < 0)
			fault = make_one(copy, 0777, later);
		*slash = '/';
	}
	if (!fault)
		fault = make_one(copy, mode, later);
	free(copy);
	return fault;
}

const struct fault *file_make_folder(const char *path, mode_t mode)
{
	return make_folder(path, mode, false);
}

const struct fault *file_make_folder_soon(const char *path, mode_t mode)
{
	return make_folder(path, mode, true);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

const struct fault *file_list(struct file_names *out, const char *folder)
{
	const struct fault *fault = NULL;
	DIR *stream = opendir(folder);
	if (!stream)
		return errno == ENOENT ? NULL : fault_system(_("cannot list the folder %s"), folder);
	for (;;) {
		errno = 0;
		struct dirent *entry = readdir(stream);
		if (!entry)
			break;
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*ARRAY_ADD(out->names, out->count, out->capacity) = memory_string(entry->d_name);
	}
	if (errno) {
		fault = fault_system(_("cannot list the folder %s"), folder);
		file_names_clear(out);
	} else if (out->count) {
		qsort(out->names, out->count, sizeof *out->names, compare_names);
	}
	closedir(stream);
	return fault;
}

void file_names_clear(struct file_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->names[i]);
	free(names->names);
	*names = (struct file_names){0};
}

/* Tries once: 1 held, 0 somebody else has it, -1 errno. */
static int try_lock(int *descriptor, const char *path)
{
	struct stat held, named;
	*descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (*descriptor < 0)
		return -1;
	int locked = flock(*descriptor, LOCK_EX | LOCK_NB);
	/* Whoever had it may have removed the file: a lock on a file without a name keeps nobody out. */
	if (locked == 0 && fstat(*descriptor, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino &&
		held.st_dev == named.st_dev)
		return 1;
	int result = locked == 0 || errno == EWOULDBLOCK || errno == EINTR ? 0 : -1;
	close_quietly(*descriptor);
	*descriptor = -1;
	return result;
}

const struct fault *file_lock(struct file_lock *lock, const char *path, int wait_milliseconds)
{
	int64_t end = clock_ticks() + wait_milliseconds;
	long pause_milliseconds = 1;
	lock->descriptor = -1;
	for (;;) {
		int result = try_lock(&lock->descriptor, path);
		if (result > 0)
			return NULL;
		if (result < 0)
			return fault_system(_("cannot lock %s"), path);
		if (clock_ticks() >= end)
			return fault_new(FAULT_BUSY, _("another process holds %s; try again in a moment"), path);
		nanosleep(&(struct timespec){.tv_nsec = pause_milliseconds * 1000000}, NULL);
		if (pause_milliseconds < 32)
			pause_milliseconds *= 2;
	}
}

void file_unlock(struct file_lock *lock)
{
	if (lock->descriptor >= 0)
		close(lock->descriptor);
	lock->descriptor = -1;
}

bool file_exists(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0;
}
