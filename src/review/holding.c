/* holding - which files an annotation folder holds, by its tree's id
 *
 * Remembered while the review is open, so that looking again reads only the folders that changed; and kept in the
 * user's cache, with what the files say, so that the next opening does not read them either. What is no annotation is
 * listed there too, without content: it is read anew each time, and the sentence about it is said again.
 */
#include "review/holding.h"

#include "annotation/packed.h"
#include "base/array.h"
#include "review/cache.h"
#include "review/gathering.h"

/* A file of the cache is written when so many annotations, and so large a part of all, were not in it. */
enum { KEEP_LEAST = 64, KEEP_PART = 16 };

enum {
	FOLDER_MOST = 20000,
	FOLDER_USUAL = 64 * 1024, /* bytes that libgit2 keeps of what one packed folder is made from */
	EXPECTED = 4 << 20,
};

/* One file of a kept folder: this, its name, and where `packed` its annotation; each filled up to 8 bytes. */
struct kept_file {
	struct oid blob;
	uint16_t name_size;
	uint8_t folder, plain;
	uint32_t packed; /* bytes; 0: what it says is not kept */
	uint32_t unused;
};

_Static_assert(sizeof(struct kept_file) % 8 == 0, "what follows is filled up to 8 bytes");

static struct text oid_text(const struct oid *oid)
{
	return (struct text){(const char *)oid->bytes, OID_BYTES};
}

