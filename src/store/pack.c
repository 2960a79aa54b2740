#include "store/pack.h"

#include <stdio.h>
#include <zlib.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/language.h"
#include "base/map.h"
#include "base/memory.h"
#include "store/delta.h"
#include "store/stored.h"

enum { DEEPEST = 40, WORTH_A_DELTA = 1024, CANDIDATES = 4, FANS = 256, COUNT_AT = 8 };

/* An object of the pack. */
struct packed {
	git_oid id;
	git_object_t type;
	size_t size;   /* of the object */
	size_t offset; /* in the pack */
	size_t stream,
		stored; /* where its zlib stream starts, and the bytes in it: of the object, or of what it changes */
	size_t earlier; /* the one it changes, or itself */
	size_t depth;
	uint32_t sum; /* CRC-32 of its bytes in the pack */
};

/* A late one, whole: the next may be its next version. */
struct late {
	size_t index;
	struct buffer bytes;
};

/* The last of one type that are worth it, in a ring. */
struct ring {
	struct late items[CANDIDATES];
	size_t count;
};

struct pack {
	struct packed *objects;
	size_t count, capacity;
	struct map index_of;  /* id -> objects */
	struct buffer bytes;  /* of the file; the number of objects is put in at the end */
	struct ring rings[2]; /* blobs, trees */
};

void pack_name(git_oid *id, git_object_t type, struct text bytes)
{
	char head[64];
	int size = snprintf(head, sizeof head, "%s %zu", git_object_type2string(type), bytes.size);
	digest_sha1(id->id, (struct text){head, (size_t)size + 1}, bytes);
}

static void number_add(struct buffer *out, uint32_t number)
{
	const unsigned char bytes[] = {number >> 24, (number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff};
	buffer_add(out, (struct text){(const char *)bytes, sizeof bytes});
}

/* Type and size: three bits and four, then seven a byte. */
static void head_add(struct buffer *out, unsigned int type, size_t size)
{
	unsigned int byte = type << 4 | (size & 0xf);
	for (size >>= 4; size; size >>= 7) {
		buffer_add_byte(out, (char)(byte | 0x80));
		byte = size & 0x7f;
	}
	buffer_add_byte(out, (char)byte);
}

/* How far back the other object is: seven bits a byte, the highest first, each but the last one less than it says. */
static void distance_add(struct buffer *out, size_t distance)
{
	char bytes[16];
	size_t at = sizeof bytes;
	bytes[--at] = (char)(distance & 0x7f);
	while (distance >>= 7)
		bytes[--at] = (char)(0x80 | (--distance & 0x7f));
	buffer_add(out, (struct text){bytes + at, sizeof bytes - at});
}

struct pack *pack_new(void)
{
	struct pack *pack = memory_new(1, sizeof *pack);
	buffer_add_string(&pack->bytes, "PACK");
	number_add(&pack->bytes, 2);
	number_add(&pack->bytes, 0);
	return pack;
}

void pack_free(struct pack *pack)
{
	if (!pack)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(pack->rings); i++)
		for (size_t j = 0; j < CANDIDATES; j++)
			buffer_clear(&pack->rings[i].items[j].bytes);
	map_clear(&pack->index_of);
	buffer_clear(&pack->bytes);
	free(pack->objects);
	free(pack);
}

static struct ring *ring_of(struct pack *pack, git_object_t type, size_t size)
{
	if (size < WORTH_A_DELTA || (type != GIT_OBJECT_BLOB && type != GIT_OBJECT_TREE))
		return NULL;
	return &pack->rings[type == GIT_OBJECT_TREE];
}

/* One that is likely an earlier version: of the last few of its type the nearest in size. */
static const struct late *earlier_version(const struct pack *pack, const struct ring *ring, size_t size)
{
	const struct late *best = NULL;
	size_t least = size / 2, count = ring->count < CANDIDATES ? ring->count : CANDIDATES;
	for (size_t i = 1; i <= count; i++) {
		const struct late *late = &ring->items[(ring->count - i) % CANDIDATES];
		size_t apart = late->bytes.size > size ? late->bytes.size - size : size - late->bytes.size;
		if (apart < least && pack->objects[late->index].depth < DEEPEST) {
			best = late;
			least = apart;
		}
	}
	return best;
}

