/* Reading is strict about what another part of the program would act on (ids, who, which blob, which paragraph), and
 * lets everything else pass: what a stranger typed is shown through `visible`, keys we do not know are not ours. */
#include "annotation/webjson.h"

#include "annotation/canonical.h"
#include "base/language.h"
#include "base/memory.h"

#define UUID_SCHEME "urn:uuid:"
#define BLOB_SCHEME "urn:git:blob:"
#define PARAGRAPH_SCHEME "paragraph="
enum { PARAGRAPH_DIGITS = 9, DIGEST_TEXT = 64, NUMBER_MOST = 999999999 };

static const struct fault *malformed(const char *sentence)
{
	return fault_new(FAULT_MALFORMED, "%s", sentence);
}

static bool is_hex(const char *string, size_t size)
{
	return strlen(string) == size && strspn(string, "0123456789abcdef") == size;
}

static const char *after_scheme(const char *string, const char *scheme)
{
	size_t size = strlen(scheme);
	return string && strncmp(string, scheme, size) == 0 ? string + size : NULL;
}

/* A value that may stand alone or in an array (the Recommendation allows both nearly everywhere). */
static size_t some_count(const struct json *some)
{
	return json_is_array(some) ? json_count(some) : some != NULL;
}

static struct json *some_at(struct json *some, size_t index)
{
	return json_is_array(some) ? json_at(some, index) : some;
}

static const struct fault *read_blob(char **out, const struct json *cached)
{
	const char *oid = after_scheme(json_as_string(cached), BLOB_SCHEME);
	if (!oid || !(is_hex(oid, 40) || is_hex(oid, 64)))
		return malformed(_("The annotation's version of the draft is not of the form urn:git:blob:ID."));
	*out = memory_string(oid);
	return NULL;
}

static bool read_paragraph(size_t *out, const char *digits)
{
	size_t size = strlen(digits);
	if (size == 0 || size > PARAGRAPH_DIGITS || strspn(digits, "0123456789") != size)
		return false;
	*out = (size_t)strtoul(digits, NULL, 10);
	return *out > 0;
}

static const struct fault *read_position(struct quote *quote, const struct json *selector)
{
	long long start = 0, end = 0;
	bool numbers =
		json_number(json_find(selector, "start"), &start) && json_number(json_find(selector, "end"), &end);
	if (!numbers || start < 0 || end < start)
		return malformed(_("The annotation's position in the paragraph is not two whole numbers in order."));
	quote->start_points = (size_t)start;
	quote->end_points = (size_t)end;
	return NULL;
}

static const struct fault *read_words(struct quote *quote, const struct json *selector)
{
	const char *exact = json_find_string(selector, "exact");
	if (!exact)
		return malformed(_("The annotation's quote does not say what it quotes."));
	if (quote->exact)
		return malformed(_("The annotation has more than one quote in one paragraph."));
	if (!exact[0])
		return NULL;
	quote->exact = memory_string(exact);
	quote->prefix = memory_string(json_find_string(selector, "prefix"));
	quote->suffix = memory_string(json_find_string(selector, "suffix"));
	return NULL;
}

static const struct fault *read_refinements(struct quote *quote, struct json *refined)
{
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < some_count(refined); i++) {
		const struct json *selector = some_at(refined, i);
		struct text type = text_of(json_find_string(selector, "type"));
		if (text_is(type, "TextQuoteSelector"))
			fault = read_words(quote, selector);
		else if (text_is(type, "TextPositionSelector"))
			fault = read_position(quote, selector);
	}
	return fault;
}

static const struct fault *read_selector(struct target *target, const struct json *selector)
{
	const char *type = json_find_string(selector, "type");
	const char *digits = after_scheme(json_find_string(selector, "value"), PARAGRAPH_SCHEME);
	bool fragment = type && strcmp(type, "FragmentSelector") == 0;
	if (!fragment || !digits || !read_paragraph(&target->paragraph, digits))
		return malformed(_("The annotation names a place that is not of the form paragraph=N."));
	target->kind = TARGET_PARAGRAPH;
	const struct fault *fault = read_refinements(&target->quote, json_find(selector, "refinedBy"));
	if (!target->quote.exact)
		target->quote.start_points = target->quote.end_points = 0;
	return fault;
}

