#include "annotation/annotation.h"

#include "base/array.h"
#include "base/memory.h"

/* MOTIVATION_OTHER goes out as what it is shown as: we never write one of our own. */
static const char *const names[] = {
	[COMMENTING] = "commenting",
	[QUESTIONING] = "questioning",
	[REPLYING] = "replying",
	[ASSESSING] = "assessing",
	[MODERATING] = "moderating",
	[LINKING] = "linking",
	[MOTIVATION_OTHER] = "commenting",
};

struct annotation *annotation_new(enum motivation motivation)
{
	struct annotation *annotation = memory_new(1, sizeof *annotation);
	annotation->motivation = motivation;
	annotation_add_target(annotation);
	return annotation;
}

static void target_clear(struct target *target)
{
	free(target->annotation);
	free(target->source);
	free(target->cached);
	free(target->quote.exact);
	free(target->quote.prefix);
	free(target->quote.suffix);
	free(target->reviewer);
	free(target->digest);
	free(target->was_blob);
	free(target->base_blob);
}

bool annotation_entered(const struct annotation *annotation)
{
	const char *generator = annotation->generator;
	return generator && (!annotation->nickname || strcmp(generator, annotation->nickname) != 0);
}

void annotation_free(struct annotation *annotation)
{
	if (!annotation || annotation->one_piece) {
		free(annotation);
		return;
	}
	for (size_t i = 0; i < annotation->target_count; i++)
		target_clear(&annotation->targets[i]);
	for (size_t i = 0; i < annotation->tag_count; i++)
		free(annotation->tags[i]);
	free(annotation->targets);
	free(annotation->tags);
	free(annotation->nickname);
	free(annotation->name);
	free(annotation->organisation);
	free(annotation->group);
	free(annotation->generator);
	free(annotation->text);
	free(annotation->language);
	free(annotation->code);
	free(annotation->words);
	free(annotation);
}

struct target *annotation_add_target(struct annotation *annotation)
{
	/* Nearly all have one target: no room for eight of them in each of 99,900 annotations. */
	if (!annotation->targets) {
		annotation->targets = memory_new(1, sizeof *annotation->targets);
		annotation->target_capacity = 1;
	}
	return ARRAY_ADD(annotation->targets, annotation->target_count, annotation->target_capacity);
}

void annotation_add_tag(struct annotation *annotation, const char *tag)
{
	*ARRAY_ADD(annotation->tags, annotation->tag_count, annotation->tag_capacity) = memory_string(tag);
}

const char *motivation_name(enum motivation motivation)
{
	return names[motivation];
}

static bool is_name_start(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

bool name_valid(struct text name)
{
	if (name.size == 0 || name.size > NAME_LIMIT || !is_name_start(name.bytes[0]))
		return false;
	for (size_t i = 1; i < name.size; i++)
		if (!is_name_start(name.bytes[i]) && name.bytes[i] != '-')
			return false;
	return true;
}