static void ring_add(struct ring *ring, size_t index, struct text bytes)
{
	struct late *late = &ring->items[ring->count++ % CANDIDATES];
	late->index = index;
	buffer_empty(&late->bytes);
	buffer_add(&late->bytes, bytes);
}

void pack_add(struct pack *pack, const git_oid *id, git_object_t type, struct text bytes)
{
	size_t index = pack->count, known;
	struct text name = {(const char *)id->id, sizeof id->id};
	struct ring *ring = ring_of(pack, type, bytes.size);
	const struct late *earlier = ring ? earlier_version(pack, ring, bytes.size) : NULL;
	struct buffer delta = {0};
	if (map_find(&pack->index_of, name, &known))
		return;
	map_put(&pack->index_of, name, index);
	struct packed *object = ARRAY_ADD(pack->objects, pack->count, pack->capacity);
	*object = (struct packed){
		.id = *id, .type = type, .size = bytes.size, .offset = pack->bytes.size, .earlier = index};
	if (earlier)
		delta_add(&delta, buffer_text(&earlier->bytes), bytes);
	struct text stored = bytes;
	if (delta.size && delta.size < bytes.size) {
		stored = buffer_text(&delta);
		object->earlier = earlier->index;
		object->depth = pack->objects[earlier->index].depth + 1;
		head_add(&pack->bytes, GIT_OBJECT_OFS_DELTA, stored.size);
		distance_add(&pack->bytes, object->offset - pack->objects[earlier->index].offset);
	} else {
		head_add(&pack->bytes, (unsigned int)type, stored.size);
	}
	object->stored = stored.size;
	object->stream = pack->bytes.size;
	stored_add(&pack->bytes, stored);
	struct text all = text_part(buffer_text(&pack->bytes), object->offset, pack->bytes.size);
	object->sum = (uint32_t)crc32_z(0, (const unsigned char *)all.bytes, all.size);
	buffer_clear(&delta);
	if (ring)
		ring_add(ring, index, bytes);
}

bool pack_find(git_object_t *type, size_t *size, const struct pack *pack, const git_oid *id)
{
	size_t index;
	if (!pack || !map_find(&pack->index_of, (struct text){(const char *)id->id, sizeof id->id}, &index))
		return false;
	*type = pack->objects[index].type;
	*size = pack->objects[index].size;
	return true;
}

static const struct late *late_find(const struct pack *pack, size_t index)
{
	for (size_t i = 0; i < ARRAY_SIZE(pack->rings); i++)
		for (size_t j = 0; j < CANDIDATES && j < pack->rings[i].count; j++)
			if (pack->rings[i].items[j].index == index)
				return &pack->rings[i].items[j];
	return NULL;
}

/* What the zlib stream of an object holds. */
static bool stream_read(struct buffer *out, const struct pack *pack, const struct packed *object)
{
	uLongf size = object->stored;
	struct text stream = text_part(buffer_text(&pack->bytes), object->stream, pack->bytes.size);
	uLong most = stream.size;
	buffer_empty(out);
	buffer_reserve(out, size);
	out->size = object->stored;
	return uncompress2((Bytef *)out->bytes, &size, (const Bytef *)stream.bytes, &most) == Z_OK &&
	       size == object->stored;
}

bool pack_read(struct buffer *out, const struct pack *pack, const git_oid *id)
{
	size_t chain[DEEPEST + 1], length = 0, index;
	struct buffer whole = {0}, delta = {0}, next = {0};
	if (!map_find(&pack->index_of, (struct text){(const char *)id->id, sizeof id->id}, &index))
		return false;
	const struct late *late = late_find(pack, index);
	if (late) {
		buffer_add(out, buffer_text(&late->bytes));
		return true;
	}
	for (chain[length++] = index; pack->objects[index].earlier != index; chain[length++] = index)
		index = pack->objects[index].earlier;
	bool good = stream_read(&whole, pack, &pack->objects[chain[--length]]);
	while (good && length) {
		good = stream_read(&delta, pack, &pack->objects[chain[--length]]);
		buffer_empty(&next);
		good = good && delta_apply(&next, buffer_text(&whole), buffer_text(&delta));
		struct buffer old = whole;
		whole = next;
		next = old;
	}
	if (good)
		buffer_add(out, buffer_text(&whole));
	buffer_clear(&whole);
	buffer_clear(&delta);
	buffer_clear(&next);
	return good;
}

