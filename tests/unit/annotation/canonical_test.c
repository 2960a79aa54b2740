#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "annotation/canonical.h"
#include "annotation/webjson.h"
#include "base/memory.h"
#include "text/random.h"

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static char *words(void)
{
	static const char *const pieces[] = {"a", "mot ", "é", "« ", "\"", "\\", "\n", "\t", "/", "\b", "\f", "\r", "…",
		"😀", "\x7f", "}", "{", "\",\n", "\": \"", "\x01", "ô", ",", "u0041"};
	struct buffer out = {0};
	random_pieces(&out, pieces, ARRAY_SIZE(pieces) - (random_below(3) ? 4 : 0), random_below(5) ? 8 : 60);
	return buffer_take(&out);
}

static char *perhaps(void)
{
	return random_below(3) ? words() : NULL;
}

/* Something that webjson_write() might have to write. */
static struct annotation *some_annotation(void)
{
	struct annotation *a = annotation_new((enum motivation)random_below(MOTIVATION_OTHER + 1));
	struct target *t = &a->targets[0];
	uuid_next(a->id, NULL);
	a->nickname = memory_format("sherpa-%zu", random_below(1000));
	a->created = (struct moment){(int64_t)random_below(1u << 31), 0, (int)random_below(1600) - 800, false};
	a->name = perhaps();
	a->organisation = perhaps();
	a->group = perhaps();
	a->generator = random_below(6) ? NULL : memory_string("bureau");
	a->text = perhaps();
	a->language = a->text && random_below(4) ? memory_string("fr") : NULL;
	if (a->motivation == ASSESSING || a->motivation == MODERATING)
		a->code = random_below(6) ? memory_string(random_below(2) ? "modified" : "resolved") : words();
	if (a->motivation == MODERATING)
		a->words = perhaps();
	for (size_t i = random_below(3) ? 0 : random_below(20); i > 0; i--) {
		char *tag = words();
		annotation_add_tag(a, tag);
		free(tag);
	}
	t->kind = (enum target_kind)random_below(TARGET_AMENDMENT + 1);
	if (t->kind == TARGET_ANNOTATION) {
		char other[UUID_TEXT];
		uuid_next(other, a->id);
		t->annotation = memory_string(random_below(9) ? other : a->id);
		return a;
	}
	t->source = random_below(9) ? words() : memory_string("");
	t->cached = random_below(4) ? memory_copy(DIGEST, random_below(9) ? 40 : 64) : NULL;
	t->paragraph = random_below(9) ? 1 + random_below(2000000000) : 0;
	if (random_below(2)) {
		t->quote.exact = words();
		t->quote.prefix = perhaps();
		t->quote.suffix = perhaps();
		t->quote.start_points = random_below(100000);
		t->quote.end_points = t->quote.start_points + random_below(30);
	}
	if (t->kind == TARGET_AMENDMENT) {
		t->reviewer = memory_string("sherpa-b");
		t->digest = memory_string(DIGEST);
	}
	return a;
}

/* The long way: a blank that changes nothing takes a text out of the form. */
static const struct fault *long_way(struct annotation **out, struct text source)
{
	struct buffer other = {0};
	struct annotation *none;
	buffer_add(&other, source);
	buffer_add_byte(&other, ' ');
	assert_false(canonical_read(&none, buffer_text(&other)));
	const struct fault *fault = webjson_read(out, buffer_text(&other));
	buffer_clear(&other);
	return fault;
}

static void same_string(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a)
		assert_string_equal(a, b);
}

static void same(const struct annotation *a, const struct annotation *b)
{
	const struct target *t = &a->targets[0], *u = &b->targets[0];
	assert_string_equal(a->id, b->id);
	assert_int_equal(a->motivation, b->motivation);
	assert_memory_equal(&a->created.seconds, &b->created.seconds, sizeof a->created.seconds);
	assert_int_equal(a->created.milliseconds, b->created.milliseconds);
	assert_int_equal(a->created.offset_minutes, b->created.offset_minutes);
	assert_int_equal(a->created.zulu, b->created.zulu);
	const char *own[][2] = {{a->nickname, b->nickname}, {a->name, b->name}, {a->organisation, b->organisation},
		{a->group, b->group}, {a->generator, b->generator}, {a->text, b->text}, {a->language, b->language},
		{a->code, b->code}, {a->words, b->words}, {t->annotation, u->annotation}, {t->source, u->source},
		{t->cached, u->cached}, {t->quote.exact, u->quote.exact}, {t->quote.prefix, u->quote.prefix},
		{t->quote.suffix, u->quote.suffix}, {t->reviewer, u->reviewer}, {t->digest, u->digest},
		{t->was_blob, u->was_blob}};
	for (size_t i = 0; i < ARRAY_SIZE(own); i++)
		same_string(own[i][0], own[i][1]);
	assert_int_equal(a->tag_count, b->tag_count);
	for (size_t i = 0; i < a->tag_count; i++)
		assert_string_equal(a->tags[i], b->tags[i]);
	assert_int_equal(a->target_count, b->target_count);
	assert_int_equal(t->kind, u->kind);
	assert_int_equal(t->paragraph, u->paragraph);
	assert_int_equal(t->quote.start_points, u->quote.start_points);
	assert_int_equal(t->quote.end_points, u->quote.end_points);
	assert_int_equal(t->was_paragraph, u->was_paragraph);
}

