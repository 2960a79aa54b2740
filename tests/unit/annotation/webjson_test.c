#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "annotation/webjson.h"
#include "base/memory.h"

#define ID "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a33"
#define OTHER "0190c5b2-6d1e-7c2a-9b1f-2f6d0c8f1a34"
#define BLOB "0123456789abcdef0123456789abcdef01234567"
#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* The example of the README. */
static const char comment[] = "{\n"
			      "  \"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n"
			      "  \"id\": \"urn:uuid:" ID "\",\n"
			      "  \"type\": \"Annotation\",\n"
			      "  \"motivation\": \"commenting\",\n"
			      "  \"created\": \"2021-05-18T12:04:31+02:00\",\n"
			      "  \"creator\": {\n"
			      "    \"type\": \"Person\",\n"
			      "    \"nickname\": \"sherpa-a\",\n"
			      "    \"name\": \"Sherpa A\"\n"
			      "  },\n"
			      "  \"body\": [\n"
			      "    {\n"
			      "      \"type\": \"TextualBody\",\n"
			      "      \"purpose\": \"commenting\",\n"
			      "      \"language\": \"fr\",\n"
			      "      \"format\": \"text/plain\",\n"
			      "      \"value\": \"Est-ce « juridique » ?\"\n"
			      "    },\n"
			      "    {\n"
			      "      \"type\": \"TextualBody\",\n"
			      "      \"purpose\": \"tagging\",\n"
			      "      \"value\": \"area:inegalites\"\n"
			      "    }\n"
			      "  ],\n"
			      "  \"target\": {\n"
			      "    \"source\": \"drafts/declaration.fr.md\",\n"
			      "    \"state\": {\n"
			      "      \"type\": \"TimeState\",\n"
			      "      \"cached\": \"urn:git:blob:" BLOB "\"\n"
			      "    },\n"
			      "    \"selector\": {\n"
			      "      \"type\": \"FragmentSelector\",\n"
			      "      \"value\": \"paragraph=12\",\n"
			      "      \"refinedBy\": [\n"
			      "        {\n"
			      "          \"type\": \"TextQuoteSelector\",\n"
			      "          \"exact\": \"s'engagent\",\n"
			      "          \"prefix\": \"Les \",\n"
			      "          \"suffix\": \" à\"\n"
			      "        },\n"
			      "        {\n"
			      "          \"type\": \"TextPositionSelector\",\n"
			      "          \"start\": 4,\n"
			      "          \"end\": 14\n"
			      "        }\n"
			      "      ]\n"
			      "    }\n"
			      "  }\n"
			      "}\n";

/* An annotation in one line: `motivation`, then what stands for body and target. */
static char *compose(const char *motivation, const char *rest)
{
	return memory_format("{\"id\":\"urn:uuid:" ID "\",\"type\":\"Annotation\",\"motivation\":\"%s\","
			     "\"created\":\"2021-05-18T12:04:31Z\",\"creator\":{\"nickname\":\"sherpa-a\"},%s}",
		motivation, rest);
}

static struct annotation *read(const char *json)
{
	struct annotation *annotation;
	const struct fault *fault = webjson_read(&annotation, text_of(json));
	if (fault)
		fail_msg("%s: %s", fault_text(fault), json);
	return annotation;
}

static struct annotation *read_made(const char *motivation, const char *rest)
{
	char *json = compose(motivation, rest);
	struct annotation *annotation = read(json);
	free(json);
	return annotation;
}

static void assert_refused(const char *json, const char *words)
{
	struct annotation *annotation;
	const struct fault *fault = webjson_read(&annotation, text_of(json));
	if (!fault)
		fail_msg("was read: %.300s", json);
	assert_int_equal(fault_kind(fault), FAULT_MALFORMED);
	assert_null(annotation);
	if (words && !strstr(fault_text(fault), words))
		fail_msg("'%s' lacks '%s'", fault_text(fault), words);
}

static void assert_made_refused(const char *motivation, const char *rest, const char *words)
{
	char *json = compose(motivation, rest);
	assert_refused(json, words);
	free(json);
}

static void assert_same_again(const struct annotation *annotation)
{
	struct buffer first = {0}, second = {0};
	webjson_write(&first, annotation);
	struct annotation *again = read(buffer_string(&first));
	webjson_write(&second, again);
	assert_string_equal(buffer_string(&first), buffer_string(&second));
	annotation_free(again);
	buffer_clear(&first);
	buffer_clear(&second);
}

