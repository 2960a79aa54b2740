/* file - files on disk, whole, atomic and synced
 *
 * Paths are NUL-terminated. Writing goes to a temporary file in the same folder, is fsynced, renamed over the old one,
 * and the folder is fsynced: after a return of NULL the new bytes survive a power cut, before it the old ones do.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"

/* Adds the bytes of a regular file (or "-": standard input) to `out`. FAULT_MISSING if absent; FAULT_MALFORMED above
 * `limit` bytes, before reading where the size is known. A folder, a device, a FIFO is FAULT_MALFORMED. */
const struct fault *file_read(struct buffer *out, const char *path, size_t limit) MUST_CHECK;

/* Replaces (or makes) the file, atomically and synced. */
const struct fault *file_write(const char *path, struct text bytes, mode_t mode) MUST_CHECK;
/* The same for many files, which file_sync_all() of a folder in their file system then syncs together. */
const struct fault *file_write_soon(const char *path, struct text bytes, mode_t mode) MUST_CHECK;
const struct fault *file_sync_all(const char *folder) MUST_CHECK;

/* Removes a file; gone already is fine. The folder is synced. */
const struct fault *file_remove(const char *path) MUST_CHECK;

/* Makes a folder and its missing parents, the last with `mode`; there already is fine. */
const struct fault *file_make_folder(const char *path, mode_t mode) MUST_CHECK;
/* The same; synced by file_sync_all(). */
const struct fault *file_make_folder_soon(const char *path, mode_t mode) MUST_CHECK;

/* Names in a folder (without . and ..), sorted in byte order; an absent folder has none. */
struct file_names {
	char **names;
	size_t count, capacity;
};
const struct fault *file_list(struct file_names *out, const char *folder) MUST_CHECK;
void file_names_clear(struct file_names *names);

/* An exclusive flock on `path` (made with mode 0600 if missing). Waits up to `wait_milliseconds`, then FAULT_BUSY;
 * 0 tries once. The lock is not inherited by children and ends with file_unlock() or the process. */
struct file_lock {
	int descriptor; /* -1: not held */
};
const struct fault *file_lock(struct file_lock *lock, const char *path, int wait_milliseconds) MUST_CHECK;
void file_unlock(struct file_lock *lock);

bool file_exists(const char *path);

#endif