/* What the form takes, the long way takes, and makes the same of it. Whether the form took it. */
static bool agree(struct text source)
{
	struct annotation *quick, *slow;
	/* exactly as large as it is: reading beyond is found out */
	char *copy = memory_resize(NULL, source.size, 1);
	memcpy(copy, source.bytes, source.size);
	bool taken = canonical_read(&quick, (struct text){copy, source.size});
	free(copy);
	if (!taken)
		return false;
	const struct fault *fault = long_way(&slow, source);
	if (fault)
		fail_msg("the long way says %s of %.*s", fault_text(fault), (int)source.size, source.bytes);
	same(quick, slow);
	annotation_free(quick);
	annotation_free(slow);
	return true;
}

static void as_the_long_way(void **state)
{
	(void)state;
	size_t taken = 0, fine = 0;
	for (int i = 0; i < 20000; i++) {
		struct buffer json = {0};
		struct annotation *annotation = some_annotation(), *slow;
		webjson_write(&json, annotation);
		bool quick = agree(buffer_text(&json));
		bool readable = !long_way(&slow, buffer_text(&json));
		assert_true(readable || !quick);
		taken += quick;
		fine += readable;
		if (readable)
			annotation_free(slow);
		annotation_free(annotation);
		buffer_clear(&json);
	}
	/* most of what can be read, or the form has drifted from what is written */
	if (taken * 2 <= fine)
		fail_msg("%zu of %zu are read the quick way", taken, fine);
}

static void damaged(void **state)
{
	(void)state;
	static const char *const pieces[] = {"\"", "\\", "\\u0041", "\\n", "\n", "  ", ",", "}", "{", "]", "0", "1",
		"-", "\xff", "\xc3", "é", "\x01", ",\n  \"type\": \"Annotation\"", "\"id\"", "00", "99999999999"};
	for (int i = 0; i < 3000; i++) {
		struct buffer json = {0}, other = {0};
		struct annotation *annotation = some_annotation();
		webjson_write(&json, annotation);
		annotation_free(annotation);
		for (int j = 0; j < 40; j++) {
			size_t at = random_below(json.size), size = random_below(3);
			buffer_empty(&other);
			buffer_add(&other, buffer_text(&json));
			switch (random_below(3)) {
			case 0:
				other.bytes[at] ^= (char)(1 << random_below(8));
				break;
			case 1:
				buffer_replace(&other, at, at + size < json.size ? at + size : json.size,
					text_of(pieces[random_below(ARRAY_SIZE(pieces))]));
				break;
			default:
				other.size = at;
			}
			agree(buffer_text(&other));
		}
		buffer_clear(&json);
		buffer_clear(&other);
	}
}

/* What a usual comment looks like is read the quick way: else nobody would notice that it is not. */
static void usual(void **state)
{
	(void)state;
	struct annotation *annotation = annotation_new(COMMENTING);
	struct target *target = &annotation->targets[0];
	struct buffer json = {0};
	uuid_next(annotation->id, NULL);
	annotation->created = (struct moment){1700000000, 0, 120, false};
	annotation->nickname = memory_string("sherpa-a");
	annotation->name = memory_string("Sherpa A");
	annotation->text = memory_string("Est-ce « juridique » ?\n\nOui, \"oui\".");
	annotation->language = memory_string("fr");
	annotation_add_tag(annotation, "area:sante");
	target->kind = TARGET_PARAGRAPH;
	target->source = memory_string("drafts/declaration.fr.md");
	target->cached = memory_copy(DIGEST, 40);
	target->paragraph = 12;
	webjson_write(&json, annotation);
	assert_true(agree(buffer_text(&json)));
	target->quote.exact = memory_string("s'engagent");
	target->quote.prefix = memory_string("Les ");
	target->quote.suffix = memory_string(" à");
	target->quote.start_points = 4;
	target->quote.end_points = 14;
	buffer_empty(&json);
	webjson_write(&json, annotation);
	assert_true(agree(buffer_text(&json)));
	for (size_t i = 0; i < json.size; i++)
		for (int bit = 0; bit < 8; bit++) {
			json.bytes[i] ^= (char)(1 << bit);
			agree(buffer_text(&json));
			json.bytes[i] ^= (char)(1 << bit);
		}
	for (size_t size = 0; size < json.size; size++)
		assert_false(agree(text_part(buffer_text(&json), 0, size)));
	annotation_free(annotation);
	buffer_clear(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual),
		cmocka_unit_test(as_the_long_way),
		cmocka_unit_test(damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