static void assert_written(const struct annotation *annotation, const char *words)
{
	struct buffer out = {0};
	struct buffer flat = {0};
	webjson_write(&out, annotation);
	/* Without the indents, so that the expected stands in one line. */
	for (size_t i = 0; i < out.size; i++)
		if (out.bytes[i] != '\n' && out.bytes[i] != ' ')
			buffer_add_byte(&flat, out.bytes[i]);
	if (!strstr(buffer_string(&flat), words))
		fail_msg("%s lacks %s", flat.bytes, words);
	buffer_clear(&out);
	buffer_clear(&flat);
}

static void the_example_is_read_and_written_byte_for_byte(void **state)
{
	(void)state;
	struct annotation *annotation = read(comment);
	struct buffer out = {0};
	assert_int_equal(annotation->motivation, COMMENTING);
	assert_string_equal(annotation->id, ID);
	assert_int_equal(annotation->created.offset_minutes, 120);
	assert_string_equal(annotation->nickname, "sherpa-a");
	assert_string_equal(annotation->text, "Est-ce « juridique » ?");
	assert_string_equal(annotation->tags[0], "area:inegalites");
	assert_int_equal(annotation->targets[0].kind, TARGET_PARAGRAPH);
	assert_string_equal(annotation->targets[0].cached, BLOB);
	assert_int_equal(annotation->targets[0].paragraph, 12);
	assert_string_equal(annotation->targets[0].quote.exact, "s'engagent");
	assert_int_equal(annotation->targets[0].quote.end_points, 14);
	webjson_write(&out, annotation);
	assert_string_equal(buffer_string(&out), comment);
	buffer_clear(&out);
	annotation_free(annotation);
}

static void a_reply_targets_a_string(void **state)
{
	(void)state;
	struct annotation *annotation = read_made("replying", "\"body\":\"oui\",\"target\":\"urn:uuid:" OTHER "\"");
	assert_string_equal(annotation->targets[0].annotation, OTHER);
	assert_string_equal(annotation->text, "oui");
	assert_written(annotation, "],\"target\":\"urn:uuid:" OTHER "\"}");
	assert_same_again(annotation);
	annotation_free(annotation);
}

static void a_remark_on_the_document_has_no_selector(void **state)
{
	(void)state;
	struct annotation *annotation = read_made("commenting", "\"body\":[],\"target\":{\"source\":\"a.md\"}");
	assert_int_equal(annotation->targets[0].kind, TARGET_DOCUMENT);
	assert_written(annotation, "\"created\":\"2021-05-18T12:04:31Z\"");
	assert_written(annotation, "\"target\":{\"source\":\"a.md\"}}");
	annotation->targets[0].cached = memory_string(BLOB);
	assert_written(annotation, "\"state\":{\"type\":\"TimeState\",\"cached\":\"urn:git:blob:" BLOB "\"}}}");
	assert_same_again(annotation);
	annotation_free(annotation);
}

static void a_whole_paragraph_has_no_refinement(void **state)
{
	(void)state;
	struct annotation *annotation =
		read_made("assessing", "\"body\":{\"purpose\":\"assessing\",\"value\":\"initialled\"},\"target\":{"
				       "\"source\":\"a.md\",\"selector\":{"
				       "\"type\":\"FragmentSelector\",\"value\":\"paragraph=3\"}}");
	assert_string_equal(annotation->code, "initialled");
	assert_null(annotation->text);
	assert_written(annotation, "\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"paragraph=3\"}}}");
	assert_written(annotation, "\"purpose\":\"assessing\",\"value\":\"initialled\"}]");
	assert_same_again(annotation);
	annotation_free(annotation);
}

#define AMENDMENT(reviewer)                                                                                            \
	"{\"source\":\"a.md\",\"state\":{\"type\":\"TimeState\",\"cached\":\"urn:git:blob:" BLOB "\"},"                \
	"\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"paragraph=3\"},\"paraphe:reviewer\":\"" reviewer      \
	"\",\"paraphe:digest\":\"" DIGEST "\",\"paraphe:was\":{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":2}}"