static bool read_number(size_t *out, const struct json *number)
{
	long long value = 0;
	bool fine = json_number(number, &value) && value >= 1 && value <= NUMBER_MOST;
	*out = fine ? (size_t)value : 0;
	return fine;
}

static const struct fault *read_was(struct target *target, const struct json *was)
{
	const struct fault *fault = read_blob(&target->was_blob, json_find(was, "cached"));
	if (fault)
		return fault;
	if (!read_number(&target->was_paragraph, json_find(was, "paragraph")))
		return malformed(_("The annotation does not say which paragraph the amendment changes."));
	return NULL;
}

/* What is not as it should be is as if it were not there: without it the words are carried from what was proposed on.
 */
static void read_base(struct target *target, const struct json *base)
{
	const char *oid = after_scheme(json_find_string(base, "cached"), BLOB_SCHEME);
	const struct json *count = json_find(base, "paragraphs");
	size_t paragraph, paragraphs = 1;
	if (!oid || !(is_hex(oid, 40) || is_hex(oid, 64)) || !read_number(&paragraph, json_find(base, "paragraph")) ||
		(count && !read_number(&paragraphs, count)))
		return;
	target->base_blob = memory_string(oid);
	target->base_paragraph = paragraph;
	target->base_count = paragraphs;
}

static const struct fault *read_amendment(struct target *target, const struct json *object)
{
	const char *reviewer = json_find_string(object, "paraphe:reviewer");
	const char *digest = json_find_string(object, "paraphe:digest");
	if (!reviewer || !name_valid(text_of(reviewer)))
		return malformed(_("The annotation is on an amendment, but names no valid reviewer."));
	if (!digest || !is_hex(digest, DIGEST_TEXT))
		return malformed(_("The annotation is on an amendment, but its digest is not 64 hexadecimal digits."));
	target->kind = TARGET_AMENDMENT;
	target->reviewer = memory_string(reviewer);
	target->digest = memory_string(digest);
	const struct json *was = json_find(object, "paraphe:was");
	read_base(target, json_find(object, "paraphe:base"));
	return was ? read_was(target, was) : NULL;
}

static const struct fault *read_target_object(struct target *target, const struct json *object)
{
	const struct fault *fault = NULL;
	const char *source = json_find_string(object, "source");
	if (!source || !source[0])
		return malformed(_("The annotation does not say which draft it is about."));
	target->kind = TARGET_DOCUMENT;
	target->source = memory_string(source);
	const struct json *cached = json_find(json_find(object, "state"), "cached");
	const struct json *selector = json_find(object, "selector");
	if (cached)
		fault = read_blob(&target->cached, cached);
	if (!fault && selector)
		fault = read_selector(target, selector);
	if (!fault && (json_find(object, "paraphe:reviewer") || json_find(object, "paraphe:digest")))
		fault = read_amendment(target, object);
	return fault;
}

static const struct fault *read_target(struct target *target, const struct json *value)
{
	if (json_is_object(value))
		return read_target_object(target, value);
	const char *uuid = after_scheme(json_as_string(value), UUID_SCHEME);
	if (!uuid || !uuid_valid(text_of(uuid)))
		return malformed(_("The annotation's target is neither a place in a draft nor another annotation."));
	target->kind = TARGET_ANNOTATION;
	target->annotation = memory_string(uuid);
	return NULL;
}

