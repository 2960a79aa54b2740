#include "annotation/canonical.h"

#include <stdio.h>

#include "base/memory.h"
#include "text/utf8.h"

#define UUID_SCHEME "urn:uuid:"
#define BLOB_SCHEME "urn:git:blob:"
#define PARAGRAPH_SCHEME "paragraph="
enum { MOST_TAGS = 16, MOST_DIGITS = 9 };

/* The inside of a string, as it stands in the text; bytes NULL: none. */
struct span {
	const char *bytes;
	size_t size;
};

/* What the text says, each at its place. */
struct form {
	struct span id, motivation, created, nickname, name, organisation, group, generator;
	struct span text, language, code, words, tags[MOST_TAGS];
	size_t tag_count;
	struct span annotation, source, cached, place, exact, prefix, suffix;
	size_t start, end;
};

struct scan {
	const char *at, *end;
};

/* Whether a byte is one of a string's; NUL never is. */
static bool one_of(const char *bytes, char byte)
{
	return byte && strchr(bytes, byte);
}

/* Whether these bytes come next; steps over them. */
static bool next_is(struct scan *scan, const char *bytes)
{
	size_t size = strlen(bytes);
	if ((size_t)(scan->end - scan->at) < size || memcmp(scan->at, bytes, size) != 0)
		return false;
	scan->at += size;
	return true;
}

/* The rest of a string, and its closing quote. */
static bool next_string(struct scan *scan, struct span *out)
{
	const char *start = scan->at;
	for (; scan->at < scan->end && *scan->at != '"'; scan->at++) {
		if ((unsigned char)*scan->at < ' ')
			return false;
		if (*scan->at == '\\' && (++scan->at == scan->end || !one_of("\"\\/bfnrt", *scan->at)))
			return false;
	}
	*out = (struct span){start, (size_t)(scan->at - start)};
	return next_is(scan, "\"");
}

/* A key that may be missing; false only where its value is not as it should be. */
static bool next_known(struct scan *scan, const char *key, struct span *out)
{
	return !next_is(scan, key) || next_string(scan, out);
}

static bool next_number(struct scan *scan, size_t *out)
{
	const char *start = scan->at;
	*out = 0;
	while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
		*out = *out * 10 + (size_t)(*scan->at++ - '0');
	size_t digits = (size_t)(scan->at - start);
	return digits > 0 && digits <= MOST_DIGITS && (start[0] != '0' || digits == 1);
}

static bool span_is(struct span span, const char *string)
{
	return span.size == strlen(string) && memcmp(span.bytes, string, span.size) == 0;
}

static bool scan_head(struct scan *scan, struct form *form)
{
	return next_is(scan, "{\n  \"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n  \"id\": \"" UUID_SCHEME) &&
	       next_string(scan, &form->id) && next_is(scan, ",\n  \"type\": \"Annotation\",\n  \"motivation\": \"") &&
	       next_string(scan, &form->motivation) && next_is(scan, ",\n  \"created\": \"") &&
	       next_string(scan, &form->created) &&
	       next_is(scan, ",\n  \"creator\": {\n    \"type\": \"Person\",\n    \"nickname\": \"") &&
	       next_string(scan, &form->nickname) && next_known(scan, ",\n    \"name\": \"", &form->name) &&
	       next_known(scan, ",\n    \"paraphe:organisation\": \"", &form->organisation) &&
	       next_known(scan, ",\n    \"paraphe:group\": \"", &form->group) && next_is(scan, "\n  },\n  \"") &&
	       (!next_is(scan, "generator\": {\n    \"type\": \"Person\",\n    \"nickname\": \"") ||
		       (next_string(scan, &form->generator) && next_is(scan, "\n  },\n  \"")));
}

/* One answer where there can be one; a second is the long way's business. */
static bool place_once(struct span *place, struct span value)
{
	bool first = !place->bytes;
	*place = value;
	return first;
}

