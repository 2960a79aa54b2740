#include "fixture.h"

#include "review/crossed.h"
#include "review/translation.h"

static struct review *open_english(const char *as)
{
	struct review *review;
	struct review_options options = {.folder = "r", .as = as, .draft = "en"};
	FINE(review_open(&review, &options));
	FINE(review_complete(review));
	return review;
}

/* The row whose source begins so. */
static const struct translation_row *row_of(const struct translation *translation, const char *start)
{
	for (size_t i = 0; i < translation->count; i++)
		if (text_starts(buffer_text(&translation->rows[i].now), start))
			return &translation->rows[i];
	fail_msg("no row starts with %s", start);
	return NULL;
}

static size_t all_remarks(const struct translation *translation)
{
	size_t count = 0;
	for (size_t i = 0; i < translation->count; i++)
		count += translation->rows[i].remark_count;
	return count;
}

static void what_is_said_about_the_source_is_seen_from_the_translation(void **state)
{
	(void)state;
	struct translation *translation;
	char first[UUID_TEXT], second[UUID_TEXT], third[UUID_TEXT];
	fixture_consult();
	struct review *french = open_as("sherpa-a"), *english = open_english("sherpa-b");
	comment(first, french, block_of(french, "Les gouvernements"), "prennent part", "Vraiment ?");
	comment(second, french, block_of(french, "Elles publient"), NULL, "En ligne ?");
	comment(third, english, 1, NULL, "Of the English words.");
	/* The source moves on; a remark on what is gone stands at the nearest paragraph before it. */
	base_rewords("Les gouvernements locaux", "Un préambule, ajouté devant.\n\nLes gouvernements régionaux");
	base_rewords("- Elles publient leurs comptes chaque année, en données ouvertes.\n", "");
	look_again(english);
	FINE(translation_new(&translation, english));
	assert_int_equal(all_remarks(translation), 2);
	const struct translation_row *row = row_of(translation, "Les gouvernements");
	assert_int_equal(row->remark_count, 1);
	assert_string_equal(english->standing->remarks[row->remarks[0]].annotation->id, first);
	row = row_of(translation, "Les villes");
	assert_int_equal(row->remark_count, 1);
	assert_string_equal(english->standing->remarks[row->remarks[0]].annotation->id, second);
	translation_free(translation);
	/* What is withdrawn is not. */
	look_again(french);
	size_t index;
	FINE(standing_remark(&index, french->standing, first));
	FINE(annotating_withdraw(second, french, index));
	look_again(english);
	FINE(translation_new(&translation, english));
	assert_int_equal(all_remarks(translation), 1);
	translation_free(translation);
	review_close(french);
	review_close(english);
}

/* The block that a remark is seen from, STANDING_NONE: it is not. */
static size_t seen_from(const struct crossed *crossed, const char *id, const char *language)
{
	for (size_t i = 0; i < crossed->count; i++)
		if (!strcmp(crossed->items[i].id, id)) {
			assert_string_equal(crossed->items[i].language, language);
			return crossed->items[i].block;
		}
	return STANDING_NONE;
}

static void both_ways_it_is_seen_where_it_belongs(void **state)
{
	(void)state;
	struct crossed crossed = {0};
	char first[UUID_TEXT], second[UUID_TEXT];
	size_t index;
	fixture_consult();
	struct review *french = open_as("sherpa-a"), *english = open_english("sherpa-b");
	comment(first, french, block_of(french, "Les gouvernements"), NULL, "Vraiment ?");
	size_t local = block_of(english, "Local ");
	comment(second, english, local, NULL, "Of the English words.");
	look_again(english);
	look_again(french);
	FINE(crossed_renew(&crossed, english));
	assert_int_equal(crossed.count, 1);
	assert_int_equal(seen_from(&crossed, first, "fr"), local);
	crossed_clear(&crossed);
	FINE(crossed_renew(&crossed, french));
	assert_int_equal(crossed.count, 1);
	assert_int_equal(seen_from(&crossed, second, "en"), block_of(french, "Les gouvernements"));
	/* Another remark, and one withdrawn: it is made anew. */
	FINE(standing_remark(&index, english->standing, second));
	FINE(annotating_withdraw(first, english, index));
	look_again(french);
	FINE(crossed_renew(&crossed, french));
	assert_int_equal(crossed.count, 0);
	crossed_clear(&crossed);
	review_close(french);
	review_close(english);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(what_is_said_about_the_source_is_seen_from_the_translation),
		FIXTURE_TEST(both_ways_it_is_seen_where_it_belongs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
