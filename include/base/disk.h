/* disk - the steps below files that are whole and synced, for those who take several of them together
 *
 * All return 0, or -1 and errno. Who wants one file written whole uses file.h.
 */
#ifndef BASE_DISK_H
#define BASE_DISK_H

#include "base/buffer.h"

/* All of the bytes. */
int disk_write(int descriptor, struct text bytes);
/* Files and folders, all at the same time: the disk's waits for its own cache fall together. Where a file system has no
 * notion of syncing a folder, that is none to wait for. */
int disk_sync(const int *descriptors, size_t count);
/* The folder a path lies in. */
int disk_sync_folder_of(const char *path);

#endif
