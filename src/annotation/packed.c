#include "annotation/packed.h"

#include <stdint.h>

#include "base/memory.h"

enum { OWN_STRINGS = 9, TARGET_STRINGS = 10, MOST_SIZE = 64 << 20 };

/* Strings lie one behind the other, each with its NUL, after the tags; here is where each begins, plus one. 0: NULL. */
struct head {
	uint32_t size; /* of all, this head included */
	uint32_t target_count, tag_count, string_size;
	int64_t seconds;
	int32_t milliseconds, offset_minutes;
	uint32_t zulu, motivation;
	uint32_t strings[OWN_STRINGS];
	char id[UUID_TEXT + 3];
};

struct packed_target {
	uint32_t kind, strings[TARGET_STRINGS], base_count;
	uint64_t paragraph, start_points, end_points, was_paragraph, base_paragraph;
};

_Static_assert(sizeof(struct head) % 4 == 0 && sizeof(struct packed_target) % 8 == 0, "no holes between the parts");

static void own_strings(char **out[OWN_STRINGS], struct annotation *a)
{
	char **all[] = {&a->nickname, &a->name, &a->organisation, &a->group, &a->generator, &a->text, &a->language,
		&a->code, &a->words};
	_Static_assert(sizeof all / sizeof *all == OWN_STRINGS, "all strings");
	memcpy(out, all, sizeof all);
}

static void target_strings(char **out[TARGET_STRINGS], struct target *t)
{
	char **all[] = {&t->annotation, &t->source, &t->cached, &t->quote.exact, &t->quote.prefix, &t->quote.suffix,
		&t->reviewer, &t->digest, &t->was_blob, &t->base_blob};
	_Static_assert(sizeof all / sizeof *all == TARGET_STRINGS, "all strings");
	memcpy(out, all, sizeof all);
}

static uint32_t string_add(struct buffer *strings, const char *string)
{
	if (!string)
		return 0;
	uint32_t at = (uint32_t)strings->size + 1;
	buffer_add(strings, (struct text){string, strlen(string) + 1});
	return at;
}

static void bytes_add(struct buffer *out, const void *bytes, size_t size)
{
	buffer_add(out, (struct text){bytes, size});
}

void packed_write(struct buffer *out, const struct annotation *annotation)
{
	struct annotation *from = (struct annotation *)annotation; /* only read */
	struct buffer strings = {0};
	size_t start = out->size;
	char **own[OWN_STRINGS], **its[TARGET_STRINGS];
	struct head head = {.target_count = (uint32_t)annotation->target_count,
		.tag_count = (uint32_t)annotation->tag_count,
		.seconds = annotation->created.seconds,
		.milliseconds = annotation->created.milliseconds,
		.offset_minutes = annotation->created.offset_minutes,
		.zulu = annotation->created.zulu,
		.motivation = annotation->motivation};
	memcpy(head.id, annotation->id, UUID_TEXT);
	own_strings(own, from);
	for (size_t i = 0; i < OWN_STRINGS; i++)
		head.strings[i] = string_add(&strings, *own[i]);
	bytes_add(out, &head, sizeof head);
	for (size_t i = 0; i < annotation->target_count; i++) {
		const struct target *target = &annotation->targets[i];
		struct packed_target packed = {.kind = target->kind,
			.paragraph = target->paragraph,
			.start_points = target->quote.start_points,
			.end_points = target->quote.end_points,
			.was_paragraph = target->was_paragraph,
			.base_paragraph = target->base_paragraph,
			.base_count = (uint32_t)target->base_count};
		target_strings(its, &from->targets[i]);
		for (size_t j = 0; j < TARGET_STRINGS; j++)
			packed.strings[j] = string_add(&strings, *its[j]);
		bytes_add(out, &packed, sizeof packed);
	}
	for (size_t i = 0; i < annotation->tag_count; i++) {
		uint32_t tag = string_add(&strings, annotation->tags[i]);
		bytes_add(out, &tag, sizeof tag);
	}
	bytes_add(out, strings.bytes, strings.size);
	while ((out->size - start) % 8)
		buffer_add_byte(out, '\0');
	head.string_size = (uint32_t)strings.size;
	head.size = (uint32_t)(out->size - start);
	memcpy(out->bytes + start, &head, sizeof head);
	buffer_clear(&strings);
}