static void a_decision_names_its_amendments(void **state)
{
	(void)state;
	const char *bodies =
		"\"body\":[{\"purpose\":\"moderating\",\"value\":\"modified\"},{\"purpose\":\"commenting\","
		"\"value\":\"plus court\"},{\"purpose\":\"editing\",\"value\":\"Les mots.\"}],\"target\":[" AMENDMENT(
			"a") "," AMENDMENT("b") "]";
	struct annotation *annotation = read_made("moderating", bodies);
	assert_string_equal(annotation->code, "modified");
	assert_string_equal(annotation->text, "plus court");
	assert_string_equal(annotation->words, "Les mots.");
	assert_int_equal(annotation->target_count, 2);
	assert_int_equal(annotation->targets[1].kind, TARGET_AMENDMENT);
	assert_string_equal(annotation->targets[1].reviewer, "b");
	assert_int_equal(annotation->targets[1].was_paragraph, 2);
	assert_written(annotation, "\"target\":[" AMENDMENT("a") "," AMENDMENT("b") "]}");
	assert_same_again(annotation);
	annotation_free(annotation);
}

#define ON_BASE(base)                                                                                                  \
	"\"body\":[{\"purpose\":\"moderating\",\"value\":\"modified\"},{\"purpose\":\"editing\",\"value\":\"Les "      \
	"mots.\"}],"                                                                                                   \
	"\"target\":{\"source\":\"a.md\",\"paraphe:reviewer\":\"a\",\"paraphe:digest\":\"" DIGEST                      \
	"\",\"paraphe:was\":{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":2},\"paraphe:base\":" base "}"

static void a_decision_remembers_the_words_it_was_written_against(void **state)
{
	(void)state;
	struct annotation *annotation =
		read_made("moderating", ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":14}"));
	assert_string_equal(annotation->targets[0].base_blob, BLOB);
	assert_int_equal(annotation->targets[0].base_paragraph, 14);
	assert_int_equal(annotation->targets[0].base_count, 1);
	assert_written(annotation,
		"\"paragraph\":2},\"paraphe:base\":{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":14}}}");
	assert_same_again(annotation);
	annotation_free(annotation);
	annotation = read_made(
		"moderating", ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":14,\"paragraphs\":2}"));
	assert_int_equal(annotation->targets[0].base_count, 2);
	assert_written(annotation, "\"paragraph\":14,\"paragraphs\":2}}}");
	annotation_free(annotation);
}

static void a_base_that_cannot_be_is_as_if_it_were_not_there(void **state)
{
	(void)state;
	static const char *const bodies[] = {ON_BASE("7"), ON_BASE("[]"), ON_BASE("{}"), ON_BASE("null"),
		ON_BASE("{\"paragraph\":14}"), ON_BASE("{\"cached\":7,\"paragraph\":14}"),
		ON_BASE("{\"cached\":\"urn:git:blob:0\",\"paragraph\":14}"),
		ON_BASE("{\"cached\":\"" BLOB "\",\"paragraph\":14}"),
		ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\"}"),
		ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":0}"),
		ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":-1}"),
		ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":1000000000}"),
		ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":1,\"paragraphs\":0}"),
		ON_BASE("{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":1,\"paragraphs\":\"2\"}")};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct annotation *annotation = read_made("moderating", bodies[i]);
		assert_null(annotation->targets[0].base_blob);
		assert_int_equal(annotation->targets[0].base_paragraph, 0);
		assert_int_equal(annotation->targets[0].base_count, 0);
		assert_int_equal(annotation->targets[0].was_paragraph, 2);
		annotation_free(annotation);
	}
}

static void a_deletion_has_no_selector_and_an_insertion_no_before(void **state)
{
	(void)state;
	struct annotation *annotation = read_made("assessing",
		"\"body\":{\"purpose\":\"assessing\",\"value\":\"supports\"},\"target\":{\"source\":\"a.md\","
		"\"paraphe:reviewer\":\"b\",\"paraphe:digest\":\"" DIGEST "\"}");
	assert_int_equal(annotation->targets[0].kind, TARGET_AMENDMENT);
	assert_int_equal(annotation->targets[0].paragraph, 0);
	assert_null(annotation->targets[0].was_blob);
	assert_written(annotation,
		"\"target\":{\"source\":\"a.md\",\"paraphe:reviewer\":\"b\",\"paraphe:digest\":\"" DIGEST "\"}}");
	assert_same_again(annotation);
	annotation_free(annotation);
}

