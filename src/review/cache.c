#include "review/cache.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "annotation/packed.h"
#include "base/array.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/map.h"
#include "base/place.h"

enum { FLUSH = 1 << 20, MOST_PARTS = 1 << 20, DAY = 24 * 60 * 60, LEFTOVER_SECONDS = 60 * 60 };

/* Read as a number: a machine that writes numbers the other way round finds another word. */
static const uint64_t magic = 0x7061726170686500 + PACKED_FORM;

struct part {
	struct oid tree;
	uint32_t unused;
	uint64_t offset, size, sum;
};

/* The last bytes of a file: parts, their list, this. */
struct footer {
	uint64_t magic, offset, count, list_sum;
	uint64_t sum; /* of the four before and of the file's size */
};

struct cache {
	char *folder, *path;
	int descriptor;
	struct part *parts;
	size_t count;
	struct map part_of; /* tree -> parts */
	struct buffer bytes;
};

struct cache_writer {
	struct cache *cache;
	char *temporary;
	int descriptor;
	bool failed;
	struct buffer bytes; /* not written yet */
	uint64_t written;
	struct part *parts;
	size_t count, capacity;
};

/* Any one changed word gives another sum: each step can be undone. */
static uint64_t sum_of(struct text bytes, uint64_t seed)
{
	uint64_t sum = seed ^ (bytes.size * 0x9e3779b97f4a7c15u);
	for (size_t i = 0; i < bytes.size; i += 8) {
		uint64_t word = 0;
		memcpy(&word, bytes.bytes + i, bytes.size - i < 8 ? bytes.size - i : 8);
		sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
		sum ^= sum >> 29;
	}
	return sum;
}

static struct text text_over(const void *bytes, size_t size)
{
	return (struct text){bytes, size};
}

static uint64_t footer_sum(const struct footer *footer, uint64_t file_size)
{
	return sum_of(text_over(footer, offsetof(struct footer, sum)), file_size);
}

static bool read_at(int descriptor, void *out, size_t size, uint64_t offset)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = pread(descriptor, (char *)out + done, size - done, (off_t)(offset + done));
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

static bool list_read(struct cache *cache, uint64_t file_size)
{
	struct footer footer;
	if (file_size < sizeof footer ||
		!read_at(cache->descriptor, &footer, sizeof footer, file_size - sizeof footer) ||
		footer.magic != magic || footer.sum != footer_sum(&footer, file_size) || footer.count > MOST_PARTS ||
		footer.offset + footer.count * sizeof(struct part) + sizeof footer != file_size)
		return false;
	size_t size = footer.count * sizeof(struct part);
	cache->parts = memory_new(footer.count, sizeof *cache->parts);
	if (!read_at(cache->descriptor, cache->parts, size, footer.offset) ||
		sum_of(text_over(cache->parts, size), 0) != footer.list_sum)
		return false;
	for (size_t i = 0; i < footer.count; i++) {
		const struct part *part = &cache->parts[i];
		if (part->offset > footer.offset || part->size > footer.offset - part->offset)
			return false;
		map_put(&cache->part_of, text_over(part->tree.bytes, OID_BYTES), i);
	}
	cache->count = footer.count;
	return true;
}

static void file_forget(struct cache *cache)
{
	if (cache->descriptor >= 0)
		close(cache->descriptor);
	cache->descriptor = -1;
	cache->count = 0;
	free(cache->parts);
	cache->parts = NULL;
	map_clear(&cache->part_of);
}

static void file_open(struct cache *cache)
{
	struct stat about;
	cache->descriptor = open(cache->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (cache->descriptor < 0)
		return;
	if (fstat(cache->descriptor, &about) != 0 || !S_ISREG(about.st_mode) || about.st_uid != geteuid() ||
		!list_read(cache, (uint64_t)about.st_size)) {
		file_forget(cache);
		return;
	}
	/* Used: it is not the next to go. */
	if (time(NULL) - about.st_mtime > DAY)
		(void)!futimens(cache->descriptor, NULL);
}

struct cache *cache_open(struct repository *repository)
{
	char digest[DIGEST_HEX];
	struct cache *cache = memory_new(1, sizeof *cache);
	cache->descriptor = -1;
	digest_text(digest, text_of(repository_folder(repository)));
	cache->folder = place_cache("annotations");
	if (!cache->folder)
		return cache;
	cache->path = memory_format("%s/%s", cache->folder, digest);
	file_open(cache);
	return cache;
}

void cache_close(struct cache *cache)
{
	if (!cache)
		return;
	file_forget(cache);
	buffer_clear(&cache->bytes);
	free(cache->folder);
	free(cache->path);
	free(cache);
}

bool cache_find(struct text *out, struct cache *cache, const struct oid *tree)
{
	size_t index;
	if (!map_find(&cache->part_of, text_over(tree->bytes, OID_BYTES), &index))
		return false;
	const struct part *part = &cache->parts[index];
	buffer_empty(&cache->bytes);
	buffer_reserve(&cache->bytes, part->size);
	if (!read_at(cache->descriptor, cache->bytes.bytes, part->size, part->offset))
		return false;
	cache->bytes.size = part->size;
	*out = buffer_text(&cache->bytes);
	return sum_of(*out, 0) == part->sum;
}

struct cache_writer *cache_begin(struct cache *cache)
{
	uint64_t number = 0;
	if (!cache->path || getrandom(&number, sizeof number, 0) < 0)
		return NULL;
	const struct fault *fault = file_make_folder(cache->folder, 0700);
	struct cache_writer *writer = memory_new(1, sizeof *writer);
	writer->cache = cache;
	writer->temporary = memory_format("%s/.%016" PRIx64 ".tmp", cache->folder, number);
	writer->descriptor = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fault || writer->descriptor < 0) {
		fault_ignore(fault); /* the next opening takes longer */
		free(writer->temporary);
		free(writer);
		return NULL;
	}
	return writer;
}

