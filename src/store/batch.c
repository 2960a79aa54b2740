#include "store/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/disk.h"
#include "base/language.h"
#include "base/map.h"
#include "store/pack.h"
#include "store/stored.h"

enum { PRIORITY = 100, TEMPORARY = 32, FAN = 3, PACKED_FROM = 64 };

struct waiting {
	git_oid id;
	git_object_t type;
	char *bytes;
	size_t size;
	char temporary[TEMPORARY]; /* empty: not written */
	int descriptor;
};

struct batch {
	git_odb_backend backend; /* freed with the object database it is part of */
	bool open;
	struct waiting *items;
	size_t count, capacity;
	struct map item_of; /* id -> items */
	struct pack *pack;  /* of many acts, that are gathered; or NULL */
};

static void forget(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		free(batch->items[i].bytes);
	map_clear(&batch->item_of);
	batch->count = 0;
	pack_free(batch->pack);
	batch->pack = NULL;
	batch->open = false;
}

static struct text id_text(const git_oid *id)
{
	return (struct text){(const char *)id->id, sizeof id->id};
}

static const struct waiting *find(const git_odb_backend *backend, const git_oid *id)
{
	const struct batch *batch = (const struct batch *)backend;
	size_t index;
	if (!batch->count || !map_find(&batch->item_of, id_text(id), &index))
		return NULL;
	return &batch->items[index];
}

static int read_packed(void **out, git_odb_backend *backend, const git_oid *id, size_t size)
{
	struct buffer bytes = {0};
	bool read = pack_read(&bytes, ((struct batch *)backend)->pack, id);
	*out = read ? git_odb_backend_data_alloc(backend, size + 1) : NULL;
	if (*out)
		memcpy(*out, buffer_string(&bytes), size + 1);
	buffer_clear(&bytes);
	return *out ? 0 : GIT_ERROR;
}

static int read_object(void **out, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	const struct waiting *item = find(backend, id);
	if (!item)
		return pack_find(type, size, ((struct batch *)backend)->pack, id) ? read_packed(out, backend, id, *size)
										  : GIT_ENOTFOUND;
	*out = git_odb_backend_data_alloc(backend, item->size + 1);
	if (!*out)
		return GIT_ERROR;
	memcpy(*out, item->bytes, item->size + 1);
	*size = item->size;
	*type = item->type;
	return 0;
}

static int read_header(size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	const struct waiting *item = find(backend, id);
	if (!item)
		return pack_find(type, size, ((struct batch *)backend)->pack, id) ? 0 : GIT_ENOTFOUND;
	*size = item->size;
	*type = item->type;
	return 0;
}

static int object_exists(git_odb_backend *backend, const git_oid *id)
{
	size_t size;
	git_object_t type;
	return find(backend, id) || pack_find(&type, &size, ((struct batch *)backend)->pack, id);
}

static int write_object(git_odb_backend *backend, const git_oid *id, const void *bytes, size_t size, git_object_t type)
{
	struct batch *batch = (struct batch *)backend;
	if (!batch->open || (size > BATCH_LARGEST && !batch->pack))
		return GIT_PASSTHROUGH;
	if (batch->pack) {
		pack_add(batch->pack, id, type, (struct text){bytes, size});
		return 0;
	}
	if (find(backend, id))
		return 0;
	map_put(&batch->item_of, id_text(id), batch->count);
	struct waiting *item = ARRAY_ADD(batch->items, batch->count, batch->capacity);
	item->id = *id;
	item->type = type;
	item->bytes = memory_copy(bytes, size);
	item->size = size;
	item->descriptor = -1;
	return 0;
}

/* What comes as a stream is libgit2's to write. */
static int no_stream(git_odb_stream **out, git_odb_backend *backend, git_object_size_t size, git_object_t type)
{
	(void)out;
	(void)backend;
	(void)size;
	(void)type;
	return GIT_PASSTHROUGH;
}

static int each_object(git_odb_backend *backend, git_odb_foreach_cb visit, void *context)
{
	(void)backend;
	(void)visit;
	(void)context;
	return 0;
}