static const struct fault *read_targets(struct annotation *annotation, struct json *targets)
{
	const struct fault *fault = NULL;
	size_t count = some_count(targets);
	if (count == 0)
		return malformed(_("The annotation has no target."));
	if (count > 1 && annotation->motivation != MODERATING && annotation->motivation != LINKING)
		return malformed(_("Only decisions and links may have more than one target."));
	for (size_t i = 0; !fault && i < count; i++) {
		struct target *target = i == 0 ? &annotation->targets[0] : annotation_add_target(annotation);
		fault = read_target(target, some_at(targets, i));
		if (!fault && target->annotation && strcmp(target->annotation, annotation->id) == 0)
			fault = malformed(_("The annotation is about itself."));
	}
	return fault;
}

/* A second text is put below the first: another program may have cut one remark in two, and no word is to be lost. */
static void take_text(struct annotation *annotation, const char *value, const char *language)
{
	if (annotation->text) {
		char *both = memory_format("%s\n\n%s", annotation->text, value);
		free(annotation->text);
		annotation->text = both;
		return;
	}
	annotation->text = memory_string(value);
	annotation->language = memory_string(language);
}

static const struct fault *take_once(char **field, const char *value)
{
	if (*field)
		return malformed(_("The annotation gives two answers where there can be one."));
	*field = memory_string(value);
	return NULL;
}

static const struct fault *read_body(struct annotation *annotation, const struct json *body)
{
	const char *purpose = json_find_string(body, "purpose");
	const char *value = json_is_object(body) ? json_find_string(body, "value") : json_as_string(body);
	bool has_code = annotation->motivation == ASSESSING || annotation->motivation == MODERATING;
	if (!value)
		return malformed(_("The annotation has a body without a text."));
	if (purpose && strcmp(purpose, "tagging") == 0)
		annotation_add_tag(annotation, value);
	else if (purpose && strcmp(purpose, "editing") == 0 && annotation->motivation == MODERATING)
		return take_once(&annotation->words, value);
	else if (purpose && has_code && strcmp(purpose, motivation_name(annotation->motivation)) == 0)
		return take_once(&annotation->code, value);
	else
		take_text(annotation, value, json_find_string(body, "language"));
	return NULL;
}

static const struct fault *read_bodies(struct annotation *annotation, struct json *bodies)
{
	const struct fault *fault = NULL;
	for (size_t i = 0; !fault && i < some_count(bodies); i++)
		fault = read_body(annotation, some_at(bodies, i));
	return fault;
}

static const struct fault *read_creator(struct annotation *annotation, const struct json *object)
{
	const struct json *creator = json_find(object, "creator");
	const char *nickname = json_find_string(creator, "nickname");
	const char *generator = json_find_string(json_find(object, "generator"), "nickname");
	if (!nickname || !name_valid(text_of(nickname)))
		return malformed(_("The annotation does not say who wrote it, or not by a valid id."));
	if (generator && !name_valid(text_of(generator)))
		return malformed(_("The annotation was entered by somebody whose id is not valid."));
	annotation->nickname = memory_string(nickname);
	annotation->name = memory_string(json_find_string(creator, "name"));
	annotation->organisation = memory_string(json_find_string(creator, "paraphe:organisation"));
	annotation->group = memory_string(json_find_string(creator, "paraphe:group"));
	annotation->generator = memory_string(generator);
	return NULL;
}

static const struct fault *read_version(const struct json *object)
{
	long long number = 0;
	const struct json *version = json_find(object, "paraphe:version");
	if (!version)
		return NULL;
	if (!json_number(version, &number) || number < 1)
		return malformed(_("The annotation's paraphe:version is not a whole number from 1."));
	if (number > ANNOTATION_VERSION)
		return fault_new(FAULT_MALFORMED,
			_("The annotation was written by a newer paraphe (version %lld, this one reads %d); please "
			  "update paraphe."),
			number, ANNOTATION_VERSION);
	return NULL;
}

bool webjson_motivation(enum motivation *out, const char *name)
{
	static const char *const others[] = {
		"bookmarking", "classifying", "describing", "editing", "highlighting", "identifying", "tagging"};
	for (int i = COMMENTING; i < MOTIVATION_OTHER; i++) {
		*out = (enum motivation)i;
		if (strcmp(name, motivation_name(*out)) == 0)
			return true;
	}
	*out = MOTIVATION_OTHER;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(name, others[i]) == 0)
			return true;
	return false;
}

