#include "base/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/worker.h"

enum { TOGETHER = 8 };

int disk_write(int descriptor, struct text bytes)
{
	while (bytes.size) {
		ssize_t size = write(descriptor, bytes.bytes, bytes.size);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return -1;
		bytes = text_part(bytes, (size_t)size, bytes.size);
	}
	return 0;
}

struct syncing {
	const int *descriptors;
	int *numbers; /* errno of each; 0: on disk */
};

static void sync_part(void *context, size_t from, size_t to)
{
	const struct syncing *syncing = context;
	for (size_t i = from; i < to; i++)
		syncing->numbers[i] = fsync(syncing->descriptors[i]) == 0 || errno == EINVAL ? 0 : errno;
}

int disk_sync(const int *descriptors, size_t count)
{
	struct syncing syncing = {descriptors, memory_new(count, sizeof *syncing.numbers)};
	int number = 0;
	worker_together(count, TOGETHER, sync_part, &syncing);
	for (size_t i = 0; i < count && number == 0; i++)
		number = syncing.numbers[i];
	free(syncing.numbers);
	errno = number;
	return number == 0 ? 0 : -1;
}

int disk_sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? memory_copy(path, slash == path ? 1 : (size_t)(slash - path)) : memory_string(".");
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = descriptor < 0 ? -1 : disk_sync(&descriptor, 1), number = errno;
	if (descriptor >= 0)
		close(descriptor);
	free(folder);
	errno = number;
	return result;
}