/* Ends a file with the digest of all that is in it. */
static void seal(struct buffer *out, unsigned char sum[DIGEST_SHA1])
{
	digest_sha1(sum, (struct text){0}, buffer_text(out));
	buffer_add(out, (struct text){(const char *)sum, DIGEST_SHA1});
}

static int by_name(const void *a, const void *b, void *context)
{
	const struct packed *objects = context;
	return git_oid_cmp(&objects[*(const size_t *)a].id, &objects[*(const size_t *)b].id);
}

/* How many names begin with this byte or a lower one, then the names, sums and places, in the order of the names.
 * Places of 31 bits: what is gathered in memory is less. */
static void index_form(struct buffer *out, const struct pack *pack, const unsigned char seal_of[DIGEST_SHA1])
{
	unsigned char sum[DIGEST_SHA1];
	size_t *order = memory_new(pack->count, sizeof *order), at = 0;
	for (size_t i = 0; i < pack->count; i++)
		order[i] = i;
	qsort_r(order, pack->count, sizeof *order, by_name, pack->objects);
	buffer_add_string(out, "\377tOc");
	number_add(out, 2);
	for (size_t byte = 0; byte < FANS; byte++) {
		while (at < pack->count && pack->objects[order[at]].id.id[0] <= byte)
			at++;
		number_add(out, (uint32_t)at);
	}
	for (size_t i = 0; i < pack->count; i++)
		buffer_add(out, (struct text){(const char *)pack->objects[order[i]].id.id, DIGEST_SHA1});
	for (size_t i = 0; i < pack->count; i++)
		number_add(out, pack->objects[order[i]].sum);
	for (size_t i = 0; i < pack->count; i++)
		number_add(out, (uint32_t)pack->objects[order[i]].offset);
	buffer_add(out, (struct text){(const char *)seal_of, DIGEST_SHA1});
	seal(out, sum);
	free(order);
}

static const struct fault *files_write(
	struct repository *repository, const struct pack *pack, const unsigned char sum[DIGEST_SHA1])
{
	enum { READ_ONLY = 0444 };
	char hex[OID_HEX];
	struct buffer index = {0};
	struct oid id;
	memcpy(id.bytes, sum, OID_BYTES);
	oid_format(hex, &id);
	index_form(&index, pack, sum);
	char *folder = memory_format("%s/objects/pack", repository->folder);
	char *packed = memory_format("%s/pack-%s.pack", folder, hex),
	     *names = memory_format("%s/pack-%s.idx", folder, hex);
	const struct fault *fault = file_make_folder(folder, 0777);
	if (!fault)
		fault = file_write(packed, buffer_text(&pack->bytes), READ_ONLY);
	if (!fault)
		fault = file_write(names, buffer_text(&index), READ_ONLY);
	buffer_clear(&index);
	free(folder);
	free(packed);
	free(names);
	return fault;
}

const struct fault *pack_write(struct pack *pack, struct repository *repository)
{
	unsigned char sum[DIGEST_SHA1];
	struct buffer count = {0};
	if (!pack->count)
		return NULL;
	number_add(&count, (uint32_t)pack->count);
	memcpy(pack->bytes.bytes + COUNT_AT, count.bytes, count.size);
	buffer_clear(&count);
	seal(&pack->bytes, sum);
	const struct fault *fault = files_write(repository, pack, sum);
	pack->bytes.size -= DIGEST_SHA1;
	if (!fault) {
		int code = git_odb_refresh(repository->odb);
		fault = code == 0 ? NULL : libgit_fault(code, _("the act cannot be saved"));
	}
	return fault;
}