/* The parts of one annotation in the bytes, once they are known to fit. */
struct parts {
	struct head head;
	const char *targets, *tags, *strings;
};

static bool parts_find(struct parts *out, struct text bytes)
{
	const struct head *head = &out->head;
	if (bytes.size < sizeof *head)
		return false;
	memcpy(&out->head, bytes.bytes, sizeof *head);
	if (head->size > bytes.size || head->size > MOST_SIZE || head->size % 8 || head->target_count == 0 ||
		head->target_count > head->size || head->tag_count > head->size || head->string_size > head->size)
		return false;
	size_t targets = sizeof *head, tags = targets + head->target_count * sizeof(struct packed_target);
	size_t strings = tags + head->tag_count * sizeof(uint32_t), end = strings + head->string_size;
	if (end > head->size || end + 8 <= head->size || (head->string_size && bytes.bytes[end - 1] != '\0'))
		return false;
	out->targets = bytes.bytes + targets;
	out->tags = bytes.bytes + tags;
	out->strings = bytes.bytes + strings;
	return true;
}

static bool string_take(char **out, char *strings, const struct head *head, uint32_t at)
{
	*out = at ? strings + at - 1 : NULL;
	return at <= head->string_size;
}

static bool target_read(struct target *out, const char *bytes, char *strings, const struct head *head)
{
	struct packed_target packed;
	char **its[TARGET_STRINGS];
	bool fine = true;
	memcpy(&packed, bytes, sizeof packed);
	out->kind = (enum target_kind)packed.kind;
	out->paragraph = packed.paragraph;
	out->quote.start_points = packed.start_points;
	out->quote.end_points = packed.end_points;
	out->was_paragraph = packed.was_paragraph;
	out->base_paragraph = packed.base_paragraph;
	out->base_count = packed.base_count;
	target_strings(its, out);
	for (size_t i = 0; i < TARGET_STRINGS; i++)
		fine = string_take(its[i], strings, head, packed.strings[i]) && fine;
	return fine && packed.kind <= TARGET_AMENDMENT;
}

static bool own_read(struct annotation *out, char *strings, const struct head *head)
{
	char **own[OWN_STRINGS];
	bool fine = true;
	memcpy(out->id, head->id, UUID_TEXT);
	out->motivation = (enum motivation)head->motivation;
	out->created = (struct moment){head->seconds, head->milliseconds, head->offset_minutes, head->zulu != 0};
	own_strings(own, out);
	for (size_t i = 0; i < OWN_STRINGS; i++)
		fine = string_take(own[i], strings, head, head->strings[i]) && fine;
	return fine && head->motivation <= MOTIVATION_OTHER && memchr(out->id, '\0', UUID_TEXT) &&
	       uuid_valid(text_of(out->id)) && out->nickname && name_valid(text_of(out->nickname));
}

bool packed_read(struct annotation **out, struct text *rest)
{
	struct parts parts;
	const struct head *head = &parts.head;
	if (!parts_find(&parts, *rest))
		return false;
	*rest = text_part(*rest, head->size, rest->size);
	if (!out)
		return true;
	size_t targets = head->target_count * sizeof(struct target), tags = head->tag_count * sizeof(char *);
	struct annotation *annotation = memory_resize(NULL, 1, sizeof *annotation + targets + tags + head->string_size);
	*annotation = (struct annotation){.one_piece = true,
		.targets = (struct target *)(annotation + 1),
		.target_count = head->target_count,
		.tag_count = head->tag_count};
	annotation->tags = (char **)(annotation->targets + head->target_count);
	char *strings = (char *)(annotation->tags + head->tag_count);
	memcpy(strings, parts.strings, head->string_size);
	bool fine = own_read(annotation, strings, head);
	for (size_t i = 0; i < head->target_count; i++)
		fine = target_read(&annotation->targets[i], parts.targets + i * sizeof(struct packed_target), strings,
			       head) &&
		       fine;
	for (size_t i = 0; i < head->tag_count; i++) {
		uint32_t tag;
		memcpy(&tag, parts.tags + i * sizeof tag, sizeof tag);
		fine = string_take(&annotation->tags[i], strings, head, tag) && tag && fine;
	}
	if (!fine)
		annotation_free(annotation);
	else
		*out = annotation;
	return fine;
}
