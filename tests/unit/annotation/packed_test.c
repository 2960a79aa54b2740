#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "annotation/packed.h"
#include "base/memory.h"
#include "text/random.h"

static char *some_string(void)
{
	struct buffer text = {0};
	if (random_below(4) == 0)
		return NULL;
	random_text(&text, random_below(20) ? 12 : 400);
	return buffer_take(&text);
}

static struct annotation *some_annotation(void)
{
	struct annotation *a = annotation_new((enum motivation)random_below(MOTIVATION_OTHER + 1));
	char **strings[] = {
		&a->name, &a->organisation, &a->group, &a->generator, &a->text, &a->language, &a->code, &a->words};
	uuid_next(a->id, NULL);
	a->nickname = memory_format("sherpa-%zu", random_below(1000));
	a->created = (struct moment){(int64_t)random_below(1u << 31) - (1 << 30), (int)random_below(1000),
		(int)random_below(1600) - 800, random_below(2)};
	for (size_t i = 0; i < ARRAY_SIZE(strings); i++)
		*strings[i] = some_string();
	for (size_t i = random_below(4); i > 0; i--)
		annotation_add_tag(a, "area:sante");
	for (size_t i = random_below(8) ? 0 : random_below(5); i > 0; i--)
		annotation_add_target(a);
	for (size_t i = 0; i < a->target_count; i++) {
		struct target *t = &a->targets[i];
		char **its[] = {&t->annotation, &t->source, &t->cached, &t->quote.exact, &t->quote.prefix,
			&t->quote.suffix, &t->reviewer, &t->digest, &t->was_blob, &t->base_blob};
		t->kind = (enum target_kind)random_below(TARGET_AMENDMENT + 1);
		t->paragraph = random_below(1000);
		t->quote.start_points = random_below(100000);
		t->quote.end_points = t->quote.start_points + random_below(100);
		t->was_paragraph = random_below(1000);
		t->base_paragraph = random_below(1000);
		t->base_count = random_below(1000);
		for (size_t j = 0; j < ARRAY_SIZE(its); j++)
			*its[j] = some_string();
	}
	return a;
}

static void same_string(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a)
		assert_string_equal(a, b);
}

static void same(const struct annotation *a, const struct annotation *b)
{
	assert_string_equal(a->id, b->id);
	assert_int_equal(a->motivation, b->motivation);
	assert_int_equal(a->created.seconds, b->created.seconds);
	assert_int_equal(a->created.milliseconds, b->created.milliseconds);
	assert_int_equal(a->created.offset_minutes, b->created.offset_minutes);
	assert_int_equal(a->created.zulu, b->created.zulu);
	same_string(a->nickname, b->nickname);
	same_string(a->name, b->name);
	same_string(a->organisation, b->organisation);
	same_string(a->group, b->group);
	same_string(a->generator, b->generator);
	same_string(a->text, b->text);
	same_string(a->language, b->language);
	same_string(a->code, b->code);
	same_string(a->words, b->words);
	assert_int_equal(a->tag_count, b->tag_count);
	for (size_t i = 0; i < a->tag_count; i++)
		assert_string_equal(a->tags[i], b->tags[i]);
	assert_int_equal(a->target_count, b->target_count);
	for (size_t i = 0; i < a->target_count; i++) {
		const struct target *t = &a->targets[i], *u = &b->targets[i];
		assert_int_equal(t->kind, u->kind);
		same_string(t->annotation, u->annotation);
		same_string(t->source, u->source);
		same_string(t->cached, u->cached);
		assert_int_equal(t->paragraph, u->paragraph);
		same_string(t->quote.exact, u->quote.exact);
		same_string(t->quote.prefix, u->quote.prefix);
		same_string(t->quote.suffix, u->quote.suffix);
		assert_int_equal(t->quote.start_points, u->quote.start_points);
		assert_int_equal(t->quote.end_points, u->quote.end_points);
		same_string(t->reviewer, u->reviewer);
		same_string(t->digest, u->digest);
		same_string(t->was_blob, u->was_blob);
		assert_int_equal(t->was_paragraph, u->was_paragraph);
		same_string(t->base_blob, u->base_blob);
		assert_int_equal(t->base_paragraph, u->base_paragraph);
		assert_int_equal(t->base_count, u->base_count);
	}
}

static void there_and_back(void **state)
{
	(void)state;
	struct buffer bytes = {0};
	enum { MANY = 500 };
	struct annotation *all[MANY], *back;
	for (size_t i = 0; i < MANY; i++) {
		all[i] = some_annotation();
		packed_write(&bytes, all[i]);
		assert_int_equal(bytes.size % 8, 0);
	}
	struct text rest = buffer_text(&bytes), skipped = rest;
	for (size_t i = 0; i < MANY; i++) {
		assert_true(packed_read(&back, &rest));
		same(all[i], back);
		assert_true(packed_read(NULL, &skipped));
		assert_ptr_equal(skipped.bytes, rest.bytes);
		annotation_free(back);
		annotation_free(all[i]);
	}
	assert_int_equal(rest.size, 0);
	assert_false(packed_read(&back, &rest));
	buffer_clear(&bytes);
}

/* Whatever the bytes are: no, or an annotation whose every string ends inside it. */
static void any_bytes(void **state)
{
	(void)state;
	for (int round = 0; round < 20; round++) {
		struct buffer bytes = {0}, again = {0};
		struct annotation *annotation = some_annotation(), *back;
		packed_write(&bytes, annotation);
		for (size_t i = 0; i < bytes.size && i < 1200; i++)
			for (int bit = 0; bit < 8; bit++) {
				char *copy = memory_copy(bytes.bytes, bytes.size);
				struct text rest = {copy, bytes.size};
				copy[i] ^= (char)(1 << bit);
				if (packed_read(&back, &rest)) {
					buffer_empty(&again);
					packed_write(&again, back);
					annotation_free(back);
				}
				free(copy);
			}
		for (size_t size = 0; size < bytes.size; size++) {
			char *copy = memory_copy(bytes.bytes, size);
			struct text rest = {copy, size};
			assert_false(packed_read(&back, &rest));
			free(copy);
		}
		annotation_free(annotation);
		buffer_clear(&bytes);
		buffer_clear(&again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