static void flush(struct cache_writer *writer)
{
	struct text bytes = buffer_text(&writer->bytes);
	while (bytes.size && !writer->failed) {
		ssize_t size = write(writer->descriptor, bytes.bytes, bytes.size);
		writer->failed = size <= 0;
		bytes = text_part(bytes, size > 0 ? (size_t)size : 0, bytes.size);
	}
	writer->written += writer->bytes.size;
	buffer_empty(&writer->bytes);
}

void cache_add(struct cache_writer *writer, const struct oid *tree, struct text bytes)
{
	uint64_t offset = writer->written + writer->bytes.size;
	if (writer->count == MOST_PARTS || offset + bytes.size > CACHE_MOST / 2)
		return;
	struct part *part = ARRAY_ADD(writer->parts, writer->count, writer->capacity);
	*part = (struct part){.tree = *tree, .offset = offset, .size = bytes.size, .sum = sum_of(bytes, 0)};
	buffer_add(&writer->bytes, bytes);
	if (writer->bytes.size >= FLUSH)
		flush(writer);
}

static void finish(struct cache_writer *writer)
{
	struct text list = text_over(writer->parts, writer->count * sizeof *writer->parts);
	struct footer footer = {.magic = magic,
		.offset = writer->written + writer->bytes.size,
		.count = writer->count,
		.list_sum = sum_of(list, 0)};
	footer.sum = footer_sum(&footer, footer.offset + list.size + sizeof footer);
	buffer_add(&writer->bytes, list);
	buffer_add(&writer->bytes, text_over(&footer, sizeof footer));
	flush(writer);
	writer->failed = writer->failed || rename(writer->temporary, writer->cache->path) != 0;
}

struct kept {
	char *path;
	int64_t used;
	uint64_t size;
};

static int by_use(const void *a, const void *b)
{
	const struct kept *one = a, *two = b;
	return (one->used > two->used) - (one->used < two->used);
}

/* What nobody has opened for long goes, and what writers that died have left. */
static void sweep(const struct cache *cache)
{
	struct file_names names = {0};
	uint64_t total = 0;
	int64_t now = time(NULL);
	if (file_list(&names, cache->folder))
		return; /* the next writer sweeps */
	struct kept *all = memory_new(names.count, sizeof *all);
	for (size_t i = 0; i < names.count; i++) {
		struct stat about;
		all[i].path = memory_format("%s/%s", cache->folder, names.names[i]);
		if (lstat(all[i].path, &about) == 0 && S_ISREG(about.st_mode)) {
			all[i].used = about.st_mtime;
			all[i].size = (uint64_t)about.st_size;
			if (names.names[i][0] == '.' && now - about.st_mtime > LEFTOVER_SECONDS)
				all[i].used = 0;
		}
		total += all[i].size;
	}
	qsort(all, names.count, sizeof *all, by_use);
	for (size_t i = 0; i < names.count; i++) {
		bool old = now - all[i].used > (int64_t)CACHE_DAYS * DAY;
		if (all[i].size && (old || total > CACHE_MOST) && strcmp(all[i].path, cache->path) != 0 &&
			unlink(all[i].path) == 0)
			total -= all[i].size;
		free(all[i].path);
	}
	free(all);
	file_names_clear(&names);
}

void cache_end(struct cache_writer *writer, bool done)
{
	if (!writer)
		return;
	if (done)
		finish(writer);
	if (!done || writer->failed)
		unlink(writer->temporary);
	close(writer->descriptor);
	if (done && !writer->failed) {
		file_forget(writer->cache);
		file_open(writer->cache);
		sweep(writer->cache);
	}
	buffer_clear(&writer->bytes);
	free(writer->parts);
	free(writer->temporary);
	free(writer);
}