static void those_off_the_roster_and_on_behalf_are_kept(void **state)
{
	(void)state;
	struct annotation *annotation = read(comment);
	/* What was read is one piece, and does not own what is put in. */
	char organisation[] = "Ville \"X\"", group[] = "villes", generator[] = "desk";
	assert_true(annotation->one_piece);
	annotation->organisation = organisation;
	annotation->group = group;
	annotation->generator = generator;
	assert_written(annotation, "\"name\":\"SherpaA\",\"paraphe:organisation\":\"Ville\\\"X\\\"\",\"paraphe:group\":"
				   "\"villes\"},\"generator\":{\"type\":\"Person\",\"nickname\":\"desk\"},\"body\":[");
	assert_same_again(annotation);
	annotation_free(annotation);
}

static void it_stands_inside_other_json(void **state)
{
	(void)state;
	struct json *root = json_new_object();
	struct annotation *annotation = read(comment);
	struct json *list = json_add_array(root, "annotations");
	struct json *object = webjson_add(list, NULL, annotation);
	json_add_string(object, "paraphe:state", "open");
	assert_string_equal(json_find_string(json_at(list, 0), "paraphe:state"), "open");
	assert_string_equal(json_find_string(json_at(list, 0), "id"), "urn:uuid:" ID);
	json_free(root);
	annotation_free(annotation);
}

static void unknown_keys_and_hidden_characters_are_read(void **state)
{
	(void)state;
	struct annotation *annotation =
		read_made("highlighting", "\"paraphe:version\":1,\"rights\":[1,{\"x\":null}],\"body\":{\"type\":"
					  "\"TextualBody\",\"value\":\"a\\u001b[2J"
					  "\\u202e\"},\"target\":{\"source\":\"a.md\",\"scope\":7}");
	assert_int_equal(annotation->motivation, MOTIVATION_OTHER);
	assert_string_equal(annotation->text, "a\x1b[2J\xe2\x80\xae");
	assert_same_again(annotation);
	annotation_free(annotation);
}

static void two_texts_are_one_remark(void **state)
{
	(void)state;
	struct annotation *annotation =
		read_made("commenting", "\"body\":[\"a\",{\"value\":\"b\"}],\"target\":{\"source\":\"a.md\"}");
	assert_string_equal(annotation->text, "a\n\nb");
	annotation_free(annotation);
}

#define ON_A "\"target\":{\"source\":\"a.md\"}"
#define AT(selector) "\"target\":{\"source\":\"a.md\",\"selector\":" selector "}"