static void backend_free(git_odb_backend *backend)
{
	struct batch *batch = (struct batch *)backend;
	forget(batch);
	free(batch->items);
	free(batch);
}

/* By errno. What git, tidying up, has taken away can be written again. */
static const struct fault *cannot_save(const char *path)
{
	bool taken = errno == ENOENT;
	if (errno == ENOSPC || errno == EDQUOT)
		return fault_new(FAULT_SYSTEM, _("the disk is full: make room, then try again (%s)"), path);
	const struct fault *fault = fault_system("%s", _("the act cannot be saved"));
	return taken ? fault_new(FAULT_GIT, "%s", fault_text(fault)) : fault;
}

const struct fault *batch_begin(struct repository *repository)
{
	if (repository->batch && repository->batch->pack)
		return NULL;
	if (!repository->batch) {
		struct batch *batch = memory_new(1, sizeof *batch);
		git_odb_init_backend(&batch->backend, GIT_ODB_BACKEND_VERSION);
		batch->backend.read = read_object;
		batch->backend.read_header = read_header;
		batch->backend.exists = object_exists;
		batch->backend.write = write_object;
		batch->backend.writestream = no_stream;
		batch->backend.foreach = each_object;
		batch->backend.free = backend_free;
		int code = git_odb_add_backend(repository->odb, &batch->backend, PRIORITY);
		if (code != 0) {
			backend_free(&batch->backend);
			return libgit_fault(code, _("the act cannot be saved"));
		}
		repository->batch = batch;
	}
	forget(repository->batch);
	/* Where the environment names another place for objects, libgit2 knows it, and we do not. */
	repository->batch->open = !getenv("GIT_OBJECT_DIRECTORY");
	return NULL;
}

void batch_cancel(struct repository *repository)
{
	if (repository->batch && !repository->batch->pack)
		forget(repository->batch);
}

const struct fault *batch_gather(struct repository *repository)
{
	const struct fault *fault = batch_begin(repository);
	if (!fault && !repository->batch->pack)
		repository->batch->pack = repository->batch->open ? pack_new() : NULL;
	return fault;
}

void batch_scatter(struct repository *repository)
{
	if (repository->batch)
		forget(repository->batch);
}

/* --- many acts at once */

const struct fault *batch_gathered(struct repository *repository)
{
	struct batch *batch = repository->batch;
	const struct fault *fault = batch->pack ? pack_write(batch->pack, repository) : NULL;
	forget(batch);
	return fault;
}

bool batch_take(struct repository *repository, const git_oid *id, struct text bytes)
{
	struct batch *batch = repository->batch;
	if (!batch || !batch->pack)
		return false;
	pack_add(batch->pack, id, GIT_OBJECT_BLOB, bytes);
	return true;
}

/* One act of very many objects. */
static const struct fault *write_packed(struct batch *batch, struct repository *repository)
{
	struct pack *pack = pack_new();
	for (size_t i = 0; i < batch->count; i++) {
		const struct waiting *item = &batch->items[i];
		pack_add(pack, &item->id, item->type, (struct text){item->bytes, item->size});
	}
	const struct fault *fault = pack_write(pack, repository);
	pack_free(pack);
	forget(batch);
	return fault;
}

/* --- the objects of one act */

/* A loose object: "TYPE SIZE", a NUL byte and the bytes, as a zlib stream. */
static void object_form(struct buffer *out, const struct waiting *item)
{
	struct buffer bytes = {0};
	buffer_format(&bytes, "%s %zu", git_object_type2string(item->type), item->size);
	buffer_add_byte(&bytes, '\0');
	buffer_add(&bytes, (struct text){item->bytes, item->size});
	buffer_empty(out);
	stored_add(out, buffer_text(&bytes));
	buffer_clear(&bytes);
}

static int open_temporary(struct waiting *item, int folder)
{
	uint64_t number = 0;
	do {
		if (getrandom(&number, sizeof number, 0) < 0)
			return -1;
		snprintf(item->temporary, sizeof item->temporary, "tmp_obj_%016" PRIx64, number);
		item->descriptor =
			openat(folder, item->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444);
	} while (item->descriptor < 0 && errno == EEXIST);
	if (item->descriptor < 0)
		item->temporary[0] = '\0';
	return item->descriptor < 0 ? -1 : 0;
}

