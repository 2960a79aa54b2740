/* The writing half of webjson.h: the key order is a promise, so each function adds its keys in that order. */
#include "annotation/webjson.h"

#include <stdio.h>

#include "base/memory.h"

#define CONTEXT "http://www.w3.org/ns/anno.jsonld"
#define UUID_SCHEME "urn:uuid:"
#define BLOB_SCHEME "urn:git:blob:"
#define PARAGRAPH_SCHEME "paragraph="

static void add_urn(struct json *container, const char *key, const char *scheme, const char *rest)
{
	char *urn = memory_format("%s%s", scheme, rest ? rest : "");
	json_add_string(container, key, urn);
	free(urn);
}

static void add_known(struct json *container, const char *key, const char *value)
{
	if (value)
		json_add_string(container, key, value);
}

static struct json *add_person(struct json *container, const char *key, const char *nickname, const char *name)
{
	struct json *person = json_add_object(container, key);
	json_add_string(person, "type", "Person");
	json_add_string(person, "nickname", nickname ? nickname : "");
	add_known(person, "name", name);
	return person;
}

static struct json *add_body(struct json *bodies, const char *purpose)
{
	struct json *body = json_add_object(bodies, NULL);
	json_add_string(body, "type", "TextualBody");
	json_add_string(body, "purpose", purpose);
	return body;
}

static void add_bodies(struct json *object, const struct annotation *annotation)
{
	if (!annotation->text && !annotation->code && !annotation->words && annotation->tag_count == 0)
		return;
	struct json *bodies = json_add_array(object, "body");
	if (annotation->code)
		json_add_string(add_body(bodies, motivation_name(annotation->motivation)), "value", annotation->code);
	if (annotation->text) {
		struct json *body = add_body(bodies, "commenting");
		add_known(body, "language", annotation->language);
		json_add_string(body, "format", "text/plain");
		json_add_string(body, "value", annotation->text);
	}
	if (annotation->words)
		json_add_string(add_body(bodies, "editing"), "value", annotation->words);
	for (size_t i = 0; i < annotation->tag_count; i++)
		json_add_string(add_body(bodies, "tagging"), "value", annotation->tags[i]);
}

static void add_quote(struct json *selector, const struct quote *quote)
{
	struct json *refined = json_add_array(selector, "refinedBy");
	struct json *words = json_add_object(refined, NULL);
	json_add_string(words, "type", "TextQuoteSelector");
	json_add_string(words, "exact", quote->exact);
	add_known(words, "prefix", quote->prefix);
	add_known(words, "suffix", quote->suffix);
	if (quote->end_points <= quote->start_points)
		return;
	struct json *position = json_add_object(refined, NULL);
	json_add_string(position, "type", "TextPositionSelector");
	json_add_number(position, "start", (long long)quote->start_points);
	json_add_number(position, "end", (long long)quote->end_points);
}

static void add_selector(struct json *object, const struct target *target)
{
	struct json *selector = json_add_object(object, "selector");
	char value[40];
	snprintf(value, sizeof value, PARAGRAPH_SCHEME "%zu", target->paragraph);
	json_add_string(selector, "type", "FragmentSelector");
	json_add_string(selector, "value", value);
	if (target->quote.exact && target->quote.exact[0])
		add_quote(selector, &target->quote);
}

static void add_amendment(struct json *object, const struct target *target)
{
	add_known(object, "paraphe:reviewer", target->reviewer);
	add_known(object, "paraphe:digest", target->digest);
	if (target->was_blob) {
		struct json *was = json_add_object(object, "paraphe:was");
		add_urn(was, "cached", BLOB_SCHEME, target->was_blob);
		json_add_number(was, "paragraph", (long long)target->was_paragraph);
	}
	if (target->base_blob) {
		struct json *base = json_add_object(object, "paraphe:base");
		add_urn(base, "cached", BLOB_SCHEME, target->base_blob);
		json_add_number(base, "paragraph", (long long)target->base_paragraph);
		if (target->base_count > 1)
			json_add_number(base, "paragraphs", (long long)target->base_count);
	}
}

static void add_target(struct json *container, const char *key, const struct target *target)
{
	if (target->kind == TARGET_ANNOTATION) {
		add_urn(container, key, UUID_SCHEME, target->annotation);
		return;
	}
	struct json *object = json_add_object(container, key);
	json_add_string(object, "source", target->source ? target->source : "");
	if (target->cached) {
		struct json *state = json_add_object(object, "state");
		json_add_string(state, "type", "TimeState");
		add_urn(state, "cached", BLOB_SCHEME, target->cached);
	}
	if (target->kind != TARGET_DOCUMENT && target->paragraph > 0)
		add_selector(object, target);
	if (target->kind == TARGET_AMENDMENT)
		add_amendment(object, target);
}

static void add_targets(struct json *object, const struct annotation *annotation)
{
	if (annotation->target_count == 1) {
		add_target(object, "target", &annotation->targets[0]);
		return;
	}
	struct json *targets = json_add_array(object, "target");
	for (size_t i = 0; i < annotation->target_count; i++)
		add_target(targets, NULL, &annotation->targets[i]);
}

static void fill_object(struct json *object, const struct annotation *annotation)
{
	char created[CLOCK_TEXT];
	clock_format(created, annotation->created);
	json_add_string(object, "@context", CONTEXT);
	add_urn(object, "id", UUID_SCHEME, annotation->id);
	json_add_string(object, "type", "Annotation");
	json_add_string(object, "motivation", motivation_name(annotation->motivation));
	json_add_string(object, "created", created);
	struct json *creator = add_person(object, "creator", annotation->nickname, annotation->name);
	add_known(creator, "paraphe:organisation", annotation->organisation);
	add_known(creator, "paraphe:group", annotation->group);
	if (annotation->generator)
		add_person(object, "generator", annotation->generator, NULL);
	add_bodies(object, annotation);
	add_targets(object, annotation);
}

void webjson_write(struct buffer *out, const struct annotation *annotation)
{
	struct json *object = json_new_object();
	fill_object(object, annotation);
	json_write(out, object);
	json_free(object);
}

struct json *webjson_add(struct json *container, const char *key, const struct annotation *annotation)
{
	struct json *object = json_add_object(container, key);
	fill_object(object, annotation);
	return object;
}