static void what_cannot_be_is_refused_with_a_sentence(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{"commenting", "\"paraphe:version\":2," ON_A, "newer paraphe"},
		{"commenting", "\"paraphe:version\":\"x\"," ON_A, "paraphe:version"},
		{"reviewing", ON_A, "motivation"},
		{"", ON_A, "motivation"},
		{"commenting", "\"x\":1", "no target"},
		{"commenting", "\"target\":[]", "no target"},
		{"commenting", "\"target\":null", "neither"},
		{"commenting", "\"target\":\"http://example.org\"", "neither"},
		{"commenting", "\"target\":{}", "which draft"},
		{"commenting", "\"target\":[{\"source\":\"a\"},{\"source\":\"b\"}]", "more than one target"},
		{"commenting", "\"target\":{\"source\":\"a\",\"state\":{\"cached\":\"xyz\"}}", "urn:git:blob"},
		{"commenting", "\"target\":{\"source\":\"a\",\"state\":{\"cached\":\"urn:git:blob:12\"}}",
			"urn:git:blob"},
		{"commenting", AT("{\"type\":\"FragmentSelector\",\"value\":\"paragraph=0\"}"), "paragraph=N"},
		{"commenting", AT("{\"type\":\"FragmentSelector\",\"value\":\"paragraph=-1\"}"), "paragraph=N"},
		{"commenting", AT("{\"type\":\"FragmentSelector\",\"value\":\"paragraph=99999999999\"}"),
			"paragraph=N"},
		{"commenting", AT("{\"type\":\"CssSelector\",\"value\":\"p\"}"), "paragraph=N"},
		{"commenting", AT("7"), "paragraph=N"},
		{"commenting",
			AT("{\"type\":\"FragmentSelector\",\"value\":\"paragraph=1\",\"refinedBy\":{\"type\":"
			   "\"TextQuoteSelector\"}}"),
			"quote"},
		{"commenting",
			AT("{\"type\":\"FragmentSelector\",\"value\":\"paragraph=1\",\"refinedBy\":[{\"type\":"
			   "\"TextPositionSelector\",\"start\":5,\"end\":2}]}"),
			"position"},
		{"replying", ON_A, "answers"},
		{"replying", "\"target\":\"urn:uuid:" ID "\"", "itself"},
		{"replying", "\"target\":\"urn:uuid:0190C5B2-6d1e-7c2a-9b1f-2f6d0c8f1a33\"", "neither"},
		{"assessing", ON_A, "what it is"},
		{"moderating", "\"body\":{\"purpose\":\"moderating\",\"value\":\"modified\"}," ON_A, "new words"},
		{"moderating",
			"\"body\":[{\"purpose\":\"moderating\",\"value\":\"noted\"},{\"purpose\":\"moderating\","
			"\"value\":"
			"\"rejected\"}]," ON_A,
			"two answers"},
		{"commenting", "\"body\":[{}]," ON_A, "without a text"},
		{"commenting", "\"body\":17," ON_A, "without a text"},
		{"commenting", "\"generator\":{\"nickname\":\"A B\"}," ON_A, "not valid"},
		{"commenting", "\"target\":{\"source\":\"a\",\"paraphe:reviewer\":\"../b\"}", "reviewer"},
		{"commenting", "\"target\":{\"source\":\"a\",\"paraphe:reviewer\":\"b\",\"paraphe:digest\":\"00\"}",
			"digest"},
		{"commenting",
			"\"target\":{\"source\":\"a\",\"paraphe:reviewer\":\"b\",\"paraphe:digest\":\"" DIGEST
			"\",\"paraphe:was\":{\"cached\":\"urn:git:blob:" BLOB "\",\"paragraph\":-1}}",
			"which paragraph"},
		{"commenting", "\"x\":1,\"x\":2," ON_A, NULL},
		{"commenting", "\"x\":\"\\u0000\"," ON_A, NULL},
		{"commenting", "\"x\":\"\xff\"," ON_A, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_made_refused(cases[i][0], cases[i][1], cases[i][2]);
	static const char *const wholes[][2] = {
		{"", NULL},
		{"[]", "no JSON object"},
		{"{}", "type"},
		{"{\"type\":\"Annotation\"}", "id"},
		{"{\"type\":\"Annotation\",\"id\":\"" ID "\"}", "urn:uuid"},
		{"{\"type\":\"Annotation\",\"id\":\"urn:uuid:" ID "\",\"motivation\":\"linking\",\"created\":\"hier\"}",
			"when"},
		{"{\"type\":\"Annotation\",\"id\":\"urn:uuid:" ID
		 "\",\"motivation\":\"linking\",\"created\":\"2021-05-18T12:04:31Z\",\"creator\":\"a\"}",
			"who wrote it"},
	};
	for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
		assert_refused(wholes[i][0], wholes[i][1]);
}

static void depth_two_thousand_is_refused(void **state)
{
	(void)state;
	struct buffer json = {0};
	for (int i = 0; i < 2000; i++)
		buffer_add_string(&json, i % 2 ? "[" : "{\"target\":");
	assert_refused(buffer_string(&json), NULL);
	buffer_clear(&json);
}

static char *with_text(const char *motivation, const char *code, size_t size)
{
	char *letters = memory_new(size + 1, 1);
	memset(letters, 'a', size);
	char *rest = memory_format("\"body\":[{\"purpose\":\"moderating\",\"value\":\"%s\"},{\"purpose\":\"editing\","
				   "\"value\":\"%s\"}]," ON_A,
		code, letters);
	char *json = compose(motivation, rest);
	free(letters);
	free(rest);
	return json;
}

static void only_a_modified_wording_may_be_long(void **state)
{
	(void)state;
	static const struct {
		const char *motivation, *code;
		size_t size;
		bool fine;
	} cases[] = {
		{"moderating", "accepted", 60000, true},
		{"moderating", "accepted", 70000, false},
		{"commenting", "modified", 70000, false},
		{"moderating", "modified", 1000000, true},
		{"moderating", "modified", 1048576, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *json = with_text(cases[i].motivation, cases[i].code, cases[i].size);
		if (cases[i].fine)
			annotation_free(read(json));
		else
			assert_refused(json, "larger than");
		free(json);
	}
}

/* --- Properties */

static uint64_t seed = 20210518;

static size_t random_below(size_t limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed >> 11) % limit;
}

static char *random_string(void)
{
	static const char *const pieces[] = {
		"a", "é", " ", "\n", "\"", "\\", "’", "\x1b", "\xe2\x80\xae", "😀", "/", "\x7f", "«"};
	struct buffer out = {0};
	for (size_t i = random_below(9); i > 0; i--)
		buffer_add_string(&out, pieces[random_below(sizeof pieces / sizeof *pieces)]);
	return buffer_take(&out);
}

static char *random_or_null(void)
{
	return random_below(2) ? random_string() : NULL;
}

static void fill_target(struct target *target)
{
	target->source = memory_string("drafts/é \"x\".md");
	target->cached = random_below(2) ? memory_string(BLOB) : NULL;
	target->kind = (enum target_kind[]){TARGET_DOCUMENT, TARGET_PARAGRAPH, TARGET_AMENDMENT}[random_below(3)];
	if (target->kind == TARGET_PARAGRAPH || (target->kind == TARGET_AMENDMENT && random_below(2)))
		target->paragraph = 1 + random_below(300);
	if (target->kind == TARGET_PARAGRAPH && random_below(2)) {
		target->quote.exact = memory_format("x%zu", random_below(1000));
		target->quote.prefix = random_or_null();
		target->quote.suffix = random_or_null();
		target->quote.start_points = random_below(1000);
		target->quote.end_points = target->quote.start_points + random_below(100);
	}
	if (target->kind != TARGET_AMENDMENT)
		return;
	target->reviewer = memory_string("sherpa-b");
	target->digest = memory_string(DIGEST);
	target->was_blob = random_below(2) ? memory_string(BLOB) : NULL;
	target->was_paragraph = target->was_blob ? 1 + random_below(300) : 0;
	target->base_blob = random_below(2) ? memory_string(BLOB) : NULL;
	target->base_paragraph = target->base_blob ? 1 + random_below(300) : 0;
	target->base_count = target->base_blob ? 1 + random_below(3) : 0;
}

static struct annotation *random_annotation(void)
{
	struct annotation *annotation = annotation_new((enum motivation)random_below(MOTIVATION_OTHER));
	bool coded = annotation->motivation == ASSESSING || annotation->motivation == MODERATING;
	uuid_next(annotation->id, NULL);
	annotation->created = (struct moment){
		.seconds = (int64_t)random_below(4000000000), .offset_minutes = (int)random_below(1600) - 800};
	annotation->nickname = memory_string("sherpa-a");
	annotation->name = random_or_null();
	annotation->organisation = random_or_null();
	annotation->group = random_or_null();
	annotation->generator = random_below(4) ? NULL : memory_string("desk");
	annotation->text = random_or_null();
	annotation->language = annotation->text ? random_or_null() : NULL;
	annotation->code = coded ? memory_string(random_below(2) ? "modified" : "noted") : NULL;
	annotation->words = annotation->motivation == MODERATING ? random_string() : NULL;
	if (annotation->motivation == ASSESSING) {
		free(annotation->code);
		annotation->code = memory_string("objection");
	}
	for (size_t i = random_below(3); i > 0; i--) {
		char *tag = random_string();
		annotation_add_tag(annotation, tag);
		free(tag);
	}
	if (annotation->motivation == REPLYING) {
		annotation->targets[0].kind = TARGET_ANNOTATION;
		annotation->targets[0].annotation = memory_string(OTHER);
		return annotation;
	}
	fill_target(&annotation->targets[0]);
	if (annotation->motivation == MODERATING || annotation->motivation == LINKING)
		for (size_t i = random_below(3); i > 0; i--)
			fill_target(annotation_add_target(annotation));
	return annotation;
}

static bool same_string(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void assert_same_target(const struct target *a, const struct target *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_true(same_string(a->annotation, b->annotation) && same_string(a->source, b->source));
	assert_true(same_string(a->cached, b->cached) && a->paragraph == b->paragraph);
	assert_true(same_string(a->quote.exact, b->quote.exact) && same_string(a->quote.prefix, b->quote.prefix));
	assert_true(same_string(a->quote.suffix, b->quote.suffix));
	assert_true(a->quote.end_points - a->quote.start_points == b->quote.end_points - b->quote.start_points);
	assert_true(same_string(a->reviewer, b->reviewer) && same_string(a->digest, b->digest));
	assert_true(same_string(a->was_blob, b->was_blob) && a->was_paragraph == b->was_paragraph);
	assert_true(same_string(a->base_blob, b->base_blob) && a->base_paragraph == b->base_paragraph);
	assert_int_equal(a->base_count, b->base_count);
}

static void any_annotation_survives_the_round_trip(void **state)
{
	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct annotation *annotation = random_annotation();
		struct buffer out = {0};
		assert_same_again(annotation);
		webjson_write(&out, annotation);
		struct annotation *again = read(buffer_string(&out));
		assert_string_equal(again->id, annotation->id);
		assert_int_equal(again->motivation, annotation->motivation);
		assert_int_equal(again->created.seconds, annotation->created.seconds);
		assert_int_equal(again->created.offset_minutes, annotation->created.offset_minutes);
		assert_true(same_string(again->name, annotation->name) && same_string(again->group, annotation->group));
		assert_true(same_string(again->organisation, annotation->organisation));
		assert_true(same_string(again->generator, annotation->generator));
		assert_true(same_string(again->text, annotation->text) && same_string(again->words, annotation->words));
		assert_true(same_string(again->code, annotation->code));
		assert_true(same_string(again->language, annotation->language));
		assert_int_equal(again->tag_count, annotation->tag_count);
		for (size_t i = 0; i < again->tag_count; i++)
			assert_string_equal(again->tags[i], annotation->tags[i]);
		assert_int_equal(again->target_count, annotation->target_count);
		for (size_t i = 0; i < again->target_count; i++)
			assert_same_target(&again->targets[i], &annotation->targets[i]);
		annotation_free(again);
		annotation_free(annotation);
		buffer_clear(&out);
	}
}

static void damaged_bytes_are_refused_or_read_but_never_break_anything(void **state)
{
	(void)state;
	size_t size = strlen(comment), was_read = 0;
	for (int round = 0; round < 20000; round++) {
		struct annotation *annotation;
		char *copy = memory_copy(comment, size);
		for (size_t i = 1 + random_below(3); i > 0; i--)
			copy[random_below(size)] = "{}[]\",:0a\x80\x00n"[random_below(12)];
		const struct fault *fault =
			webjson_read(&annotation, (struct text){copy, size - random_below(2) * random_below(size)});
		if (fault)
			assert_int_equal(fault_kind(fault), FAULT_MALFORMED);
		else
			was_read++;
		annotation_free(annotation);
		free(copy);
	}
	assert_true(was_read > 0);
}

static void nine_thousand_are_read_while_one_blinks(void **state)
{
	(void)state;
	int64_t start = clock_ticks();
	for (int i = 0; i < 9000; i++)
		annotation_free(read(comment));
	int64_t took = clock_ticks() - start;
	print_message("9,000 annotations read in %lld ms\n", (long long)took);
	/* Sanitizers and a busy machine are slow; what is measured belongs to the bench. */
	assert_true(took < 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_is_read_and_written_byte_for_byte),
		cmocka_unit_test(a_reply_targets_a_string),
		cmocka_unit_test(a_remark_on_the_document_has_no_selector),
		cmocka_unit_test(a_whole_paragraph_has_no_refinement),
		cmocka_unit_test(a_decision_names_its_amendments),
		cmocka_unit_test(a_decision_remembers_the_words_it_was_written_against),
		cmocka_unit_test(a_base_that_cannot_be_is_as_if_it_were_not_there),
		cmocka_unit_test(a_deletion_has_no_selector_and_an_insertion_no_before),
		cmocka_unit_test(those_off_the_roster_and_on_behalf_are_kept),
		cmocka_unit_test(it_stands_inside_other_json),
		cmocka_unit_test(unknown_keys_and_hidden_characters_are_read),
		cmocka_unit_test(two_texts_are_one_remark),
		cmocka_unit_test(what_cannot_be_is_refused_with_a_sentence),
		cmocka_unit_test(depth_two_thousand_is_refused),
		cmocka_unit_test(only_a_modified_wording_may_be_long),
		cmocka_unit_test(any_annotation_survives_the_round_trip),
		cmocka_unit_test(damaged_bytes_are_refused_or_read_but_never_break_anything),
		cmocka_unit_test(nine_thousand_are_read_while_one_blinks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