static bool scan_body(struct scan *scan, struct form *form)
{
	struct span purpose, language = {0}, format = {0}, value;
	bool has_code = span_is(form->motivation, "assessing") || span_is(form->motivation, "moderating");
	if (!next_is(scan, "{\n      \"type\": \"TextualBody\",\n      \"purpose\": \"") ||
		!next_string(scan, &purpose) || !next_known(scan, ",\n      \"language\": \"", &language) ||
		!next_known(scan, ",\n      \"format\": \"", &format) || !next_is(scan, ",\n      \"value\": \"") ||
		!next_string(scan, &value) || !next_is(scan, "\n    }"))
		return false;
	if (span_is(purpose, "tagging")) {
		if (form->tag_count == MOST_TAGS)
			return false;
		form->tags[form->tag_count++] = value;
		return true;
	}
	if (span_is(purpose, "editing") && span_is(form->motivation, "moderating"))
		return place_once(&form->words, value);
	if (has_code && text_equal((struct text){purpose.bytes, purpose.size},
				(struct text){form->motivation.bytes, form->motivation.size}))
		return place_once(&form->code, value);
	form->language = language;
	return place_once(&form->text, value);
}

static bool scan_bodies(struct scan *scan, struct form *form)
{
	if (!next_is(scan, "body\": [\n    "))
		return true;
	do
		if (!scan_body(scan, form))
			return false;
	while (next_is(scan, ",\n    "));
	return next_is(scan, "\n  ],\n  \"");
}

static bool scan_quote(struct scan *scan, struct form *form)
{
	if (!next_is(scan, ",\n      \"refinedBy\": [\n        {\n          \"type\": \"TextQuoteSelector\",\n"
			   "          \"exact\": \""))
		return true;
	if (!next_string(scan, &form->exact) || form->exact.size == 0 ||
		!next_known(scan, ",\n          \"prefix\": \"", &form->prefix) ||
		!next_known(scan, ",\n          \"suffix\": \"", &form->suffix) || !next_is(scan, "\n        }"))
		return false;
	if (next_is(scan, ",\n        {\n          \"type\": \"TextPositionSelector\",\n          \"start\": ") &&
		(!next_number(scan, &form->start) || !next_is(scan, ",\n          \"end\": ") ||
			!next_number(scan, &form->end) || !next_is(scan, "\n        }")))
		return false;
	return form->start <= form->end && next_is(scan, "\n      ]");
}

static bool scan_target(struct scan *scan, struct form *form)
{
	if (next_is(scan, "target\": \"" UUID_SCHEME))
		return next_string(scan, &form->annotation) && next_is(scan, "\n}\n");
	if (!next_is(scan, "target\": {\n    \"source\": \"") || !next_string(scan, &form->source))
		return false;
	if (next_is(scan, ",\n    \"state\": {\n      \"type\": \"TimeState\",\n      \"cached\": \"" BLOB_SCHEME) &&
		(!next_string(scan, &form->cached) || !next_is(scan, "\n    }")))
		return false;
	if (next_is(scan, ",\n    \"selector\": {\n      \"type\": \"FragmentSelector\",\n      \"value\": "
			  "\"" PARAGRAPH_SCHEME) &&
		(!next_string(scan, &form->place) || !scan_quote(scan, form) || !next_is(scan, "\n    }")))
		return false;
	return next_is(scan, "\n  }\n}\n");
}

/* Copies a string to *room, its escapes undone. */
static char *string_take(char **room, struct span span)
{
	static const char codes[] = "\"\\/bfnrt", plain[] = "\"\\/\b\f\n\r\t";
	char *string = *room, *to = string;
	if (!span.bytes)
		return NULL;
	for (size_t i = 0; i < span.size;) {
		const char *escape = memchr(span.bytes + i, '\\', span.size - i);
		size_t until = escape ? (size_t)(escape - span.bytes) : span.size;
		memcpy(to, span.bytes + i, until - i);
		to += until - i;
		if (escape)
			*to++ = plain[strchr(codes, escape[1]) - codes];
		i = escape ? until + 2 : until;
	}
	*to++ = '\0';
	*room = to;
	return string;
}

/* No more room than this is taken. */
static size_t room_for(const struct form *form)
{
	const struct span all[] = {form->nickname, form->name, form->organisation, form->group, form->generator,
		form->text, form->language, form->code, form->words, form->annotation, form->source, form->cached,
		form->exact, form->prefix, form->suffix};
	size_t size = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		size += all[i].size + 1;
	for (size_t i = 0; i < form->tag_count; i++)
		size += form->tags[i].size + 1;
	return size;
}

