#include "annotation/entered.h"

#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "json/json.h"

static const char generator_key[] = "generator", creator_key[] = "creator";

static void add_generator(struct json *object, const char *generator)
{
	struct json *person = json_add_object(object, generator_key);
	json_add_string(person, "type", "Person");
	json_add_string(person, "nickname", generator);
}

/* A file being written anew. */
struct writing {
	struct json *object;
	const char *generator; /* NULL: none */
	bool written;          /* the generator */
};

/* In the promised order: who entered it follows who made it. */
static void copy_key(void *context, const char *key, struct json *value)
{
	struct writing *writing = context;
	if (!strcmp(key, generator_key))
		return;
	json_add_copy(writing->object, key, value);
	if (writing->generator && !strcmp(key, creator_key)) {
		add_generator(writing->object, writing->generator);
		writing->written = true;
	}
}

static const struct fault *write_with(struct buffer *out, struct text source, const char *generator)
{
	struct json *root = NULL;
	const struct fault *fault = json_read(&root, source);
	if (fault)
		return fault;
	if (json_is_object(root)) {
		struct writing writing = {.object = json_new_object(), .generator = generator};
		json_each(root, copy_key, &writing);
		if (generator && !writing.written)
			add_generator(writing.object, generator);
		json_write(out, writing.object);
		json_free(writing.object);
	} else {
		fault = fault_new(FAULT_MALFORMED, "%s", _("it is no JSON object"));
	}
	json_free(root);
	return fault;
}

const struct fault *entered_write(struct buffer *out, struct text source, const char *generator)
{
	return write_with(out, source, generator);
}

bool entered_same(struct text one, struct text other)
{
	struct buffer left = {0}, right = {0};
	const struct fault *fault = write_with(&left, one, NULL);
	if (!fault)
		fault = write_with(&right, other, NULL);
	bool same = !fault && text_equal(buffer_text(&left), buffer_text(&right));
	buffer_clear(&left);
	buffer_clear(&right);
	return same;
}

/* Who entered it, yours; "" where nobody says. */
static char *generator_of(struct text source)
{
	struct json *root = NULL;
	const struct fault *fault = json_read(&root, source);
	const char *id = fault ? NULL : json_find_string(json_find(root, generator_key), "nickname");
	char *copy = text_take(text_of(id ? id : ""));
	json_free(root);
	return copy;
}

bool entered_stands(struct text one, struct text other)
{
	char *ours = generator_of(one), *theirs = generator_of(other);
	bool stands = theirs[0] && (!ours[0] || strcmp(theirs, ours) < 0);
	free(ours);
	free(theirs);
	return stands;
}