/* All contents under temporary names, synced. */
static int write_contents(struct batch *batch, int folder)
{
	struct buffer bytes = {0};
	int *descriptors = memory_new(batch->count, sizeof *descriptors), result = 0;
	for (size_t i = 0; i < batch->count && result == 0; i++) {
		struct waiting *item = &batch->items[i];
		object_form(&bytes, item);
		result = open_temporary(item, folder);
		if (result == 0)
			result = disk_write(item->descriptor, buffer_text(&bytes));
		/* On its way to the disk: one write of the disk's journal then does for all. */
		if (result == 0)
			(void)!sync_file_range(item->descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
		descriptors[i] = item->descriptor;
	}
	if (result == 0)
		result = disk_sync(descriptors, batch->count);
	buffer_clear(&bytes);
	free(descriptors);
	return result;
}

/* The two digits an object's folder is called by, and the rest, the name in it. */
static void object_name(char fan[FAN], char name[OID_HEX + 1], const git_oid *id)
{
	char hex[OID_HEX];
	git_oid_tostr(hex, sizeof hex, id);
	snprintf(fan, FAN, "%.2s", hex);
	snprintf(name, OID_HEX + 1, "%.2s/%s", hex, hex + 2);
}

/* `git gc` beside us may take an empty folder away between our making it and our renaming into it. */
static int name_object(struct waiting *item, int folder, bool *made)
{
	enum { TRIES = 5 };
	char fan[FAN], name[OID_HEX + 1];
	object_name(fan, name, &item->id);
	for (int i = 0; i < TRIES; i++) {
		bool new = mkdirat(folder, fan, 0777) == 0;
		if (!new &&errno != EEXIST)
			return -1;
		*made |= new;
		if (renameat(folder, item->temporary, folder, name) == 0) {
			item->temporary[0] = '\0';
			return 0;
		}
		if (errno != ENOENT)
			break;
	}
	return -1;
}

/* The folders of all objects; `made`: a new one among them, so the folder they lie in as well. */
static int sync_folders(const struct batch *batch, int folder, bool made)
{
	int *descriptors = memory_new(batch->count + 1, sizeof *descriptors), result = 0;
	size_t count = 0;
	for (size_t i = 0; i < batch->count && result == 0; i++) {
		char fan[FAN], name[OID_HEX + 1];
		object_name(fan, name, &batch->items[i].id);
		descriptors[count] = openat(folder, fan, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		result = descriptors[count] < 0 ? -1 : 0;
		count += result == 0;
	}
	if (result == 0) {
		descriptors[count] = folder;
		result = disk_sync(descriptors, count + made);
	}
	int number = errno;
	while (count)
		close(descriptors[--count]);
	free(descriptors);
	errno = number;
	return result;
}

/* All names, and the folders that hold them synced. */
static int write_names(struct batch *batch, int folder)
{
	bool made = false;
	int result = 0;
	for (size_t i = 0; i < batch->count && result == 0; i++)
		result = name_object(&batch->items[i], folder, &made);
	return result == 0 ? sync_folders(batch, folder, made) : result;
}

const struct fault *batch_end(struct repository *repository)
{
	const struct fault *fault = NULL;
	struct batch *batch = repository->batch;
	if (batch->pack)
		return NULL;
	if (batch->count > PACKED_FROM)
		return write_packed(batch, repository);
	char *path = memory_format("%s/objects", repository->folder);
	int folder = batch->count ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (batch->count && (folder < 0 || write_contents(batch, folder) != 0 || write_names(batch, folder) != 0))
		fault = cannot_save(path);
	for (size_t i = 0; i < batch->count; i++) {
		if (batch->items[i].descriptor >= 0)
			close(batch->items[i].descriptor);
		if (batch->items[i].temporary[0])
			unlinkat(folder, batch->items[i].temporary, 0);
	}
	if (folder >= 0)
		close(folder);
	forget(batch);
	free(path);
	return fault;
}