static bool is_hex(struct span span)
{
	for (size_t i = 0; i < span.size; i++)
		if (!one_of("0123456789abcdef", span.bytes[i]))
			return false;
	return span.size == 40 || span.size == 64;
}

static bool take_place(struct target *target, struct span place)
{
	struct scan digits = {place.bytes, place.bytes + place.size};
	if (!place.bytes)
		return true;
	target->kind = TARGET_PARAGRAPH;
	return next_number(&digits, &target->paragraph) && digits.at == digits.end && target->paragraph > 0;
}

static bool take_target(struct target *target, const struct form *form, char **room)
{
	target->kind = form->annotation.bytes ? TARGET_ANNOTATION : TARGET_DOCUMENT;
	target->annotation = string_take(room, form->annotation);
	target->source = string_take(room, form->source);
	target->cached = string_take(room, form->cached);
	target->quote.exact = string_take(room, form->exact);
	target->quote.prefix = string_take(room, form->prefix);
	target->quote.suffix = string_take(room, form->suffix);
	target->quote.start_points = form->start;
	target->quote.end_points = form->end;
	if (target->annotation)
		return uuid_valid(text_of(target->annotation));
	return target->source[0] && (!target->cached || is_hex(form->cached)) && take_place(target, form->place);
}

/* A short string without escapes, for what is looked up. */
static bool word_copy(char *out, size_t size, struct span span)
{
	bool fits = span.size < size && !memchr(span.bytes, '\\', span.size);
	snprintf(out, size, "%.*s", fits ? (int)span.size : 0, span.bytes);
	return fits;
}

static bool take_head(struct annotation *annotation, const struct form *form, char **room)
{
	char motivation[20], created[CLOCK_TEXT];
	annotation->nickname = string_take(room, form->nickname);
	annotation->name = string_take(room, form->name);
	annotation->organisation = string_take(room, form->organisation);
	annotation->group = string_take(room, form->group);
	annotation->generator = string_take(room, form->generator);
	return word_copy(annotation->id, UUID_TEXT, form->id) && uuid_valid(text_of(annotation->id)) &&
	       word_copy(motivation, sizeof motivation, form->motivation) &&
	       webjson_motivation(&annotation->motivation, motivation) &&
	       word_copy(created, sizeof created, form->created) && clock_parse(&annotation->created, created) &&
	       name_valid(text_of(annotation->nickname)) &&
	       (!annotation->generator || name_valid(text_of(annotation->generator)));
}

static bool take_all(struct annotation *annotation, const struct form *form, char *room)
{
	bool fine = take_head(annotation, form, &room);
	annotation->text = string_take(&room, form->text);
	annotation->language = string_take(&room, form->language);
	annotation->code = string_take(&room, form->code);
	annotation->words = string_take(&room, form->words);
	for (size_t i = 0; i < form->tag_count; i++)
		annotation->tags[i] = string_take(&room, form->tags[i]);
	fine = take_target(&annotation->targets[0], form, &room) && fine;
	const char *other = annotation->targets[0].annotation;
	return fine && (!other || strcmp(other, annotation->id) != 0);
}

bool canonical_read(struct annotation **out, struct text source)
{
	struct form form = {0};
	struct scan scan = {source.bytes, source.bytes + source.size};
	if (!scan_head(&scan, &form) || !scan_bodies(&scan, &form) || !scan_target(&scan, &form) ||
		scan.at != scan.end || !utf8_valid(source, NULL))
		return false;
	size_t tags = form.tag_count * sizeof(char *);
	struct annotation *annotation =
		memory_resize(NULL, 1, sizeof *annotation + sizeof(struct target) + tags + room_for(&form));
	*annotation =
		(struct annotation){.one_piece = true, .target_count = 1, .targets = (struct target *)(annotation + 1)};
	annotation->targets[0] = (struct target){0};
	annotation->tags = (char **)(annotation->targets + 1);
	annotation->tag_count = form.tag_count;
	bool fine = take_all(annotation, &form, (char *)(annotation->tags + form.tag_count));
	const struct fault *fault = fine ? webjson_check(annotation, source.size) : NULL;
	if (!fine || fault) {
		fault_ignore(fault); /* the long way finds it again, and says it */
		annotation_free(annotation);
		return false;
	}
	*out = annotation;
	return true;
}
