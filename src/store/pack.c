#include "store/pack.h"

#include <zlib.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "store/delta.h"
#include "store/stored.h"

enum { DEEPEST = 40, WORTH_A_DELTA = 1024, CANDIDATES = 4, FANS = 256 };

struct packing {
	const struct pack_object *objects;
	size_t count;
	struct buffer bytes;
	size_t *offset, *depth; /* of each object */
	uint32_t *sum;          /* CRC-32 of its bytes in the pack */
};

void pack_name(struct pack_object *object)
{
	struct buffer bytes = {0};
	buffer_format(&bytes, "%s %zu", git_object_type2string(object->type), object->bytes.size);
	buffer_add_byte(&bytes, '\0');
	buffer_add(&bytes, object->bytes);
	digest_sha1(object->id.id, buffer_text(&bytes));
	buffer_clear(&bytes);
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

/* An earlier one that is likely an earlier version: of the last few of its type the nearest in size. */
static size_t earlier_version(const struct packing *packing, size_t index)
{
	const struct pack_object *object = &packing->objects[index];
	size_t best = index, least = object->bytes.size / 2, seen = 0;
	for (size_t i = index; object->bytes.size >= WORTH_A_DELTA && i-- > 0 && seen < CANDIDATES;) {
		const struct pack_object *other = &packing->objects[i];
		size_t mine = object->bytes.size, theirs = other->bytes.size;
		size_t apart = theirs > mine ? theirs - mine : mine - theirs;
		if (other->type != object->type || theirs < WORTH_A_DELTA)
			continue;
		seen++;
		if (apart < least && packing->depth[i] < DEEPEST) {
			best = i;
			least = apart;
		}
	}
	return best;
}

static void object_add(struct packing *packing, size_t index)
{
	const struct pack_object *object = &packing->objects[index];
	size_t earlier = earlier_version(packing, index), start = packing->bytes.size;
	struct buffer delta = {0};
	packing->offset[index] = start;
	if (earlier != index)
		delta_add(&delta, packing->objects[earlier].bytes, object->bytes);
	if (delta.size && delta.size < object->bytes.size) {
		packing->depth[index] = packing->depth[earlier] + 1;
		head_add(&packing->bytes, GIT_OBJECT_OFS_DELTA, delta.size);
		distance_add(&packing->bytes, start - packing->offset[earlier]);
		stored_add(&packing->bytes, buffer_text(&delta));
	} else {
		head_add(&packing->bytes, (unsigned int)object->type, object->bytes.size);
		stored_add(&packing->bytes, object->bytes);
	}
	struct text bytes = text_part(buffer_text(&packing->bytes), start, packing->bytes.size);
	packing->sum[index] = (uint32_t)crc32_z(0, (const unsigned char *)bytes.bytes, bytes.size);
	buffer_clear(&delta);
}

/* Ends a file with the digest of all that is in it. */
static void seal(struct buffer *out, unsigned char sum[DIGEST_SHA1])
{
	digest_sha1(sum, buffer_text(out));
	buffer_add(out, (struct text){(const char *)sum, DIGEST_SHA1});
}

static int by_name(const void *a, const void *b, void *context)
{
	const struct pack_object *objects = context;
	return git_oid_cmp(&objects[*(const size_t *)a].id, &objects[*(const size_t *)b].id);
}

/* How many names begin with this byte or a lower one, then the names, sums and places, in the order of the names.
 * Places of 31 bits: what is gathered in memory is less. */
static void index_form(struct buffer *out, const struct packing *packing, const unsigned char pack[DIGEST_SHA1])
{
	unsigned char sum[DIGEST_SHA1];
	size_t *order = memory_new(packing->count, sizeof *order), at = 0;
	for (size_t i = 0; i < packing->count; i++)
		order[i] = i;
	qsort_r(order, packing->count, sizeof *order, by_name, (void *)packing->objects);
	buffer_add_string(out, "\377tOc");
	number_add(out, 2);
	for (size_t byte = 0; byte < FANS; byte++) {
		while (at < packing->count && packing->objects[order[at]].id.id[0] <= byte)
			at++;
		number_add(out, (uint32_t)at);
	}
	for (size_t i = 0; i < packing->count; i++)
		buffer_add(out, (struct text){(const char *)packing->objects[order[i]].id.id, DIGEST_SHA1});
	for (size_t i = 0; i < packing->count; i++)
		number_add(out, packing->sum[order[i]]);
	for (size_t i = 0; i < packing->count; i++)
		number_add(out, (uint32_t)packing->offset[order[i]]);
	buffer_add(out, (struct text){(const char *)pack, DIGEST_SHA1});
	seal(out, sum);
	free(order);
}

static const struct fault *files_write(
	struct repository *repository, const struct packing *packing, const unsigned char sum[DIGEST_SHA1])
{
	enum { READ_ONLY = 0444 };
	char hex[OID_HEX];
	struct buffer index = {0};
	struct oid id;
	memcpy(id.bytes, sum, OID_BYTES);
	oid_format(hex, &id);
	index_form(&index, packing, sum);
	char *folder = memory_format("%s/objects/pack", repository->folder);
	char *pack = memory_format("%s/pack-%s.pack", folder, hex),
	     *names = memory_format("%s/pack-%s.idx", folder, hex);
	const struct fault *fault = file_make_folder(folder, 0777);
	if (!fault)
		fault = file_write(pack, buffer_text(&packing->bytes), READ_ONLY);
	if (!fault)
		fault = file_write(names, buffer_text(&index), READ_ONLY);
	buffer_clear(&index);
	free(folder);
	free(pack);
	free(names);
	return fault;
}

const struct fault *pack_write(struct repository *repository, const struct pack_object *objects, size_t count)
{
	if (!count)
		return NULL;
	struct packing packing = {objects, count, {0}, memory_new(count, sizeof(size_t)),
		memory_new(count, sizeof(size_t)), memory_new(count, sizeof(uint32_t))};
	unsigned char sum[DIGEST_SHA1];
	buffer_add_string(&packing.bytes, "PACK");
	number_add(&packing.bytes, 2);
	number_add(&packing.bytes, (uint32_t)count);
	for (size_t i = 0; i < count; i++)
		object_add(&packing, i);
	seal(&packing.bytes, sum);
	const struct fault *fault = files_write(repository, &packing, sum);
	if (!fault) {
		int code = git_odb_refresh(repository->odb);
		fault = code == 0 ? NULL : libgit_fault(code, _("the act cannot be saved"));
	}
	buffer_clear(&packing.bytes);
	free(packing.offset);
	free(packing.depth);
	free(packing.sum);
	return fault;
}