static const struct fault *read_head(struct annotation *annotation, const struct json *object)
{
	const char *type = json_find_string(object, "type");
	const char *id = after_scheme(json_find_string(object, "id"), UUID_SCHEME);
	const char *motivation = json_find_string(object, "motivation");
	const char *created = json_find_string(object, "created");
	if (!type || strcmp(type, "Annotation") != 0)
		return malformed(_("This is not an annotation: its type is not Annotation."));
	if (!id || !uuid_valid(text_of(id)))
		return malformed(_("The annotation's id is not of the form urn:uuid:UUID, in lower case."));
	if (!motivation || !webjson_motivation(&annotation->motivation, motivation))
		return malformed(_("The annotation's motivation is none that the Recommendation knows."));
	if (!created || !clock_parse(&annotation->created, created))
		return malformed(_("The annotation does not say when it was made (RFC 3339)."));
	memcpy(annotation->id, id, UUID_TEXT);
	return NULL;
}

/* What the rest of the program relies on without asking. */
static const struct fault *check_sense(const struct annotation *annotation)
{
	bool has_code = annotation->motivation == ASSESSING || annotation->motivation == MODERATING;
	if (has_code && (!annotation->code || !annotation->code[0]))
		return malformed(_("The position or decision does not say what it is."));
	if (annotation->motivation == REPLYING && annotation->targets[0].kind != TARGET_ANNOTATION)
		return malformed(_("The reply does not name the annotation it answers."));
	if (has_code && strcmp(annotation->code, "modified") == 0 && !annotation->words)
		return malformed(_("The decision to modify an amendment lacks the new words."));
	return NULL;
}

static const struct fault *check_size(const struct annotation *annotation, size_t size)
{
	bool modified = annotation->motivation == MODERATING && strcmp(annotation->code, "modified") == 0;
	size_t most = modified ? ANNOTATION_WORDS_LIMIT : ANNOTATION_LIMIT;
	if (size <= most)
		return NULL;
	return fault_new(FAULT_MALFORMED, _("The annotation is larger than %zu KiB."), most / 1024);
}

const struct fault *webjson_check(const struct annotation *annotation, size_t size)
{
	const struct fault *fault = check_sense(annotation);
	return fault ? fault : check_size(annotation, size);
}

static const struct fault *read_object(struct annotation *annotation, const struct json *object, size_t size)
{
	const struct fault *fault = NULL;
	if (!json_is_object(object))
		return malformed(_("This is not an annotation: it is no JSON object."));
	if ((fault = read_version(object)))
		return fault;
	if ((fault = read_head(annotation, object)))
		return fault;
	if ((fault = read_creator(annotation, object)))
		return fault;
	if ((fault = read_bodies(annotation, json_find(object, "body"))))
		return fault;
	if ((fault = read_targets(annotation, json_find(object, "target"))))
		return fault;
	return webjson_check(annotation, size);
}

const struct fault *webjson_read(struct annotation **out, struct text source)
{
	struct json *root = NULL;
	*out = NULL;
	/* Before parsing; whether the smaller limit holds is known only after it. */
	if (source.size > ANNOTATION_WORDS_LIMIT)
		return fault_new(
			FAULT_MALFORMED, _("The annotation is larger than %d KiB."), ANNOTATION_WORDS_LIMIT / 1024);
	if (canonical_read(out, source))
		return NULL;
	const struct fault *fault = json_read(&root, source);
	if (fault)
		return fault;
	struct annotation *annotation = annotation_new(COMMENTING);
	fault = read_object(annotation, root, source.size);
	json_free(root);
	if (fault) {
		annotation_free(annotation);
		return fault;
	}
	*out = annotation;
	return NULL;
}
