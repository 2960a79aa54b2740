#include "store/watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/memory.h"
#include "store/libgit.h"

enum {
	FOLDER_EVENTS = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_ONLYDIR,
	DEEPEST = 32
};

struct watched {
	int number;
	char *folder;
};

struct watch {
	struct repository *repository;
	int descriptor, root; /* root: the watch on the git directory itself */
	struct watched *folders;
	size_t count, capacity;
	uint64_t refs;  /* what the refs were at the last call */
	uint64_t stamp; /* and the files they lie in */
};

/* FNV-1a */
static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
	for (const unsigned char *byte = bytes; size--; byte++)
		hash = (hash ^ *byte) * 0x100000001b3u;
	return hash;
}

/* Names and oids of all refs. A sum, so their order does not matter. */
static uint64_t refs_fingerprint(struct repository *repository)
{
	git_reference_iterator *iterator = NULL;
	uint64_t sum = 0;
	const char *name;
	if (git_reference_iterator_new(&iterator, repository->git) != 0)
		return 0;
	while (git_reference_next_name(&name, iterator) == 0) {
		git_oid id = {{0}};
		/* A broken ref is one more state of it. */
		(void)!git_reference_name_to_id(&id, repository->git, name);
		sum += mix(mix(0xcbf29ce484222325u, name, strlen(name) + 1), &id, sizeof id);
	}
	git_reference_iterator_free(iterator);
	return sum;
}

static uint64_t file_stamp(const char *name, const struct stat *about)
{
	uint64_t hash = mix(0xcbf29ce484222325u, name, strlen(name) + 1);
	hash = mix(hash, &about->st_ino, sizeof about->st_ino);
	hash = mix(hash, &about->st_size, sizeof about->st_size);
	hash = mix(hash, &about->st_mtim.tv_sec, sizeof about->st_mtim.tv_sec);
	return mix(hash, &about->st_mtim.tv_nsec, sizeof about->st_mtim.tv_nsec);
}

/* Modification times of a folder's files, and of those below it. */
static uint64_t folder_stamp(int parent, const char *name, int depth)
{
	struct stat about;
	uint64_t sum = 0;
	int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *stream = descriptor >= 0 ? fdopendir(descriptor) : NULL;
	if (!stream) {
		if (descriptor >= 0)
			close(descriptor);
		return 0;
	}
	for (struct dirent *entry; (entry = readdir(stream));) {
		if (entry->d_name[0] == '.' || fstatat(descriptor, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (S_ISDIR(about.st_mode) && depth < DEEPEST)
			sum += folder_stamp(descriptor, entry->d_name, depth + 1);
		else if (S_ISREG(about.st_mode))
			sum += file_stamp(entry->d_name, &about);
	}
	closedir(stream);
	return sum;
}

static uint64_t files_stamp(struct repository *repository)
{
	struct stat about;
	uint64_t sum = 0;
	int folder = open(repository->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return 0;
	if (fstatat(folder, "packed-refs", &about, 0) == 0)
		sum = file_stamp("packed-refs", &about);
	sum += folder_stamp(folder, "refs", 0);
	close(folder);
	return sum;
}

/* inotify gives the number it gave before when a folder is watched already. */
static void remember(struct watch *watch, int number, const char *folder)
{
	for (size_t i = 0; i < watch->count; i++)
		if (watch->folders[i].number == number) {
			char *old = watch->folders[i].folder;
			watch->folders[i].folder = memory_string(folder);
			free(old);
			return;
		}
	struct watched *watched = ARRAY_ADD(watch->folders, watch->count, watch->capacity);
	*watched = (struct watched){number, memory_string(folder)};
}

/* Watches a folder and all in it. */
static void folder_add(struct watch *watch, const char *folder, int depth)
{
	int number = inotify_add_watch(watch->descriptor, folder, FOLDER_EVENTS);
	DIR *stream = number >= 0 ? opendir(folder) : NULL;
	if (!stream)
		return;
	remember(watch, number, folder);
	for (struct dirent *entry; depth < DEEPEST && (entry = readdir(stream));) {
		if (entry->d_name[0] == '.' || (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN))
			continue;
		char *below = memory_format("%s/%s", folder, entry->d_name);
		folder_add(watch, below, depth + 1);
		free(below);
	}
	closedir(stream);
}

static void folders_open(struct watch *watch)
{
	watch->descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (watch->descriptor < 0)
		return;
	watch->root = inotify_add_watch(watch->descriptor, watch->repository->folder, FOLDER_EVENTS);
	if (watch->root < 0) {
		close(watch->descriptor);
		watch->descriptor = -1;
		return;
	}
	char *refs = memory_format("%s/refs", watch->repository->folder);
	folder_add(watch, refs, 0);
	free(refs);
}

const struct fault *watch_open(struct watch **out, struct repository *repository)
{
	struct watch *watch = memory_new(1, sizeof *watch);
	watch->repository = repository;
	folders_open(watch);
	watch->stamp = files_stamp(repository);
	watch->refs = refs_fingerprint(repository);
	*out = watch;
	return NULL;
}

void watch_close(struct watch *watch)
{
	if (!watch)
		return;
	if (watch->descriptor >= 0)
		close(watch->descriptor);
	for (size_t i = 0; i < watch->count; i++)
		free(watch->folders[i].folder);
	free(watch->folders);
	free(watch);
}

int watch_descriptor(const struct watch *watch)
{
	return watch->descriptor;
}

static bool is_lock(const char *name)
{
	size_t size = strlen(name);
	return size > 5 && strcmp(name + size - 5, ".lock") == 0;
}

/* Whether an event may mean that a ref changed; a new folder is watched from now on. */
static bool event_counts(struct watch *watch, const struct inotify_event *event)
{
	const char *name = event->len ? event->name : "";
	if (event->mask & IN_Q_OVERFLOW)
		return true;
	if (event->wd == watch->root)
		return strcmp(name, "packed-refs") == 0 || strcmp(name, "refs") == 0;
	for (size_t i = 0; i < watch->count; i++) {
		if (watch->folders[i].number != event->wd)
			continue;
		if (event->mask & IN_IGNORED) {
			free(watch->folders[i].folder);
			ARRAY_REMOVE(watch->folders, watch->count, i);
			return true;
		}
		if ((event->mask & IN_ISDIR) && (event->mask & (IN_CREATE | IN_MOVED_TO))) {
			char *folder = memory_format("%s/%s", watch->folders[i].folder, name);
			folder_add(watch, folder, 1);
			free(folder);
		}
		break;
	}
	return !is_lock(name);
}

static bool events_drain(struct watch *watch)
{
	_Alignas(struct inotify_event) char bytes[16 * 1024];
	bool counts = false;
	for (;;) {
		ssize_t size = read(watch->descriptor, bytes, sizeof bytes);
		if (size < 0 && errno == EINTR)
			continue;
		if (size <= 0)
			return counts;
		for (char *at = bytes; at < bytes + size;) {
			const struct inotify_event *event = (const struct inotify_event *)at;
			counts |= event_counts(watch, event);
			at += sizeof *event + event->len;
		}
	}
}

bool watch_changed(struct watch *watch)
{
	if (watch->descriptor >= 0) {
		if (!events_drain(watch))
			return false;
	} else {
		uint64_t stamp = files_stamp(watch->repository);
		if (stamp == watch->stamp)
			return false;
		watch->stamp = stamp;
	}
	uint64_t refs = refs_fingerprint(watch->repository);
	bool changed = refs != watch->refs;
	watch->refs = refs;
	return changed;
}