static size_t filled(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

static void holding_clear(struct holding *holding)
{
	snapshot_entries_clear(&holding->files);
	*holding = (struct holding){0};
}

/* The kept files, as git would list them. */
static bool kept_read(struct holding *out, struct review_work *work, struct text bytes)
{
	while (bytes.size) {
		struct kept_file file;
		if (bytes.size < sizeof file)
			return false;
		memcpy(&file, bytes.bytes, sizeof file);
		bytes = text_part(bytes, sizeof file, bytes.size);
		size_t size = filled(file.name_size) + file.packed;
		if (bytes.size < size || memchr(bytes.bytes, '\0', file.name_size))
			return false;
		struct snapshot_entry *entry = ARRAY_ADD(out->files.items, out->files.count, out->files.capacity);
		*entry = (struct snapshot_entry){.name = memory_copy(bytes.bytes, file.name_size),
			.oid = file.blob,
			.folder = file.folder,
			.plain = file.plain};
		struct text packed = text_part(bytes, filled(file.name_size), size);
		bytes = text_part(bytes, size, bytes.size);
		if (!file.packed)
			continue;
		size_t index = gathering_pool(work, &file.blob);
		struct pooled *pooled = &work->pool[index];
		if (!pooled->annotation && !pooled->trouble && !packed_read(&pooled->annotation, &packed))
			return false;
	}
	return true;
}

/* Memory for what comes, a few megabytes at a time. */
static void expect(struct review_work *work, size_t size)
{
	if (size > work->expected) {
		memory_expect(EXPECTED);
		work->expected = EXPECTED;
	}
	work->expected -= size < work->expected ? size : work->expected;
}

static bool kept_find(struct holding *out, struct review *review)
{
	struct review_work *work = review->work;
	struct text bytes;
	if (!work->cache)
		work->cache = cache_open(review->repository);
	if (!cache_find(&bytes, work->cache, &out->tree))
		return false;
	expect(work, bytes.size / 2 * 3);
	out->kept = kept_read(out, work, bytes);
	if (!out->kept)
		snapshot_entries_clear(&out->files);
	return out->kept;
}

const struct fault *holding_find(const struct holding **out, struct review *review, struct snapshot *snapshot,
	const char *path, const struct oid *tree, bool own)
{
	struct review_work *work = review->work;
	struct holding fresh = {.tree = *tree};
	size_t index;
	if (!map_find(&work->holding_of, oid_text(tree), &index)) {
		const struct fault *fault = NULL;
		if (!own || !kept_find(&fresh, review)) {
			expect(work, FOLDER_USUAL);
			fault = snapshot_list(&fresh.files, snapshot, path, FOLDER_MOST);
		}
		if (fault) {
			snapshot_entries_clear(&fresh.files);
			return fault;
		}
		index = work->holding_count;
		*ARRAY_ADD(work->holdings, work->holding_count, work->holding_capacity) = fresh;
		map_put(&work->holding_of, oid_text(tree), index);
	}
	struct holding *holding = &work->holdings[index];
	holding->used = true;
	holding->own |= own;
	*out = holding;
	return NULL;
}

/* Folders that the last gathering did not meet any more go; the others have to be met again. */
void holding_renew(struct review_work *work)
{
	size_t kept = 0;
	map_clear(&work->holding_of);
	for (size_t i = 0; i < work->holding_count; i++) {
		struct holding *holding = &work->holdings[i];
		if (!holding->used) {
			holding_clear(holding);
			continue;
		}
		holding->used = holding->own = false;
		map_put(&work->holding_of, oid_text(&holding->tree), kept);
		work->holdings[kept++] = *holding;
	}
	work->holding_count = kept;
}

static void bytes_fill(struct buffer *out)
{
	while (out->size % 8)
		buffer_add_byte(out, '\0');
}

static void kept_write(struct buffer *out, const struct review_work *work, const struct holding *holding)
{
	for (size_t i = 0; i < holding->files.count; i++) {
		const struct snapshot_entry *entry = &holding->files.items[i];
		struct kept_file file = {.blob = entry->oid,
			.name_size = (uint16_t)strnlen(entry->name, UINT16_MAX),
			.folder = entry->folder,
			.plain = entry->plain};
		size_t start = out->size, index;
		buffer_add(out, (struct text){(const char *)&file, sizeof file});
		buffer_add(out, (struct text){entry->name, file.name_size});
		bytes_fill(out);
		size_t packed = out->size;
		if (entry->plain && map_find(&work->pool_of, oid_text(&entry->oid), &index) &&
			work->pool[index].annotation)
			packed_write(out, work->pool[index].annotation);
		file.packed = (uint32_t)(out->size - packed);
		memcpy(out->bytes + start, &file, sizeof file);
	}
}

/* How many annotations were read although a cache could have had them. */
static bool worth_keeping(const struct review_work *work)
{
	size_t all = 0, missed = 0;
	for (size_t i = 0; i < work->holding_count; i++) {
		const struct holding *holding = &work->holdings[i];
		if (!holding->own)
			continue;
		all += holding->files.count;
		missed += holding->kept ? 0 : holding->files.count;
	}
	return missed >= KEEP_LEAST && missed >= all / KEEP_PART;
}

void holding_forget(struct review_work *work)
{
	cache_end(work->keeping, false);
	work->keeping = NULL;
	for (size_t i = 0; i < work->holding_count; i++)
		holding_clear(&work->holdings[i]);
	free(work->holdings);
	map_clear(&work->holding_of);
	cache_close(work->cache);
}

bool holding_keep(struct review_work *work, size_t step)
{
	struct buffer bytes = {0};
	struct text kept;
	if (step == 0) {
		cache_end(work->keeping, false);
		work->keeping = work->cache && worth_keeping(work) ? cache_begin(work->cache) : NULL;
	}
	if (!work->keeping)
		return false;
	if (step == work->holding_count) {
		cache_end(work->keeping, true);
		work->keeping = NULL;
		return false;
	}
	struct holding *holding = &work->holdings[step];
	if (!holding->own)
		return true;
	if (holding->kept && cache_find(&kept, work->cache, &holding->tree)) {
		cache_add(work->keeping, &holding->tree, kept);
		return true;
	}
	kept_write(&bytes, work, holding);
	cache_add(work->keeping, &holding->tree, buffer_text(&bytes));
	holding->kept = true;
	buffer_clear(&bytes);
	return true;
}
